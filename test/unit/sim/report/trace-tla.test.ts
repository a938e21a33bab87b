import { describe, expect, it } from "vitest";
import { TlaTrace } from "../../../sim/report/trace-tla.ts";
import type { TraceEvent } from "../../../sim/trace.ts";
import { APPEND, recordsOf } from "./records.ts";

interface Line {
  readonly tag: string;
  readonly event: {
    readonly name: string;
    readonly nid: string;
    readonly state: unknown;
    readonly role: string;
    readonly log: number;
    readonly conf: unknown;
    readonly msg?: { readonly type: string; readonly from: string; readonly to: string };
  };
}

function linesOf(events: readonly TraceEvent[]): readonly Line[] {
  const trace = new TlaTrace();
  return recordsOf(events).flatMap((record) =>
    trace.render(record).map((line) => JSON.parse(line) as Line),
  );
}

const confState = {
  voters: [1, 2, 3],
  learners: [],
  votersOutgoing: [],
  learnersNext: [],
  autoLeave: false,
};
const persisted = {
  kind: "persisted",
  nodeId: 1,
  term: 2,
  vote: 1,
  commit: 1,
  firstIndex: 0,
  lastIndex: 0,
  snapshotIndex: 0,
  isSynced: true,
} as const;
const role = {
  kind: "role",
  nodeId: 1,
  term: 2,
  leader: null,
  commit: 1,
  applied: 1,
} as const;

describe("etcd's trace events", () => {
  it("have its fields", () => {
    const [line] = linesOf([
      { kind: "configuration", nodeId: 1, index: 1, confState },
      { ...role, role: "candidate" },
    ]).slice(1);

    expect(line).toMatchObject({
      tag: "trace",
      event: {
        name: "BecomeCandidate",
        nid: "1",
        state: { term: 2, vote: "1", commit: 1 },
        role: "StateCandidate",
        log: 0,
        conf: [["1", "2", "3"], []],
      },
    });
  });

  it("tell a candidate's vote for itself and a leader's acknowledgement of its own entries", () => {
    const lines = linesOf([
      { ...role, role: "candidate" },
      { ...role, role: "leader" },
      { ...persisted, firstIndex: 2, lastIndex: 3 },
    ]);

    expect(lines.map(({ event }) => event.name)).toEqual([
      "BecomeCandidate",
      "SendRequestVoteResponse",
      "BecomeLeader",
      "Replicate",
      "Replicate",
      "SendAppendEntriesResponse",
      "Ready",
    ]);
    expect(lines[5]?.event.msg).toMatchObject({ type: "MsgAppResp", from: "1", to: "1", index: 3 });
  });

  it("tell messages at both ends, by etcd's names", () => {
    const lines = linesOf([
      { kind: "sent", message: APPEND, fate: "carried" },
      { kind: "delivered", message: APPEND },
    ]);

    expect(lines.map(({ event }) => [event.name, event.nid, event.msg?.type])).toEqual([
      ["SendAppendEntriesRequest", "1", "MsgApp"],
      ["ReceiveAppendEntriesRequest", "2", "MsgApp"],
    ]);
    expect(lines[0]?.event.msg).toMatchObject({ entries: 2, logTerm: 2, index: 7, commit: 6 });
  });

  it("leave out what the specification does not know", () => {
    expect(
      linesOf([
        { kind: "compacted", nodeId: 1, index: 1 },
        { kind: "fault", number: 1, text: "crash" },
      ]),
    ).toEqual([]);
  });
});
