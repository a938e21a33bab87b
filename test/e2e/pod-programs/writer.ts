/**
 * Runs inside the cluster, in a pod of the node's image: writes without pause through the client Service until the file STOP_FILE appears, then reads everything
 * back and prints what is missing. Beside that it asks every member for its applied configuration, several times a second.
 *
 * Lines on stdout: `PROGRESS {...}` each second, at the end `RESULT {...}` (`WriterResult`); exit code 0 whatever the result.
 */
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type * as Grpc from "@grpc/grpc-js";
import type { Client, Metadata } from "@grpc/grpc-js";
import type { etcdserverpb, mvccpb, raft } from "../../../src/gen/proto.js";
import type { SeenConfiguration, WriterResult } from "../writer.ts";

const APP = "/app";
const WORKERS = 4;
const PAUSE_MS = 15;
const ATTEMPT_MS = 2000;
const SAMPLE_MS = 250;
/** Only longer pauses between two acknowledged writes are listed one by one. */
const GAP_TOLD_MS = 300;
const VERIFY_MS = 120_000;
const PAGE = 1000;

interface Generated {
  readonly etcdserverpb: typeof etcdserverpb;
  readonly raft: typeof raft;
}

const environment = (name: string): string => {
  const value = process.env[name];
  if (value === undefined) {
    throw new Error(`the environment variable ${name} is not set`);
  }
  return value;
};
const cluster = environment("CLUSTER");
const namespace = environment("NAMESPACE");
const prefix = environment("KEY_PREFIX");
const stopFile = environment("STOP_FILE");
const tokenFile = environment("TOKEN_FILE");
const ordinals = Number(environment("ORDINALS"));

const fromApp = createRequire(`${APP}/package.json`);
const grpc = fromApp("@grpc/grpc-js") as typeof Grpc;
const generatedPath: string = `${APP}/dist/gen/proto.js`;
const generated = (await import(generatedPath)) as Generated;
const { PutRequest, PutResponse, RangeRequest, RangeResponse } = generated.etcdserverpb;
const { StatusRequest, StatusResponse } = generated.raft.v1;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

function open(address: string): Client {
  return new grpc.Client(address, grpc.credentials.createInsecure(), {
    "grpc.use_local_subchannel_pool": 1,
    "grpc.enable_http_proxy": 0,
    // A connection to a machine that is gone ends after it.
    "grpc.keepalive_time_ms": 1000,
    "grpc.keepalive_timeout_ms": 1000,
    "grpc.initial_reconnect_backoff_ms": 100,
    "grpc.max_reconnect_backoff_ms": 500,
    "grpc.max_receive_message_length": 64 * 1024 * 1024,
  });
}

function call(
  client: Client,
  request: {
    readonly path: string;
    readonly bytes: Uint8Array;
    readonly deadlineMs: number;
    readonly metadata?: Metadata;
  },
): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    client.makeUnaryRequest(
      request.path,
      (bytes: Uint8Array) => Buffer.from(bytes),
      (bytes: Buffer) => bytes,
      request.bytes,
      request.metadata ?? new grpc.Metadata(),
      { deadline: Date.now() + request.deadlineMs },
      (error, response) => (error === null ? resolve(response ?? new Uint8Array()) : reject(error)),
    );
  });
}

const errorCounts = new Map<string, number>();
const gaps: { readonly endedAtMs: number; readonly ms: number }[] = [];
let acknowledged = 0;
let lastAcknowledgedAt = performance.now();

function countAcknowledged(): void {
  const now = performance.now();
  const ms = Math.round(now - lastAcknowledgedAt);
  if (acknowledged > 0 && ms > GAP_TOLD_MS) {
    gaps.push({ endedAtMs: Date.now(), ms });
  }
  lastAcknowledgedAt = now;
  acknowledged += 1;
}

function countError(error: unknown): void {
  const text = error instanceof Error ? error.message.slice(0, 120) : String(error);
  errorCounts.set(text, (errorCounts.get(text) ?? 0) + 1);
}

/** Writes keys 0, 1, 2, ... of its own; a key whose outcome is unknown is written again with the same value until that is acknowledged. */
class Worker {
  /** Of keys that were sent more than once: how often. */
  readonly attempts = new Map<number, number>();
  readonly #id: number;
  next = 0;
  #client: Client;

  constructor(id: number) {
    this.#id = id;
    this.#client = open(`${cluster}-client:2379`);
  }

  key(sequence: number): string {
    return `${prefix}/${this.#id}/${String(sequence).padStart(8, "0")}`;
  }

  async run(): Promise<void> {
    while (!existsSync(stopFile)) {
      if (await this.#putOnce(this.next)) {
        countAcknowledged();
        this.next += 1;
        await pause(PAUSE_MS);
      } else {
        this.attempts.set(this.next, (this.attempts.get(this.next) ?? 1) + 1);
        // The Service gives a new connection to whoever is ready.
        this.#client.close();
        await pause(50);
        this.#client = open(`${cluster}-client:2379`);
      }
    }
  }

  async #putOnce(sequence: number): Promise<boolean> {
    const bytes = PutRequest.encode({
      key: Buffer.from(this.key(sequence)),
      value: Buffer.from(String(sequence)),
    }).finish();
    try {
      const answer = await call(this.#client, {
        path: "/etcdserverpb.KV/Put",
        bytes,
        deadlineMs: ATTEMPT_MS,
      });
      PutResponse.decode(answer);
      return true;
    } catch (error) {
      countError(error);
      return false;
    }
  }

  /** Reads all back, by linearizable reads; the keys that are wrong. */
  async verify(): Promise<readonly string[]> {
    const wrong: string[] = [];
    for (let from = 0; from < this.next; from += PAGE) {
      const to = Math.min(from + PAGE, this.next);
      const rows = await this.#range(this.key(from), this.key(to));
      const found = new Map(rows.map((row) => [Buffer.from(row.key ?? []).toString(), row]));
      for (let sequence = from; sequence < to; sequence += 1) {
        const row = found.get(this.key(sequence));
        const value = row === undefined ? null : Buffer.from(row.value ?? []).toString();
        const version = row?.version ?? 0;
        const sent = this.attempts.get(sequence) ?? 1;
        if (value !== String(sequence)) {
          wrong.push(`${this.key(sequence)} holds ${value ?? "nothing"}`);
        } else if (version > sent) {
          wrong.push(`${this.key(sequence)} was sent ${sent} times and applied ${version} times`);
        }
      }
    }
    return wrong;
  }

  async #range(from: string, to: string): Promise<readonly mvccpb.KeyValue.$Properties[]> {
    const bytes = RangeRequest.encode({
      key: Buffer.from(from),
      rangeEnd: Buffer.from(to),
    }).finish();
    const end = performance.now() + VERIFY_MS;
    for (;;) {
      try {
        const answer = await call(this.#client, {
          path: "/etcdserverpb.KV/Range",
          bytes,
          deadlineMs: 5000,
        });
        return RangeResponse.decode(answer).kvs;
      } catch (error) {
        countError(error);
        if (performance.now() > end) {
          throw error;
        }
        this.#client.close();
        await pause(200);
        this.#client = open(`${cluster}-client:2379`);
      }
    }
  }
}

/** By index of the configuration; two nodes that hold different ones at one index are told as an error. */
const configurations = new Map<number, SeenConfiguration>();
const conflicts: string[] = [];

async function sample(ordinal: number): Promise<void> {
  const client = open(`${cluster}-${ordinal}.${cluster}-peers.${namespace}.svc:2382`);
  try {
    const metadata = new grpc.Metadata();
    metadata.set("authorization", `Bearer ${readFileSync(tokenFile, "utf8").trim()}`);
    const answer = await call(client, {
      path: "/raft.v1.Admin/Status",
      bytes: StatusRequest.encode({}).finish(),
      deadlineMs: 1000,
      metadata,
    });
    const status = StatusResponse.decode(answer);
    const index = status.configurationIndex;
    // A new member that is just taking its first snapshot in: not applied yet.
    if (index === 0) {
      return;
    }
    const seen: SeenConfiguration = {
      index,
      joint: status.joint,
      voters: ids(status.members, ({ voter }) => voter === true),
      learners: ids(status.members, ({ learner }) => learner === true),
      stores: Object.fromEntries(
        status.members.map(({ nodeId, storeId }) => [String(nodeId), storeId ?? ""]),
      ),
    };
    const before = configurations.get(index);
    if (before === undefined) {
      configurations.set(index, seen);
    } else if (JSON.stringify(before) !== JSON.stringify(seen)) {
      conflicts.push(`${JSON.stringify(before)} and ${JSON.stringify(seen)}`);
    }
  } catch {
    // A member that is not there, or not yet, is sampled at its next turn.
  } finally {
    client.close();
  }
}

function ids(
  members: readonly raft.v1.IMember[],
  wanted: (member: raft.v1.IMember) => boolean,
): readonly number[] {
  return members
    .filter(wanted)
    .map(({ nodeId }) => Number(nodeId))
    .sort((a, b) => a - b);
}

async function sampleAll(): Promise<void> {
  while (!existsSync(stopFile)) {
    await Promise.all(Array.from({ length: ordinals }, (_, ordinal) => sample(ordinal)));
    await pause(SAMPLE_MS);
  }
}

const startedAtMs = Date.now();
const progress = setInterval(() => {
  const sinceMs = Math.round(performance.now() - lastAcknowledgedAt);
  console.log(`PROGRESS ${JSON.stringify({ acknowledged, sinceMs })}`);
}, 1000);
const workers = Array.from({ length: WORKERS }, (_, id) => new Worker(id));
const sampling = sampleAll();
await Promise.all(workers.map((worker) => worker.run()));
clearInterval(progress);
await sampling;
const seconds = (Date.now() - startedAtMs) / 1000;
const wrong = (await Promise.all(workers.map((worker) => worker.verify()))).flat();
const result: WriterResult = {
  acknowledged,
  seconds,
  wrong: wrong.slice(0, 20),
  wrongCount: wrong.length,
  gaps,
  errors: [...errorCounts].map(([text, count]) => `${count} x ${text}`),
  configurations: [...configurations.values()].sort((a, b) => a.index - b.index),
  conflicts: conflicts.slice(0, 5),
};
console.log(`RESULT ${JSON.stringify(result)}`);
process.exit(0);
