//! `--override`: a caller's own assumptions, and what they did to the answer.

use super::number;
use super::words;
use crate::wire::pb;
use crate::wire::pb::r#override::Change;

/// Reads `PARAMETER:value=X`, `PARAMETER:scale=X` or `PARAMETER:add=X`.
pub(super) fn parse(text: &str) -> Result<pb::Override, String> {
    let form =
        || "needs the form PARAMETER:value=X, PARAMETER:scale=X or PARAMETER:add=X".to_owned();
    let (parameter, change) = text.rsplit_once(':').ok_or_else(form)?;
    let (kind, number) = change.split_once('=').ok_or_else(form)?;
    let number: f64 =
        number.parse().map_err(|_unreadable| format!("{number:?} is not a number"))?;
    let change = match kind {
        "value" => Change::Value(number),
        "scale" => Change::Scale(number),
        "add" => Change::Add(number),
        _ => return Err(form()),
    };
    Ok(pb::Override { parameter: parameter.to_owned(), change: Some(change) })
}

/// What the overrides did to the rows of a projection.
pub(super) fn of_rows(reply: &pb::ProjectCapacityResponse) -> impl Iterator<Item = String> {
    reply.rows.iter().filter_map(|row| {
        let told = told(row.base.as_ref()?, row.distribution.as_ref()?, row.difference.as_ref()?);
        Some(format!("{} {} {}: {told}", row.region, words::metric(row.metric()), row.year))
    })
}

/// What the overrides did to the cost of compute.
pub(super) fn of_costs(reply: &pb::CompareCostsResponse) -> impl Iterator<Item = String> {
    reply.sites.iter().filter_map(|site| {
        let cost = site.cost_per_exaflop_hour_usd.as_ref()?;
        let (base, changed) = (cost.base.as_ref()?, cost.distribution.as_ref()?);
        Some(format!("{}: {}", site.id, told(base, changed, cost.difference.as_ref()?)))
    })
}

/// What the overrides did to the compute that can be had, and to which limit binds.
pub(super) fn of_compute(
    reply: &pb::ProjectComputeResponse,
    compared: Option<&pb::ComputeComparison>,
) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for row in &reply.rows {
        let (Some(base), Some(changed)) = (&row.base, &row.achievable) else { continue };
        let both = base.achievable.as_ref().zip(base.achievable_difference.as_ref());
        let Some((before, added)) = both else { continue };
        let told = told(before, changed, added);
        let odds = odds(base.probability_power_binds, row.probability_power_binds);
        let (limit, now) = (words::binding(base.binding()), words::binding(row.binding()));
        let turned =
            if limit == now { String::new() } else { format!(" ({limit} before, {now} now)") };
        let (region, year) = (&row.region, row.year);
        lines.push(format!("{region} {year}: achievable {told}; power binds: {odds}{turned}"));
    }
    let pairs = reply.base_any_year_probability.iter().zip(&reply.any_year_probability);
    lines.extend(pairs.map(|(base, changed)| {
        let odds = odds(base.probability, changed.probability);
        format!("{}, power binds in some year: {odds}", base.region)
    }));
    let pairs = reply.base_comparisons.iter().zip(&reply.comparisons);
    lines.extend(compared.into_iter().flat_map(|of| {
        pairs.clone().map(|(base, changed)| {
            let odds = odds(base.probability_exceeds, changed.probability_exceeds);
            format!("{} exceeds {} in {}: {odds}", of.region, of.baseline_region, base.year)
        })
    }));
    lines
}

/// Example: `P 71 % before, 44 % now`.
fn odds(before: f64, now: f64) -> String {
    format!("P {} before, {} now", number::percent(before), number::percent(now))
}

/// What the overrides did to a claim.
pub(super) fn of_claim(reply: &pb::CheckClaimResponse) -> impl Iterator<Item = String> {
    let verdicts = (reply.base_verdict() != pb::Verdict::Unspecified).then(|| {
        let name = words::verdict_name;
        format!("verdict: {} before, {} now", name(reply.base_verdict()), name(reply.verdict()))
    });
    let readings = reply.readings.iter().filter_map(|reading| {
        let (before, now) = reading.base_probability.zip(reading.probability)?;
        Some(format!("{}: {}", reading.interpretation, odds(before, now)))
    });
    verdicts.into_iter().chain(readings)
}

fn told(base: &pb::Distribution, changed: &pb::Distribution, added: &pb::Distribution) -> String {
    let show = |known: &pb::Distribution, value| number::show(value, known.unit());
    let band = super::project::quantile(added, 0.1).zip(super::project::quantile(added, 0.9));
    let band = band.map(|(low, high)| format!(" ({} to {})", show(added, low), show(added, high)));
    format!(
        "{} before, {} now, difference {}{}",
        show(base, base.median),
        show(changed, changed.median),
        show(added, added.median),
        band.unwrap_or_default()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_override_names_its_parameter_and_change() {
        for (text, parameter, change) in [
            ("growth/US/peak_demand:add=0.01", "growth/US/peak_demand", Change::Add(0.01)),
            ("assumptions/pue/CN:value=1.2", "assumptions/pue/CN", Change::Value(1.2)),
            ("figures/cn-racks-2025-06:scale=2", "figures/cn-racks-2025-06", Change::Scale(2.0)),
        ] {
            let expected = pb::Override { parameter: parameter.to_owned(), change: Some(change) };
            assert_eq!(parse(text), Ok(expected));
        }
        for text in ["", "pue", "pue:1.2", "pue:times=2", "pue:add=x"] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
