//! Table `readings.csv`.

use crate::model::catalog::{Claim, ExplicitReading, Figure, Operand, Site};
use crate::seed::cell::{self, Parsed, refuse};
use crate::seed::entries::{Book, Entries};
use crate::seed::fault::Log;
use crate::seed::figures;
use crate::seed::references::References;
use crate::seed::row::{Read, Row, entry};
use crate::seed::series::Recorded;
use crate::seed::sheet::Layout;

pub(in crate::seed) static LAYOUT: Layout = Layout {
    file: "readings.csv",
    noun: "reading",
    header: "claim,interpretation,metric,left,right,note",
    is_ordered: false,
};

/// A reading and the claim it belongs to.
#[derive(Debug)]
pub(in crate::seed) struct Attached {
    pub(super) claim: String,
    pub(super) reading: ExplicitReading,
}

/// What a reading may name.
#[derive(Clone, Copy, Debug)]
pub(in crate::seed) struct Operands<'a> {
    pub(in crate::seed) refs: &'a References,
    pub(in crate::seed) series: &'a Entries<Recorded>,
    pub(in crate::seed) figures: &'a Entries<Figure>,
    pub(in crate::seed) sites: &'a Entries<Site>,
}

/// Reads the table.
pub(in crate::seed) fn read(
    book: &Book,
    operands: Operands<'_>,
    claims: &Entries<Claim>,
    log: &mut Log,
) -> Entries<Attached> {
    let readings = book.read(&LAYOUT, log, |row| attached(row, operands, claims));
    readings.unique(log, "interpretation", |at| (&at.claim, &at.reading.interpretation));
    readings
}

fn attached(row: &mut Row<'_>, operands: Operands<'_>, claims: &Entries<Claim>) -> Read<Attached> {
    let reading = entry!(ExplicitReading {
        interpretation: row.get("interpretation", cell::name),
        metric: row.get("metric", cell::metric),
        left: row.get("left", |text| operands.parse(text)),
        right: row.optional("right", |text| operands.parse(text)),
        note: row.remark("note"),
    });
    let claim = row.get("claim", |name| claims.find(name).map(|claim| claim.name.clone()));
    entry!(Attached { claim, reading })
}

impl Operands<'_> {
    /// `figure:NAME`, `site:NAME` or `record:REGION/METRIC/PERIOD`.
    fn parse(self, text: &str) -> Parsed<Operand> {
        match text.split_once(':') {
            Some(("figure", name)) => {
                self.figures.find(name).map(|figure| Operand::Figure(figure.name.clone()))
            }
            Some(("site", name)) => {
                self.sites.find(name).map(|site| Operand::Site(site.name.clone()))
            }
            Some(("record", path)) => self.record(path),
            _ => refuse(format!(
                "\"{text}\" is not figure:NAME, site:NAME or record:REGION/METRIC/PERIOD"
            )),
        }
    }

    fn record(self, path: &str) -> Parsed<Operand> {
        let record = self.refs.record(path)?;
        let (region, metric, period) = record;
        let is_known = self.series.values().any(|at| at.is_of(record))
            || self.figures.values().any(|figure| figures::is_measured(figure, record));
        // Once a row of either table was left out, it may be the one that is meant.
        if !is_known && self.series.is_whole() && self.figures.is_whole() {
            return refuse(format!("there is no record or measured figure \"{path}\""));
        }
        Ok(Operand::Record { region, metric, period })
    }
}
