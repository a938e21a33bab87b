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

/** What protobufjs reads out of the bytes, as a change of ours. */
function decodeByProtobufjs(type: "confChange" | "confChangeV2", data: Uint8Array): unknown {
  const read = (message: protobuf.Type): Record<string, unknown> =>
    message.toObject(message.decode(data), {
      enums: String,
      longs: Number,
      defaults: true,
      arrays: true,
    });
  const single = (fields: Record<string, unknown>): unknown => ({
    type: lowerFirst(fields["changeType"]),
    nodeId: fields["nodeId"],
  });
  if (type === "confChange") {
    const { context, ...fields } = read(V1);
    return { version: "v1", change: single(fields), context: toBytes(context) };
  }
  const { context, changes, transition } = read(V2);
  return {
    version: "v2",
    transition: lowerFirst(transition),
    changes: (changes as Record<string, unknown>[]).map(single),
    context: toBytes(context),
  };
}

function lowerFirst(name: unknown): string {
  const text = String(name);
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function toBytes(value: unknown): Uint8Array {
  return Uint8Array.from(value as ArrayLike<number>);
}

/** One field as another writer of protobuf may put it: anywhere, again, unknown here, or with a default spelled out. */
const pieceOfV1 = fc.oneof(
  fc.integer({ min: 0, max: 2 }).map((changeType) => V1.encode({ changeType }).finish()),
  fc.maxSafeNat().map((nodeId) => V1.encode({ nodeId }).finish()),
  fc.maxSafeNat().map((id) => V1.encode({ id }).finish()),
  context.map((bytes) => V1.encode({ context: bytes }).finish()),
  unknownField(),
);
const pieceOfV2 = fc.oneof(
  fc.integer({ min: 0, max: 2 }).map((transition) => V2.encode({ transition }).finish()),
  single.map((change) => V2.encode({ changes: [fields(change)] }).finish()),
  context.map((bytes) => V2.encode({ context: bytes }).finish()),
  unknownField(),
);

function unknownField(): fc.Arbitrary<Uint8Array> {
  const field = fc.integer({ min: 9, max: 2000 });
  return fc.oneof(
    fc.tuple(field, fc.maxSafeNat()).map(([id, value]) =>
      protobuf.Writer.create()
        .uint32(id * 8)
        .uint64(value)
        .finish(),
    ),
    fc.tuple(field, fc.maxSafeNat()).map(([id, value]) =>
      protobuf.Writer.create()
        .uint32(id * 8 + 1)
        .fixed64(value)
        .finish(),
    ),
    fc.tuple(field, context).map(([id, bytes]) =>
      protobuf.Writer.create()
        .uint32(id * 8 + 2)
        .bytes(bytes)
        .finish(),
    ),
    fc.tuple(field, fc.nat()).map(([id, value]) =>
      protobuf.Writer.create()
        .uint32(id * 8 + 5)
        .fixed32(value)
        .finish(),
    ),
  );
}

describe("the codec of configuration changes", () => {
  it("writes what protobufjs reads as the same change", () => {
    fc.assert(
      fc.property(request, (change) => {
        expect(decodeByProtobufjs(typeOf(change), encodeConfChange(change))).toEqual(change);
      }),
      { numRuns: 1000 },
    );
  });

  it("reads what any writer of protobuf may write as protobufjs does", () => {
    const both = fc.oneof(
      fc.tuple(fc.constant("confChange" as const), fc.array(pieceOfV1, { maxLength: 8 })),
      fc.tuple(fc.constant("confChangeV2" as const), fc.array(pieceOfV2, { maxLength: 8 })),
    );
    fc.assert(
      fc.property(both, ([type, pieces]) => {
        const data = Uint8Array.from(pieces.flatMap((piece) => [...piece]));
        expect(decodeConfChange(type, data)).toEqual(decodeByProtobufjs(type, data));
      }),
      { numRuns: 1000 },
    );
  });

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
