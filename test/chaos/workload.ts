import { setTimeout as pause } from "node:timers/promises";
import { etcdserverpb } from "../../src/gen/proto.js";
import { assertNever } from "../../src/utils/assert.ts";
import { type GrpcAnswer, GrpcChannel } from "../support/grpc-channel.ts";
import type { Operation } from "../support/linearizability.ts";
import type { RegisterInput, RegisterOutput } from "../support/register-model.ts";
import { ChaosViolation } from "./violation.ts";

export interface WorkloadOptions {
  readonly clients: number;
  /** Keys in use at one time; a key is retired after so many requests, so that each history stays short. */
  readonly keys: number;
  readonly requestsPerKey: number;
  readonly requestTimeoutMs: number;
}

export interface WorkloadDependencies {
  readonly places: readonly number[];
  readonly clientAddress: (place: number) => string | null;
  readonly random: (bound: number) => number;
}

export interface WorkloadResult {
  readonly acknowledgedWrites: number;
  readonly acknowledgedReads: number;
  readonly unknownWrites: number;
  readonly refused: ReadonlyMap<string, number>;
  readonly longestGapMs: number;
}

const NO_ANSWER_MS_MAX = 60_000;

type RegisterOperation = Operation<RegisterInput, RegisterOutput>;

/** The codes with which a member says that a write certainly did not happen (docs/adr/0012); every other failure leaves it open. */
const CERTAINLY_NOT: ReadonlySet<number> = new Set([3, 8, 9, 14]);

/** Clients that put, read and compare-and-swap at any member, and write down what they asked, when, and what they were told. */
export class Workload {
  readonly #options: WorkloadOptions;
  readonly #dependencies: WorkloadDependencies;
  readonly #history: RegisterOperation[] = [];
  readonly #keys: { readonly name: string; requests: number }[] = [];
  readonly #known = new Map<string, string | null>();
  readonly #refused = new Map<string, number>();
  #moment = 0;
  #values = 0;
  #keyNames = 0;
  #acknowledgedWrites = 0;
  #acknowledgedReads = 0;
  #unknownWrites = 0;
  #lastAcknowledgedMs = performance.now();
  #longestGapMs = 0;

  constructor(options: WorkloadOptions, dependencies: WorkloadDependencies) {
    this.#options = options;
    this.#dependencies = dependencies;
    for (let at = 0; at < options.keys; at++) {
      this.#keys.push(this.#newKey());
    }
  }

  get history(): readonly RegisterOperation[] {
    return this.#history;
  }

  get result(): WorkloadResult {
    return {
      acknowledgedWrites: this.#acknowledgedWrites,
      acknowledgedReads: this.#acknowledgedReads,
      unknownWrites: this.#unknownWrites,
      refused: this.#refused,
      longestGapMs: this.#longestGapMs,
    };
  }

  /** Resolves when the signal is aborted and every request has its end. */
  async run(signal: AbortSignal): Promise<void> {
    await Promise.all(Array.from({ length: this.#options.clients }, () => this.#runClient(signal)));
  }

  /**
   * One linearizable read of every key that was ever written, into the history: what was acknowledged must be there.
   *
   * @throws ChaosViolation when no member answers for long.
   */
  async readAll(): Promise<void> {
    const names = [...new Set(this.#history.map(({ input }) => input.key))];
    let channel = this.#connect();
    let answeredMs = performance.now();
    for (let at = 0; at < names.length; ) {
      const input: RegisterInput = { kind: "get", key: names[at]! };
      const isDone = channel !== null && (await this.#request(channel, input));
      if (isDone) {
        at += 1;
        answeredMs = performance.now();
      } else {
        channel?.close();
        if (performance.now() - answeredMs > NO_ANSWER_MS_MAX) {
          throw new ChaosViolation(
            `all faults are over, and no member answers a read of ${names[at]} for ${NO_ANSWER_MS_MAX / 1000} s`,
          );
        }
        await pause(50);
        channel = this.#connect();
      }
    }
    channel?.close();
  }

  async #runClient(signal: AbortSignal): Promise<void> {
    let channel: GrpcChannel | null = null;
    while (!signal.aborted) {
      channel ??= this.#connect();
      if (channel === null || !(await this.#request(channel, this.#draw()))) {
        channel?.close();
        channel = null;
        await pause(10);
      } else if (this.#dependencies.random(200) === 0) {
        channel.close();
        channel = null;
      }
    }
    channel?.close();
  }

  #connect(): GrpcChannel | null {
    const { places, clientAddress, random } = this.#dependencies;
    const address = clientAddress(places[random(places.length)] ?? 0);
    return address === null ? null : GrpcChannel.open(address);
  }

  #newKey(): { readonly name: string; requests: number } {
    this.#keyNames += 1;
    return { name: `key-${this.#keyNames}`, requests: 0 };
  }

  #draw(): RegisterInput {
    const { random } = this.#dependencies;
    const at = random(this.#keys.length);
    let key = this.#keys[at]!;
    if (key.requests >= this.#options.requestsPerKey) {
      key = this.#newKey();
      this.#keys[at] = key;
    }
    key.requests += 1;
    this.#values += 1;
    const { name } = key;
    const value = `v${this.#values}`;
    const kind = random(10);
    if (kind < 3) {
      return { kind: "get", key: name };
    }
    if (kind < 5) {
      return { kind: "compareAndSwap", key: name, expected: this.#known.get(name) ?? null, value };
    }
    if (kind < 6) {
      return { kind: "delete", key: name };
    }
    return { kind: "put", key: name, value };
  }

  /** False where the client should look for another member. */
  async #request(channel: GrpcChannel, input: RegisterInput): Promise<boolean> {
    this.#moment += 1;
    const call = this.#moment;
    const { path, bytes } = encode(input);
    const answer = await channel.unary(path, bytes, {
      timeoutMs: this.#options.requestTimeoutMs,
    });
    this.#moment += 1;
    if (answer.kind === "answered") {
      const output = decode(input, answer.message);
      this.#history.push({ call, return: this.#moment, input, output });
      this.#acknowledge(input, output);
      return true;
    }
    this.#note(answer);
    if (input.kind !== "get" && mayHaveHappened(answer)) {
      this.#unknownWrites += 1;
      this.#history.push({ call, return: null, input, output: null });
    }
    return false;
  }

  #acknowledge(input: RegisterInput, output: RegisterOutput): void {
    if (input.kind === "get") {
      this.#acknowledgedReads += 1;
      this.#known.set(input.key, output.kind === "value" ? output.value : null);
      return;
    }
    const nowMs = performance.now();
    this.#acknowledgedWrites += 1;
    this.#longestGapMs = Math.max(this.#longestGapMs, nowMs - this.#lastAcknowledgedMs);
    this.#lastAcknowledgedMs = nowMs;
  }

  #note(answer: Exclude<GrpcAnswer, { readonly kind: "answered" }>): void {
    const name =
      answer.kind === "lost" ? "connection lost" : `${answer.code} ${answer.message.slice(0, 100)}`;
    const text = name.replaceAll(/\d+/g, "N");
    this.#refused.set(text, (this.#refused.get(text) ?? 0) + 1);
  }
}

function mayHaveHappened(answer: Exclude<GrpcAnswer, { readonly kind: "answered" }>): boolean {
  return answer.kind === "lost" ? answer.mayBeSent : !CERTAINLY_NOT.has(answer.code);
}

function encode(input: RegisterInput): { readonly path: string; readonly bytes: Uint8Array } {
  const pb = etcdserverpb;
  const key = Buffer.from(input.key);
  switch (input.kind) {
    case "get":
      return { path: "/etcdserverpb.KV/Range", bytes: pb.RangeRequest.encode({ key }).finish() };
    case "put":
      return {
        path: "/etcdserverpb.KV/Put",
        bytes: pb.PutRequest.encode({ key, value: Buffer.from(input.value) }).finish(),
      };
    case "delete":
      return {
        path: "/etcdserverpb.KV/DeleteRange",
        bytes: pb.DeleteRangeRequest.encode({ key }).finish(),
      };
    case "compareAndSwap":
      return {
        path: "/etcdserverpb.KV/Txn",
        bytes: pb.TxnRequest.encode({
          compare: [
            input.expected === null
              ? { key, target: pb.Compare.CompareTarget.CREATE, createRevision: 0 }
              : { key, target: pb.Compare.CompareTarget.VALUE, value: Buffer.from(input.expected) },
          ],
          success: [{ requestPut: { key, value: Buffer.from(input.value) } }],
        }).finish(),
      };
    case "append":
      throw new RangeError("the key-value API has no append");
    default:
      return assertNever(input);
  }
}

function decode(input: RegisterInput, message: Buffer): RegisterOutput {
  switch (input.kind) {
    case "get": {
      const [row] = etcdserverpb.RangeResponse.decode(message).kvs;
      return {
        kind: "value",
        value: row === undefined ? null : Buffer.from(row.value ?? []).toString(),
      };
    }
    case "compareAndSwap":
      return {
        kind: "swapped",
        succeeded: etcdserverpb.TxnResponse.decode(message).succeeded,
      };
    case "put":
    case "delete":
    case "append":
      return { kind: "done" };
    default:
      return assertNever(input);
  }
}
