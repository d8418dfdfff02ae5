//! What is asked.

use energycompute::wire::pb;
use prost::Message as _;
use serde::de::DeserializeOwned;

/// A call of a method.
pub(crate) struct Question {
    pub(crate) name: String,
    pub(crate) path: String,
    pub(crate) message: Vec<u8>,
}

impl Question {
    pub(crate) fn echo() -> Self {
        let message = "world".to_owned().encode_to_vec();
        Self { name: "echo".to_owned(), path: "/bench.Echo/Say".to_owned(), message }
    }

    /// An echo as gRPC's examples have it in every language.
    pub(crate) fn greeting() -> Self {
        Self { path: "/helloworld.Greeter/SayHello".to_owned(), ..Self::echo() }
    }

    pub(crate) fn claim() -> Self {
        let claim: pb::CheckClaimRequest = read(
            r#"{"structured":{"left":{"regions":{"include":["CN"]},
            "metricReadings":["METRIC_ELECTRICITY_GENERATION"],"year":2028},
            "comparator":"COMPARATOR_AT_LEAST","right":{"quantity":{"value":11000}}}}"#,
        );
        Self::of("CheckClaim", "CheckClaim", &claim)
    }

    /// A claim of the catalog.
    pub(crate) fn named(name: &str) -> Self {
        let subject = Some(pb::check_claim_request::Subject::Claim(name.to_owned()));
        let claim = pb::CheckClaimRequest { subject, ..Default::default() };
        Self::of("CheckClaim, named", "CheckClaim", &claim)
    }

    pub(crate) fn sentence() -> Self {
        let text = "China will generate at least 11,000 TWh of electricity in 2028.".to_owned();
        let subject = Some(pb::check_claim_request::Subject::Text(text));
        let claim = pb::CheckClaimRequest { subject, ..Default::default() };
        Self::of("CheckClaim, text", "CheckClaim", &claim)
    }

    /// So many rows: a region and years.
    pub(crate) fn rows(rows: i32) -> Self {
        let mut projection: pb::ProjectCapacityRequest =
            read(r#"{"regions":["CN"],"metrics":["METRIC_ELECTRICITY_GENERATION"]}"#);
        (projection.first_year, projection.last_year) = (2026, 2025 + rows);
        Self::of(&format!("ProjectCapacity, {rows} rows"), "ProjectCapacity", &projection)
    }

    /// Four metrics of every region that has them, in years before and to come: 3,500 rows.
    pub(crate) fn many_rows() -> Self {
        let projection: pb::ProjectCapacityRequest = read(
            r#"{"regions":["AE","AU","BR","CA","CN","DE","ES","EU27","FI","FR","GB","ID","IE","IN","IS","IT","JP","KR",
                "KW","MX","MY","NL","NO","PL","QA","RU","SA","SE","SG","TH","TW","US","VN","WORLD","ZA"],
            "metrics":["METRIC_ELECTRICITY_GENERATION","METRIC_LOW_CARBON_SHARE","METRIC_RENEWABLE_SHARE",
                "METRIC_CARBON_INTENSITY"],"firstYear":2006,"lastYear":2030}"#,
        );
        Self::of("ProjectCapacity, 3,500 rows", "ProjectCapacity", &projection)
    }

    /// A page of the catalog's figures.
    pub(crate) fn figures() -> Self {
        let path = "/energycompute.v1.CatalogService/ListFigures".to_owned();
        Self { path, ..Self::of("ListFigures", "", &pb::ListFiguresRequest::default()) }
    }

    /// So many sites, of a few presets in turn; the usual draws for 0, and the usual seed for none.
    pub(crate) fn sites(count: i32, draws: i32, seed: Option<i64>) -> Self {
        let mut request: pb::CompareCostsRequest = read(r#"{"workload":{"itLoadMw":80}}"#);
        let presets = ["us-virginia", "cn-hub-west-subsidised", "de-industrial", "gb-industrial"];
        let site = |place: usize| pb::Site {
            id: format!("site-{place}"),
            site: presets[place % presets.len()].to_owned(),
            ..Default::default()
        };
        request.sites = (0..usize::try_from(count).unwrap()).map(site).collect();
        let options = pb::ModelOptions { sample_count: draws, seed, ..Default::default() };
        request.options = Some(options);
        Self::of("CompareCosts", "CompareCosts", &request)
    }

    /// So many times a sentence that claims nothing and one that does.
    pub(crate) fn document(times: i32) -> Self {
        let sentences = "Spending on grids goes on. China generates more electricity than the US. ";
        let text = sentences.repeat(usize::try_from(times).unwrap());
        let document = pb::CheckDocumentRequest { text, ..Default::default() };
        Self::of("CheckDocument", "CheckDocument", &document)
    }

    pub(crate) fn of(name: &str, method: &str, message: &impl prost::Message) -> Self {
        let path = format!("/energycompute.v1.ProjectionService/{method}");
        Self { name: name.to_owned(), path, message: message.encode_to_vec() }
    }

    /// The message as it travels.
    pub(crate) fn framed(&self) -> Vec<u8> {
        let length = u32::try_from(self.message.len()).unwrap().to_be_bytes();
        [&[0], &length[..], &self.message].concat()
    }
}

fn read<T: DeserializeOwned>(json: &str) -> T {
    serde_json::from_str(json).unwrap()
}
