//! Handlers of the ProjectionService: parse, ask, answer.

use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use tonic::{Request, Response, Status};

use super::{Library, Shared, heavy, status};
use crate::model::{capacity, claim, constraint, cost, sensitivity, series};
use crate::wire::pb::projection_service_server::ProjectionService;
use crate::wire::sensitivity::Asked;
use crate::wire::{self, pb};

/// Findings of a document that wait for a caller to read them.
const FINDINGS_AHEAD: usize = 16;

/// The ProjectionService over a shared catalog.
#[derive(Clone, Debug)]
pub struct ProjectionRpc {
    catalog: Shared,
}

impl ProjectionRpc {
    /// Answers from the catalog that is current when a call arrives.
    pub const fn new(catalog: Shared) -> Self {
        Self { catalog }
    }
}

/// Judges the claims of one request.
fn check(
    catalog: &Library,
    request: pb::CheckClaimRequest,
) -> Result<pb::CheckClaimResponse, Status> {
    let asked = wire::claim::parse(catalog, catalog.lexicon(), request)
        .map_err(|refusal| status::claim(&refusal))?;
    let outlook = asked.options.outlook(catalog);
    let found = asked.questions.iter().map(|question| claim::check(&outlook, question)).collect();
    Ok(wire::claim::reply(catalog, &asked, found))
}

#[tonic::async_trait]
impl ProjectionService for ProjectionRpc {
    async fn project_capacity(
        &self,
        request: Request<pb::ProjectCapacityRequest>,
    ) -> Result<Response<pb::ProjectCapacityResponse>, Status> {
        let catalog = self.catalog.load();
        let asked = wire::capacity::parse(&catalog, request.into_inner())
            .map_err(|violations| status::violations(&violations))?;
        let answer = capacity::project(&asked.options.outlook(&catalog), &asked.question)
            .map_err(|error| status::model(&error))?;
        Ok(Response::new(wire::capacity::reply(&catalog, &asked, answer)))
    }

    async fn project_series(
        &self,
        request: Request<pb::ProjectSeriesRequest>,
    ) -> Result<Response<pb::ProjectSeriesResponse>, Status> {
        let question = wire::series::parse(request.into_inner())
            .map_err(|violations| status::violations(&violations))?;
        let answer = series::project(&question).map_err(|error| status::model(&error))?;
        Ok(Response::new(wire::series::reply(&question, &answer)))
    }

    async fn project_compute(
        &self,
        request: Request<pb::ProjectComputeRequest>,
    ) -> Result<Response<pb::ProjectComputeResponse>, Status> {
        let catalog = self.catalog.load();
        heavy::run(move || {
            let asked = wire::constraint::parse(&catalog, request.into_inner())
                .map_err(|violations| status::violations(&violations))?;
            let outlook = asked.options.outlook(&catalog);
            let answer = constraint::project(&outlook, &asked.question)
                .map_err(|error| status::model(&error))?;
            Ok(wire::constraint::reply(&catalog, &asked, &answer))
        })
        .await
    }

    async fn compare_costs(
        &self,
        request: Request<pb::CompareCostsRequest>,
    ) -> Result<Response<pb::CompareCostsResponse>, Status> {
        let catalog = self.catalog.load();
        heavy::run(move || {
            let asked = wire::cost::parse(&catalog, request.into_inner())
                .map_err(|violations| status::violations(&violations))?;
            let outlook = asked.options.outlook(&catalog);
            let mut reply = wire::cost::Reply::new(&catalog, &asked);
            for year in asked.question.periods() {
                let answer = cost::compare(&outlook, &asked.question, year)
                    .map_err(|error| status::model(&error))?;
                reply.tell(&answer);
            }
            Ok(reply.finish())
        })
        .await
    }

    async fn check_claim(
        &self,
        request: Request<pb::CheckClaimRequest>,
    ) -> Result<Response<pb::CheckClaimResponse>, Status> {
        check(&self.catalog.load(), request.into_inner()).map(Response::new)
    }

    async fn batch_check_claims(
        &self,
        request: Request<pb::BatchCheckClaimsRequest>,
    ) -> Result<Response<pb::BatchCheckClaimsResponse>, Status> {
        use pb::claim_outcome::Outcome;
        let catalog = self.catalog.load();
        let requests = wire::claim::parse_batch(request.into_inner())
            .map_err(|violations| status::violations(&violations))?;
        heavy::run(move || {
            let outcome = |request| match check(&catalog, request) {
                Ok(response) => Outcome::Response(response),
                Err(status) => Outcome::Error(status::to_pb(&status)),
            };
            let outcomes = requests.into_iter().map(outcome);
            let outcomes = outcomes.map(|outcome| pb::ClaimOutcome { outcome: Some(outcome) });
            Ok(pb::BatchCheckClaimsResponse { outcomes: outcomes.collect() })
        })
        .await
    }

    type CheckDocumentStream = ReceiverStream<Result<pb::CheckDocumentResponse, Status>>;

    async fn check_document(
        &self,
        request: Request<pb::CheckDocumentRequest>,
    ) -> Result<Response<Self::CheckDocumentStream>, Status> {
        let catalog = self.catalog.load();
        let request = request.into_inner();
        // The sender waits while the caller does not read, and learns when it has left.
        let (sender, receiver) = mpsc::channel(FINDINGS_AHEAD);
        tokio::task::spawn_blocking(move || {
            match wire::document::parse(&catalog, request) {
                Ok(asked) => asked.tell(&catalog, catalog.lexicon(), |part| {
                    sender.blocking_send(Ok(part)).is_ok()
                }),
                Err(violations) => {
                    // A caller that has left does not miss its refusal.
                    let _gone = sender.blocking_send(Err(status::violations(&violations)));
                }
            }
        });
        Ok(Response::new(ReceiverStream::new(receiver)))
    }

    async fn analyze_sensitivity(
        &self,
        request: Request<pb::AnalyzeSensitivityRequest>,
    ) -> Result<Response<pb::AnalyzeSensitivityResponse>, Status> {
        let catalog = self.catalog.load();
        heavy::run(move || {
            let asked = wire::sensitivity::parse(&catalog, catalog.lexicon(), request.into_inner())
                .map_err(|refusal| status::claim(&refusal))?;
            let reply = match &asked {
                Asked::Projection(asked) => {
                    let outlook = asked.options.outlook(&catalog);
                    sensitivity::of_projection(&outlook, &asked.question)
                        .map(|answer| wire::sensitivity::of_projection(&catalog, asked, &answer))
                }
                Asked::Costs(asked) => {
                    let outlook = asked.options.outlook(&catalog);
                    sensitivity::of_costs(&outlook, &asked.question)
                        .map(|answer| wire::sensitivity::of_costs(&catalog, asked, &answer))
                }
                Asked::Limits(asked) => {
                    let outlook = asked.options.outlook(&catalog);
                    // What a row hangs on is told in full alone.
                    let question = constraint::Question { is_full: true, ..asked.question.clone() };
                    constraint::project(&outlook, &question)
                        .map(|answer| wire::sensitivity::of_limits(&catalog, asked, &answer))
                }
                Asked::Claim(asked) => {
                    let outlook = asked.options.outlook(&catalog);
                    let first = asked.questions.first();
                    let answer = first.map(|question| sensitivity::of_claim(&outlook, question));
                    Ok(wire::sensitivity::of_claim(&catalog, asked, answer))
                }
            };
            reply.map_err(|error| status::model(&error))
        })
        .await
    }
}
