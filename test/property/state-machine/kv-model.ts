import { Buffer } from "node:buffer";
import { assertNever } from "../../../src/utils/assert.ts";
import { checkKvCommand } from "../../../src/state-machine/kv/command-check.ts";
import type {
  KvCommand,
  KvCompare,
  KvDeleteRangeCommand,
  KvPutCommand,
  KvTxnCommand,
} from "../../../src/state-machine/kv/operations.ts";
import type { KvRangeRequest } from "../../../src/state-machine/kv/query.ts";
import type { KvRecord } from "../../../src/state-machine/kv/record.ts";

/** A record with hexadecimal key and value, so that tests can compare and print it. */
export type PlainRecord = Omit<KvRecord, "key" | "value"> & {
  readonly key: string;
  readonly value: string;
};

export type ModelAnswer =
  | { readonly error: string }
  | {
      readonly revision: number;
      readonly prev?: readonly PlainRecord[];
      readonly deleted?: number;
      readonly kvs?: readonly PlainRecord[];
      readonly more?: boolean;
      readonly count?: number;
      readonly succeeded?: boolean;
      readonly results?: readonly ModelAnswer[];
    };

/** For each transaction that is run, in order: whether its compares held. */
type Path = readonly { readonly txn: KvTxnCommand; readonly succeeded: boolean }[];

interface Version {
  readonly key: string;
  readonly revision: number;
  /** Null: deleted. */
  readonly record: PlainRecord | null;
}

export function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}

export function plain(record: KvRecord): PlainRecord {
  return { ...record, key: hex(record.key), value: hex(record.value) };
}

/** etcd's rules over an array of all versions that ever were, with no index and no thought of cost. */
export class KvModel {
  readonly #versions: Version[] = [];
  revision = 1;

  apply(command: KvCommand): ModelAnswer {
    // The rules that need no state are held against etcd itself, elsewhere.
    const refusal = checkKvCommand(command);
    if (refusal !== null) {
      return { error: refusal.message };
    }
    switch (command.type) {
      case "put":
        return this.#put(command, this.revision);
      case "deleteRange":
        return this.#deleteRange(command, this.revision);
      case "txn": {
        const { length } = this.#versions;
        const before = this.revision;
        const answer = this.#txn(command, { before, path: this.#decide(command) });
        if ("error" in answer) {
          this.#versions.splice(length);
          this.revision = before;
        }
        return answer;
      }
      default:
        return assertNever(command);
    }
  }

  #deleteRange(command: KvDeleteRangeCommand, before: number): ModelAnswer {
    const found = this.#alive(command, this.revision);
    if (found.length > 0) {
      this.revision = before + 1;
    }
    for (const { key } of found) {
      this.#versions.push({ key, revision: this.revision, record: null });
    }
    const prev = command.prevKv ? found : [];
    return { revision: this.revision, deleted: found.length, prev };
  }

  #put(command: KvPutCommand, before: number): ModelAnswer {
    const [previous] = this.#alive({ key: command.key, rangeEnd: Buffer.alloc(0) }, this.revision);
    if (previous === undefined && (command.ignoreValue || command.ignoreLease)) {
      return { error: "etcdserver: key not found" };
    }
    this.revision = before + 1;
    const record: PlainRecord = {
      key: hex(command.key),
      value: command.ignoreValue ? previous!.value : hex(command.value),
      createRevision: previous?.createRevision ?? this.revision,
      modRevision: this.revision,
      version: (previous?.version ?? 0) + 1,
      lease: 0,
    };
    this.#versions.push({ key: record.key, revision: this.revision, record });
    const prev = command.prevKv && previous !== undefined ? [previous] : [];
    return { revision: this.revision, prev };
  }

  /** All compares look at the state before anything is written. */
  #decide(txn: KvTxnCommand): Path {
    const succeeded = txn.compares.every((compare) => this.#holds(compare));
    const branch = succeeded ? txn.success : txn.failure;
    const inner = branch.flatMap((op) => (op.type === "txn" ? this.#decide(op) : []));
    return [{ txn, succeeded }, ...inner];
  }

  #txn(txn: KvTxnCommand, run: { readonly before: number; readonly path: Path }): ModelAnswer {
    const { before, path } = run;
    const succeeded = path.find((step) => step.txn === txn)!.succeeded;
    const results: ModelAnswer[] = [];
    for (const op of succeeded ? txn.success : txn.failure) {
      let result: ModelAnswer;
      if (op.type === "range") {
        result =
          op.request.revision > before
            ? { error: "etcdserver: mvcc: required revision is a future revision" }
            : this.range(op.request);
      } else if (op.type === "txn") {
        result = this.#txn(op, run);
      } else {
        result = op.type === "put" ? this.#put(op, before) : this.#deleteRange(op, before);
      }
      if ("error" in result) {
        return result;
      }
      results.push(result);
    }
    return { revision: this.revision, succeeded, results };
  }

  #holds(compare: KvCompare): boolean {
    const found = this.#alive(compare, this.revision);
    const { operand, result } = compare;
    if (found.length === 0 && operand.target === "value") {
      return false;
    }
    const nothing = { version: 0, createRevision: 0, modRevision: 0, lease: 0, value: "" };
    return (found.length === 0 ? [nothing] : found).every((record) => {
      const fields = {
        version: record.version,
        create: record.createRevision,
        mod: record.modRevision,
        lease: record.lease,
        value: record.value,
      };
      const left = fields[operand.target];
      const right = operand.target === "value" ? hex(operand.value) : operand.number;
      const holds = {
        equal: left === right,
        notEqual: left !== right,
        greater: left > right,
        less: left < right,
      };
      return holds[result];
    });
  }

  range(request: KvRangeRequest): ModelAnswer {
    if (request.key.length === 0) {
      return { error: "etcdserver: key is not provided" };
    }
    if (request.revision > this.revision) {
      return { error: "etcdserver: mvcc: required revision is a future revision" };
    }
    const all = this.#alive(request, request.revision > 0 ? request.revision : this.revision);
    const count = all.length;
    if (request.countOnly) {
      return { revision: this.revision, kvs: [], more: false, count };
    }
    const isFiltered = [
      request.minModRevision,
      request.maxModRevision,
      request.minCreateRevision,
      request.maxCreateRevision,
    ].some((bound) => bound !== 0);
    const isCutFirst = request.limit > 0 && request.sortOrder === "none" && !isFiltered;
    const fetched = isCutFirst ? all.slice(0, request.limit + 1) : all;
    const matching = fetched.filter(
      (record) =>
        (request.minModRevision === 0 || record.modRevision >= request.minModRevision) &&
        (request.maxModRevision === 0 || record.modRevision <= request.maxModRevision) &&
        (request.minCreateRevision === 0 || record.createRevision >= request.minCreateRevision) &&
        (request.maxCreateRevision === 0 || record.createRevision <= request.maxCreateRevision),
    );
    const property = {
      key: "key",
      version: "version",
      create: "createRevision",
      mod: "modRevision",
      value: "value",
    } as const;
    const by = property[request.sortTarget];
    const sign = request.sortOrder === "descend" ? -1 : 1;
    matching.sort((left, right) =>
      left[by] < right[by] ? -sign : left[by] > right[by] ? sign : 0,
    );
    const more = request.limit > 0 && matching.length > request.limit;
    const kvs = (more ? matching.slice(0, request.limit) : matching).map((record) =>
      request.keysOnly ? { ...record, value: "" } : record,
    );
    return { revision: this.revision, kvs, more, count };
  }

  /** The records of a range at a revision, in key order. */
  #alive(
    range: { readonly key: Uint8Array; readonly rangeEnd: Uint8Array },
    revision: number,
  ): readonly PlainRecord[] {
    const key = hex(range.key);
    const end = hex(range.rangeEnd);
    const isWithin = (other: string): boolean =>
      end === "" ? other === key : other >= key && (end === "00" || other < end);
    const records = new Map<string, PlainRecord | null>();
    for (const version of this.#versions) {
      if (version.revision <= revision && isWithin(version.key)) {
        records.set(version.key, version.record);
      }
    }
    return [...records.values()]
      .filter((record) => record !== null)
      .sort((left, right) => (left.key < right.key ? -1 : 1));
  }
}
