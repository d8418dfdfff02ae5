//! Writes for each message of a file the code that appends its fields, which `src/wire/encode.rs`
//! says how to write.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use prost_types::field_descriptor_proto::{Label, Type};
use prost_types::{DescriptorProto, FieldDescriptorProto};

/// The code for the messages of a package. Messages within messages are only those that maps stand for.
pub(crate) fn encoders<'m>(messages: impl Iterator<Item = &'m DescriptorProto>) -> String {
    messages.map(encoder).collect()
}

fn encoder(message: &DescriptorProto) -> String {
    let fields: String = in_order(message).into_values().collect();
    let bytes = if fields.is_empty() { "_bytes" } else { "bytes" };
    format!(
        "impl crate::wire::encode::Fields for {} {{\n\
         fn write_fields(&self, {bytes}: &mut Vec<u8>) {{\n{fields}}}\n}}\n",
        message.name()
    )
}

/// The code of each field, or of several of which one is set, by the lowest number.
fn in_order(message: &DescriptorProto) -> BTreeMap<i32, String> {
    let mut code = BTreeMap::new();
    let mut choices: BTreeMap<i32, Vec<&FieldDescriptorProto>> = BTreeMap::new();
    for field in &message.field {
        match field.oneof_index {
            Some(index) if !field.proto3_optional() => {
                choices.entry(index).or_default().push(field);
            }
            _ => {
                let (how, name) = (kind(message, field), field.name());
                let number = field.number();
                let call = format!("crate::wire::encode::{how}({number}, &self.{name}, bytes);\n");
                code.insert(number, call);
            }
        }
    }
    for (choice, fields) in message
        .oneof_decl
        .iter()
        .zip(0..)
        .filter_map(|(choice, index)| Some((choice.name(), choices.get(&index)?)))
    {
        // A message may be called what Rust keeps for itself: `Override`.
        let path = format!("r#{}::{}", snake(message.name()), camel(choice));
        let mut arms = String::new();
        for field in fields {
            let (variant, number) = (camel(field.name()), field.number());
            let _ = writeln!(
                arms,
                "Some({path}::{variant}(value)) => crate::wire::encode::set({number}, value, bytes),"
            );
        }
        let lowest = fields.iter().map(|field| field.number()).min().unwrap_or_default();
        code.insert(lowest, format!("match &self.{choice} {{\n{arms}None => {{}}\n}}\n"));
    }
    code
}

/// Which function of `src/wire/encode.rs` writes a field.
fn kind(message: &DescriptorProto, field: &FieldDescriptorProto) -> &'static str {
    let is_map = || {
        let entry = message
            .nested_type
            .iter()
            .find(|nested| field.type_name().rsplit('.').next() == Some(nested.name()));
        entry
            .and_then(|entry| entry.options.as_ref())
            .is_some_and(prost_types::MessageOptions::map_entry)
    };
    match (field.label(), field.r#type()) {
        (Label::Repeated, Type::Message) if is_map() => "map",
        (Label::Repeated, Type::Message | Type::String) => "repeated",
        (Label::Repeated, _) => "packed",
        (_, Type::Message) => "optional",
        _ if field.proto3_optional() => "optional",
        _ => "plain",
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
