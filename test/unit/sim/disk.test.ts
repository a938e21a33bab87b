import { describe, expect, it } from "vitest";
import { initialClusterState } from "../../../src/node.ts";
import { EMPTY_BYTES, type Entry } from "../../../src/raft/index.ts";
import type { PersistOperations } from "../../../src/storage/types.ts";
import { type SimStorage, SimVolume, type StorageObserver } from "../../sim/disk.ts";
import { Random } from "../../support/random.ts";

const OBSERVER: StorageObserver = {
  persisting: () => undefined,
  persisted: () => undefined,
  applying: () => undefined,
  applied: () => undefined,
  compacted: () => undefined,
};

/** A process whose waits end when the test says so. */
class TestUser {
  isDead = false;
  readonly #waiting: (() => void)[] = [];

  async sleep(): Promise<void> {
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  async wake(): Promise<void> {
    for (const resolve of this.#waiting.splice(0)) {
      resolve();
    }
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }
}

function createVolume(seed = 1): SimVolume {
  const volume = new SimVolume(
    { storeId: "store-1", syncMeanUs: 100, slowWritePercent: 0 },
    { random: new Random(seed) },
  );
  const initial = initialClusterState({ nodeId: 1, address: "", storeId: "store-1" });
  volume.assign({ clusterId: "cluster-1", nodeId: 1, initial });
  return volume;
}

function entry(index: number): Entry {
  return { type: "normal", term: 1, index, data: EMPTY_BYTES, context: EMPTY_BYTES };
}

function batch(index: number, mustSync: boolean): PersistOperations {
  return {
    entries: [entry(index)],
    hardState: null,
    snapshot: null,
    commitIndex: null,
    mustSync,
  };
}

/** Dies at once, with the volume as it is. */
function die(volume: SimVolume, user: TestUser): number {
  user.isDead = true;
  return volume.crash();
}

function lastIndex(volume: SimVolume): number {
  return volume.written?.state.log.lastIndex ?? 0;
}

describe("SimVolume", () => {
  it("keeps what was synced over every crash", async () => {
    for (let seed = 0; seed < 20; seed++) {
      const volume = createVolume(seed);
      const user = new TestUser();
      const storage = volume.open(user, OBSERVER);
      const written = storage.writeBatch(batch(2, true));
      await user.wake();
      await written;
      expect(volume.durable?.state.log.lastIndex).toBe(2);
      die(volume, user);
      expect(lastIndex(volume)).toBe(2);
    }
  });

  it("loses a suffix of what was not synced, and never anything before it", async () => {
    const survived = new Set<number>();
    for (let seed = 0; seed < 60; seed++) {
      const volume = createVolume(seed);
      const user = new TestUser();
      const storage = volume.open(user, OBSERVER);
      for (const index of [2, 3, 4]) {
        await storage.writeBatch(batch(index, false));
      }
      expect(volume.durable?.state.log.lastIndex).toBe(1);
      const lost = die(volume, user);
      expect(lost).toBe(4 - lastIndex(volume));
      survived.add(lastIndex(volume));
    }
    expect([...survived].sort((left, right) => left - right)).toEqual([1, 2, 3, 4]);
  });

  it("may keep a write that was under way, as a whole, or not at all", async () => {
    const survived = new Set<number>();
    for (let seed = 0; seed < 60; seed++) {
      const volume = createVolume(seed);
      const user = new TestUser();
      const storage = volume.open(user, OBSERVER);
      void storage.writeBatch(batch(2, true));
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
      expect(lastIndex(volume)).toBe(1);
      die(volume, user);
      survived.add(lastIndex(volume));
    }
    expect([...survived].sort((left, right) => left - right)).toEqual([1, 2]);
  });

  it("is not written by a process that is dead", async () => {
    const volume = createVolume();
    const user = new TestUser();
    const storage: SimStorage = volume.open(user, OBSERVER);
    const waiting = storage.writeBatch(batch(2, true));
    die(volume, user);
    const before = lastIndex(volume);
    let isAnswered = false;
    void waiting.then(() => {
      isAnswered = true;
    });
    await user.wake();
    expect({ last: lastIndex(volume), isAnswered }).toEqual({ last: before, isAnswered: false });
  });

  it("fails one write where it is failing, and all of them where it is full", async () => {
    const volume = createVolume();
    const storage = volume.open(new TestUser(), OBSERVER);
    volume.health = "full";
    await expect(storage.writeBatch(batch(2, false))).rejects.toMatchObject({ code: "DISK_FULL" });
    expect(volume.health).toBe("full");
    const other = createVolume();
    const failing = other.open(new TestUser(), OBSERVER);
    other.health = "failing";
    await expect(failing.writeBatch(batch(2, false))).rejects.toMatchObject({
      code: "WRITE_FAILED",
    });
    expect(other.health).toBe("good");
  });
});
