"""A projection as a pandas DataFrame: project.py [ADDRESS]

pip install -r requirements.txt && ./generate stubs && PYTHONPATH=stubs python project.py
"""

import json
import sys

import grpc
import pandas as pd
from energycompute.v1 import capacity_pb2, projection_service_pb2_grpc, quantity_pb2

# A name with several addresses is balanced over all of them; what may be tried again is tried up to four times.
SERVICE_CONFIG = {
    "loadBalancingConfig": [{"round_robin": {}}],
    "methodConfig": [
        {
            "name": [{"service": "energycompute.v1.ProjectionService"}],
            "retryPolicy": {
                "maxAttempts": 4,
                "initialBackoff": "0.1s",
                "maxBackoff": "1s",
                "backoffMultiplier": 2,
                "retryableStatusCodes": ["UNAVAILABLE", "RESOURCE_EXHAUSTED"],
            },
        }
    ],
}


def projection(channel, **question):
    """A row a region, metric and year."""
    stub = projection_service_pb2_grpc.ProjectionServiceStub(channel)
    reply = stub.ProjectCapacity(capacity_pb2.ProjectCapacityRequest(**question), timeout=5)
    rows = (
        {
            "region": row.region,
            "metric": quantity_pb2.Metric.Name(row.metric).removeprefix("METRIC_").lower(),
            "year": row.year,
            "low": row.distribution.quantiles[0].value,
            "median": row.distribution.median,
            "high": row.distribution.quantiles[-1].value,
        }
        for row in reply.rows
    )
    return pd.DataFrame(rows).set_index(["region", "metric", "year"])


def main(address="127.0.0.1:50051"):
    options = [("grpc.service_config", json.dumps(SERVICE_CONFIG))]
    with grpc.insecure_channel(address, options=options) as channel:
        frame = projection(
            channel,
            regions=["CN"],
            metrics=["METRIC_INSTALLED_CAPACITY"],
            first_year=2026,
            last_year=2030,
            relative_to_region="US",
        )
    for (_, _, year), row in frame.iterrows():
        print(year, row["low"], row["median"], row["high"])


if __name__ == "__main__":
    main(*sys.argv[1:])
