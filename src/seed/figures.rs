//! Table `figures.csv`.

mod links;

use super::amount::{Amount, unit};
use super::cell::{self, Parsed, refuse};
use super::entries::{Book, Entries};
use super::fault::Log;
use super::references::References;
use super::row::{Read, Row, entry};
use super::sheet::Layout;
use super::words::{self, Words};
use crate::model::catalog::{Figure, FigureKind, RegionId, Relation};
use crate::model::metric::Metric;
use crate::model::unit::{Dimension, Unit};
use crate::model::year::Date;

pub(super) static LAYOUT: Layout = Layout {
    file: "figures.csv",
    noun: "figure",
    header: "name,origin,region,metric,period,comparator,value,unit,relation,attributed_to,\
             published,paragraph,kind,disputed,stance,related,source,variant,factor90,statement,\
             note",
    is_ordered: false,
};

const ORIGINS: Words<bool> = &[("article", true), ("rival", false)];

/// Reads the table.
pub(super) fn read(book: &Book, refs: &References, log: &mut Log) -> Entries<Figure> {
    let figures = book.read(&LAYOUT, log, |row| figure(row, refs));
    figures.unique(log, "name", |figure| &figure.name);
    links::check(&figures, log);
    figures
}

/// Whether a figure measured just that: a year, or a month where one is named.
pub(super) fn is_measured(figure: &Figure, record: (RegionId, Metric, Date)) -> bool {
    let (region, metric, period) = record;
    let is_of = |known: Date| {
        let is_month = period.month.is_none_or(|month| known.month.unwrap_or(12) == month);
        known.year == period.year && is_month
    };
    figure.kind == FigureKind::Measured
        && figure.relation == Relation::Absolute
        && (figure.region, figure.metric) == (region, Some(metric))
        && figure.period.is_some_and(is_of)
}

fn figure(row: &mut Row<'_>, refs: &References) -> Read<Figure> {
    let metric = row.get("metric", cell::metric_or_other);
    let relation = row.get("relation", |text| relation(text, refs));
    let from_article = row.get("origin", cell::word(ORIGINS));
    let stance = row.optional("stance", cell::word(words::STANCES));
    if let Some((from_article, stance)) = from_article.zip(stance) {
        row.require(from_article == stance.is_none(), "stance", || {
            "a rival has a stance and the article has none".to_owned()
        })?;
    }
    entry!(Figure {
        name: row.get("name", cell::name),
        from_article,
        region: row.get("region", |code| refs.region(code)),
        metric,
        period: row.optional("period", cell::period),
        comparator: row.get("comparator", cell::word(words::FIGURE_COMPARATORS)),
        value: row.get("value", cell::number),
        unit: row.text("unit"),
        canonical: canonical(row, metric, relation.as_ref()),
        relation,
        attributed_to: row.text("attributed_to"),
        published: row.optional("published", cell::date),
        paragraph: row.get("paragraph", cell::paragraph),
        kind: row.get("kind", cell::word(words::FIGURE_KINDS)),
        disputed: row.get("disputed", cell::flag),
        stance,
        related: row.list("related", cell::name),
        source: row.get("source", |name| refs.source(name)),
        variant: row.optional("variant", cell::word(words::VARIANTS)),
        factor90: row.optional("factor90", cell::at_least_one),
        statement: row.text("statement"),
        note: row.remark("note"),
    })
}

/// `absolute`, `ratio_to:REGION/METRIC` or `share_of:REGION`.
fn relation(text: &str, refs: &References) -> Parsed<Relation> {
    match text.split_once(':') {
        None if text == "absolute" => Ok(Relation::Absolute),
        Some(("ratio_to", path)) => {
            refs.region_metric(path).map(|(region, metric)| Relation::RatioTo(region, metric))
        }
        Some(("share_of", region)) => refs.region(region).map(Relation::ShareOf),
        _ => {
            refuse(format!("\"{text}\" is not absolute, ratio_to:REGION/METRIC or share_of:REGION"))
        }
    }
}

/// The number in the metric's canonical unit, or as a plain ratio or fraction.
fn canonical(
    row: &mut Row<'_>,
    metric: Read<Option<Metric>>,
    relation: Option<&Relation>,
) -> Read<f64> {
    // Things that no metric counts are in units of their own, such as countries.
    let Some(metric) = metric? else {
        return row.get("value", cell::positive);
    };
    let is_ratio = row.cell("unit") == Unit::Ratio.symbol();
    if *relation? == Relation::Absolute && !is_ratio {
        let amount = Amount::read(row, Some(metric));
        return row.get("value", |cell| amount.canonical(cell));
    }
    let unit = row.get("unit", |symbol| match unit(symbol)? {
        unit if unit.dimension() == Dimension::Pure => Ok(unit),
        _ => refuse(format!("\"{symbol}\" is not the unit of a ratio or share")),
    });
    let value = row.get("value", cell::positive);
    Some(value? * unit?.factor())
}
