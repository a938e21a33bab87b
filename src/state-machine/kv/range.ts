import type { KeyValueView } from "../../utils/key-value.ts";
import { assertNever } from "../../utils/assert.ts";
import { compareBytes } from "../bytes.ts";
import { checkKey } from "./command-check.ts";
import { decodeRecord, keyBounds, toKvRecord } from "./layout.ts";
import type { KvRangeRequest, KvRangeResult } from "./query.ts";
import type { KvRecord } from "./record.ts";
import { type LatestRecords, type LocatedRecord, recordAt, recordsAt } from "./records-at.ts";

/** What a record takes in memory while it is in an answer, beside its key and value: several objects on the heap. */
export const RECORD_OVERHEAD_BYTES = 400;
/** Records kept beyond `limit` before a sorted range drops the ones that cannot be in the answer. */
const KEPT_SLACK = 256;

const EMPTY = new Uint8Array(0);

type Order = (left: KvRecord, right: KvRecord) => number;

export interface RangeSource {
  readonly latest: LatestRecords;
  /** Asked for its view where an older revision is read. */
  readonly past: () => KeyValueView;
  /** The store's revision, which `latest` is of. */
  readonly revision: number;
  readonly resultBytesMax: number;
  /** Keys that may be looked at. */
  readonly keysMax?: number;
}

/**
 * Answers a range from one view, as etcd does. Yields after each page of rows, so that a caller who must not block can go on later.
 *
 * etcd counts every key of the range, so the range is scanned to its end even where `limit` is small; what is past the limit is not kept.
 */
export function* rangeSteps(
  request: KvRangeRequest,
  source: RangeSource,
): Generator<void, KvRangeResult, void> {
  const { revision: current, resultBytesMax } = source;
  const refusal = checkKey(request.key);
  if (refusal !== null) {
    return { kind: "rejected", ...refusal };
  }
  if (request.revision > current) {
    const message = "etcdserver: mvcc: required revision is a future revision";
    return { kind: "rejected", code: "OUT_OF_RANGE", message };
  }
  const collector = new RangeCollector(request, resultBytesMax);
  const keysMax = source.keysMax ?? Number.POSITIVE_INFINITY;
  for (const page of locate(request, source)) {
    for (const located of page) {
      collector.add(located);
    }
    if (collector.count > keysMax) {
      const message = `the range holds more than ${keysMax} keys: ask for a smaller range`;
      return { kind: "rejected", code: "RESOURCE_EXHAUSTED", message };
    }
    if (collector.isOverLimit) {
      const message = `the range's result exceeds ${resultBytesMax} bytes: ask for less with limit, keys_only or a smaller range`;
      return { kind: "rejected", code: "RESOURCE_EXHAUSTED", message };
    }
    yield;
  }
  return { kind: "range", revision: current, ...collector.finish() };
}

/** All keys of the range with their records at the revision that is asked for. */
function* locate(
  request: KvRangeRequest,
  source: RangeSource,
): Generator<readonly LocatedRecord[], void, void> {
  const { key, revision } = request;
  const isLatest = revision <= 0 || revision === source.revision;
  if (request.rangeEnd.length > 0) {
    const bounds = keyBounds(request);
    yield* isLatest ? source.latest.within(bounds) : recordsAt(source.past(), { bounds, revision });
    return;
  }
  const record = isLatest ? source.latest.get(key) : recordAt(source.past(), { key, revision });
  if (record !== null) {
    yield [{ key, record }];
  }
}

/** Counts, filters, sorts and cuts the records of a range. They come in key order. */
class RangeCollector {
  readonly #request: KvRangeRequest;
  readonly #bytesMax: number;
  /** Null: as they come. */
  readonly #order: Order | null;
  /** Infinity: all. */
  readonly #limit: number;
  /** etcd fetches one record more than the limit and no further, unless an order or a bound is given; so a sort target without an order sorts only these. */
  readonly #fetchedMax: number;
  readonly #isCopied: boolean;
  #count = 0;
  #matched = 0;
  #kept: KvRecord[] = [];
  #keptBytes = 0;

  constructor(request: KvRangeRequest, bytesMax: number) {
    this.#request = request;
    this.#bytesMax = bytesMax;
    this.#order = orderOf(request);
    this.#limit = request.limit > 0 ? request.limit : Number.POSITIVE_INFINITY;
    const isBounded =
      request.minModRevision !== 0 ||
      request.maxModRevision !== 0 ||
      request.minCreateRevision !== 0 ||
      request.maxCreateRevision !== 0;
    this.#fetchedMax =
      request.sortOrder === "none" && !isBounded ? this.#limit + 1 : Number.POSITIVE_INFINITY;
    // A few records of many must not pin the pages that they were read in.
    this.#isCopied = isBounded || this.#order !== null || request.keysOnly;
  }

  /** Keys so far, whatever is kept of them. */
  get count(): number {
    return this.#count;
  }

  get isOverLimit(): boolean {
    return this.#keptBytes > this.#bytesMax;
  }

  add({ key, record }: LocatedRecord): void {
    this.#count += 1;
    if (this.#request.countOnly || this.#count > this.#fetchedMax || this.isOverLimit) {
      return;
    }
    const stored = decodeRecord(record);
    if (!isWithinBounds(stored, this.#request)) {
      return;
    }
    this.#matched += 1;
    if (this.#order === null && this.#kept.length >= this.#limit) {
      return;
    }
    const isValueNeeded = !this.#request.keysOnly || this.#request.sortTarget === "value";
    const value = isValueNeeded ? stored.value : EMPTY;
    const kept = this.#isCopied
      ? toKvRecord(new Uint8Array(key), { ...stored, value: new Uint8Array(value) })
      : toKvRecord(key, stored);
    this.#kept.push(kept);
    this.#keptBytes += recordBytes(kept);
    if (this.#kept.length > 2 * this.#limit + KEPT_SLACK || this.isOverLimit) {
      this.#cut();
    }
  }

  finish(): {
    readonly kvs: readonly KvRecord[];
    readonly more: boolean;
    readonly count: number;
  } {
    this.#cut();
    const kvs = this.#request.keysOnly
      ? this.#kept.map((record) => ({ ...record, value: EMPTY }))
      : this.#kept;
    return { kvs, more: this.#matched > this.#limit, count: this.#count };
  }

  /** Sorts what is kept and drops what is past the limit. */
  #cut(): void {
    if (this.#order !== null) {
      this.#kept.sort(this.#order);
    }
    for (const dropped of this.#kept.splice(this.#limit)) {
      this.#keptBytes -= recordBytes(dropped);
    }
  }
}

/** What a record takes in an answer. */
export function recordBytes(record: KvRecord): number {
  return record.key.length + record.value.length + RECORD_OVERHEAD_BYTES;
}

function isWithinBounds(
  record: { readonly modRevision: number; readonly createRevision: number },
  request: KvRangeRequest,
): boolean {
  const { minModRevision, maxModRevision, minCreateRevision, maxCreateRevision } = request;
  return (
    (maxModRevision === 0 || record.modRevision <= maxModRevision) &&
    (minModRevision === 0 || record.modRevision >= minModRevision) &&
    (maxCreateRevision === 0 || record.createRevision <= maxCreateRevision) &&
    (minCreateRevision === 0 || record.createRevision >= minCreateRevision)
  );
}

/** A sort target other than the key sorts ascending where no order is given. Equal ones stand in key order whatever the order. */
function orderOf({ sortOrder, sortTarget }: KvRangeRequest): Order | null {
  if (sortTarget === "key" && sortOrder !== "descend") {
    return null;
  }
  const ascending = ascendingBy(sortTarget);
  const direction = sortOrder === "descend" ? -1 : 1;
  return (left, right) => direction * ascending(left, right) || compareBytes(left.key, right.key);
}

function ascendingBy(sortTarget: KvRangeRequest["sortTarget"]): Order {
  switch (sortTarget) {
    case "key":
      return (left, right) => compareBytes(left.key, right.key);
    case "version":
      return (left, right) => left.version - right.version;
    case "create":
      return (left, right) => left.createRevision - right.createRevision;
    case "mod":
      return (left, right) => left.modRevision - right.modRevision;
    case "value":
      return (left, right) => compareBytes(left.value, right.value);
    default:
      return assertNever(sortTarget);
  }
}
