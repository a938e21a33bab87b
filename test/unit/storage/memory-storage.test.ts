import { describe, expect, it } from "vitest";
import { MemoryDisk } from "../../../src/storage/memory-disk.ts";
import { MemoryStorage } from "../../../src/storage/memory-storage.ts";
import { StorageError } from "../../../src/storage/types.ts";
import {
  append,
  apply,
  codeOf,
  CONF_STATE,
  describeStorage,
  entry,
  MEMBER_BOOK,
  readAll,
  readState,
} from "../../compliance/storage.ts";

describeStorage("MemoryStorage", async () => {
  const disk = new MemoryDisk();
  return {
    open: async (dependencies = {}) => new MemoryStorage({ disk }, dependencies),
    dispose: async () => undefined,
  };
});

describe("MemoryDisk", () => {
  it("loses unsynced writes from the newest on in a crash, and never a synced one", async () => {
    const disk = new MemoryDisk();
    const before = new MemoryStorage({ disk });
    await append(before, [entry(1, 1), entry(2, 1), entry(3, 1)]);
    await apply(before, 1, [["a", "1"]]);
    await apply(before, 2, [["a", "2"]]);
    await apply(before, 3, [["a", "3"]]);

    disk.crash({ unsyncedKept: 1 });
    const after = new MemoryStorage({ disk });

    expect([after.lastIndex(), after.appliedIndex()]).toEqual([3, 1]);
    expect(after.initialState().hardState.commit).toBe(1);
    expect(readState(after)).toEqual(["a=1"]);
  });

  it("keeps an applied configuration, which a member that has left is destroyed on the word of", async () => {
    const disk = new MemoryDisk();
    const before = new MemoryStorage({ disk });
    await append(before, [entry(1, 1)]);
    await before.apply({
      appliedIndex: 1,
      appliedTerm: 1,
      stateWrites: [],
      confState: CONF_STATE,
      memberBook: MEMBER_BOOK,
    });

    disk.crash({ unsyncedKept: 0 });
    const after = new MemoryStorage({ disk });

    expect(after.initialState()).toMatchObject({ hardState: { commit: 1 }, confState: CONF_STATE });
    expect(after.memberBook()).toEqual(MEMBER_BOOK);
  });

  it("keeps an older image when a newer one replaces the log's tail", async () => {
    const disk = new MemoryDisk();
    const before = new MemoryStorage({ disk });
    await append(before, [entry(1, 1), entry(2, 1)]);
    await before.writeBatch({
      entries: [entry(2, 2, "unsynced")],
      hardState: null,
      snapshot: null,
      commitIndex: null,
      mustSync: false,
    });

    disk.crash({ unsyncedKept: 0 });
    const after = new MemoryStorage({ disk });

    expect(readAll(after, 1, 3)).toMatchObject([{ data: "data 1" }, { data: "data 2" }]);
  });
});

describe("a failed write", () => {
  it("is the last one: every later write fails with the same error and nothing changes", async () => {
    let isFull = false;
    const full = new StorageError("the disk is full", { code: "DISK_FULL" });
    const storage = new MemoryStorage(
      {},
      { beforeWrite: () => (isFull ? Promise.reject(full) : Promise.resolve()) },
    );
    await append(storage, [entry(1, 1)]);

    isFull = true;
    await expect(append(storage, [entry(2, 1)])).rejects.toBe(full);
    isFull = false;

    await expect(append(storage, [entry(2, 1)])).rejects.toBe(full);
    await expect(apply(storage, 1)).rejects.toBe(full);
    expect(await codeOf(storage.stage())).toBe("DISK_FULL");
    expect(storage.lastIndex()).toBe(1);
  });
});
