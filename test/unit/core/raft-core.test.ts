import { describe, expect, it } from "vitest";
import { initialClusterState } from "../../../src/core/initial-cluster-state.ts";
import { RaftCore } from "../../../src/core/raft-core.ts";
import { DEFAULT_RAFT_CONFIG } from "../../../src/raft/index.ts";
import { EMPTY_BYTES } from "../../../src/raft/types.ts";
import { MemoryStorage } from "../../../src/storage/memory-storage.ts";
import { InvariantError } from "../../../src/utils/assert.ts";
import { SILENT_LOGGER } from "../../../src/utils/logger.ts";

async function create(
  preVote = true,
): Promise<{ readonly core: RaftCore; readonly storage: MemoryStorage }> {
  const storage = new MemoryStorage({ storeId: "store-1" });
  await storage.assign({
    clusterId: "cluster-1",
    nodeId: 1,
    initial: initialClusterState({ nodeId: 1, address: "", storeId: "store-1" }),
  });
  const core = new RaftCore(
    { config: { ...DEFAULT_RAFT_CONFIG, preVote, nodeId: 1, applied: 1 } },
    { storage, random: () => 0, logger: SILENT_LOGGER },
  );
  return { core, storage };
}

/** Persists and applies all that there is to do. */
async function drain(core: RaftCore, storage: MemoryStorage): Promise<void> {
  for (let output = core.processReady(); output !== null; output = core.processReady()) {
    await storage.writeBatch(output.persistOps);
    const light = core.advanceAppend();
    for (const { committedEntries } of [output, light]) {
      const last = committedEntries.at(-1);
      if (last !== undefined) {
        await storage.apply({
          appliedIndex: last.index,
          appliedTerm: last.term,
          stateWrites: [],
          confState: null,
          memberBook: null,
        });
        core.advanceApply(last.index);
      }
    }
    core.finish();
  }
}

describe("RaftCore", () => {
  it("leads once its own vote is durable", async () => {
    const { core, storage } = await create();

    for (let ticks = 0; ticks < 20; ticks++) {
      core.tick();
      await drain(core, storage);
    }

    expect([core.isLeader(), core.leader(), core.term(), core.commit()]).toEqual([true, 1, 2, 2]);
    expect(core.hasReady()).toBe(false);
  });

  it("refuses every step while an output is outstanding, and answers status", async () => {
    const { core } = await create();
    while (!core.hasReady()) {
      core.tick();
    }
    core.processReady();

    for (const step of [
      () => core.tick(),
      () => core.propose([{ context: EMPTY_BYTES, data: EMPTY_BYTES }]),
      () => core.readIndex(EMPTY_BYTES),
      () => core.reportUnreachable(2),
      () => core.receiveRaftMessage({ type: "timeoutNow", from: 2, to: 1, term: 9 }),
      () => core.processReady(),
      () => core.advanceApply(1),
      () => core.finish(),
    ]) {
      expect(step).toThrow(InvariantError);
    }
    expect(core.status().id).toBe(1);
    core.advanceAppend();
    expect(() => core.advanceAppend()).toThrow(InvariantError);
    expect(() => core.tick()).toThrow(InvariantError);
    core.finish();
    core.tick();
  });

  it("asks for a sync when term, vote or entries are new", async () => {
    const { core } = await create(false);
    while (!core.hasReady()) {
      core.tick();
    }

    const output = core.processReady();

    expect(output).toMatchObject({
      kind: "ready",
      role: "candidate",
      persistOps: { mustSync: true, hardState: { term: 2, vote: 1 } },
    });
  });
});
