//! The quantities of a comparison, and all of them exact for programs.

use crate::cli::project::quantile;
use crate::cli::table::{Cell, Sheet};
use crate::cli::words;
use crate::wire::pb;

/// A quantity of every site.
pub(super) struct Line {
    pub(super) label: &'static str,
    /// Name of the field, for CSV.
    field: &'static str,
    pub(super) amount: fn(&pb::SiteCosts) -> Option<&pb::Amount>,
    /// Whether the site with the least of it does best.
    pub(super) less_is_better: bool,
}

macro_rules! lines {
    ($($field:ident $label:literal $less_is_better:literal;)*) => {
        [$(Line {
            label: $label,
            field: stringify!($field),
            amount: |site| site.$field.as_ref(),
            less_is_better: $less_is_better,
        }),*]
    };
}

/// Every quantity, in the order of the table.
pub(super) const LINES: [Line; 19] = lines! {
    accelerators "Accelerators" false;
    hours "Hours" false;
    accelerator_hours "Accelerator time" false;
    it_energy_mwh "IT energy" true;
    accelerator_energy_mwh "- accelerators at rated power" false;
    server_energy_mwh "- the rest of IT" false;
    overhead_energy_mwh "Cooling and losses" true;
    energy_mwh "Energy" true;
    electricity_cost_usd "Electricity cost" true;
    lifecycle_emissions_tonnes "Life-cycle emissions" true;
    direct_emissions_tonnes "Direct emissions" true;
    carbon_cost_usd "Carbon cost" true;
    capital_cost_usd "Capital" true;
    operation_cost_usd "Operation" true;
    total_cost_usd "Total" true;
    delivered_exaflop_hours "Delivered" false;
    cost_per_exaflop_hour_usd "Cost of compute" true;
    electricity_cost_per_exaflop_hour_usd "Electricity of compute" true;
    electricity_share_of_total "Electricity share" false;
};

/// A row a site and quantity, exact.
pub(super) fn exact(reply: &pb::CompareCostsResponse) -> Sheet {
    let first = reply.sites.first().and_then(|site| site.energy_mwh.as_ref());
    let quantiles = first.and_then(|amount| amount.distribution.as_ref());
    let probabilities: Vec<_> = quantiles
        .map(|known| known.quantiles.iter().map(|quantile| quantile.probability).collect())
        .unwrap_or_default();
    let mut header = ["site", "quantity", "unit", "central", "median"].map(str::to_owned).to_vec();
    header.extend(probabilities.iter().map(|probability| format!("q{probability}")));
    header.extend(["central_ratio_to_baseline", "ratio_to_baseline"].map(str::to_owned));
    let mut sheet = Sheet::new(header);
    for site in &reply.sites {
        for line in &LINES {
            let Some(amount) = (line.amount)(site) else {
                continue;
            };
            let known = amount.distribution.clone().unwrap_or_default();
            let mut cells = vec![
                Cell::from(site.id.clone()),
                Cell::from(line.field),
                Cell::from(words::unit(known.unit())),
                Cell::Number(amount.central),
                Cell::Number(known.median),
            ];
            cells.extend(probabilities.iter().map(|p| Cell::number(quantile(&known, *p))));
            cells.push(Cell::number(amount.central_ratio_to_baseline));
            cells.push(Cell::number(amount.ratio_to_baseline.as_ref().map(|ratio| ratio.median)));
            sheet.row(cells);
        }
        let chance = site.probability_cheapest;
        let mut cells = vec![Cell::from(site.id.clone()), "probability_cheapest".into()];
        cells.extend([Cell::from("fraction"), Cell::Number(chance), Cell::Number(chance)]);
        cells.extend(probabilities.iter().map(|_| Cell::Nothing));
        cells.extend([Cell::Nothing, Cell::Nothing]);
        sheet.row(cells);
    }
    sheet
}
