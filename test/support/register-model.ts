import { assertNever } from "../../src/utils/assert.ts";
import type { Model } from "./linearizability.ts";

/** What a client asks of one key. Written values are unique in a history, so that a read names the write that it saw. */
export type RegisterInput =
  | { readonly kind: "get"; readonly key: string }
  | { readonly kind: "put"; readonly key: string; readonly value: string }
  | { readonly kind: "delete"; readonly key: string }
  /** Writes `value` only while the key holds `expected`; null: while it is absent. */
  | {
      readonly kind: "compareAndSwap";
      readonly key: string;
      readonly expected: string | null;
      readonly value: string;
    }
  /** Appends to what the key holds: what is applied twice shows. */
  | { readonly kind: "append"; readonly key: string; readonly value: string };

export type RegisterOutput =
  | { readonly kind: "value"; readonly value: string | null }
  | { readonly kind: "done" }
  | { readonly kind: "swapped"; readonly succeeded: boolean };

/** Keys that each hold a text or nothing. */
export const REGISTER_MODEL: Model<string | null, RegisterInput, RegisterOutput> = {
  initial: null,
  partition: (input) => input.key,
  stateKey: (state) => (state === null ? "-" : `=${state}`),
  step: (state, input, output) => {
    switch (input.kind) {
      case "get":
        return output === null || (output.kind === "value" && output.value === state)
          ? { state }
          : null;
      case "put":
        return { state: input.value };
      case "delete":
        return { state: null };
      case "append":
        return { state: `${state ?? ""}${input.value}` };
      case "compareAndSwap": {
        const succeeds = state === input.expected;
        const isPossible =
          output === null || (output.kind === "swapped" && output.succeeded === succeeds);
        return isPossible ? { state: succeeds ? input.value : state } : null;
      }
      default:
        return assertNever(input);
    }
  },
};
