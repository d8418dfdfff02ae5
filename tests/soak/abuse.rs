//! Peers who say too little, too much, or nonsense.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};

use crate::Counts;

const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
const DATA: u8 = 0;
const HEADERS: u8 = 1;
const RST_STREAM: u8 = 3;
const SETTINGS: u8 = 4;
const PING: u8 = 6;
const CONTINUATION: u8 = 9;
const END_HEADERS: u8 = 4;

/// How long a peer holds what it has got.
const HOLD: Duration = Duration::from_millis(200);

pub(crate) async fn all(address: String, counts: Arc<Counts>) {
    for kind in (0..9).cycle() {
        if counts.is_over() {
            return;
        }
        let words = match kind {
            0 => Vec::new(),
            1 => b"GET / HTTP/1.1\r\nhost: x\r\n\r\n".to_vec(),
            2 => (0..4_096).map(|byte: u32| byte.to_le_bytes()[0].wrapping_mul(37)).collect(),
            3 => opened([]),
            4 => opened((0..500).flat_map(|call| {
                [begin(call), frame(RST_STREAM, 0, id(call), &[0, 0, 0, 8])].concat()
            })),
            5 => opened((0..2_000).flat_map(|_| frame(PING, 0, 0, b"12345678"))),
            6 => opened((0..2_000).flat_map(|_| frame(SETTINGS, 0, 0, &[]))),
            7 => {
                let first = frame(HEADERS, 0, 1, &[0x83, 0x86]);
                let more = (0..2_000).flat_map(|_| frame(CONTINUATION, 0, 1, b"\x00\x01a\x01b"));
                opened(first.into_iter().chain(more))
            }
            // A message that says it is long, and never comes.
            _ => {
                let half = frame(DATA, 0, 1, &[0, 0, 0x3f, 0xff, 0xff, 1, 2, 3]);
                opened(begin(0).into_iter().chain(half))
            }
        };
        abuse(&address, &words).await;
        counts.abuses.fetch_add(1, Ordering::Relaxed);
    }
}

/// Says it, reads what comes for a while, and leaves without a word.
async fn abuse(address: &str, words: &[u8]) {
    let Ok(mut stream) = TcpStream::connect(address).await else {
        // Too many connections: others hold them.
        return sleep(HOLD).await;
    };
    let mut answer = [0; 4_096];
    let talk = async {
        // The server may hang up before it has heard all of it.
        stream.write_all(words).await?;
        while stream.read(&mut answer).await? > 0 {}
        Ok::<_, std::io::Error>(())
    };
    _ = timeout(HOLD, talk).await;
}

fn opened(more: impl IntoIterator<Item = u8>) -> Vec<u8> {
    PREFACE.iter().copied().chain(frame(SETTINGS, 0, 0, &[])).chain(more).collect()
}

/// Opens a call of CheckClaim.
fn begin(call: u32) -> Vec<u8> {
    const PATH: &[u8] = b"/energycompute.v1.ProjectionService/CheckClaim";
    const KIND: &[u8] = b"application/grpc";
    // POST and http of the static table; path, authority and content type as literals.
    let length = |text: &[u8]| u8::try_from(text.len()).unwrap();
    let block =
        [&[0x83, 0x86, 0x44, length(PATH)][..], PATH, &[0x41, 1, b'x', 0x5f, length(KIND)], KIND];
    frame(HEADERS, END_HEADERS, id(call), &block.concat())
}

/// Clients count their streams by odd numbers.
const fn id(call: u32) -> u32 {
    2 * call + 1
}

fn frame(kind: u8, flags: u8, stream: u32, payload: &[u8]) -> Vec<u8> {
    let length = u32::try_from(payload.len()).unwrap().to_be_bytes();
    [&length[1..], &[kind, flags], &stream.to_be_bytes(), payload].concat()
}
