// A projection over gRPC, straight from the proto files: npm install && node project.js [ADDRESS]
import { fileURLToPath } from "node:url";
import grpc from "@grpc/grpc-js";
import loader from "@grpc/proto-loader";

const proto = process.env.PROTO ?? fileURLToPath(new URL("../../../proto", import.meta.url));
const definition = loader.loadSync("energycompute/v1/projection_service.proto", {
  includeDirs: [proto],
  enums: String,
  longs: String,
});
const { ProjectionService } = grpc.loadPackageDefinition(definition).energycompute.v1;

// A name with several addresses is balanced over all of them; what may be tried again is tried up to four times.
const serviceConfig = {
  loadBalancingConfig: [{ round_robin: {} }],
  methodConfig: [
    {
      name: [{ service: "energycompute.v1.ProjectionService" }],
      retryPolicy: {
        maxAttempts: 4,
        initialBackoff: "0.1s",
        maxBackoff: "1s",
        backoffMultiplier: 2,
        retryableStatusCodes: ["UNAVAILABLE", "RESOURCE_EXHAUSTED"],
      },
    },
  ],
};

const client = new ProjectionService(process.argv[2] ?? "127.0.0.1:50051", grpc.credentials.createInsecure(), {
  "grpc.service_config": JSON.stringify(serviceConfig),
});
const question = {
  regions: ["CN"],
  metrics: ["METRIC_INSTALLED_CAPACITY"],
  firstYear: 2026,
  lastYear: 2030,
  relativeToRegion: "US",
};

client.projectCapacity(question, { deadline: Date.now() + 5000 }, (error, reply) => {
  client.close();
  if (error) {
    console.error(`${grpc.status[error.code]}: ${error.details}`);
    process.exitCode = 1;
    return;
  }
  for (const { year, distribution } of reply.rows) {
    console.log(year, distribution.quantiles[0].value, distribution.median, distribution.quantiles.at(-1).value);
  }
});
