//! Links between the article's figures and their rivals.

use crate::model::catalog::{Figure, Stance};
use crate::seed::cell::Refusal;
use crate::seed::entries::{Entries, Entry};
use crate::seed::fault::Log;

/// Checks that links lead somewhere and back, and that the article's figures
/// are disputed exactly where a rival contradicts them.
pub(super) fn check(figures: &Entries<Figure>, log: &mut Log) {
    for entry in figures {
        for name in &entry.value.related {
            link(figures, entry, name, log);
        }
        if entry.value.from_article {
            disputed(figures, entry, log);
        }
    }
}

fn link(figures: &Entries<Figure>, entry: &Entry<Figure>, name: &str, log: &mut Log) {
    let fault = match figures.find(name) {
        Err(Refusal::Because(why)) => Some(why),
        Ok(other) if other.from_article == entry.value.from_article => {
            Some(format!("\"{name}\" has the same origin"))
        }
        Ok(other) if !other.related.contains(&entry.value.name) => {
            Some(format!("\"{name}\" does not link back"))
        }
        Ok(_) | Err(Refusal::KnownElsewhere) => None,
    };
    if let Some(message) = fault {
        figures.fault(log, entry, "related", message);
    }
}

fn disputed(figures: &Entries<Figure>, entry: &Entry<Figure>, log: &mut Log) {
    let rivals = entry.value.related.iter();
    // A rival that was left out may be the one that contradicts.
    if rivals.clone().any(|name| figures.may_hold(name)) {
        return;
    }
    let is_contradicted = rivals
        .filter_map(|name| figures.find(name).ok())
        .any(|rival| rival.stance == Some(Stance::Contradicts));
    if is_contradicted != entry.value.disputed {
        let message = if is_contradicted {
            "is false though a related rival contradicts"
        } else {
            "is true though no related rival contradicts"
        };
        figures.fault(log, entry, "disputed", message.to_owned());
    }
}
