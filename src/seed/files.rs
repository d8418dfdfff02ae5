//! Where the texts of the data files come from.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io;

use super::fault::Log;

macro_rules! embedded {
    ($($name:literal),* $(,)?) => {
        /// Every data file by name, as compiled in.
        const EMBEDDED: &[(&str, &str)] =
            &[$(($name, include_str!(concat!("../../data/", $name)))),*];
    };
}

embedded![
    "accelerators.csv",
    "anchors.csv",
    "assumptions.csv",
    "catalog.toml",
    "claims.csv",
    "exchange_rates.csv",
    "figures.csv",
    "metrics.csv",
    "price_index.csv",
    "readings.csv",
    "regions.csv",
    "scenarios.toml",
    "series.csv",
    "sites.csv",
    "skill.csv",
    "sources.csv",
    "synonyms.csv",
    "workloads.csv",
];

/// The texts of the data files by name.
#[derive(Clone, Debug)]
pub(super) struct Files(BTreeMap<&'static str, Cow<'static, str>>);

impl Files {
    /// Those compiled into the binary.
    pub(super) fn embedded() -> Self {
        Self(EMBEDDED.iter().map(|&(name, text)| (name, Cow::Borrowed(text))).collect())
    }

    /// Those that `read` gives by name. One that cannot be read is a fault.
    pub(super) fn read(mut read: impl FnMut(&str) -> io::Result<String>, log: &mut Log) -> Self {
        let mut texts = BTreeMap::new();
        for &(name, _) in EMBEDDED {
            match read(name) {
                Ok(text) => {
                    texts.insert(name, Cow::Owned(text));
                }
                Err(error) => log.file(name, format!("cannot be read: {error}")),
            }
        }
        Self(texts)
    }

    /// The text of a file, `None` if it could not be read, which is known by then.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(AsRef::as_ref)
    }

    /// The same files but for one text.
    #[cfg(test)]
    pub(super) fn with(mut self, name: &'static str, text: String) -> Self {
        self.0.insert(name, Cow::Owned(text));
        self
    }
}
