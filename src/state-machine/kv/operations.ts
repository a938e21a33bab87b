import type { KvRange, KvRangeRequest } from "./query.ts";
import type { KvRecord } from "./record.ts";

export interface KvPutCommand {
  readonly type: "put";
  readonly key: Uint8Array;
  readonly value: Uint8Array;
  readonly lease: number;
  readonly prevKv: boolean;
  readonly ignoreValue: boolean;
  readonly ignoreLease: boolean;
}

export interface KvDeleteRangeCommand {
  readonly type: "deleteRange";
  readonly key: Uint8Array;
  /** Exclusive. Empty: `key` alone. A single zero byte: from `key` on. */
  readonly rangeEnd: Uint8Array;
  readonly prevKv: boolean;
}

export type KvCompareResult = "equal" | "greater" | "less" | "notEqual";

/** What a compare looks at, and what it is held against. */
export type KvCompareOperand =
  | { readonly target: "version" | "create" | "mod" | "lease"; readonly number: number }
  | { readonly target: "value"; readonly value: Uint8Array };

/**
 * Holds where it holds for every key of the range. Where there is no key, zeros stand for the numbers of one; a compare of a value never holds then.
 */
export interface KvCompare {
  readonly key: Uint8Array;
  /** As in a deletion. */
  readonly rangeEnd: Uint8Array;
  readonly result: KvCompareResult;
  readonly operand: KvCompareOperand;
}

export interface KvTxnRange {
  readonly type: "range";
  readonly request: KvRangeRequest;
}

export type KvTxnOperation = KvPutCommand | KvDeleteRangeCommand | KvTxnRange | KvTxnCommand;

/**
 * etcd's Txn. All compares, those of inner transactions included, look at the state before the whole; then the operations of `success` or of `failure`
 * are done in order, each one seeing what those before it wrote. All or nothing, under one revision.
 */
export interface KvTxnCommand {
  readonly type: "txn";
  readonly compares: readonly KvCompare[];
  readonly success: readonly KvTxnOperation[];
  readonly failure: readonly KvTxnOperation[];
}

/** What changes the store, as an entry of the log. */
export type KvCommand = KvPutCommand | KvDeleteRangeCommand | KvTxnCommand;

export interface KvPutResult {
  readonly type: "put";
  /** The store's revision after the command: the header's. */
  readonly revision: number;
  readonly prevKv: KvRecord | null;
}

export interface KvDeleteRangeResult {
  readonly type: "deleteRange";
  readonly revision: number;
  readonly deleted: number;
  /** In key order; empty unless asked for. */
  readonly prevKvs: readonly KvRecord[];
}

/** What became of a transaction, of an inner one too. */
export interface KvTxnResult {
  readonly type: "txn";
  readonly revision: number;
  readonly succeeded: boolean;
  /** One for each operation of the branch that was taken. */
  readonly results: readonly KvTxnOperationResult[];
}

export type KvTxnOperationResult =
  | KvPutResult
  | KvDeleteRangeResult
  | { readonly type: "range"; readonly range: KvRange }
  | KvTxnResult;

export type KvResult = KvPutResult | KvDeleteRangeResult | KvTxnResult;
