//! Durations counted into buckets.

use std::time::Duration;

use super::exposition::Page;

/// Upper ends of the buckets, seconds: from a lookup to the longest call.
const ENDS: [f64; 14] =
    [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];

/// How many took how long.
#[derive(Clone, Debug, Default)]
pub struct Histogram {
    counts: [u64; ENDS.len()],
    count: u64,
    sum: Duration,
}

impl Histogram {
    /// Adds one.
    pub fn add(&mut self, took: Duration) {
        let seconds = took.as_secs_f64();
        for (count, end) in self.counts.iter_mut().zip(ENDS) {
            *count += u64::from(seconds <= end);
        }
        self.count += 1;
        self.sum = self.sum.saturating_add(took);
    }

    /// Writes its samples.
    pub fn tell(&self, page: &mut Page, name: &str, labels: &[(&str, &str)]) {
        let bucket = format!("{name}_bucket");
        let ends = ENDS.iter().map(ToString::to_string).chain(["+Inf".to_owned()]);
        for (end, count) in ends.zip(self.counts.iter().chain([&self.count])) {
            let labels = [labels, &[("le", &end)]].concat();
            page.sample(&bucket, &labels, count);
        }
        page.sample(&format!("{name}_sum"), labels, self.sum.as_secs_f64());
        page.sample(&format!("{name}_count"), labels, self.count);
    }
}

#[cfg(test)]
mod tests {
    use super::{Duration, Histogram, Page};

    #[test]
    fn buckets_hold_all_that_took_no_longer() {
        let mut histogram = Histogram::default();
        for millis in [1, 3, 30_000] {
            histogram.add(Duration::from_millis(millis));
        }
        let mut page = Page::default();
        histogram.tell(&mut page, "took_seconds", &[("of", "a \"b\"\\")]);
        let text = page.into_text();
        for line in [
            r#"took_seconds_bucket{of="a \"b\"\\",le="0.0005"} 0"#,
            r#"took_seconds_bucket{of="a \"b\"\\",le="0.001"} 1"#,
            r#"took_seconds_bucket{of="a \"b\"\\",le="0.005"} 2"#,
            r#"took_seconds_bucket{of="a \"b\"\\",le="10"} 2"#,
            r#"took_seconds_bucket{of="a \"b\"\\",le="+Inf"} 3"#,
            r#"took_seconds_sum{of="a \"b\"\\"} 30.004"#,
            r#"took_seconds_count{of="a \"b\"\\"} 3"#,
        ] {
            assert!(text.lines().any(|told| told == line), "{line} is not in\n{text}");
        }
    }
}
