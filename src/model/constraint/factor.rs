//! The parameters of the model by name.

/// A parameter of the chips-or-power model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Factor {
    /// Installed dense BF16 compute in the base year, EFLOP/s.
    ChipsStock,
    /// Growth of that stock in the first year, a ratio.
    ChipsGrowth,
    /// What remains of that growth, on logs, from year to year.
    ChipsDamping,
    /// Grid-side peak power of data centers in the base year, GW.
    DataCenterLoad,
    /// Share of that which AI takes.
    AiShareOfLoad,
    /// Power for data centers that is connected in the first year, GW.
    GridPace,
    /// Growth of that pace a year, a ratio.
    GridPaceGrowth,
    /// Share of newly connected power that AI takes.
    AiShareOfNewLoad,
    /// On-site power that was announced, GW.
    OnsiteAnnounced,
    /// Share of it that is built.
    OnsiteCompletion,
    /// Share of on-site power that AI takes.
    OnsiteAiShare,
    /// Power of other sites turned over to AI, GW.
    Conversion,
    /// Part of on-site power and conversions that is in service in a year.
    OnsiteRamp,
    /// Coincident load of data centers that generation carries above the
    /// planning reserve in the base year, GW.
    HeadroomAtBase,
    /// The same five years later.
    HeadroomLater,
    /// Load beside that which may be curtailed, GW.
    Flexibility,
    /// Share of data centers' peak that falls on the system peak.
    Coincidence,
    /// Rated IT power of the fleet in the base year, W per TFLOP/s.
    FleetWatts,
    /// What that is divided by a year, a ratio.
    FleetImprovement,
    /// Power usage effectiveness of AI sites.
    Pue,
    /// Power that a site must provide over its rated draw.
    DrawOverRated,
    /// Correlation of chips with power, on logs.
    Correlation,
    /// Share of the world's compute that a region would hold without export controls.
    UncontrolledShare,
    /// Power for AI as the caller gave it, GW, in place of its parts.
    AiPower,
}

/// How many there are.
pub(super) const FACTORS: usize = Factor::AiPower as usize + 1;

impl Factor {
    /// Those that say how many chips there are.
    pub(super) const CHIPS: [Self; 3] = [Self::ChipsStock, Self::ChipsGrowth, Self::ChipsDamping];

    /// Those that say how much power a fleet takes.
    pub(super) const FLEET: [Self; 4] =
        [Self::FleetWatts, Self::FleetImprovement, Self::Pue, Self::DrawOverRated];

    /// Those that say how much power there is for AI, and must be known.
    pub(super) const POWER: [Self; 8] = [
        Self::DataCenterLoad,
        Self::AiShareOfLoad,
        Self::GridPace,
        Self::GridPaceGrowth,
        Self::AiShareOfNewLoad,
        Self::HeadroomAtBase,
        Self::HeadroomLater,
        Self::Coincidence,
    ];

    /// Those that are nothing where they are not known.
    pub(super) const OPTIONAL: [Self; 6] = [
        Self::OnsiteAnnounced,
        Self::OnsiteCompletion,
        Self::OnsiteAiShare,
        Self::Conversion,
        Self::Flexibility,
        Self::Correlation,
    ];

    /// Its name within an override path.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::ChipsStock => "chips_stock",
            Self::ChipsGrowth => "chips_growth",
            Self::ChipsDamping => "chips_damping",
            Self::DataCenterLoad => "dc_load",
            Self::AiShareOfLoad => "ai_share_of_dc_load",
            Self::GridPace => "grid_pace",
            Self::GridPaceGrowth => "grid_pace_growth",
            Self::AiShareOfNewLoad => "ai_share_of_new_load",
            Self::OnsiteAnnounced => "onsite_announced",
            Self::OnsiteCompletion => "onsite_completion",
            Self::OnsiteAiShare => "onsite_ai_share",
            Self::Conversion => "conversion",
            Self::OnsiteRamp => "onsite_ramp",
            Self::HeadroomAtBase | Self::HeadroomLater => "headroom",
            Self::Flexibility => "flexibility",
            Self::Coincidence => "coincidence",
            Self::FleetWatts => "fleet_w_per_tflop",
            Self::FleetImprovement => "fleet_improvement",
            Self::Pue => "pue_ai",
            Self::DrawOverRated => "draw_over_rated",
            Self::Correlation => "correlation",
            Self::UncontrolledShare => "uncontrolled_share",
            Self::AiPower => "ai_power_gw",
        }
    }

    /// The one with which it shares its draws: what is foreseen of headroom is
    /// wrong in one direction.
    pub(super) const fn coordinate(self) -> Self {
        match self {
            Self::HeadroomLater => Self::HeadroomAtBase,
            other => other,
        }
    }
}
