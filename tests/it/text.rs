//! Sentences and documents through the real client.

use energycompute::wire::pb;
use energycompute::wire::pb::check_document_response::Part;
use energycompute::wire::pb::{Quantifier, Verdict};
use tokio_stream::StreamExt as _;
use tonic::Request;

use crate::client::{check, document, projection, told};

async fn sentence(text: &str) -> pb::CheckClaimResponse {
    check(&serde_json::json!({ "text": text }).to_string()).await.unwrap()
}

#[tokio::test]
async fn sentences_get_the_verdicts_that_the_record_gives() {
    for (text, expected) in [
        (
            "China's intelligent computing power hit 78.8 exaflops in June 2025.",
            &[Verdict::Refuted][..],
        ),
        ("China's installed capacity was 40,000 GW in 2025.", &[Verdict::Refuted]),
        (
            "Some Chinese data centers pay less than half the electricity price of US ones",
            &[Verdict::Likely, Verdict::Supported],
        ),
        (
            "On average, Chinese data centers pay less than half the electricity price of US ones",
            &[Verdict::Refuted],
        ),
        ("China will win the AI race", &[Verdict::NotCheckable]),
        ("Mongolia's data centres will use 3 TWh in 2030.", &[Verdict::NotEnoughInfo]),
        (
            "By 2026 China's power generation capacity could be about three times America's.",
            &[Verdict::Disputed],
        ),
        (
            "China generated 2.3 times as much electricity as the US in 2025.",
            &[Verdict::Supported, Verdict::Likely],
        ),
    ] {
        let reply = sentence(text).await;
        assert!(expected.contains(&reply.verdict()), "{text}: {:?}", reply.verdict());
        let judged = !matches!(reply.verdict(), Verdict::NotCheckable | Verdict::NotEnoughInfo);
        assert_eq!(judged, reply.probability.is_some(), "{text}");
        assert!(judged || !reply.explanation.is_empty(), "{text} is refused without a reason");
    }
}

#[tokio::test]
async fn a_slip_by_a_power_of_ten_is_named() {
    let slip = |reply: pb::CheckClaimResponse| reply.magnitude_warning.unwrap().suggested;
    let racks =
        slip(sentence("China's intelligent computing power hit 78.8 exaflops in June 2025").await);
    assert!((racks - 788.0).abs() < 1e-9, "{racks}");
    let capacity = slip(sentence("China's installed capacity was 40,000 GW in 2025.").await);
    assert!((capacity - 4_000.0).abs() < 1e-9, "{capacity}");
}

#[tokio::test]
async fn what_was_understood_comes_back_with_its_place() {
    let text = "Frankly, some Chinese data centers pay under half of what US ones pay for power.";
    let reply = sentence(text).await;
    let parsed = reply.parsed.unwrap();
    assert_eq!(parsed.quantifier(), Quantifier::Some);
    assert_eq!(parsed.left.unwrap().metric_readings().next(), Some(pb::Metric::ElectricityPrice));
    let parse = reply.parse.unwrap();
    assert_eq!(parse.number.unwrap().text, "half");
    assert_eq!(parse.not_understood[0].text, "Frankly");
}

#[tokio::test]
async fn the_full_view_has_a_review_for_the_web() {
    let text = "China's intelligent computing power hit 78.8 exaflops in June 2025";
    let json = serde_json::json!({ "text": text, "options": { "view": "VIEW_FULL" } }).to_string();
    let reply = check(&json).await.unwrap();
    let review: serde_json::Value = serde_json::from_str(&reply.claim_review_json).unwrap();
    assert_eq!(review["@type"], "ClaimReview");
    assert_eq!(review["claimReviewed"], text);
    assert_eq!(review["reviewRating"]["ratingValue"], 1);
    assert_eq!(review["reviewRating"]["alternateName"], "REFUTED");
    assert!(!review["citation"].as_array().unwrap().is_empty());
    assert!(sentence("China will win").await.claim_review_json.is_empty(), "only when asked for");
}

#[tokio::test]
async fn last_year_is_that_before_the_text() {
    let json = r#"{"text":"Last year electricity consumption in China rose 5 percent.","asOf":{"year":2026,"month":2}}"#;
    let reply = check(json).await.unwrap();
    assert_eq!(reply.verdict(), Verdict::Supported);
    assert_eq!(reply.parsed.unwrap().left.unwrap().year, Some(2025));
}

const TEXT: &str = "A study appeared in the U.S. in May.\n\nIn 2025 China made 10,583 TWh of electricity, \
                    the U.S. 4,520 TWh. “Power decides,” it says. China’s data storage exceeded 1,680 EB in mid-2025.";

#[tokio::test]
async fn a_document_is_answered_sentence_by_sentence_with_bytes() {
    let parts = document(&serde_json::json!({ "text": TEXT }).to_string()).await.unwrap();
    let (last, findings) = parts.split_last().unwrap();
    let found: Vec<&pb::DocumentFinding> = findings
        .iter()
        .map(|part| match &part.part {
            Some(Part::Finding(finding)) => finding,
            other => panic!("a finding, not {other:?}"),
        })
        .collect();
    assert_eq!(found.len(), 2);
    let at = |byte: i32| usize::try_from(byte).unwrap();
    for finding in &found {
        let span = finding.sentence.as_ref().unwrap();
        assert_eq!(&TEXT[at(span.start)..at(span.end)], span.text);
        let number =
            finding.claim.as_ref().unwrap().parse.as_ref().unwrap().number.as_ref().unwrap();
        assert_eq!(&TEXT[at(number.start)..at(number.end)], number.text);
    }
    assert!(found[1].sentence.as_ref().unwrap().text.starts_with("China’s data storage"));
    let Some(Part::Summary(summary)) = &last.part else { panic!("a summary comes last") };
    assert_eq!((summary.sentences, summary.checkable_sentences, summary.claims), (4, 2, 3));
    let counted: i32 = summary.verdicts.iter().map(|count| count.count).sum();
    assert_eq!(counted, summary.claims);
}

#[tokio::test]
async fn a_caller_may_leave_early() {
    let text = "China generated 10,583 TWh in 2025. ".repeat(5_000);
    let question = pb::CheckDocumentRequest { text, ..Default::default() };
    let mut stream =
        projection().check_document(Request::new(question)).await.unwrap().into_inner();
    assert!(stream.next().await.unwrap().is_ok());
    drop(stream);
    // The service answers on.
    assert_eq!(sentence("China generated 10,583 TWh in 2025.").await.verdict(), Verdict::Supported);
}

#[tokio::test]
async fn malformed_documents_are_refused_whole() {
    for (json, expected) in [
        ("{}".to_owned(), &["text: REQUIRED"][..]),
        (serde_json::json!({ "text": "x".repeat((1 << 20) + 1) }).to_string(), &["text: TEXT_LENGTH"]),
        (
            r#"{"text":"x","relativeTolerance":2,"asOf":{"year":2026,"month":13},"options":{"scenario":"no"}}"#.to_owned(),
            &["options.scenario: UNKNOWN_SCENARIO", "relative_tolerance: OUT_OF_RANGE", "as_of: MALFORMED_DATE"],
        ),
    ] {
        assert_eq!(told(&document(&json).await.unwrap_err()).violations, expected);
    }
}

#[tokio::test]
async fn a_sentence_is_set_beside_what_its_source_said() {
    use pb::SourceFidelity::{Differs, Matches, Unknown};
    for (text, expected, note) in [
        // The bank divided by the demand expected for 2030; the sentence by today's.
        (
            "China's spare power capacity in 2030 will be more than three times the current power demand of the world's data centers.",
            Differs,
            "demand expected for 2030",
        ),
        (
            "Goldman Sachs expects China to have about 400 GW of spare power capacity by 2030.",
            Matches,
            "central figure",
        ),
        // The claimant is named and the number is another.
        (
            "Goldman Sachs expects China to have about 600 GW of spare power capacity by 2030.",
            Differs,
            "some 400 GW",
        ),
        ("China will have about 600 GW of spare power capacity by 2030.", Unknown, ""),
        // Said of some data centers, not of all.
        (
            "According to the WSJ, Chinese data centers pay less than half what American ones pay for power.",
            Differs,
            "Some data centres",
        ),
        (
            "Some Chinese data centers pay less than half what American ones pay for power.",
            Matches,
            "retellings",
        ),
        ("China's intelligent computing power hit 78.8 exaflops in June 2025.", Differs, "788"),
        ("Germany generated 500 TWh in 2024.", Unknown, ""),
    ] {
        let reply = sentence(text).await;
        assert_eq!(reply.source_fidelity(), expected, "{text}");
        assert!(
            reply.source_fidelity_note.contains(note),
            "{text}: {}",
            reply.source_fidelity_note
        );
    }
}

#[tokio::test]
async fn a_batch_keeps_its_order_and_one_bad_claim_harms_no_other() {
    use pb::claim_outcome::Outcome;
    let claim = |text: &str| pb::CheckClaimRequest {
        subject: Some(pb::check_claim_request::Subject::Text(text.to_owned())),
        ..Default::default()
    };
    let unknown = pb::CheckClaimRequest {
        subject: Some(pb::check_claim_request::Subject::Claim("claims/cn-racks".to_owned())),
        ..Default::default()
    };
    let good = "China generated 2.3 times as much electricity as the US in 2025.";
    let requests = vec![claim(good), claim(""), unknown, claim(good)];
    let reply = projection().batch_check_claims(pb::BatchCheckClaimsRequest { requests }).await;
    let outcomes = reply.unwrap().into_inner().outcomes;
    let outcomes: Vec<_> = outcomes.into_iter().filter_map(|each| each.outcome).collect();
    let alone = sentence(good).await;
    let [
        Outcome::Response(first),
        Outcome::Error(empty),
        Outcome::Error(unknown),
        Outcome::Response(last),
    ] = outcomes.as_slice()
    else {
        panic!("{outcomes:?}");
    };
    assert!(*first == alone && *last == alone);
    assert_eq!(empty.code, i32::from(tonic::Code::InvalidArgument));
    for (status, reason, message) in [
        (empty, "INVALID_REQUEST", "text"),
        (unknown, "CLAIM_NOT_FOUND", "claims/cn-racks-2025-06"),
    ] {
        let bytes = prost::Message::encode_to_vec(status).into();
        let whole = tonic::Status::with_details(status.code.into(), &status.message, bytes);
        assert_eq!(told(&whole).reason, reason);
        assert!(status.message.contains(message), "{}", status.message);
    }
}

#[tokio::test]
async fn a_batch_of_none_or_too_many_is_refused() {
    for (count, reason) in [(0, "REQUIRED"), (101, "TOO_MANY")] {
        let requests = vec![pb::CheckClaimRequest::default(); count];
        let reply = projection().batch_check_claims(pb::BatchCheckClaimsRequest { requests }).await;
        assert_eq!(told(&reply.unwrap_err()).violations, [format!("requests: {reason}")]);
    }
}
