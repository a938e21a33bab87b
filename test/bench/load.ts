// The load generator, a process of its own: `tsx test/bench/load.ts HOST PORT CLIENTS CONNECTIONS SECONDS WARMUP_SECONDS`; prints one JSON line.
import { etcdserverpb } from "../../src/gen/proto.js";
import { H2Connection } from "../support/h2-client.ts";

const [host = "", port = "", clients = "", connections = "", seconds = "", warmupSeconds = ""] =
  process.argv.slice(2);
const VALUE = Buffer.alloc(256, 0x76);
const KEYS = 100_000;

let next = 0;
let failures = 0;
let lastRevision = 0;
const latencies: number[] = [];

async function client(
  connection: H2Connection,
  window: { readonly from: number; readonly until: number },
): Promise<void> {
  for (;;) {
    const started = performance.now();
    if (started >= window.until) {
      return;
    }
    const key = Buffer.alloc(8);
    key.writeUInt32BE(next % KEYS, 4);
    next += 1;
    const answer = await connection.unary(
      "/etcdserverpb.KV/Put",
      etcdserverpb.PutRequest.encode({ key, value: VALUE }).finish(),
    );
    const ended = performance.now();
    if (answer.message === null) {
      failures += 1;
      if (failures > 100) {
        throw new Error("more than 100 puts failed");
      }
    } else {
      lastRevision = Math.max(
        lastRevision,
        etcdserverpb.PutResponse.decode(answer.message).header?.revision ?? 0,
      );
      if (started >= window.from && ended <= window.until) {
        latencies.push(ended - started);
      }
    }
  }
}

const open = await Promise.all(
  Array.from({ length: Number(connections) }, () =>
    H2Connection.open({ host, port: Number(port) }),
  ),
);
const from = performance.now() + Number(warmupSeconds) * 1000;
const until = from + Number(seconds) * 1000;
const cpuBefore = process.cpuUsage();
await Promise.all(
  Array.from({ length: Number(clients) }, (_, i) => {
    const connection = open[i % open.length];
    if (connection === undefined) {
      throw new Error("no connection");
    }
    return client(connection, { from, until });
  }),
);
const cpu = process.cpuUsage(cpuBefore);
for (const connection of open) {
  connection.close();
}
latencies.sort((a, b) => a - b);
const at = (quantile: number): number =>
  latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * quantile))] ?? Number.NaN;
process.stdout.write(
  `${JSON.stringify({
    putsPerSecond: latencies.length / Number(seconds),
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    failures,
    sent: next,
    lastRevision,
    clientCpuSeconds: (cpu.user + cpu.system) / 1e6,
  })}\n`,
);
