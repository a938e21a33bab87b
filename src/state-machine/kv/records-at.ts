import type { KeyValueView } from "../../utils/key-value.ts";
import { compareBytes } from "../bytes.ts";
import {
  decodeHistoryKey,
  decodeRecord,
  historyBounds,
  historyKey,
  historyKeyAfter,
  keyOfLatest,
  latestBounds,
  latestKey,
} from "./layout.ts";
import { scanPages } from "./pages.ts";

export interface KeyBounds {
  readonly start: Uint8Array;
  /** Exclusive; null: no upper bound. */
  readonly end: Uint8Array | null;
}

/** A key and its record as stored. */
export interface LocatedRecord {
  readonly key: Uint8Array;
  readonly record: Uint8Array;
}

/** The latest records, wherever they stand: in the store, or in a batch that is not written yet. */
export interface LatestRecords {
  /** Null where the key does not exist. */
  get(key: Uint8Array): Uint8Array | null;
  /** In key order, by pages. */
  within(bounds: KeyBounds): Iterable<readonly LocatedRecord[]>;
}

/** Keys of a page where each one costs seeks of its own. */
const SOUGHT_PAGE_KEYS = 64;

/** The latest records of a store's view, which must stay open. */
export function storedRecords(view: KeyValueView): LatestRecords {
  return {
    get: (key) => view.get(latestKey(key)),
    within: (bounds) => latestRecords(view, bounds),
  };
}

/** The record of `key` as it stood at `revision`; null where the key did not exist. */
export function recordAt(
  view: KeyValueView,
  { key, revision }: { readonly key: Uint8Array; readonly revision: number },
): Uint8Array | null {
  const [ended] = view.scan({
    start: historyKey(key, revision + 1),
    end: historyKeyAfter(key),
    limit: 1,
  });
  const record = ended === undefined ? view.get(latestKey(key)) : ended.value;
  return standingAt(record, revision);
}

/** The latest records of the keys within `bounds`, in key order, by pages: a plain scan. */
export function* latestRecords(
  view: KeyValueView,
  bounds: KeyBounds,
): Generator<readonly LocatedRecord[], void, void> {
  if (isEmpty(bounds)) {
    return;
  }
  for (const page of scanPages(view, latestBounds(bounds))) {
    yield page.map((row) => ({ key: keyOfLatest(row.key), record: row.value }));
  }
}

/**
 * The records within `bounds` as they stood at `revision`, in key order, by pages: the keys of the latest records and those with a history,
 * merged. A key without a history costs no seek of its own, any other at most three.
 */
export function* recordsAt(
  view: KeyValueView,
  { bounds, revision }: { readonly bounds: KeyBounds; readonly revision: number },
): Generator<readonly LocatedRecord[], void, void> {
  if (isEmpty(bounds)) {
    return;
  }
  const live = new LiveKeys(view, bounds);
  const past = new PastKeys(view, bounds);
  let page: LocatedRecord[] = [];
  let keys = 0;
  for (;;) {
    const order = compareHeads(live.head?.key ?? null, past.key);
    const key = order <= 0 ? (live.head?.key ?? null) : past.key;
    if (key === null) {
      break;
    }
    const latest = order <= 0 ? (live.head?.record ?? null) : null;
    const record = order >= 0 ? recordAt(view, { key, revision }) : standingAt(latest, revision);
    if (record !== null) {
      page.push({ key, record });
    }
    if (order <= 0) {
      live.advance();
    }
    if (order >= 0) {
      past.advance();
    }
    keys += 1;
    if (keys % SOUGHT_PAGE_KEYS === 0) {
      yield page;
      page = [];
    }
  }
  yield page;
}

/** Null stands for the end, above every key. */
function compareHeads(live: Uint8Array | null, past: Uint8Array | null): number {
  if (live === null || past === null) {
    return Number(live === null) - Number(past === null);
  }
  return compareBytes(live, past);
}

function standingAt(record: Uint8Array | null, revision: number): Uint8Array | null {
  return record !== null && decodeRecord(record).modRevision <= revision ? record : null;
}

function isEmpty({ start, end }: KeyBounds): boolean {
  return end !== null && compareBytes(start, end) >= 0;
}

/** The latest records one by one. */
class LiveKeys {
  readonly #pages: Generator<readonly LocatedRecord[], void, void>;
  #page: readonly LocatedRecord[] = [];
  #at = 0;
  #head: LocatedRecord | null = null;

  constructor(view: KeyValueView, bounds: KeyBounds) {
    this.#pages = latestRecords(view, bounds);
    this.advance();
  }

  get head(): LocatedRecord | null {
    return this.#head;
  }

  advance(): void {
    if (this.#at >= this.#page.length) {
      this.#page = this.#pages.next().value ?? [];
      this.#at = 0;
    }
    this.#head = this.#page[this.#at] ?? null;
    this.#at += 1;
  }
}

/** The keys that have a history, one by one, whatever the length of each one's history. */
class PastKeys {
  readonly #view: KeyValueView;
  readonly #end: Uint8Array;
  #key: Uint8Array | null = null;

  constructor(view: KeyValueView, bounds: KeyBounds) {
    const { start, end } = historyBounds(bounds);
    this.#view = view;
    this.#end = end;
    this.#seek(start);
  }

  get key(): Uint8Array | null {
    return this.#key;
  }

  advance(): void {
    if (this.#key !== null) {
      this.#seek(historyKeyAfter(this.#key));
    }
  }

  #seek(start: Uint8Array): void {
    const [row] = this.#view.scan({ start, end: this.#end, limit: 1 });
    this.#key = row === undefined ? null : decodeHistoryKey(row.key).key;
  }
}
