//! The formulas, written once: over medians, over numbers with their slopes, and
//! over draws. Compute is installed dense BF16 in EFLOP/s, power is grid-side
//! peak in GW.

use super::HEADROOM_YEARS;
use crate::model::number::Number;
use crate::model::projection::damped_years;

/// GW over W per TFLOP/s, as EFLOP/s.
const EFLOPS_PER_GW: f64 = 1_000.0;

/// How many chips there are.
#[derive(Clone, Debug)]
pub(super) struct Chips<N> {
    pub(super) stock: N,
    pub(super) growth: N,
    pub(super) damping: N,
}

impl<N: Number> Chips<N> {
    /// Stock times growth to the power (1 - k^h) / (1 - k), EFLOP/s.
    pub(super) fn limit(self, years: i32) -> N {
        let damped = each(self.damping, move |k| damped_years(k, years));
        self.stock * self.growth.combine(damped, libm::pow)
    }
}

/// What power a fleet takes.
#[derive(Clone, Debug)]
pub(super) struct Fleet<N> {
    pub(super) watts: N,
    pub(super) improvement: N,
    pub(super) pue: N,
    pub(super) draw_over_rated: N,
}

impl<N: Number> Fleet<N> {
    /// Power of a site per compute, W per TFLOP/s.
    pub(super) fn facility(self, years: i32) -> N {
        let gained =
            each(self.improvement, move |yearly| (0..years).fold(1.0, |all, _| all * yearly));
        self.watts * self.pue * self.draw_over_rated / gained
    }
}

/// What power there is for data centers.
#[derive(Clone, Debug)]
pub(super) struct Grid<N> {
    pub(super) load: N,
    pub(super) ai_share_of_load: N,
    pub(super) pace: N,
    pub(super) pace_growth: N,
    pub(super) ai_share_of_new_load: N,
    pub(super) onsite_announced: N,
    pub(super) onsite_completion: N,
    pub(super) onsite_ai_share: N,
    pub(super) conversion: N,
    pub(super) ramp: N,
    pub(super) headroom: [N; 2],
    pub(super) flexibility: N,
    pub(super) coincidence: N,
}

impl<N: Number> Grid<N> {
    /// The parts of the power for AI.
    pub(super) fn parts(self, years: i32) -> Parts<N> {
        let paces = each(self.pace_growth, move |a| (0..years).fold(0.0, |sum, _| sum * a + 1.0));
        let connectable = self.pace * paces;
        let [now, later] = self.headroom;
        let way = N::from(f64::from(years) / f64::from(HEADROOM_YEARS));
        let room = now.clone() + (later - now) * way + self.flexibility;
        let room = each(room, |room| room.max(0.0));
        let carried = room.clone() / self.coincidence.clone();
        let connected = connectable.clone().combine(carried.clone(), f64::min);
        let completed = self.onsite_announced * self.onsite_completion * self.onsite_ai_share;
        Parts {
            running: self.load * self.ai_share_of_load,
            grid: self.ai_share_of_new_load.clone() * connected.clone(),
            onsite: completed * self.ramp.clone(),
            conversion: self.conversion * self.ramp,
            ai_share_of_new_load: self.ai_share_of_new_load,
            coincidence: self.coincidence,
            connectable,
            carried,
            connected,
            room,
        }
    }
}

/// The parts of the power for AI, and what bounds them; GW.
#[derive(Clone, Debug)]
pub struct Parts<N = f64> {
    /// What AI takes in the base year.
    pub running: N,
    /// What it gets of newly connected load.
    pub grid: N,
    /// On-site power that was built.
    pub onsite: N,
    /// Other sites turned over to AI.
    pub conversion: N,
    /// New load that lines and sites allow.
    pub connectable: N,
    /// New load that generation carries.
    pub carried: N,
    /// The lesser of both.
    connected: N,
    /// What generation carries of it at the system peak.
    pub room: N,
    ai_share_of_new_load: N,
    coincidence: N,
}

impl<N: Number> Parts<N> {
    fn besides_grid(&self) -> N {
        self.running.clone() + self.onsite.clone() + self.conversion.clone()
    }

    /// Power for AI.
    pub fn total(&self) -> N {
        self.besides_grid() + self.grid.clone()
    }

    /// Power for AI if generation carried all that can be connected.
    fn without_cap(&self) -> N {
        self.besides_grid() + self.ai_share_of_new_load.clone() * self.connectable.clone()
    }

    /// What generation still carries when AI takes so much power and other data
    /// centers their part of what is connected.
    fn spare(&self, taken: N) -> N {
        let of_ai = self.ai_share_of_new_load.clone() * self.connected.clone();
        let others = self.connected.clone() - of_ai.clone();
        let from_grid = each(taken - self.besides_grid(), |more| more.max(0.0));
        let from_grid = from_grid.combine(of_ai, f64::min);
        let used = self.coincidence.clone() * (others + from_grid);
        each(self.room.clone() - used, |left| left.max(0.0))
    }
}

/// What chips could give and what power could feed.
#[derive(Clone, Debug)]
pub struct Supply<N = f64> {
    /// Compute of the chips, EFLOP/s.
    pub chips: N,
    /// Power of a site per compute, W per TFLOP/s.
    pub facility: N,
    /// Power for AI, GW.
    pub power: N,
    /// Its parts, unless the caller gave it whole.
    pub parts: Option<Parts<N>>,
    /// Compute that the power feeds, EFLOP/s.
    pub power_limited: N,
}

impl<N: Number> Supply<N> {
    pub(super) fn new(chips: N, facility: N, power: N, parts: Option<Parts<N>>) -> Self {
        let mut supply = Self { chips, facility, power_limited: power.clone(), power, parts };
        supply.power_limited = supply.fed(supply.power.clone());
        supply
    }

    fn fed(&self, power: N) -> N {
        power * N::from(EFLOPS_PER_GW) / self.facility.clone()
    }

    fn taken(&self, compute: N) -> N {
        compute * self.facility.clone() / N::from(EFLOPS_PER_GW)
    }

    /// The same if generation carried all that can be connected.
    pub(super) fn without_cap(&self, parts: &Parts<N>) -> N {
        self.fed(parts.without_cap())
    }

    /// The lesser of both limits, EFLOP/s.
    pub fn achievable(&self) -> N {
        self.chips.clone().combine(self.power_limited.clone(), f64::min)
    }

    /// Power that the achievable compute takes, GW.
    pub fn used_power(&self) -> N {
        self.taken(self.achievable())
    }

    /// Power for AI that no chip takes, GW.
    pub fn idle_power(&self) -> N {
        each(self.power.clone() - self.taken(self.chips.clone()), |idle| idle.max(0.0))
    }

    /// Chips that no power feeds, EFLOP/s.
    pub fn unpowered(&self) -> N {
        each(self.chips.clone() - self.power_limited.clone(), |rest| rest.max(0.0))
    }

    /// Power that generation still carries, GW, and the compute it would feed, EFLOP/s.
    pub fn spare(&self, parts: &Parts<N>) -> (N, N) {
        let spare = parts.spare(self.used_power());
        (spare.clone(), self.fed(spare))
    }
}

fn each<N: Number>(number: N, function: impl Fn(f64) -> f64 + Send + 'static) -> N {
    N::map([number], move |[value]| function(value))
}
