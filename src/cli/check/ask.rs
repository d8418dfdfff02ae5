//! The claim that is to be checked, as it is named on the command line.

use std::fs;

use anyhow::Context as _;
use clap::Args;

use crate::cli::failure::Unusable;
use crate::cli::words;
use crate::wire::pb;
use crate::wire::pb::check_claim_request::Subject;

/// A claim, and how it is to be read.
#[derive(Args, Debug)]
pub(in crate::cli) struct Ask {
    #[command(flatten)]
    subject: Asked,
    /// Relative tolerance of "equal" and "about", above 0 to 1
    #[arg(long, value_name = "T")]
    pub(super) tolerance: Option<f64>,
    /// Date of the text, for example 2026-02-01: what "last year" means
    #[arg(long, value_name = "DATE", value_parser = as_of)]
    pub(super) as_of: Option<pb::Date>,
}

impl Ask {
    pub(in crate::cli) fn request(
        self,
        options: pb::ModelOptions,
    ) -> anyhow::Result<pb::CheckClaimRequest> {
        let Self { subject, tolerance, as_of } = self;
        Ok(pb::CheckClaimRequest {
            subject: subject.subject()?,
            relative_tolerance: tolerance,
            as_of,
            options: Some(options),
        })
    }
}

#[derive(Args, Debug)]
#[group(id = "subject", multiple = false)]
struct Asked {
    /// Claim of the catalog; `catalog claims` lists them
    #[arg(long, value_name = "NAME")]
    claim: Option<String>,
    /// `StructuredClaim` as protobuf JSON, or @FILE that holds it
    #[arg(long, value_name = "JSON|@FILE")]
    structured: Option<String>,
    /// A sentence in English
    #[arg(value_name = "TEXT")]
    text: Option<String>,
}

impl Asked {
    fn subject(self) -> anyhow::Result<Option<Subject>> {
        let Self { claim, structured, text } = self;
        let structured = structured.map(|given| read(&given)).transpose()?;
        Ok(structured
            .map(Subject::Structured)
            .or(claim.map(|name| Subject::Claim(words::in_collection("claims", &name))))
            .or(text.map(Subject::Text)))
    }
}

fn read(given: &str) -> anyhow::Result<pb::StructuredClaim> {
    let (json, origin) = match given.strip_prefix('@') {
        Some(path) => (
            fs::read_to_string(path)
                .with_context(|| Unusable(format!("cannot read \"{path}\"")))?,
            path,
        ),
        None => (given.to_owned(), "--structured"),
    };
    serde_json::from_str(&json)
        .with_context(|| Unusable(format!("{origin} is not a StructuredClaim in protobuf JSON")))
}

/// Reads `2026`, `2026-02` and `2026-02-01`.
pub(super) fn as_of(text: &str) -> Result<pb::Date, String> {
    let mut parts = text.split('-').map(str::parse);
    let form = || "needs a date, for example 2026-02-01".to_owned();
    let mut next = || parts.next().transpose().map_err(|_unreadable| form());
    let (year, month, day) = (next()?, next()?, next()?);
    let year = year.ok_or_else(form)?;
    Ok(pb::Date { year, month: month.unwrap_or(0), day: day.unwrap_or(0) })
}
