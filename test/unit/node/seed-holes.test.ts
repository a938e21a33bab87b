import { describe, expect, it } from "vitest";
import { RaftError } from "../../../src/core/errors.ts";
import { StorageError } from "../../../src/storage/types.ts";
import { FakeTransport } from "../../support/fake-transport.ts";
import { Gate, observe } from "../../support/gate.ts";
import {
  bytes,
  NEVER_MS,
  type NodeHarness,
  rejection,
  settle,
  startLeader,
  text,
  TICK_MS,
} from "../../support/node-harness.ts";

const FOREVER = { deadlineMs: NEVER_MS };
const LEARNER = { nodeId: 2, address: "node-2:2380", storeId: "store-2" };

/** A leader with a learner that a test plays: it has acknowledged everything so far. */
async function startLeaderWithLearner(): Promise<{
  readonly harness: NodeHarness;
  readonly transport: FakeTransport;
  readonly acknowledge: () => void;
}> {
  const transport = new FakeTransport();
  const harness = await startLeader({ transport });
  await harness.node.addLearner({ member: LEARNER, configurationIndex: 1, ...FOREVER });
  await settle();
  const acknowledge = (): void => {
    const { term, lastIndex } = harness.node.status();
    transport.receiver.receive({
      type: "appendResponse",
      from: 2,
      to: 1,
      term,
      index: lastIndex,
      logTerm: 0,
      reject: false,
      rejectHint: 0,
      requestSnapshot: 0,
    });
  };
  acknowledge();
  await settle();
  return { harness, transport, acknowledge };
}

describe("hole of the seed: advance before persist", () => {
  it("does not count the leader's own entry before its batch is durable", async () => {
    const { node, storage } = await startLeader();
    const gate = new Gate();
    storage.beforeWrite = ({ kind }) => (kind === "writeBatch" ? gate.wait() : undefined);
    const commitBefore = node.status().commit;

    const proposal = node.propose(bytes("a"), FOREVER);
    await settle();

    expect(gate.waitingCount).toBe(1);
    expect(node.status().commit).toBe(commitBefore);
    gate.open();
    expect((await proposal).index).toBe(commitBefore + 1);
    expect(node.status().commit).toBe(commitBefore + 1);
    await node.close();
  });

  it("tells no learner of a commit that a crash of the leader could lose", async () => {
    const { harness, transport, acknowledge } = await startLeaderWithLearner();
    const { node, storage } = harness;
    let durableIndex = storage.lastIndex();
    storage.afterWrite = (call) => {
      if (call.kind === "writeBatch" && call.operations.mustSync) {
        durableIndex = storage.lastIndex();
      }
    };
    const early: number[] = [];
    transport.onSend = (message) => {
      if ("commit" in message && message.commit > durableIndex) {
        early.push(message.commit);
      }
    };

    for (const value of ["a", "b", "c"]) {
      const proposal = node.propose(bytes(value), FOREVER);
      await settle();
      acknowledge();
      await proposal;
    }
    await settle();

    expect(transport.ofType("append").some(({ commit }) => commit >= 6)).toBe(true);
    expect(early).toEqual([]);
    await node.close();
  });

  it("does not tell the algorithm that entries are applied before they are", async () => {
    const { node, storage, machine } = await startLeader();
    const gate = new Gate();
    storage.beforeWrite = ({ kind }) => (kind === "apply" ? gate.wait() : undefined);
    const appliedBefore = storage.appliedIndex();

    const proposal = node.propose(bytes("a"), FOREVER);
    await settle();

    expect(machine.commands).toHaveLength(1);
    expect(node.status().applied).toBe(appliedBefore);
    gate.open();
    await proposal;
    expect(node.status().applied).toBe(appliedBefore + 1);
    await node.close();
  });

  it("steps nothing while a Ready is outstanding; what comes meanwhile is the next one", async () => {
    const { node, storage, clock } = await startLeader();
    const gate = new Gate();
    storage.beforeWrite = ({ kind }) => (kind === "writeBatch" ? gate.wait() : undefined);

    const first = node.propose(bytes("first"), FOREVER);
    await settle();
    const batchesBefore = storage.batches.length;
    const others = ["a", "b", "c"].map((value) => node.propose(bytes(value), FOREVER));
    clock.advance(TICK_MS);
    await settle();
    expect(node.status().lastIndex).toBe(3);
    gate.open();
    await Promise.all([first, ...others]);

    expect(storage.batches.slice(batchesBefore).map(({ entries }) => entries.length)).toEqual([3]);
    await node.close();
  });
});

describe("hole of the seed: a proposal is answered when it is appended, with index 0", () => {
  it.each(["writeBatch", "apply"] as const)("waits for %s", async (kind) => {
    const { node, storage } = await startLeader();
    const gate = new Gate();
    storage.beforeWrite = (call) => (call.kind === kind ? gate.wait() : undefined);

    const proposal = node.propose(bytes("a"), FOREVER);
    const observed = observe(proposal);
    await settle();
    expect(observed.state).toBe("pending");
    gate.open();

    expect(await proposal).toEqual({
      index: 3,
      term: 2,
      result: { kind: "applied", result: bytes("a") },
    });
    await node.close();
  });
});

describe("hole of the seed: the applied index is set apart from apply", () => {
  it("writes commands, applied index and commit in one batch, so that every crash leaves them equal", async () => {
    for (let unsyncedKept = 0; unsyncedKept <= 8; unsyncedKept++) {
      const first = await startLeader();
      await Promise.all(["a", "b", "c"].map((value) => first.node.propose(bytes(value), FOREVER)));
      await first.node.propose(bytes("d"), FOREVER);
      first.disk.crash({ unsyncedKept });

      const { MemoryStorage } = await import("../../../src/storage/memory-storage.ts");
      const storage = new MemoryStorage({ disk: first.disk });
      const view = storage.stateView();
      const rows = view.scan({ start: new Uint8Array(0), end: null, limit: 100 });

      // Entry 2 is the leader's own, so that the commands up to index n are n - 2.
      expect(rows).toHaveLength(Math.max(0, storage.appliedIndex() - 2));
      expect(storage.initialState().hardState.commit).toBeGreaterThanOrEqual(
        storage.appliedIndex(),
      );
      await storage.close();
    }
  });
});

describe("hole of the seed: a persist error is logged, or panics", () => {
  const diskFull = new StorageError("the disk is full", { code: "DISK_FULL" });

  it.each(["writeBatch", "apply"] as const)(
    "stops the node when %s fails, and never tries again",
    async (kind) => {
      let attempts = 0;
      const { node, storage, running } = await startLeader();
      const pending = node.propose(bytes("first"), FOREVER);
      storage.beforeWrite = (call) => {
        if (call.kind === kind) {
          attempts += 1;
          throw diskFull;
        }
      };

      expect(await rejection(running)).toBe(diskFull);
      expect(await rejection(pending)).toMatchObject({
        code: "OUTCOME_UNKNOWN",
        detail: { index: 3 },
        cause: diskFull,
      });
      const writes = storage.calls.length;
      expect(await rejection(node.propose(bytes("later"), FOREVER))).toMatchObject({
        code: "STOPPED",
        cause: diskFull,
      });
      expect(await rejection(node.read(FOREVER))).toMatchObject({ code: "STOPPED" });
      await settle();
      expect(storage.calls.length).toBe(writes);
      expect(attempts).toBe(1);
      expect(node.isLeader()).toBe(false);
      await node.close();
    },
  );

  it("answers those that wait behind the failed batch with STOPPED: they were never appended", async () => {
    const { node, storage, running } = await startLeader();
    const gate = new Gate();
    storage.beforeWrite = async () => {
      await gate.wait();
      throw diskFull;
    };
    const appended = node.propose(bytes("appended"), FOREVER);
    await settle();
    const queued = node.propose(bytes("queued"), FOREVER);
    const read = node.read(FOREVER);
    gate.open();

    expect(await rejection(running)).toBe(diskFull);
    expect(await rejection(appended)).toMatchObject({ code: "OUTCOME_UNKNOWN" });
    expect(await rejection(queued)).toMatchObject({ code: "STOPPED" });
    expect(await rejection(read)).toMatchObject({ code: "STOPPED" });
  });

  it("stops the node when the state machine throws, with the indexes and the cause", async () => {
    const { node, machine, running } = await startLeader();
    const bug = new Error("a bug");
    machine.beforeApply = () => {
      throw bug;
    };
    const proposal = node.propose(bytes("a"), FOREVER);

    const error = await rejection(running);

    expect(error).toBeInstanceOf(RaftError);
    expect(error).toMatchObject({ code: "STATE_MACHINE", cause: bug });
    expect(String(error)).toContain("indexes 3 to 3");
    expect(await rejection(proposal)).toMatchObject({ code: "OUTCOME_UNKNOWN" });
  });
});

describe("hole of the seed: a send is retried inside the loop", () => {
  it("answers proposals while a peer never answers, with a transport that never comes back", async () => {
    const transport = new FakeTransport();
    const { node } = await startLeader({ transport });
    await node.addLearner({ member: LEARNER, configurationIndex: 1, ...FOREVER });
    // A promise in the place of nothing: whoever awaits it is stuck.
    const never: () => unknown = () => new Promise(() => undefined);
    transport.send = never;

    for (const value of ["a", "b", "c"]) {
      await node.propose(bytes(value), FOREVER);
    }

    expect(node.status().commit).toBe(6);
    await node.close();
  });
});

describe("hole of the seed: one Ready for each input", () => {
  it("appends 1,000 proposals and 1,000 messages with one sync", async () => {
    const { harness, transport, acknowledge } = await startLeaderWithLearner();
    const { node, storage } = harness;
    const before = storage.batches.length;

    const proposals = Array.from({ length: 1000 }, (_, n) => node.propose(bytes(`${n}`), FOREVER));
    for (let n = 0; n < 1000; n++) {
      acknowledge();
    }
    await Promise.all(proposals);

    expect(storage.batches.slice(before).filter(({ mustSync }) => mustSync)).toHaveLength(1);
    const appends = transport.ofType("append").filter(({ entries }) => entries.length === 1000);
    expect(appends).toHaveLength(1);
    await node.close();
  });

  it("takes in every message that waits before one sync", async () => {
    const { harness, transport } = await startLeaderWithLearner();
    const { node, storage, machine } = harness;
    const before = storage.batches.length;
    const context = new Uint8Array(0);
    const { term } = node.status();

    for (let n = 0; n < 100; n++) {
      const entries = [
        { type: "normal" as const, term: 0, index: 0, context, data: bytes(`forwarded ${n}`) },
      ];
      transport.receiver.receive({ type: "propose", from: 2, to: 1, term, entries });
    }
    await node.propose(bytes("last"), FOREVER);

    const sizes = storage.batches.slice(before).map(({ entries }) => entries.length);
    expect(sizes.filter((size) => size > 0)).toEqual([101]);
    expect(machine.commands).toHaveLength(101);
    await node.close();
  });
});

describe("hole of the seed: an empty batch forgets the commit index", () => {
  it("stores a commit that is ahead of what one page applies", async () => {
    const { node, storage } = await startLeader({ raft: { maxCommittedBytesPerReady: 100 } });
    const commits: number[] = [];
    storage.afterWrite = () => {
      const { commit } = storage.initialState().hardState;
      commits.push(commit - storage.appliedIndex());
    };

    const proposals = Array.from({ length: 20 }, () => node.propose(new Uint8Array(90), FOREVER));
    await Promise.all(proposals);

    expect(storage.applies.length).toBeGreaterThan(10);
    expect(Math.min(...commits)).toBeGreaterThanOrEqual(0);
    // The whole commit was stored before the last page was applied.
    expect(Math.max(...commits)).toBeGreaterThan(10);
    await node.close();
  });
});

describe("hole of the seed: configuration changes are parsed and dropped", () => {
  it("applies them: configuration, member book and applied index in one batch, addresses to the transport", async () => {
    const transport = new FakeTransport();
    const { node, storage, disk } = await startLeader({ transport });

    const index = await node.addLearner({ member: LEARNER, configurationIndex: 1, ...FOREVER });

    const apply = storage.applies.find(({ appliedIndex }) => appliedIndex === index);
    expect(apply?.confState).toMatchObject({ voters: [1], learners: [2] });
    expect(apply?.memberBook).toEqual({
      members: [{ nodeId: 1, address: "node-1:2380", storeId: "store-1" }, LEARNER],
      highestNodeId: 2,
      configurationIndex: index,
    });
    expect(transport.peers).toEqual([LEARNER]);
    expect(node.status()).toMatchObject({ confState: { learners: [2] } });
    await node.close();
    await storage.close();
    const restarted = await startLeader({ disk });
    expect(restarted.node.status()).toMatchObject({
      confState: { voters: [1], learners: [2] },
      memberBook: { configurationIndex: index },
    });
    await restarted.node.close();
  });

  it("answers a change that the algorithm refused, and fences one that was planned on an old configuration", async () => {
    const { node } = await startLeader({ transport: new FakeTransport() });
    const first = node.addLearner({ member: LEARNER, configurationIndex: 1, ...FOREVER });
    const second = node.addLearner({
      member: { nodeId: 3, address: "node-3:2380", storeId: "store-3" },
      configurationIndex: 1,
      ...FOREVER,
    });

    expect(await rejection(second)).toMatchObject({
      detail: { code: "RAFT", reason: "confChangeRefused" },
    });
    await first;
    const stale = node.removePeer({ nodeId: 2, configurationIndex: 1, ...FOREVER });
    expect(await rejection(stale)).toMatchObject({
      detail: { code: "RAFT", reason: "configurationChanged" },
    });
    await node.close();
  });
});

describe("hole of the seed: peer discovery is a debug line", () => {
  it("lets the transport reach a peer that no book names yet, until one does", async () => {
    const transport = new FakeTransport();
    const { node } = await startLeader({ transport });

    transport.receiver.discovered({ nodeId: 2, address: "early:2380", storeId: "store-2" });
    await settle();
    expect(transport.peers.map(({ address }) => address)).toEqual(["early:2380"]);

    await node.addLearner({ member: LEARNER, configurationIndex: 1, ...FOREVER });
    expect(transport.peers).toEqual([LEARNER]);
    transport.receiver.discovered({ nodeId: 2, address: "forged:2380", storeId: "store-2" });
    await settle();
    expect(transport.peers).toEqual([LEARNER]);
    await node.close();
  });
});

describe("order of the data", () => {
  it("passes the crash points of a write in the order of the five steps", async () => {
    const { node, crashPoints } = await startLeader();
    crashPoints.length = 0;

    await node.propose(bytes("a"), FOREVER);

    expect(crashPoints).toEqual([
      "node-after-ready",
      "node-before-persist",
      "node-after-persist",
      "node-before-apply",
      "node-after-apply",
      "node-before-answer",
    ]);
    expect(text(bytes("a"))).toBe("a");
    await node.close();
  });
});
