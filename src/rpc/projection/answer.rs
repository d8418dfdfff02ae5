//! How a request becomes an answer: by one that was kept, at once, or on a thread of its own.

use std::pin::Pin;
use std::sync::Arc;

use arc_swap::Guard;
use tonic::{Request, Response, Status};

use super::ProjectionRpc;
use crate::model::budget::Budget;
use crate::rpc::class::Weight;
use crate::rpc::kept::Told;
use crate::rpc::{self, Library, compute};
use crate::wire::Message;
use crate::wire::encode::Encoded;
use crate::wire::received::Received;

impl ProjectionRpc {
    /// What was answered to the same request before, or what work of some weight makes of it.
    ///
    /// All but heavy work is done before there is anything to wait for, and what waits holds next to nothing:
    /// memory that calls in flight hold is what a cache does not.
    pub(super) fn answer<Q, A>(
        &self,
        request: Request<Received<Q>>,
        weigh: impl FnOnce(&Q) -> Weight,
        work: impl FnOnce(&Library, Q, Budget<'_>) -> Result<Told<A>, Status> + Send + 'static,
    ) -> impl Future<Output = Result<Response<Encoded<A>>, Status>> + Send
    where
        Q: Message + Default + 'static,
        A: 'static,
    {
        let answer = self.found(request, weigh, work);
        async move {
            let told = answer.told().await?;
            self.tally.count(told.verdicts);
            Ok(Response::new(told.reply))
        }
    }

    fn found<Q, A>(
        &self,
        request: Request<Received<Q>>,
        weigh: impl FnOnce(&Q) -> Weight,
        work: impl FnOnce(&Library, Q, Budget<'_>) -> Result<Told<A>, Status> + Send + 'static,
    ) -> Answer<'_, Told<A>>
    where
        Q: Message + Default + 'static,
        A: 'static,
    {
        let (until, received) = (self.deadline(&request), request.into_inner());
        let (library, room) = (self.catalog.look(), self.compute.keeps());
        if let Some(told) = library.kept(room).find(received.name()) {
            self.tally.repeat();
            return Answer::Known(Ok(told));
        }
        let asked = match rpc::read(&received) {
            Ok(asked) => asked,
            Err(refusal) => return Answer::Known(Err(refusal)),
        };
        match weigh(&asked) {
            Weight::Cheap => {
                let told = compute::at_once(until, |budget| work(&library, asked, budget));
                Answer::Known(told.inspect(|told| library.kept(room).keep(received.name(), told)))
            }
            Weight::Heavy => {
                let library = Guard::into_inner(library);
                Answer::Awaited(Box::pin(async move {
                    let known = Arc::clone(&library);
                    let work = move |budget: Budget<'_>| work(&known, asked, budget);
                    let told = self.compute.apart(until, work).await?;
                    library.kept(room).keep(received.name(), &told);
                    Ok(told)
                }))
            }
        }
    }
}

/// An answer that is known, or that is to come. Whoever waits for it carries no room for the work.
enum Answer<'c, T> {
    Known(Result<T, Status>),
    Awaited(Pin<Box<dyn Future<Output = Result<T, Status>> + Send + 'c>>),
}

impl<T> Answer<'_, T> {
    async fn told(self) -> Result<T, Status> {
        match self {
            Self::Known(answer) => answer,
            Self::Awaited(answer) => answer.await,
        }
    }
}
