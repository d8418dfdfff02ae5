//! What a place brings: the price of its electricity, its PUE, its carbon.

use super::{Finder, Origin, scale_of};
use crate::model::catalog::{Band, Basis, Intensity, Source};
use crate::model::distribution::{Law, Scale};
use crate::model::error::ModelError;
use crate::model::metric::Metric;
use crate::model::year::Year;

impl<'c> Finder<'_, 'c> {
    pub(super) fn price(&mut self, money_year: Year) -> Result<(), ModelError> {
        const NAME: &str = "electricity_price";
        if let Some(price) = self.spec.price {
            self.given(NAME, "USD/MWh", price);
            return Ok(());
        }
        let known = self.spec.preset.filter(|_| !self.outlook.is_article());
        let Some(preset) = known else {
            return Err(self.missing(NAME, "give electricity_price_usd_per_mwh"));
        };
        let catalog = self.outlook.catalog();
        let indices = catalog.price_index(money_year).zip(catalog.price_index(preset.price_year));
        let (now, then) =
            indices.ok_or_else(|| self.missing(NAME, "no price index of its year"))?;
        let Band { low, central, high } = preset.price;
        let restated = |price: f64| price * (now.value / then.value);
        let law = Law::from_band(Scale::Log, restated(low), restated(central), restated(high));
        let mut sources: Vec<&Source> = preset.price_sources.iter().map(AsRef::as_ref).collect();
        let is_restated = preset.price_year != money_year;
        if is_restated {
            sources.push(&now.source);
        }
        let basis = if is_restated { Basis::Derived } else { Basis::Reported };
        let origin = Origin { basis, sources, confidence: Some(preset.confidence) };
        self.put(NAME, "USD/MWh", law, preset.parameter(NAME), origin);
        Ok(())
    }

    pub(super) fn pue(&mut self) -> Result<(), ModelError> {
        const NAME: &str = "pue";
        match (self.spec.pue, self.spec.preset) {
            (Some(pue), _) => self.given(NAME, "ratio", pue),
            (None, Some(preset)) => {
                let Band { low, central, high } = preset.pue;
                let law = Law::from_band(Scale::LogExcess, low, central, high);
                let sources = preset.pue_sources.iter().map(AsRef::as_ref).collect();
                let confidence = Some(preset.confidence);
                let origin = Origin { basis: Basis::Assumed, sources, confidence };
                self.put(NAME, "ratio", law, preset.parameter(NAME), origin);
            }
            (None, None) => return self.assume(NAME, NAME, "ratio"),
        }
        Ok(())
    }

    pub(super) fn carbon(&mut self) -> Result<(), ModelError> {
        let preset = self.spec.preset;
        self.intensity(
            "carbon_lifecycle",
            self.spec.carbon_lifecycle,
            preset.and_then(|preset| preset.carbon_lifecycle.as_ref()),
        );
        self.intensity(
            "carbon_direct",
            self.spec.carbon_direct,
            preset.and_then(|preset| preset.carbon_direct.as_ref()),
        );
        if preset.is_none() && !self.inputs.contains_key("carbon_lifecycle") {
            self.recorded_intensity();
        }
        if self.question.carbon_price > 0.0 && !self.inputs.contains_key("carbon_direct") {
            return Err(self.missing(
                "direct carbon intensity, which a carbon price applies to",
                "give carbon_direct_g_per_kwh",
            ));
        }
        Ok(())
    }

    pub(super) fn intensity(
        &mut self,
        name: &'static str,
        given: Option<f64>,
        preset: Option<&'c Intensity>,
    ) {
        if let Some(value) = given {
            self.given(name, "g/kWh", value);
        } else if let (Some(known), Some(site)) = (preset, self.spec.preset) {
            let sources = known.sources.iter().map(AsRef::as_ref).collect();
            let confidence = Some(site.confidence);
            let origin = Origin { basis: Basis::Reported, sources, confidence };
            let law = Law::exact(scale_of(name), known.g_per_kwh);
            self.put(name, "g/kWh", law, site.parameter(name), origin);
        }
    }

    /// The region's latest life-cycle intensity, or that of what it is part of.
    pub(super) fn recorded_intensity(&mut self) {
        let catalog = self.outlook.catalog();
        let chain = std::iter::successors(Some(self.spec.region), |&region| catalog.parent(region));
        let known = chain
            .filter_map(|region| Some((region, catalog.series(region, Metric::CarbonIntensity)?)))
            .find_map(|(region, series)| Some((region, series.records().last()?)));
        if let Some((region, record)) = known {
            let sources = vec![record.source.as_ref()];
            let origin = Origin { basis: Basis::Assumed, sources, confidence: record.confidence };
            let parameter =
                format!("series/{}/carbon_intensity/{}", catalog.code(region), record.year);
            self.put(
                "carbon_lifecycle",
                "g/kWh",
                Law::exact(Scale::Log, record.value),
                parameter,
                origin,
            );
        }
    }
}
