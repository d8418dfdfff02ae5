//! Families of samples that are looked up when a page of metrics is written.

use std::fmt;

use prometheus_client::encoding::{
    DescriptorEncoder, EncodeCounterValue, EncodeGaugeValue, EncodeLabelSet, MetricEncoder,
};
use prometheus_client::metrics::MetricType;

/// Labels of the only sample of a family.
pub const UNLABELED: [(&str, &str); 0] = [];

/// Writes what only rises.
///
/// # Errors
///
/// Fails when the page cannot be written.
pub fn counter<L: EncodeLabelSet, V: EncodeCounterValue>(
    encoder: &mut DescriptorEncoder<'_>,
    name: &str,
    help: &str,
    samples: impl IntoIterator<Item = (L, V)>,
) -> fmt::Result {
    family(encoder, (name, help, MetricType::Counter), samples, |mut sample, value| {
        // An exemplar needs a type even where there is none.
        sample.encode_counter::<L, V, f64>(&value, None)
    })
}

/// Writes what rises and falls.
///
/// # Errors
///
/// Fails when the page cannot be written.
pub fn gauge<L: EncodeLabelSet, V: EncodeGaugeValue>(
    encoder: &mut DescriptorEncoder<'_>,
    name: &str,
    help: &str,
    samples: impl IntoIterator<Item = (L, V)>,
) -> fmt::Result {
    family(encoder, (name, help, MetricType::Gauge), samples, |mut sample, value| {
        sample.encode_gauge(&value)
    })
}

/// How often values were counted, and what they come to.
#[derive(Clone, Debug)]
pub struct Buckets {
    /// All values together.
    pub sum: f64,
    /// How many were above the end before, up to each end.
    pub counts: Vec<(f64, u64)>,
}

/// Writes how values are spread.
///
/// # Errors
///
/// Fails when the page cannot be written.
pub fn histogram<L: EncodeLabelSet>(
    encoder: &mut DescriptorEncoder<'_>,
    name: &str,
    help: &str,
    samples: impl IntoIterator<Item = (L, Buckets)>,
) -> fmt::Result {
    family(encoder, (name, help, MetricType::Histogram), samples, |mut sample, spread| {
        let Buckets { sum, counts } = spread;
        let all = counts.iter().map(|(_, count)| count).sum();
        sample.encode_histogram::<L>(sum, all, &counts, None)
    })
}

/// Writes a name, what it means and what kind it is, and each of its samples as `tell` does.
fn family<L: EncodeLabelSet, V>(
    encoder: &mut DescriptorEncoder<'_>,
    (name, help, kind): (&str, &str, MetricType),
    samples: impl IntoIterator<Item = (L, V)>,
    tell: impl Fn(MetricEncoder<'_>, V) -> fmt::Result,
) -> fmt::Result {
    let mut family = encoder.encode_descriptor(name, &format!("{help}."), None, kind)?;
    samples.into_iter().try_for_each(|(labels, value)| tell(family.encode_family(&labels)?, value))
}
