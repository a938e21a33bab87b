import { setTimeout as sleep } from "node:timers/promises";
import { TestClient } from "../server/grpc-client.ts";
import type { LocalCluster } from "./local-cluster.ts";

const RETRY_MS = 20;
const CALL_TIMEOUT_MS = 2000;

/** Writes one key after another, to whichever member answers, as long as it runs; remembers what was acknowledged. */
export class SteadyWriter implements AsyncDisposable {
  readonly #cluster: LocalCluster;
  readonly #stop = new AbortController();
  readonly #running: Promise<void>;
  #acknowledged = 0;
  #longestGapMs = 0;

  constructor(dependencies: { readonly cluster: LocalCluster }) {
    this.#cluster = dependencies.cluster;
    this.#running = this.#run();
  }

  get acknowledged(): number {
    return this.#acknowledged;
  }

  get longestGapMs(): number {
    return this.#longestGapMs;
  }

  /** Ends the writing and reads every acknowledged key back; the keys that are missing. */
  async findLost(): Promise<readonly string[]> {
    await this[Symbol.asyncDispose]();
    const lost: string[] = [];
    for (let number = 1; number <= this.#acknowledged; number += 1) {
      const value = await this.#withAnyMember((client) => client.get(keyOf(number)));
      if (value !== String(number)) {
        lost.push(keyOf(number));
      }
    }
    return lost;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    let lastMs = performance.now();
    while (!this.#stop.signal.aborted) {
      const number = this.#acknowledged + 1;
      // The same key and value again after an unknown outcome: it does no harm.
      await this.#withAnyMember((client) => client.put(keyOf(number), String(number)));
      const nowMs = performance.now();
      this.#longestGapMs = Math.max(this.#longestGapMs, nowMs - lastMs);
      lastMs = nowMs;
      this.#acknowledged = number;
      await sleep(5);
    }
  }

  async #withAnyMember<T>(call: (client: TestClient) => Promise<T>): Promise<T> {
    const endMs = performance.now() + 60_000;
    for (let tries = 0; ; tries += 1) {
      const addresses = await this.#cluster.clientAddresses();
      const client = new TestClient(
        addresses[tries % Math.max(1, addresses.length)] ?? "127.0.0.1:1",
      );
      try {
        return await Promise.race([
          call(client),
          sleep(CALL_TIMEOUT_MS).then(() => Promise.reject(new Error("no answer in time"))),
        ]);
      } catch (error) {
        if (performance.now() > endMs) {
          throw error;
        }
        await sleep(RETRY_MS);
      } finally {
        client.close();
      }
    }
  }
}

function keyOf(number: number): string {
  return `key-${number}`;
}
