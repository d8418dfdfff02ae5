//! Beside AutoETS, the strongest stock method on series like these.

use augurs::ets::{AutoETS, FittedAutoETS};
use augurs::{Fit, Predict};
use energycompute::model::backtest::score::crps;
use energycompute::model::backtest::{History, Method, PROBABILITIES, replay};
use energycompute::model::distribution::Scale;
use energycompute::model::metric::Class;
use energycompute::model::year::Year;

use crate::backtest::{GENERATION, years};

const HORIZONS: [i32; 10] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

/// The generation of each country, in order of year.
fn countries() -> Vec<History> {
    let text = std::fs::read_to_string(GENERATION).unwrap();
    let rows = text.lines().skip(1).map(|line| line.split(',').collect::<Vec<_>>());
    let mut countries: Vec<(String, Vec<(Year, f64)>)> = Vec::new();
    for row in rows {
        let point = (Year::new(row[2].parse().unwrap()).unwrap(), row[3].parse().unwrap());
        match countries.last_mut().filter(|country| country.0 == row[0]) {
            Some(country) => country.1.push(point),
            None => countries.push((row[0].to_owned(), vec![point])),
        }
    }
    countries.into_iter().map(|(_, points)| History::new(Class::GenerationLike, points)).collect()
}

/// Its values at the probabilities, by horizon: an interval of each level has two of them.
fn quantiles(fitted: &FittedAutoETS) -> Vec<[f64; PROBABILITIES.len()]> {
    let by_probability = PROBABILITIES.map(|p| {
        let level = (1.0 - 2.0 * p).abs();
        let forecast = fitted.predict(HORIZONS.len(), (level > 0.0).then_some(level)).unwrap();
        match forecast.intervals {
            None => forecast.point,
            Some(interval) if p < 0.5 => interval.lower,
            Some(interval) => interval.upper,
        }
    });
    (0..HORIZONS.len())
        .map(|at| by_probability.each_ref().map(|logs| Scale::Log.back(logs[at])))
        .collect()
}

#[test]
fn log_crps_is_below_that_of_autoets_on_logs() {
    for search in [AutoETS::non_seasonal(), AutoETS::non_seasonal().damped(true).unwrap()] {
        let (mut ours, mut theirs, mut forecasts) = (0.0, 0.0, 0.0);
        for country in countries() {
            for origin in (2000..=2016).step_by(2) {
                let logs: Vec<f64> = country
                    .run(Year::new(origin).unwrap())
                    .iter()
                    .map(|&value| Scale::Log.forward(value))
                    .collect();
                let rivals = quantiles(&search.fit(&logs).unwrap());
                let made = replay(Method::Model, &country, years(origin, origin), &HORIZONS, 2);
                assert_eq!(made.len(), rivals.len());
                for (forecast, rival) in made.iter().zip(&rivals) {
                    let target = Year::new(origin + forecast.horizon).unwrap();
                    let Some(actual) = country.value(target) else {
                        continue;
                    };
                    ours += crps(Scale::Log, &forecast.quantiles(), actual);
                    theirs += crps(Scale::Log, rival, actual);
                    forecasts += 1.0;
                }
            }
        }
        let (ours, theirs) = (ours / forecasts, theirs / forecasts);
        assert!(forecasts > 900.0, "{forecasts}");
        assert!(ours < theirs, "{ours} is not below {theirs}");
    }
}
