//! The answer of a comparison in a few sentences.

use crate::model::cost::{Answer, Measure, Overtaking, Question};

/// Which site is cheapest, what a cheaper kilowatt-hour is worth per unit of
/// compute, and what part of the total electricity is.
pub(super) fn of_answer(question: &Question<'_>, answer: &Answer<'_>) -> String {
    let name = |place: usize| id(question, place);
    let amount = |place: usize, measure| answer.sites.get(place)?.central.get(measure);
    let cheapest = answer.sites.get(answer.cheapest);
    let chance = cheapest.map_or(0.0, |site| site.probability_cheapest) * 100.0;
    let year = answer.year.map(|year| format!("In {year} ")).unwrap_or_default();
    let how = if answer.sampled.draws() == 0 {
        "every input is exact".to_owned()
    } else {
        format!("{chance:.1} % of the draws")
    };
    let mut parts =
        vec![format!("{year}{} is the cheapest per exaflop-hour ({how})", name(answer.cheapest))];
    for at in &answer.parities {
        let of = |place| amount(place, Measure::ElectricityOfCompute);
        let per_flop = of(at.site).zip(of(question.baseline)).map(|(own, base)| own / base);
        if let (Some(per_kwh), Some(per_flop)) = (at.current_ratio, per_flop)
            && per_flop.is_finite()
        {
            parts.push(format!(
                "{} pays {per_kwh:.2} times {}'s price per kWh and {per_flop:.2} times its electricity per unit of compute",
                name(at.site),
                name(question.baseline)
            ));
        }
    }
    if question.include_capital {
        parts.extend(electricity_share(question, answer));
    }
    parts.join("; ") + "."
}

/// Example: `electricity is 5.6 % (hub) to 8.0 % (va) of the total`.
fn electricity_share(question: &Question<'_>, answer: &Answer<'_>) -> Option<String> {
    let share = |place: usize| answer.sites.get(place)?.central.get(Measure::ElectricityShare);
    let mut shares: Vec<(f64, usize)> =
        (0..answer.sites.len()).filter_map(|place| Some((share(place)?, place))).collect();
    shares.sort_by(|a, b| a.0.total_cmp(&b.0));
    let told = |(share, place): &(f64, usize)| {
        format!("{:.1} % ({})", share * 100.0, id(question, *place))
    };
    let (least, most) = (shares.first()?, shares.last()?);
    Some(format!("electricity is {} to {} of the total", told(least), told(most)))
}

/// When the order turns, a sentence a site with a space before it; nothing where
/// years were not asked for.
pub(super) fn of_years(question: &Question<'_>, turns: &[Overtaking]) -> String {
    let Some(years) = question.years else { return String::new() };
    let baseline = id(question, question.baseline);
    let sentence = |turn: &Overtaking| {
        let site = id(question, turn.site);
        match (turn.year, turn.is_cheaper_at_first) {
            (Some(year), true) => {
                format!(" {site} is no longer cheaper than {baseline} from {year}.")
            }
            (Some(year), false) => format!(" {site} becomes cheaper than {baseline} in {year}."),
            (None, is_cheaper) => {
                let stands = if is_cheaper { "cheaper" } else { "not cheaper" };
                let (first, last) = (years.first(), years.last());
                format!(" {site} is {stands} than {baseline} in every year from {first} to {last}.")
            }
        }
    };
    turns.iter().map(sentence).collect()
}

fn id<'q>(question: &'q Question<'_>, place: usize) -> &'q str {
    question.sites.get(place).map_or("", |site| &site.id)
}
