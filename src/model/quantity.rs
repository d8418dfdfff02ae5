//! Quantities of the cost model: the unit is part of the name of the way in and
//! out, and only meaningful arithmetic compiles. Each is one number, or a column
//! of draws. Results are checked to be finite once, where an answer leaves the model.

use std::ops::{Add, Div, Mul};

use super::number::Number;

macro_rules! quantity {
    ($(#[$doc:meta])* $name:ident in $base:literal; $($from:ident, $as:ident = $factor:expr;)*) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
        pub struct $name<N = f64>(N);

        impl<N: Number> $name<N> {
            $(
                #[doc = concat!("From a number of units of ", stringify!($factor), " ", $base, ".")]
                pub fn $from(value: N) -> Self {
                    Self(value * N::from($factor))
                }

                #[doc = concat!("As a number of units of ", stringify!($factor), " ", $base, ".")]
                pub fn $as(self) -> N {
                    self.0 / N::from($factor)
                }
            )*

            /// Nothing of it.
            pub fn zero() -> Self {
                Self(N::from(0.0))
            }
        }

        impl $name {
            /// The same of every draw.
            pub fn lift<N: Number>(self) -> $name<N> {
                $name(N::from(self.0))
            }
        }

        impl<N: Number> Add for $name<N> {
            type Output = Self;

            fn add(self, other: Self) -> Self {
                Self(self.0 + other.0)
            }
        }

        impl<N: Number> Mul<N> for $name<N> {
            type Output = Self;

            fn mul(self, factor: N) -> Self {
                Self(self.0 * factor)
            }
        }

        impl<N: Number> Div for $name<N> {
            type Output = N;

            fn div(self, other: Self) -> N {
                self.0 / other.0
            }
        }
    };
}

macro_rules! product {
    ($($a:ident * $b:ident = $c:ident by $factor:literal;)*) => {
        $(impl<N: Number> Mul<$b<N>> for $a<N> {
            type Output = $c<N>;

            fn mul(self, other: $b<N>) -> $c<N> {
                $c(self.0 * other.0 * N::from($factor))
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
    Compute in "exaflop-hours"; from_exaflop_hours, as_exaflop_hours = 1.0; from_flop, as_flop = 1.0 / 3.6e21;
}

product! {
    Power * Hours = Energy by 1e-6;
    Energy * EnergyPrice = Money by 1.0;
    Energy * CarbonIntensity = Emissions by 1e-3;
    Emissions * CarbonPrice = Money by 1.0;
    ComputeRate * Hours = Compute by 1e-6;
}
