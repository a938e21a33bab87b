import { Buffer } from "node:buffer";
import type { KvCommand, KvResult } from "../../src/state-machine/kv/operations.ts";
import { KV_RANGE_DEFAULTS, type KvRange } from "../../src/state-machine/kv/query.ts";
import type { KvRecord } from "../../src/state-machine/kv/record.ts";
import { assertNever } from "../../src/utils/assert.ts";
import type { Model } from "../support/linearizability.ts";

/** The values of a group's keys, in order; null: absent. Written values are unique in a run, so that a read names the write that it saw. */
export type GroupState = readonly (string | null)[];

/** What a client asks of one group of keys. Positions are keys of the group. */
export type GroupInput = { readonly group: number } & (
  | { readonly kind: "read" }
  | { readonly kind: "put"; readonly at: number; readonly value: string }
  | { readonly kind: "delete"; readonly at: number }
  /** Writes every value only while the key at `at` holds `expected`; reads the group otherwise. */
  | {
      readonly kind: "txn";
      readonly at: number;
      readonly expected: string | null;
      readonly values: GroupState;
    }
);

export type GroupOutput =
  | { readonly kind: "state"; readonly state: GroupState }
  /** What a put or a deletion found before. */
  | { readonly kind: "previous"; readonly value: string | null }
  /** `state` is null where the transaction wrote. */
  | { readonly kind: "txn"; readonly state: GroupState | null };

/** Groups of keys, each a partition of its own. */
export function createGroupModel(keysPerGroup: number): Model<GroupState, GroupInput, GroupOutput> {
  return {
    initial: Array.from({ length: keysPerGroup }, () => null),
    partition: ({ group }) => String(group),
    stateKey: (state) => JSON.stringify(state),
    step: (state, input, output) => {
      switch (input.kind) {
        case "read":
          return output === null || (output.kind === "state" && isEqual(output.state, state))
            ? { state }
            : null;
        case "put":
          return isPrevious(output, state[input.at] ?? null)
            ? { state: state.with(input.at, input.value) }
            : null;
        case "delete":
          return isPrevious(output, state[input.at] ?? null)
            ? { state: state.with(input.at, null) }
            : null;
        case "txn": {
          const succeeds = (state[input.at] ?? null) === input.expected;
          const isPossible =
            output === null ||
            (output.kind === "txn" &&
              (succeeds
                ? output.state === null
                : output.state !== null && isEqual(output.state, state)));
          return isPossible ? { state: succeeds ? merge(state, input.values) : state } : null;
        }
        default:
          return assertNever(input);
      }
    },
  };
}

/** Null positions of `values` leave what is there. */
function merge(state: GroupState, values: GroupState): GroupState {
  return state.map((value, at) => values[at] ?? value);
}

function isPrevious(output: GroupOutput | null, value: string | null): boolean {
  return output === null || (output.kind === "previous" && output.value === value);
}

function isEqual(left: GroupState, right: GroupState): boolean {
  return left.every((value, at) => value === right[at]);
}

function keyOf(group: number, at: number): Uint8Array {
  return Buffer.from(`g${group}/${at}`);
}

const NO_BYTES = new Uint8Array(0);

/** The read of a whole group. */
export function groupRange(group: number): typeof KV_RANGE_DEFAULTS & { readonly key: Uint8Array } {
  return {
    ...KV_RANGE_DEFAULTS,
    key: Buffer.from(`g${group}/`),
    rangeEnd: Buffer.from(`g${group}0`),
  };
}

/** The command that a request becomes; null for a read, which is none. */
export function toCommand(input: GroupInput): KvCommand | null {
  switch (input.kind) {
    case "read":
      return null;
    case "put":
      return put(keyOf(input.group, input.at), input.value);
    case "delete":
      return {
        type: "deleteRange",
        key: keyOf(input.group, input.at),
        rangeEnd: NO_BYTES,
        prevKv: true,
      };
    case "txn": {
      const key = keyOf(input.group, input.at);
      const operand =
        input.expected === null
          ? ({ target: "create", number: 0 } as const)
          : ({ target: "value", value: Buffer.from(input.expected) } as const);
      return {
        type: "txn",
        compares: [{ key, rangeEnd: NO_BYTES, result: "equal", operand }],
        success: input.values.flatMap((value, at) =>
          value === null ? [] : [put(keyOf(input.group, at), value)],
        ),
        failure: [{ type: "range", request: groupRange(input.group) }],
      };
    }
    default:
      return assertNever(input);
  }
}

function put(key: Uint8Array, value: string): Extract<KvCommand, { readonly type: "put" }> {
  return {
    type: "put",
    key,
    value: Buffer.from(value),
    lease: 0,
    prevKv: true,
    ignoreValue: false,
    ignoreLease: false,
  };
}

export function fromRange(range: KvRange, keysPerGroup: number): GroupState {
  const state: (string | null)[] = Array.from({ length: keysPerGroup }, () => null);
  for (const { key, value } of range.kvs) {
    const name = Buffer.from(key).toString();
    state[Number(name.slice(name.indexOf("/") + 1))] = Buffer.from(value).toString();
  }
  return state;
}

export function fromResult(result: KvResult, keysPerGroup: number): GroupOutput {
  switch (result.type) {
    case "put":
      return { kind: "previous", value: textOf(result.prevKv) };
    case "deleteRange":
      return { kind: "previous", value: textOf(result.prevKvs[0] ?? null) };
    case "txn": {
      const [read] = result.results;
      return {
        kind: "txn",
        state:
          !result.succeeded && read?.type === "range" ? fromRange(read.range, keysPerGroup) : null,
      };
    }
    default:
      return assertNever(result);
  }
}

function textOf(record: KvRecord | null): string | null {
  return record === null ? null : Buffer.from(record.value).toString();
}
