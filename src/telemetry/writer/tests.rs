use std::io::{self, Write};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use super::{Guard, Log, place};
use crate::telemetry::page::Page;

/// Takes nothing until it is let.
struct Shut {
    tried: Sender<()>,
    open: Receiver<()>,
    page: Page,
}

impl Write for Shut {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // Nobody may be there any more.
        let _ = self.tried.send(());
        let _ = self.open.recv();
        self.page.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Waits for it however long it takes.
fn end(guard: &Guard) {
    guard.ask_to_end();
    guard.end.recv().unwrap();
}

#[test]
fn all_lines_are_written_those_of_a_thread_in_order() {
    let page = Page::default();
    let (log, guard) = Log::to(page.clone()).unwrap();
    thread::scope(|scope| {
        for name in ["a", "b", "c"] {
            let log = &log;
            scope.spawn(move || {
                for number in 0..1_000 {
                    // At once, as a line is told.
                    (&mut &*log).write_all(format!("{name} {number}\n").as_bytes()).unwrap();
                }
            });
        }
    });
    end(&guard);
    let (text, dropped) = (page.text(), log.dropped().lines());
    for name in ["a", "b", "c"] {
        let own = text.lines().filter_map(|line| line.strip_prefix(name));
        let numbers: Vec<usize> = own.map(|rest| rest.trim().parse().unwrap()).collect();
        assert_eq!(numbers, (0..1_000).collect::<Vec<_>>(), "{name}");
    }
    assert_eq!((text.lines().count(), dropped), (3_000, 0));
}

#[test]
fn where_nobody_reads_lines_are_dropped_and_counted() {
    let (tried, is_tried) = channel();
    let (let_in, open) = channel();
    let page = Page::default();
    let (log, guard) = Log::to(Shut { tried, open, page: page.clone() }).unwrap();
    writeln!(&mut &log, "first").unwrap();
    is_tried.recv().unwrap();
    // What waits behind it fills its place, whatever is told after that is dropped.
    let line = "x".repeat(1_023);
    for _ in 0..place::MOST / 1_024 + 7 {
        (&mut &log).write_all(format!("{line}\n").as_bytes()).unwrap();
    }
    assert_eq!(log.dropped().lines(), 7);
    drop(let_in);
    end(&guard);
    assert_eq!(page.text().lines().count(), 1 + place::MOST / 1_024);
}

#[test]
fn a_line_after_a_silence_is_written_without_another() {
    let (tried, is_tried) = channel();
    let (let_in, open) = channel();
    let (log, guard) = Log::to(Shut { tried, open, page: Page::default() }).unwrap();
    for number in 0..50 {
        writeln!(&mut &log, "{number}").unwrap();
        is_tried.recv().unwrap();
        let_in.send(()).unwrap();
    }
    drop(let_in);
    end(&guard);
}

#[test]
fn lines_that_cannot_be_written_are_counted() {
    struct Broken;
    impl Write for Broken {
        fn write(&mut self, _bytes: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::BrokenPipe.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let (log, guard) = Log::to(Broken).unwrap();
    (&mut &log).write_all(b"one\n").unwrap();
    (&mut &log).write_all(b"two\n").unwrap();
    end(&guard);
    assert_eq!(log.dropped().lines(), 2);
}
