//! One parameter: what is known of it, how it is drawn, and where it is found.

use super::factor::Factor;
use crate::model::catalog::{Assumption, Band, BandKind, WORLD};
use crate::model::distribution::{Law, Scale, T4_P90};
use crate::model::estimate::Outlook;
use crate::model::year::Year;

/// A parameter that an answer rests on.
#[derive(Clone, Copy, Debug)]
pub struct Parameter<'c> {
    /// Which.
    pub factor: Factor,
    /// What the catalog or the caller says of it.
    pub assumption: &'c Assumption,
    /// Its values, as the scenario supposes them.
    pub band: Band,
}

impl<'c> Parameter<'c> {
    fn new(outlook: &Outlook<'c>, factor: Factor, assumption: &'c Assumption) -> Self {
        let Band { low, central, high } = assumption.band;
        let supposed = match factor {
            Factor::ChipsGrowth => outlook.supposed_value(&assumption.law()),
            _ => central,
        };
        if supposed.to_bits() == central.to_bits() {
            return Self { factor, assumption, band: assumption.band };
        }
        let ratio = supposed / central;
        let band = Band { low: low * ratio, central: supposed, high: high * ratio };
        Self { factor, assumption, band }
    }

    /// What is known of it.
    pub fn law(&self) -> Law {
        let Band { low, central, high } = self.band;
        match self.assumption.kind {
            BandKind::Band80 => Law::from_band(self.assumption.scale(), low, central, high),
            BandKind::Range | BandKind::Fixed => Law::exact(self.assumption.scale(), central),
        }
    }

    /// Its width on logs in the closed form, whatever scale it is drawn on.
    pub(super) fn sigma(&self) -> f64 {
        if self.assumption.kind == BandKind::Band80 { width(&self.band) } else { 0.0 }
    }

    /// Name of its stream of draws: that of its path, without the year of headroom.
    pub(super) fn stream(&self) -> &'c str {
        let path = self.assumption.parameter.as_str();
        match self.factor.coordinate() {
            Factor::HeadroomAtBase => path.rsplit_once('/').map_or(path, |(path, _)| path),
            _ => path,
        }
    }
}

/// Width on logs of an 80 % band.
pub(super) fn width(band: &Band) -> f64 {
    libm::log(band.high / band.low) / (2.0 * T4_P90)
}

/// What the law of a band is in closed form.
pub(super) fn law_of(band: &Band) -> Law {
    Law::around(Scale::Log, band.central, width(band))
}

/// A parameter of a region and year where it is told by year: the region's own,
/// or the world's.
pub(super) fn find<'c>(
    outlook: &Outlook<'c>,
    factor: Factor,
    code: &str,
    year: Option<Year>,
) -> Option<Parameter<'c>> {
    let suffix = year.map(|year| format!("/{year}")).unwrap_or_default();
    let of =
        |place: &str| outlook.assumption(&format!("constraint/{}/{place}{suffix}", factor.name()));
    let found = of(code).or_else(|| of(WORLD))?;
    Some(Parameter::new(outlook, factor, found))
}
