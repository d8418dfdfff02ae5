//! Families of samples that are looked up when a page of metrics is written.

use std::fmt;

use prometheus_client::encoding::{
    DescriptorEncoder, EncodeCounterValue, EncodeGaugeValue, EncodeLabelSet,
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
    let mut family =
        encoder.encode_descriptor(name, &format!("{help}."), None, MetricType::Counter)?;
    for (labels, value) in samples {
        // An exemplar needs a type even where there is none.
        family.encode_family(&labels)?.encode_counter::<L, V, f64>(&value, None)?;
    }
    Ok(())
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
    let mut family =
        encoder.encode_descriptor(name, &format!("{help}."), None, MetricType::Gauge)?;
    for (labels, value) in samples {
        family.encode_family(&labels)?.encode_gauge(&value)?;
    }
    Ok(())
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
    let mut family =
        encoder.encode_descriptor(name, &format!("{help}."), None, MetricType::Histogram)?;
    for (labels, Buckets { sum, counts }) in samples {
        let all = counts.iter().map(|(_, count)| count).sum();
        // An exemplar needs a type even where there is none.
        family.encode_family(&labels)?.encode_histogram::<L>(sum, all, &counts, None)?;
    }
    Ok(())
}
