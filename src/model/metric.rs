//! What is measured, in which unit, and how it is projected.

use std::fmt;

use super::unit::{Dimension, Unit};

/// How a metric is projected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Damped drift for large, slow totals.
    GenerationLike,
    /// Damped drift for carbon intensity.
    CarbonIntensity,
    /// Damped drift for solar and wind, which end after ten years.
    YoungTechnology,
    /// Damped drift on log-odds.
    Share,
    /// The carbon-intensity rule from five points on, else the last value.
    Price,
    /// Damped growth of a stock, tested for five years and ended after ten.
    AiCompute,
    /// Published forecasts only.
    AnchorOnly,
    /// History only.
    None,
}

impl Class {
    /// Every class.
    pub const ALL: [Self; 8] = [
        Self::GenerationLike,
        Self::CarbonIntensity,
        Self::YoungTechnology,
        Self::Share,
        Self::Price,
        Self::AiCompute,
        Self::AnchorOnly,
        Self::None,
    ];

    /// The name the data files use.
    pub const fn name(self) -> &'static str {
        match self {
            Self::GenerationLike => "generation_like",
            Self::CarbonIntensity => "carbon_intensity",
            Self::YoungTechnology => "young_technology",
            Self::Share => "share",
            Self::Price => "price",
            Self::AiCompute => "ai_compute",
            Self::AnchorOnly => "anchor_only",
            Self::None => "none",
        }
    }

    /// The class of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.name() == name)
    }
}

macro_rules! metrics {
    ($($variant:ident $name:literal $unit:ident $doc:literal;)*) => {
        /// A metric of the catalog.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Metric {
            $(#[doc = $doc] $variant,)*
        }

        impl Metric {
            /// Every metric, in the order of the wire's enum.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The name the data files and the command line use.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// The one unit its values have in this crate and on the wire.
            pub const fn unit(self) -> Unit {
                match self { $(Self::$variant => Unit::$unit,)* }
            }
        }
    };
}

metrics! {
    InstalledCapacity "installed_capacity" Gigawatt "Generating capacity on the common basis.";
    InstalledCapacityOfficial "installed_capacity_official" Gigawatt "The national authority's total of generating capacity.";
    ElectricityGeneration "electricity_generation" TerawattHour "Gross generation of a year.";
    ElectricityDemand "electricity_demand" TerawattHour "Use of a year.";
    PeakDemand "peak_demand" Gigawatt "Highest coincident load of a year.";
    SpareCapacity "spare_capacity" Gigawatt "Firm capacity above peak load, before a planning reserve.";
    DataCenterElectricity "data_center_electricity" TerawattHour "Electricity used by data centers.";
    DataCenterLoad "data_center_load" Gigawatt "Grid-side peak power of data centers.";
    ElectricityPrice "electricity_price" UsdPerMegawattHour "Industrial end-user price.";
    LowCarbonShare "low_carbon_share" Fraction "Renewables and nuclear over generation.";
    RenewableShare "renewable_share" Fraction "Renewables over generation.";
    CarbonIntensity "carbon_intensity" GramPerKilowattHour "Life-cycle emissions per kWh generated.";
    SolarGeneration "solar_generation" TerawattHour "Solar output of a year.";
    WindGeneration "wind_generation" TerawattHour "Wind output of a year.";
    CoalGeneration "coal_generation" TerawattHour "Coal output of a year.";
    GasGeneration "gas_generation" TerawattHour "Gas output of a year.";
    NuclearGeneration "nuclear_generation" TerawattHour "Nuclear output of a year.";
    HydroGeneration "hydro_generation" TerawattHour "Hydropower output of a year.";
    SolarCapacity "solar_capacity" Gigawatt "Solar capacity at year end.";
    WindCapacity "wind_capacity" Gigawatt "Wind capacity at year end.";
    AiCompute "ai_compute" ExaflopPerSecond "Dense BF16 peak rate of installed AI accelerators.";
    RackCount "rack_count" Rack "Standard racks in use.";
    StorageCapacity "storage_capacity" Exabyte "Data storage installed.";
    Pue "pue" Ratio "Facility energy over IT energy.";
    ReserveMargin "reserve_margin" Fraction "Derated capacity above peak over peak.";
    SupportableCompute "supportable_compute" ExaflopPerSecond "AI compute that spare capacity could feed.";
}

impl Metric {
    /// The metric of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|metric| metric.name() == name)
    }

    /// What its values measure.
    pub const fn dimension(self) -> Dimension {
        self.unit().dimension()
    }

    /// Whether it is a fraction between 0 and 1, judged on log-odds.
    pub const fn is_share(self) -> bool {
        matches!(self, Self::LowCarbonShare | Self::RenewableShare)
    }

    /// Whether values of several regions add up to that of all.
    pub const fn is_additive(self) -> bool {
        !matches!(
            self,
            Self::ElectricityPrice
                | Self::LowCarbonShare
                | Self::RenewableShare
                | Self::CarbonIntensity
                | Self::Pue
                | Self::ReserveMargin
        )
    }
}

impl fmt::Display for Metric {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
