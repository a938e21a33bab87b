import { etcdserverpb } from "../../src/gen/proto.js";

export type KvRequest =
  | { readonly method: "Put"; readonly request: etcdserverpb.PutRequest.$Properties }
  | { readonly method: "Range"; readonly request: etcdserverpb.RangeRequest.$Properties }
  | {
      readonly method: "DeleteRange";
      readonly request: etcdserverpb.DeleteRangeRequest.$Properties;
    }
  | { readonly method: "Txn"; readonly request: etcdserverpb.TxnRequest.$Properties };

const { SortOrder, SortTarget } = etcdserverpb.RangeRequest;
const { CompareResult, CompareTarget } = etcdserverpb.Compare;
const SORT_ORDERS = [SortOrder.NONE, SortOrder.ASCEND, SortOrder.DESCEND];
const COMPARE_RESULTS = [
  CompareResult.EQUAL,
  CompareResult.GREATER,
  CompareResult.LESS,
  CompareResult.NOT_EQUAL,
];
const COMPARE_TARGETS = [
  CompareTarget.VERSION,
  CompareTarget.CREATE,
  CompareTarget.MOD,
  CompareTarget.VALUE,
  CompareTarget.LEASE,
];
/** So few that most requests meet a record, prefixes of one another, with the bytes that an encoding may stumble over. */
const KEYS = ["61", "6100", "610000", "6162", "61ff", "62", "ff"].map((hex) =>
  Buffer.from(hex, "hex"),
);
const VALUES = ["", "v", "w", "long value"].map((text) => Buffer.from(text));
const FROM_KEY = Buffer.of(0);
const NOTHING = Buffer.alloc(0);

/** Random requests of the etcd v3 KV service, the same for the same seed. */
export class RandomKvRequests {
  #state: number;
  /** About where the store's revision may be. */
  #revision = 1;

  constructor(seed: number) {
    this.#state = seed >>> 0 || 1;
  }

  next(): KvRequest {
    this.#revision += 0.5;
    switch (this.#below(10)) {
      case 0:
      case 1:
      case 2:
        return { method: "Put", request: this.#put(true) };
      case 3:
        return { method: "Range", request: this.#range() };
      case 4:
        return { method: "DeleteRange", request: this.#deleteRange(this.#chance(5)) };
      default:
        return { method: "Txn", request: this.#txn(2) };
    }
  }

  #txn(depth: number): etcdserverpb.TxnRequest.$Properties {
    return {
      compare: this.#list(2, () => this.#compare()),
      success: this.#list(4, () => this.#operation(depth)),
      failure: this.#list(3, () => this.#operation(depth)),
    };
  }

  #operation(depth: number): etcdserverpb.RequestOp.$Properties {
    switch (this.#below(depth > 0 ? 8 : 7)) {
      case 0:
      case 1:
      case 2:
      case 3:
        // A put that needs a record, behind a deletion of everything, makes etcd panic.
        return { requestPut: this.#put(false) };
      case 4:
      case 5:
        return { requestRange: this.#range() };
      case 6:
        return { requestDeleteRange: this.#deleteRange(this.#chance(8)) };
      default:
        return { requestTxn: this.#txn(depth - 1) };
    }
  }

  #put(mayKeep: boolean): etcdserverpb.PutRequest.$Properties {
    return {
      key: this.#key(),
      value: this.#pick(VALUES),
      prevKv: this.#chance(2),
      ignoreValue: mayKeep && this.#chance(8),
      ignoreLease: mayKeep && this.#chance(8),
    };
  }

  #range(): etcdserverpb.RangeRequest.$Properties {
    return {
      key: this.#key(),
      rangeEnd: this.#rangeEnd(),
      limit: this.#chance(3) ? this.#below(4) : 0,
      revision: this.#chance(3) ? this.#someRevision() : 0,
      sortOrder: this.#pick(SORT_ORDERS),
      sortTarget: this.#chance(2) ? SortTarget.KEY : SortTarget.MOD,
      keysOnly: this.#chance(6),
      countOnly: this.#chance(6),
      serializable: this.#chance(3),
      minModRevision: this.#chance(8) ? this.#below(Math.ceil(this.#revision)) : 0,
      maxModRevision: this.#chance(8) ? this.#below(Math.ceil(this.#revision)) : 0,
    };
  }

  #deleteRange(isFromKey: boolean): etcdserverpb.DeleteRangeRequest.$Properties {
    return {
      key: this.#key(),
      rangeEnd: isFromKey ? FROM_KEY : this.#chance(2) ? NOTHING : this.#pick(KEYS),
      prevKv: this.#chance(2),
    };
  }

  #compare(): etcdserverpb.Compare.$Properties {
    const target = this.#below(5);
    const number = this.#chance(3) ? this.#below(3) : Math.floor(this.#revision) - this.#below(20);
    const operands: readonly etcdserverpb.Compare.$Properties[] = [
      { version: this.#below(4) - 1 },
      { createRevision: number },
      { modRevision: number },
      { value: this.#pick(VALUES) },
      { lease: this.#below(2) },
    ];
    // Now and then an operand of another target, or none.
    const operand = this.#chance(12) ? (operands[this.#below(5)] ?? {}) : (operands[target] ?? {});
    return {
      result: this.#pick(COMPARE_RESULTS),
      target: COMPARE_TARGETS[target] ?? CompareTarget.VERSION,
      key: this.#key(),
      rangeEnd: this.#chance(3) ? this.#rangeEnd() : NOTHING,
      ...(this.#chance(20) ? {} : operand),
    };
  }

  /** Never below 0: etcd says "compacted" to that in a transaction, and reads the latest elsewhere. */
  #someRevision(): number {
    return Math.max(0, Math.floor(this.#revision) - this.#below(40) + 5);
  }

  #key(): Uint8Array {
    return this.#chance(60) ? NOTHING : this.#pick(KEYS);
  }

  #rangeEnd(): Uint8Array {
    return this.#chance(3) ? NOTHING : this.#chance(3) ? FROM_KEY : this.#pick(KEYS);
  }

  #list<T>(lengthMax: number, make: () => T): T[] {
    return Array.from({ length: this.#below(lengthMax + 1) }, make);
  }

  #pick<T>(from: readonly T[]): T {
    const picked = from[this.#below(from.length)];
    if (picked === undefined) {
      throw new Error("nothing to pick from");
    }
    return picked;
  }

  #chance(oneIn: number): boolean {
    return this.#below(oneIn) === 0;
  }

  /** Mulberry32. */
  #below(bound: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * bound) | 0;
  }
}
