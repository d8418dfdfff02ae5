use super::*;
use crate::wire::violations::Fault;

fn found(faults: &[(&str, &'static str)]) -> Violations {
    let mut violations = Violations::default();
    for (field, reason) in faults {
        let fault = Fault::new(reason, "is wrong").with("name", "XX").with("first_year", "1985");
        violations.push(field, fault);
    }
    violations
}

#[test]
fn a_fault_of_one_kind_may_name_the_status() {
    for (faults, code, reason) in [
        (&[("a", "OUT_OF_RANGE")][..], Code::InvalidArgument, "INVALID_REQUEST"),
        (&[("a", "UNKNOWN_REGION")], Code::InvalidArgument, "UNKNOWN_REGION"),
        (&[("a", "UNKNOWN_SITE"), ("b", "UNKNOWN_SITE")], Code::InvalidArgument, "UNKNOWN_SITE"),
        (&[("a", "UNKNOWN_SITE"), ("b", "REQUIRED")], Code::InvalidArgument, "INVALID_REQUEST"),
        (&[("a", "UNKNOWN_ENUM_VALUE")], Code::InvalidArgument, "INVALID_REQUEST"),
        (&[("page_token", "INVALID_PAGE_TOKEN")], Code::InvalidArgument, "INVALID_PAGE_TOKEN"),
        (&[("page_size", "NEGATIVE_PAGE_SIZE")], Code::InvalidArgument, "INVALID_REQUEST"),
        (&[("first_year", "YEAR_OUT_OF_RANGE")], Code::OutOfRange, "YEAR_OUT_OF_RANGE"),
        (
            &[("y", "YEAR_OUT_OF_RANGE"), ("b", "REQUIRED")],
            Code::InvalidArgument,
            "INVALID_REQUEST",
        ),
        (&[], Code::InvalidArgument, "INVALID_REQUEST"),
    ] {
        let status = violations(&found(faults));
        let info = status.get_details_error_info().unwrap();
        assert_eq!((status.code(), info.reason.as_str()), (code, reason), "{faults:?}");
        assert_eq!(info.domain, DOMAIN);
    }
}

#[test]
fn every_fault_is_told_with_field_and_reason() {
    let status = violations(&found(&[("sites[1].pue", "PUE_BELOW_ONE"), ("hours", "NOT_FINITE")]));
    let told = status.get_details_bad_request().unwrap().field_violations;
    let told: Vec<_> = told.iter().map(|v| (v.field.as_str(), v.reason.as_str())).collect();
    assert_eq!(told, [("sites[1].pue", "PUE_BELOW_ONE"), ("hours", "NOT_FINITE")]);
    assert_eq!(status.message(), "sites[1].pue: is wrong (and 1 more violation)");
    let facts = status.get_details_error_info().unwrap().metadata;
    assert_eq!(facts["field"], "sites[1].pue");
    assert_eq!(facts["violations"], "2");
    assert_eq!(facts["first_year"], "1985");
}

/// What a status takes in headers, as a client counts them.
fn header_bytes(status: Status) -> usize {
    let headers = status.into_http::<()>().into_parts().0.headers;
    headers.iter().map(|(name, value)| name.as_str().len() + value.len() + 32).sum()
}

/// Characters that take the most room each: in bytes, and where they are escaped.
const WIDE: [&str; 4] = ["é", "中", "\u{10ffff}", "\u{200b}"];

#[test]
fn a_status_fits_into_the_headers_of_any_client() {
    for letter in WIDE {
        let mut many = Violations::default();
        for place in 0..5_000 {
            let message = format!("{:?} is not known", letter.repeat(60));
            let fault = Fault::new("UNKNOWN_REGION", message).with("name", letter.repeat(100));
            many.push(&format!("regions[{place}]"), fault.with("nearest", letter.repeat(300)));
        }
        let status = violations(&many);
        let told = status.get_details_bad_request().unwrap().field_violations;
        assert!(!told.is_empty());
        assert!(status.message().ends_with("(and 4999 more violations)"), "{}", status.message());
        let size = header_bytes(status);
        assert!(size < 7_680, "{size}");
    }
}

#[test]
fn a_name_that_was_not_found_fits_as_well() {
    for letter in WIDE {
        let name = letter.repeat(300);
        let size = header_bytes(not_found("claim", &name, &[&*name; 3].map(str::to_owned)));
        assert!(size < 7_680, "{size}");
    }
}

#[test]
fn what_was_not_found_is_named_with_the_nearest() {
    let status = not_found("figure", "figures/cn-x", &["figures/cn-y".to_owned()]);
    assert_eq!(status.code(), Code::NotFound);
    assert_eq!(status.message(), "figure \"figures/cn-x\" does not exist; nearest: figures/cn-y");
    let info = status.get_details_error_info().unwrap();
    assert_eq!(info.reason, "FIGURE_NOT_FOUND");
    assert_eq!(
        (&*info.metadata["name"], &*info.metadata["nearest"]),
        ("figures/cn-x", "figures/cn-y")
    );
    let resource = status.get_details_resource_info().unwrap();
    assert_eq!(resource.resource_name, "figures/cn-x");
    assert_eq!(resource.resource_type, "energycompute.v1/figure");
}

#[test]
fn the_same_status_is_the_same_bytes() {
    let faults = found(&[("sites[1].pue", "PUE_BELOW_ONE"), ("hours", "NOT_FINITE")]);
    let first = violations(&faults);
    // A map of the standard library is read in another order each time.
    for _ in 0..20 {
        assert_eq!(violations(&faults).details(), first.details());
    }
    assert_eq!(first.get_details_error_info().unwrap().metadata.len(), 4);
}
