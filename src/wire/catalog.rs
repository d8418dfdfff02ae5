//! The CatalogService on the wire: what the model knows, a page at a time.

mod claims;
mod coverage;
mod figures;
mod machines;
mod metrics;
mod model_info;
mod parameters;
mod places;

pub use claims::{get_claim, list_claims};
pub use figures::{get_figure, list_figures};
pub use machines::{list_accelerators, list_workloads};
pub use metrics::list_metrics;
pub use model_info::model_info;
pub use parameters::{list_assumptions, list_scenarios, list_sources};
pub use places::{list_regions, list_sites};

use super::check;
use super::names;
use super::page::Page;
use super::pb;
use super::violations::{Fault, Violations};
use crate::model::catalog::{Band, Catalog, Named, RegionId, Table};

/// Longest name that is looked up, bytes.
const MAX_NAME: usize = 200;

/// Why an entry was not found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Faults in the request.
    Violations(Violations),
    /// A well-formed name that does not exist.
    NotFound {
        /// What was asked for: `figure` or `claim`.
        kind: &'static str,
        /// The name as the service writes it.
        name: String,
        /// Names that are most like it, best first.
        nearest: Vec<String>,
    },
}

/// The page that a request without filters asks for.
fn page(catalog: &Catalog, list: &str, size: i32, token: &str) -> Result<Page, Violations> {
    let mut violations = Violations::default();
    let page = Page::parse(catalog, Some([list]), (size, token), &mut violations);
    violations.finish(page)
}

/// The region of a filter; an empty one filters nothing.
fn filter_region(catalog: &Catalog, code: &str) -> Result<Option<RegionId>, Fault> {
    if code.is_empty() { Ok(None) } else { names::region(catalog, code).map(Some) }
}

/// The code of a filter as it enters a page token.
fn filter_code(catalog: &Catalog, region: Option<RegionId>) -> &str {
    region.map_or("", |region| catalog.code(region))
}

/// The entry of a name, which may be given with or without the kind's prefix.
fn find<'c, T: Named>(
    table: &'c Table<T>,
    (kind, prefix): (&'static str, &str),
    name: &str,
) -> Result<&'c T, Refusal> {
    let mut violations = Violations::default();
    let checked = violations.take("name", check::text(name, 1..=MAX_NAME));
    violations.finish(checked).map_err(Refusal::Violations)?;
    let bare = name.strip_prefix(prefix).unwrap_or(name);
    table.get(bare).ok_or_else(|| {
        let nearest = names::nearest(bare, table.iter().map(Named::name));
        Refusal::NotFound {
            kind,
            name: format!("{prefix}{bare}"),
            nearest: nearest.into_iter().map(|name| format!("{prefix}{name}")).collect(),
        }
    })
}

const fn band(band: Band) -> pb::Band {
    let Band { low, central, high } = band;
    pb::Band { low, central, high }
}

#[cfg(test)]
mod tests;
