//! CompareCosts on the wire: the reply, told year by year where years are asked
//! for, so that the draws of one year are gone before the next is computed.

use super::{Asked, summary};
use crate::model::budget::Budget;
use crate::model::catalog::{Basis, Catalog};
use crate::model::cost::{
    self, Answer, BreakEven, CostsOfYear, ElectricityParity, Input, MONEY_YEAR, Measure,
    Overtaking, SiteAnswer, Variable,
};
use crate::model::number::{Column, Quantiles};
use crate::model::year::Year;
use crate::wire::answer::{self, Used};
use crate::wire::pb;
use crate::wire::provenance::{self, Sources};

/// A reply in the making.
#[derive(Debug)]
pub struct Reply<'c> {
    catalog: &'c Catalog,
    asked: &'c Asked<'c>,
    sources: Sources<'c>,
    used: Used,
    told: pb::CompareCostsResponse,
    /// Costs by year, where years are asked for.
    costs: Vec<CostsOfYear>,
    /// Inputs of the first year, by site.
    inputs: Vec<Vec<pb::CostInput>>,
}

impl<'c> Reply<'c> {
    /// A reply that nothing has been told in yet.
    pub fn new(catalog: &'c Catalog, asked: &'c Asked<'c>) -> Self {
        let told = pb::CompareCostsResponse { money_year: MONEY_YEAR, ..Default::default() };
        let (sources, used) = (Sources::default(), Used::default());
        Self { catalog, asked, sources, used, told, costs: Vec::new(), inputs: Vec::new() }
    }

    /// Tells the answer of one year, or the only one, as long as it is wanted.
    pub fn tell(&mut self, answer: &Answer<'c>, budget: Budget<'_>) {
        let is_first = self.told.sites.is_empty();
        let year = answer.year.map(Year::get);
        let asked = answer::with_median(&self.asked.options.quantiles);
        let mut teller = Teller {
            asked: self.asked,
            answer,
            known: Quantiles::new(&asked, self.catalog.points()),
        };
        for (place, site) in answer.sites.iter().enumerate() {
            if budget.is_spent() {
                return;
            }
            let mut told = teller.site(self.catalog, place, site);
            told.id = self.id(place);
            told.inputs = self.inputs(place, site);
            self.told.sites.push(told);
        }
        for turn in &answer.break_evens {
            let told = break_even(self.id(turn.site), year, turn);
            self.told.break_evens.push(told);
        }
        for at in &answer.parities {
            let told = parity(self.id(at.site), year, at);
            self.told.electricity_parities.push(told);
        }
        if is_first {
            self.told.cheapest_site_id = self.id(answer.cheapest);
            self.told.summary = summary::of_answer(&self.asked.question, answer);
        }
        self.used.draws = self.used.draws.max(answer.sampled.draws());
        let error = answer.sampled.sampling_error();
        self.used.sampling_error = self.used.sampling_error.max(error);
        self.used.warnings.extend(answer.warnings.iter().cloned());
        self.costs.extend(CostsOfYear::of(answer));
    }

    /// The reply, when every year is told.
    pub fn finish(mut self) -> pb::CompareCostsResponse {
        let turns = cost::overtakings(&self.costs, self.asked.question.baseline);
        let told = turns.iter().map(|turn| overtaking(self.id(turn.site), turn));
        self.told.overtakings = told.collect();
        self.told.summary.push_str(&summary::of_years(&self.asked.question, &turns));
        self.used.warnings.sort_unstable();
        self.used.warnings.dedup();
        let run = answer::run(self.catalog, &self.asked.options, &self.used, &mut self.sources);
        pb::CompareCostsResponse { sources: self.sources.into_pb(), run: Some(run), ..self.told }
    }

    fn id(&self, place: usize) -> String {
        self.asked.question.sites.get(place).map(|site| site.id.clone()).unwrap_or_default()
    }

    /// The inputs of a site that no earlier year has told.
    fn inputs(&mut self, place: usize, site: &SiteAnswer<'c>) -> Vec<pb::CostInput> {
        self.used.note_parameters(site.inputs.iter().map(|input| &*input.parameter));
        let all = site.inputs.iter().map(|known| input(known, &mut self.sources));
        if let Some(first) = self.inputs.get(place) {
            return all.filter(|input| !first.contains(input)).collect();
        }
        let all: Vec<_> = all.collect();
        if self.asked.question.years.is_some() {
            self.inputs.push(all.clone());
        }
        all
    }
}

/// Tells the amounts of sites.
struct Teller<'q, 'c> {
    asked: &'q Asked<'q>,
    answer: &'q Answer<'c>,
    known: Quantiles<'q>,
}

impl Teller<'_, '_> {
    fn site(&mut self, catalog: &Catalog, place: usize, site: &SiteAnswer<'_>) -> pb::SiteCosts {
        use pb::Unit;
        let mut amount = |unit, measure| self.amount(place, unit, measure);
        pb::SiteCosts {
            region: catalog.code(site.region).to_owned(),
            accelerator: site.accelerator.clone(),
            accelerators: amount(Unit::Accelerators, Measure::Accelerators),
            hours: amount(Unit::Hours, Measure::Hours),
            accelerator_hours: amount(Unit::AcceleratorHours, Measure::AcceleratorHours),
            it_energy_mwh: amount(Unit::MwhOfPeriod, Measure::ItEnergy),
            accelerator_energy_mwh: amount(Unit::MwhOfPeriod, Measure::AcceleratorEnergy),
            server_energy_mwh: amount(Unit::MwhOfPeriod, Measure::ServerEnergy),
            overhead_energy_mwh: amount(Unit::MwhOfPeriod, Measure::OverheadEnergy),
            energy_mwh: amount(Unit::MwhOfPeriod, Measure::Energy),
            electricity_cost_usd: amount(Unit::Usd, Measure::Electricity),
            lifecycle_emissions_tonnes: amount(Unit::Tonne, Measure::Lifecycle),
            direct_emissions_tonnes: amount(Unit::Tonne, Measure::Direct),
            carbon_cost_usd: amount(Unit::Usd, Measure::Carbon),
            capital_cost_usd: amount(Unit::Usd, Measure::Capital),
            operation_cost_usd: amount(Unit::Usd, Measure::Operation),
            total_cost_usd: amount(Unit::Usd, Measure::Total),
            delivered_exaflop_hours: amount(Unit::ExaflopHours, Measure::Delivered),
            cost_per_exaflop_hour_usd: amount(Unit::UsdPerExaflopHour, Measure::CostOfCompute),
            electricity_cost_per_exaflop_hour_usd: amount(
                Unit::UsdPerExaflopHour,
                Measure::ElectricityOfCompute,
            ),
            electricity_share_of_total: amount(Unit::Fraction, Measure::ElectricityShare),
            probability_cheapest: site.probability_cheapest,
            year: self.answer.year.map(Year::get),
            ..pb::SiteCosts::default()
        }
    }

    /// One amount of a site, `None` where it is not known.
    fn amount(&mut self, place: usize, unit: pb::Unit, measure: Measure) -> Option<pb::Amount> {
        let (answer, quantiles) = (self.answer, &*self.asked.options.quantiles);
        let baseline = self.asked.question.baseline;
        let central_of = |place: usize| answer.sites.get(place)?.central.get(measure);
        let central = central_of(place)?;
        let central_base = central_of(baseline).filter(|base| *base != 0.0);
        let drawn = answer.sampled.get(place, measure)?;
        let told = |values, unit| answer::of_quantiles(values, unit, quantiles);

        let distribution = told(self.known.of(drawn), unit);
        // A rest that can fall on both sides of zero has no ratio that says anything.
        let central_base = central_base.filter(|_| measure != Measure::ServerEnergy);
        // Nor has one to next to nothing.
        let central_ratio = central_base.map(|base| central / base).filter(|it| it.is_finite());
        let of_baseline = answer.sampled.get(baseline, measure).filter(|_| central_ratio.is_some());
        let ratio = of_baseline.map(|base| self.known.of_ratio(drawn, base));
        let ratio = ratio.filter(|ratio| ratio.iter().all(|value| value.is_finite()));
        let base = answer.base.as_ref().and_then(|base| base.get(place, measure));
        let at_once = |column: &Column| told(column.quantiles(self.known.probabilities()), unit);
        Some(pb::Amount {
            distribution: Some(distribution),
            central,
            ratio_to_baseline: ratio.map(|ratio| told(ratio, pb::Unit::Ratio)),
            central_ratio_to_baseline: central_ratio,
            basis: pb::Basis::Derived.into(),
            base: base.map(at_once),
            difference: base.map(|base| at_once(&(drawn.clone() - base.clone()))),
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

fn break_even(site_id: String, year: Option<i32>, turn: &BreakEven) -> pb::BreakEven {
    pb::BreakEven {
        site_id,
        variable: variable(turn.variable).into(),
        value: turn.value,
        current: turn.current,
        reachable: turn.reachable,
        year,
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

const fn parity(
    site_id: String,
    year: Option<i32>,
    at: &ElectricityParity,
) -> pb::ElectricityParity {
    pb::ElectricityParity {
        site_id,
        price_usd_per_mwh: at.price,
        price_ratio: at.ratio,
        current_price_ratio: at.current_ratio,
        year,
    }
}

fn overtaking(site_id: String, turn: &Overtaking) -> pb::Overtaking {
    let Overtaking { is_cheaper_at_first, year, .. } = *turn;
    pb::Overtaking { site_id, cheaper_at_first: is_cheaper_at_first, year: year.map(Year::get) }
}
