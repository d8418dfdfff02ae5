//! The arithmetic of a site's costs. Power draw, duty and utilization are three
//! things: how much a busy chip takes, how long it is busy, and how much of its
//! peak it then delivers.

use super::{Question, Work};
use crate::model::catalog::MfuBasis;
use crate::model::error::ModelError;
use crate::model::estimate::Outlook;
use crate::model::quantity::{
    CarbonIntensity, CarbonPrice, Compute, ComputeRate, Emissions, Energy, EnergyPrice, Hours,
    Money, Power,
};

/// Hours of a year, as costs count them.
pub(super) const YEAR: f64 = 8_760.0;

/// One value of every input of a site.
#[derive(Clone, Copy, Debug)]
pub struct Values {
    /// Electricity price.
    pub price: EnergyPrice,
    /// Power usage effectiveness.
    pub pue: f64,
    /// Life-cycle carbon intensity.
    pub carbon_lifecycle: Option<CarbonIntensity>,
    /// Direct carbon intensity.
    pub carbon_direct: Option<CarbonIntensity>,
    /// Rated IT power of an accelerator with its share of the server.
    pub rated: Power,
    /// Peak rate of an accelerator.
    pub peak: ComputeRate,
    /// Typical draw over rated power.
    pub typical_draw: f64,
    /// Power at idle over power at full load.
    pub idle_share: f64,
    /// Share of time busy.
    pub duty: f64,
    /// Model FLOP utilization while busy.
    pub mfu: f64,
    /// Share of time a training run makes progress.
    pub goodput: f64,
    /// Factor on the energy each FLOP takes.
    pub energy_scale: f64,
    /// Share of time that a named inference workload is meant to keep its accelerators busy.
    pub demand_duty: f64,
    /// What buying and running the equipment takes; `None` when it does not count.
    pub capital: Option<Capital>,
}

/// Prices, lives and rates of the equipment.
#[derive(Clone, Copy, Debug)]
pub struct Capital {
    /// Price of an accelerator.
    pub accelerator: Money,
    /// Server, network and storage per accelerator.
    pub server: Money,
    /// Shell, power and cooling, USD per W of rated IT power.
    pub facility_per_watt: f64,
    /// Life of the IT equipment, years.
    pub life_it: f64,
    /// Life of the facility, years.
    pub life_facility: f64,
    /// Nominal cost of capital for IT, per year.
    pub wacc_it: f64,
    /// Nominal cost of capital for the facility, per year.
    pub wacc_facility: f64,
    /// Inflation, per year.
    pub inflation: f64,
    /// Operation without electricity, share of the purchase price per year.
    pub om_share: f64,
}

/// What a workload takes and costs at a site.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Amounts {
    /// Accelerators at work.
    pub accelerators: f64,
    /// Hours of operation.
    pub hours: f64,
    /// Energy of the IT equipment.
    pub it_energy: Energy,
    /// Energy of the facility.
    pub energy: Energy,
    /// Cost of that energy.
    pub electricity: Money,
    /// Emissions on the life-cycle average.
    pub lifecycle: Option<Emissions>,
    /// Emissions on the direct average.
    pub direct: Option<Emissions>,
    /// Cost of the direct emissions.
    pub carbon: Money,
    /// Capital recovery.
    pub capital: Money,
    /// Operation without electricity.
    pub operation: Money,
    /// All of it.
    pub total: Money,
    /// Compute delivered.
    pub delivered: Compute,
    /// Total per exaflop-hour, USD.
    pub cost_per_exaflop_hour: f64,
    /// Electricity per exaflop-hour, USD.
    pub electricity_per_exaflop_hour: f64,
    /// Electricity over the total; 0 where nothing costs anything.
    pub electricity_share: f64,
}

impl Amounts {
    /// Whether every amount is finite.
    pub fn is_finite(&self) -> bool {
        let emissions =
            [self.lifecycle, self.direct].into_iter().flatten().map(Emissions::as_tonnes);
        [
            self.accelerators,
            self.hours,
            self.energy.as_megawatt_hours(),
            self.total.as_usd(),
            self.delivered.as_exaflop_hours(),
            self.cost_per_exaflop_hour,
            self.electricity_per_exaflop_hour,
            self.electricity_share,
        ]
        .into_iter()
        .chain(emissions)
        .all(f64::is_finite)
    }
}

/// The work and its frame, the same at every site.
#[derive(Clone, Copy, Debug)]
pub(super) struct Task {
    kind: Kind,
    hours: Hours,
    pub(super) carbon_price: CarbonPrice,
}

#[derive(Clone, Copy, Debug)]
enum Kind {
    /// Rated IT load.
    Load(Power),
    /// So many accelerators.
    Count(f64),
    /// So much compute, as a run that ends.
    Training { compute: Compute, accelerators: Option<f64> },
    /// So much compute within the hours.
    Demand(Compute),
    /// What so many accelerators of a given peak deliver at a given utilization.
    Fleet { count: f64, peak: ComputeRate, mfu: f64 },
}

impl Task {
    pub(super) fn new(outlook: &Outlook<'_>, question: &Question<'_>) -> Result<Self, ModelError> {
        let hours = Hours::new(question.hours);
        let kind = match question.work {
            Work::ItLoad(megawatts) => Kind::Load(Power::from_megawatts(megawatts)),
            Work::Accelerators(count) => Kind::Count(count),
            Work::Training(flop, accelerators) => {
                Kind::Training { compute: Compute::from_flop(flop), accelerators }
            }
            Work::Named(workload) => {
                let own = workload.accelerator.as_ref();
                let own = own.and_then(|name| outlook.catalog().tables().accelerators.get(name));
                match (workload.training_flop, workload.inference_flop_per_year) {
                    (Some(flop), _) => Kind::Training {
                        compute: Compute::from_flop(flop),
                        accelerators: workload.accelerator_count,
                    },
                    (None, demand) => match (workload.accelerator_count, own, demand) {
                        (Some(count), Some(own), _) => Kind::Fleet {
                            count,
                            peak: ComputeRate::from_teraflops(own.dense_bf16_tflops),
                            mfu: workload.mfu,
                        },
                        (_, _, Some(flop)) => {
                            Kind::Demand(Compute::from_flop(flop) * (question.hours / YEAR))
                        }
                        _ => return Err(no_size(&workload.name)),
                    },
                }
            }
        };
        let carbon_price = CarbonPrice::from_usd_per_tonne(question.carbon_price);
        Ok(Self { kind, hours, carbon_price })
    }

    /// Whether the work is a run that ends.
    pub(super) const fn is_training(&self) -> bool {
        matches!(self.kind, Kind::Training { .. })
    }

    /// What the work takes and costs with these inputs.
    pub(super) fn amounts(&self, site: &Values) -> Amounts {
        let draw = site.rated * (site.typical_draw * site.energy_scale);
        let busy = site.peak * (site.duty * site.mfu);
        let (accelerators, hours, delivered) = match self.kind {
            Kind::Load(load) => {
                let count = load / draw;
                (count, self.hours, busy * self.hours * count)
            }
            Kind::Count(count) => (count, self.hours, busy * self.hours * count),
            Kind::Demand(compute) => (compute / (busy * self.hours), self.hours, compute),
            Kind::Fleet { count, peak, mfu } => {
                let compute = peak * (site.demand_duty * mfu) * self.hours * count;
                (compute / (busy * self.hours), self.hours, compute)
            }
            Kind::Training { compute, accelerators } => {
                // Without a count, as many as finish within the hours.
                let one = site.peak * (site.mfu * site.goodput) * Hours::new(1.0);
                let machine_hours = compute / one;
                let count = accelerators.unwrap_or(machine_hours / self.hours.get());
                (count, Hours::new(machine_hours / count), compute)
            }
        };
        let duty = if self.is_training() { 1.0 } else { site.duty };
        let active = site.idle_share + (1.0 - site.idle_share) * duty;
        let it_energy = draw * (accelerators * active) * hours;
        let energy = it_energy * site.pue;
        let electricity = energy * site.price;
        let emitted = |intensity: Option<CarbonIntensity>| intensity.map(|each| energy * each);
        let direct = emitted(site.carbon_direct);
        let carbon = direct.map_or(Money::default(), |emissions| emissions * self.carbon_price);
        let rated = site.rated * (accelerators * site.energy_scale);
        let years = hours.get() / YEAR;
        let (capital, operation) = site.capital.map_or_else(Default::default, |capital| {
            (
                capital.recovery(accelerators, rated) * years,
                capital.operation(accelerators, rated) * years,
            )
        });
        let total = electricity + carbon + capital + operation;
        let share = if total > Money::default() { electricity / total } else { 0.0 };
        Amounts {
            accelerators,
            hours: hours.get(),
            it_energy,
            energy,
            electricity,
            lifecycle: emitted(site.carbon_lifecycle),
            direct,
            carbon,
            capital,
            operation,
            total,
            delivered,
            cost_per_exaflop_hour: total.as_usd() / delivered.as_exaflop_hours(),
            electricity_per_exaflop_hour: electricity.as_usd() / delivered.as_exaflop_hours(),
            electricity_share: share,
        }
    }
}

impl Capital {
    fn it(&self, accelerators: f64) -> Money {
        (self.accelerator + self.server) * accelerators
    }

    fn facility(&self, rated: Power) -> Money {
        Money::from_usd(self.facility_per_watt * rated.as_watts())
    }

    /// Capital recovery of a year.
    fn recovery(&self, accelerators: f64, rated: Power) -> Money {
        let real = |nominal: f64| (1.0 + nominal) / (1.0 + self.inflation) - 1.0;
        self.it(accelerators) * capital_recovery(real(self.wacc_it), self.life_it)
            + self.facility(rated) * capital_recovery(real(self.wacc_facility), self.life_facility)
    }

    /// Operation of a year.
    fn operation(&self, accelerators: f64, rated: Power) -> Money {
        (self.it(accelerators) + self.facility(rated)) * self.om_share
    }
}

/// Share of an outlay due each year, in 1/year: the annuity r / (1 - (1 + r)^-n)
/// for a real rate `r` per year and a life of `n` years; 1/n at a rate of 0.
///
/// ```
/// # use energycompute::model::cost::capital_recovery;
/// assert!((capital_recovery(0.07, 20.0) - 0.094_393).abs() < 1e-6);
/// ```
pub fn capital_recovery(rate: f64, years: f64) -> f64 {
    if rate.abs() < f64::EPSILON {
        return 1.0 / years;
    }
    rate / -libm::expm1(-years * libm::log1p(rate))
}

/// Whether downtime is inside a workload's utilization already.
pub(super) fn has_downtime_inside(work: &Work<'_>) -> bool {
    matches!(work, Work::Named(workload) if workload.mfu_basis == MfuBasis::Implied)
}

fn no_size(workload: &str) -> ModelError {
    ModelError::MissingInput {
        site: workload.to_owned(),
        input: "size",
        hint: "the catalog knows neither its FLOP nor its accelerators".to_owned(),
    }
}
