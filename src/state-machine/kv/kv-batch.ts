import { assert, assertNever } from "../../utils/assert.ts";
import type { KeyValue, KeyValueView } from "../../utils/key-value.ts";
import type { CommandResult, ProposalRefusal, StateBatch, StateStore } from "../types.ts";
import { compareBytes, fromByteString, toByteString } from "./bytes.ts";
import {
  checkKvCommand,
  encodeKvResult,
  type KvCommand,
  type KvDeleteRangeCommand,
  type KvPutCommand,
  type KvRecord,
  type KvResult,
} from "./command.ts";
import {
  changeKey,
  changeValue,
  decodeRecord,
  encodeRecord,
  encodeRevision,
  historyKey,
  keyBounds,
  keyOfLatest,
  latestBounds,
  latestKey,
  latestKeyOfString,
  REVISION_KEY,
  toKvRecord,
} from "./layout.ts";
import { scanPages } from "./pages.ts";
import type { RecordCache } from "./record-cache.ts";

/**
 * What one DeleteRange may delete. Past it the command is refused, the same on every member: these two are part of the command format and no
 * options, since members with different options would diverge, and cannot change once there is data. They bound the memory of a command: the
 * old records move to the history.
 */
export const DELETE_KEYS_MAX = 10_000;
export const DELETE_BYTES_MAX: number = 8 * 1024 * 1024;

/**
 * A batch that holds this much takes no further command, so that it needs at most this and the most that one command can. Members may differ
 * in it: where batches end shows in no result and no row.
 */
export const KV_BATCH_BYTES_MAX: number = 8 * 1024 * 1024;

/** What a row of the batch or the overlay takes on the heap beside its bytes (200 and more were measured): many short ones weigh too. */
const ROW_OVERHEAD_BYTES = 256;

/** A live key and its record as stored. */
interface LiveRow {
  readonly keyString: string;
  readonly key: Uint8Array;
  readonly record: Uint8Array;
}

/**
 * The commands of one apply batch. Later ones see the writes of earlier ones through an overlay; the LATEST rows, of which only the last of a
 * key counts, are written at the end.
 */
export class KvBatch {
  readonly #store: StateStore;
  readonly #cache: RecordCache;
  readonly #batch: StateBatch;
  /** What the batch makes of each key that it touches; null: deleted. */
  readonly #overlay = new Map<string, Uint8Array | null>();
  readonly #revisionBefore: number;
  #revision: number;
  /** What the commands so far keep in memory until the batch is written, roughly. */
  #heldBytes = 0;
  /** Opened by the first read that neither the overlay nor the cache can answer. */
  #view: KeyValueView | null = null;

  constructor(
    options: { readonly revision: number },
    dependencies: {
      readonly store: StateStore;
      readonly cache: RecordCache;
      readonly batch: StateBatch;
    },
  ) {
    this.#revision = options.revision;
    this.#revisionBefore = options.revision;
    this.#store = dependencies.store;
    this.#cache = dependencies.cache;
    this.#batch = dependencies.batch;
  }

  get revision(): number {
    return this.#revision;
  }

  /** True once the batch should be written before another command is applied. */
  get isFull(): boolean {
    return this.#heldBytes >= KV_BATCH_BYTES_MAX;
  }

  apply(command: KvCommand): CommandResult {
    const refusal = checkKvCommand(command);
    if (refusal !== null) {
      return rejected(refusal);
    }
    switch (command.type) {
      case "put":
        return this.#put(command);
      case "deleteRange":
        return this.#deleteRange(command);
      default:
        return assertNever(command);
    }
  }

  /** Writes the rows that stand once a batch. No command may follow. */
  finish(): void {
    if (this.#revision === this.#revisionBefore) {
      return;
    }
    for (const [keyString, record] of this.#overlay) {
      const key = latestKeyOfString(keyString);
      this.#batch.write(
        record === null ? { op: "delete", key } : { op: "put", key, value: record },
      );
    }
    this.#batch.write({ op: "put", key: REVISION_KEY, value: encodeRevision(this.#revision) });
  }

  /** Frees the view; to be called however the batch ends. */
  close(): void {
    this.#view?.close();
    this.#view = null;
  }

  /** Makes what the batch wrote the cache's content: only after it is written. */
  moveTo(cache: RecordCache): void {
    for (const [keyString, record] of this.#overlay) {
      if (record === null) {
        cache.delete(keyString);
      } else {
        cache.set(keyString, record);
      }
    }
  }

  #put(command: KvPutCommand): CommandResult {
    const { key } = command;
    const keyString = toByteString(key);
    const previousBytes = this.#latest(keyString, key);
    const previous = previousBytes === null ? null : decodeRecord(previousBytes);
    if (previous === null && (command.ignoreValue || command.ignoreLease)) {
      return rejected({ code: "INVALID_ARGUMENT", message: "etcdserver: key not found" });
    }
    const revision = this.#nextRevision();
    const record = encodeRecord({
      modRevision: revision,
      createRevision: previous?.createRevision ?? revision,
      version: (previous?.version ?? 0) + 1,
      lease: command.ignoreLease ? (previous?.lease ?? 0) : command.lease,
      value: command.ignoreValue ? (previous?.value ?? command.value) : command.value,
    });
    if (previousBytes !== null) {
      this.#write({ key: historyKey(key, revision), value: previousBytes });
    }
    this.#write({ key: changeKey({ revision, sub: 0 }), value: changeValue("put", key) });
    this.#setLatest(keyString, record);
    const prevKv = command.prevKv && previous !== null ? toKvRecord(key, previous) : null;
    return this.#applied({ type: "put", revision, prevKv });
  }

  #deleteRange(command: KvDeleteRangeCommand): CommandResult {
    const rows = this.#liveRows(command);
    if (rows === null) {
      // What was read to find it out is garbage now, and as much as it may ever be.
      this.#heldBytes += DELETE_BYTES_MAX;
      const message = `the range to delete holds more than ${DELETE_KEYS_MAX} keys or ${DELETE_BYTES_MAX} bytes: delete it in smaller ranges`;
      return rejected({ code: "RESOURCE_EXHAUSTED", message });
    }
    const prevKvs: readonly KvRecord[] = command.prevKv
      ? rows.map(({ key, record }) => toKvRecord(key, decodeRecord(record)))
      : [];
    const revision = rows.length === 0 ? this.#revision : this.#nextRevision();
    for (const [sub, { keyString, key, record }] of rows.entries()) {
      this.#write({ key: historyKey(key, revision), value: record });
      this.#write({ key: changeKey({ revision, sub }), value: changeValue("delete", key) });
      this.#setLatest(keyString, null);
    }
    return this.#applied({ type: "deleteRange", revision, deleted: rows.length, prevKvs });
  }

  #write(row: KeyValue): void {
    this.#heldBytes += row.key.length + row.value.length + ROW_OVERHEAD_BYTES;
    this.#batch.write({ op: "put", ...row });
  }

  #setLatest(keyString: string, record: Uint8Array | null): void {
    this.#heldBytes += keyString.length + (record?.length ?? 0) + ROW_OVERHEAD_BYTES;
    this.#overlay.set(keyString, record);
  }

  #applied(result: KvResult): CommandResult {
    const bytes = encodeKvResult(result);
    this.#heldBytes += bytes.length;
    return { kind: "applied", result: bytes };
  }

  #nextRevision(): number {
    assert(this.#revision < Number.MAX_SAFE_INTEGER, "the revision has reached 2^53 - 1");
    this.#revision += 1;
    return this.#revision;
  }

  /** The record of `key` as the commands so far left it. */
  #latest(keyString: string, key: Uint8Array): Uint8Array | null {
    const written = this.#overlay.get(keyString);
    if (written !== undefined) {
      return written;
    }
    return this.#cache.get(keyString) ?? this.#openView().get(latestKey(key));
  }

  /** The live keys of a range in key order; null where they are more than a command may delete. */
  #liveRows(range: KvDeleteRangeCommand): readonly LiveRow[] | null {
    if (range.rangeEnd.length === 0) {
      const keyString = toByteString(range.key);
      const record = this.#latest(keyString, range.key);
      return record === null ? [] : [{ keyString, key: range.key, record }];
    }
    const bounds = keyBounds(range);
    if (bounds.end !== null && compareBytes(bounds.start, bounds.end) >= 0) {
      return [];
    }
    const rows: LiveRow[] = [];
    let bytes = 0;
    const isWithinLimits = (row: LiveRow): boolean => {
      rows.push(row);
      bytes += row.key.length + row.record.length;
      return rows.length <= DELETE_KEYS_MAX && bytes <= DELETE_BYTES_MAX;
    };
    for (const row of this.#overlayRows(bounds)) {
      if (!isWithinLimits(row)) {
        return null;
      }
    }
    for (const page of scanPages(this.#openView(), latestBounds(bounds))) {
      for (const { key: rowKey, value: record } of page) {
        const key = keyOfLatest(rowKey);
        const keyString = toByteString(key);
        if (!this.#overlay.has(keyString) && !isWithinLimits({ keyString, key, record })) {
          return null;
        }
      }
    }
    return rows.sort((left, right) => (left.keyString < right.keyString ? -1 : 1));
  }

  *#overlayRows(bounds: {
    readonly start: Uint8Array;
    readonly end: Uint8Array | null;
  }): Generator<LiveRow> {
    const start = toByteString(bounds.start);
    const end = bounds.end === null ? null : toByteString(bounds.end);
    for (const [keyString, record] of this.#overlay) {
      if (record !== null && keyString >= start && (end === null || keyString < end)) {
        yield { keyString, key: fromByteString(keyString), record };
      }
    }
  }

  #openView(): KeyValueView {
    this.#view ??= this.#store.view();
    return this.#view;
  }
}

function rejected(refusal: ProposalRefusal): CommandResult {
  return { kind: "rejected", ...refusal };
}
