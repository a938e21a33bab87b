import { assert, assertNever } from "../../utils/assert.ts";
import type { KeyValue, KeyValueView } from "../../utils/key-value.ts";
import type { CommandResult, ProposalRefusal, StateBatch, StateStore } from "../types.ts";
import { toByteString } from "../bytes.ts";
import { checkKvCommand } from "./command-check.ts";
import { encodeKvResult } from "./command.ts";
import {
  changeKey,
  changeValue,
  decodeRecord,
  encodeRecord,
  encodeRevision,
  historyKey,
  keyBounds,
  latestKey,
  latestKeyOfString,
  REVISION_KEY,
  toKvRecord,
} from "./layout.ts";
import type {
  KvCommand,
  KvDeleteRangeCommand,
  KvDeleteRangeResult,
  KvPutCommand,
  KvPutResult,
  KvResult,
  KvTxnCommand,
} from "./operations.ts";
import type { KvRecord } from "./record.ts";
import type { RecordCache } from "./record-cache.ts";
import { type KeyBounds, latestRecords, type LocatedRecord } from "./records-at.ts";
import { type KvRefusal, readsOlderRevision, txnSteps } from "./txn-steps.ts";
import { WrittenRecords } from "./written-records.ts";

/**
 * What one DeleteRange may delete, and what one transaction may delete and put over. Past it the command is refused, the same on every member: these two are part of the command format and no
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

/** Commands whose old records are read together. */
export const KV_PREFETCH_COMMANDS_MAX = 256;
/** Of old records read together: what is over it is read record by record, as the batch's own bound lets. */
const PREFETCH_BYTES_MAX: number = 1024 * 1024;

/** What a row or a record of the batch takes on the heap beside its bytes (200 and more were measured): many short ones weigh too. */
const ROW_OVERHEAD_BYTES = 256;

/** A live key and its record as stored. */
interface LiveRow {
  readonly keyString: string;
  readonly key: Uint8Array;
  readonly record: Uint8Array;
}

/** What a transaction has done so far, to be taken back where it is refused. */
interface OpenTxn {
  /** Written when it is done. */
  readonly rows: KeyValue[];
  readonly revisionBefore: number;
  movedKeys: number;
  movedBytes: number;
}

/**
 * The commands of one apply batch. Later ones see the writes of earlier ones through `WrittenRecords`; the LATEST rows, of which only the last of a
 * key counts, are written at the end.
 */
export class KvBatch {
  readonly #store: StateStore;
  readonly #cache: RecordCache;
  readonly #batch: StateBatch;
  readonly #written = new WrittenRecords();
  readonly #revisionBefore: number;
  #revision: number;
  /** Changes under the latest revision so far. */
  #subCount = 0;
  #txn: OpenTxn | null = null;
  /** What the commands so far keep in memory until the batch is written, roughly. */
  #heldBytes = 0;
  /** Records as they stood before the batch, of keys that the cache does not hold; null: there was none. */
  #prefetched: ReadonlyMap<string, Uint8Array | null> = new Map();
  /** Opened by the first read that nothing else can answer. */
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

  /** Reads at once what the puts among `commands`, which are applied next, write over. */
  prefetch(commands: readonly KvCommand[]): void {
    const { readRows } = this.#store;
    if (readRows === undefined) {
      return;
    }
    const missing = new Map<string, Uint8Array>();
    for (const command of commands) {
      if (command.type === "put") {
        const keyString = toByteString(command.key);
        if (this.#written.get(keyString) === undefined && this.#cache.get(keyString) === null) {
          missing.set(keyString, latestKey(command.key));
        }
      }
    }
    const prefetched = new Map<string, Uint8Array | null>();
    if (missing.size > 0) {
      const rows = readRows({ keys: [...missing.values()], bytesMax: PREFETCH_BYTES_MAX });
      let at = 0;
      for (const keyString of missing.keys()) {
        const row = rows[at];
        at += 1;
        if (row !== undefined) {
          prefetched.set(keyString, row);
        }
      }
    }
    this.#prefetched = prefetched;
  }

  apply(command: KvCommand): CommandResult {
    const refusal = checkKvCommand(command);
    if (refusal !== null) {
      return rejected(refusal);
    }
    switch (command.type) {
      case "put":
        return this.#finished(this.#put(command));
      case "deleteRange":
        return this.#finished(this.#deleteRange(command));
      case "txn":
        return this.#runTxn(command);
      default:
        return assertNever(command);
    }
  }

  /** True where the batch must be written before `command`: it reads at a revision that may only come to be with this batch. */
  mustEndBefore(command: KvCommand): boolean {
    return (
      command.type === "txn" &&
      this.#revision !== this.#revisionBefore &&
      readsOlderRevision(command)
    );
  }

  /** Writes the rows that stand once a batch. No command may follow. */
  finish(): void {
    if (this.#revision === this.#revisionBefore) {
      return;
    }
    for (const [keyString, record] of this.#written.entries()) {
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
    for (const [keyString, record] of this.#written.entries()) {
      if (record === null) {
        cache.delete(keyString);
      } else {
        cache.set(keyString, record);
      }
    }
  }

  #runTxn(command: KvTxnCommand): CommandResult {
    const txn: OpenTxn = {
      rows: [],
      revisionBefore: this.#revision,
      movedKeys: 0,
      movedBytes: 0,
    };
    this.#txn = txn;
    this.#written.begin();
    const steps = txnSteps(command, {
      latest: {
        get: (key) => this.#latest(toByteString(key), key),
        within: (bounds) => this.#latestRecords(bounds),
      },
      past: () => this.#openView(),
      revision: () => this.#revision,
      writes: {
        put: (operation) => this.#put(operation),
        deleteRange: (operation) => this.#deleteRange(operation),
      },
    });
    let step = steps.next();
    while (step.done !== true) {
      step = steps.next();
    }
    this.#txn = null;
    if (step.value.type === "rejected") {
      this.#written.takeBack();
      this.#revision = txn.revisionBefore;
    } else {
      this.#written.keep();
      for (const row of txn.rows) {
        this.#batch.write({ op: "put", ...row });
      }
    }
    return this.#finished(step.value);
  }

  #put(command: KvPutCommand): KvPutResult | KvRefusal {
    const { key } = command;
    const keyString = toByteString(key);
    const previousBytes = this.#latest(keyString, key);
    const previous = previousBytes === null ? null : decodeRecord(previousBytes);
    if (previous === null && (command.ignoreValue || command.ignoreLease)) {
      return refused("INVALID_ARGUMENT", "etcdserver: key not found");
    }
    const refusal =
      previousBytes === null ? null : this.#move([{ keyString, key, record: previousBytes }]);
    if (refusal !== null) {
      return refusal;
    }
    const revision = this.#openRevision();
    const record = encodeRecord({
      modRevision: revision,
      createRevision: previous?.createRevision ?? revision,
      version: (previous?.version ?? 0) + 1,
      lease: command.ignoreLease ? (previous?.lease ?? 0) : command.lease,
      value: command.ignoreValue ? (previous?.value ?? command.value) : command.value,
    });
    if (previousBytes !== null && previous !== null) {
      this.#writePast({ key, record: previousBytes, madeAt: previous.modRevision });
    }
    this.#writeChange("put", key);
    this.#setLatest(keyString, record);
    const prevKv = command.prevKv && previous !== null ? toKvRecord(key, previous) : null;
    return { type: "put", revision, prevKv };
  }

  #deleteRange(command: KvDeleteRangeCommand): KvDeleteRangeResult | KvRefusal {
    const rows = this.#liveRows(command);
    const refusal = rows === null ? tooManyDeleted() : this.#move(rows);
    if (rows === null || refusal !== null) {
      // What was read to find it out is garbage now, and as much as it may ever be.
      this.#heldBytes += DELETE_BYTES_MAX;
      return refusal ?? tooManyDeleted();
    }
    if (rows.length === 0) {
      return { type: "deleteRange", revision: this.#revision, deleted: 0, prevKvs: [] };
    }
    const revision = this.#openRevision();
    const prevKvs: KvRecord[] = [];
    for (const { keyString, key, record } of rows) {
      const stored = decodeRecord(record);
      if (command.prevKv) {
        prevKvs.push(toKvRecord(key, stored));
      }
      this.#writePast({ key, record, madeAt: stored.modRevision });
      this.#writeChange("delete", key);
      this.#setLatest(keyString, null);
    }
    return { type: "deleteRange", revision, deleted: rows.length, prevKvs };
  }

  /** Counts what a transaction moves to the history. A put alone moves one record, a deletion alone has its own bounds. */
  #move(rows: readonly LiveRow[]): KvRefusal | null {
    const txn = this.#txn;
    if (txn === null) {
      return null;
    }
    txn.movedKeys += rows.length;
    for (const { key, record } of rows) {
      txn.movedBytes += key.length + record.length;
    }
    if (txn.movedKeys <= DELETE_KEYS_MAX && txn.movedBytes <= DELETE_BYTES_MAX) {
      return null;
    }
    return refused(
      "RESOURCE_EXHAUSTED",
      `the transaction deletes and puts over more than ${DELETE_KEYS_MAX} keys or ${DELETE_BYTES_MAX} bytes: split it`,
    );
  }

  /** A record that was made under this very revision was never to be seen: it has no past. */
  #writePast(past: {
    readonly key: Uint8Array;
    readonly record: Uint8Array;
    readonly madeAt: number;
  }): void {
    if (past.madeAt !== this.#revision) {
      this.#write({ key: historyKey(past.key, this.#revision), value: past.record });
    }
  }

  #writeChange(kind: "put" | "delete", key: Uint8Array): void {
    const change = { revision: this.#revision, sub: this.#subCount };
    this.#subCount += 1;
    this.#write({ key: changeKey(change), value: changeValue(kind, key) });
  }

  #write(row: KeyValue): void {
    this.#heldBytes += row.key.length + row.value.length + ROW_OVERHEAD_BYTES;
    if (this.#txn === null) {
      this.#batch.write({ op: "put", ...row });
    } else {
      this.#txn.rows.push(row);
    }
  }

  #setLatest(keyString: string, record: Uint8Array | null): void {
    this.#heldBytes += keyString.length + (record?.length ?? 0) + ROW_OVERHEAD_BYTES;
    this.#written.set(keyString, record);
  }

  #finished(result: KvResult | KvRefusal): CommandResult {
    if (result.type === "rejected") {
      return rejected(result);
    }
    const bytes = encodeKvResult(result);
    this.#heldBytes += bytes.length;
    return { kind: "applied", result: bytes };
  }

  /** The revision of the command's changes: a new one, but for the later changes of a transaction. */
  #openRevision(): number {
    if (this.#txn === null || this.#revision === this.#txn.revisionBefore) {
      assert(this.#revision < Number.MAX_SAFE_INTEGER, "the revision has reached 2^53 - 1");
      this.#revision += 1;
      this.#subCount = 0;
    }
    return this.#revision;
  }

  /** The record of `key` as the commands so far left it. */
  #latest(keyString: string, key: Uint8Array): Uint8Array | null {
    const written = this.#written.get(keyString);
    if (written !== undefined) {
      return written;
    }
    const cached = this.#cache.get(keyString);
    if (cached !== null) {
      return cached;
    }
    const prefetched = this.#prefetched.get(keyString);
    return prefetched === undefined ? this.#openView().get(latestKey(key)) : prefetched;
  }

  /** The live keys of a range in key order; null where they are more than a command may delete. */
  #liveRows(range: KvDeleteRangeCommand): readonly LiveRow[] | null {
    if (range.rangeEnd.length === 0) {
      const keyString = toByteString(range.key);
      const record = this.#latest(keyString, range.key);
      return record === null ? [] : [{ keyString, key: range.key, record }];
    }
    const rows: LiveRow[] = [];
    let bytes = 0;
    for (const page of this.#latestRecords(keyBounds(range))) {
      for (const { key, record } of page) {
        rows.push({ keyString: toByteString(key), key, record });
        bytes += key.length + record.length;
        if (rows.length > DELETE_KEYS_MAX || bytes > DELETE_BYTES_MAX) {
          return null;
        }
      }
    }
    return rows;
  }

  /** The latest records as the commands so far left them. */
  #latestRecords(bounds: KeyBounds): Iterable<readonly LocatedRecord[]> {
    return this.#written.merged(latestRecords(this.#openView(), bounds), bounds);
  }

  #openView(): KeyValueView {
    this.#view ??= this.#store.view();
    return this.#view;
  }
}

function tooManyDeleted(): KvRefusal {
  const message = `the range to delete holds more than ${DELETE_KEYS_MAX} keys or ${DELETE_BYTES_MAX} bytes: delete it in smaller ranges`;
  return refused("RESOURCE_EXHAUSTED", message);
}

function refused(code: ProposalRefusal["code"], message: string): KvRefusal {
  return { type: "rejected", code, message };
}

function rejected({ code, message }: ProposalRefusal): CommandResult {
  return { kind: "rejected", code, message };
}
