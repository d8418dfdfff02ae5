//! Quantities of the cost model: the unit is part of the name of the way in and
//! out, and only meaningful arithmetic compiles. Results are checked to be
//! finite once, where an answer leaves the model.

use std::ops::{Add, Div, Mul};

macro_rules! quantity {
    ($(#[$doc:meta])* $name:ident in $base:literal; $($from:ident, $as:ident = $factor:literal;)*) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
        pub struct $name(f64);

        impl $name {
            $(
                #[doc = concat!("From a number of units of ", stringify!($factor), " ", $base, ".")]
                pub const fn $from(value: f64) -> Self {
                    Self(value * $factor)
                }

                #[doc = concat!("As a number of units of ", stringify!($factor), " ", $base, ".")]
                pub const fn $as(self) -> f64 {
                    self.0 / $factor
                }
            )*
        }

        impl Add for $name {
            type Output = Self;

            fn add(self, other: Self) -> Self {
                Self(self.0 + other.0)
            }
        }

        impl Mul<f64> for $name {
            type Output = Self;

            fn mul(self, factor: f64) -> Self {
                Self(self.0 * factor)
            }
        }

        impl Div for $name {
            type Output = f64;

            fn div(self, other: Self) -> f64 {
                self.0 / other.0
            }
        }
    };
}

macro_rules! product {
    ($($a:ident * $b:ident = $c:ident by $factor:literal;)*) => {
        $(impl Mul<$b> for $a {
            type Output = $c;

            fn mul(self, other: $b) -> $c {
                $c(self.0 * other.0 * $factor)
            }
        })*
    };
}

quantity! {
    /// Electrical power.
    Power in "W"; from_watts, as_watts = 1.0; from_megawatts, as_megawatts = 1e6;
}
quantity! {
    /// A span of operation.
    Hours in "h"; new, get = 1.0;
}
quantity! {
    /// Electrical energy.
    Energy in "MWh"; from_megawatt_hours, as_megawatt_hours = 1.0;
}
quantity! {
    /// Price of electrical energy.
    EnergyPrice in "USD/MWh"; from_usd_per_mwh, as_usd_per_mwh = 1.0;
}
quantity! {
    /// US dollars of the money year.
    Money in "USD"; from_usd, as_usd = 1.0;
}
quantity! {
    /// Emissions of CO2 or CO2 equivalent.
    Emissions in "metric tons"; from_tonnes, as_tonnes = 1.0;
}
quantity! {
    /// Emissions per energy; g/kWh is also kg/MWh.
    CarbonIntensity in "g/kWh"; from_g_per_kwh, as_g_per_kwh = 1.0;
}
quantity! {
    /// Price of emissions.
    CarbonPrice in "USD/t"; from_usd_per_tonne, as_usd_per_tonne = 1.0;
}
quantity! {
    /// Rate of floating-point operations.
    ComputeRate in "TFLOP/s"; from_teraflops, as_teraflops = 1.0;
}
quantity! {
    /// Floating-point operations, as exaflop-hours of 3.6e21 each.
    Compute in "exaflop-hours"; from_exaflop_hours, as_exaflop_hours = 1.0;
}

/// FLOP of an exaflop-hour.
const FLOP: f64 = 3.6e21;

impl Compute {
    /// From a number of floating-point operations.
    pub const fn from_flop(flop: f64) -> Self {
        Self(flop / FLOP)
    }
}

product! {
    Power * Hours = Energy by 1e-6;
    Energy * EnergyPrice = Money by 1.0;
    Energy * CarbonIntensity = Emissions by 1e-3;
    Emissions * CarbonPrice = Money by 1.0;
    ComputeRate * Hours = Compute by 1e-6;
}
