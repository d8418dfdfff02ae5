//! CompareCosts on the wire: the reply.

use super::Asked;
use crate::model::catalog::{Basis, Catalog};
use crate::model::compare::Value;
use crate::model::cost::{
    Amounts, Answer, BreakEven, ElectricityParity, Input, SiteAnswer, Variable,
};
use crate::model::quantity::Emissions;
use crate::wire::answer::{self, Used};
use crate::wire::pb;
use crate::wire::provenance::{self, Sources};

/// An answer as a reply.
pub fn reply<'c>(
    catalog: &'c Catalog,
    asked: &'c Asked<'_>,
    answer: &Answer<'c>,
) -> pb::CompareCostsResponse {
    let mut sources = Sources::default();
    let mut used = Used {
        draws: answer.sampled.draws(),
        sampling_error: answer.sampled.sampling_error(),
        warnings: answer.warnings.clone(),
        ..Used::default()
    };
    let ids: Vec<&str> = asked.question.sites.iter().map(|site| site.id.as_str()).collect();
    let id = |place: usize| ids.get(place).map(|id| (*id).to_owned()).unwrap_or_default();
    let mut sites = Vec::with_capacity(answer.sites.len());
    for (place, site) in answer.sites.iter().enumerate() {
        let parameters = site.inputs.iter().map(|input| &input.parameter);
        used.parameters.extend(parameters.filter(|name| name.starts_with("assumptions/")).cloned());
        let teller = Teller { asked, answer, place };
        sites.push(teller.site(id(place), catalog, site, &mut sources));
    }
    let run = answer::run(catalog, &asked.options, &used, &mut sources);
    pb::CompareCostsResponse {
        sites,
        break_evens: answer
            .break_evens
            .iter()
            .map(|turn| break_even(id(turn.site), turn))
            .collect(),
        electricity_parities: answer.parities.iter().map(|at| parity(id(at.site), at)).collect(),
        cheapest_site_id: id(answer.cheapest),
        money_year: answer.money_year.get(),
        summary: summary(&ids, asked.question.baseline, answer),
        sources: sources.into_pb(),
        run: Some(run),
    }
}

/// Tells the amounts of one site.
struct Teller<'q, 'c> {
    asked: &'q Asked<'c>,
    answer: &'q Answer<'c>,
    place: usize,
}

impl<'c> Teller<'_, 'c> {
    fn site(
        &self,
        id: String,
        catalog: &Catalog,
        site: &SiteAnswer<'c>,
        sources: &mut Sources<'c>,
    ) -> pb::SiteCosts {
        use pb::Unit;
        let money = |of: fn(&Amounts) -> f64| self.amount(Unit::Usd, of);
        pb::SiteCosts {
            id,
            region: catalog.code(site.region).to_owned(),
            accelerator: site.accelerator.clone(),
            accelerators: self.amount(Unit::Accelerators, |a| a.accelerators),
            hours: self.amount(Unit::Hours, |a| a.hours),
            it_energy_mwh: self.amount(Unit::MwhOfPeriod, |a| a.it_energy.as_megawatt_hours()),
            energy_mwh: self.amount(Unit::MwhOfPeriod, |a| a.energy.as_megawatt_hours()),
            electricity_cost_usd: money(|a| a.electricity.as_usd()),
            lifecycle_emissions_tonnes: self
                .maybe(Unit::Tonne, |a| a.lifecycle.map(Emissions::as_tonnes)),
            direct_emissions_tonnes: self
                .maybe(Unit::Tonne, |a| a.direct.map(Emissions::as_tonnes)),
            carbon_cost_usd: money(|a| a.carbon.as_usd()),
            capital_cost_usd: money(|a| a.capital.as_usd()),
            operation_cost_usd: money(|a| a.operation.as_usd()),
            total_cost_usd: money(|a| a.total.as_usd()),
            delivered_exaflop_hours: self
                .amount(Unit::ExaflopHours, |a| a.delivered.as_exaflop_hours()),
            cost_per_exaflop_hour_usd: self
                .amount(Unit::UsdPerExaflopHour, |a| a.cost_per_exaflop_hour),
            electricity_cost_per_exaflop_hour_usd: self
                .amount(Unit::UsdPerExaflopHour, |a| a.electricity_per_exaflop_hour),
            electricity_share_of_total: self.amount(Unit::Fraction, |a| a.electricity_share),
            probability_cheapest: site.probability_cheapest,
            inputs: site.inputs.iter().map(|known| input(known, sources)).collect(),
        }
    }

    fn amount(&self, unit: pb::Unit, of: fn(&Amounts) -> f64) -> Option<pb::Amount> {
        self.tell(unit, &|amounts| Some(of(amounts)))
    }

    fn maybe(&self, unit: pb::Unit, of: fn(&Amounts) -> Option<f64>) -> Option<pb::Amount> {
        self.tell(unit, &of)
    }

    fn tell(&self, unit: pb::Unit, of: &dyn Fn(&Amounts) -> Option<f64>) -> Option<pb::Amount> {
        let quantiles = &self.asked.options.quantiles;
        let sampled = &self.answer.sampled;
        let central = of(&self.answer.sites.get(self.place)?.central)?;
        let draws = sampled.of(self.place, of)?;
        let baseline = self.asked.question.baseline;
        let central_base = self.answer.sites.get(baseline).and_then(|site| of(&site.central));
        let ratio = sampled.of(baseline, of).and_then(|base| {
            let ratios = draws.iter().zip(base).map(|(own, base)| own / base);
            let ratios: Vec<f64> = ratios.collect();
            ratios.iter().all(|ratio| ratio.is_finite()).then_some(ratios)
        });
        let told = |value: &Value| answer::distribution(value, unit, quantiles);
        let as_ratio =
            |draws| answer::distribution(&Value::drawn(draws), pb::Unit::Ratio, quantiles);
        let base = self.answer.base.as_ref().and_then(|base| base.of(self.place, of));
        Some(pb::Amount {
            difference: base.as_ref().map(|base| told(&Value::less(&draws, base))),
            base: base.map(|base| told(&Value::drawn(base))),
            distribution: Some(told(&Value::drawn(draws))),
            central,
            ratio_to_baseline: ratio.map(as_ratio),
            central_ratio_to_baseline: central_base
                .filter(|base| *base > 0.0)
                .map(|base| central / base),
            basis: pb::Basis::Derived.into(),
        })
    }
}

fn input<'c>(input: &Input<'c>, sources: &mut Sources<'c>) -> pb::CostInput {
    let is_exact = input.law.is_exact();
    pb::CostInput {
        name: input.name.to_owned(),
        parameter: input.parameter.clone(),
        value: input.law.median(),
        low: (!is_exact).then(|| input.law.quantile(0.1)),
        high: (!is_exact).then(|| input.law.quantile(0.9)),
        unit: input.unit.to_owned(),
        basis: provenance::basis(input.basis).into(),
        sources: input.sources.iter().map(|source| sources.key(source)).collect(),
        confidence: input.confidence.filter(|_| input.basis != Basis::Overridden),
    }
}

fn break_even(site_id: String, turn: &BreakEven) -> pb::BreakEven {
    pb::BreakEven {
        site_id,
        variable: variable(turn.variable).into(),
        value: turn.value,
        current: turn.current,
        reachable: turn.reachable,
    }
}

const fn variable(variable: Variable) -> pb::CostVariable {
    match variable {
        Variable::ElectricityPrice => pb::CostVariable::ElectricityPrice,
        Variable::Pue => pb::CostVariable::Pue,
        Variable::EnergyPerFlop => pb::CostVariable::EnergyPerFlopScale,
        Variable::Duty => pb::CostVariable::Duty,
        Variable::AcceleratorPrice => pb::CostVariable::AcceleratorPrice,
        Variable::CarbonPrice => pb::CostVariable::CarbonPrice,
    }
}

const fn parity(site_id: String, at: &ElectricityParity) -> pb::ElectricityParity {
    pb::ElectricityParity {
        site_id,
        price_usd_per_mwh: at.price,
        price_ratio: at.ratio,
        current_price_ratio: at.current_ratio,
    }
}

/// Which site is cheapest, and what a cheaper kilowatt-hour is worth per unit of compute.
fn summary(ids: &[&str], baseline: usize, answer: &Answer<'_>) -> String {
    let name = |place: usize| ids.get(place).copied().unwrap_or_default();
    let cheapest = answer.sites.get(answer.cheapest);
    let chance = cheapest.map_or(0.0, |site| site.probability_cheapest) * 100.0;
    let mut parts = vec![format!(
        "{} is the cheapest per exaflop-hour ({chance:.1} % of the draws)",
        name(answer.cheapest)
    )];
    let base = answer.sites.get(baseline);
    for at in &answer.parities {
        let own = answer.sites.get(at.site);
        let per_flop = own.zip(base).map(|(own, base)| {
            own.central.electricity_per_exaflop_hour / base.central.electricity_per_exaflop_hour
        });
        if let (Some(per_kwh), Some(per_flop)) = (at.current_ratio, per_flop)
            && per_flop.is_finite()
        {
            parts.push(format!(
                "{} pays {per_kwh:.2} times {}'s price per kWh and {per_flop:.2} times its electricity per unit of compute",
                name(at.site),
                name(baseline)
            ));
        }
    }
    parts.join("; ") + "."
}
