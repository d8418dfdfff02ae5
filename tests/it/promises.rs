//! What the contract promises of every reply and every refusal, read from the
//! contract itself: its types, names and comments.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use energycompute::wire::pb;
use prost::Message as _;
use prost_reflect::{
    DescriptorPool, DynamicMessage, FieldDescriptor, Kind, MapKey, MessageDescriptor,
    ReflectMessage as _, Value,
};
use tonic::{Code, Status};
use tonic_types::StatusExt as _;

/// The contract, with its comments.
pub(crate) static POOL: LazyLock<DescriptorPool> =
    LazyLock::new(|| DescriptorPool::decode(pb::DESCRIPTOR_SET).unwrap());

/// What the comments say of fields, by full name.
static RULES: LazyLock<HashMap<String, Rule>> = LazyLock::new(rules);

/// Headers that a gRPC client takes, unless told otherwise.
const MAX_HEADERS: usize = 8 << 10;

/// Room for what is not the status: the request's id and the server's own headers.
const OTHER_HEADERS: usize = 512;

/// Entries of a page.
const MAX_PAGE: usize = 200;

/// What is promised of one field.
#[derive(Clone, Debug, Default)]
struct Rule {
    /// Least and greatest number.
    range: Option<(f64, f64)>,
    /// Whether its enum has a first value that is never sent, and nothing is said of its absence.
    is_told: bool,
    /// Whether it names sources of the reply.
    is_source: bool,
}

fn rules() -> HashMap<String, Rule> {
    let mut rules = HashMap::new();
    for message in POOL.all_messages().filter(|message| !message.is_map_entry()) {
        for field in message.fields() {
            rules.insert(field.full_name().to_owned(), rule(&field));
        }
    }
    rules
}

fn comment(file: &prost_reflect::FileDescriptor, path: &[i32]) -> String {
    let source = file.file_descriptor_proto().source_code_info.as_ref();
    let found = source.and_then(|info| info.location.iter().find(|at| at.path == path));
    let text = found.and_then(|at| at.leading_comments.clone()).unwrap_or_default();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn rule(field: &FieldDescriptor) -> Rule {
    let said = comment(&field.parent_file(), field.path());
    let is_told = match field.kind() {
        Kind::Enum(kind) => {
            let zero = kind.default_value();
            comment(&zero.parent_file(), zero.path()).contains("Never sent")
                && !["nspecified", "Of a claim"].iter().any(|word| said.contains(word))
        }
        _ => false,
    };
    let is_source = matches!(field.kind(), Kind::String)
        && ["Key into the reply's `sources`", "Keys into the reply's `sources`"]
            .iter()
            .any(|words| said.contains(words));
    Rule { range: range(field, &said), is_told, is_source }
}

/// The range of a number, by its name or as its comment has it.
fn range(field: &FieldDescriptor, said: &str) -> Option<(f64, f64)> {
    let name = field.name();
    match (field.kind(), field.full_name()) {
        (Kind::Double, "energycompute.v1.ComputeBase.probability_difference") => Some((-1.0, 1.0)),
        (Kind::Double, "energycompute.v1.CostLead.ratio") => Some((1.0, f64::MAX)),
        (Kind::Double, "energycompute.v1.RunInfo.sampling_error") => Some((0.0, 0.5)),
        (Kind::Double, _) => {
            let is_part = name.starts_with("probability")
                || name.ends_with("probability")
                || name.starts_with("coverage_")
                || ["confidence", "mfu"].contains(&name)
                || is_unit(said);
            let is_size = ["swing", "scale_per_year"].contains(&name);
            is_part.then_some((0.0, 1.0)).or(is_size.then_some((0.0, f64::MAX)))
        }
        (Kind::Int32, "energycompute.v1.Date.year") => Some((1.0, 9999.0)),
        (Kind::Int32, "energycompute.v1.Date.month") => Some((0.0, 12.0)),
        (Kind::Int32, "energycompute.v1.Date.day") => Some((0.0, 31.0)),
        // Series of the caller's own begin in 1900 and are projected from 2060 on.
        (Kind::Int32, _) if name == "year" || name.ends_with("_year") => Some((1900.0, 2095.0)),
        (Kind::Int32, _) if ["start", "end", "count"].contains(&name) => {
            Some((0.0, f64::from(i32::MAX)))
        }
        _ => None,
    }
}

/// Whether a comment ends a range with "0 to 1".
fn is_unit(said: &str) -> bool {
    said.match_indices("0 to 1").any(|(at, words)| {
        let before = said[..at].chars().next_back();
        let mut after = said[at + words.len()..].chars();
        let is_whole = match after.next() {
            Some(',' | '.') => !after.next().is_some_and(|next| next.is_ascii_digit()),
            Some(next) => next == ' ' || next == ';',
            None => true,
        };
        is_whole && before.is_none_or(|before| before == ' ')
    })
}

/// What a reply does not keep of what is promised.
///
/// # Errors
///
/// In words, with the field.
pub(crate) fn kept(reply: &DynamicMessage) -> Result<(), String> {
    let mut sources = Sources::default();
    walk(reply, &mut sources)?;
    let missing = sources.named.difference(&sources.known).next();
    missing.map_or(Ok(()), |name| Err(format!("the source {name:?} is not in the reply")))
}

/// Sources that a reply tells, and those that it names.
#[derive(Debug, Default)]
struct Sources {
    known: BTreeSet<String>,
    named: BTreeSet<String>,
}

fn walk(message: &DynamicMessage, sources: &mut Sources) -> Result<(), String> {
    let descriptor = message.descriptor();
    let at = |field: &str, why: String| format!("{}.{field}: {why}", descriptor.name());
    for field in descriptor.fields() {
        let rule = RULES.get(field.full_name());
        if !message.has_field(&field) {
            if field.supports_presence() || field.is_list() || field.is_map() {
                continue;
            }
            // Nothing is sent of what is 0; a year of 0 stands for any, or for none.
            let least = rule.and_then(|rule| rule.range).map_or(0.0, |(low, _)| low);
            if rule.is_some_and(|rule| rule.is_told) || (0.0 < least && least < 1900.0) {
                return Err(at(field.name(), "is not told".to_owned()));
            }
            continue;
        }
        let found = message.get_field(&field);
        value(&field, &found, rule, sources).map_err(|why| at(field.name(), why))?;
    }
    own(message).map_err(|why| format!("{}: {why}", descriptor.name()))
}

fn value(
    field: &FieldDescriptor,
    found: &Value,
    rule: Option<&Rule>,
    sources: &mut Sources,
) -> Result<(), String> {
    let within = |value: f64| match rule.and_then(|rule| rule.range) {
        // The largest number stands for a bound that is not there, and is then left out.
        _ if !value.is_finite() || value.abs() >= f64::MAX => Err(format!("{value} is no number")),
        Some((low, high)) if !(low..=high).contains(&value) => {
            Err(format!("{value} is not within {low} and {high}"))
        }
        _ => Ok(()),
    };
    match found {
        Value::F64(value) => within(*value),
        Value::I32(value) => within(f64::from(*value)),
        Value::EnumNumber(number) => match field.kind() {
            Kind::Enum(kind) if kind.get_value(*number).is_none() => {
                Err(format!("{number} is no value of {}", kind.name()))
            }
            _ => Ok(()),
        },
        Value::String(text) => {
            if rule.is_some_and(|rule| rule.is_source) {
                sources.named.insert(text.clone());
            }
            Ok(())
        }
        Value::Message(inner) => walk(inner, sources),
        Value::List(all) => all.iter().enumerate().try_for_each(|(place, each)| {
            value(field, each, rule, sources).map_err(|why| format!("[{place}] {why}"))
        }),
        Value::Map(all) => all.iter().try_for_each(|(key, each)| {
            if let (MapKey::String(key), Value::Message(source)) = (key, each)
                && field.name() == "sources"
            {
                let name = text(source, "name");
                if name != *key {
                    return Err(format!("{key:?} is the key of {name:?}"));
                }
                sources.known.insert(name);
            }
            value(field, each, None, sources)
        }),
        _ => Ok(()),
    }
}

/// What goes beyond single fields.
fn own(message: &DynamicMessage) -> Result<(), String> {
    ends_in_order(message)?;
    match message.descriptor().name() {
        "Distribution" => distribution(message),
        "TextSpan" => {
            let (start, end) = (whole(message, "start"), whole(message, "end"));
            let length = i32::try_from(text(message, "text").len()).unwrap_or(i32::MAX);
            held(end - start == length && length > 0, || {
                format!("{start} to {end} for {length} bytes")
            })
        }
        "CapacityRow" => capacity(message),
        "SiteCosts" => costs(message),
        name if name.starts_with("List") && name.ends_with("Response") => page(message),
        _ => Ok(()),
    }
}

fn held(is_so: bool, why: impl FnOnce() -> String) -> Result<(), String> {
    if is_so { Ok(()) } else { Err(why()) }
}

/// `low` is not above `central`, nor that above `high`; and the first year is not after the last.
fn ends_in_order(message: &DynamicMessage) -> Result<(), String> {
    let present = |name: &str| {
        let field = message.descriptor().get_field_by_name(name)?;
        let is_there = !field.supports_presence() || message.has_field(&field);
        is_there.then(|| message.get_field(&field).as_f64()).flatten()
    };
    for field in message.descriptor().fields().filter(|field| field.kind() == Kind::Double) {
        let Some(stem) = field.name().strip_suffix("low") else { continue };
        if stem.ends_with("at_") {
            continue;
        }
        let among = ["low", "central", "high"].map(|end| present(&format!("{stem}{end}")));
        let ends: Vec<f64> = among.into_iter().flatten().collect();
        held(ends.is_sorted(), || format!("{stem}{ends:?} are not in order"))?;
    }
    if let [Some(first), Some(last)] =
        ["first_year", "last_year"].map(|name| message.get_field_by_name(name)?.as_i32())
    {
        held(first <= last || last == 0, || format!("{last} is before {first}"))?;
    }
    Ok(())
}

fn distribution(message: &DynamicMessage) -> Result<(), String> {
    let median = number(message, "median");
    let (mut before, mut most) = (0.0, f64::NEG_INFINITY);
    for (p, value) in quantiles(message) {
        held(p > before && p < 1.0, || format!("a quantile of {p} after {before}"))?;
        held(value >= most, || format!("{value} at {p} after {most}"))?;
        let slack = 1e-9 * median.abs();
        let is_around =
            (p > 0.5 || value <= median + slack) && (p < 0.5 || value >= median - slack);
        held(is_around, || format!("{value} at {p} beside a median of {median}"))?;
        (before, most) = (p, value);
    }
    Ok(())
}

fn quantiles(distribution: &DynamicMessage) -> Vec<(f64, f64)> {
    let list = distribution.get_field_by_name("quantiles");
    let list = list.as_ref().and_then(|list| list.as_list()).unwrap_or_default();
    let each = list.iter().filter_map(Value::as_message);
    each.map(|each| (number(each, "probability"), number(each, "value"))).collect()
}

/// Values of distributions within a range.
fn spread(message: &DynamicMessage, names: &[&str], (low, high): (f64, f64)) -> Result<(), String> {
    for name in names {
        let Some(known) = inner(message, name) else { continue };
        let values = quantiles(known).into_iter().map(|(_, value)| value);
        for value in values.chain([number(known, "median")]) {
            held((low..=high).contains(&value), || {
                format!("{name}: {value} is not within {low} and {high}")
            })?;
        }
    }
    Ok(())
}

fn capacity(row: &DynamicMessage) -> Result<(), String> {
    use pb::Metric;
    let metric = row.get_field_by_name("metric").and_then(|metric| metric.as_enum_number());
    let metric = metric.and_then(|number| Metric::try_from(number).ok());
    let is_ratio = inner(row, "distribution").is_some_and(|known| {
        known.get_field_by_name("unit").and_then(|unit| unit.as_enum_number())
            == Some(pb::Unit::Ratio.into())
    });
    let range = match metric {
        Some(Metric::LowCarbonShare | Metric::RenewableShare) if !is_ratio => (0.0, 1.0),
        Some(Metric::Pue) => (if is_ratio { 0.0 } else { 1.0 }, f64::MAX),
        Some(Metric::SpareCapacity | Metric::ReserveMargin | Metric::SupportableCompute) | None => {
            return Ok(());
        }
        Some(_) => (0.0, f64::MAX),
    };
    spread(row, &["distribution", "base"], range)
}

fn costs(site: &DynamicMessage) -> Result<(), String> {
    for field in site.descriptor().fields() {
        let Some(amount) = inner(site, field.name()) else { continue };
        let range = match field.name() {
            // What it takes beside its accelerators at rated power can be below zero.
            "server_energy_mwh" => (f64::MIN, f64::MAX),
            "electricity_share_of_total" => (0.0, 1.0),
            _ => (0.0, f64::MAX),
        };
        spread(amount, &["distribution", "base"], range)
            .map_err(|why| format!("{}: {why}", field.name()))?;
        let central = number(amount, "central");
        held((range.0..=range.1).contains(&central), || format!("{}: {central}", field.name()))?;
    }
    Ok(())
}

fn page(reply: &DynamicMessage) -> Result<(), String> {
    let token = text(reply, "next_page_token");
    let is_token = token.len() <= 64 && token.bytes().all(|byte| byte.is_ascii_hexdigit());
    held(is_token, || format!("{token:?} is no token"))?;
    let longest = reply.fields().filter_map(|(_, value)| Some(value.as_list()?.len())).max();
    held(longest.unwrap_or(0) <= MAX_PAGE, || format!("{longest:?} entries"))
}

/// What a stream of findings does not keep: they stand in order, and a summary ends them.
///
/// # Errors
///
/// In words.
pub(crate) fn document(parts: &[DynamicMessage]) -> Result<(), String> {
    let Some((last, findings)) = parts.split_last() else { return Err("is empty".to_owned()) };
    let summary = inner(last, "summary").ok_or("does not end with a summary")?;
    let mut sentences = BTreeSet::new();
    let mut after = 0;
    for part in findings {
        let finding = inner(part, "finding").ok_or("has two summaries")?;
        let Some(sentence) = inner(finding, "sentence") else { continue };
        let start = whole(sentence, "start");
        held(start >= after, || format!("a finding at {start} after one at {after}"))?;
        after = start;
        sentences.insert(start);
    }
    let (told, found) = (whole(summary, "checkable_sentences"), sentences.len());
    held(usize::try_from(told) == Ok(found), || format!("{told} sentences told, {found} found"))
}

/// What a refusal does not keep of what is promised. `headers` is the size of
/// those that it came with.
///
/// # Errors
///
/// In words.
pub(crate) fn refused(
    status: &Status,
    request: &MessageDescriptor,
    headers: usize,
) -> Result<(), String> {
    let (code, details) = (status.code(), status.get_error_details());
    let info = details.error_info().ok_or_else(|| format!("{code:?} has no ErrorInfo"))?;
    held(info.domain == "energycompute.v1", || format!("of the domain {:?}", info.domain))?;
    let is_reason = !info.reason.is_empty()
        && info.reason.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_');
    held(is_reason, || format!("{:?} is no reason", info.reason))?;
    held(!status.message().is_empty(), || "has no message".to_owned())?;
    held(headers + OTHER_HEADERS <= MAX_HEADERS, || format!("takes {headers} bytes of headers"))?;
    match code {
        Code::InvalidArgument => {
            let faults = details.bad_request().map(|bad| bad.field_violations.as_slice());
            let faults = faults.unwrap_or_default();
            held(!faults.is_empty(), || "names no field".to_owned())?;
            faults.iter().try_for_each(|fault| {
                held(is_field(request, &fault.field) && !fault.description.is_empty(), || {
                    format!("{:?} is no field of {}", fault.field, request.name())
                })
            })
        }
        Code::NotFound | Code::OutOfRange | Code::FailedPrecondition | Code::DeadlineExceeded => {
            Ok(())
        }
        _ => Err(format!("{code:?}: {}", status.message())),
    }
}

/// Whether a path leads to a field, or to a choice between several.
fn is_field(message: &MessageDescriptor, path: &str) -> bool {
    let (first, rest) =
        path.split_once('.').map_or((path, None), |(first, rest)| (first, Some(rest)));
    let name = first.split('[').next().unwrap_or(first);
    match (message.get_field_by_name(name), rest) {
        (Some(_), None) => true,
        (None, None) => message.oneofs().any(|choice| choice.name() == name),
        (Some(field), Some(rest)) => {
            field.kind().as_message().is_some_and(|inner| is_field(inner, rest))
        }
        (None, Some(_)) => false,
    }
}

/// The statuses of a batch, as calls of their own would end.
///
/// # Errors
///
/// In words, with the place.
pub(crate) fn outcomes(reply: &pb::BatchCheckClaimsResponse) -> Result<(), String> {
    use pb::claim_outcome::Outcome;
    let request = POOL.get_message_by_name("energycompute.v1.CheckClaimRequest").unwrap();
    for (place, outcome) in reply.outcomes.iter().enumerate() {
        match &outcome.outcome {
            Some(Outcome::Response(_)) => {}
            Some(Outcome::Error(error)) => {
                let details = error.encode_to_vec().into();
                let status = Status::with_details(error.code.into(), &error.message, details);
                refused(&status, &request, 0).map_err(|why| format!("outcomes[{place}]: {why}"))?;
            }
            None => return Err(format!("outcomes[{place}] is empty")),
        }
    }
    Ok(())
}

fn inner<'m>(message: &'m DynamicMessage, name: &str) -> Option<&'m DynamicMessage> {
    match message.get_field_by_name(name)? {
        Cow::Borrowed(found) => found.as_message(),
        Cow::Owned(_) => None,
    }
}

fn number(message: &DynamicMessage, name: &str) -> f64 {
    message.get_field_by_name(name).and_then(|value| value.as_f64()).unwrap_or(f64::NAN)
}

fn whole(message: &DynamicMessage, name: &str) -> i32 {
    message.get_field_by_name(name).and_then(|value| value.as_i32()).unwrap_or(i32::MIN)
}

fn text(message: &DynamicMessage, name: &str) -> String {
    let value = message.get_field_by_name(name);
    value.and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}
