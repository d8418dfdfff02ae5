//! `check`: whether a claim is right.

mod ask;
mod document;
mod lines;
mod page;
mod report;
mod shape;

use std::path::PathBuf;

use clap::Args;

use super::output::{self, Format};
use super::session::Session;
pub(super) use ask::Ask;

#[derive(Args, Debug)]
#[command(after_help = "Example: energycompute check --claim claims/cn-racks-2025-06")]
pub(super) struct Check {
    #[command(flatten)]
    ask: Ask,
    /// A text of which every claim is to be checked
    #[arg(long, value_name = "FILE", conflicts_with = "subject")]
    document: Option<PathBuf>,
    /// Of a document: write it as a page with its claims highlighted
    #[arg(long, value_name = "FILE", requires = "document")]
    html: Option<PathBuf>,
    /// A file of lines with id, text and perhaps `as_of`, or standard input, instead of a sentence; lines come
    /// out. With --document: a line a claim of it
    #[arg(long, value_name = "FILE", num_args = 0..=1, require_equals = true)]
    #[expect(clippy::option_option, reason = "absent, without a file, with one")]
    jsonl: Option<Option<PathBuf>>,
}

impl Check {
    pub(super) async fn run(self, session: &mut Session) -> anyhow::Result<String> {
        let Self { ask, document, html, jsonl } = self;
        if let Some(path) = document {
            let document = document::ask(&path, ask.as_of, ask.tolerance, session).await?;
            if let Some(path) = html {
                output::write(&path, &page::page(&document))?;
            }
            return document.shown(session.format, jsonl.is_some());
        }
        if let Some(file) = jsonl {
            return lines::run(file.as_deref(), session).await;
        }
        let question = ask.request(session.options())?;
        let reply = session.client.check_claim(question).await?;
        match session.format {
            Format::Json => output::json(&reply),
            Format::Csv => report::rows(&reply).to_csv(),
            Format::Text(style) => Ok(report::report(&reply, style)),
        }
    }
}
