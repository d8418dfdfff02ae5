//! `check --jsonl`: a claim a line in, what was understood and found a line out.

use std::fs;
use std::io::Read as _;
use std::path::Path;

use anyhow::Context as _;
use serde::Deserialize;
use serde_json::{Value, json};

use super::ask::as_of;
use super::shape;
use crate::cli::failure::Unusable;
use crate::cli::session::Session;
use crate::cli::words;
use crate::wire::pb;
use crate::wire::pb::check_claim_request::Subject;

/// A claim to be read.
#[derive(Debug, Deserialize)]
struct Line {
    id: Value,
    text: String,
    #[serde(default)]
    as_of: Option<String>,
}

/// Checks every line of a file, or of standard input.
pub(super) async fn run(file: Option<&Path>, session: &mut Session) -> anyhow::Result<String> {
    let mut written = String::new();
    for (place, line) in read(file)?.lines().enumerate().filter(|(_, line)| !line.trim().is_empty())
    {
        let number = place + 1;
        let Line { id, text, as_of: date } = serde_json::from_str(line).with_context(|| {
            Unusable(format!("line {number} is not {{\"id\", \"text\", \"as_of\"?}}"))
        })?;
        let date = date.as_deref().map(as_of).transpose();
        let date = date.map_err(|fault| Unusable(format!("line {number}: as_of {fault}")))?;
        let question = pb::CheckClaimRequest {
            subject: Some(Subject::Text(text)),
            as_of: date,
            options: Some(session.options()),
            ..Default::default()
        };
        let reply = session.client.check_claim(question).await?;
        let told = told(&reply);
        let with_id = json!({ "id": id });
        written.push_str(&merged(with_id, told).to_string());
        written.push('\n');
    }
    Ok(written)
}

/// What was understood and found, without what it was found of.
pub(super) fn told(reply: &pb::CheckClaimResponse) -> Value {
    let parsed = reply.parsed.as_ref().map(shape::claim);
    let more = reply.more.iter().filter_map(|more| more.parsed.as_ref()).map(shape::claim);
    json!({
        "checkable": parsed.is_some(),
        "parsed": parsed,
        "more": more.collect::<Vec<_>>(),
        "verdict": words::verdict_name(reply.verdict()),
    })
}

fn merged(mut one: Value, other: Value) -> Value {
    if let Value::Object(other) = other
        && let Value::Object(one) = &mut one
    {
        one.extend(other);
    }
    one
}

fn read(file: Option<&Path>) -> anyhow::Result<String> {
    if let Some(path) = file {
        return fs::read_to_string(path)
            .with_context(|| Unusable(format!("cannot read {}", path.display())));
    }
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).context("cannot read standard input")?;
    Ok(text)
}
