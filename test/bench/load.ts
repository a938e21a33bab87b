/**
 * The load generator, a process of its own, which prints one JSON line:
 *
 *     tsx test/bench/load.ts OPERATION ENDPOINTS CLIENTS CONNECTIONS SECONDS WARMUP_SECONDS
 *
 * OPERATION is put, get (linearizable, of keys that exist) or fill (writes the keys of get, once). ENDPOINTS are `host:port`, with commas between; the
 * connections are shared out over them. Each client has one call under way.
 */
import { etcdserverpb } from "../../src/gen/proto.js";
import { H2Connection } from "../support/h2-client.ts";
import { connectionAddress } from "./endpoint.ts";
import { quantile } from "./statistics.ts";

const VALUE = Buffer.alloc(256, 0x76);
const PUT_KEYS = 100_000;
const GET_KEYS = 1000;
const FAILURES_MAX = 100;

type Operation = "put" | "get" | "fill";

interface Window {
  readonly from: number;
  readonly until: number;
}

const [operation, endpoints = "", clients = "", connections = "", seconds = "", warmup = ""] =
  process.argv.slice(2);

let sent = 0;
let failures = 0;
const latencies: number[] = [];

function checkOperation(name: string | undefined): Operation {
  if (name !== "put" && name !== "get" && name !== "fill") {
    throw new Error(`the operation must be put, get or fill, found ${String(name)}`);
  }
  return name;
}

function keyOf(number: number, prefix: number): Buffer {
  const key = Buffer.alloc(8);
  key.writeUInt32BE(prefix, 0);
  key.writeUInt32BE(number, 4);
  return key;
}

/** False where the call failed. */
async function put(connection: H2Connection, key: Buffer): Promise<boolean> {
  const { message } = await connection.unary(
    "/etcdserverpb.KV/Put",
    etcdserverpb.PutRequest.encode({ key, value: VALUE }).finish(),
  );
  return message !== null && (etcdserverpb.PutResponse.decode(message).header?.revision ?? 0) > 0;
}

async function get(connection: H2Connection, key: Buffer): Promise<boolean> {
  const { message } = await connection.unary(
    "/etcdserverpb.KV/Range",
    etcdserverpb.RangeRequest.encode({ key }).finish(),
  );
  return message !== null && etcdserverpb.RangeResponse.decode(message).kvs.length === 1;
}

async function call(connection: H2Connection, operation: "put" | "get"): Promise<boolean> {
  const number = sent;
  sent += 1;
  return operation === "put"
    ? await put(connection, keyOf(number % PUT_KEYS, 0))
    : await get(connection, keyOf(number % GET_KEYS, 1));
}

async function runClient(
  connection: H2Connection,
  run: { readonly operation: "put" | "get"; readonly window: Window },
): Promise<void> {
  const { from, until } = run.window;
  for (;;) {
    const started = performance.now();
    if (started >= until) {
      return;
    }
    const isDone = await call(connection, run.operation);
    const ended = performance.now();
    if (!isDone) {
      failures += 1;
      if (failures > FAILURES_MAX) {
        throw new Error(`more than ${FAILURES_MAX} calls failed`);
      }
    } else if (started >= from && ended <= until) {
      latencies.push(ended - started);
    }
  }
}

async function fill(connection: H2Connection): Promise<void> {
  const done = await Promise.all(
    Array.from({ length: GET_KEYS }, (_, number) => put(connection, keyOf(number, 1))),
  );
  failures = done.filter((isDone) => !isDone).length;
}

const what = checkOperation(operation);
const addresses = endpoints.split(",").map(connectionAddress);
const open = await Promise.all(
  Array.from({ length: Math.max(Number(connections), addresses.length) }, (_, i) =>
    H2Connection.open(addresses[i % addresses.length] ?? connectionAddress("")),
  ),
);
const from = performance.now() + Number(warmup) * 1000;
const window: Window = { from, until: from + Number(seconds) * 1000 };
const cpuBefore = process.cpuUsage();
const [first] = open;
if (first === undefined) {
  throw new Error("no connection");
}
if (what === "fill") {
  await fill(first);
} else {
  await Promise.all(
    Array.from({ length: Number(clients) }, (_, i) =>
      runClient(open[i % open.length] ?? first, { operation: what, window }),
    ),
  );
}
const cpu = process.cpuUsage(cpuBefore);
for (const connection of open) {
  connection.close();
}
process.stdout.write(
  `${JSON.stringify({
    perSecond: latencies.length / Number(seconds),
    p50Ms: quantile(latencies, 0.5),
    p99Ms: quantile(latencies, 0.99),
    failures,
    sent,
    clientCpuSeconds: (cpu.user + cpu.system) / 1e6,
  })}\n`,
);
