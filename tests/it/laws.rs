//! Laws that hold for every input: ordered quantiles, probabilities that fall as
//! a threshold rises, draws that agree with closed forms.

use energycompute::model::compare::{Term, Value, evaluate};
use energycompute::model::distribution::{Law, Scale, t4_cdf, t4_quantile};
use energycompute::model::metric::Class;
use energycompute::model::projection::State;
use energycompute::model::sampling::{Draws, Plan};
use proptest::prelude::*;

const SCALES: [Scale; 4] = [Scale::Log, Scale::LogOdds, Scale::LogExcess, Scale::LogOnePlus];

fn any_law() -> impl Strategy<Value = Law> {
    (0..SCALES.len(), -5.0..5.0_f64, 0.0..1.5_f64)
        .prop_map(|(scale, center, sigma)| Law::symmetric(SCALES[scale], center, sigma))
}

fn history() -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec(1e-3..1e6_f64, 1..60)
}

proptest! {
    #[test]
    fn quantile_and_probability_are_inverse(p in 0.001..0.999_f64) {
        prop_assert!((t4_cdf(t4_quantile(p)) - p).abs() < 1e-9);
    }

    #[test]
    fn quantiles_are_ordered(law in any_law(), p in 0.001..0.999_f64, q in 0.001..0.999_f64) {
        let (low, high) = (p.min(q), p.max(q));
        prop_assert!(law.quantile(low) <= law.quantile(high));
    }

    #[test]
    fn a_higher_threshold_is_never_likelier(law in any_law(), a in -10.0..1e3_f64, b in -10.0..1e3_f64) {
        prop_assert!(law.at_least(a.max(b)) <= law.at_least(a.min(b)));
    }

    #[test]
    fn bands_widen_with_the_horizon(values in history(), h in 1..30_i32) {
        let state = State::fit(Class::GenerationLike, &values).unwrap();
        prop_assert!(state.ahead(h).sigma() <= state.ahead(h + 1).sigma());
    }

    #[test]
    fn scaling_the_unit_scales_the_answer(values in history(), factor in 1e-3..1e3_f64, h in 1..10_i32) {
        let scaled: Vec<f64> = values.iter().map(|value| value * factor).collect();
        let plain = State::fit(Class::GenerationLike, &values).unwrap().ahead(h);
        let other = State::fit(Class::GenerationLike, &scaled).unwrap().ahead(h);
        for p in [0.1, 0.5, 0.9] {
            let ratio = other.quantile(p) / plain.quantile(p) / factor;
            prop_assert!((ratio - 1.0).abs() < 1e-9, "{ratio}");
        }
    }

    #[test]
    fn every_projection_is_finite(values in history(), h in 1..75_i32) {
        let law = State::fit(Class::GenerationLike, &values).unwrap().ahead(h);
        prop_assert!(law.mu().is_finite() && law.sigma().is_finite());
    }

    #[test]
    fn a_share_stays_a_share(values in prop::collection::vec(0.001..0.999_f64, 1..40), h in 1..35_i32) {
        let law = State::fit(Class::Share, &values).unwrap().ahead(h);
        for p in [0.001, 0.5, 0.999] {
            prop_assert!((0.0..=1.0).contains(&law.quantile(p)));
        }
    }
}

#[test]
fn histories_that_no_class_can_have_are_refused() {
    let histories: [&[f64]; 6] =
        [&[], &[0.0], &[-1.0], &[f64::NAN], &[1.0, f64::INFINITY], &[1.0, 0.0]];
    for values in histories {
        assert!(State::fit(Class::GenerationLike, values).is_none(), "{values:?}");
    }
    assert!(State::fit(Class::Share, &[1.0]).is_none(), "a share of all");
    assert!(State::fit(Class::None, &[1.0]).is_none(), "not projected");
}

#[test]
fn exact_numbers_count_as_at_least_themselves() {
    let law = Law::exact(Scale::Log, 5.0);
    for (threshold, at_least, at_most) in [(4.9, 1.0, 0.0), (5.0, 1.0, 1.0), (5.1, 0.0, 1.0)] {
        assert!((law.at_least(threshold) - at_least).abs() < f64::EPSILON, "{threshold}");
        assert!((law.at_most(threshold) - at_most).abs() < f64::EPSILON, "{threshold}");
    }
}

#[test]
fn draws_agree_with_the_closed_form_of_a_ratio() {
    let (a, b) = (Law::log(1.0, 0.2), Law::log(0.5, 0.1));
    let terms = |law, name: &str| vec![Term::new(law, name.to_owned())];
    let closed = evaluate(&terms(a, "a"), &terms(b, "b"), Plan::default());
    assert!(!closed.is_drawn());
    // A second term that is nothing keeps the value and forces the draws.
    let mut with_nothing = terms(a, "a");
    with_nothing.push(Term::new(Law::exact(Scale::LogOnePlus, 0.0), "nothing".to_owned()));
    let drawn = evaluate(&with_nothing, &terms(b, "b"), Plan::default());
    assert!(drawn.is_drawn());
    // Two t(4) terms are a little closer to normal than one: 0.01 in probability.
    for threshold in [1.2, 1.5, 1.65, 2.0, 2.5] {
        let difference = closed.at_least(threshold) - drawn.at_least(threshold);
        assert!(difference.abs() < 0.02, "{threshold}: {difference}");
    }
}

#[test]
fn a_stream_is_every_midpoint_once() {
    let plan = Plan::default();
    let names = ["a", "b", "c", "d"].map(str::to_owned).to_vec();
    let draws = Draws::new(plan, names.clone());
    for name in &names {
        let mut stream: Vec<f64> = draws.stream(name);
        stream.sort_by(f64::total_cmp);
        stream.dedup();
        assert_eq!(stream.len(), plan.draws(), "{name}");
        assert!(stream.iter().sum::<f64>().abs() < 1e-6, "{name} is symmetric");
    }
}

#[test]
fn streams_of_different_names_are_uncorrelated() {
    let names: Vec<String> = (0..40).map(|name| format!("parameter-{name}")).collect();
    let draws = Draws::new(Plan::default(), names.clone());
    // Ranks rather than t(4) values: their tails would dominate the sum.
    let stream =
        |name: &String| -> Vec<f64> { draws.stream(name).into_iter().map(t4_cdf).collect() };
    let streams: Vec<Vec<f64>> = names.iter().map(stream).collect();
    for (place, a) in streams.iter().enumerate() {
        for b in &streams[place + 1..] {
            let n = f64::from(u32::try_from(a.len()).unwrap());
            let product: f64 = a.iter().zip(b).map(|(a, b)| (a - 0.5) * (b - 0.5)).sum();
            assert!((product / n * 12.0).abs() < 0.05, "{}", product / n * 12.0);
        }
    }
}

#[test]
fn another_seed_or_name_shifts_the_draws() {
    let first = |seed, name: &str| {
        let plan = Plan::new(seed, 256).unwrap();
        Draws::new(plan, vec![name.to_owned()]).stream(name)[0]
    };
    let base = first(1, "a");
    assert!((base - first(1, "a")).abs() < f64::EPSILON);
    assert!((base - first(2, "a")).abs() > f64::EPSILON);
    assert!((base - first(1, "b")).abs() > f64::EPSILON);
}

#[test]
fn only_powers_of_two_within_the_limits_are_counts_of_draws() {
    for (draws, legal) in
        [(0, false), (128, false), (256, true), (4_095, false), (131_072, true), (262_144, false)]
    {
        assert_eq!(Plan::new(0, draws).is_some(), legal, "{draws}");
    }
}

#[test]
fn quantiles_of_draws_run_through_their_midpoints() {
    let value = Value::drawn(vec![3.0, 1.0, 2.0, 4.0]);
    for (p, want) in [(0.125, 1.0), (0.375, 2.0), (0.5, 2.5), (0.875, 4.0), (0.999, 4.0)] {
        assert!((value.quantile(p) - want).abs() < 1e-12, "{p}");
    }
    assert!((value.at_least(2.0) - 0.75).abs() < 1e-12);
    assert!((value.between(2.0, 3.0) - 0.5).abs() < 1e-12);
}
