import { setTimeout as sleep } from "node:timers/promises";
import type { RaftCluster } from "../support/raft-cluster.ts";
import { LargeValueClient } from "../support/large-value-client.ts";
import { keyOf, valueOf } from "./snapshot-data.ts";

const RECONNECT_PAUSE_MS = 50;

export interface WriteFigures {
  readonly acknowledged: number;
  readonly longestGapMs: number;
}

/** Clients of the leader that write one key after another, each with a value of its own, and know which ones were acknowledged. */
export class SnapshotWriters {
  readonly #valueBytes: number;
  readonly #cluster: RaftCluster;
  /** By number: every one below is acknowledged, but for those whose outcome nobody knows. */
  readonly #unknown = new Set<number>();
  #next = 0;
  #acknowledged = 0;
  #lastMs = performance.now();
  #longestGapMs = 0;

  constructor(
    options: { readonly valueBytes: number },
    dependencies: { readonly cluster: RaftCluster },
  ) {
    this.#valueBytes = options.valueBytes;
    this.#cluster = dependencies.cluster;
  }

  get acknowledgedNumbers(): readonly number[] {
    return Array.from({ length: this.#next }, (_, number) => number).filter(
      (number) => !this.#unknown.has(number),
    );
  }

  /** What was done since the last call of this. */
  takeFigures(): WriteFigures {
    this.#noteGap();
    const figures = { acknowledged: this.#acknowledged, longestGapMs: this.#longestGapMs };
    this.#acknowledged = 0;
    this.#longestGapMs = 0;
    return figures;
  }

  /** Until `bytes` were written in all, or the signal is aborted. */
  async run(options: {
    readonly clients: number;
    readonly bytesMax: number;
    /** Of each client, between an answer and its next write. */
    readonly pauseMs: number;
    readonly signal: AbortSignal;
  }): Promise<void> {
    this.#lastMs = performance.now();
    const countMax = Math.ceil(options.bytesMax / this.#valueBytes);
    await Promise.all(
      Array.from({ length: options.clients }, async () => {
        let client: LargeValueClient | null = null;
        while (this.#next < countMax && !options.signal.aborted) {
          const number = this.#next++;
          client = await this.#write(number, { client, signal: options.signal });
          if (options.pauseMs > 0) {
            await sleep(options.pauseMs);
          }
        }
        client?.close();
      }),
    );
  }

  /** Again, at whoever leads then, until it is acknowledged: the same key and value twice are one. */
  async #write(
    number: number,
    { client, signal }: { readonly client: LargeValueClient | null; readonly signal: AbortSignal },
  ): Promise<LargeValueClient | null> {
    const value = valueOf(number, this.#valueBytes);
    let open = client;
    this.#unknown.add(number);
    while (!signal.aborted) {
      open ??= await this.#connect();
      if (await open.put(keyOf(number), value)) {
        this.#unknown.delete(number);
        this.#acknowledged += 1;
        this.#noteGap();
        return open;
      }
      open.close();
      open = null;
      await sleep(RECONNECT_PAUSE_MS);
    }
    return open;
  }

  async #connect(): Promise<LargeValueClient> {
    const leader = await this.#cluster.leader();
    return new LargeValueClient({ address: this.#cluster.node(leader).addresses.client });
  }

  #noteGap(): void {
    const nowMs = performance.now();
    this.#longestGapMs = Math.max(this.#longestGapMs, nowMs - this.#lastMs);
    this.#lastMs = nowMs;
  }
}
