import { checkLinearizable, type Operation } from "../support/linearizability.ts";
import { createGroupModel, type GroupInput, type GroupOutput } from "./kv-model.ts";

type History = readonly Operation<GroupInput, GroupOutput>[];

const group = 1;

/** Histories that no correct store gives. A checker that lets one pass proves nothing, so every run asks it about all of them first. */
export const INVALID_HISTORIES: Readonly<Record<string, History>> = {
  "a lost write": [
    {
      call: 1,
      return: 2,
      input: { kind: "put", group, at: 0, value: "v1" },
      output: { kind: "previous", value: null },
    },
    {
      call: 3,
      return: 4,
      input: { kind: "read", group },
      output: { kind: "state", state: [null, null] },
    },
  ],
  "a stale read": [
    {
      call: 1,
      return: 2,
      input: { kind: "put", group, at: 0, value: "v1" },
      output: { kind: "previous", value: null },
    },
    {
      call: 3,
      return: 4,
      input: { kind: "put", group, at: 0, value: "v2" },
      output: { kind: "previous", value: "v1" },
    },
    {
      call: 5,
      return: 6,
      input: { kind: "read", group },
      output: { kind: "state", state: ["v1", null] },
    },
  ],
  "a write that was applied twice": [
    {
      call: 1,
      return: 2,
      input: { kind: "put", group, at: 0, value: "v1" },
      output: { kind: "previous", value: null },
    },
    {
      call: 3,
      return: 4,
      input: { kind: "put", group, at: 0, value: "v2" },
      output: { kind: "previous", value: "v1" },
    },
    {
      call: 5,
      return: 6,
      input: { kind: "put", group, at: 1, value: "v3" },
      output: { kind: "previous", value: null },
    },
    {
      call: 7,
      return: 8,
      input: { kind: "read", group },
      output: { kind: "state", state: ["v1", "v3"] },
    },
  ],
  "half of a transaction": [
    {
      call: 1,
      return: 2,
      input: { kind: "txn", group, at: 0, expected: null, values: ["v1", "v2"] },
      output: { kind: "txn", state: null },
    },
    {
      call: 3,
      return: 4,
      input: { kind: "read", group },
      output: { kind: "state", state: ["v1", null] },
    },
  ],
};

/** Names of those that the checker lets pass. */
export function findAccepted(): readonly string[] {
  const model = createGroupModel(2);
  return Object.entries(INVALID_HISTORIES)
    .filter(([, history]) => checkLinearizable(history, model).kind !== "violation")
    .map(([name]) => name);
}
