//! Costs of sites as stacked bars, each with the band of its whole.

use super::axis::Axis;
use super::capacity::band_name;
use crate::cli::number::{self, Scale};
use crate::wire::pb;

/// Columns of the longest bar.
const WIDTH: usize = 60;

/// What a cost is made of, and how it is filled.
pub(super) const PARTS: [(&str, char); 4] =
    [("electricity", '█'), ("carbon", '▓'), ("capital", '▒'), ("operation", '░')];

/// Bars of one unit.
#[derive(Clone, Debug)]
pub(in crate::cli) struct Bars {
    pub(super) title: String,
    pub(super) unit: &'static str,
    /// What lies between the ends of a whisker. Example: `80 % band`.
    pub(super) band: String,
    pub(super) rows: Vec<Bar>,
}

/// The cost of compute at a site.
#[derive(Clone, Debug)]
pub(super) struct Bar {
    pub(super) site: String,
    /// In the order of [`PARTS`], at central values.
    pub(super) parts: [f64; PARTS.len()],
    /// The low end of the band, the median, and the high end.
    pub(super) band: Option<[f64; 3]>,
}

/// The cost of compute at every site of a reply.
pub(in crate::cli) fn of(reply: &pb::CompareCostsResponse) -> Bars {
    let central = |amount: &Option<pb::Amount>| amount.as_ref().map_or(0.0, |known| known.central);
    let costs = || reply.sites.iter().map(|site| central(&site.cost_per_exaflop_hour_usd));
    let scale = Scale::of(costs().fold(0.0, f64::max), pb::Unit::UsdPerExaflopHour);
    let known = |site: &pb::SiteCosts| site.cost_per_exaflop_hour_usd.clone()?.distribution;
    let bar = |site: &pb::SiteCosts| {
        let delivered = central(&site.delivered_exaflop_hours);
        let parts = [
            &site.electricity_cost_usd,
            &site.carbon_cost_usd,
            &site.capital_cost_usd,
            &site.operation_cost_usd,
        ];
        let band = known(site).and_then(|known| {
            let (low, high) = known.quantiles.first().zip(known.quantiles.last())?;
            let is_band = low.value < high.value;
            is_band.then(|| [low.value, known.median, high.value].map(|value| scale.number(value)))
        });
        Bar {
            site: site.id.clone(),
            parts: parts.map(|part| scale.number(central(part) / delivered)),
            band,
        }
    };
    let first = reply.sites.first();
    let year = first.and_then(|site| site.year).map(|year| format!(" in {year}"));
    Bars {
        title: format!("Cost of compute{}", year.unwrap_or_default()),
        unit: scale.label,
        band: first.and_then(known).map(|known| band_name(&known)).unwrap_or_default(),
        rows: reply.sites.iter().map(bar).collect(),
    }
}

impl Bars {
    /// The axis of all bars and bands, from zero.
    pub(super) fn axis(&self, most: u8) -> Axis {
        let ends = self.rows.iter().flat_map(|bar| {
            let whole: f64 = bar.parts.iter().sum();
            [whole, bar.band.map_or(whole, |band| band[2])]
        });
        Axis::over(ends.chain([0.0]), most)
    }

    /// The parts that cost anything anywhere, by their place among [`PARTS`].
    pub(super) fn present(&self) -> impl Iterator<Item = usize> {
        (0..PARTS.len()).filter(|&part| self.rows.iter().any(|bar| bar.parts[part] > 0.0))
    }

    /// The bars for who cannot see them.
    pub(super) fn described(&self) -> String {
        let whole = |bar: &Bar| number::digits(bar.parts.iter().sum());
        let told = self.rows.iter().map(|bar| format!("{} {}", bar.site, whole(bar)));
        format!("At central values: {}.", told.collect::<Vec<_>>().join("; "))
    }

    /// The bars as lines of text.
    pub(in crate::cli) fn draw(&self) -> String {
        let axis = self.axis(6);
        let name = self.rows.iter().map(|bar| bar.site.chars().count()).max().unwrap_or(0);
        let column = |value: f64| place(axis.share(value));
        let mut lines = vec![format!("{}, {}", self.title, self.unit)];
        for bar in &self.rows {
            let mut filled = String::new();
            let (mut reached, mut whole) = (0, 0.0);
            for (part, (_, glyph)) in bar.parts.iter().zip(PARTS) {
                whole += part;
                let to = column(whole);
                filled.extend(std::iter::repeat_n(glyph, to.saturating_sub(reached)));
                reached = reached.max(to);
            }
            let total = number::digits(whole);
            lines.push(format!("{:name$}  {filled} {total}", bar.site));
            lines.extend(
                bar.band.map(|band| format!("{:name$}  {}", "", whisker(band.map(column)))),
            );
        }
        let marks = axis.marks.iter().map(|mark| (column(*mark), axis.label(*mark)));
        lines.push(format!("{:name$}  {}", "", under(marks)));
        let parts = self.present().map(|part| format!("{} {}", PARTS[part].1, PARTS[part].0));
        let parts = parts.collect::<Vec<_>>().join("  ");
        let band = match self.band.as_str() {
            "" => String::new(),
            band => format!("; below: {band} and median"),
        };
        lines.push(format!("{:name$}  {parts}, at central values{band}", ""));
        lines.join("\n")
    }
}

/// A band with its median. Example: `├──┼─────┤`.
fn whisker([low, median, high]: [usize; 3]) -> String {
    let glyph = |at: usize| match at {
        at if at == median => '┼',
        at if at == low => '├',
        at if at == high => '┤',
        at if at > low => '─',
        _ => ' ',
    };
    (0..=high).map(glyph).collect()
}

/// Labels centered below their columns.
fn under(marks: impl Iterator<Item = (usize, String)>) -> String {
    let mut line = String::new();
    for (column, label) in marks {
        let from = column.saturating_sub(label.chars().count() / 2);
        let used = line.chars().count();
        line.extend(std::iter::repeat_n(' ', from.saturating_sub(used)));
        line.push_str(&label);
    }
    line
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a fraction of a few dozen columns"
)]
fn place(fraction: f64) -> usize {
    (fraction.clamp(0.0, 1.0) * WIDTH as f64).round() as usize
}

#[cfg(test)]
mod tests {
    use super::{Bar, Bars};

    #[test]
    fn parts_are_stacked_and_the_band_stands_below() {
        let bar = |site: &str, parts, band| Bar { site: site.to_owned(), parts, band };
        let bars = Bars {
            title: "Cost of compute".to_owned(),
            unit: "USD",
            band: "80 % band".to_owned(),
            rows: vec![
                bar("va", [100.0, 0.0, 300.0, 100.0], Some([300.0, 450.0, 600.0])),
                bar("hub", [200.0, 0.0, 0.0, 0.0], None),
            ],
        };
        insta::assert_snapshot!(bars.draw());
    }
}
