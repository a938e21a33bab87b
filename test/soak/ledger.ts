import type { etcdserverpb } from "../../src/gen/proto.js";

/** What a soak found wrong: a sentence with the facts. */
export class SoakViolation extends Error {
  override readonly name = "SoakViolation";
}

type Outcome = "acknowledged" | "unknown" | "absent";

interface Write {
  readonly value: string;
  outcome: Outcome;
}

/**
 * What the clients know of every write. Each key is written once, with a value of its own: then an entry that was applied twice shows as version 2, and
 * the store's revision counts the applied entries.
 */
export class Ledger {
  readonly #writes = new Map<string, Write>();
  /** Written since the last look at the store. */
  #recent: string[] = [];
  #presentCount = 0;

  get acknowledgedCount(): number {
    let count = 0;
    for (const write of this.#writes.values()) {
      count += write.outcome === "acknowledged" ? 1 : 0;
    }
    return count;
  }

  begin(key: string, value: string): void {
    this.#writes.set(key, { value, outcome: "unknown" });
    this.#recent.push(key);
  }

  acknowledge(key: string): void {
    const write = this.#writes.get(key);
    if (write !== undefined) {
      write.outcome = "acknowledged";
    }
  }

  get recentKeys(): readonly string[] {
    return this.#recent;
  }

  get allKeys(): readonly string[] {
    return [...this.#writes.keys()];
  }

  /**
   * Holds what the store says now against what was known. From here on a write is present for good or absent for good.
   *
   * @throws SoakViolation
   */
  settle(found: {
    readonly rows: ReadonlyMap<string, etcdserverpb.IRangeResponse>;
    readonly revision: number;
  }): void {
    for (const [key, response] of found.rows) {
      this.#settleKey(key, response);
    }
    this.#presentCount += this.#recent.filter(
      (key) => this.#writes.get(key)?.outcome === "acknowledged",
    ).length;
    this.#recent = [];
    if (found.revision !== 1 + this.#presentCount) {
      throw new SoakViolation(
        `the store's revision is ${found.revision}, but ${this.#presentCount} writes of new keys are in it: ${found.revision - 1 - this.#presentCount} entries were applied twice or not at all`,
      );
    }
  }

  #settleKey(key: string, response: etcdserverpb.IRangeResponse): void {
    const write = this.#writes.get(key);
    const row = response.kvs?.[0];
    if (write === undefined) {
      throw new SoakViolation(`key ${key} was never written`);
    }
    if (row === undefined) {
      if (write.outcome === "acknowledged") {
        throw new SoakViolation(`the acknowledged write of ${key} is lost`);
      }
      write.outcome = "absent";
      return;
    }
    const value = Buffer.from(row.value ?? []).toString();
    if (value !== write.value) {
      throw new SoakViolation(`${key} holds ${value}, but ${write.value} was written`);
    }
    if (row.version !== 1) {
      throw new SoakViolation(`the write of ${key} was applied ${row.version} times`);
    }
    if (write.outcome === "absent") {
      throw new SoakViolation(`the write of ${key} was absent after a restart and is there now`);
    }
    write.outcome = "acknowledged";
  }
}
