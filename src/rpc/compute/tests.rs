use std::num::NonZeroUsize;
use std::sync::mpsc;
use std::time::{Duration, Instant};

use tokio::sync::oneshot;
use tonic::Code;
use tonic::codegen::http::HeaderMap;
use tonic_types::StatusExt;

use super::{Compute, Deadline, at_once};
use crate::rpc::status;

fn compute(threads: usize, places: usize) -> Compute {
    let some = |count| NonZeroUsize::new(count).unwrap();
    Compute::new(some(threads), some(places))
}

/// Heavy work that says when it has begun, and ends when it is told.
fn held(
    compute: &Compute,
) -> (oneshot::Receiver<()>, mpsc::Sender<()>, tokio::task::JoinHandle<bool>) {
    let (begun, has_begun) = oneshot::channel();
    let (end, ended) = mpsc::channel();
    let compute = compute.clone();
    let call = tokio::spawn(async move {
        let work = move |_budget: crate::model::budget::Budget<'_>| {
            begun.send(()).unwrap();
            // A sender that is gone means the same as its word.
            let _ = ended.recv();
            Ok(())
        };
        compute.apart(Deadline::default(), work).await.is_ok()
    });
    (has_begun, end, call)
}

#[tokio::test]
async fn a_full_house_refuses_heavy_calls() {
    let compute = compute(1, 1);
    let (begun, end, call) = held(&compute);
    begun.await.unwrap();
    let refused = compute.apart(Deadline::default(), |_| Ok(())).await;
    let refused = refused.unwrap_err();
    assert_eq!(refused.code(), Code::ResourceExhausted);
    let info = refused.get_details_error_info().unwrap();
    assert_eq!((info.reason.as_str(), &info.metadata["limit"][..]), ("TOO_MANY_HEAVY_CALLS", "1"));
    assert!(refused.get_details_retry_info().unwrap().retry_delay.is_some());

    end.send(()).unwrap();
    assert!(call.await.unwrap());
    compute.apart(Deadline::default(), |_| Ok(())).await.unwrap();
    assert_eq!(compute.in_flight(), 0);
}

#[tokio::test]
async fn work_is_told_that_its_caller_has_left() {
    let compute = compute(1, 2);
    let (begun, has_begun) = oneshot::channel();
    let (stopped, has_stopped) = oneshot::channel();
    let at_work = compute.clone();
    let call = tokio::spawn(async move {
        let work = move |budget: crate::model::budget::Budget<'_>| {
            begun.send(()).unwrap();
            while !budget.is_spent() {
                std::hint::spin_loop();
            }
            stopped.send(()).unwrap();
            Ok(())
        };
        at_work.apart(Deadline::default(), work).await
    });
    has_begun.await.unwrap();
    call.abort();
    has_stopped.await.unwrap();
    // The only thread is free again.
    compute.apart(Deadline::default(), |_| Ok(())).await.unwrap();
}

#[tokio::test]
async fn a_deadline_ends_work_and_waiting() {
    let compute = compute(1, 2);
    let soon =
        || Deadline::from_headers(&HeaderMap::new(), Duration::from_millis(20), Instant::now());
    let work = |budget: crate::model::budget::Budget<'_>| {
        while !budget.is_spent() {
            std::hint::spin_loop();
        }
        Ok(())
    };
    for late in [at_once(soon(), work), compute.apart(soon(), work).await] {
        let late = late.unwrap_err();
        assert_eq!(late.code(), Code::DeadlineExceeded);
        assert_eq!(late.get_details_error_info().unwrap().reason, "DEADLINE_EXCEEDED");
    }
    let (begun, end, call) = held(&compute);
    begun.await.unwrap();
    let waited = compute.apart(soon(), |_| Ok(())).await.unwrap_err();
    assert_eq!(waited.code(), Code::DeadlineExceeded);
    end.send(()).unwrap();
    assert!(call.await.unwrap());
}

#[tokio::test]
async fn a_panic_is_one_call_s_own() {
    let compute = compute(1, 1);
    let work =
        |_: crate::model::budget::Budget<'_>| -> Result<(), tonic::Status> { panic!("provoked") };
    let failed = compute.apart(Deadline::default(), work).await.unwrap_err();
    assert_eq!(failed.code(), status::internal().code());
    compute.apart(Deadline::default(), |_| Ok(())).await.unwrap();
}
