use std::future::poll_fn;
use std::io;
use std::pin::{Pin, pin};
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, ReadBuf, duplex};

use super::{MOST, gathered};

/// What was written at once, by a stream that takes so much of it.
struct Writes {
    most: usize,
    sizes: Vec<usize>,
    is_closed: bool,
}

impl AsyncWrite for Writes {
    fn poll_write(
        mut self: Pin<&mut Self>,
        _cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<io::Result<usize>> {
        let taken = buf.len().min(self.most);
        self.sizes.push(taken);
        Poll::Ready(Ok(taken))
    }

    fn poll_flush(self: Pin<&mut Self>, _cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, _cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.is_closed = true;
        Poll::Ready(Ok(()))
    }
}

impl AsyncRead for Writes {
    fn poll_read(
        self: Pin<&mut Self>,
        _cx: &mut Context<'_>,
        _buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

#[tokio::test]
async fn what_is_written_in_one_poll_goes_out_at_once() {
    for (parts, most, expected) in [
        (vec![3, 400, 5], usize::MAX, vec![408]),
        (vec![3, 400, 5], 300, vec![300, 108]),
        (vec![MOST, 1, 2], usize::MAX, vec![MOST, 3]),
        (vec![MOST - 1, 9, 2], usize::MAX, vec![MOST + 8, 2]),
        (vec![], usize::MAX, vec![]),
    ] {
        let writes = Writes { most, sizes: Vec::new(), is_closed: false };
        let (mut stream, outbox) = gathered(writes);
        let connection = pin!(async {
            for part in parts {
                stream.write_all(&vec![b'x'; part]).await.unwrap();
                stream.flush().await.unwrap();
            }
        });
        outbox.after(connection).await;
        assert_eq!(super::locked(&outbox.0).io.sizes, expected);
    }
}

#[tokio::test]
async fn the_end_waits_for_what_was_written() {
    let writes = Writes { most: 10, sizes: Vec::new(), is_closed: false };
    let (mut stream, outbox) = gathered(writes);
    stream.write_all(b"last words").await.unwrap();
    stream.shutdown().await.unwrap();
    let shared = super::locked(&outbox.0);
    assert!(shared.io.is_closed);
    assert_eq!(shared.io.sizes, [10]);
}

#[tokio::test]
async fn a_reader_that_is_slow_gets_everything() {
    let (near, mut far) = duplex(7);
    let (mut stream, outbox) = gathered(near);
    let written = async {
        let connection = pin!(async move {
            for _part in 0..3 {
                stream.write_all(&vec![b'x'; MOST]).await.unwrap();
            }
            stream.shutdown().await.unwrap();
        });
        outbox.after(connection).await;
    };
    let mut told = Vec::new();
    let ((), read) = tokio::join!(written, far.read_to_end(&mut told));
    assert_eq!(read.unwrap(), 3 * MOST);
}

#[tokio::test]
async fn a_broken_stream_is_told() {
    let (near, far) = duplex(7);
    drop(far);
    let (mut stream, outbox) = gathered(near);
    let mut is_written = false;
    let connection = pin!(poll_fn(|cx| {
        if !std::mem::replace(&mut is_written, true) {
            assert!(Pin::new(&mut stream).poll_write(cx, b"x").is_ready());
            return Poll::Pending;
        }
        Pin::new(&mut stream).poll_read(cx, &mut ReadBuf::new(&mut [0]))
    }));
    assert_eq!(outbox.after(connection).await.unwrap_err().kind(), io::ErrorKind::BrokenPipe);
}
