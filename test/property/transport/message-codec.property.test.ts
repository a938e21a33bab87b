import { fileURLToPath } from "node:url";
import * as fc from "fast-check";
import protobuf from "protobufjs";
import { describe, expect, it } from "vitest";
import type { Entry, MessageOf, Snapshot } from "../../../src/raft/index.ts";
import { decodeMessage, encodeMessage, sizeMessage } from "../../../src/transport/message-codec.ts";
import { decodeFrame, encodeFrame } from "../../../src/transport/stream-codec.ts";
import { TransportError } from "../../../src/transport/transport-error.ts";
import type { PeerMessage } from "../../../src/transport/types.ts";

const NUMBERS: Readonly<Record<PeerMessage["type"] | "snapshot", number>> = {
  hup: 0,
  beat: 1,
  propose: 2,
  append: 3,
  appendResponse: 4,
  requestVote: 5,
  requestVoteResponse: 6,
  snapshot: 7,
  heartbeat: 8,
  heartbeatResponse: 9,
  unreachable: 10,
  snapStatus: 11,
  checkQuorum: 12,
  transferLeader: 13,
  timeoutNow: 14,
  readIndex: 15,
  readIndexResponse: 16,
  requestPreVote: 17,
  requestPreVoteResponse: 18,
  forgetLeader: -1,
};

const integer = fc.oneof(
  fc.integer({ min: 0, max: 300 }),
  fc.maxSafeInteger().map((value) => Math.abs(value)),
  fc.nat({ max: 53 }).map((power) => 2 ** power - (power === 0 ? 0 : 1)),
);
const id = fc.oneof(fc.integer({ min: 1, max: 9 }), fc.constant(Number.MAX_SAFE_INTEGER));
const bytes = fc.uint8Array({ maxLength: 300 });
const envelope = { from: id, to: id, term: integer };
const entryType = fc.constantFrom("normal", "confChange", "confChangeV2" as const);
const proposed: fc.Arbitrary<Entry> = fc.record({
  type: entryType,
  term: integer,
  index: integer,
  data: bytes,
  context: bytes,
});

function run(start: { readonly index: number; readonly term: number }): fc.Arbitrary<Entry[]> {
  const entry = fc.record({ type: entryType, data: bytes, context: bytes, newer: fc.boolean() });
  return fc.array(entry, { maxLength: 5 }).map((parts) => {
    let { term } = start;
    return parts.map(({ type, data, context, newer }, at) => {
      term += newer ? 1 : 0;
      return { type, term, index: start.index + 1 + at, data, context };
    });
  });
}

const append: fc.Arbitrary<PeerMessage> = fc
  .record({
    from: id,
    to: id,
    index: fc.integer({ min: 0, max: 2 ** 52 }),
    logTerm: fc.integer({ min: 0, max: 2 ** 52 }),
    commit: integer,
  })
  .chain((fields) =>
    run({ index: fields.index, term: fields.logTerm }).map((entries) => ({
      ...fields,
      type: "append" as const,
      term: fields.logTerm + 5,
      entries,
    })),
  );

const members = fc
  .uniqueArray(fc.integer({ min: 1, max: 1_000_000 }), { maxLength: 5 })
  .map((ids) => ids.sort((left, right) => left - right));
const snapshot: fc.Arbitrary<Snapshot> = fc.record({
  data: bytes,
  metadata: fc.record({
    index: fc.integer({ min: 1, max: 2 ** 52 }),
    term: integer,
    confState: fc.record({
      voters: members.map((ids) => (ids.length === 0 ? [1] : ids)),
      learners: members,
      votersOutgoing: members,
      learnersNext: members,
      autoLeave: fc.boolean(),
    }),
  }),
});

const anyMessage: fc.Arbitrary<PeerMessage | MessageOf<"snapshot">> = fc.oneof(
  append,
  fc.record({
    ...envelope,
    type: fc.constant("propose" as const),
    entries: fc.array(proposed, { minLength: 1, maxLength: 5 }),
  }),
  fc.record({
    ...envelope,
    type: fc.constant("appendResponse" as const),
    index: integer,
    logTerm: integer,
    reject: fc.boolean(),
    rejectHint: integer,
    requestSnapshot: integer,
  }),
  fc.record({
    ...envelope,
    type: fc.constantFrom("requestVote", "requestPreVote" as const),
    logTerm: integer,
    index: integer,
    commit: integer,
    commitTerm: integer,
    campaign: fc.constantFrom("election", "transfer" as const),
    priority: fc.oneof(integer, fc.maxSafeInteger()),
  }),
  fc.record({
    ...envelope,
    type: fc.constantFrom("requestVoteResponse", "requestPreVoteResponse" as const),
    reject: fc.boolean(),
    commit: integer,
    commitTerm: integer,
  }),
  fc.record({ ...envelope, type: fc.constant("snapshot" as const), snapshot }),
  fc.record({
    ...envelope,
    type: fc.constant("heartbeat" as const),
    commit: integer,
    context: bytes,
  }),
  fc.record({ ...envelope, type: fc.constant("heartbeatResponse" as const), context: bytes }),
  fc.record({ ...envelope, type: fc.constantFrom("transferLeader", "timeoutNow" as const) }),
  fc.record({ ...envelope, type: fc.constant("readIndex" as const), context: bytes }),
  fc.record({
    ...envelope,
    type: fc.constant("readIndexResponse" as const),
    index: integer,
    context: bytes,
  }),
);

/** protobufjs's own reading of the same file, by reflection: nothing of ours, and nothing of the generated code. */
const root = new protobuf.Root();
root.resolvePath = (_, target) =>
  fileURLToPath(new URL(`../../../src/proto/${target}`, import.meta.url));
const loaded = root.loadSync(["eraftpb/eraftpb.proto", "raft/v1/transport.proto"]);
const Wire = loaded.lookupType("eraftpb.Message");

type Plain = Readonly<Record<string, unknown>>;

function plain(decoded: protobuf.Message): unknown {
  return asText(
    Wire.toObject(decoded, { longs: String, bytes: String, defaults: true, arrays: true }),
  );
}

/** protobufjs says a 64-bit number as text, and a missing one as the number 0. */
function asText(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (_, part: unknown) =>
    typeof part === "number" ? String(part) : part,
  );
}

const text = (value: unknown): string => (typeof value === "number" ? String(value) : "0");
const base64 = (value: Uint8Array): string => Buffer.from(value).toString("base64");

function entriesOf(message: PeerMessage | MessageOf<"snapshot">): readonly Entry[] {
  if (message.type === "readIndex" || message.type === "readIndexResponse") {
    return [
      { type: "normal", term: 0, index: 0, data: message.context, context: new Uint8Array(0) },
    ];
  }
  return "entries" in message ? message.entries : [];
}

function contextOf(message: PeerMessage | MessageOf<"snapshot">): Uint8Array {
  if ("campaign" in message) {
    return new TextEncoder().encode(message.campaign === "transfer" ? "CampaignTransfer" : "");
  }
  return message.type === "heartbeat" || message.type === "heartbeatResponse"
    ? message.context
    : new Uint8Array(0);
}

/** What protobufjs must find, said field by field in eraftpb's own words. */
function expected(message: PeerMessage | MessageOf<"snapshot">): Plain {
  const fields: Plain = { ...message };
  return {
    msgType: NUMBERS[message.type],
    to: text(message.to),
    from: text(message.from),
    term: text(message.term),
    logTerm: text(fields["logTerm"]),
    index: text(fields["index"]),
    entries: entriesOf(message).map((entry) => ({
      entryType: ["normal", "confChange", "confChangeV2"].indexOf(entry.type),
      term: text(entry.term),
      index: text(entry.index),
      data: base64(entry.data),
      context: base64(entry.context),
    })),
    commit: text(fields["commit"]),
    snapshot:
      message.type === "snapshot"
        ? {
            data: base64(message.snapshot.data),
            metadata: {
              index: text(message.snapshot.metadata.index),
              term: text(message.snapshot.metadata.term),
              confState: {
                voters: message.snapshot.metadata.confState.voters.map(text),
                learners: message.snapshot.metadata.confState.learners.map(text),
                votersOutgoing: message.snapshot.metadata.confState.votersOutgoing.map(text),
                learnersNext: message.snapshot.metadata.confState.learnersNext.map(text),
                autoLeave: message.snapshot.metadata.confState.autoLeave,
              },
            },
          }
        : null,
    reject: fields["reject"] ?? false,
    rejectHint: text(fields["rejectHint"]),
    context: base64(contextOf(message)),
    requestSnapshot: text(fields["requestSnapshot"]),
    commitTerm: text(fields["commitTerm"]),
    priority: text(fields["priority"]),
  };
}

describe("the codec of peers' messages", () => {
  it("gives back every message that it has encoded", () => {
    fc.assert(
      fc.property(anyMessage, (message) => {
        expect(decodeMessage(encodeMessage(message))).toEqual(message);
      }),
      { numRuns: 2000 },
    );
  });

  it("writes what protobufjs reads from eraftpb.proto as the same fields", () => {
    fc.assert(
      fc.property(anyMessage, (message) => {
        expect(plain(Wire.decode(encodeMessage(message)))).toEqual(asText(expected(message)));
      }),
      { numRuns: 1000 },
    );
  });

  it("writes the very bytes that protobufjs writes", () => {
    fc.assert(
      fc.property(anyMessage, (message) => {
        const ours = encodeMessage(message);

        const theirs = Wire.encode(Wire.decode(ours)).finish();

        expect(Buffer.from(ours).toString("hex")).toBe(Buffer.from(theirs).toString("hex"));
      }),
      { numRuns: 1000 },
    );
  });

  it("carries many messages in one frame, whole and in order", () => {
    const messages = fc.array(
      anyMessage.filter((message): message is PeerMessage => message.type !== "snapshot"),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 52 }), messages, (number, messages) => {
        const frame = encodeFrame({ number, messages: messages.map(sizeMessage) });

        expect(decodeFrame(frame)).toEqual({ number, messages });
      }),
      { numRuns: 500 },
    );
  });

  it("answers any bytes with a message or a typed error, never with another one", () => {
    const damaged = fc
      .tuple(
        anyMessage,
        fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), {
          minLength: 1,
          maxLength: 4,
        }),
        fc.nat(),
      )
      .map(([message, flips, cut]) => {
        const wire = Uint8Array.from(encodeMessage(message));
        for (const [at, value] of flips) {
          wire[at % wire.length] = value;
        }
        return wire.subarray(0, 1 + (cut % wire.length));
      });
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 60 }), damaged), (wire) => {
        for (const decode of [decodeMessage, decodeFrame]) {
          try {
            decode(wire);
          } catch (error) {
            expect(error).toBeInstanceOf(TransportError);
          }
        }
      }),
      { numRuns: 3000 },
    );
  });
});
