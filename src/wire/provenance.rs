//! Sources and how numbers came about, on the wire.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::date;
use super::once;
use super::pb::{self, told};
use crate::model::catalog::{Basis, Rank, Source, Stance};

/// How a number came about, as it is sent.
pub(super) const fn basis(basis: Basis) -> pb::Basis {
    match basis {
        Basis::Reported => pb::Basis::Reported,
        Basis::Projected => pb::Basis::Projected,
        Basis::Derived => pb::Basis::Derived,
        Basis::Assumed => pb::Basis::Assumed,
        Basis::Overridden => pb::Basis::Overridden,
    }
}

/// What evidence says, as it is sent.
pub(super) const fn stance(stance: Stance) -> pb::Stance {
    match stance {
        Stance::Supports => pb::Stance::Supports,
        Stance::Contradicts => pb::Stance::Contradicts,
        Stance::Context => pb::Stance::Context,
    }
}

const fn rank(rank: Rank) -> pb::SourceRank {
    match rank {
        Rank::OfficialStatistic => pb::SourceRank::OfficialStatistic,
        Rank::Dataset => pb::SourceRank::Dataset,
        Rank::ResearchNote => pb::SourceRank::ResearchNote,
        Rank::Press => pb::SourceRank::Press,
        Rank::GeneralKnowledge => pb::SourceRank::GeneralKnowledge,
    }
}

/// A source as it is sent.
pub(super) fn source(source: &Source) -> told::Source<'_> {
    let Source { name, title, publisher, published, license, rank: own_rank, uri, written: _ } =
        source;
    told::Source {
        name: name.into(),
        title: title.into(),
        publisher: publisher.into(),
        published: published.map(date::tell),
        license: license.into(),
        rank: rank(*own_rank).into(),
        uri: uri.into(),
    }
}

/// The sources that a reply names: each is told once, however often it is used.
#[derive(Debug, Default)]
pub(super) struct Sources<'c> {
    /// In order of name.
    named: Vec<&'c Source>,
}

impl<'c> Sources<'c> {
    /// Tells of a source from now on.
    pub(super) fn note(&mut self, source: &'c Source) {
        let place = self.named.binary_search_by(|known| known.name.cmp(&source.name));
        if let Err(place) = place {
            self.named.insert(place, source);
        }
    }

    /// The key of a source, which is told from now on.
    pub(super) fn name(&mut self, source: &'c Source) -> Cow<'c, str> {
        self.note(source);
        (&source.name).into()
    }

    /// The same, for a message that owns it.
    pub(super) fn key(&mut self, source: &'c Source) -> String {
        self.name(source).into_owned()
    }

    /// The keys of several sources, each once and in order of name.
    pub(super) fn keys(&mut self, sources: impl IntoIterator<Item = &'c Source>) -> Vec<String> {
        let mut keys: Vec<String> = sources.into_iter().map(|source| self.key(source)).collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    /// Every source named, by key.
    pub(super) fn told(self) -> Vec<(Cow<'c, str>, once::Source<'c>)> {
        self.named.into_iter().map(|known| ((&known.name).into(), once::Source(known))).collect()
    }

    /// The same, for a message that owns them.
    pub(super) fn into_pb(self) -> BTreeMap<String, pb::Source> {
        let told = self.named.into_iter();
        told.map(|known| (known.name.clone(), source(known).into())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::sample;

    #[test]
    fn a_source_is_told_once() {
        let (first, second) = (sample::source("b"), sample::source("a"));
        let mut sources = Sources::default();
        assert_eq!(sources.key(&first), "b");
        assert_eq!(sources.keys([&*first, &*second, &*first]), ["a", "b"]);
        let told: Vec<String> = sources.into_pb().into_keys().collect();
        assert_eq!(told, ["a", "b"]);
    }
}
