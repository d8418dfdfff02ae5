//! Calls of bytes: a method and an encoded request, straight onto the services,
//! and what came back. The fuzz target of the wire is built of this file too.

use std::convert::Infallible;
use std::time::Duration;

use energycompute::rpc::{Compute, MAX_REPLY_BYTES, Shared, Sizes, Tally, methods, routes};
use energycompute::wire::pb;
use http_body_util::{BodyExt as _, Full};
use prost::Message;
use prost_reflect::{DynamicMessage, MethodDescriptor};
use tonic::body::Body;
use tonic::codegen::http::{HeaderMap, Request};
use tonic::codegen::{Bytes, Service as _};
use tonic::service::Routes;
use tonic::{Code, Status};

use crate::promises::{self, POOL};

/// The letter of the first method by name.
const FIRST: u8 = b'A';

/// A method and an encoded request, which may be any bytes.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Asked {
    pub(crate) method: MethodDescriptor,
    pub(crate) bytes: Vec<u8>,
}

impl Asked {
    /// Reads a letter for the method and the encoded request, or the JSON object
    /// `{"method": "ProjectionService/ProjectCapacity", "request": {...}}`.
    pub(crate) fn read(input: &[u8]) -> Option<Self> {
        let (&first, rest) = input.split_first()?;
        if first == b'{' {
            return Self::from_json(std::str::from_utf8(input).ok()?);
        }
        let place = first.checked_sub(FIRST)?;
        let name = methods().iter().nth(place.into())?;
        Some(Self { method: method(name)?, bytes: rest.to_vec() })
    }

    fn from_json(text: &str) -> Option<Self> {
        #[derive(serde::Deserialize)]
        struct Seed {
            method: String,
            request: serde_json::Value,
        }
        let Seed { method: name, request } = serde_json::from_str(text).ok()?;
        let method = method(&format!("energycompute.v1.{name}"))?;
        Some(Self { method, bytes: encoded(&name, request)? })
    }

    /// As a letter and bytes.
    pub(crate) fn write(&self) -> Vec<u8> {
        let name = format!("{}/{}", self.method.parent_service().full_name(), self.method.name());
        let place = methods().iter().position(|known| *known == name).unwrap_or_default();
        let letter = u8::try_from(place).map_or(FIRST, |place| FIRST + place);
        [&[letter], self.bytes.as_slice()].concat()
    }
}

fn method(name: &str) -> Option<MethodDescriptor> {
    let (service, name) = name.split_once('/')?;
    POOL.get_service_by_name(service)?.methods().find(|method| method.name() == name)
}

/// Every method with its messages, for a macro that takes them.
macro_rules! methods_to {
    ($taker:ident) => {
        $taker! {
            "CatalogService/GetClaim": GetClaimRequest GetClaimResponse,
            "CatalogService/GetFigure": GetFigureRequest GetFigureResponse,
            "CatalogService/GetModelInfo": GetModelInfoRequest GetModelInfoResponse,
            "CatalogService/ListAccelerators": ListAcceleratorsRequest ListAcceleratorsResponse,
            "CatalogService/ListAssumptions": ListAssumptionsRequest ListAssumptionsResponse,
            "CatalogService/ListClaims": ListClaimsRequest ListClaimsResponse,
            "CatalogService/ListFigures": ListFiguresRequest ListFiguresResponse,
            "CatalogService/ListMetrics": ListMetricsRequest ListMetricsResponse,
            "CatalogService/ListRegions": ListRegionsRequest ListRegionsResponse,
            "CatalogService/ListScenarios": ListScenariosRequest ListScenariosResponse,
            "CatalogService/ListSites": ListSitesRequest ListSitesResponse,
            "CatalogService/ListSources": ListSourcesRequest ListSourcesResponse,
            "CatalogService/ListWorkloads": ListWorkloadsRequest ListWorkloadsResponse,
            "ProjectionService/AnalyzeSensitivity": AnalyzeSensitivityRequest AnalyzeSensitivityResponse,
            "ProjectionService/BatchCheckClaims": BatchCheckClaimsRequest BatchCheckClaimsResponse,
            "ProjectionService/CheckClaim": CheckClaimRequest CheckClaimResponse,
            "ProjectionService/CheckDocument": CheckDocumentRequest CheckDocumentResponse,
            "ProjectionService/CompareCosts": CompareCostsRequest CompareCostsResponse,
            "ProjectionService/ProjectCapacity": ProjectCapacityRequest ProjectCapacityResponse,
            "ProjectionService/ProjectCompute": ProjectComputeRequest ProjectComputeResponse,
            "ProjectionService/ProjectSeries": ProjectSeriesRequest ProjectSeriesResponse,
        }
    };
}

/// The bytes of a request in canonical JSON.
fn encoded(method: &str, request: serde_json::Value) -> Option<Vec<u8>> {
    macro_rules! of {
        ($($name:literal: $asked:ident $told:ident,)*) => {
            match method {
                $($name => Some(serde_json::from_value::<pb::$asked>(request).ok()?.encode_to_vec()),)*
                _ => None,
            }
        };
    }
    methods_to!(of)
}

/// The bytes that prost writes of a reply.
fn rewritten(method: &str, reply: &Bytes) -> Option<Vec<u8>> {
    macro_rules! of {
        ($($name:literal: $asked:ident $told:ident,)*) => {
            match method {
                $($name => Some(pb::$told::decode(reply.clone()).ok()?.encode_to_vec()),)*
                _ => None,
            }
        };
    }
    methods_to!(of)
}

/// What came back: messages, and how it ended.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) messages: Vec<Bytes>,
    pub(crate) headers: HeaderMap,
    pub(crate) status: Status,
}

/// Both services without a port.
pub(crate) fn services(shared: Shared) -> Routes {
    routes(shared, Compute::default(), Sizes::default(), Tally::default()).prepare()
}

/// Calls, as a client would that waits for so long.
pub(crate) async fn call(mut services: Routes, asked: &Asked, patience: Duration) -> Answer {
    let length = u32::try_from(asked.bytes.len()).unwrap().to_be_bytes();
    let framed = [&[0], length.as_slice(), asked.bytes.as_slice()].concat();
    let path = format!("/{}/{}", asked.method.parent_service().full_name(), asked.method.name());
    let request = Request::post(path)
        .header("content-type", "application/grpc")
        .header("te", "trailers")
        .header("grpc-timeout", format!("{}m", patience.as_millis()))
        .body(Body::new(Full::new(Bytes::from(framed))))
        .unwrap();
    let reply: Result<_, Infallible> = services.call(request).await;
    let Ok(reply) = reply;
    let (parts, body) = reply.into_parts();
    let body = body.collect().await.unwrap();
    let headers = body.trailers().cloned().unwrap_or(parts.headers);
    let status = Status::from_header_map(&headers).unwrap();
    Answer { messages: messages(body.to_bytes()), headers, status }
}

fn messages(mut body: Bytes) -> Vec<Bytes> {
    let mut found = Vec::new();
    while !body.is_empty() {
        let head = body.split_to(5);
        assert_eq!(head[0], 0, "nobody asked for compression");
        let length = u32::from_be_bytes([head[1], head[2], head[3], head[4]]);
        found.push(body.split_to(usize::try_from(length).unwrap()));
    }
    found
}

impl Answer {
    /// Whether the bytes were no request at all: refused by the codec, before any handler.
    pub(crate) fn is_of_no_request(&self) -> bool {
        self.status.code() == Code::Internal
            && self.status.message().starts_with("failed to decode Protobuf message")
    }

    /// Whether it was cut short.
    pub(crate) fn is_late(&self) -> bool {
        self.status.code() == Code::DeadlineExceeded
    }

    /// What is not as the contract says.
    ///
    /// # Errors
    ///
    /// In words, with the field.
    pub(crate) fn keeps(&self, method: &MethodDescriptor) -> Result<(), String> {
        let replies: Vec<DynamicMessage> = self
            .messages
            .iter()
            .map(|bytes| DynamicMessage::decode(method.output(), bytes.clone()))
            .collect::<Result<_, _>>()
            .map_err(|error| error.to_string())?;
        if self.messages.iter().any(|bytes| bytes.len() > MAX_REPLY_BYTES) {
            return Err("a message is larger than is sent".to_owned());
        }
        let path = format!("{}/{}", method.parent_service().name(), method.name());
        if self.messages.iter().any(|bytes| rewritten(&path, bytes).as_deref() != Some(bytes)) {
            return Err("the bytes are not those that prost writes".to_owned());
        }
        replies.iter().try_for_each(promises::kept)?;
        if method.name() == "BatchCheckClaims" {
            let batches = self.messages.iter().map(|bytes| Message::decode(bytes.clone()));
            batches.flatten().try_for_each(|batch| promises::outcomes(&batch))?;
        }
        if self.status.code() != Code::Ok {
            let header: usize = self
                .headers
                .iter()
                .map(|(name, value)| name.as_str().len() + value.len() + 32)
                .sum();
            return promises::refused(&self.status, &method.input(), header);
        }
        if method.is_server_streaming() {
            promises::document(&replies)
        } else if replies.len() == 1 {
            Ok(())
        } else {
            Err(format!("{} messages", replies.len()))
        }
    }
}
