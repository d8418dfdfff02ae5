use super::*;
use crate::wire::sample;

fn field_and_reason(violations: &Violations) -> Vec<(&str, &'static str)> {
    violations.iter().map(|found| (found.field.as_str(), found.fault.reason)).collect()
}

fn figures(region: &str, metric: pb::Metric) -> Result<Vec<String>, Violations> {
    let request = pb::ListFiguresRequest {
        region: region.to_owned(),
        metric: metric.into(),
        ..pb::ListFiguresRequest::default()
    };
    let reply = list_figures(&sample::catalog(), request)?;
    Ok(reply.figures.into_iter().map(|figure| figure.name).collect())
}

#[test]
fn figures_are_filtered_by_region_and_metric() {
    for (region, metric, expected) in [
        (
            "",
            pb::Metric::Unspecified,
            &["figures/a-peak", "figures/cn-capacity", "figures/r-cn"][..],
        ),
        ("cn", pb::Metric::Unspecified, &["figures/cn-capacity", "figures/r-cn"]),
        ("US", pb::Metric::Unspecified, &["figures/a-peak"]),
        ("", pb::Metric::InstalledCapacity, &["figures/cn-capacity", "figures/r-cn"]),
        ("US", pb::Metric::InstalledCapacity, &[]),
    ] {
        assert_eq!(figures(region, metric).unwrap(), expected, "{region} {metric:?}");
    }
}

#[test]
fn every_fault_of_a_list_request_is_told() {
    let request = pb::ListFiguresRequest {
        page_size: -1,
        page_token: "cannot be judged".to_owned(),
        region: "Atlantis".to_owned(),
        metric: 99,
    };
    let violations = list_figures(&sample::catalog(), request).unwrap_err();
    let expected = [
        ("region", "UNKNOWN_REGION"),
        ("metric", "UNKNOWN_ENUM_VALUE"),
        ("page_size", "NEGATIVE_PAGE_SIZE"),
    ];
    assert_eq!(field_and_reason(&violations), expected);
}

#[test]
fn a_figure_is_found_by_either_name_with_those_that_bear_on_it() {
    let catalog = sample::catalog();
    for (name, related) in [
        ("figures/cn-capacity", &["figures/r-cn"][..]),
        ("cn-capacity", &["figures/r-cn"]),
        ("figures/r-cn", &["figures/cn-capacity"]), // linked from the other end
        ("figures/a-peak", &[]),                    // what it names is gone
    ] {
        let reply = get_figure(&catalog, pb::GetFigureRequest { name: name.to_owned() }).unwrap();
        let told: Vec<&str> = reply.related.iter().map(|figure| figure.name.as_str()).collect();
        assert_eq!(told, related, "{name}");
        for figure in reply.figure.iter().chain(&reply.related) {
            assert!(reply.sources.contains_key(&figure.source));
        }
    }
}

#[test]
fn figures_say_what_they_relate_to() {
    let reply = list_figures(&sample::catalog(), pb::ListFiguresRequest::default()).unwrap();
    let relations: Vec<&str> =
        reply.figures.iter().map(|figure| figure.relation.as_str()).collect();
    assert_eq!(relations, ["share_of:CN", "ratio_to:US/installed_capacity", "absolute"]);
}

#[test]
fn names_that_do_not_exist_are_told_with_the_nearest() {
    let request = pb::GetClaimRequest { name: "claims/z-peek".to_owned() };
    let refusal = get_claim(&sample::catalog(), request).unwrap_err();
    let expected = Refusal::NotFound {
        kind: "claim",
        name: "claims/z-peek".to_owned(),
        nearest: vec!["claims/z-peak".to_owned()],
    };
    assert_eq!(refusal, expected);
}

#[test]
fn claims_and_scenarios_keep_the_order_of_their_files() {
    let catalog = sample::catalog();
    let claims = list_claims(&catalog, pb::ListClaimsRequest::default()).unwrap().claims;
    let told: Vec<(&str, bool)> =
        claims.iter().map(|claim| (claim.name.as_str(), claim.structured.is_some())).collect();
    assert_eq!(told, [("claims/z-peak", true), ("claims/a-opinion", false)]);
    let scenarios =
        list_scenarios(&catalog, pb::ListScenariosRequest::default()).unwrap().scenarios;
    assert_eq!(scenarios[0].name, "reference");
}

#[test]
fn metrics_come_in_the_order_of_the_enum() {
    let reply = list_metrics(&sample::catalog(), pb::ListMetricsRequest::default()).unwrap();
    assert!(reply.metrics.is_sorted_by_key(|info| info.metric));
    assert_eq!(reply.metrics.len(), 6);
}

#[test]
fn sites_are_filtered_by_what_their_region_is_part_of() {
    let catalog = sample::catalog();
    for (region, expected) in [
        ("", &["cn-north", "us-virginia"][..]),
        ("US", &["us-virginia"]),
        ("US-VA", &["us-virginia"]),
        ("CN", &["cn-north"]),
    ] {
        let request =
            pb::ListSitesRequest { region: region.to_owned(), ..pb::ListSitesRequest::default() };
        let reply = list_sites(&catalog, request).unwrap();
        let told: Vec<&str> = reply.sites.iter().map(|site| site.name.as_str()).collect();
        assert_eq!(told, expected, "{region}");
        assert!(reply.sites.iter().all(|site| site.source_keys == ["article", "stats"]));
        assert!(reply.sources.contains_key("article"));
    }
}

#[test]
fn accelerators_workloads_and_sources_come_by_name() {
    let catalog = sample::catalog();
    let reply = list_accelerators(&catalog, pb::ListAcceleratorsRequest::default()).unwrap();
    let told: Vec<&str> = reply.accelerators.iter().map(|known| known.name.as_str()).collect();
    assert_eq!(told, ["h20", "nvidia-h100-sxm"]);
    let reply = list_workloads(&catalog, pb::ListWorkloadsRequest::default()).unwrap();
    assert_eq!(reply.workloads[0].published_energy_gwh_high, Some(22.0));
    let reply = list_sources(&catalog, pb::ListSourcesRequest::default()).unwrap();
    let told: Vec<&str> = reply.sources.iter().map(|source| source.name.as_str()).collect();
    assert_eq!(told, ["article", "stats"]);
}

#[test]
fn assumptions_come_by_parameter_and_scenario() {
    let reply =
        list_assumptions(&sample::catalog(), pb::ListAssumptionsRequest::default()).unwrap();
    let told: Vec<(&str, &str)> =
        reply.assumptions.iter().map(|row| (row.name.as_str(), row.scenario.as_str())).collect();
    let expected =
        [("assumptions/mfu", ""), ("assumptions/pue/CN", ""), ("assumptions/pue/CN", "reference")];
    assert_eq!(told, expected);
}

#[test]
fn coverage_says_how_far_each_series_can_be_asked_for() {
    let reply = model_info(&sample::catalog());
    let told: Vec<(&str, pb::Metric, i32, i32)> = reply
        .coverage
        .iter()
        .map(|row| (row.region.as_str(), row.metric(), row.last_year, row.horizon_year))
        .collect();
    let expected = [
        ("CN", pb::Metric::InstalledCapacity, 2025, 2035), // built from parts
        ("CN", pb::Metric::SpareCapacity, 2025, 2028),     // the forecast for 2030 is outdated
        ("CN", pb::Metric::CoalGeneration, 2025, 2025),
        ("CN", pb::Metric::SolarCapacity, 2025, 2035),
        ("CN", pb::Metric::WindCapacity, 2025, 2035),
        ("US", pb::Metric::InstalledCapacity, 2025, 2060),
        ("US", pb::Metric::PeakDemand, 2025, 2060),
    ];
    assert_eq!(told, expected);
}

#[test]
fn limits_defaults_and_bands_are_told_once_each() {
    let reply = model_info(&sample::catalog());
    let names = reply.limits.iter().map(|limit| limit.name.as_str());
    let mut names: Vec<&str> =
        names.chain(reply.defaults.iter().map(|d| d.name.as_str())).collect();
    names.sort_unstable();
    let told = names.len();
    names.dedup();
    // A page size, draws and quantiles have both a limit and a default.
    assert_eq!(names.len(), told - 3, "{names:?}");
    assert_eq!(reply.verdict_bands.len(), 5);
    assert!(reply.skill.is_empty() && !reply.warnings.is_empty());
}
