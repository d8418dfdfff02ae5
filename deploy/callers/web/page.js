// The browser asks over gRPC-Web: of Envoy, or of a server with --grpc-web. page?endpoint=http://127.0.0.1:8080
import { createClient } from "@connectrpc/connect";
import { createGrpcWebTransport } from "@connectrpc/connect-web";
import { Metric } from "./gen/es/energycompute/v1/quantity_pb.js";
import { ProjectionService } from "./gen/es/energycompute/v1/projection_service_pb.js";

const endpoint = new URLSearchParams(location.search).get("endpoint") ?? "http://127.0.0.1:8080";
const client = createClient(ProjectionService, createGrpcWebTransport({ baseUrl: endpoint, defaultTimeoutMs: 5000 }));
const answer = document.querySelector("#answer");

try {
  const { rows } = await client.projectCapacity({
    regions: ["CN"],
    metrics: [Metric.INSTALLED_CAPACITY],
    firstYear: 2026,
    lastYear: 2030,
    relativeToRegion: "US",
  });
  for (const { year, distribution } of rows) {
    const row = answer.insertRow();
    for (const value of [year, distribution.quantiles[0].value, distribution.median, distribution.quantiles.at(-1).value]) {
      row.insertCell().textContent = value;
    }
  }
} catch (error) {
  answer.insertRow().insertCell().textContent = error.message;
}
