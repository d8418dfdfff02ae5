//! A structured claim in the short form that annotations are written in.

use serde_json::{Map, Value, json};

use crate::cli::number;
use crate::wire::pb;
use crate::wire::pb::change::From;
use crate::wire::pb::claim_object::Kind;
use crate::wire::pb::share_of::Size;

/// The claim, with absent fields as null.
pub(super) fn claim(claim: &pb::StructuredClaim) -> Value {
    let left = claim.left.clone().unwrap_or_default();
    let mut subject = Map::new();
    subject.insert("region".into(), region(left.regions.as_ref()));
    let metrics: Vec<Value> = left.metric_readings().map(metric).collect();
    subject.insert("metric_readings".into(), metrics.into());
    match left.year_range {
        Some(range) => {
            subject.insert("year_range".into(), json!([range.first_year, range.last_year]));
        }
        None => {
            subject.insert("year".into(), json!(left.year));
        }
    }
    if left.of() == pb::ComparedOf::Change {
        subject.insert("of".into(), json!("CHANGE"));
        subject.insert("from_year".into(), json!(left.from_year));
    }
    let is_hedged = claim.comparator() == pb::Comparator::Approximately;
    json!({
        "left": subject,
        "comparator": short(claim.comparator().as_str_name(), "COMPARATOR_"),
        "right": claim.right.as_ref().and_then(|right| right.kind.as_ref()).map(object),
        "tolerance_if_hedged": is_hedged.then_some(0.1),
        "modal": short(claim.modal().as_str_name(), "MODAL_"),
        "quantifier": short(claim.quantifier().as_str_name(), "QUANTIFIER_"),
        "negated": claim.negated,
    })
}

fn object(kind: &Kind) -> Value {
    match kind {
        Kind::Quantity(quantity) => {
            json!({ "value": quantity.value, "unit": unit(quantity.unit()) })
        }
        Kind::Ratio(pb::RatioOf { value, of }) => {
            let of = of.clone().unwrap_or_default();
            let mut right = Map::new();
            right.insert("ratio".into(), json!(value));
            right.insert("region".into(), region(of.regions.as_ref()));
            insert(
                &mut right,
                "metric",
                (of.metric() != pb::Metric::Unspecified).then(|| metric(of.metric())),
            );
            insert(&mut right, "year", of.year.map(Value::from));
            right.into()
        }
        Kind::ShareOf(share) => {
            let value = match share.size {
                Some(Size::Value(value)) => value,
                Some(Size::OneIn(n)) => 1.0 / n,
                None => 0.0,
            };
            let mut right = Map::new();
            right.insert("share".into(), json!(value));
            right.insert("of_region".into(), region(share.regions.as_ref()));
            insert(
                &mut right,
                "of_metric",
                (share.metric() != pb::Metric::Unspecified).then(|| metric(share.metric())),
            );
            right.into()
        }
        Kind::Growth(growth) => {
            json!({ "growth_ratio": growth.ratio, "from_year": growth.from_year, "annual": growth.annual })
        }
        Kind::Change(change) => {
            let quantity = change.quantity.unwrap_or_default();
            let mut right = Map::new();
            right.insert("delta".into(), json!(quantity.value));
            right.insert("unit".into(), unit(quantity.unit()));
            match &change.from {
                Some(From::FromYear(year)) => insert(&mut right, "from_year", Some(json!(year))),
                Some(From::FromRegion(region)) => {
                    insert(&mut right, "from_region", Some(json!(region)));
                }
                None => {}
            }
            right.into()
        }
        Kind::Range(range) => {
            let mut right = Map::new();
            right.insert("low".into(), json!(range.low));
            right.insert("high".into(), json!(range.high));
            let own = match range.kind() {
                pb::RangeKind::Ratio => json!("ratio"),
                pb::RangeKind::Share => json!("fraction"),
                pb::RangeKind::Growth => json!("growth_ratio"),
                pb::RangeKind::Quantity | pb::RangeKind::Unspecified => unit(range.unit()),
            };
            right.insert("unit".into(), own);
            if range.regions.is_some() {
                let key = if range.kind() == pb::RangeKind::Share { "of_region" } else { "region" };
                right.insert(key.into(), region(range.regions.as_ref()));
            }
            let of = range.metric();
            if of != pb::Metric::Unspecified {
                let key = if range.kind() == pb::RangeKind::Share { "of_metric" } else { "metric" };
                right.insert(key.into(), metric(of));
            }
            insert(&mut right, "from_year", range.from_year.map(Value::from));
            right.into()
        }
        Kind::LimitedBy(limit) => {
            let limit = pb::BindingLimit::try_from(*limit).unwrap_or_default();
            json!({ "limited_by": short(limit.as_str_name(), "BINDING_LIMIT_") })
        }
        Kind::LostToExportControls(part) => json!({ "lost_to_export_controls": part }),
        Kind::OneIn(n) => json!({ "value": 1.0 / n, "unit": "fraction" }),
        Kind::Rank(rank) => {
            let among =
                if rank.among.is_empty() { "WORLD".to_owned() } else { rank.among.join("+") };
            json!({ "rank": rank.n, "order": short(rank.order().as_str_name(), "RANK_ORDER_"), "among": among })
        }
    }
}

fn insert(map: &mut Map<String, Value>, key: &str, value: Option<Value>) {
    if let Some(value) = value {
        map.insert(key.to_owned(), value);
    }
}

/// Example: `WORLD-CN`.
fn region(set: Option<&pb::RegionSet>) -> Value {
    let set = set.cloned().unwrap_or_default();
    let mut text = set.include.join("+");
    for region in &set.exclude {
        text.push('-');
        text.push_str(region);
    }
    text.into()
}

fn metric(metric: pb::Metric) -> Value {
    short(metric.as_str_name(), "METRIC_")
}

/// Fractions have no symbol of their own.
fn unit(unit: pb::Unit) -> Value {
    match unit {
        pb::Unit::Unspecified | pb::Unit::Fraction => "fraction".into(),
        pb::Unit::Ratio => "ratio".into(),
        unit => number::symbol(unit).into(),
    }
}

fn short(name: &str, prefix: &str) -> Value {
    name.strip_prefix(prefix).unwrap_or(name).into()
}
