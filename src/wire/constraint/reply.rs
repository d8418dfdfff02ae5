//! What is answered of limits on compute.

use super::Asked;
use crate::model::catalog::{Assumption, Catalog, RegionId};
use crate::model::constraint::{
    Agreement, Amount, Answer, Binding, BreakEven, Consistency, FromParts, Row, Scope,
};
use crate::model::sensitivity::Driver;
use crate::model::year::Year;
use crate::wire::answer::{self, Used};
use crate::wire::pb;
use crate::wire::provenance::{self, Sources};

/// An answer as a reply.
pub fn reply<'c>(
    catalog: &'c Catalog,
    asked: &'c Asked<'_>,
    answer: &Answer<'c>,
) -> pb::ProjectComputeResponse {
    let mut sources = Sources::default();
    let base = answer.base.as_deref();
    let teller = Teller { catalog, asked };
    let mut rows = Vec::with_capacity(answer.rows.len());
    for (place, row) in answer.rows.iter().enumerate() {
        let base = base.and_then(|base| base.rows.get(place));
        rows.push(teller.row(row, base, &mut sources));
    }
    let consistency = answer.consistency.iter();
    let consistency = consistency.map(|of| teller.consistency(of, &mut sources)).collect();
    let run = answer::run(catalog, &asked.options, &used(answer), &mut sources);
    pb::ProjectComputeResponse {
        rows,
        any_year_probability: teller.any_year(&answer.any_year),
        comparisons: compared(&answer.comparisons),
        consistency,
        sources: sources.into_pb(),
        run: Some(run),
        base_any_year_probability: base
            .map_or_else(Vec::new, |base| teller.any_year(&base.any_year)),
        base_comparisons: base.map_or_else(Vec::new, |base| compared(&base.comparisons)),
    }
}

/// The first row of an answer, without its drivers.
pub(in crate::wire) fn row<'c>(
    catalog: &Catalog,
    asked: &Asked<'_>,
    answer: &Answer<'c>,
    sources: &mut Sources<'c>,
) -> Option<pb::ComputeRow> {
    let base = answer.base.as_ref().and_then(|base| base.rows.first());
    let told = Teller { catalog, asked }.row(answer.rows.first()?, base, sources);
    Some(pb::ComputeRow { drivers: Vec::new(), ..told })
}

/// Every parameter of an answer, and how it was drawn.
pub(in crate::wire) fn used(answer: &Answer<'_>) -> Used {
    let path = |of: &Assumption| of.parameter.clone();
    let of_rows = answer.rows.iter().flat_map(|row| &row.parameters).map(|of| path(of.assumption));
    let of_consistency = answer.consistency.iter().flat_map(|of| &of.parameters);
    Used {
        parameters: of_rows.chain(of_consistency.map(|of| path(of))).collect(),
        draws: answer.draws,
        sampling_error: answer.sampling_error,
        warnings: answer.warnings.clone(),
    }
}

fn compared(years: &[(Year, f64)]) -> Vec<pb::ComparedYear> {
    let told = |&(year, probability_exceeds): &(Year, f64)| pb::ComparedYear {
        year: year.get(),
        probability_exceeds,
    };
    years.iter().map(told).collect()
}

const fn limit(binding: Binding) -> pb::BindingLimit {
    match binding {
        Binding::Chips => pb::BindingLimit::Chips,
        Binding::Power => pb::BindingLimit::Power,
    }
}

struct Teller<'q> {
    catalog: &'q Catalog,
    asked: &'q Asked<'q>,
}

impl Teller<'_> {
    fn amount(&self, amount: &Amount, unit: pb::Unit) -> pb::Distribution {
        let quantiles = &self.asked.options.quantiles;
        let values = amount.quantiles(&answer::with_median(quantiles));
        answer::of_quantiles(values, unit, quantiles)
    }

    fn row<'c>(
        &self,
        row: &Row<'c>,
        base: Option<&Row<'c>>,
        sources: &mut Sources<'c>,
    ) -> pb::ComputeRow {
        let compute = |amount| self.amount(amount, pb::Unit::EflopPerS);
        let power = |amount| self.amount(amount, pb::Unit::Gw);
        let of_parts = |amount: fn(&FromParts) -> &Amount, unit| {
            row.parts.as_ref().map(|parts| self.amount(amount(parts), unit))
        };
        let is_full = self.asked.options.is_full;
        pb::ComputeRow {
            region: self.catalog.code(row.region).to_owned(),
            year: row.year.get(),
            chips_limited: Some(compute(&row.chips_limited)),
            power_limited: Some(compute(&row.power_limited)),
            achievable: Some(compute(&row.achievable)),
            power_to_chips: Some(self.amount(&row.power_to_chips, pb::Unit::Ratio)),
            binding: limit(row.binding).into(),
            probability_power_binds: row.probability_power_binds,
            probability_generation_caps_grid: row
                .parts
                .as_ref()
                .map(|parts| parts.probability_generation_caps_grid),
            ai_power_gw: Some(power(&row.ai_power)),
            parts: row.parts.as_ref().filter(|_| is_full).map(|parts| pb::ComputePowerParts {
                running: Some(power(&parts.running)),
                grid: Some(power(&parts.grid)),
                onsite: Some(power(&parts.onsite)),
                conversion: Some(power(&parts.conversion)),
            }),
            facility_w_per_tflop: Some(self.amount(&row.facility, pb::Unit::WPerTflopPerS)),
            spare_power_gw: of_parts(|parts| &parts.spare_power, pb::Unit::Gw),
            idle_ai_power_gw: of_parts(|parts| &parts.idle_power, pb::Unit::Gw),
            unpowered_eflops: of_parts(|parts| &parts.unpowered, pb::Unit::EflopPerS),
            extra_eflops_if_spare_used: of_parts(
                |parts| &parts.extra_if_spare_used,
                pb::Unit::EflopPerS,
            ),
            basis: provenance::basis(row.basis).into(),
            confidence: row.confidence,
            weakest_parameter: row.weakest.clone(),
            drivers: row.drivers.iter().map(|each| driver(each, sources)).collect(),
            break_evens: row.break_evens.iter().map(break_even).collect(),
            base: base.map(|base| self.base(row, base)),
        }
    }

    fn base(&self, row: &Row<'_>, base: &Row<'_>) -> pb::ComputeBase {
        let plan = self.asked.options.plan;
        let difference = row.achievable.less(&base.achievable, plan, self.catalog);
        let (unit, quantiles) = (pb::Unit::EflopPerS, &self.asked.options.quantiles);
        let before = base.probability_power_binds;
        pb::ComputeBase {
            achievable: Some(self.amount(&base.achievable, unit)),
            achievable_difference: Some(answer::distribution(&difference, unit, quantiles)),
            binding: limit(base.binding).into(),
            probability_power_binds: before,
            probability_difference: row.probability_power_binds - before,
        }
    }

    fn any_year(&self, regions: &[(RegionId, f64)]) -> Vec<pb::AnyYearProbability> {
        let told = |&(region, probability): &(RegionId, f64)| pb::AnyYearProbability {
            region: self.catalog.code(region).to_owned(),
            probability,
        };
        regions.iter().map(told).collect()
    }

    fn consistency<'c>(
        &self,
        of: &Consistency<'c>,
        sources: &mut Sources<'c>,
    ) -> pb::ComputeConsistency {
        pb::ComputeConsistency {
            published: of.published.clone(),
            source: sources.key(of.source),
            scope: match of.scope {
                Scope::DataCenters => pb::ConsistencyScope::DataCenters,
                Scope::AiServers => pb::ConsistencyScope::AiServers,
            }
            .into(),
            region: self.catalog.code(of.region).to_owned(),
            year: of.year.get(),
            published_twh: of.published_twh,
            ai_power_gw: of.ai_power_gw,
            model_twh: of.model_twh,
            ratio: of.ratio,
            flag: match of.agreement {
                Agreement::Consistent => pb::ConsistencyFlag::Consistent,
                Agreement::High => pb::ConsistencyFlag::High,
                Agreement::Low => pb::ConsistencyFlag::Low,
            }
            .into(),
        }
    }
}

fn driver<'c>(driver: &Driver<'c>, sources: &mut Sources<'c>) -> pb::ComputeDriver {
    pb::ComputeDriver {
        parameter: driver.parameter.clone(),
        low: driver.low,
        high: driver.high,
        unit: driver.unit.clone(),
        probability_at_low: driver.at_low,
        probability_at_high: driver.at_high,
        swing: driver.swing(),
        flips: driver.flips,
        basis: provenance::basis(driver.basis).into(),
        source: driver.sources.first().map(|source| sources.key(source)).unwrap_or_default(),
    }
}

fn break_even(of: &BreakEven) -> pb::ComputeBreakEven {
    pb::ComputeBreakEven {
        parameter: of.parameter.clone(),
        value: of.value,
        current: of.current,
        reachable: of.reachable,
    }
}
