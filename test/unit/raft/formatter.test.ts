import { describe, expect, it } from "vitest";
import { EMPTY_BYTES, INITIAL_HARD_STATE } from "../../../src/raft/index.ts";
import {
  describeConfChange,
  describeEntry,
  describeMessage,
  describeReady,
  quote,
} from "../../../src/raft/formatter.ts";
import { bytes, createLeader, TestNode } from "./support/test-node.ts";
import { appendResponse, entry, voteResponse } from "./support/messages.ts";

describe("quote", () => {
  it.each([
    ["plain", '"plain"'],
    ['say "hi"\\', '"say \\"hi\\"\\\\"'],
    ["\u0007\b\f\n\r\t\v", '"\\a\\b\\f\\n\\r\\t\\v"'],
    ["\u0000\u001f\u007f", '"\\x00\\x1f\\x7f"'],
    ["größe 界 😀", '"größe 界 😀"'],
    ["\u0085\u{e0001}", '"\\u0085\\U000e0001"'],
  ])("prints %j as Go does", (value, quoted) => {
    expect(quote(bytes(value))).toBe(quoted);
  });

  it.each([
    [[0xff], '"\\xff"'],
    [[0xc0, 0x80], '"\\xc0\\x80"'],
    [[0xe0, 0x80, 0x80], '"\\xe0\\x80\\x80"'],
    [[0xed, 0xa0, 0x80], '"\\xed\\xa0\\x80"'],
    [[0xf8, 0x88, 0x80, 0x80], '"\\xf8\\x88\\x80\\x80"'],
    [[0xe7, 0x95], '"\\xe7\\x95"'],
  ])("prints bytes that are not UTF-8 one by one: %j", (value, quoted) => {
    expect(quote(Uint8Array.from(value))).toBe(quoted);
  });
});

describe("describeMessage", () => {
  it("names nobody None, and ids in hexadecimal", () => {
    expect(describeMessage({ type: "beat", from: 0, to: 31, term: 0 })).toBe(
      "None->1f MsgBeat Term:0 Log:0/0",
    );
  });

  it("prints what a type has and nothing else", () => {
    const context = EMPTY_BYTES;
    expect(
      describeMessage(
        appendResponse({ term: 3, index: 7, logTerm: 2, reject: true, rejectHint: 5 }),
      ),
    ).toBe("2->1 MsgAppResp Term:3 Log:2/7 Rejected (Hint: 5)");
    expect(describeMessage(voteResponse({ term: 3, reject: true, commit: 4 }))).toBe(
      "2->1 MsgVoteResp Term:3 Log:0/0 Rejected (Hint: 0) Commit:4",
    );
    expect(
      describeMessage({ type: "readIndexResponse", from: 1, to: 2, term: 3, index: 9, context }),
    ).toBe("1->2 MsgReadIndexResp Term:3 Log:0/9");
  });
});

describe("describeEntry and describeConfChange", () => {
  it("prints changes in short in an entry, and in full in a log line", () => {
    const change = {
      version: "v1" as const,
      change: { type: "addLearnerNode" as const, nodeId: 3 },
      context: bytes("c"),
    };
    expect(describeConfChange(change)).toBe(
      'transition:ConfChangeTransitionAuto changes:{type:ConfChangeAddLearnerNode node_id:3} context:"c"',
    );
    const data = Uint8Array.of(0x10, 2, 0x18, 3);
    expect(describeEntry({ ...entry(1, 2), type: "confChange", data })).toBe(
      "1/2 EntryConfChange l3",
    );
  });
});

describe("describeReady", () => {
  it("prints a Ready with nothing in it, and one with reads", () => {
    const node = new TestNode();
    expect(describeReady(node.raw.ready(), INITIAL_HARD_STATE)).toBe("<empty Ready>");
    const leader = createLeader();
    leader.raw.readIndex(bytes("ab"));
    expect(describeReady(leader.raw.ready(), leader.storage.hardState)).toBe(
      "Ready MustSync=false:\nReadStates [{1 [97 98]}]",
    );
  });
});
