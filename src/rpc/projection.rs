//! Handlers of the ProjectionService: parse, ask, answer.

mod answer;

use std::iter;

use tonic::{Request, Response, Status};

use super::class::Weight;
use super::compute::Compute;
use super::deadline::Deadline;
use super::findings::{self, Findings};
use super::kept::Told;
use super::{Library, Shared, Tally, status};
use crate::model::budget::Budget;
use crate::model::{capacity, claim, constraint, cost, sensitivity, series};
use crate::wire::encode::Encoded;
use crate::wire::pb::projection_service_server::ProjectionService;
use crate::wire::pb::told;
use crate::wire::received::Received;
use crate::wire::sensitivity::Asked;
use crate::wire::{self, pb};

/// The ProjectionService over a shared catalog.
#[derive(Clone, Debug)]
pub struct ProjectionRpc {
    catalog: Shared,
    compute: Compute,
    tally: Tally,
}

impl ProjectionRpc {
    /// Answers from the catalog that is current when a call arrives.
    pub const fn new(catalog: Shared, compute: Compute, tally: Tally) -> Self {
        Self { catalog, compute, tally }
    }

    fn deadline<T>(&self, request: &Request<T>) -> Deadline {
        Deadline::of(request, self.compute.longest())
    }
}

/// Judges the claims of one request, and makes something of what is told of them; with their verdicts.
fn check<T>(
    catalog: &Library,
    request: pb::CheckClaimRequest,
    budget: Budget<'_>,
    tell: impl FnOnce(told::CheckClaimResponse<'_>) -> T,
) -> Result<(T, Vec<i32>), Status> {
    let asked = wire::claim::parse(catalog, catalog.lexicon(), request)
        .map_err(|refusal| status::claim(&refusal))?;
    let outlook = asked.options.outlook(catalog).within(budget);
    let judged = asked.questions.iter().map(|question| claim::check(&outlook, question));
    let found: Vec<_> = judged.chain(wire::claim::unread(&asked)).collect();
    let told = wire::claim::reply(catalog, &asked, &found);
    let more = told.more.iter().map(|more| more.verdict);
    let verdicts = iter::once(told.verdict).chain(more).collect();
    Ok((tell(told), verdicts))
}

#[tonic::async_trait]
impl ProjectionService for ProjectionRpc {
    async fn project_capacity(
        &self,
        request: Request<Received<pb::ProjectCapacityRequest>>,
    ) -> Result<Response<Encoded<pb::ProjectCapacityResponse>>, Status> {
        self.answer(request, Weight::of_projection, |catalog, request, budget| {
            let asked = wire::capacity::parse(catalog, request)
                .map_err(|violations| status::violations(&violations))?;
            let outlook = asked.options.outlook(catalog).within(budget);
            let answer = capacity::project(&outlook, &asked.question)
                .map_err(|error| status::model(&error))?;
            Ok(Encoded::of(&wire::capacity::reply(catalog, &asked, &answer)).into())
        })
        .await
    }

    async fn project_series(
        &self,
        request: Request<Received<pb::ProjectSeriesRequest>>,
    ) -> Result<Response<Encoded<pb::ProjectSeriesResponse>>, Status> {
        let question = wire::series::parse(super::read(&request.into_inner())?)
            .map_err(|violations| status::violations(&violations))?;
        let answer = series::project(&question).map_err(|error| status::model(&error))?;
        Ok(Response::new(Encoded::of(&wire::series::reply(&question, &answer))))
    }

    async fn project_compute(
        &self,
        request: Request<Received<pb::ProjectComputeRequest>>,
    ) -> Result<Response<Encoded<pb::ProjectComputeResponse>>, Status> {
        self.answer(request, Weight::heavy, |catalog, request, budget| {
            let asked = wire::constraint::parse(catalog, request)
                .map_err(|violations| status::violations(&violations))?;
            let outlook = asked.options.outlook(catalog).within(budget);
            let answer = constraint::project(&outlook, &asked.question)
                .map_err(|error| status::model(&error))?;
            Ok(Encoded::of(&wire::constraint::reply(catalog, &asked, &answer)).into())
        })
        .await
    }

    async fn compare_costs(
        &self,
        request: Request<Received<pb::CompareCostsRequest>>,
    ) -> Result<Response<Encoded<pb::CompareCostsResponse>>, Status> {
        self.answer(request, Weight::heavy, |catalog, request, budget| {
            let asked = wire::cost::parse(catalog, request)
                .map_err(|violations| status::violations(&violations))?;
            let outlook = asked.options.outlook(catalog).within(budget);
            let mut reply = wire::cost::Reply::new(catalog, &asked);
            for year in asked.question.periods() {
                let answer = cost::compare(&outlook, &asked.question, year)
                    .map_err(|error| status::model(&error))?;
                reply.tell(&answer, budget);
            }
            Ok(Encoded::of(&reply.finish()).into())
        })
        .await
    }

    async fn check_claim(
        &self,
        request: Request<Received<pb::CheckClaimRequest>>,
    ) -> Result<Response<Encoded<pb::CheckClaimResponse>>, Status> {
        self.answer(request, Weight::of_claim, |catalog, request, budget| {
            let told = check(catalog, request, budget, |told| Encoded::of(&told));
            told.map(|(reply, verdicts)| Told { reply, verdicts })
        })
        .await
    }

    async fn batch_check_claims(
        &self,
        request: Request<Received<pb::BatchCheckClaimsRequest>>,
    ) -> Result<Response<Encoded<pb::BatchCheckClaimsResponse>>, Status> {
        use pb::claim_outcome::Outcome;
        self.answer(request, Weight::heavy, |catalog, request, budget| {
            let requests = wire::claim::parse_batch(request)
                .map_err(|violations| status::violations(&violations))?;
            let (mut outcomes, mut verdicts) = (Vec::with_capacity(requests.len()), Vec::new());
            for request in requests {
                budget.check().map_err(|error| status::model(&error))?;
                let outcome = match check(catalog, request, budget, |told| told.into()) {
                    Ok((response, judged)) => {
                        verdicts.extend(judged);
                        Outcome::Response(response)
                    }
                    Err(status) => Outcome::Error(status::to_pb(&status)),
                };
                outcomes.push(pb::ClaimOutcome { outcome: Some(outcome) });
            }
            let reply = Encoded::of(&pb::BatchCheckClaimsResponse { outcomes });
            Ok(Told { reply, verdicts })
        })
        .await
    }

    type CheckDocumentStream = Findings;

    async fn check_document(
        &self,
        request: Request<Received<pb::CheckDocumentRequest>>,
    ) -> Result<Response<Self::CheckDocumentStream>, Status> {
        let until = self.deadline(&request);
        let place = self.compute.enter()?;
        let (catalog, tally) = (self.catalog.load(), self.tally.clone());
        findings::stream(catalog, request.into_inner(), place, until, tally)
            .await
            .map(Response::new)
    }

    async fn analyze_sensitivity(
        &self,
        request: Request<Received<pb::AnalyzeSensitivityRequest>>,
    ) -> Result<Response<Encoded<pb::AnalyzeSensitivityResponse>>, Status> {
        self.answer(request, Weight::heavy, |catalog, request, budget| {
            let asked = wire::sensitivity::parse(catalog, catalog.lexicon(), request)
                .map_err(|refusal| status::claim(&refusal))?;
            let reply = match &asked {
                Asked::Projection(asked) => {
                    let outlook = asked.options.outlook(catalog).within(budget);
                    sensitivity::of_projection(&outlook, &asked.question)
                        .map(|answer| wire::sensitivity::of_projection(catalog, asked, &answer))
                }
                Asked::Costs(asked) => {
                    let outlook = asked.options.outlook(catalog).within(budget);
                    sensitivity::of_costs(&outlook, &asked.question)
                        .map(|answer| wire::sensitivity::of_costs(catalog, asked, &answer))
                }
                Asked::Limits(asked) => {
                    let outlook = asked.options.outlook(catalog).within(budget);
                    // What a row hangs on is told in full alone.
                    let question = constraint::Question { is_full: true, ..asked.question.clone() };
                    constraint::project(&outlook, &question)
                        .map(|answer| wire::sensitivity::of_limits(catalog, asked, &answer))
                }
                Asked::Claim(asked) => {
                    let outlook = asked.options.outlook(catalog).within(budget);
                    let first = asked.questions.first();
                    let answer = first.map(|question| sensitivity::of_claim(&outlook, question));
                    Ok(wire::sensitivity::of_claim(catalog, asked, answer))
                }
            };
            reply.map(|told| Encoded::of(&told).into()).map_err(|error| status::model(&error))
        })
        .await
    }
}
