//! The right side of a claim.

use crate::model::claim::{Limit, Object, Referent, RegionSet, ShareSize};
use crate::model::metric::Metric;
use crate::model::unit::Unit;
use crate::seed::amount::{unit, unit_of};
use crate::seed::cell::{self, Parsed, refuse};
use crate::seed::references::References;
use crate::seed::row::{Read, Row};
use crate::seed::words::Words;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Quantity,
    Ratio,
    ShareOf,
    OneInOf,
    OneIn,
    LimitedBy(Limit),
    LostToControls,
    None,
}

const KINDS: Words<Kind> = &[
    ("quantity", Kind::Quantity),
    ("ratio", Kind::Ratio),
    ("share_of", Kind::ShareOf),
    ("one_in_of", Kind::OneInOf),
    ("one_in", Kind::OneIn),
    ("limited_by_chips", Kind::LimitedBy(Limit::Chips)),
    ("limited_by_power", Kind::LimitedBy(Limit::Power)),
    ("limited_by_generation", Kind::LimitedBy(Limit::Generation)),
    ("lost_to_export_controls", Kind::LostToControls),
    ("none", Kind::None),
];

const COLUMNS: [&str; 5] =
    ["right_value", "right_unit", "right_region", "right_metric", "right_year"];

impl Kind {
    /// How many of `COLUMNS` may be filled, by name, and which must be.
    const fn columns(self) -> (&'static [&'static str], &'static [&'static str]) {
        const OF: &[&str] = &["right_region", "right_metric", "right_year"];
        match self {
            Self::Quantity | Self::LostToControls => (&["right_value", "right_unit"], &[]),
            Self::Ratio => (&["right_value", "right_unit"], OF),
            Self::ShareOf => (&["right_value", "right_unit", "right_region"], OF),
            Self::OneInOf => (&["right_value", "right_region"], OF),
            Self::OneIn => (&["right_value"], &[]),
            Self::LimitedBy(_) | Self::None => (&[], &[]),
        }
    }

    fn unit(self, left: Option<Metric>, symbol: &str) -> Parsed<Unit> {
        let unit = match self {
            Self::Quantity => return unit_of(left)(symbol),
            _ => unit(symbol)?,
        };
        match (self, unit) {
            (Self::Ratio, Unit::Ratio)
            | (Self::ShareOf | Self::LostToControls, Unit::Percent | Unit::Fraction) => Ok(unit),
            _ => refuse(format!("\"{symbol}\" is not the unit of such a claim")),
        }
    }
}

/// Reads the columns of the right side; `left` is the most literal metric of
/// the left one.
pub(super) fn read(
    row: &mut Row<'_>,
    refs: &References,
    left: Option<Metric>,
) -> Read<Option<Object>> {
    let kind = row.get("right_kind", cell::word(KINDS));
    let shape = kind.and_then(|kind| shape(row, kind));
    let value = row.optional("right_value", cell::positive);
    let unit = row.optional("right_unit", |symbol| {
        kind.map_or_else(|| unit(symbol), |kind| kind.unit(left, symbol))
    });
    let region = row.optional("right_region", |code| refs.region(code));
    let metric = row.optional("right_metric", cell::metric);
    let year = row.optional("right_year", cell::year);
    let (kind, ()) = (kind?, shape?);
    let (value, unit, region, year) = (value?, unit?, region?, year?);
    let metric = metric?.filter(|&metric| Some(metric) != left);
    let regions = region.map(RegionSet::of);

    let object = match kind {
        Kind::None => return Some(None),
        Kind::Quantity => Object::Quantity { value: value?, unit },
        Kind::Ratio => Object::Ratio { value: value?, of: Referent { regions, metric, year } },
        Kind::OneIn => Object::OneIn(n(row, value?)?),
        Kind::LimitedBy(limit) => Object::LimitedBy(limit),
        Kind::LostToControls => Object::LostToControls(share(row, value? * unit?.factor())?),
        Kind::ShareOf | Kind::OneInOf => {
            // A total is of the same year as its part; the form has no place for another.
            row.require(row.cell("right_year") == row.cell("left_year"), "right_year", || {
                "is not the year of the left side".to_owned()
            })?;
            let size = match kind {
                Kind::ShareOf => ShareSize::Fraction(share(row, value? * unit?.factor())?),
                _ => ShareSize::OneIn(n(row, value?)?),
            };
            Object::ShareOf { size, regions: regions?, metric }
        }
    };
    Some(Some(object))
}

/// Checks that the right columns are filled.
fn shape(row: &mut Row<'_>, kind: Kind) -> Read<()> {
    let (required, optional) = kind.columns();
    let mut shape = Some(());
    for column in COLUMNS {
        let (is_needed, is_empty) = (required.contains(&column), row.cell(column).is_empty());
        let kind = row.cell("right_kind");
        let checked = if is_needed {
            row.require(!is_empty, column, || format!("is missing in a claim of kind {kind}"))
        } else {
            let is_fine = is_empty || optional.contains(&column);
            row.require(is_fine, column, || format!("has no place in a claim of kind {kind}"))
        };
        shape = shape.and(checked);
    }
    shape
}

fn n(row: &mut Row<'_>, n: f64) -> Read<f64> {
    row.require(n >= 1.0, "right_value", || format!("one in {n} is more than the whole"))?;
    Some(n)
}

fn share(row: &mut Row<'_>, share: f64) -> Read<f64> {
    row.require(share <= 1.0, "right_value", || {
        format!("a share of {share} is more than the whole")
    })?;
    Some(share)
}
