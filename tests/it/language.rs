//! What is understood of English sentences.

use std::fmt::Write as _;
use std::sync::LazyLock;

use energycompute::language::{self, Lexicon, Reading};
use energycompute::model::catalog::Catalog;
use energycompute::model::claim::{Matter, Question, check, statement};
use energycompute::model::estimate::Outlook;
use energycompute::model::sampling::Plan;
use energycompute::model::year::Year;
use energycompute::seed;
use proptest::prelude::*;

pub(crate) static CATALOG: LazyLock<Catalog> = LazyLock::new(|| seed::embedded().unwrap());
static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(&CATALOG));

/// Sentences of the press and of conversation, in our own words.
const SENTENCES: &str = include_str!("../data/sentences.txt");

pub(crate) fn read(text: &str) -> Reading {
    language::read(&LEXICON, &CATALOG, text, Year::new(2026))
}

/// The claims of a sentence in words, or why there is none.
fn told(text: &str) -> String {
    let reading = read(text);
    let told = reading.claims.iter().map(|each| statement(&CATALOG, &each.claim));
    let told = told.collect::<Vec<_>>().join(" | ");
    reading.reason.map_or(told, |reason| format!("{reason:?}"))
}

/// Questions of English that are settled, each by a sentence and what is understood of it.
const SETTLED: &[(&str, &str)] = &[
    // A hedge makes it approximate; "nearly" too.
    (
        "China generated roughly 10,000 TWh of electricity in 2024.",
        "The electricity generation of China in 2024 is about 10000 TWh",
    ),
    // Scales and odd units.
    (
        "Total electricity use in China came to 10.4 trillion kilowatt-hours in 2025.",
        "The electricity demand of China in 2025 is 10400 TWh",
    ),
    (
        "China finished 2025 with 38.9 billion kW of generating capacity.",
        "The installed generating capacity of China in 2025 is 38900 GW",
    ),
    (
        "China generated 10万亿千瓦时 of electricity in 2024.",
        "The electricity generation of China in 2024 is 10000 TWh",
    ),
    (
        "US commercial customers paid 13.4¢/kWh in 2025.",
        "The industrial electricity price of the United States in 2025 is 134 USD/MWh",
    ),
    (
        "Power in India emits 0.67 kg CO2 per kWh.",
        "The carbon intensity of generation of India is 670 gCO2e/kWh",
    ),
    // More than all of a total is a multiple of it.
    (
        "China generated 133 % of the world's electricity in 2024.",
        "The electricity generation of China in 2024 is 1.33 times that of the world",
    ),
    // Multiples, and the same the other way round.
    (
        "Three times more electricity is made in China than in the US.",
        "The electricity generation of China is 3 times that of the United States",
    ),
    (
        "US electricity generation is less than half of China's.",
        "The electricity generation of the United States is less than 0.5 times that of China",
    ),
    (
        "China makes 40 percent more power than the United States and the European Union put together.",
        "The electricity generation of China is 1.4 times that of the United States and the European Union",
    ),
    (
        "Industrial power in France costs a third less than in Germany.",
        "The industrial electricity price of France is 0.666666666667 times that of Germany",
    ),
    // Both metrics where the wording fits both.
    (
        "By 2026 China's power generation capacity could be three times America's.",
        "The installed generating capacity of China in 2026 is 3 times that of the United States",
    ),
    // Shares of a region, and of all electricity.
    (
        "A third of the planet's installed generating capacity stands in China.",
        "The installed generating capacity of China is one in 3 of that of the world",
    ),
    (
        "Data centers made up 4.4 percent of US electricity use in 2023.",
        "The data-centre electricity use of the United States in 2023 is 4.4 % of the electricity demand of the United States",
    ),
    (
        "Two of every five kilowatt-hours generated in the world in 2025 were low-carbon.",
        "The low-carbon share of generation of the world in 2025 is one in 2.5",
    ),
    // Growth, differences and changes.
    (
        "EU carbon intensity fell by more than 40 per cent between 2010 and 2025.",
        "The carbon intensity of generation of the European Union falls by more than 40 % from 2010 to 2025",
    ),
    (
        "China's capacity grew by over 500 gigawatts during 2025.",
        "The installed generating capacity of China grows by more than 500 GW from 2024 to 2025",
    ),
    (
        "From 2010 to 2024 China added more generation than the rest of the world combined.",
        "The increase in the electricity generation of China from 2010 to 2024 is more than that of the world without China",
    ),
    // Denials are folded where they can be.
    (
        "Canadian generation isn't above 700 TWh.",
        "The electricity generation of Canada is at most 700 TWh",
    ),
    (
        "It is false that Chinese electricity is less carbon-intensive than America's.",
        "The carbon intensity of generation of China is at least that of the United States",
    ),
    (
        "China does not generate three times as much electricity as the US.",
        "It is not so that the electricity generation of China is 3 times that of the United States",
    ),
    // Two claims in one sentence; what the second leaves out is as in the first.
    (
        "Brazil got 87% of its electricity from renewables in 2025 and Canada 64%.",
        "The renewable share of generation of Brazil in 2025 is 87 % | The renewable share of generation of Canada in 2025 is 64 %",
    ),
    (
        "U.S. generation went from 4,391 TWh in 2024 to 4,520 TWh in 2025.",
        "The electricity generation of the United States in 2025 is 4520 TWh | The electricity generation of the United States in 2024 is 4391 TWh",
    ),
    // What follows in a clause of its own.
    (
        "Russian power stations put out 1.19 trillion kilowatt-hours in 2025, slightly less than in 2024.",
        "The electricity generation of Russia in 2025 is 1190 TWh | The electricity generation of Russia in 2025 is less than in 2024",
    ),
    (
        "Chinese factories pay about 9 cents a kilowatt-hour, roughly the same as their American rivals.",
        "The industrial electricity price of China is about 90 USD/MWh | The industrial electricity price of China is about the same as that of the United States",
    ),
    // What limits, of one region whose limits are known.
    (
        "Electricity, not chips, will be the limiting factor for AI in America by 2028.",
        "The AI computing power of the United States in 2028 is limited by power",
    ),
    ("Power is the binding constraint on AI in Germany.", "NoQuantity"),
    // Nothing to judge.
    ("China will win the AI race.", "NoQuantity"),
    ("Should the US build more gas plants?", "NoAssertion"),
    ("Coal made up 54% of Chinese generation in 2025.", "OutOfScope"),
    ("Mongolia's data centres will use 3 TWh in 2030.", "NoData"),
];

#[test]
fn each_settled_question_of_english_is_settled_so() {
    for &(text, expected) in SETTLED {
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
    let numbers = ["0", "0 GW", "0 %", "1e", "99999999999999999999999 TWh", "-1", "0-0"];
    let words: Vec<&str> = SENTENCES.split_whitespace().chain(numbers).collect();
    prop::collection::vec(prop::sample::select(words), 0..40).prop_map(|words| words.join(" "))
}

/// Spans lie within the text, numbers are numbers, and a probability is one.
fn is_sound(text: &str) -> Result<(), TestCaseError> {
    let reading = read(text);
    let reference = CATALOG.tables().scenarios.get("reference").unwrap();
    for each in &reading.claims {
        let told = statement(&CATALOG, &each.claim);
        prop_assert!(!told.contains("NaN") && !told.contains("inf "), "{told}: {text:?}");
        let matter = Matter::Structured(each.claim.clone());
        let question = Question { matter, tolerance: None, plan: Plan::default(), said: None };
        let found = check(&Outlook::new(&CATALOG, reference), &question);
        let is_one = found.probability.is_none_or(|p| (0.0..=1.0).contains(&p));
        prop_assert!(is_one, "{:?}: {text:?}", found.probability);
    }
    let claims = reading.claims.iter().flat_map(|each| [each.number.clone(), each.span.clone()]);
    for span in claims.chain(reading.unread) {
        prop_assert!(text.get(span.clone()).is_some(), "{span:?} of {text:?}");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_text_is_read_soundly(text in any::<String>()) {
        is_sound(&text)?;
    }

    #[test]
    fn any_words_are_read_soundly(text in nonsense()) {
        is_sound(&text)?;
    }
}

#[test]
fn a_number_that_takes_its_unit_from_another_may_be_nothing() {
    is_sound("require 0 GW, globe 0").unwrap();
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
