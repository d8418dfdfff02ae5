//! Writes, for what is told most often, messages that borrow their texts from where they are known. They
//! have the fields of those that prost writes, and are written alone, never read.

use std::fmt::Write as _;

use prost_types::field_descriptor_proto::Type;
use prost_types::{DescriptorProto, FieldDescriptorProto};

use crate::encoders::{Kind, encoder, kind};

/// The messages that have one that borrows.
const BORROWING: [&str; 12] = [
    "Assumption",
    "CapacityPart",
    "CapacityRow",
    "CheckClaimResponse",
    "ClaimBreakEven",
    "Evidence",
    "MagnitudeWarning",
    "ProjectCapacityResponse",
    "Reading",
    "RunInfo",
    "Source",
    "Warning",
];

/// Those of them that many replies repeat: `src/wire/once.rs` says how they are held.
const REPEATED: [&str; 2] = ["Evidence", "Source"];

/// The code of the module `told`.
pub(crate) fn told<'m>(messages: impl Iterator<Item = &'m DescriptorProto>) -> String {
    let borrowing = messages.filter(|message| BORROWING.contains(&message.name()));
    let code: String = borrowing.map(twin).collect();
    format!(
        "/// Messages that borrow their texts.\npub mod told {{\nuse std::borrow::Cow;\n{code}}}\n"
    )
}

/// A message that borrows, how it is written, and how it is made one that does not.
fn twin(message: &DescriptorProto) -> String {
    let name = message.name();
    let (mut fields, mut owned) = (String::new(), String::new());
    for field in &message.field {
        let (own, each) = (field.name(), borrowed(field));
        let (held, whole) = match kind(message, field) {
            Kind::Plain => (each, into_owned(field, "told.", own)),
            Kind::Optional => (
                format!("Option<{each}>"),
                format!("told.{own}.map(|each| {})", into_owned(field, "", "each")),
            ),
            Kind::Repeated => (
                format!("Vec<{each}>"),
                format!(
                    "told.{own}.into_iter().map(|each| {}).collect()",
                    into_owned(field, "", "each")
                ),
            ),
            Kind::Map(value) => (
                format!("Vec<(Cow<'a, str>, {})>", borrowed(value)),
                format!(
                    "told.{own}.into_iter().map(|(name, each)| (name.into_owned(), {})).collect()",
                    into_owned(value, "", "each")
                ),
            ),
        };
        let _ = writeln!(fields, "pub {own}: {held},");
        let _ = writeln!(owned, "{own}: {whole},");
    }
    let written = encoder(message, &format!("{name}<'_>"), &format!("super::{name}"));
    format!(
        "#[derive(Clone, Debug, Default, PartialEq)]\n\
         pub struct {name}<'a> {{\n{fields}}}\n\
         {written}\
         impl From<{name}<'_>> for super::{name} {{\n\
         fn from(told: {name}<'_>) -> Self {{\nSelf {{\n{owned}}}\n}}\n}}\n"
    )
}

/// What one value of a field is held as.
fn borrowed(field: &FieldDescriptorProto) -> String {
    match field.r#type() {
        Type::String => "Cow<'a, str>".to_owned(),
        Type::Double => "f64".to_owned(),
        Type::Bool => "bool".to_owned(),
        Type::Int64 => "i64".to_owned(),
        Type::Message if REPEATED.contains(&message_of(field)) => {
            format!("crate::wire::once::{}<'a>", message_of(field))
        }
        Type::Message if borrows(field) => format!("{}<'a>", message_of(field)),
        Type::Message => format!("super::{}", message_of(field)),
        _ => "i32".to_owned(),
    }
}

fn into_owned(field: &FieldDescriptorProto, of: &str, value: &str) -> String {
    match field.r#type() {
        Type::String => format!("{of}{value}.into_owned()"),
        Type::Message if borrows(field) => format!("{of}{value}.into()"),
        _ => format!("{of}{value}"),
    }
}

fn borrows(field: &FieldDescriptorProto) -> bool {
    BORROWING.contains(&message_of(field))
}

/// Name of the message that a field holds.
fn message_of(field: &FieldDescriptorProto) -> &str {
    field.type_name().rsplit('.').next().unwrap_or_default()
}
