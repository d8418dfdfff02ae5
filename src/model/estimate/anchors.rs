//! Published forecasts: which ones count, and how they bend a projection.

use std::borrow::Cow;

use super::{Evidence, Outlook, TESTED_YEARS};
use crate::model::catalog::{Anchor, AnchorBand, Basis, RegionId, Stance, Variant};
use crate::model::distribution::{Law, Scale, T4_P90};
use crate::model::metric::Metric;
use crate::model::projection::{anchor_width, combine};
use crate::model::sampling::index;
use crate::model::year::Year;

/// Published forecasts of one year, one a publisher.
pub(super) struct Target<'a, 'c> {
    pub(super) year: Year,
    pub(super) anchors: &'a [&'c Anchor],
}

/// Forecasts by their year, as [`Outlook::forecasts`] has them in order.
pub(super) fn targets<'a, 'c>(
    forecasts: &'a [&'c Anchor],
) -> impl Iterator<Item = Target<'a, 'c>> + Clone {
    let years = forecasts.chunk_by(|one, other| one.year == other.year);
    years.filter_map(|anchors| Some(Target { year: anchors.first()?.year, anchors }))
}

impl<'c> Outlook<'c> {
    /// Forecasts that count: current, no policy target, at the peak where there
    /// are variants; of each publisher the newest for a year. In order of year.
    pub(super) fn forecasts(&self, region: RegionId, metric: Metric) -> Vec<&'c Anchor> {
        let mut newest: Vec<&'c Anchor> = Vec::new();
        let counts = |anchor: &&Anchor| {
            anchor.is_current
                && !anchor.is_target
                && matches!(anchor.variant, None | Some(Variant::Peak))
        };
        for anchor in self.catalog().anchors(region, metric).filter(counts) {
            let is_of_same = |known: &&mut &'c Anchor| {
                known.year == anchor.year && known.publisher == anchor.publisher
            };
            match newest.iter_mut().find(is_of_same) {
                Some(known) if anchor.published > known.published => *known = anchor,
                Some(_) => {}
                None => newest.push(anchor),
            }
        }
        newest.sort_unstable_by_key(|anchor| (anchor.year, anchor.publisher.as_str()));
        newest
    }

    /// A projection bent by published forecasts: blended at their years, in
    /// between by a shift and a ratio of widths that run linearly from none at
    /// the last record; past the last forecast both stay. A forecast beyond the
    /// tested range speaks for its own year alone.
    pub(super) fn bend(
        &self,
        (region, metric): (RegionId, Metric),
        last: Year,
        year: Year,
        model: impl Fn(i32) -> Law,
    ) -> (Law, Vec<Evidence<'c>>) {
        let h = year.since(last);
        let forecasts = self.forecasts(region, metric);
        let ahead = targets(&forecasts).filter(|target| target.year > last);
        if let Some(target) = ahead.clone().find(|target| target.year == year) {
            let (law, _) = combine(&model(h), &target.law(h));
            return (law, target.evidence());
        }
        let mut before = Knot { h: 0, shift: 0.0, ratio: 1.0 };
        let mut nearest = None;
        for target in ahead.filter(|target| target.year.since(last) <= TESTED_YEARS) {
            let knot = Knot::of(&target, last, &model);
            let is_past = knot.h > h;
            nearest = Some(target);
            if is_past {
                before = between(&before, &knot, h);
                break;
            }
            before = knot;
        }
        let evidence = nearest.map(|target| target.evidence()).unwrap_or_default();
        (before.apply(&model(h)), evidence)
    }
}

/// How far a projection is moved at some horizon.
struct Knot {
    h: i32,
    shift: f64,
    ratio: f64,
}

impl Knot {
    fn of(target: &Target<'_, '_>, last: Year, model: impl Fn(i32) -> Law) -> Self {
        let h = target.year.since(last);
        let law = model(h);
        let (blended, _) = combine(&law, &target.law(h));
        Self { h, shift: blended.mu() - law.mu(), ratio: blended.sigma() / law.sigma() }
    }

    fn apply(&self, law: &Law) -> Law {
        Law::symmetric(law.scale(), law.mu() + self.shift, law.sigma() * self.ratio)
    }
}

fn between(before: &Knot, after: &Knot, h: i32) -> Knot {
    let t = f64::from(h - before.h) / f64::from(after.h - before.h);
    Knot {
        h,
        shift: before.shift + t * (after.shift - before.shift),
        ratio: before.ratio + t * (after.ratio - before.ratio),
    }
}

impl<'c> Target<'_, 'c> {
    /// The mean of the publishers' logs, with the width usual at `h` years or
    /// the widest 80 % band that one of them gives.
    pub(super) fn law(&self, h: i32) -> Law {
        let own = self.anchors.iter().filter_map(|anchor| own_width(anchor));
        let sigma = own.fold(anchor_width(h), f64::max);
        if let [only] = self.anchors {
            return Law::around(Scale::Log, only.central, sigma);
        }
        let logs: f64 = self.anchors.iter().map(|anchor| libm::log(anchor.central)).sum();
        Law::log(logs / index(self.anchors.len()), sigma)
    }

    /// Half the range of the publishers' logs, in units of an 80 % band.
    pub(super) fn spread(&self) -> f64 {
        let logs = || self.anchors.iter().map(|anchor| libm::log(anchor.central));
        let (low, high) =
            (logs().fold(f64::INFINITY, f64::min), logs().fold(f64::NEG_INFINITY, f64::max));
        (high - low) / (2.0 * T4_P90)
    }

    pub(super) fn evidence(&self) -> Vec<Evidence<'c>> {
        self.anchors.iter().map(|anchor| evidence_of_anchor(anchor)).collect()
    }
}

/// Width of an anchor that is published with an 80 % band.
fn own_width(anchor: &Anchor) -> Option<f64> {
    let (low, high) = anchor.bounds.filter(|_| anchor.band == AnchorBand::Band80)?;
    Some((libm::log(high) - libm::log(low)) / (2.0 * T4_P90))
}

fn evidence_of_anchor(anchor: &Anchor) -> Evidence<'_> {
    let Anchor { publisher, note: said, .. } = anchor;
    let mut note = String::with_capacity(publisher.len() + said.len() + 24);
    note.push_str("forecast by ");
    note.push_str(publisher);
    note.push_str(" for ");
    anchor.year.write_to(&mut note);
    note.push_str(": ");
    note.push_str(said);
    Evidence {
        name: ["anchors/", &anchor.name].concat().into(),
        source: &anchor.source,
        stance: Stance::Context,
        basis: Basis::Reported,
        disputed: false,
        confidence: None,
        note: Cow::Owned(note),
        value: Some(anchor.central),
        unit: Cow::Borrowed(anchor.metric.unit().symbol()),
        written: None,
    }
}
