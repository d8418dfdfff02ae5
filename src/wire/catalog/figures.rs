//! Figures: single published numbers.

use super::{Refusal, filter_code, filter_region, find};
use crate::model::catalog::{Catalog, Figure, FigureKind, Relation, Variant};
use crate::wire::claim_shape;
use crate::wire::date;
use crate::wire::kinds;
use crate::wire::page::Page;
use crate::wire::pb;
use crate::wire::provenance::{self, Sources};
use crate::wire::violations::Violations;

/// What stands before the name of a figure.
pub(super) const PREFIX: &str = "figures/";

/// A page of figures, by name.
///
/// # Errors
///
/// Every violation of the request.
pub fn list_figures(
    catalog: &Catalog,
    request: pb::ListFiguresRequest,
) -> Result<pb::ListFiguresResponse, Violations> {
    let pb::ListFiguresRequest { page_size, page_token, region, metric } = request;
    let mut violations = Violations::default();
    let region = violations.take("region", filter_region(catalog, &region));
    let metric = violations.take("metric", kinds::optional_metric(metric));
    let filters = region.zip(metric);
    let list = filters.map(|(region, metric)| {
        ["figures", filter_code(catalog, region), metric.map_or("", |metric| metric.name())]
    });
    let page = Page::parse(catalog, list, (page_size, &page_token), &mut violations);
    let ((region, metric), page) = violations.finish(filters.zip(page))?;

    let figures = catalog.tables().figures.by_name().filter(|figure| {
        region.is_none_or(|region| figure.region == region)
            && metric.is_none_or(|metric| figure.metric == Some(metric))
    });
    let (figures, next_page_token) = page.slice(figures);
    let mut sources = Sources::default();
    let figures = figures.into_iter().map(|known| figure(catalog, known, &mut sources)).collect();
    Ok(pb::ListFiguresResponse { figures, next_page_token, sources: sources.into_pb() })
}

/// One figure, with those that it names and those that name it.
///
/// # Errors
///
/// Every violation of the request, or that there is no such figure.
pub fn get_figure(
    catalog: &Catalog,
    request: pb::GetFigureRequest,
) -> Result<pb::GetFigureResponse, Refusal> {
    let pb::GetFigureRequest { name } = request;
    let figures = &catalog.tables().figures;
    let found = find(figures, ("figure", PREFIX), &name)?;
    let bears_on = |other: &&Figure| {
        found.related.contains(&other.name) || other.related.contains(&found.name)
    };
    let mut sources = Sources::default();
    let told = figure(catalog, found, &mut sources);
    let related = figures.by_name().filter(bears_on);
    let related = related.map(|other| figure(catalog, other, &mut sources)).collect();
    Ok(pb::GetFigureResponse { figure: Some(told), sources: sources.into_pb(), related })
}

fn figure<'c>(catalog: &Catalog, figure: &'c Figure, sources: &mut Sources<'c>) -> pb::Figure {
    let metric = figure.metric.map_or(pb::Metric::Unspecified, kinds::metric_to_pb);
    let stance = figure.stance.map_or(pb::Stance::Unspecified, provenance::stance);
    pb::Figure {
        name: full_name(&figure.name),
        region: catalog.code(figure.region).to_owned(),
        metric: metric.into(),
        period: figure.period.map(date::tell),
        comparator: claim_shape::comparator_to_pb(figure.comparator).into(),
        value: figure.value,
        unit: figure.unit.clone(),
        relation: relation(catalog, &figure.relation),
        attributed_to: figure.attributed_to.clone(),
        published: figure.published.map(date::tell),
        article_paragraph: figure.paragraph,
        statement: figure.statement.clone(),
        kind: kind(figure.kind).into(),
        disputed: figure.disputed,
        from_article: figure.from_article,
        stance: stance.into(),
        related: figure.related.iter().map(|name| full_name(name)).collect(),
        source: sources.key(&figure.source),
        note: figure.note.clone(),
        variant: figure.variant.map_or("", variant).to_owned(),
    }
}

/// The name of a figure as requests give it.
pub(super) fn full_name(name: &str) -> String {
    format!("{PREFIX}{name}")
}

fn relation(catalog: &Catalog, relation: &Relation) -> String {
    match relation {
        Relation::Absolute => "absolute".to_owned(),
        Relation::RatioTo(region, metric) => format!("ratio_to:{}/{metric}", catalog.code(*region)),
        Relation::ShareOf(region) => format!("share_of:{}", catalog.code(*region)),
    }
}

const fn kind(kind: FigureKind) -> pb::FigureKind {
    match kind {
        FigureKind::Measured => pb::FigureKind::Measured,
        FigureKind::Estimate => pb::FigureKind::Estimate,
        FigureKind::Forecast => pb::FigureKind::Forecast,
        FigureKind::Claim => pb::FigureKind::Claim,
    }
}

const fn variant(variant: Variant) -> &'static str {
    match variant {
        Variant::Peak => "peak",
        Variant::Average => "average",
        Variant::Nameplate => "nameplate",
    }
}
