//! Every method of this package, read from its own description.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use prost::Message;
use prost_types::FileDescriptorSet;

use super::pb::DESCRIPTOR_SET;

/// Full names as they stand in a path: `energycompute.v1.ProjectionService/CheckClaim`.
pub fn methods() -> &'static BTreeSet<String> {
    static METHODS: LazyLock<BTreeSet<String>> = LazyLock::new(read);
    &METHODS
}

fn read() -> BTreeSet<String> {
    // What the build wrote can be read; without it there would be no names.
    let described = FileDescriptorSet::decode(DESCRIPTOR_SET).unwrap_or_default();
    let mut names = BTreeSet::new();
    for file in &described.file {
        for service in &file.service {
            for method in &service.method {
                let (package, service) = (file.package(), service.name());
                names.insert(format!("{package}.{service}/{}", method.name()));
            }
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::methods;

    #[test]
    fn every_method_has_its_name() {
        assert!(methods().contains("energycompute.v1.ProjectionService/CheckClaim"));
        assert!(methods().contains("energycompute.v1.CatalogService/GetModelInfo"));
        assert!(methods().iter().all(|name| name.starts_with("energycompute.v1.")));
    }
}
