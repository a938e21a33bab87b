import { Registry } from "prom-client";
import { describe, expect, it } from "vitest";
import { Proposals } from "../../../src/core/proposals.ts";
import { EMPTY_BYTES, type Entry } from "../../../src/raft/types.ts";
import { DeadlineTimers } from "../../../src/utils/deadline.ts";
import { NodeMetrics } from "../../../src/utils/metrics.ts";
import { ManualClock } from "../../support/manual-clock.ts";
import { observe } from "../../support/gate.ts";
import { bytes, NEVER_MS, rejection, settle } from "../../support/node-harness.ts";

const RESULT = { kind: "applied", result: EMPTY_BYTES } as const;

function create(
  options: { readonly nodeId?: number; readonly startNonce?: number } = {},
): Proposals {
  return new Proposals(
    {
      nodeId: options.nodeId ?? 1,
      startNonce: options.startNonce ?? 7,
      pendingMax: 10,
      pendingBytesMax: 1000,
      configChangesPendingMax: 1,
    },
    {
      deadlines: new DeadlineTimers({ stepMs: 10 }, { clock: new ManualClock() }),
      metrics: new NodeMetrics({ registry: new Registry() }),
    },
  );
}

function open(proposals: Proposals, kind: "command" | "confChange" = "command") {
  return proposals.open({ kind, data: bytes("x"), deadlineMs: NEVER_MS, signal: undefined });
}

function entry(
  index: number,
  term: number,
  context: Uint8Array,
  type: Entry["type"] = "normal",
): Entry {
  return { type, term, index, data: bytes("x"), context };
}

describe("a proposal's waiter", () => {
  it("is found by its id, wherever another leader put its entry", async () => {
    const proposals = create();
    const forwarded = open(proposals);
    proposals.forwarded([forwarded], 5);

    proposals.applied([{ entry: entry(77, 5, forwarded.context), result: RESULT }]);

    expect(await forwarded.answer).toEqual({ index: 77, term: 5, result: RESULT });
  });

  it("is told that another entry took its index", async () => {
    const proposals = create();
    const lost = open(proposals);
    proposals.appended([lost], { term: 2, index: 10 });

    proposals.applied([{ entry: entry(10, 2, EMPTY_BYTES), result: RESULT }]);

    expect(await rejection(lost.answer)).toMatchObject({
      detail: { code: "PROPOSAL_DROPPED", reason: "overwritten" },
    });
    expect(proposals.pendingCount).toBe(0);
  });

  it("is told as soon as a higher term is committed at or below its index", async () => {
    const proposals = create();
    const [kept, lost] = [open(proposals), open(proposals)];
    proposals.appended([kept, lost], { term: 2, index: 10 });

    proposals.applied([
      { entry: entry(10, 2, kept.context), result: RESULT },
      { entry: entry(11, 3, EMPTY_BYTES), result: null },
    ]);

    expect((await kept.answer).index).toBe(10);
    expect(await rejection(lost.answer)).toMatchObject({ detail: { reason: "overwritten" } });
  });

  it("waits on when this node, leader again, puts another proposal in its place: another member may still commit it", async () => {
    const proposals = create();
    const [older, newer] = [open(proposals), open(proposals)];
    const observed = observe(older.answer);
    proposals.appended([older], { term: 2, index: 10 });
    proposals.appended([newer], { term: 4, index: 10 });
    await settle();
    expect(observed.state).toBe("pending");

    proposals.applied([{ entry: entry(10, 2, older.context), result: RESULT }]);

    expect((await older.answer).term).toBe(2);
    expect(await rejection(newer.answer)).toMatchObject({ detail: { reason: "overwritten" } });
  });

  it("is told when the proposal that took its place is the one that is committed", async () => {
    const proposals = create();
    const [older, newer] = [open(proposals), open(proposals)];
    proposals.applied([{ entry: entry(9, 4, EMPTY_BYTES), result: null }]);
    proposals.appended([older], { term: 2, index: 10 });
    proposals.appended([newer], { term: 4, index: 10 });

    proposals.applied([{ entry: entry(10, 4, newer.context), result: RESULT }]);

    expect((await newer.answer).index).toBe(10);
    expect(await rejection(older.answer)).toMatchObject({ detail: { reason: "overwritten" } });
    expect(proposals.pendingCount).toBe(0);
  });

  it("is told that a leader of a higher term has ruled out what was forwarded before", async () => {
    const proposals = create();
    const lost = open(proposals);
    const later = open(proposals);
    proposals.forwarded([lost], 3);
    const observed = observe(lost.answer);

    proposals.applied([{ entry: entry(9, 3, EMPTY_BYTES), result: RESULT }]);
    await settle();
    expect(observed.state).toBe("pending");
    proposals.forwarded([later], 4);
    proposals.applied([{ entry: entry(10, 4, EMPTY_BYTES), result: null }]);

    expect(await rejection(lost.answer)).toMatchObject({ detail: { reason: "overwritten" } });
    expect(proposals.isPending(later)).toBe(true);
  });

  it("does not know what a snapshot holds of what it forwarded", async () => {
    const proposals = create();
    const forwarded = open(proposals);
    proposals.forwarded([forwarded], 3);

    proposals.installed(20);
    proposals.applied([{ entry: entry(21, 4, EMPTY_BYTES), result: null }]);

    expect(await rejection(forwarded.answer)).toMatchObject({ code: "OUTCOME_UNKNOWN" });
  });

  it.each([
    ["another node", { nodeId: 2 }],
    ["another life of the same node", { startNonce: 8 }],
  ])("is not answered by the equal sequence of %s", async (_, other) => {
    const proposals = create();
    const waiting = open(proposals);
    proposals.forwarded([waiting], 2);
    const observed = observe(waiting.answer);

    proposals.applied([{ entry: entry(10, 2, open(create(other)).context), result: RESULT }]);
    await settle();

    expect(observed.state).toBe("pending");
  });

  it("is answered once, though its id stands in the log twice", async () => {
    const proposals = create();
    const twice = open(proposals);
    proposals.appended([twice], { term: 2, index: 10 });

    proposals.applied([
      { entry: entry(10, 2, twice.context), result: RESULT },
      { entry: entry(11, 2, twice.context), result: RESULT },
    ]);

    expect((await twice.answer).index).toBe(10);
    expect(proposals.pendingBytes).toBe(0);
  });

  it("is told when the algorithm made an empty entry of its configuration change", async () => {
    const proposals = create();
    const change = open(proposals, "confChange");
    proposals.appended([change], { term: 2, index: 10 });

    proposals.applied([
      { entry: { ...entry(10, 2, change.context), data: EMPTY_BYTES }, result: null },
    ]);

    expect(await rejection(change.answer)).toMatchObject({
      detail: { code: "RAFT", reason: "confChangeRefused" },
    });
  });

  it("does not know its outcome after a snapshot took the place of its entry", async () => {
    const proposals = create();
    const [before, after] = [open(proposals), open(proposals)];
    proposals.appended([before], { term: 2, index: 10 });
    proposals.appended([after], { term: 2, index: 12 });

    proposals.installed(11);

    expect(await rejection(before.answer)).toMatchObject({
      detail: { code: "OUTCOME_UNKNOWN", index: 10 },
    });
    expect(proposals.pendingCount).toBe(1);
  });

  it("bounds configuration changes apart from commands", () => {
    const proposals = create();
    open(proposals, "confChange");

    expect(() => open(proposals, "confChange")).toThrow(/1 membership changes wait already/);
    expect(() => open(proposals)).not.toThrow();
  });
});

describe("a batch", () => {
  it("holds the oldest, at least one, and no more than fit", () => {
    const proposals = create();
    const opened = [open(proposals), open(proposals), open(proposals)];

    const sequences = (bytesMax: number, entriesMax: number): number[] =>
      proposals.nextBatch({ bytesMax, entriesMax }).map(({ sequence }) => sequence);

    expect(sequences(1000, 2)).toEqual(opened.slice(0, 2).map(({ sequence }) => sequence));
    expect(sequences(2, 1000)).toHaveLength(2);
    expect(sequences(0, 1000)).toHaveLength(1);
  });
});
