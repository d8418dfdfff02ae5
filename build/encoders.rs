//! Writes for each message the code that appends its fields, which `src/wire/encode.rs` says how to write.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use prost_types::field_descriptor_proto::{Label, Type};
use prost_types::{DescriptorProto, FieldDescriptorProto};

/// The code for messages as prost has them.
pub(crate) fn encoders<'m>(messages: impl Iterator<Item = &'m DescriptorProto>) -> String {
    messages.map(|message| encoder(message, message.name(), message.name())).collect()
}

/// The code for a type with the fields of a message, and the message that it stands for.
pub(crate) fn encoder(message: &DescriptorProto, own: &str, whole: &str) -> String {
    let fields: String = in_order(message).into_values().collect();
    let bytes = if fields.is_empty() { "_bytes" } else { "bytes" };
    format!(
        "impl crate::wire::encode::Fields for {own} {{\n\
         type Message = {whole};\n\
         fn write_fields(&self, {bytes}: &mut Vec<u8>) {{\n{fields}}}\n}}\n"
    )
}

/// The code of each field, or of several of which one is set, by the lowest number.
fn in_order(message: &DescriptorProto) -> BTreeMap<i32, String> {
    let mut code = BTreeMap::new();
    let mut choices: BTreeMap<i32, Vec<&FieldDescriptorProto>> = BTreeMap::new();
    for field in &message.field {
        match field.oneof_index {
            Some(choice) if !field.proto3_optional() => {
                choices.entry(choice).or_default().push(field);
            }
            _ => {
                code.insert(field.number(), writer(message, field));
            }
        }
    }
    for (choice, fields) in choices {
        let name = usize::try_from(choice).map(|choice| message.oneof_decl[choice].name());
        let name = name.unwrap_or_default();
        let lowest = fields.iter().map(|field| field.number()).min().unwrap_or_default();
        code.insert(lowest, chooser(message, name, &fields));
    }
    code
}

fn writer(message: &DescriptorProto, field: &FieldDescriptorProto) -> String {
    let (number, name) = (field.number(), field.name());
    let (how, what) = match kind(message, field) {
        Kind::Map(_) => ("map", format!("self.{name}.iter().map(|(name, held)| (name, held))")),
        Kind::Repeated if matches!(field.r#type(), Type::Message | Type::String) => {
            ("repeated", format!("&self.{name}"))
        }
        Kind::Repeated => ("packed", format!("&self.{name}")),
        Kind::Optional => ("optional", format!("self.{name}.as_ref()")),
        Kind::Plain => ("plain", format!("&self.{name}")),
    };
    format!("crate::wire::encode::{how}({number}, {what}, bytes);\n")
}

fn chooser(message: &DescriptorProto, choice: &str, fields: &[&FieldDescriptorProto]) -> String {
    // A message may be called what Rust keeps for itself: `Override`.
    let path = format!("r#{}::{}", snake(message.name()), camel(choice));
    let mut arms = String::new();
    for field in fields {
        let (variant, number) = (camel(field.name()), field.number());
        let call = format!("crate::wire::encode::set({number}, value, bytes)");
        let _ = writeln!(arms, "Some({path}::{variant}(value)) => {call},");
    }
    format!("match &self.{choice} {{\n{arms}None => {{}}\n}}\n")
}

/// How often a field may stand in its message.
pub(crate) enum Kind<'m> {
    /// Always, and it has a default.
    Plain,
    /// Once or not at all.
    Optional,
    /// Any number of times.
    Repeated,
    /// Once a name; with the field of the values.
    Map(&'m FieldDescriptorProto),
}

pub(crate) fn kind<'m>(message: &'m DescriptorProto, field: &FieldDescriptorProto) -> Kind<'m> {
    // Messages within messages are only those that maps stand for.
    let is_entry =
        |nested: &&DescriptorProto| field.type_name().rsplit('.').next() == Some(nested.name());
    let entry = message.nested_type.iter().find(is_entry).and_then(|entry| entry.field.get(1));
    match (field.label(), field.r#type()) {
        (Label::Repeated, Type::Message) => entry.map_or(Kind::Repeated, Kind::Map),
        (Label::Repeated, _) => Kind::Repeated,
        (_, Type::Message) => Kind::Optional,
        _ if field.proto3_optional() => Kind::Optional,
        _ => Kind::Plain,
    }
}

/// `ClaimObject` as the module of its choices: `claim_object`.
fn snake(name: &str) -> String {
    let mut snake = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.push(letter.to_ascii_lowercase());
    }
    snake
}

/// `one_in` as the name of a choice: `OneIn`.
fn camel(name: &str) -> String {
    let word = |word: &str| {
        let (first, rest) = word.split_at(word.len().min(1));
        first.to_ascii_uppercase() + rest
    };
    name.split('_').map(word).collect()
}
