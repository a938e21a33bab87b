import type { NodePort } from "../../../src/server/node-access.ts";
import type { RpcContext, RpcService } from "../../../src/server/rpc.ts";
import type { NodeStatus, ProposalResult } from "../../../src/node.ts";
import type { Clock } from "../../../src/utils/clock.ts";

/** A clock that stands still until a test moves it; due callbacks run in `advance`. */
export class FakeClock implements Clock {
  #nowMs = 0;
  readonly #timers = new Set<{ atMs: number; everyMs: number | null; callback: () => void }>();

  now(): number {
    return this.#nowMs;
  }

  every(intervalMs: number, callback: () => void): Disposable {
    return this.#add({ atMs: this.#nowMs + intervalMs, everyMs: intervalMs, callback });
  }

  after(delayMs: number, callback: () => void): Disposable {
    return this.#add({ atMs: this.#nowMs + delayMs, everyMs: null, callback });
  }

  advance(ms: number): void {
    this.#nowMs += ms;
    const due = Array.from(this.#timers).filter((timer) => timer.atMs <= this.#nowMs);
    for (const timer of due) {
      if (this.#timers.has(timer)) {
        if (timer.everyMs === null) {
          this.#timers.delete(timer);
        } else {
          timer.atMs = this.#nowMs + timer.everyMs;
        }
        timer.callback();
      }
    }
  }

  #add(timer: { atMs: number; everyMs: number | null; callback: () => void }): Disposable {
    this.#timers.add(timer);
    return { [Symbol.dispose]: () => void this.#timers.delete(timer) };
  }
}

export interface FakeContext extends RpcContext {
  readonly trailers: Record<string, string>;
  /** The call is over: its answer has left, or its client is gone. */
  end(): void;
}

export function fakeContext(options: {
  readonly headers?: Readonly<Record<string, string>>;
  readonly deadlineMs?: number;
  readonly signal?: AbortSignal;
  readonly stopping?: AbortSignal;
}): FakeContext {
  const trailers: Record<string, string> = {};
  const endCallbacks: (() => void)[] = [];
  return {
    deadlineMs: options.deadlineMs ?? 1000,
    signal: options.signal ?? new AbortController().signal,
    stopping: options.stopping ?? new AbortController().signal,
    header: (name) => options.headers?.[name] ?? null,
    setTrailer: (name, value) => {
      trailers[name] = value;
    },
    onEnd: (callback) => void endCallbacks.push(callback),
    end: () => {
      for (const callback of endCallbacks.splice(0)) {
        callback();
      }
    },
    trailers,
  };
}

/** Calls a unary method, or a stream with its one request, as a front would: bytes in, bytes out. */
export async function callUnary(
  service: RpcService,
  name: string,
  request: Uint8Array,
  context: RpcContext = fakeContext({}),
): Promise<Uint8Array> {
  const method = service.methods.find((candidate) => candidate.name === name);
  if (method === undefined) {
    throw new Error(`${service.name} has no method ${name}`);
  }
  if (method.kind === "unary") {
    return await method.call(request, context);
  }
  for await (const answer of method.call(onlyRequest(request), context)) {
    return answer;
  }
  throw new Error(`${name} ended without an answer`);
}

async function* onlyRequest(request: Uint8Array): AsyncIterable<Uint8Array> {
  yield request;
}

/** Notes what a RangeBudget tells its metrics. */
export function fakeRangeMetrics(): {
  bytes: number;
  readonly refusals: string[];
  rangeBytesReserved(bytes: number): void;
  rangeRefused(reason: string): void;
} {
  const metrics = {
    bytes: 0,
    refusals: [] as string[],
    rangeBytesReserved: (bytes: number): void => {
      metrics.bytes += bytes;
    },
    rangeRefused: (reason: string): void => void metrics.refusals.push(reason),
  };
  return metrics;
}

export const FAKE_STATUS: NodeStatus = {
  nodeId: 7,
  clusterId: "c1",
  role: "leader",
  leader: 7,
  term: 4,
  commit: 12,
  applied: 11,
  firstIndex: 2,
  lastIndex: 13,
  confState: { voters: [7], learners: [8], votersOutgoing: [], learnersNext: [], autoLeave: false },
  memberBook: {
    members: [{ nodeId: 7, address: "h:2380", storeId: "s7" }],
    highestNodeId: 8,
    configurationIndex: 9,
  },
  progress: null,
  leadTransferee: null,
  incomingSnapshot: null,
  refusal: null,
  pendingProposals: 0,
  pendingProposalBytes: 0,
  pendingReads: 0,
  inboxMessages: 0,
  missedTicks: 0,
};

export interface FakeNode extends NodePort {
  readonly proposed: { readonly data: Uint8Array; readonly deadlineMs: number }[];
  reads: number;
}

/** A node that answers by the given functions and notes what it was asked. */
export function fakeNode(behaviour: {
  readonly propose?: (data: Uint8Array) => Promise<ProposalResult>;
  readonly read?: () => Promise<number>;
}): FakeNode {
  const node: FakeNode = {
    proposed: [],
    reads: 0,
    propose: async (data, { deadlineMs }) => {
      node.proposed.push({ data, deadlineMs });
      return await (behaviour.propose?.(data) ??
        Promise.resolve({ index: 5, term: 4, result: { kind: "applied", result: data } }));
    },
    read: async () => {
      node.reads += 1;
      return await (behaviour.read?.() ?? Promise.resolve(11));
    },
    status: () => FAKE_STATUS,
    position: () => FAKE_STATUS,
  };
  return node;
}
