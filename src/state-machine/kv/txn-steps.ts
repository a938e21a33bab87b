import { assert, assertNever } from "../../utils/assert.ts";
import type { KeyValueView } from "../../utils/key-value.ts";
import type { ProposalRefusal } from "../types.ts";
import { compareBytes } from "../bytes.ts";
import { decodeRecord, keyBounds, type StoredRecord } from "./layout.ts";
import type {
  KvCompare,
  KvDeleteRangeCommand,
  KvDeleteRangeResult,
  KvPutCommand,
  KvPutResult,
  KvTxnCommand,
  KvTxnOperation,
  KvTxnOperationResult,
  KvTxnResult,
} from "./operations.ts";
import type { KvRangeRequest } from "./query.ts";
import { rangeSteps, recordBytes } from "./range.ts";
import type { KvRecord } from "./record.ts";
import type { LatestRecords } from "./records-at.ts";

/**
 * What one transaction may look at and answer. Past it the transaction is refused, the same on every member: these two are part of the command format, as
 * those of a deletion are. They bound what one command costs every member while it is applied.
 */
export const TXN_KEYS_READ_MAX = 100_000;
export const TXN_ANSWER_BYTES_MAX: number = 4 * 1024 * 1024;

export type KvRefusal = { readonly type: "rejected" } & ProposalRefusal;

/** The state that a transaction runs on. Writes show in `latest` and `revision` at once. */
export interface TxnState {
  readonly latest: LatestRecords;
  /** The view for revisions from before the transaction. */
  readonly past: () => KeyValueView;
  readonly revision: () => number;
  /** Null for a transaction without writes. */
  readonly writes: {
    put(command: KvPutCommand): KvPutResult | KvRefusal;
    deleteRange(command: KvDeleteRangeCommand): KvDeleteRangeResult | KvRefusal;
  } | null;
}

/** Which branch each transaction takes: decided before anything is written. */
interface Decision {
  readonly succeeded: boolean;
  /** Of the inner transactions of that branch, in order. */
  readonly inner: readonly Decision[];
}

const NO_KEY: StoredRecord = {
  modRevision: 0,
  createRevision: 0,
  version: 0,
  lease: 0,
  value: new Uint8Array(0),
};

/** True where neither branch writes, inner transactions included. */
export function isReadOnlyTxn(txn: KvTxnCommand): boolean {
  return everyOperation(txn, ({ type }) => type === "range");
}

/** True where some range names a revision to read at. */
export function readsOlderRevision(txn: KvTxnCommand): boolean {
  return !everyOperation(txn, (operation) => !isOlderRange(operation));
}

/** The ranges of both branches, inner transactions included. */
export function rangesOf(txn: KvTxnCommand): readonly KvRangeRequest[] {
  return [...txn.success, ...txn.failure].flatMap((operation) => {
    if (operation.type === "range") {
      return [operation.request];
    }
    return operation.type === "txn" ? rangesOf(operation) : [];
  });
}

/**
 * Runs a checked transaction, with a pause after each page of rows that it reads. A refusal may come after writes: whoever gave `state` takes them back.
 */
export function* txnSteps(
  txn: KvTxnCommand,
  state: TxnState,
): Generator<void, KvTxnResult | KvRefusal, void> {
  const run = new TxnRun(state);
  const decision = yield* run.decide(txn);
  return decision === null ? run.tooLarge() : yield* run.execute(txn, decision);
}

function everyOperation(
  txn: KvTxnCommand,
  holds: (operation: Exclude<KvTxnOperation, KvTxnCommand>) => boolean,
): boolean {
  return [...txn.success, ...txn.failure].every((operation) =>
    operation.type === "txn" ? everyOperation(operation, holds) : holds(operation),
  );
}

function isOlderRange(operation: KvTxnOperation): boolean {
  return operation.type === "range" && operation.request.revision > 0;
}

class TxnRun {
  readonly #state: TxnState;
  readonly #revisionBefore: number;
  #keysLeft = TXN_KEYS_READ_MAX;
  #answerBytesLeft = TXN_ANSWER_BYTES_MAX;

  constructor(state: TxnState) {
    this.#state = state;
    this.#revisionBefore = state.revision();
  }

  /** Null past the bound of keys. */
  *decide(txn: KvTxnCommand): Generator<void, Decision | null, void> {
    let succeeded = true;
    for (const compare of txn.compares) {
      const holds = yield* this.#holds(compare);
      if (holds === null) {
        return null;
      }
      if (!holds) {
        succeeded = false;
        break;
      }
    }
    const inner: Decision[] = [];
    for (const operation of branchOf(txn, succeeded)) {
      if (operation.type === "txn") {
        const decision = yield* this.decide(operation);
        if (decision === null) {
          return null;
        }
        inner.push(decision);
      }
    }
    return { succeeded, inner };
  }

  *execute(
    txn: KvTxnCommand,
    { succeeded, inner }: Decision,
  ): Generator<void, KvTxnResult | KvRefusal, void> {
    const decisions = inner.values();
    const results: KvTxnOperationResult[] = [];
    for (const operation of branchOf(txn, succeeded)) {
      const result =
        operation.type === "txn"
          ? yield* this.execute(operation, nextOf(decisions))
          : yield* this.#operate(operation);
      if (result.type === "rejected") {
        return result;
      }
      results.push(result);
    }
    return { type: "txn", revision: this.#state.revision(), succeeded, results };
  }

  tooLarge(): KvRefusal {
    return {
      type: "rejected",
      code: "RESOURCE_EXHAUSTED",
      message: `the transaction reads more than ${TXN_KEYS_READ_MAX} keys or answers with more than ${TXN_ANSWER_BYTES_MAX} bytes: ask for less with limit, keys_only or smaller ranges`,
    };
  }

  *#operate(
    operation: Exclude<KvTxnOperation, KvTxnCommand>,
  ): Generator<void, KvTxnOperationResult | KvRefusal, void> {
    const { writes } = this.#state;
    switch (operation.type) {
      case "range":
        return yield* this.#range(operation.request);
      case "put": {
        assert(writes !== null, "a transaction without writes puts a key");
        const result = writes.put(operation);
        return result.type === "put" && result.prevKv !== null
          ? this.#answer(result, [result.prevKv])
          : result;
      }
      case "deleteRange": {
        assert(writes !== null, "a transaction without writes deletes a range");
        const result = writes.deleteRange(operation);
        return result.type === "deleteRange" ? this.#answer(result, result.prevKvs) : result;
      }
      default:
        return assertNever(operation);
    }
  }

  *#range(request: KvRangeRequest): Generator<void, KvTxnOperationResult | KvRefusal, void> {
    if (request.revision > this.#revisionBefore) {
      const message = "etcdserver: mvcc: required revision is a future revision";
      return { type: "rejected", code: "OUT_OF_RANGE", message };
    }
    const { latest, past } = this.#state;
    const range = yield* rangeSteps(request, {
      latest,
      past,
      revision: this.#state.revision(),
      resultBytesMax: this.#answerBytesLeft,
      keysMax: this.#keysLeft,
    });
    if (range.kind === "rejected") {
      return range.code === "RESOURCE_EXHAUSTED"
        ? this.tooLarge()
        : { type: "rejected", code: range.code, message: range.message };
    }
    this.#keysLeft -= range.count;
    return this.#answer({ type: "range", range }, range.kvs);
  }

  #answer(
    result: KvTxnOperationResult,
    records: readonly KvRecord[],
  ): KvTxnOperationResult | KvRefusal {
    for (const record of records) {
      this.#answerBytesLeft -= recordBytes(record);
    }
    return this.#answerBytesLeft < 0 ? this.tooLarge() : result;
  }

  /** Null past the bound of keys. */
  *#holds(compare: KvCompare): Generator<void, boolean | null, void> {
    const { latest } = this.#state;
    if (compare.rangeEnd.length === 0) {
      this.#keysLeft -= 1;
      const record = latest.get(compare.key);
      return this.#keysLeft < 0 ? null : holdsFor(compare, record);
    }
    let isEmpty = true;
    for (const page of latest.within(keyBounds(compare))) {
      for (const { record } of page) {
        isEmpty = false;
        this.#keysLeft -= 1;
        if (this.#keysLeft < 0) {
          return null;
        }
        if (!holdsFor(compare, record)) {
          return false;
        }
      }
      yield;
    }
    return isEmpty ? holdsFor(compare, null) : true;
  }
}

function branchOf(txn: KvTxnCommand, succeeded: boolean): readonly KvTxnOperation[] {
  return succeeded ? txn.success : txn.failure;
}

function nextOf(decisions: Iterator<Decision>): Decision {
  const next = decisions.next();
  assert(next.done !== true, "each inner transaction of a taken branch has a decision");
  return next.value;
}

function holdsFor({ operand, result }: KvCompare, record: Uint8Array | null): boolean {
  if (record === null && operand.target === "value") {
    // No value stands for that of a key that does not exist: an empty one is a value.
    return false;
  }
  const order = orderOf(operand, record === null ? NO_KEY : decodeRecord(record));
  switch (result) {
    case "equal":
      return order === 0;
    case "notEqual":
      return order !== 0;
    case "greater":
      return order > 0;
    case "less":
      return order < 0;
    default:
      return assertNever(result);
  }
}

function orderOf(operand: KvCompare["operand"], stored: StoredRecord): number {
  switch (operand.target) {
    case "value":
      return compareBytes(stored.value, operand.value);
    case "version":
      return stored.version - operand.number;
    case "create":
      return stored.createRevision - operand.number;
    case "mod":
      return stored.modRevision - operand.number;
    case "lease":
      return stored.lease - operand.number;
    default:
      return assertNever(operand);
  }
}
