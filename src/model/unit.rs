//! Units of measure, their dimension and their size in the canonical unit.

/// What a unit measures. Units of one dimension convert into each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dimension {
    /// Power.
    Power,
    /// Energy over a year.
    YearlyEnergy,
    /// Price of energy.
    EnergyPrice,
    /// A fraction of one or a ratio of like quantities.
    Pure,
    /// Emissions per energy.
    CarbonIntensity,
    /// Floating-point operations per second.
    ComputeRate,
    /// Racks.
    Racks,
    /// Data.
    Data,
}

/// Money that prices are stated in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Currency {
    /// US dollar.
    Usd,
    /// Chinese yuan.
    Cny,
    /// Euro.
    Eur,
    /// Pound sterling.
    Gbp,
}

impl Currency {
    /// ISO 4217 code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Usd => "USD",
            Self::Cny => "CNY",
            Self::Eur => "EUR",
            Self::Gbp => "GBP",
        }
    }
}

macro_rules! units {
    ($($variant:ident $symbol:literal $dimension:ident $factor:literal $currency:ident;)*) => {
        /// A unit of measure.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Unit {
            $(#[doc = $symbol] $variant,)*
        }

        impl Unit {
            /// Every unit.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The symbol it is printed with.
            pub const fn symbol(self) -> &'static str {
                match self { $(Self::$variant => $symbol,)* }
            }

            /// What it measures.
            pub const fn dimension(self) -> Dimension {
                match self { $(Self::$variant => Dimension::$dimension,)* }
            }

            /// Its size in the canonical unit of its dimension, before any change of currency.
            pub const fn factor(self) -> f64 {
                match self { $(Self::$variant => $factor,)* }
            }

            /// The currency that prices in it are stated in; dollars for all else.
            pub const fn currency(self) -> Currency {
                match self { $(Self::$variant => Currency::$currency,)* }
            }
        }
    };
}

units! {
    Gigawatt "GW" Power 1.0 Usd;
    Kilowatt "kW" Power 1e-6 Usd;
    Megawatt "MW" Power 1e-3 Usd;
    Terawatt "TW" Power 1e3 Usd;
    TerawattHour "TWh" YearlyEnergy 1.0 Usd;
    KilowattHour "kWh" YearlyEnergy 1e-9 Usd;
    MegawattHour "MWh" YearlyEnergy 1e-6 Usd;
    GigawattHour "GWh" YearlyEnergy 1e-3 Usd;
    PetawattHour "PWh" YearlyEnergy 1e3 Usd;
    UsdPerMegawattHour "USD/MWh" EnergyPrice 1.0 Usd;
    UsdPerKilowattHour "USD/kWh" EnergyPrice 1e3 Usd;
    UsdCentPerKilowattHour "US cent/kWh" EnergyPrice 10.0 Usd;
    CnyPerKilowattHour "CNY/kWh" EnergyPrice 1e3 Cny;
    CnyPerMegawattHour "CNY/MWh" EnergyPrice 1.0 Cny;
    EurPerMegawattHour "EUR/MWh" EnergyPrice 1.0 Eur;
    EurPerKilowattHour "EUR/kWh" EnergyPrice 1e3 Eur;
    GbpPerMegawattHour "GBP/MWh" EnergyPrice 1.0 Gbp;
    GbpPerKilowattHour "GBP/kWh" EnergyPrice 1e3 Gbp;
    Fraction "fraction" Pure 1.0 Usd;
    Percent "%" Pure 0.01 Usd;
    Ratio "ratio" Pure 1.0 Usd;
    GramPerKilowattHour "gCO2e/kWh" CarbonIntensity 1.0 Usd;
    KilogramPerKilowattHour "kgCO2e/kWh" CarbonIntensity 1e3 Usd;
    ExaflopPerSecond "EFLOP/s" ComputeRate 1.0 Usd;
    PetaflopPerSecond "PFLOP/s" ComputeRate 1e-3 Usd;
    ZettaflopPerSecond "ZFLOP/s" ComputeRate 1e3 Usd;
    Rack "racks" Racks 1.0 Usd;
    MillionRack "million racks" Racks 1e6 Usd;
    Exabyte "EB" Data 1.0 Usd;
    Petabyte "PB" Data 1e-3 Usd;
    Zettabyte "ZB" Data 1e3 Usd;
}

impl Unit {
    /// The unit of that symbol.
    pub fn from_symbol(symbol: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|unit| unit.symbol() == symbol)
    }
}
