//! The findings of a document as a stream: computed a stretch at a time, no
//! further ahead than the caller reads, and only while it is there.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use tokio::sync::{mpsc, oneshot};
use tokio_stream::Stream;
use tonic::Status;

use super::compute::Place;
use super::deadline::Deadline;
use super::{Library, Tally, status};
use crate::wire::document::Document;
use crate::wire::encode::Encoded;
use crate::wire::pb::DocumentFinding;
use crate::wire::pb::check_document_response::Part;
use crate::wire::received::Received;
use crate::wire::{self, pb};

/// Findings that wait for a caller to read them.
const AHEAD: usize = 16;

/// What is told of a document. It ends with how its making ended: a stream that
/// was cut short never looks like one that is complete.
#[derive(Debug)]
pub struct Findings {
    parts: mpsc::Receiver<Encoded<pb::CheckDocumentResponse>>,
    end: Option<oneshot::Receiver<Status>>,
}

impl Stream for Findings {
    type Item = Result<Encoded<pb::CheckDocumentResponse>, Status>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if let Some(part) = ready!(self.parts.poll_recv(cx)) {
            return Poll::Ready(Some(Ok(part)));
        }
        let Some(end) = &mut self.end else { return Poll::Ready(None) };
        // Whoever makes the findings says how it ended, unless it panicked.
        let end = ready!(Pin::new(end).poll(cx)).unwrap_or_else(|_panic| status::internal());
        self.end = None;
        let is_complete = end.code() == tonic::Code::Ok;
        Poll::Ready((!is_complete).then_some(Err(end)))
    }
}

/// Reads a request, or refuses it, and begins to tell of it.
pub(super) async fn stream(
    catalog: Arc<Library>,
    request: Received<pb::CheckDocumentRequest>,
    place: Place,
    until: Deadline,
    tally: Tally,
) -> Result<Findings, Status> {
    let known = Arc::clone(&catalog);
    let document = place
        .run(until, move |_budget| {
            wire::document::parse(&known, super::read(&request)?)
                .map_err(|violations| status::violations(&violations))
        })
        .await?;
    let (sender, parts) = mpsc::channel(AHEAD);
    let (ended, end) = oneshot::channel();
    tokio::spawn(async move {
        let end = tell(&catalog, document, &place, until, &tally, sender).await;
        // A caller that has left does not miss it.
        let _gone = ended.send(end.err().unwrap_or_else(|| Status::ok("")));
    });
    Ok(Findings { parts, end: Some(end) })
}

/// Sends what is found until all is told, time is over or nobody listens.
async fn tell(
    catalog: &Arc<Library>,
    mut document: Document,
    place: &Place,
    until: Deadline,
    tally: &Tally,
    sender: mpsc::Sender<Encoded<pb::CheckDocumentResponse>>,
) -> Result<(), Status> {
    loop {
        let known = Arc::clone(catalog);
        let stretch = place.run(until, move |budget| {
            let parts = document.next(&known, known.lexicon(), budget);
            Ok((document, parts))
        });
        let (read, parts) = tokio::select! {
            done = stretch => done?,
            () = sender.closed() => return Ok(()),
        };
        let Some(parts) = parts else { return Ok(()) };
        document = read;
        for part in parts {
            if let Some(Part::Finding(DocumentFinding { claim: Some(claim), .. })) = &part.part {
                tally.count(claim.verdicts());
            }
            let sent = until.bound(sender.send(Encoded::of(&part))).await?;
            if sent.is_err() {
                return Ok(());
            }
        }
    }
}
