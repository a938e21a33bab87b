import { assert } from "../../utils/assert.ts";
import { fromByteString, toByteString } from "../bytes.ts";
import type { KeyBounds, LocatedRecord } from "./records-at.ts";

/** A key that a batch has written; null: deleted. */
interface WrittenKey {
  readonly keyString: string;
  readonly record: Uint8Array | null;
}

/** What a batch makes of each key that it touches, before it is written. Keys are byte strings; a record of null is a deleted key. */
export class WrittenRecords {
  readonly #records = new Map<string, Uint8Array | null>();
  /** Since `begin`, what stood under each key that was set; undefined: nothing. Null: nothing was begun. */
  #before: Map<string, Uint8Array | null | undefined> | null = null;

  entries(): Iterable<readonly [string, Uint8Array | null]> {
    return this.#records;
  }

  /** Undefined where the batch has not touched the key. */
  get(keyString: string): Uint8Array | null | undefined {
    return this.#records.get(keyString);
  }

  set(keyString: string, record: Uint8Array | null): void {
    if (this.#before !== null && !this.#before.has(keyString)) {
      this.#before.set(keyString, this.#records.get(keyString));
    }
    this.#records.set(keyString, record);
  }

  /** What is set from here on can be taken back, until `keep`. */
  begin(): void {
    assert(this.#before === null, "one transaction at a time");
    this.#before = new Map();
  }

  keep(): void {
    this.#before = null;
  }

  takeBack(): void {
    for (const [keyString, record] of this.#before ?? []) {
      if (record === undefined) {
        this.#records.delete(keyString);
      } else {
        this.#records.set(keyString, record);
      }
    }
    this.#before = null;
  }

  /** The records of `stored`, which are those within `bounds` in key order, with these ones in their places. */
  *merged(
    stored: Iterable<readonly LocatedRecord[]>,
    bounds: KeyBounds,
  ): Generator<readonly LocatedRecord[], void, void> {
    const written = this.#within(bounds);
    let at = 0;
    for (const page of stored) {
      if (at >= written.length) {
        yield page;
        continue;
      }
      const merged: LocatedRecord[] = [];
      for (const located of page) {
        const keyString = toByteString(located.key);
        let next = written[at];
        while (next !== undefined && next.keyString < keyString) {
          pushWritten(merged, next);
          at += 1;
          next = written[at];
        }
        if (next?.keyString === keyString) {
          pushWritten(merged, next);
          at += 1;
        } else {
          merged.push(located);
        }
      }
      yield merged;
    }
    const rest: LocatedRecord[] = [];
    for (const row of written.slice(at)) {
      pushWritten(rest, row);
    }
    yield rest;
  }

  /** In key order, deleted ones too. */
  #within(bounds: KeyBounds): readonly WrittenKey[] {
    const start = toByteString(bounds.start);
    const end = bounds.end === null ? null : toByteString(bounds.end);
    const written: WrittenKey[] = [];
    for (const [keyString, record] of this.#records) {
      if (keyString >= start && (end === null || keyString < end)) {
        written.push({ keyString, record });
      }
    }
    return written.sort((left, right) => (left.keyString < right.keyString ? -1 : 1));
  }
}

function pushWritten(rows: LocatedRecord[], { keyString, record }: WrittenKey): void {
  if (record !== null) {
    rows.push({ key: fromByteString(keyString), record });
  }
}
