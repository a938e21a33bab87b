/** One write to an ordered store of bytes. Keys compare as unsigned bytes. */
export type KeyValueWrite =
  | { readonly op: "put"; readonly key: Uint8Array; readonly value: Uint8Array }
  | { readonly op: "delete"; readonly key: Uint8Array };

export interface KeyValue {
  readonly key: Uint8Array;
  readonly value: Uint8Array;
}

/** What a read of many rows says of one: its value; null: there is no such row; undefined: it was not read, as the others hold `bytesMax` already. */
export type RowRead = Uint8Array | null | undefined;

/** Rows asked for together. */
export interface RowsRequest {
  readonly keys: readonly Uint8Array[];
  /** Values beyond it are left out; the one that passes it is not. */
  readonly bytesMax: number;
}

export interface ScanRange {
  /** First key, inclusive. */
  readonly start: Uint8Array;
  /** Exclusive; null: to the end of the store. */
  readonly end: Uint8Array | null;
  readonly reverse?: boolean;
  /** Rows at most; at least 1. */
  readonly limit: number;
  /**
   * A hint that bounds memory: once the rows hold this many bytes, a store may return them (at least one) although more follow. A caller
   * that gives it takes rows that hold fewer bytes and number fewer than `limit`, and only these, for the end of the range.
   */
  readonly bytesMax?: number;
}

/**
 * A consistent, synchronous view of an ordered store: later writes do not show in it. Reads are synchronous because the binding's are,
 * and a hop to a thread costs more than the read (research/performance.md B2).
 */
export interface KeyValueView {
  get(key: Uint8Array): Uint8Array | null;
  /** Rows in key order. */
  scan(range: ScanRange): readonly KeyValue[];
  /** Frees what the view pins; idempotent. No read may follow. */
  close(): void;
}
