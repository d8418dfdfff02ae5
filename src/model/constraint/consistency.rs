//! The electricity that limits of compute imply, beside what is published. It
//! warns, and corrects nothing.

use super::factor::Factor;
use super::published::{Published, published};
use super::region::Region;
use super::row::Row;
use crate::model::catalog::{Assumption, Catalog, RegionId, Source, WORLD};
use crate::model::estimate::{Outlook, TWH_PER_GW_YEAR, Warning};
use crate::model::year::{Year, YearRange};

/// What a published total counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All data centers.
    DataCenters,
    /// AI servers alone.
    AiServers,
}

/// How what is implied stands to what is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Agreement {
    /// Within a fifth to a quarter of it.
    Consistent,
    /// More than 1.25 times as much.
    High,
    /// Less than 0.8 times as much.
    Low,
}

impl Agreement {
    fn of(ratio: f64) -> Self {
        match ratio {
            ratio if ratio > 1.25 => Self::High,
            ratio if ratio < 0.8 => Self::Low,
            _ => Self::Consistent,
        }
    }
}

/// One published total beside the model.
#[derive(Clone, Debug)]
pub struct Consistency<'c> {
    /// Its name in the catalog.
    pub published: String,
    /// Its source.
    pub source: &'c Source,
    /// What it counts.
    pub scope: Scope,
    /// Region.
    pub region: RegionId,
    /// Year.
    pub year: Year,
    /// The published value, TWh.
    pub published_twh: f64,
    /// Power that AI takes in the model, GW.
    pub ai_power_gw: f64,
    /// What that means, with what else data centers take, TWh.
    pub model_twh: f64,
    /// The model over what is published.
    pub ratio: f64,
    /// How they stand.
    pub agreement: Agreement,
    /// Parameters that turn power into electricity.
    pub parameters: Vec<&'c Assumption>,
}

impl Consistency<'_> {
    /// What to tell where both cannot be true.
    pub(super) fn warning(&self, catalog: &Catalog) -> Option<Warning> {
        if self.agreement == Agreement::Consistent {
            return None;
        }
        let Self { published, year, published_twh, ai_power_gw, model_twh, ratio, .. } = self;
        let region = catalog.code(self.region);
        let counted = match self.scope {
            Scope::DataCenters => "all data centers",
            Scope::AiServers => "AI",
        };
        let message = format!(
            "{ai_power_gw:.0} GW of AI in {region} in {year} mean {model_twh:.0} TWh of {counted}, \
             {ratio:.2} times the {published_twh:.0} TWh of {published}: both cannot be true"
        );
        Some(Warning { reason: "INCONSISTENT_WITH_PUBLISHED", message })
    }
}

/// Holds every region of an answer, and the world, against what is published for
/// the years asked for.
pub(super) fn test<'c>(
    outlook: &Outlook<'c>,
    rows: &[Row<'c>],
    years: YearRange,
) -> Vec<Consistency<'c>> {
    let mut tested: Vec<RegionId> = rows.iter().map(|row| row.region).collect();
    tested.dedup();
    tested.extend(outlook.catalog().find_region(WORLD).filter(|world| !tested.contains(world)));
    let of_region = |&region: &RegionId| {
        let of = |published: Published<'c>| {
            let own = rows.iter().find(|row| row.region == region && row.year == published.year);
            let power = match own {
                Some(row) => row.closed.achievable().median() * row.closed.medians.facility / 1e3,
                None => world_power(outlook, region, published.year)?,
            };
            implied(outlook, region, published, power)
        };
        published(outlook.catalog(), region, years).into_iter().filter_map(of).collect::<Vec<_>>()
    };
    tested.iter().flat_map(of_region).collect()
}

/// Power in GW as electricity of a year, with what data centers take for other
/// ends held at its level of the base year.
fn implied<'c>(
    outlook: &Outlook<'c>,
    region: RegionId,
    published: Published<'c>,
    ai_power_gw: f64,
) -> Option<Consistency<'c>> {
    let code = outlook.catalog().code(region);
    let of = |name: &str, place: &str| outlook.assumption(&format!("constraint/{name}/{place}"));
    let load_factor = of("ai_load_factor", code).or_else(|| of("ai_load_factor", WORLD))?;
    let others = match published.scope {
        Scope::DataCenters => Some(of("non_ai_electricity", code)?),
        Scope::AiServers => None,
    };
    let model_twh = ai_power_gw * load_factor.band.central * TWH_PER_GW_YEAR
        + others.map_or(0.0, |others| others.band.central);
    let ratio = model_twh / published.twh;
    Some(Consistency {
        published: published.name,
        source: published.source,
        scope: published.scope,
        region,
        year: published.year,
        published_twh: published.twh,
        ai_power_gw,
        model_twh,
        ratio,
        agreement: Agreement::of(ratio),
        parameters: std::iter::once(load_factor).chain(others).collect(),
    })
}

/// Power in GW that the world's chips take: those of a region whose fleet is known
/// at its own, the rest at that of the region with the most.
fn world_power(outlook: &Outlook<'_>, world: RegionId, year: Year) -> Option<f64> {
    let chips = |region: &Region<'_>| region.chips(year, &mut |of| of.band.central);
    let all = chips(&Region::with(outlook, world, &Factor::CHIPS).ok()?);
    let regions = outlook.catalog().region_ids().filter(|&id| id != world);
    let fleets = regions.filter_map(|id| Region::find(outlook, id).ok());
    let mut fleets: Vec<(f64, f64)> = fleets
        .map(|region| (chips(&region), region.facility(year, &mut |of| of.band.central)))
        .collect();
    fleets.sort_by(|a, b| b.0.total_cmp(&a.0));
    let &(_, usual) = fleets.first()?;
    let known: f64 = fleets.iter().map(|(chips, _)| chips).sum();
    let taken: f64 = fleets.iter().map(|(chips, facility)| chips * facility).sum();
    Some((taken + (all - known).max(0.0) * usual) / 1e3)
}
