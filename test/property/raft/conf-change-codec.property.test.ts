import * as fc from "fast-check";
import protobuf from "protobufjs";
import { describe, expect, it } from "vitest";
import {
  type ConfChangeRequest,
  ConfChangeDecodeError,
  type ConfChangeSingle,
  decodeConfChange,
  encodeConfChange,
} from "../../../src/raft/index.ts";

const { root } = protobuf.parse(`
  syntax = "proto3";
  package eraftpb;
  enum ConfChangeType { AddNode = 0; RemoveNode = 1; AddLearnerNode = 2; }
  enum ConfChangeTransition { Auto = 0; Implicit = 1; Explicit = 2; }
  message ConfChange { uint64 id = 1; ConfChangeType change_type = 2; uint64 node_id = 3; bytes context = 4; }
  message ConfChangeSingle { ConfChangeType change_type = 1; uint64 node_id = 2; }
  message ConfChangeV2 { ConfChangeTransition transition = 1; repeated ConfChangeSingle changes = 2; bytes context = 3; }
`);
const V1 = root.lookupType("eraftpb.ConfChange");
const V2 = root.lookupType("eraftpb.ConfChangeV2");
const TYPES = { addNode: 0, removeNode: 1, addLearnerNode: 2 };
const TRANSITIONS = { auto: 0, implicit: 1, explicit: 2 };
/** protobufjs leaves a field at its default out only when it is not given. */
const orAbsent = <T>(value: T, isDefault: boolean): T | undefined =>
  isDefault ? undefined : value;

const single: fc.Arbitrary<ConfChangeSingle> = fc.record({
  type: fc.constantFrom("addNode", "removeNode", "addLearnerNode"),
  nodeId: fc.maxSafeNat(),
});
const context = fc.uint8Array({ maxLength: 200 });
const request: fc.Arbitrary<ConfChangeRequest> = fc.oneof(
  fc.record({ version: fc.constant("v1" as const), change: single, context }),
  fc.record({
    version: fc.constant("v2" as const),
    transition: fc.constantFrom("auto", "implicit", "explicit"),
    changes: fc.array(single, { maxLength: 5 }),
    context,
  }),
);

const typeOf = (change: ConfChangeRequest): "confChange" | "confChangeV2" =>
  change.version === "v1" ? "confChange" : "confChangeV2";

function fields({ type, nodeId }: ConfChangeSingle): object {
  return {
    changeType: orAbsent(TYPES[type], type === "addNode"),
    nodeId: orAbsent(nodeId, nodeId === 0),
  };
}

function encodeByProtobufjs(change: ConfChangeRequest): Uint8Array {
  const own = orAbsent(change.context, change.context.length === 0);
  if (change.version === "v1") {
    return V1.encode({ ...fields(change.change), context: own }).finish();
  }
  const transition = orAbsent(TRANSITIONS[change.transition], change.transition === "auto");
  return V2.encode({ transition, changes: change.changes.map(fields), context: own }).finish();
}

describe("the codec of configuration changes", () => {
  it("writes the bytes that protobufjs writes for eraftpb, and reads them back", () => {
    fc.assert(
      fc.property(request, (change) => {
        const encoded = encodeConfChange(change);
        expect([...encoded]).toEqual([...encodeByProtobufjs(change)]);
        expect(decodeConfChange(typeOf(change), encoded)).toEqual(change);
      }),
      { numRuns: 1000 },
    );
  });

  it("reads any bytes as a change or as an error of its own, never anything else", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), fc.boolean(), (data, isFirst) => {
        try {
          decodeConfChange(isFirst ? "confChange" : "confChangeV2", data);
        } catch (error) {
          expect(error).toBeInstanceOf(ConfChangeDecodeError);
        }
      }),
      { numRuns: 5000 },
    );
  });
});
