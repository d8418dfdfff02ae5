//! The README's own calls are answered, and what it shows of them is true.

use energycompute::wire::pb;

use crate::client::{
    analyze, check, compare, compute, document, listing, project, projection, request, series,
};

const README: &str = include_str!("../../README.md");

/// Method and JSON of every grpcurl call.
fn calls() -> Vec<(&'static str, &'static str)> {
    let of_call = |call: &'static str| {
        let (json, rest) = call.split_once('\'').expect("the JSON ends");
        let method = rest.split_whitespace().find(|word| word.starts_with("energycompute.v1."));
        (method.expect("a method").trim_start_matches("energycompute.v1."), json)
    };
    README.split("grpcurl -plaintext -d '").skip(1).map(of_call).collect()
}

#[tokio::test]
async fn every_call_of_the_readme_is_answered() {
    let calls = calls();
    assert!(calls.len() >= 10, "{}", calls.len());
    for (method, json) in calls {
        let answered = match method {
            "ProjectionService/ProjectCapacity" => project(json).await.map(drop),
            "ProjectionService/ProjectSeries" => series(json).await.map(drop),
            "ProjectionService/ProjectCompute" => compute(json).await.map(drop),
            "ProjectionService/CompareCosts" => compare(json).await.map(drop),
            "ProjectionService/CheckClaim" => check(json).await.map(drop),
            "ProjectionService/BatchCheckClaims" => {
                let request = request::<pb::BatchCheckClaimsRequest>(json);
                projection().batch_check_claims(request).await.map(drop)
            }
            "ProjectionService/AnalyzeSensitivity" => analyze(json).await.map(drop),
            "ProjectionService/CheckDocument" => document(json).await.map(drop),
            "CatalogService/ListSites" => {
                listing().list_sites(request::<pb::ListSitesRequest>(json)).await.map(drop)
            }
            "CatalogService/ListFigures" => {
                listing().list_figures(request::<pb::ListFiguresRequest>(json)).await.map(drop)
            }
            "CatalogService/GetFigure" => {
                listing().get_figure(request::<pb::GetFigureRequest>(json)).await.map(drop)
            }
            "CatalogService/GetClaim" => {
                listing().get_claim(request::<pb::GetClaimRequest>(json)).await.map(drop)
            }
            "CatalogService/GetModelInfo" => {
                listing().get_model_info(request::<pb::GetModelInfoRequest>(json)).await.map(drop)
            }
            other => panic!("the README calls {other}, which this test does not know"),
        };
        let is_meant_to_fail = json.contains("\"pue\": 0.9");
        assert_eq!(answered.is_err(), is_meant_to_fail, "{method} {json}: {answered:?}");
    }
}

#[tokio::test]
async fn the_numbers_of_the_readme_are_the_services() {
    for (method, json) in calls() {
        let shown: Vec<String> = match method {
            "ProjectionService/ProjectCapacity" => {
                let row = project(json).await.unwrap().rows.remove(0);
                vec![
                    row.distribution.unwrap().median.to_string(),
                    row.probability_at_least.unwrap().to_string(),
                ]
            }
            "ProjectionService/ProjectSeries" => {
                let reply = series(json).await.unwrap();
                let (row, state) = (reply.rows.last().unwrap(), reply.state.unwrap());
                vec![
                    row.distribution.as_ref().unwrap().median.to_string(),
                    row.probability_at_least.unwrap().to_string(),
                    state.drift_per_year.to_string(),
                ]
            }
            "ProjectionService/ProjectCompute" => {
                let row = compute(json).await.unwrap().rows.remove(0);
                vec![
                    row.binding().as_str_name().to_owned(),
                    row.probability_power_binds.to_string(),
                    row.achievable.unwrap().median.to_string(),
                    row.weakest_parameter,
                ]
            }
            "ProjectionService/CheckClaim" => {
                let reply = check(json).await.unwrap();
                vec![
                    reply.verdict().as_str_name().to_owned(),
                    reply.magnitude_warning.unwrap_or_default().message,
                ]
            }
            "ProjectionService/CompareCosts" if !json.contains("0.9") => {
                let reply = compare(json).await.unwrap();
                vec![
                    reply.summary.clone(),
                    reply.electricity_parities[0].price_usd_per_mwh.to_string(),
                ]
            }
            _ => continue,
        };
        for part in shown {
            assert!(README.contains(&part), "the README does not show {part}");
        }
    }
}

#[test]
fn the_limits_that_the_readme_shows_are_what_the_command_prints() {
    let (_, section) = README.split_once("## Power or chips: which binds?").unwrap();
    let fenced = |kind: &str| {
        let (_, rest) = section.split_once(&format!("```{kind}\n")).unwrap();
        rest.split_once("```").unwrap().0
    };
    let command = fenced("sh").trim().strip_prefix("energycompute ").unwrap();
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_energycompute"))
        .args(command.split(' '))
        .env_remove("ENERGYCOMPUTE_ENDPOINT")
        .output()
        .unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    assert!(printed.starts_with(fenced("text")), "the README does not show\n{printed}");
}
