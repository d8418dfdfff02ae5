//! The arithmetic of a site's costs. Power draw, duty and utilization are three
//! things: how much a busy chip takes, how long it is busy, and how much of its
//! peak it then delivers.

use super::amounts::Amounts;
use super::capital::Capital;
use super::{Question, Work};
use crate::model::catalog::MfuBasis;
use crate::model::error::ModelError;
use crate::model::estimate::Outlook;
use crate::model::number::Number;
use crate::model::quantity::{
    CarbonIntensity, CarbonPrice, Compute, ComputeRate, EnergyPrice, Hours, Money, Power,
};

/// Hours of a year, as costs count them.
pub(super) const YEAR: f64 = 8_760.0;

/// One value of every input of a site, or its draws.
#[derive(Clone, Copy, Debug)]
pub struct Values<N = f64> {
    /// Electricity price.
    pub price: EnergyPrice<N>,
    /// Power usage effectiveness.
    pub pue: N,
    /// Life-cycle carbon intensity.
    pub carbon_lifecycle: Option<CarbonIntensity<N>>,
    /// Direct carbon intensity.
    pub carbon_direct: Option<CarbonIntensity<N>>,
    /// Rated IT power of an accelerator with its share of the server.
    pub rated: Power<N>,
    /// Rated power of an accelerator alone.
    pub rated_alone: Option<Power<N>>,
    /// Peak rate of an accelerator.
    pub peak: ComputeRate<N>,
    /// Typical draw over rated power.
    pub typical_draw: N,
    /// Power at idle over power at full load.
    pub idle_share: N,
    /// Share of time busy.
    pub duty: N,
    /// Model FLOP utilization while busy.
    pub mfu: N,
    /// Share of time a training run makes progress.
    pub goodput: N,
    /// Factor on the energy each FLOP takes.
    pub energy_scale: N,
    /// Share of time that a named inference workload is meant to keep its accelerators busy.
    pub demand_duty: N,
    /// What buying and running the equipment takes; `None` when it does not count.
    pub capital: Option<Capital<N>>,
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

/// How large the work is at a site.
struct Size<N> {
    accelerators: N,
    hours: Hours<N>,
    delivered: Compute<N>,
    /// Draw of the IT equipment while all accelerators are busy.
    busy_draw: Power<N>,
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
    pub(super) fn amounts<N: Number>(&self, site: &Values<N>) -> Amounts<N> {
        self.amounts_by(site, |sum| sum)
    }

    /// The same, with what each sum of costs is kept as: the same number.
    pub(super) fn amounts_by<N: Number>(
        &self,
        site: &Values<N>,
        kept: impl Fn(Money<N>) -> Money<N>,
    ) -> Amounts<N> {
        let Values { typical_draw, energy_scale, idle_share, .. } = site.clone();
        let draw = site.rated.clone() * (typical_draw * energy_scale.clone());
        let Size { accelerators, hours, delivered, busy_draw } = self.size(site, &draw);

        let duty = if self.is_training() { N::from(1.0) } else { site.duty.clone() };
        let idle = (N::from(1.0) - duty.clone()) * idle_share;
        let active_hours = hours.clone() * (duty + idle);
        let it_energy = busy_draw * active_hours.clone();
        let accelerator_energy =
            site.rated_alone.clone().map(|alone| alone * (active_hours * accelerators.clone()));
        let energy = it_energy.clone() * site.pue.clone();
        let electricity = energy.clone() * site.price.clone();
        let emitted =
            |per_energy: &Option<CarbonIntensity<N>>| Some(energy.clone() * per_energy.clone()?);
        let direct = emitted(&site.carbon_direct);
        let priced = |emissions| emissions * self.carbon_price.lift();
        let carbon = direct.clone().map_or_else(Money::zero, priced);

        let rated = site.rated.clone() * (accelerators.clone() * energy_scale);
        let years = hours.clone().get() / N::from(YEAR);
        let (capital, operation) = match &site.capital {
            None => (Money::zero(), Money::zero()),
            Some(capital) => {
                let (recovery, operation) = capital.of_a_year(accelerators.clone(), rated);
                (kept(recovery * years.clone()), kept(operation * years))
            }
        };
        let total =
            kept(electricity.clone() + carbon.clone() + capital.clone() + operation.clone());
        let lifecycle = emitted(&site.carbon_lifecycle);
        Amounts {
            accelerators,
            hours,
            it_energy,
            accelerator_energy,
            energy,
            electricity,
            lifecycle,
            direct,
            carbon,
            capital,
            operation,
            total,
            delivered,
        }
    }

    /// How large the work is at a site whose accelerators draw so much each.
    fn size<N: Number>(&self, site: &Values<N>, draw: &Power<N>) -> Size<N> {
        let busy = site.peak.clone() * (site.duty.clone() * site.mfu.clone());
        let own_hours = self.hours.lift();
        let (accelerators, hours, delivered) = match self.kind {
            Kind::Load(load) => {
                let count = load.lift() / draw.clone();
                (count.clone(), own_hours.clone(), busy * own_hours * count)
            }
            Kind::Count(count) => {
                (count.into(), own_hours.clone(), busy * own_hours * N::from(count))
            }
            Kind::Demand(compute) => {
                (compute.lift() / (busy * own_hours.clone()), own_hours, compute.lift())
            }
            Kind::Fleet { count, peak, mfu } => {
                let of_peak = site.demand_duty.clone() * N::from(mfu * count);
                let compute = peak.lift() * of_peak * own_hours.clone();
                (compute.clone() / (busy * own_hours.clone()), own_hours, compute)
            }
            Kind::Training { compute, accelerators } => {
                let at_work = site.peak.clone() * (site.mfu.clone() * site.goodput.clone());
                let one = at_work * Hours::new(1.0).lift();
                let machine_hours = compute.lift() / one;
                // Without a count, as many as finish within the hours.
                let count = accelerators
                    .map_or_else(|| machine_hours.clone() / N::from(self.hours.get()), N::from);
                (count.clone(), Hours::new(machine_hours / count), compute.lift())
            }
        };
        // A load that was asked for is met to the last watt.
        let busy_draw = match self.kind {
            Kind::Load(load) => load.lift(),
            _ => draw.clone() * accelerators.clone(),
        };
        Size { accelerators, hours, delivered, busy_draw }
    }
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
