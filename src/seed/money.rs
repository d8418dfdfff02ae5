//! Tables `exchange_rates.csv` and `price_index.csv`.

use super::cell::{self, Parsed, refuse};
use super::entries::{Book, Entries};
use super::fault::Log;
use super::references::References;
use super::row::{Read, Row, entry};
use super::sheet::Layout;
use crate::model::catalog::{ExchangeRate, PriceIndex};

pub(super) static RATES: Layout = Layout {
    file: "exchange_rates.csv",
    noun: "exchange rate",
    header: "currency,year,units_per_usd,basis,source,confidence,note",
    is_ordered: false,
};

pub(super) static PRICES: Layout = Layout {
    file: "price_index.csv",
    noun: "price level",
    header: "index,region,year,value,unit,source,confidence,note",
    is_ordered: false,
};

/// Reads the exchange rates.
pub(super) fn rates(book: &Book, refs: &References, log: &mut Log) -> Entries<ExchangeRate> {
    let rates = book.read(&RATES, log, |row| {
        let basis = row.text("basis");
        let rate = rate(row, refs);
        basis.and(rate)
    });
    rates.unique(log, "year", |rate| (&rate.currency, rate.year));
    rates
}

fn rate(row: &mut Row<'_>, refs: &References) -> Read<ExchangeRate> {
    entry!(ExchangeRate {
        currency: row.get("currency", currency),
        year: row.get("year", cell::year),
        units_per_usd: row.get("units_per_usd", cell::positive),
        source: row.get("source", |name| refs.source(name)),
        confidence: row.get("confidence", cell::fraction),
    })
}

fn currency(cell: &str) -> Parsed<String> {
    let is_code = cell.len() == 3 && cell.bytes().all(|byte| byte.is_ascii_uppercase());
    if is_code { Ok(cell.to_owned()) } else { refuse(format!("\"{cell}\" is not a currency code")) }
}

/// Reads the price levels; there is one index, so that a year is its key.
pub(super) fn prices(book: &Book, refs: &References, log: &mut Log) -> Entries<PriceIndex> {
    let prices = book.read(&PRICES, log, |row| {
        let index = row.text("index").zip(row.text("unit"));
        let region = row.get("region", |code| refs.region(code));
        let price = price(row, refs);
        index.and(region).and(price)
    });
    prices.unique(log, "year", |price| price.year);
    prices
}

fn price(row: &mut Row<'_>, refs: &References) -> Read<PriceIndex> {
    entry!(PriceIndex {
        year: row.get("year", cell::year),
        value: row.get("value", cell::positive),
        source: row.get("source", |name| refs.source(name)),
        confidence: row.get("confidence", cell::fraction),
    })
}
