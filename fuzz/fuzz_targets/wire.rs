//! Any bytes as a request of any method, through the codec, the handlers and back:
//! every reply and every refusal is as the contract promises, nothing panics, and
//! the same request gives the same bytes.
//!
//! An input is a letter for the method and the encoded request, or the same as
//! JSON, which seeds are written in. Draws are cut to the fewest in all but a few
//! inputs, and whatever takes longer than a second is answered with
//! `DEADLINE_EXCEEDED`: the fuzzer looks for faults, not for load.
#![no_main]

#[path = "../../tests/it/promises.rs"]
mod promises;
#[allow(dead_code, reason = "the tests and the other target use what this one does not")]
#[path = "../../tests/it/raw.rs"]
mod raw;

#[path = "wire/fields.rs"]
mod fields;
#[path = "random.rs"]
mod random;

use std::sync::{LazyLock, Mutex};
use std::time::Duration;

use energycompute::model::catalog::Catalog;
use energycompute::rpc::Shared;
use energycompute::seed;
use libfuzzer_sys::{Corpus, fuzz_mutator, fuzz_target, fuzzer_mutate};
use prost_reflect::prost::Message as _;
use prost_reflect::{DynamicMessage, ReflectMessage as _, Value};
use tokio::runtime::{Builder, Runtime};
use tonic::service::Routes;

use self::raw::{Asked, call, services};

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(1);

/// The fewest draws that can be asked for.
const FEWEST: i32 = 256;

fn catalog() -> Catalog {
    seed::embedded().expect("the embedded catalog is sound")
}

static SERVICES: LazyLock<Mutex<Routes>> =
    LazyLock::new(|| Mutex::new(services(Shared::new(catalog()))));

static RUNTIME: LazyLock<Runtime> =
    LazyLock::new(|| Builder::new_current_thread().enable_time().build().expect("a runtime"));

static WORDS: LazyLock<fields::Words> = LazyLock::new(|| fields::Words::of(&catalog()));

/// The request, where the bytes are one.
fn message(asked: &Asked) -> Option<DynamicMessage> {
    DynamicMessage::decode(asked.method.input(), asked.bytes.as_slice()).ok()
}

/// A request in words.
fn shown(asked: &Asked) -> String {
    let request = message(asked).map(|message| message.to_string()).unwrap_or_default();
    format!("{} {{ {request} }}", asked.method.full_name())
}

/// Cuts whatever number of draws is asked for, and is allowed, to the fewest.
fn with_few_draws(message: &mut DynamicMessage) {
    let descriptor = message.descriptor();
    for field in descriptor.fields() {
        if field.name() == "options" && !message.has_field(&field) {
            message.set_field(&field, Value::default_value_for_field(&field));
        }
        if field.name() == "sample_count" {
            let asked = message.get_field(&field).as_i32().unwrap_or_default();
            if asked == 0 || (asked > FEWEST && asked.count_ones() == 1) {
                message.set_field(&field, Value::I32(FEWEST));
            }
        } else if message.has_field(&field) {
            match message.get_field_mut(&field) {
                Value::Message(inner) => with_few_draws(inner),
                Value::List(all) => all.iter_mut().for_each(|each| {
                    if let Value::Message(inner) = each {
                        with_few_draws(inner);
                    }
                }),
                _ => {}
            }
        }
    }
}

fuzz_target!(|input: &[u8]| -> Corpus {
    let Some(mut asked) = Asked::read(input) else { return Corpus::Reject };
    let mark = input.iter().fold(0_u8, |mark, &byte| mark.wrapping_mul(31).wrapping_add(byte));
    if mark != 0
        && let Some(mut message) = message(&asked)
    {
        with_few_draws(&mut message);
        asked.bytes = message.encode_to_vec();
    }
    let ask = || {
        let services = SERVICES.lock().expect("nobody has panicked").clone();
        RUNTIME.block_on(call(services, &asked, PATIENCE))
    };
    let answer = ask();
    if answer.is_of_no_request() {
        return Corpus::Reject;
    }
    if let Err(why) = answer.keeps(&asked.method) {
        panic!("{why}: {}", shown(&asked));
    }
    if mark.is_multiple_of(8) && !answer.is_late() {
        let again = ask();
        let is_same = again.messages == answer.messages
            && again.status.code() == answer.status.code()
            && again.status.message() == answer.status.message()
            && again.status.details() == answer.status.details();
        assert!(is_same || again.is_late(), "not the same twice: {}", shown(&asked));
    }
    Corpus::Keep
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    let mut random = random::Random::new(seed);
    let asked = Asked::read(&data[..size]);
    let is_text = data.first() == Some(&b'{');
    let message = asked.as_ref().filter(|_| is_text || random.below(4) > 0).and_then(message);
    let (Some(mut asked), Some(mut message)) = (asked, message) else {
        return fuzzer_mutate(data, size, max_size);
    };
    for _ in 0..=random.below(3) {
        fields::change(&mut message, &WORDS, &mut random);
    }
    asked.bytes = message.encode_to_vec();
    let changed = asked.write();
    if changed.len() > max_size {
        return fuzzer_mutate(data, size, max_size);
    }
    data[..changed.len()].copy_from_slice(&changed);
    changed.len()
});
