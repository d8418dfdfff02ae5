//! A sheet for each list.

use crate::cli::table::{Cell, Sheet};
use crate::cli::words;
use crate::wire::pb;

pub(super) fn list_regions(reply: &pb::ListRegionsResponse) -> Sheet {
    sheet(["code", "name", "part_of", "synonyms"], &reply.regions, |region| {
        [
            region.code.clone().into(),
            region.display_name.clone().into(),
            region.parent.clone().into(),
            region.synonyms.join("; ").into(),
        ]
    })
}

pub(super) fn list_metrics(reply: &pb::ListMetricsResponse) -> Sheet {
    sheet(["name", "unit", "class", "title"], &reply.metrics, |metric| {
        [
            metric.name.clone().into(),
            words::unit(metric.unit()).into(),
            words::projection_class(metric.projection_class()).into(),
            metric.display_name.clone().into(),
        ]
    })
}

pub(super) fn list_figures(reply: &pb::ListFiguresResponse) -> Sheet {
    figures(&reply.figures)
}

pub(super) fn figures(figures: &[pb::Figure]) -> Sheet {
    let header = [
        "name",
        "region",
        "metric",
        "period",
        "comparator",
        "value",
        "unit",
        "relation",
        "attributed_to",
        "published",
        "stance",
        "disputed",
        "source",
    ];
    sheet(header, figures, |figure| {
        [
            figure.name.clone().into(),
            figure.region.clone().into(),
            metric(figure.metric()),
            words::date(figure.period.as_ref()).into(),
            words::comparator(figure.comparator()).trim_end().into(),
            Cell::Stated(figure.value),
            figure.unit.clone().into(),
            figure.relation.clone().into(),
            figure.attributed_to.clone().into(),
            words::date(figure.published.as_ref()).into(),
            if figure.from_article {
                "article".into()
            } else {
                words::stance(figure.stance()).into()
            },
            if figure.disputed { "disputed".into() } else { "".into() },
            figure.source.clone().into(),
        ]
    })
}

pub(super) fn list_claims(reply: &pb::ListClaimsResponse) -> Sheet {
    sheet(["name", "date", "claimant", "text"], &reply.claims, |claim| {
        [
            claim.name.clone().into(),
            words::date(claim.claim_date.as_ref()).into(),
            claim.claimant.clone().into(),
            claim.text.clone().into(),
        ]
    })
}

pub(super) fn list_scenarios(reply: &pb::ListScenariosResponse) -> Sheet {
    sheet(["name", "title", "description"], &reply.scenarios, |scenario| {
        [
            scenario.name.clone().into(),
            scenario.display_name.clone().into(),
            scenario.description.clone().into(),
        ]
    })
}

pub(super) fn list_sites(reply: &pb::ListSitesResponse) -> Sheet {
    let header = [
        "name",
        "region",
        "accelerator",
        "usd_per_mwh",
        "low",
        "high",
        "price_year",
        "pue",
        "lifecycle_g_per_kwh",
        "direct_g_per_kwh",
        "customer",
    ];
    sheet(header, &reply.sites, |site| {
        let price = site.electricity_price_usd_per_mwh;
        [
            site.name.clone().into(),
            site.region.clone().into(),
            site.accelerator.clone().into(),
            Cell::stated(price.map(|price| price.central)),
            Cell::stated(price.map(|price| price.low)),
            Cell::stated(price.map(|price| price.high)),
            site.price_year.into(),
            Cell::stated(site.pue.map(|pue| pue.central)),
            Cell::stated(site.carbon_lifecycle_g_per_kwh),
            Cell::stated(site.carbon_direct_g_per_kwh),
            site.customer_class.clone().into(),
        ]
    })
}

pub(super) fn list_accelerators(reply: &pb::ListAcceleratorsResponse) -> Sheet {
    let header = [
        "name",
        "vendor",
        "year",
        "bf16_tflops",
        "fp8_tflops",
        "all_in_it_w",
        "memory_gb",
        "price_usd_low",
        "price_usd_high",
        "confidence",
    ];
    sheet(header, &reply.accelerators, |accelerator| {
        [
            accelerator.name.clone().into(),
            accelerator.vendor.clone().into(),
            accelerator.year.into(),
            Cell::Stated(accelerator.dense_bf16_tflops),
            Cell::stated(accelerator.dense_fp8_tflops),
            Cell::stated(accelerator.all_in_it_w),
            Cell::stated(accelerator.memory_gb),
            Cell::stated(accelerator.price_usd_low),
            Cell::stated(accelerator.price_usd_high),
            Cell::Stated(accelerator.confidence),
        ]
    })
}

pub(super) fn list_workloads(reply: &pb::ListWorkloadsResponse) -> Sheet {
    let header = [
        "name",
        "region",
        "year",
        "training_flop",
        "flop_per_year",
        "mfu",
        "mfu_basis",
        "accelerator",
        "accelerators",
        "hours",
        "confidence",
    ];
    sheet(header, &reply.workloads, |workload| {
        [
            workload.name.clone().into(),
            workload.region.clone().into(),
            workload.year.into(),
            Cell::stated(workload.training_flop),
            Cell::stated(workload.inference_flop_per_year),
            Cell::Stated(workload.mfu),
            workload.mfu_basis.clone().into(),
            workload.accelerator.clone().into(),
            Cell::stated(workload.accelerator_count),
            Cell::stated(workload.hours),
            Cell::Stated(workload.confidence),
        ]
    })
}

pub(super) fn list_assumptions(reply: &pb::ListAssumptionsResponse) -> Sheet {
    let header = ["name", "scenario", "low", "central", "high", "unit", "band", "basis", "source"];
    sheet(header, &reply.assumptions, |assumption| {
        let band = assumption.band;
        [
            assumption.name.clone().into(),
            assumption.scenario.clone().into(),
            Cell::stated(band.map(|band| band.low)),
            Cell::stated(band.map(|band| band.central)),
            Cell::stated(band.map(|band| band.high)),
            assumption.unit.clone().into(),
            assumption.band_kind.clone().into(),
            words::basis(assumption.basis()).into(),
            assumption.source.clone().into(),
        ]
    })
}

pub(super) fn list_sources(reply: &pb::ListSourcesResponse) -> Sheet {
    sheet(["name", "published", "rank", "publisher", "title", "uri"], &reply.sources, |source| {
        [
            source.name.clone().into(),
            words::date(source.published.as_ref()).into(),
            words::rank(source.rank()).into(),
            source.publisher.clone().into(),
            source.title.clone().into(),
            source.uri.clone().into(),
        ]
    })
}

fn sheet<T, const N: usize>(
    header: [&str; N],
    entries: &[T],
    row: impl Fn(&T) -> [Cell; N],
) -> Sheet {
    let mut sheet = Sheet::new(header);
    for entry in entries {
        sheet.row(row(entry));
    }
    sheet
}

fn metric(metric: pb::Metric) -> Cell {
    match metric {
        pb::Metric::Unspecified => "".into(),
        metric => words::metric(metric).into(),
    }
}
