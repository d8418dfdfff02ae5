//! The first words of a connection, read before anything is set up for it: one
//! that never says them costs nothing but its socket.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, ReadBuf};

/// What every client of HTTP/2 says first.
const PREFACE: &[u8; 24] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

/// A connection whose first words are read again.
#[derive(Debug)]
pub(super) struct Begun<IO> {
    first: [u8; PREFACE.len()],
    read: usize,
    told: usize,
    io: IO,
}

/// Waits for the preface, or for words that cannot become one: whatever they are,
/// who serves the connection judges them.
pub(super) async fn begun<IO: AsyncRead + Unpin>(mut io: IO) -> io::Result<Begun<IO>> {
    let mut first = [0; PREFACE.len()];
    let mut read = 0;
    while read < PREFACE.len() && first[..read] == PREFACE[..read] {
        match io.read(&mut first[read..]).await? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            more => read += more,
        }
    }
    Ok(Begun { first, read, told: 0, io })
}

impl<IO: AsyncRead + Unpin> AsyncRead for Begun<IO> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.told < self.read && buf.remaining() > 0 {
            let end = self.read.min(self.told + buf.remaining());
            buf.put_slice(&self.first[self.told..end]);
            self.told = end;
            return Poll::Ready(Ok(()));
        }
        Pin::new(&mut self.io).poll_read(cx, buf)
    }
}

impl<IO: AsyncWrite + Unpin> AsyncWrite for Begun<IO> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.io).poll_write(cx, buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_shutdown(cx)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.io).poll_write_vectored(cx, bufs)
    }

    fn is_write_vectored(&self) -> bool {
        self.io.is_write_vectored()
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::AsyncReadExt;

    use super::{PREFACE, begun};

    #[tokio::test]
    async fn first_words_are_read_again() {
        for words in
            [&PREFACE[..], b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\nmore", b"GET / HTTP/1.1", b"x"]
        {
            let mut told = Vec::new();
            begun(words).await.unwrap().read_to_end(&mut told).await.unwrap();
            assert_eq!(told, words);
        }
        assert!(begun(&PREFACE[..9]).await.is_err(), "it ended before it began");
        assert!(begun(&b""[..]).await.is_err());
    }
}
