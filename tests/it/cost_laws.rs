//! Laws of costs that hold for every input: linear in the load, dearer with
//! price, PUE and carbon price, level at a break-even that is fed back, the same
//! whatever the order of sites.

use energycompute::model::catalog::Catalog;
use energycompute::model::cost::{self, Answer, Chip, Measure, Question, SiteSpec, Variable, Work};
use energycompute::model::estimate::Outlook;
use energycompute::model::number::Quantiles;
use energycompute::model::sampling::Plan;
use energycompute::seed;
use proptest::prelude::*;
use std::sync::LazyLock;

static CATALOG: LazyLock<Catalog> = LazyLock::new(|| seed::embedded().unwrap());

/// Accelerators that the sites draw from.
const CHIPS: [&str; 3] = ["nvidia-h100-sxm", "nvidia-gb200-nvl72", "huawei-ascend-910c"];

fn chip(name: &str) -> Chip<'static> {
    Chip::Listed(CATALOG.tables().accelerators.get(name).unwrap())
}

prop_compose! {
    fn site()(
        region in prop::sample::select(vec!["US", "CN", "DE"]),
        name in prop::sample::select(CHIPS.to_vec()),
        price in 20.0..200.0_f64,
        pue in 1.05..1.8_f64,
        carbon in 20.0..700.0_f64,
        duty in 0.3..1.0_f64,
        mfu in 0.1..0.6_f64,
        scale in 0.5..3.0_f64,
    ) -> SiteSpec<'static> {
        SiteSpec {
            id: String::new(),
            preset: None,
            region: CATALOG.find_region(region).unwrap(),
            price: Some(price),
            pue: Some(pue),
            carbon_lifecycle: Some(carbon),
            carbon_direct: Some(carbon),
            chip: Some(chip(name)),
            duty: Some(duty),
            mfu: Some(mfu),
            energy_scale: Some(scale),
        }
    }
}

const PRESETS: [&str; 6] = [
    "us-virginia",
    "us-texas",
    "cn-hub-west-subsidised",
    "cn-average-industrial",
    "de-industrial",
    "no-wholesale-plus",
];

/// A site as the catalog has it.
fn preset(name: &str) -> SiteSpec<'static> {
    let known = CATALOG.tables().sites.get(name).unwrap();
    SiteSpec {
        id: String::new(),
        preset: Some(known),
        region: known.region,
        price: None,
        pue: None,
        carbon_lifecycle: None,
        carbon_direct: None,
        chip: None,
        duty: None,
        mfu: None,
        energy_scale: None,
    }
}

fn work() -> impl Strategy<Value = Work<'static>> {
    prop_oneof![
        (1.0..500.0_f64).prop_map(Work::ItLoad),
        (100.0..1e5_f64).prop_map(Work::Accelerators),
        (1e22..1e26_f64).prop_map(|flop| Work::Training(flop, None)),
    ]
}

fn question(
    sites: Vec<SiteSpec<'static>>,
    work: Work<'static>,
    carbon_price: f64,
) -> Question<'static> {
    let named =
        |(place, site): (usize, SiteSpec<'static>)| SiteSpec { id: place.to_string(), ..site };
    Question {
        sites: sites.into_iter().enumerate().map(named).collect(),
        work,
        hours: 8_760.0,
        years: None,
        baseline: 0,
        carbon_price,
        include_capital: true,
        plan: Plan::new(7, 256).unwrap(),
    }
}

fn ask(question: &Question<'static>) -> Answer<'static> {
    let scenario = CATALOG.tables().scenarios.get("reference").unwrap();
    cost::compare(&Outlook::new(&CATALOG, scenario), question, None).unwrap()
}

fn central(question: &Question<'static>, measure: Measure) -> f64 {
    ask(question).sites[1].central.get(measure).unwrap()
}

fn with(
    question: &Question<'static>,
    change: impl FnOnce(&mut Question<'static>),
) -> Question<'static> {
    let mut changed = question.clone();
    change(&mut changed);
    changed
}

fn near(got: f64, want: f64, tolerance: f64) -> bool {
    (got - want).abs() <= tolerance * want.abs()
}

/// Quantiles of every amount at every site and of its ratio to the first site's, to the last bit.
fn told(catalog: &Catalog, question: &Question<'_>) -> Vec<u64> {
    let scenario = catalog.tables().scenarios.get("reference").unwrap();
    let sampled = cost::compare(&Outlook::new(catalog, scenario), question, None).unwrap().sampled;
    let mut quantiles = Quantiles::new(&[0.1, 0.5, 0.9], catalog.points());
    let mut all = sampled.probability_cheapest().to_vec();
    for (site, measure) in
        (0..question.sites.len()).flat_map(|site| Measure::ALL.map(|of| (site, of)))
    {
        let Some((own, first)) = sampled.get(site, measure).zip(sampled.get(0, measure)) else {
            continue;
        };
        all.extend(quantiles.of(own));
        all.extend(quantiles.of_ratio(own, first));
    }
    all.into_iter().map(f64::to_bits).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4))]

    #[test]
    fn what_was_asked_before_changes_nothing(
        sites in prop::collection::vec(site(), 3), work in work(), loads in prop::collection::vec(1.0..500.0_f64, 3),
    ) {
        let [fresh, asked] = [(); 2].map(|()| seed::embedded().unwrap());
        // Of the usual plan, draws themselves are kept.
        let question = Question { plan: Plan::default(), ..question(sites, work, 30.0) };
        for load in loads {
            told(&asked, &with(&question, |question| question.work = Work::ItLoad(load)));
        }
        told(&asked, &with(&question, |question| question.sites.reverse()));
        prop_assert_eq!(told(&asked, &question), told(&fresh, &question));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn costs_are_linear_in_the_load(sites in prop::collection::vec(site(), 2), load in 1.0..500.0_f64, factor in 0.1..9.0_f64) {
        let once = question(sites, Work::ItLoad(load), 30.0);
        let more = with(&once, |question| question.work = Work::ItLoad(load * factor));
        for measure in [Measure::Accelerators, Measure::Energy, Measure::Capital, Measure::Total, Measure::Delivered] {
            prop_assert!(near(central(&more, measure), factor * central(&once, measure), 1e-12));
        }
        prop_assert!(near(central(&more, Measure::CostOfCompute), central(&once, Measure::CostOfCompute), 1e-12));
    }

    #[test]
    fn dearer_with_price_pue_and_carbon_price(sites in prop::collection::vec(site(), 2), work in work(), more in 1.01..2.0_f64) {
        let base = question(sites, work, 30.0);
        let cost = |question: &Question<'static>| central(question, Measure::CostOfCompute);
        let changes: [fn(&mut Question<'static>, f64); 3] = [
            |question, more| question.sites[1].price = question.sites[1].price.map(|price| price * more),
            |question, more| question.sites[1].pue = question.sites[1].pue.map(|pue| pue * more),
            |question, more| question.carbon_price *= more,
        ];
        for change in changes {
            prop_assert!(cost(&with(&base, |question| change(question, more))) > cost(&base));
        }
    }

    #[test]
    fn a_break_even_fed_back_gives_parity(sites in prop::collection::vec(site(), 2), work in work(), carbon_price in 0.0..100.0_f64) {
        let base = question(sites, work, carbon_price);
        for turn in ask(&base).break_evens.into_iter().filter(|turn| turn.reachable) {
            let value = turn.value.unwrap();
            let level = with(&base, |question| {
                let site = &mut question.sites[turn.site];
                match turn.variable {
                    Variable::ElectricityPrice => site.price = Some(value),
                    Variable::Pue => site.pue = Some(value),
                    Variable::EnergyPerFlop => site.energy_scale = Some(value),
                    Variable::Duty => site.duty = Some(value),
                    Variable::CarbonPrice => question.carbon_price = value,
                    Variable::AcceleratorPrice => {
                        let Some(Chip::Listed(known)) = site.chip else { panic!("listed") };
                        let (tflops, watts) = (known.dense_bf16_tflops, known.all_in_it_w.unwrap());
                        site.chip = Some(Chip::Custom { tflops, watts, price: Some(value) });
                    }
                }
            });
            if turn.variable == Variable::AcceleratorPrice && !shares_servers(&base, turn.site) {
                continue; // a custom accelerator takes the servers of the world
            }
            let costs: Vec<f64> =
                ask(&level).sites.iter().map(|site| site.central.cost_of_compute()).collect();
            prop_assert!(near(costs[1], costs[0], 1e-9), "{turn:?}: {costs:?}");
        }
    }

    #[test]
    fn sites_in_another_order_are_the_same_sites(mut sites in prop::collection::vec(site(), 3), work in work()) {
        let forward = ask(&question(sites.clone(), work, 10.0));
        sites.reverse();
        let backward = ask(&question(sites, work, 10.0));
        for place in 0..3 {
            let (one, other) = (&forward.sites[place], &backward.sites[2 - place]);
            prop_assert_eq!(one.central, other.central);
            prop_assert!((one.probability_cheapest - other.probability_cheapest).abs() < 1e-12);
        }
    }

    #[test]
    fn a_site_is_told_alike_whoever_stands_beside_it(
        names in prop::sample::subsequence(PRESETS.to_vec(), 4).prop_shuffle(), work in work(),
    ) {
        let told = |beside: &[&str]| {
            let sites = beside.iter().map(|name| preset(name)).collect();
            let answer = ask(&question(sites, work, 0.0));
            Measure::ALL.map(|measure| {
                let own = answer.sampled.get(0, measure)?;
                Some(own.quantiles(&[0.1, 0.5, 0.9]).into_iter().map(f64::to_bits).collect::<Vec<_>>())
            })
        };
        prop_assert_eq!(told(&names[..2]), told(&[names[0], names[2], names[3]]));
    }

    #[test]
    fn bands_are_ordered(sites in prop::collection::vec(site(), 2), work in work()) {
        let answer = ask(&question(sites, work, 10.0));
        for measure in Measure::ALL {
            let Some(drawn) = answer.sampled.get(1, measure) else { continue };
            let quantiles = drawn.quantiles(&[0.01, 0.1, 0.5, 0.9, 0.99]);
            prop_assert!(quantiles.is_sorted(), "{measure:?}: {quantiles:?}");
        }
    }
}

/// Whether a site's accelerator has no server assumption of its own.
fn shares_servers(question: &Question<'static>, site: usize) -> bool {
    let inputs = ask(question).sites[site].inputs.clone();
    inputs.iter().any(|input| input.parameter == "assumptions/server_and_network/WORLD")
}
