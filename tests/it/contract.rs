//! The contract as a golden file: a field's name, number or type that changes
//! shows up as a difference.

use std::fmt::Write as _;

use energycompute::wire::pb;
use prost::Message;
use prost_types::field_descriptor_proto::{Label, Type};
use prost_types::{
    DescriptorProto, EnumDescriptorProto, FieldDescriptorProto, FileDescriptorProto,
    FileDescriptorSet, ServiceDescriptorProto,
};

fn field(field: &FieldDescriptorProto) -> String {
    let label = match (field.label(), field.proto3_optional()) {
        (Label::Repeated, _) => "repeated ",
        (_, true) => "optional ",
        _ => "",
    };
    let kind = match field.r#type() {
        Type::Message | Type::Enum => field.type_name().trim_start_matches('.').to_owned(),
        other => other.as_str_name().trim_start_matches("TYPE_").to_lowercase(),
    };
    let choice =
        if field.oneof_index.is_some() && !field.proto3_optional() { " oneof" } else { "" };
    format!("{} = {}: {label}{kind}{choice}", field.name(), field.number())
}

fn message(text: &mut String, prefix: &str, message: &DescriptorProto) {
    let name = format!("{prefix}.{}", message.name());
    writeln!(text, "message {name}").unwrap();
    for each in &message.field {
        writeln!(text, "  {}", field(each)).unwrap();
    }
    for nested in &message.nested_type {
        self::message(text, &name, nested);
    }
}

fn enumeration(text: &mut String, prefix: &str, each: &EnumDescriptorProto) {
    writeln!(text, "enum {prefix}.{}", each.name()).unwrap();
    for value in &each.value {
        writeln!(text, "  {} = {}", value.name(), value.number()).unwrap();
    }
}

fn service(text: &mut String, prefix: &str, each: &ServiceDescriptorProto) {
    writeln!(text, "service {prefix}.{}", each.name()).unwrap();
    for method in &each.method {
        let stream = if method.server_streaming() { "stream " } else { "" };
        let (input, output) = (method.input_type(), method.output_type());
        writeln!(text, "  {}({input}) -> {stream}{output}", method.name()).unwrap();
    }
}

fn ours() -> Vec<FileDescriptorProto> {
    let set = FileDescriptorSet::decode(pb::DESCRIPTOR_SET).unwrap();
    let mut files: Vec<_> =
        set.file.into_iter().filter(|file| file.package() == "energycompute.v1").collect();
    files.sort_by(|a, b| a.name().cmp(b.name()));
    files
}

#[test]
fn names_numbers_and_types_stay() {
    let mut text = String::new();
    for file in ours() {
        let package = file.package();
        file.service.iter().for_each(|each| service(&mut text, package, each));
        file.message_type.iter().for_each(|each| message(&mut text, package, each));
        file.enum_type.iter().for_each(|each| enumeration(&mut text, package, each));
    }
    insta::assert_snapshot!(text);
}

#[test]
fn no_field_is_unsigned() {
    let unsigned = [Type::Uint32, Type::Uint64, Type::Fixed32, Type::Fixed64];
    for file in ours() {
        for message in &file.message_type {
            for field in &message.field {
                assert!(!unsigned.contains(&field.r#type()), "{}.{}", message.name(), field.name());
            }
        }
    }
}

#[test]
fn reflection_carries_the_comments() {
    for file in ours() {
        let locations = file.source_code_info.clone().unwrap().location;
        assert!(locations.iter().any(|at| at.leading_comments.is_some()), "{}", file.name());
    }
}
