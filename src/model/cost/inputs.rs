//! Where each input of a site comes from: the caller, the preset, or an
//! assumption of its region, of what the region is part of, of the world or of
//! the United States, in that order.

mod capital;
mod later;
mod machine;
mod site;

use super::arithmetic::Values;
use super::capital::{Capital, Terms};
use super::{Chip, Inputs, Question, SiteSpec, Work};
use crate::model::catalog::{Accelerator, Assumption, Basis, RegionId, Source};
use crate::model::distribution::{Law, Scale};
use crate::model::error::ModelError;
use crate::model::estimate::{Outlook, Warning};
use crate::model::number::Number;
use crate::model::quantity::{CarbonIntensity, ComputeRate, EnergyPrice, Money, Power};
use crate::model::year::Year;

/// The region whose assumptions stand in where none other has one.
const LAST_RESORT: &str = "US";

/// Accelerator of a site that names none and has no preset.
const DEFAULT_ACCELERATOR: &str = "nvidia-h100-sxm";

/// One input of a site's costs.
#[derive(Clone, Debug)]
pub struct Input<'c> {
    /// Its name.
    pub name: &'static str,
    /// Parameter it was read from; its stream of draws.
    pub parameter: String,
    /// What is known of it.
    pub law: Law,
    /// Unit in words.
    pub unit: &'static str,
    /// How it came about.
    pub basis: Basis,
    /// Where it is from.
    pub sources: Vec<&'c Source>,
    /// Confidence, where known.
    pub confidence: Option<f64>,
}

/// Basis, sources and confidence of an input.
#[derive(Clone, Debug)]
pub struct Origin<'c> {
    basis: Basis,
    sources: Vec<&'c Source>,
    confidence: Option<f64>,
}

impl Origin<'_> {
    const CALLER: Self = Self { basis: Basis::Overridden, sources: Vec::new(), confidence: None };
}

/// A site with all its inputs.
#[derive(Debug)]
pub(super) struct Resolved<'c> {
    pub(super) chip: Chip<'c>,
    pub(super) inputs: Inputs<'c>,
    /// Years past the money year by which accelerators have improved.
    years_ahead: i32,
}

/// Finds every input of a site, in a year where years are asked for.
pub(super) fn resolve<'c>(
    outlook: &Outlook<'c>,
    question: &Question<'c>,
    spec: &SiteSpec<'c>,
    (money_year, year): (Year, Option<Year>),
    warnings: &mut Vec<Warning>,
) -> Result<Resolved<'c>, ModelError> {
    let chip = chip(outlook, question, spec, warnings)?;
    let mut finder = Finder { outlook, question, spec, inputs: Inputs::new(), warnings };
    finder.price(money_year)?;
    finder.pue()?;
    finder.carbon()?;
    finder.machine(&chip)?;
    finder.use_of_time()?;
    if question.include_capital {
        finder.capital(&chip)?;
    }
    if let Some(year) = year {
        finder.later(year)?;
    }
    let years_ahead = year.map_or(0, |year| year.since(money_year));
    Ok(Resolved { inputs: finder.inputs, chip, years_ahead })
}

/// The caller's accelerator, the preset's, the workload's, else the usual one.
fn chip<'c>(
    outlook: &Outlook<'c>,
    question: &Question<'c>,
    spec: &SiteSpec<'c>,
    warnings: &mut Vec<Warning>,
) -> Result<Chip<'c>, ModelError> {
    if let Some(chip) = &spec.chip {
        return Ok(chip.clone());
    }
    let own = match question.work {
        Work::Named(workload) => workload.accelerator.as_deref(),
        _ => None,
    };
    let preset = spec.preset.map(|preset| preset.accelerator.as_str());
    let name = preset.or(own).unwrap_or_else(|| {
        warnings.push(Warning {
            reason: "ASSUMED_ACCELERATOR",
            message: format!(
                "site {:?} names no accelerator: {DEFAULT_ACCELERATOR} is taken",
                spec.id
            ),
        });
        DEFAULT_ACCELERATOR
    });
    let listed = outlook.catalog().tables().accelerators.get(name);
    listed.map(Chip::Listed).ok_or_else(|| ModelError::MissingInput {
        site: spec.id.clone(),
        input: "accelerator",
        hint: format!("the catalog does not list {name:?}"),
    })
}

struct Finder<'q, 'c> {
    outlook: &'q Outlook<'c>,
    question: &'q Question<'c>,
    spec: &'q SiteSpec<'c>,
    inputs: Inputs<'c>,
    warnings: &'q mut Vec<Warning>,
}

impl<'c> Finder<'_, 'c> {
    fn put(
        &mut self,
        name: &'static str,
        unit: &'static str,
        law: Law,
        parameter: String,
        from: Origin<'c>,
    ) {
        let Origin { basis, sources, confidence } = from;
        self.inputs.insert(name, Input { name, parameter, law, unit, basis, sources, confidence });
    }

    /// A number that the caller gave, known exactly.
    fn given(&mut self, name: &'static str, unit: &'static str, value: f64) {
        let parameter = format!("request/sites/{}/{name}", self.spec.id);
        self.put(name, unit, Law::exact(scale_of(name), value), parameter, Origin::CALLER);
    }

    fn missing(&self, input: &'static str, hint: &str) -> ModelError {
        ModelError::MissingInput { site: self.spec.id.clone(), input, hint: hint.to_owned() }
    }

    /// An assumption of the region or of what stands in for it.
    fn assume(
        &mut self,
        name: &'static str,
        path: &str,
        unit: &'static str,
    ) -> Result<(), ModelError> {
        let found = self.find(path, self.spec.region);
        let Some((assumption, is_own)) = found else {
            return Err(self.missing(name, &format!("the catalog has no assumptions/{path}")));
        };
        if !is_own {
            let catalog = self.outlook.catalog();
            self.warnings.push(Warning {
                reason: "ASSUMED_FROM_ELSEWHERE",
                message: format!(
                    "{} has no {path} of its own: {} stands in",
                    catalog.code(self.spec.region),
                    assumption.parameter
                ),
            });
        }
        self.put(
            name,
            unit,
            assumption.law(),
            assumption.parameter.clone(),
            of_assumption(assumption),
        );
        Ok(())
    }

    /// The assumption, and whether it was meant for the region.
    fn find(&self, path: &str, region: RegionId) -> Option<(&'c Assumption, bool)> {
        let last_resort = || self.outlook.assumption(&format!("assumptions/{path}/{LAST_RESORT}"));
        let own = self.outlook.assumption_for(path, region).map(|found| (found, true));
        own.or_else(|| last_resort().map(|found| (found, false)))
    }
}

fn of_assumption(assumption: &Assumption) -> Origin<'_> {
    Origin {
        basis: Basis::Assumed,
        sources: vec![assumption.source.as_ref()],
        confidence: Some(assumption.confidence),
    }
}

fn of_accelerator<'c>(accelerator: &'c Accelerator, source: Option<&'c Source>) -> Origin<'c> {
    Origin {
        basis: Basis::Reported,
        sources: source.into_iter().collect(),
        confidence: Some(accelerator.confidence),
    }
}

/// The scale on which an exact number stands; its width is nothing on any.
fn scale_of(name: &str) -> Scale {
    match name {
        "electricity_price" | "carbon_lifecycle" | "carbon_direct" => Scale::LogOnePlus,
        _ => Scale::Log,
    }
}

impl Resolved<'_> {
    /// Every input at its central value.
    pub(super) fn central(&self) -> Values {
        self.values(|input| input.law.median(), |_, terms| terms.recovery())
    }

    /// The values of every input, and of the shares of an outlay due each year,
    /// which follow from the inputs of these parameters.
    pub(super) fn values<'s, N: Number>(
        &'s self,
        mut value: impl FnMut(&'s Input<'_>) -> N,
        mut recovery: impl FnMut([&'s str; 3], Terms<N>) -> N,
    ) -> Values<N> {
        let mut of = |name: &str| self.inputs.get(name).map(&mut value);
        let (carbon_lifecycle, carbon_direct) = (of("carbon_lifecycle"), of("carbon_direct"));
        let rated_alone = of("rated_power_alone").map(Power::from_watts);
        let accelerator = of("accelerator_price").map(Money::from_usd);
        let mut or = |name: &str, absent: f64| of(name).unwrap_or_else(|| absent.into());
        let mut due = |or: &mut dyn FnMut(&'static str, f64) -> N, names: [&'static str; 3]| {
            let [nominal, inflation, life] = names.map(|name| or(name, 1.0));
            let parameter = |name| self.inputs.get(name).map_or("", |input| &input.parameter);
            recovery(names.map(parameter), Terms { nominal, inflation, life })
        };
        let capital = accelerator.map(|accelerator| Capital {
            accelerator,
            recovery_it: due(&mut or, ["wacc_it", "inflation", "lifetime_it"]),
            recovery_facility: due(&mut or, ["wacc_facility", "inflation", "lifetime_facility"]),
            server: Money::from_usd(or("server_and_network", 0.0)),
            // Million USD per MW is USD per W.
            facility_per_watt: or("facility_capex", 0.0),
            om_share: or("om_share", 0.0),
        });
        // What a rate gains in years of better fleets, where years are asked for.
        let improvement = or("fleet_improvement", 1.0);
        let ahead = f64::from(self.years_ahead);
        let improved = improvement.combine(ahead.into(), libm::pow);
        Values {
            price: EnergyPrice::from_usd_per_mwh(or("electricity_price", 0.0))
                * or("price_trend", 1.0),
            pue: or("pue", 1.0),
            carbon_lifecycle: carbon_lifecycle.map(CarbonIntensity::from_g_per_kwh),
            carbon_direct: carbon_direct.map(CarbonIntensity::from_g_per_kwh),
            rated: Power::from_watts(or("rated_power", 0.0)),
            rated_alone,
            peak: ComputeRate::from_teraflops(or("peak_rate", 0.0)) * improved,
            typical_draw: or("typical_draw", 1.0),
            idle_share: or("idle_share", 0.0),
            duty: or("duty", 1.0),
            mfu: or("mfu", 1.0),
            goodput: or("goodput", 1.0),
            energy_scale: or("energy_per_flop_scale", 1.0),
            demand_duty: or("demand_duty", 1.0),
            capital,
        }
    }
}
