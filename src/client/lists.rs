//! The catalog. A list is asked for page by page and handed over whole, in the
//! message of a single page without a next one.

use super::{Client, Error, within};
use crate::wire::pb;

/// Entries asked for at once: the most that the service gives.
const PAGE_SIZE: i32 = 200;

macro_rules! whole_lists {
    ($($(#[$doc:meta])* $method:ident($request:ty) -> $reply:ty {
        $entries:ident $(, $sources:ident)?
    })*) => {
        impl Client {$(
            $(#[$doc])*
            ///
            /// Begins at the page of the request's token.
            ///
            /// # Errors
            ///
            /// Fails with what the service answered, or with the deadline.
            pub async fn $method(&mut self, mut request: $request) -> Result<$reply, Error> {
                request.page_size = PAGE_SIZE;
                let mut whole = <$reply>::default();
                loop {
                    let asked = self.request(request.clone());
                    let page = within(self.deadline, self.catalog.$method(asked)).await?;
                    whole.$entries.extend(page.$entries);
                    $(whole.$sources.extend(page.$sources);)?
                    if page.next_page_token.is_empty() {
                        return Ok(whole);
                    }
                    if page.next_page_token == request.page_token {
                        return Err(Error::endless(stringify!($method)));
                    }
                    request.page_token = page.next_page_token;
                }
            }
        )*}
    };
}

whole_lists! {
    /// Regions by code.
    list_regions(pb::ListRegionsRequest) -> pb::ListRegionsResponse { regions }
    /// Metrics and what they mean.
    list_metrics(pb::ListMetricsRequest) -> pb::ListMetricsResponse { metrics }
    /// Figures by name.
    list_figures(pb::ListFiguresRequest) -> pb::ListFiguresResponse {
        figures, sources
    }
    /// Claims in the order of the article.
    list_claims(pb::ListClaimsRequest) -> pb::ListClaimsResponse { claims }
    /// Scenarios, the default first.
    list_scenarios(pb::ListScenariosRequest) -> pb::ListScenariosResponse { scenarios }
    /// Site presets by name.
    list_sites(pb::ListSitesRequest) -> pb::ListSitesResponse { sites, sources }
    /// Accelerators by name.
    list_accelerators(pb::ListAcceleratorsRequest) -> pb::ListAcceleratorsResponse {
        accelerators, sources
    }
    /// Workloads by name.
    list_workloads(pb::ListWorkloadsRequest) -> pb::ListWorkloadsResponse { workloads, sources }
    /// Assumptions by parameter and scenario.
    list_assumptions(pb::ListAssumptionsRequest) -> pb::ListAssumptionsResponse {
        assumptions, sources
    }
    /// Sources by name.
    list_sources(pb::ListSourcesRequest) -> pb::ListSourcesResponse { sources }
}

impl Client {
    /// One figure with those that bear on it.
    ///
    /// # Errors
    ///
    /// Fails with what the service answered, or with the deadline.
    pub async fn get_figure(&mut self, name: String) -> Result<pb::GetFigureResponse, Error> {
        let request = self.request(pb::GetFigureRequest { name });
        within(self.deadline, self.catalog.get_figure(request)).await
    }

    /// One claim.
    ///
    /// # Errors
    ///
    /// Fails with what the service answered, or with the deadline.
    pub async fn get_claim(&mut self, name: String) -> Result<pb::GetClaimResponse, Error> {
        let request = self.request(pb::GetClaimRequest { name });
        within(self.deadline, self.catalog.get_claim(request)).await
    }

    /// What the model is and knows.
    ///
    /// # Errors
    ///
    /// Fails with what the service answered, or with the deadline.
    pub async fn get_model_info(&mut self) -> Result<pb::GetModelInfoResponse, Error> {
        let request = self.request(pb::GetModelInfoRequest {});
        within(self.deadline, self.catalog.get_model_info(request)).await
    }
}
