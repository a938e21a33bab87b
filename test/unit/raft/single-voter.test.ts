import { describe, expect, it } from "vitest";
import { EMPTY_BYTES } from "../../../src/raft/index.ts";
import { bytes, createLeader, TestNode, text } from "./support/test-node.ts";

describe("a cluster of one voter", () => {
  it("leads only after its own vote is durable", () => {
    const node = new TestNode();
    node.raw.campaign();

    const ready = node.raw.ready();

    expect(ready.softState).toEqual({ leader: null, role: "candidate" });
    expect(ready.hardState).toEqual({ term: 1, vote: 1, commit: 0 });
    expect(ready.mustSync).toBe(true);
    expect(node.raw.status().role).toBe("candidate");
    node.persist(ready);
    node.raw.advanceAppend(ready);
    expect(node.raw.status().role).toBe("leader");
  });

  it("elects itself by its timeout, with pre-vote as well", () => {
    const node = new TestNode({ config: { preVote: true, checkQuorum: true } });

    for (let tick = 0; tick < 10; tick += 1) {
      node.raw.tick();
    }
    node.settle();

    expect(node.raw.status()).toMatchObject({ role: "leader", term: 1, leader: 1 });
  });

  it("commits a proposal only after it is durable, and hands it out in the light ready", () => {
    const node = createLeader();
    const result = node.raw.propose(bytes("id"), bytes("value"));
    expect(result).toEqual({ kind: "appended", entry: { term: 1, index: 2 }, refusal: null });

    const ready = node.raw.ready();
    expect(ready.committedEntries).toEqual([]);
    expect(ready.entries.map((entry) => text(entry.data))).toEqual(["value"]);
    expect(node.raw.status().commit).toBe(1);

    node.persist(ready);
    const light = node.raw.advanceAppend(ready);
    expect(light.commitIndex).toBe(2);
    expect(light.committedEntries).toEqual(ready.entries);
    node.apply(light.committedEntries);
    node.raw.advanceApply();
    expect(node.raw.status()).toMatchObject({ commit: 2, applied: 2 });
    expect(node.raw.hasReady()).toBe(false);
  });

  it("appends a batch of proposals as one Ready", () => {
    const node = createLeader();
    node.raw.proposeEntries([
      { context: bytes("a"), data: bytes("1") },
      { context: bytes("b"), data: bytes("2") },
    ]);

    const { ready, light } = node.processReady();

    expect(ready.entries.map((entry) => text(entry.context))).toEqual(["a", "b"]);
    expect(light.committedEntries).toHaveLength(2);
  });

  it("takes up after a restart where it was applied to, page by page", () => {
    const node = createLeader({ config: { maxCommittedBytesPerReady: 200 } });
    for (let at = 0; at < 20; at += 1) {
      node.raw.propose(EMPTY_BYTES, new Uint8Array(50));
    }
    node.settle();
    node.applied.length = 5;

    node.restart();
    const first = node.raw.ready();
    expect(first.committedEntries.map((entry) => entry.index)).toEqual([6, 7]);
    node.raw.advanceAppend(first);
    node.apply(first.committedEntries);
    node.raw.advanceApply();
    node.settle();

    expect(node.applied.map((entry) => entry.index)).toEqual(
      [...Array(21).keys()].map((at) => at + 1),
    );
  });

  it("keeps its term and vote over a restart", () => {
    const node = createLeader();

    node.restart();

    expect(node.raw.status()).toMatchObject({ term: 1, vote: 1, role: "follower", lastIndex: 1 });
  });

  it("refuses a second Ready while one is outstanding", () => {
    const node = createLeader();
    node.raw.propose(EMPTY_BYTES, bytes("x"));
    node.raw.ready();

    expect(() => node.raw.ready()).toThrow("still outstanding");
  });

  it("serves a read once it has committed in its term", () => {
    const node = createLeader();

    node.raw.readIndex(bytes("read"));
    node.settle();

    expect(node.readStates).toEqual([{ index: 1, context: bytes("read") }]);
  });
});
