//! What a connection writes while it is polled goes out when it has been, in one write.
//!
//! h2 gives each reply of more than 256 bytes to the socket alone: a call of the system and
//! a packet for each were a quarter of what a call costs.

use std::cell::Cell;
use std::io::{self, ErrorKind, IoSlice};
use std::mem;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// Bytes that are gathered before they are sent in between.
const MOST: usize = 32 * 1_024;

thread_local! {
    /// What the last words of a thread were gathered in: a cache still holds it, and does not hold new memory.
    static SPARE: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
}

/// A stream as a connection sees it: what is written into it waits for its [`Outbox`].
#[derive(Debug)]
pub(super) struct Gathered<IO>(Arc<Mutex<Gathering<IO>>>);

/// Sends what a connection has written.
#[derive(Debug)]
pub(super) struct Outbox<IO>(Arc<Mutex<Gathering<IO>>>);

/// Both sides of a stream.
pub(super) fn gathered<IO>(io: IO) -> (Gathered<IO>, Outbox<IO>) {
    let shared = Gathering { io, waiting: Vec::new(), sent: 0, is_flushed: true, broken_by: None };
    let shared = Arc::new(Mutex::new(shared));
    (Gathered(Arc::clone(&shared)), Outbox(shared))
}

#[derive(Debug)]
struct Gathering<IO> {
    io: IO,
    waiting: Vec<u8>,
    /// How much of what waits is sent.
    sent: usize,
    is_flushed: bool,
    /// Why nothing can be sent, until the connection has heard of it.
    broken_by: Option<io::Error>,
}

impl<IO: AsyncWrite + Unpin> Gathering<IO> {
    fn put(&mut self, cx: &mut Context<'_>, parts: &[IoSlice<'_>]) -> Poll<io::Result<usize>> {
        self.check()?;
        if self.waiting.len() >= MOST {
            ready!(self.poll_send(cx))?;
        }
        if self.waiting.is_empty() {
            // It is given back when it is sent: most connections are silent most of the time.
            self.waiting = SPARE.take();
            self.waiting.reserve(MOST);
        }
        for part in parts {
            self.waiting.extend_from_slice(part);
        }
        self.is_flushed = false;
        Poll::Ready(Ok(parts.iter().map(|part| part.len()).sum()))
    }

    fn poll_send(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        while self.sent < self.waiting.len() {
            let rest = &self.waiting[self.sent..];
            match ready!(Pin::new(&mut self.io).poll_write(cx, rest))? {
                0 => return Poll::Ready(Err(ErrorKind::WriteZero.into())),
                more => self.sent += more,
            }
        }
        if self.sent > 0 {
            let mut sent = mem::take(&mut self.waiting);
            self.sent = 0;
            sent.clear();
            if sent.capacity() <= 2 * MOST {
                SPARE.set(sent);
            }
        }
        if !self.is_flushed {
            ready!(Pin::new(&mut self.io).poll_flush(cx))?;
            self.is_flushed = true;
        }
        Poll::Ready(Ok(()))
    }
}

impl<IO> Gathering<IO> {
    fn check(&mut self) -> io::Result<()> {
        self.broken_by.take().map_or(Ok(()), Err)
    }
}

impl<IO: AsyncWrite + Unpin> Outbox<IO> {
    /// The outcome of a connection, whose words go out whenever it has been polled.
    pub(super) async fn after<C: Future>(&self, mut connection: Pin<&mut C>) -> C::Output {
        std::future::poll_fn(|cx| {
            let end = connection.as_mut().poll(cx);
            let mut shared = locked(&self.0);
            if let Poll::Ready(Err(error)) = shared.poll_send(cx) {
                shared.broken_by = Some(error);
                cx.waker().wake_by_ref();
            }
            end
        })
        .await
    }
}

impl<IO: AsyncRead + Unpin> AsyncRead for Gathered<IO> {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let mut shared = locked(&self.0);
        shared.check()?;
        Pin::new(&mut shared.io).poll_read(cx, buf)
    }
}

impl<IO: AsyncWrite + Unpin> AsyncWrite for Gathered<IO> {
    fn poll_write(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<io::Result<usize>> {
        locked(&self.0).put(cx, &[IoSlice::new(buf)])
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        locked(&self.0).put(cx, bufs)
    }

    fn is_write_vectored(&self) -> bool {
        true
    }

    /// It will be sent: what asks for it has more to write. Should that fail, who reads next hears of it.
    fn poll_flush(self: Pin<&mut Self>, _cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let mut shared = locked(&self.0);
        shared.check()?;
        ready!(shared.poll_send(cx))?;
        Pin::new(&mut shared.io).poll_shutdown(cx)
    }
}

/// One task has both sides, so that nobody waits.
fn locked<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
