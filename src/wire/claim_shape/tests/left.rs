use super::*;

type Change = Box<dyn FnOnce(&mut pb::ClaimSubject)>;

#[test]
fn faults_of_the_left_side_are_told_by_field() {
    let range = |first_year, last_year| Some(pb::YearRange { first_year, last_year });
    let change = pb::ComparedOf::Change.into();
    let cases: Vec<(Change, &str, &str)> = vec![
        (Box::new(|l| l.regions = None), "regions", "REQUIRED"),
        (Box::new(|l| l.regions = set(&[], &[])), "regions.include", "REQUIRED"),
        (Box::new(|l| l.regions = set(&["China"], &[])), "regions.include[0]", "UNKNOWN_REGION"),
        (Box::new(|l| l.regions = set(&["CN", "cn"], &[])), "regions.include[1]", "DUPLICATE"),
        (
            Box::new(|l| l.regions = set(&["CN"], &["CN"])),
            "regions.exclude[0]",
            "CONFLICTING_FIELDS",
        ),
        (Box::new(|l| l.regions = set(&["US"; 51], &[])), "regions.include", "TOO_MANY"),
        (Box::new(|l| l.metric_readings.clear()), "metric_readings", "REQUIRED"),
        (Box::new(|l| l.metric_readings = vec![5; 6]), "metric_readings", "TOO_MANY"),
        (Box::new(|l| l.metric_readings = vec![5, 5]), "metric_readings[1]", "DUPLICATE"),
        (Box::new(|l| l.metric_readings = vec![5, 0]), "metric_readings[1]", "REQUIRED"),
        (Box::new(|l| l.metric_readings = vec![5, 99]), "metric_readings[1]", "UNKNOWN_ENUM_VALUE"),
        (Box::new(|l| l.year = Some(1984)), "year", "YEAR_OUT_OF_RANGE"),
        (Box::new(|l| l.month = Some(13)), "month", "OUT_OF_RANGE"),
        (Box::new(|l| (l.year, l.month) = (None, Some(6))), "month", "CONFLICTING_FIELDS"),
        (Box::new(move |l| l.year_range = range(2026, 2030)), "year_range", "CONFLICTING_FIELDS"),
        (
            Box::new(move |l| (l.year, l.year_range) = (None, range(2030, 2026))),
            "year_range.last_year",
            "YEARS_OUT_OF_ORDER",
        ),
        (Box::new(|l| l.of = 9), "of", "UNKNOWN_ENUM_VALUE"),
        (Box::new(move |l| l.of = change), "from_year", "REQUIRED"),
        (Box::new(|l| l.from_year = Some(2020)), "from_year", "CONFLICTING_FIELDS"),
        (
            Box::new(move |l| (l.of, l.from_year) = (change, Some(2026))),
            "from_year",
            "YEARS_OUT_OF_ORDER",
        ),
    ];
    for (change, field, reason) in cases {
        assert_faults(&with_left(change), &[(&format!("structured.left.{field}"), reason)]);
    }
}
