//! Lines as JSON: `{"timestamp": ..., "level": ..., FIELDS, "target": ..., "span": {...}}`.
//!
//! They are those of `tracing_subscriber`'s own format, written straight into the line: that one goes
//! through a tree of values for each span and through a serializer for each event, for
//! four times as long.

mod text;

use std::cell::Cell;
use std::fmt::{self, Debug, Write};

use tracing::field::{Field, Visit};
use tracing::{Event, Subscriber};
use tracing_subscriber::field::RecordFields;
use tracing_subscriber::fmt::format::Writer;
use tracing_subscriber::fmt::time::FormatTime as _;
use tracing_subscriber::fmt::{FmtContext, FormatEvent, FormatFields, FormattedFields};
use tracing_subscriber::registry::LookupSpan;

use super::clock::Clock;
use text::Text;

/// Bytes of a usual line.
const USUAL: usize = 384;

thread_local! {
    /// What the last line of a thread was written in.
    static SPARE: Cell<String> = const { Cell::new(String::new()) };
}

/// An event as an object on a line of its own.
#[derive(Debug)]
pub(super) struct Lines;

impl<S, N> FormatEvent<S, N> for Lines
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    N: for<'w> FormatFields<'w> + 'static,
{
    fn format_event(
        &self,
        context: &FmtContext<'_, S, N>,
        mut writer: Writer<'_>,
        event: &Event<'_>,
    ) -> fmt::Result {
        let known = event.metadata();
        let mut line = SPARE.take();
        line.clear();
        line.reserve(USUAL);
        line.push_str("{\"timestamp\":\"");
        Clock.format_time(&mut Writer::new(&mut line))?;
        line.push_str("\",\"level\":\"");
        line.push_str(known.level().as_str());
        line.push('"');
        let mut fields = Object { text: &mut line, is_begun: true, state: Ok(()) };
        event.record(&mut fields);
        fields.state?;
        line.push_str(",\"target\":\"");
        Text(&mut line).write_str(known.target())?;
        line.push('"');
        let parent = event.parent().and_then(|id| context.span(id));
        if let Some(span) = parent.or_else(|| context.lookup_current()) {
            line.push_str(",\"span\":{");
            if let Some(fields) = span.extensions().get::<FormattedFields<N>>() {
                line.push_str(fields);
                line.push_str(if fields.is_empty() { "" } else { "," });
            }
            line.push_str("\"name\":\"");
            Text(&mut line).write_str(span.name())?;
            line.push_str("\"}");
        }
        line.push_str("}\n");
        writer.write_str(&line)?;
        if line.capacity() <= 2 * USUAL {
            SPARE.set(line);
        }
        Ok(())
    }
}

/// The fields of a span, as they stand within an object.
#[derive(Debug)]
pub(super) struct Fields;

impl<'w> FormatFields<'w> for Fields {
    fn format_fields<R: RecordFields>(&self, mut text: Writer<'w>, fields: R) -> fmt::Result {
        let mut object = Object { text: &mut text, is_begun: false, state: Ok(()) };
        fields.record(&mut object);
        object.state
    }

    fn add_fields(
        &self,
        current: &'w mut FormattedFields<Self>,
        fields: &tracing::span::Record<'_>,
    ) -> fmt::Result {
        let is_begun = !current.is_empty();
        let mut object = Object { text: &mut current.fields, is_begun, state: Ok(()) };
        fields.record(&mut object);
        object.state
    }
}

/// An object that is being written, between its braces.
struct Object<'o, W> {
    text: &'o mut W,
    /// Whether a field stands before the next.
    is_begun: bool,
    state: fmt::Result,
}

impl<W: Write> Object<'_, W> {
    fn entry(&mut self, field: &Field, value: impl FnOnce(&mut W) -> fmt::Result) {
        if self.state.is_ok() {
            self.state = self.name(field).and_then(|()| value(self.text));
        }
    }

    fn name(&mut self, field: &Field) -> fmt::Result {
        self.text.write_str(if self.is_begun { ",\"" } else { "\"" })?;
        self.is_begun = true;
        Text(self.text).write_str(field.name())?;
        self.text.write_str("\":")
    }
}

impl<W: Write> Visit for Object<'_, W> {
    fn record_f64(&mut self, field: &Field, value: f64) {
        if value.is_finite() {
            self.entry(field, |text| write!(text, "{value:?}"));
        } else {
            self.entry(field, |text| text.write_str("null"));
        }
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.entry(field, |text| write!(text, "{value}"));
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.entry(field, |text| write!(text, "{value}"));
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.entry(field, |text| text.write_str(if value { "true" } else { "false" }));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.entry(field, |text| {
            text.write_char('"')?;
            Text(text).write_str(value)?;
            text.write_char('"')
        });
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.entry(field, |text| {
            text.write_char('"')?;
            write!(Text(text), "{value:?}")?;
            text.write_char('"')
        });
    }
}

#[cfg(test)]
mod tests;
