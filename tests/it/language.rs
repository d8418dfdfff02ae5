//! What is understood of English sentences.

use std::fmt::Write as _;
use std::sync::LazyLock;

use energycompute::language::{self, Lexicon, Reading, Reason};
use energycompute::model::catalog::Catalog;
use energycompute::model::claim::{
    Comparator, Modal, Object, Quantifier, Referent, RegionSet, ShareSize, Statement,
    StructuredClaim, Subject, When, statement,
};
use energycompute::model::metric::Metric;
use energycompute::model::year::Year;
use energycompute::seed;
use proptest::prelude::*;

static CATALOG: LazyLock<Catalog> = LazyLock::new(|| seed::embedded().unwrap());
static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(&CATALOG));

/// Sentences of the press and of conversation, in our own words.
const SENTENCES: &str = include_str!("../data/sentences.txt");

fn read(text: &str) -> Reading {
    language::read(&LEXICON, &CATALOG, text, Year::new(2026))
}

/// The claims of a sentence in words, or why there is none.
fn told(text: &str) -> String {
    let reading = read(text);
    let told = reading.claims.iter().map(|each| statement(&CATALOG, &each.claim));
    let told = told.collect::<Vec<_>>().join(" | ");
    reading.reason.map_or(told, |reason| format!("{reason:?}"))
}

#[test]
fn each_settled_question_of_english_is_settled_so() {
    for (text, expected) in [
        // A hedge makes it approximate; "nearly" too.
        (
            "China generated roughly 10,000 TWh of electricity in 2024.",
            "Electricity generation of China in 2024 is about 10000 TWh",
        ),
        // Scales and odd units.
        (
            "Total electricity use in China came to 10.4 trillion kilowatt-hours in 2025.",
            "Electricity demand of China in 2025 is exactly 10400 TWh",
        ),
        (
            "China finished 2025 with 38.9 billion kW of generating capacity.",
            "Installed generating capacity of China in 2025 is exactly 38900 GW",
        ),
        (
            "China generated 10万亿千瓦时 of electricity in 2024.",
            "Electricity generation of China in 2024 is exactly 10000 TWh",
        ),
        (
            "US commercial customers paid 13.4¢/kWh in 2025.",
            "Electricity price, industrial of United States in 2025 is exactly 134 USD/MWh",
        ),
        (
            "Power in India emits 0.67 kg CO2 per kWh.",
            "Carbon intensity of generation of India is exactly 670 gCO2e/kWh",
        ),
        // Multiples, and the same the other way round.
        (
            "Three times more electricity is made in China than in the US.",
            "Electricity generation of China is exactly 3 times United States",
        ),
        (
            "US electricity generation is less than half of China's.",
            "Electricity generation of United States is less than 0.5 times China",
        ),
        (
            "China makes 40 percent more power than the United States and the European Union put together.",
            "Electricity generation of China is exactly 1.4 times United States and European Union",
        ),
        (
            "Industrial power in France costs a third less than in Germany.",
            "Electricity price, industrial of France is exactly 0.6666666666666667 times Germany",
        ),
        // Both metrics where the wording fits both.
        (
            "By 2026 China's power generation capacity could be three times America's.",
            "Installed generating capacity of China in 2026 is exactly 3 times United States",
        ),
        // Shares of a region, and of all electricity.
        (
            "A third of the planet's installed generating capacity stands in China.",
            "Installed generating capacity of China is exactly one in 3 of the world",
        ),
        (
            "Data centers made up 4.4 percent of US electricity use in 2023.",
            "Data-centre electricity use of United States in 2023 is exactly 0.044 of United States (electricity demand)",
        ),
        (
            "Two of every five kilowatt-hours generated in the world in 2025 were low-carbon.",
            "Low-carbon share of generation of the world in 2025 is exactly one in 2.5",
        ),
        // Growth, differences and changes.
        (
            "EU carbon intensity fell by more than 40 per cent between 2010 and 2025.",
            "Carbon intensity of generation of European Union in 2025 is less than 0.6 times its earlier value since 2010",
        ),
        (
            "China's capacity grew by over 500 gigawatts during 2025.",
            "Installed generating capacity of China in 2025 changed by more than 500 GW since 2024",
        ),
        (
            "From 2010 to 2024 China added more generation than the rest of the world combined.",
            "The change in electricity generation of China in 2024 is more than that of the world without China",
        ),
        // Denials are folded where they can be.
        (
            "Canadian generation isn't above 700 TWh.",
            "Electricity generation of Canada is at most 700 TWh",
        ),
        (
            "It is false that Chinese electricity is less carbon-intensive than America's.",
            "Carbon intensity of generation of China is at least that of United States",
        ),
        (
            "China does not generate three times as much electricity as the US.",
            "It is not so that electricity generation of China is exactly 3 times United States",
        ),
        // Two claims in one sentence; what the second leaves out is as in the first.
        (
            "Brazil got 87% of its electricity from renewables in 2025 and Canada 64%.",
            "Renewable share of generation of Brazil in 2025 is exactly 0.87 fraction | Renewable share of generation of Canada in 2025 is exactly 0.64 fraction",
        ),
        (
            "U.S. generation went from 4,391 TWh in 2024 to 4,520 TWh in 2025.",
            "Electricity generation of United States in 2025 is exactly 4520 TWh | Electricity generation of United States in 2024 is exactly 4391 TWh",
        ),
        // Nothing to judge.
        ("China will win the AI race.", "NoQuantity"),
        ("Should the US build more gas plants?", "NoAssertion"),
        ("Coal made up 54% of Chinese generation in 2025.", "OutOfScope"),
        ("Mongolia's data centres will use 3 TWh in 2030.", "NoData"),
    ] {
        assert_eq!(told(text), expected, "{text}");
    }
}

#[test]
fn what_is_understood_of_hundreds_of_sentences_stays() {
    let mut all = String::new();
    for text in SENTENCES.lines() {
        writeln!(all, "{text}\n    {}", told(text)).unwrap();
    }
    insta::assert_snapshot!(all);
}

#[test]
fn words_that_had_no_part_are_echoed() {
    let text = "Frankly, China generated 10,583 TWh of shiny electricity in 2025.";
    let reading = read(text);
    let unread: Vec<&str> = reading.unread.iter().map(|span| &text[span.clone()]).collect();
    assert_eq!(unread, ["Frankly", "shiny"]);
    assert_eq!(&text[reading.claims[0].number.clone()], "10,583 TWh");
}

/// Parts of sentences, which together are nonsense more often than not.
fn nonsense() -> impl Strategy<Value = String> {
    let words: Vec<&str> = SENTENCES.split_whitespace().collect();
    prop::collection::vec(prop::sample::select(words), 0..40).prop_map(|words| words.join(" "))
}

fn spans_are_of(text: &str) -> Result<(), TestCaseError> {
    let reading = read(text);
    let claims = reading.claims.iter().flat_map(|each| [each.number.clone(), each.span.clone()]);
    for span in claims.chain(reading.unread) {
        prop_assert!(text.get(span.clone()).is_some(), "{span:?} of {text:?}");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_text_is_read_and_its_spans_lie_within(text in any::<String>()) {
        spans_are_of(&text)?;
    }

    #[test]
    fn any_words_are_read_and_their_spans_lie_within(text in nonsense()) {
        spans_are_of(&text)?;
    }
}

#[test]
fn a_megabyte_of_anything_is_read() {
    for piece in ["9", "(", "1,", "a", "one ", "than as ", "万", "5 GW and "] {
        let text = piece.repeat(1 << 17);
        for sentence in language::sentences(&text) {
            let _reading = read(&text[sentence]);
        }
    }
}

/// Claims as the grammar can tell them apart.
fn claim() -> impl Strategy<Value = StructuredClaim> {
    let metric = prop::sample::select(vec![
        Metric::InstalledCapacity,
        Metric::ElectricityGeneration,
        Metric::ElectricityDemand,
        Metric::PeakDemand,
        Metric::SolarCapacity,
        Metric::WindGeneration,
        Metric::CarbonIntensity,
    ]);
    let region = prop::sample::select(vec!["CN", "US", "IN", "DE", "EU27", "BR"]);
    let comparator = prop::sample::select(vec![
        Comparator::AtLeast,
        Comparator::MoreThan,
        Comparator::AtMost,
        Comparator::LessThan,
        Comparator::Approximately,
        Comparator::Equal,
    ]);
    let value = (1..9_000_u32).prop_map(f64::from);
    (metric, region.clone(), region, comparator, value, 2010..2025_i32, 0..3_u8).prop_filter_map(
        "two regions",
        |(metric, left, right, comparator, value, year, kind)| {
            let set = |code: &str| RegionSet::of(CATALOG.find_region(code).unwrap());
            let right = match kind {
                0 => Object::Quantity { value, unit: Some(metric.unit()) },
                1 if left != right => Object::Ratio {
                    value: value / 1_000.0,
                    of: Referent { regions: Some(set(right)), metric: None, year: None },
                },
                2 if metric.is_additive() => Object::ShareOf {
                    size: ShareSize::Fraction(value / 10_000.0),
                    regions: set("WORLD"),
                    metric: None,
                },
                _ => return None,
            };
            let when = When::Year { year: Year::new(year).unwrap(), month: None };
            let of = Statement::Level;
            Some(StructuredClaim {
                left: Subject { regions: set(left), metrics: vec![metric], when, of },
                comparator,
                right,
                modal: Modal::Asserted,
                quantifier: Quantifier::All,
                negated: false,
                relative_tolerance: None,
            })
        },
    )
}

proptest! {
    #[test]
    fn a_claim_in_words_is_read_as_itself(claim in claim()) {
        let text = statement(&CATALOG, &claim);
        let reading = read(&text);
        prop_assert_eq!(reading.reason, None::<Reason>, "{}", text);
        prop_assert_eq!(reading.claims.len(), 1, "{}", text);
        let again = statement(&CATALOG, &reading.claims[0].claim);
        prop_assert_eq!(again, text);
    }
}
