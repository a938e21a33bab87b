import { describe, expect, it } from "vitest";
import { type CompactionFacts, findCompactionIndex } from "../../../src/core/log-compactor.ts";
import type { ProgressStatus } from "../../../src/raft/index.ts";

const ENTRY_BYTES = 100;

/** A log of equal entries from `firstIndex` to `appliedIndex`, and what is retained of it. */
function facts(parts: Partial<CompactionFacts>): CompactionFacts {
  const { firstIndex = 1, appliedIndex = 5000 } = parts;
  const count = appliedIndex - firstIndex + 1;
  return {
    firstIndex,
    appliedIndex,
    machineAppliedIndex: appliedIndex,
    retainEntries: 1000,
    retainBytes: 1_000_000,
    sizes: {
      bytes: count * ENTRY_BYTES,
      bytesThrough: (index) => Math.max(0, index - firstIndex + 1) * ENTRY_BYTES,
      indexBefore: (bytes) => {
        const kept = Math.ceil(bytes / ENTRY_BYTES);
        return kept > count ? null : appliedIndex - kept;
      },
    },
    progress: () => null,
    snapshotBytesSent: () => 0,
    ...parts,
  };
}

function peer(parts: Partial<ProgressStatus>): ProgressStatus {
  const match = parts.match ?? 0;
  return {
    id: 2,
    state: "replicate",
    match,
    next: match + 1,
    lag: 0,
    isLearner: false,
    isPaused: false,
    recentActive: true,
    pendingSnapshot: null,
    inflightMessages: 0,
    isInflightFull: false,
    ...parts,
  };
}

describe("where the log is cut", () => {
  it.each<[string, Partial<CompactionFacts>, number | null]>([
    ["retains the entries asked for", {}, 4000],
    ["retains fewer where they are too many bytes", { retainBytes: 50_000 }, 4500],
    ["is nowhere while the log is short", { appliedIndex: 1050 }, null],
    ["waits until a stride is gained", { firstIndex: 3950 }, null],
    ["does not wait longer than that", { firstIndex: 3901 }, 4000],
    ["counts a stride in bytes as well", { firstIndex: 4449, retainBytes: 50_000 }, 4500],
    ["waits for a stride in bytes", { firstIndex: 4455, retainBytes: 50_000 }, null],
    ["stays below what the state machine holds durably", { machineAppliedIndex: 300 }, 300],
    ["is at the applied index where nothing is retained", { retainEntries: 0 }, 5000],
  ])("%s", (_, parts, index) => {
    expect(findCompactionIndex(facts(parts))).toBe(index);
  });

  it("asks for the members' progress only when a cut is due", () => {
    let asked = 0;
    const progress = (): null => {
      asked += 1;
      return null;
    };

    findCompactionIndex(facts({ appliedIndex: 1050, progress }));
    expect(asked).toBe(0);
    findCompactionIndex(facts({ progress }));
    expect(asked).toBe(1);
  });

  it.each<[string, readonly ProgressStatus[], number | null]>([
    ["leaves what a slow member needs next", [peer({ match: 3000 })], 3000],
    ["goes by the slowest", [peer({ match: 3000 }), peer({ match: 2000 })], 2000],
    ["is not held up by one that has enough", [peer({ match: 4200 })], 4000],
    ["waits altogether for one that is near the beginning", [peer({ match: 10 })], null],
    [
      "leaves what follows on a snapshot that is being sent",
      [peer({ state: "snapshot", match: 0, pendingSnapshot: 2500 })],
      2500,
    ],
    [
      "leaves it also for one that is not heard from while the snapshot is being sent",
      [peer({ state: "snapshot", match: 0, pendingSnapshot: 2500, recentActive: false })],
      2500,
    ],
    [
      "does not wait for one that is not heard from",
      [peer({ match: 10, recentActive: false })],
      4000,
    ],
  ])("%s", (_, progress, index) => {
    expect(findCompactionIndex(facts({ progress: () => progress }))).toBe(index);
  });

  it("does not wait for one that needs more than the log has", () => {
    const progress = (): readonly ProgressStatus[] => [peer({ match: 98 })];

    expect(findCompactionIndex(facts({ firstIndex: 100, progress }))).toBe(4000);
    expect(findCompactionIndex(facts({ firstIndex: 99, progress }))).toBeNull();
  });

  it("leaves what follows on a snapshot that has arrived, before its member says so", () => {
    const progress = (): readonly ProgressStatus[] => [peer({ state: "probe", next: 2501 })];

    expect(findCompactionIndex(facts({ firstIndex: 100, progress }))).toBe(2500);
  });

  it("keeps what follows on a snapshot until it outweighs what was sent of it", () => {
    const progress = (): readonly ProgressStatus[] => [
      peer({ id: 3, state: "snapshot", pendingSnapshot: 1000 }),
      peer({ id: 4, match: 4990 }),
    ];
    const limits = { retainBytes: 50_000, progress };
    const cut = (bytesSent: number): number | null =>
      findCompactionIndex(
        facts({ ...limits, snapshotBytesSent: (id) => (id === 3 ? bytesSent : 0) }),
      );

    expect(cut(0)).toBe(3000);
    expect(cut(300_000)).toBe(2000);
    expect(cut(450_000)).toBe(1000);
  });

  it("waits for a slow one up to four times the bytes, and no longer", () => {
    const progress = (): readonly ProgressStatus[] => [peer({ match: 10 })];
    const limits = { retainBytes: 50_000, progress };

    expect(findCompactionIndex(facts({ ...limits, appliedIndex: 2000 }))).toBeNull();
    expect(findCompactionIndex(facts({ ...limits, appliedIndex: 5000 }))).toBe(3000);
  });
});
