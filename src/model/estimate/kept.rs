//! Estimates that are kept: what is claimed of one region, metric and year is claimed again, with another
//! number, and projected in between. They stay as long as their catalog does and lend what they say, so
//! that there is room for so many; what finds none is worked out each time.

use std::borrow::Cow;
use std::fmt;
use std::iter;
use std::sync::{Arc, OnceLock};

use super::recorded::history;
use super::{Estimate, Evidence};
use crate::model::catalog::{Basis, Catalog, RegionId, Source, Stance};
use crate::model::metric::Metric;
use crate::model::written::Written;
use crate::model::year::Year;

/// Most estimates that are kept, of some 1.5 KB each; a power of two.
const MOST: usize = 4_096;

/// Places where an estimate may stand, one after another.
const TRIES: usize = 4;

/// What an estimate is of.
pub(super) type About = (RegionId, Metric, Year);

/// Estimates of one scenario without a caller's changes.
pub(in crate::model) struct Kept(Box<[OnceLock<Box<Known>>]>);

/// An estimate, and its evidence beside it.
struct Known {
    about: About,
    estimate: Estimate<'static>,
    evidence: Vec<Held>,
}

/// Evidence that owns its words.
struct Held {
    name: String,
    source: Arc<Source>,
    stance: Stance,
    basis: Basis,
    disputed: bool,
    confidence: Option<f64>,
    note: String,
    value: Option<f64>,
    unit: String,
    written: Written,
}

impl Default for Kept {
    fn default() -> Self {
        Self(iter::repeat_with(OnceLock::new).take(MOST).collect())
    }
}

impl fmt::Debug for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.0.iter().filter(|place| place.get().is_some()).count();
        f.debug_tuple("Kept").field(&count).finish()
    }
}

impl Kept {
    /// The estimate, if it is kept.
    pub(super) fn find(&self, about: About) -> Option<Estimate<'_>> {
        let mut standing = self.places(about).map_while(OnceLock::get);
        standing.find(|known| known.about == about).map(|known| known.lend())
    }

    /// Keeps an estimate, if there is room and the catalog knows all of its sources.
    pub(super) fn keep(&self, catalog: &Catalog, about: About, estimate: &Estimate<'_>) {
        let Some(free) = self.places(about).find(|place| place.get().is_none()) else { return };
        let held: Option<Vec<Held>> =
            estimate.evidence.iter().map(|of| Held::of(catalog, of)).collect();
        if let Some(evidence) = held {
            let estimate = without_evidence(estimate);
            // Another may have taken the place: then this one is worked out again.
            _ = free.set(Box::new(Known { about, estimate, evidence }));
        }
    }

    fn places(&self, (region, metric, year): About) -> impl Iterator<Item = &OnceLock<Box<Known>>> {
        /// Any odd number with many bits: neighbors are to stand apart.
        const SPREAD: usize = 0x9e37_79b1;
        let numbers = [region.place(), metric as usize, year.get().unsigned_abs() as usize];
        let mixed = numbers
            .into_iter()
            .fold(0, |mixed: usize, number| (mixed.rotate_left(7) ^ number).wrapping_mul(SPREAD));
        let first = mixed >> 16;
        (first..first.wrapping_add(TRIES)).map(|place| &self.0[place % MOST])
    }
}

impl Known {
    fn lend(&self) -> Estimate<'_> {
        let evidence = self.evidence.iter().map(Held::lend).collect();
        Estimate { evidence, ..self.estimate.clone() }
    }
}

fn without_evidence(estimate: &Estimate<'_>) -> Estimate<'static> {
    let Estimate {
        region,
        metric,
        year,
        law,
        kind,
        basis,
        confidence,
        evidence: _,
        ref parts,
        formula,
        last,
        is_lower_bound,
        ref warnings,
    } = *estimate;
    let (parts, warnings) = (parts.clone(), warnings.clone());
    Estimate {
        kind,
        basis,
        confidence,
        parts,
        formula,
        last,
        is_lower_bound,
        warnings,
        ..history(region, metric, year, law)
    }
}

impl Held {
    fn of(catalog: &Catalog, evidence: &Evidence<'_>) -> Option<Self> {
        let Evidence {
            name,
            source,
            stance,
            basis,
            disputed,
            confidence,
            note,
            value,
            unit,
            written: _,
        } = evidence;
        Some(Self {
            name: name.to_string(),
            source: Arc::clone(catalog.tables().sources.get(&source.name)?),
            stance: *stance,
            basis: *basis,
            disputed: *disputed,
            confidence: *confidence,
            note: note.to_string(),
            value: *value,
            unit: unit.to_string(),
            written: Written::default(),
        })
    }

    fn lend(&self) -> Evidence<'_> {
        let Self { name, source, note, unit, written, .. } = self;
        Evidence {
            name: Cow::Borrowed(name),
            source,
            stance: self.stance,
            basis: self.basis,
            disputed: self.disputed,
            confidence: self.confidence,
            note: Cow::Borrowed(note),
            value: self.value,
            unit: Cow::Borrowed(unit),
            written: Some(written),
        }
    }
}
