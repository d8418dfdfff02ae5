//! What is kept of the model's estimates is what it would work out again.

use energycompute::model::estimate::Outlook;
use energycompute::model::metric::Metric;
use energycompute::model::year::Year;
use energycompute::seed;

#[test]
fn an_estimate_is_the_same_when_it_is_asked_for_again() {
    let catalog = seed::embedded().unwrap();
    let mut count = 0;
    // The first is the reference, whose estimates are kept; the others must find none of them.
    for scenario in &catalog.tables().scenarios {
        let outlook = Outlook::new(&catalog, scenario);
        for (region, metric) in catalog
            .region_ids()
            .flat_map(|region| Metric::ALL.iter().map(move |&metric| (region, metric)))
        {
            for (year, month) in [(2019, None), (2025, None), (2025, Some(6)), (2028, None)] {
                let year = Year::new(year).unwrap();
                let worked_out = outlook.anew().estimate(region, metric, year, month);
                count += usize::from(worked_out.is_ok());
                let worked_out = format!("{worked_out:?}");
                for _time in 0..2 {
                    let mut again = outlook.estimate(region, metric, year, month);
                    for known in again.iter_mut().flat_map(|known| &mut known.evidence) {
                        // What is kept has room for what replies say of it.
                        known.written = None;
                    }
                    assert_eq!(format!("{again:?}"), worked_out, "{}", scenario.name);
                }
            }
        }
    }
    assert!(count > 2_000, "{count} estimates");
}
