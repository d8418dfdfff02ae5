//! What buying and running the equipment takes.

use super::{Finder, of_accelerator, of_assumption};
use crate::model::cost::Chip;
use crate::model::distribution::Law;
use crate::model::error::ModelError;

impl<'c> Finder<'_, 'c> {
    pub(super) fn capital(&mut self, chip: &Chip<'c>) -> Result<(), ModelError> {
        self.accelerator_price(chip)?;
        let own = format!("assumptions/server_and_network/{}", chip.name());
        match self.outlook.assumption(&own) {
            Some(own) => {
                self.put(
                    "server_and_network",
                    "USD each",
                    own.law(),
                    own.parameter.clone(),
                    of_assumption(own),
                );
            }
            None => self.assume("server_and_network", "server_and_network", "USD each")?,
        }
        for (name, unit) in [
            ("facility_capex", "million USD per MW IT"),
            ("lifetime_it", "years"),
            ("lifetime_facility", "years"),
            ("wacc_it", "fraction per year"),
            ("wacc_facility", "fraction per year"),
            ("inflation", "fraction per year"),
            ("om_share", "fraction of capex per year"),
        ] {
            self.assume(name, name, unit)?;
        }
        Ok(())
    }

    pub(super) fn accelerator_price(&mut self, chip: &Chip<'c>) -> Result<(), ModelError> {
        const NAME: &str = "accelerator_price";
        let path = format!("assumptions/{NAME}/{}", chip.name());
        let assumed = self.outlook.assumption(&path);
        match (assumed, chip) {
            (Some(assumed), _) => {
                self.put(NAME, "USD each", assumed.law(), path, of_assumption(assumed));
            }
            (None, Chip::Custom { price: Some(price), .. }) => self.given(NAME, "USD each", *price),
            (None, Chip::Listed(accelerator)) if accelerator.price_usd.is_some() => {
                let (low, high) = accelerator.price_usd.unwrap_or_default();
                let from = of_accelerator(accelerator, accelerator.price_source.as_deref());
                let parameter = accelerator.parameter("price_usd");
                self.put(NAME, "USD each", Law::from_bounds(low, high), parameter, from);
            }
            _ => {
                let hint =
                    "the accelerator's is not known; give a custom one, or include_capital false";
                return Err(self.missing("accelerator price", hint));
            }
        }
        Ok(())
    }
}
