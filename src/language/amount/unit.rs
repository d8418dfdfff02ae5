//! What numbers count: units, prices of electricity, racks.

use winnow::combinator::{alt, opt, preceded, repeat};
use winnow::prelude::*;

use super::{Amount, Counted, Found, Input, as_stated, is, mark, number, plain};
use crate::language::mark::{Concept, Mark};
use crate::model::unit::{Currency, Unit};

/// What comes after a number: a factor to a unit of the model, and the unit.
pub(super) fn unit(input: &mut Input<'_>) -> Found<(f64, Counted)> {
    let per = || {
        alt((
            is(Mark::Per),
            is(Mark::Article),
            is(Mark::Slash),
            is(Mark::Every),
            (is(Mark::Per), is(Mark::Article)).void(),
        ))
    };
    let energy = || mark(|mark| if let Mark::Energy(size) = mark { Some(size) } else { None });
    let money =
        mark(
            |mark| {
                if let Mark::Money(currency, part) = mark { Some((currency, part)) } else { None }
            },
        );
    let mass = || mark(|mark| if let Mark::Mass(size) = mark { Some(size) } else { None });
    let co2 = || (opt(is(Mark::Of)), is(Mark::Co2)).void();
    alt((
        (money, preceded(per(), energy()))
            .map(|((currency, part), size)| priced_in(currency, part, size)),
        (mass(), opt(co2()), preceded(per(), energy()))
            .map(|(mass, _, size)| (mass * 1e-9 / size, Counted::In(Unit::GramPerKilowattHour))),
        (mass(), co2()).map(|(mass, ())| (mass, Counted::Grams)),
        mark(|mark| match mark {
            Mark::Energy(size) => Some((size, Counted::In(Unit::TerawattHour))),
            Mark::Power(size) => Some((size, Counted::In(Unit::Gigawatt))),
            Mark::Flops(size) => Some((size, Counted::In(Unit::ExaflopPerSecond))),
            Mark::Bytes(size) => Some((size, Counted::In(Unit::Exabyte))),
            Mark::Percent => Some((0.01, Counted::Share)),
            Mark::Points => Some((0.01, Counted::Points)),
            Mark::Times => Some((1.0, Counted::Times)),
            _ => None,
        }),
        racks.map(|()| (1.0, Counted::In(Unit::Rack))),
    ))
    .parse_next(input)
}

/// Racks, with up to two words of description before them.
fn racks(input: &mut Input<'_>) -> Found<()> {
    let described =
        mark(|mark| matches!(mark, Mark::Unknown | Mark::Region(_, true)).then_some(()));
    (repeat::<_, _, (), _, _>(0..=2, described), is(Mark::Concept(Concept::Racks)))
        .void()
        .parse_next(input)
}

/// `$0.088 per kWh`, `€90/MWh`: the currency before the number.
pub(super) fn priced(input: &mut Input<'_>) -> Found<Amount> {
    let money =
        mark(
            |mark| {
                if let Mark::Money(currency, part) = mark { Some((currency, part)) } else { None }
            },
        );
    let per = alt((is(Mark::Per), is(Mark::Article), is(Mark::Slash), is(Mark::Every)));
    let energy = mark(|mark| if let Mark::Energy(size) = mark { Some(size) } else { None });
    let ((currency, part), value, size) =
        (money, number, preceded(per, energy)).parse_next(input)?;
    let (factor, counted) = priced_in(currency, part, size);
    let value = as_stated(value * factor);
    Ok(plain(value, value, counted))
}

/// Money per energy, in the currency's unit per MWh; energy in TWh.
fn priced_in(currency: Currency, part: f64, size: f64) -> (f64, Counted) {
    let unit = match currency {
        Currency::Usd => Unit::UsdPerMegawattHour,
        Currency::Cny => Unit::CnyPerMegawattHour,
        Currency::Eur => Unit::EurPerMegawattHour,
        Currency::Gbp => Unit::GbpPerMegawattHour,
    };
    (part * 1e-6 / size, Counted::In(unit))
}
