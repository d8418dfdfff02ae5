//! The lines are those of the format that everybody knows.

use std::io;

use tracing::{Subscriber, error_span, info, subscriber, warn};
use tracing_subscriber::fmt::Subscriber as Formatted;

use super::{Fields, Lines};
use crate::telemetry::page::Page;

/// The lines of some events, without their times.
fn told<S: Subscriber + Send + Sync>(over: impl FnOnce(Page) -> S) -> Vec<String> {
    let page = Page::default();
    subscriber::with_default(over(page.clone()), || {
        let (nothing, words) = (None::<&str>, Some("a \"word\"\\ \u{1}\t\n\r\u{8}\u{c}\u{7f} é"));
        info!("no field");
        info!(count = 7_u64, below = -7, share = 0.25, whole = 2.0, is_on = true, "fields");
        warn!(nothing, words, not_finite = f64::NAN, large = u128::MAX, r#type = 1, "others");
        let span = error_span!("call", request_id = %"id \"1\"", late = tracing::field::Empty);
        span.in_scope(|| info!(?words, error = %io::Error::other("why"), "within"));
        span.record("late", 3);
        span.in_scope(|| error_span!("empty").in_scope(|| info!("inner")));
        span.in_scope(|| info!("after"));
        info!(target: "elsewhere", parent: &span, "below");
    });
    page.text().lines().map(without_time).collect()
}

fn without_time(line: &str) -> String {
    let (begin, rest) = line.split_at("{\"timestamp\":\"".len());
    let (time, rest) = rest.split_at("2026-01-09T08:07:06.543210Z".len());
    assert!(time.starts_with("20") && time.ends_with('Z'), "{line}");
    format!("{begin}{rest}")
}

#[test]
fn lines_are_those_of_the_usual_format() {
    let own = told(|page| {
        let lines = Formatted::builder().fmt_fields(Fields).event_format(Lines);
        lines.with_writer(page).finish()
    });
    let usual = told(|page| {
        let lines = Formatted::builder().json().flatten_event(true).with_span_list(false);
        lines.with_current_span(true).with_writer(page).finish()
    });
    assert_eq!(own.len(), 7);
    // Keys of a span are in their own order here, and sorted there.
    let sorted = |line: &str| line.replace(r#""request_id":"id \"1\"","late":3"#, "SPAN");
    let known = |line: &str| line.replace(r#""late":3,"request_id":"id \"1\"""#, "SPAN");
    for (own, usual) in own.iter().zip(&usual) {
        assert_eq!(sorted(own), known(usual));
    }
}

#[test]
fn a_panic_is_told_with_the_call_that_it_ended() {
    let page = Page::default();
    let lines = Formatted::builder().fmt_fields(Fields).event_format(Lines);
    subscriber::with_default(lines.with_writer(page.clone()).finish(), || {
        let tell = || crate::telemetry::tell_panic("provoked", "a.rs:1:2");
        crate::telemetry::call::within(Some("call-1".into()), tell);
        tell();
    });
    let told = page.text();
    let fields = r#""panic":"provoked","place":"a.rs:1:2","target":"energycompute::telemetry"}"#;
    let lines: Vec<&str> = told.lines().collect();
    assert!(lines[0].contains("\"request_id\":\"call-1\"") && lines[0].ends_with(fields), "{told}");
    assert!(!lines[1].contains("request_id") && lines[1].ends_with(fields), "{told}");
}
