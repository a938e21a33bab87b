import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { RocksDbStorage } from "../../../src/storage/rocksdb-storage.ts";
import {
  append,
  apply,
  CONF_STATE,
  entriesOf,
  MEMBER_BOOK,
  readState,
} from "../../compliance/storage.ts";

const MEBIBYTE = 1024 * 1024;

class Killed extends Error {
  override readonly name = "Killed";
}

/** The process ends at a crash point: whatever a batch has written before it must be the whole batch or nothing of it. */
describe.each(["thread", "worker"] as const)(
  "RocksDbStorage, killed at a point, in the %s",
  (persistIn) => {
    let path: string;

    beforeEach(async () => {
      path = await mkdtemp(join(tmpdir(), "raft-storage-"));
    });

    afterEach(() => rm(path, { recursive: true, force: true }));

    function open(deadlyPoint: string | null): Promise<RocksDbStorage> {
      return RocksDbStorage.open(
        { path, persistIn, memoryBudgetBytes: 16 * MEBIBYTE, windowBytesMax: MEBIBYTE },
        {
          crashPoint: (name) => {
            if (name === deadlyPoint) {
              throw new Killed(name);
            }
          },
        },
      );
    }

    async function prepare(): Promise<void> {
      const storage = await open(null);
      await append(storage, entriesOf(1, 4, 1), { term: 1, vote: 1, commit: 4 });
      await apply(storage, 2, [["last", "2"]]);
      await storage.close();
    }

    async function killAt(
      point: string,
      write: (storage: RocksDbStorage) => Promise<void>,
    ): Promise<RocksDbStorage> {
      await prepare();
      const storage = await open(point);
      await expect(write(storage)).rejects.toThrow(Killed);
      await storage.close();
      return await open(null);
    }

    it.each([
      ["before-apply", 2],
      ["after-apply", 4],
    ])("%s: the state and its applied index are of one moment", async (point, expected) => {
      const storage = await killAt(point, (open) => apply(open, 4, [["last", "4"]]));

      expect([storage.appliedIndex(), readState(storage)]).toEqual([
        expected,
        [`last=${expected}`],
      ]);
      await storage.close();
    });

    it.each([
      ["before-persist", [4, 1]],
      ["after-persist-write", [6, 7]],
    ])(
      "%s: entries and the term that they were taken in are of one moment",
      async (point, expected) => {
        const storage = await killAt(point, (open) =>
          append(open, entriesOf(5, 6, 7), { term: 7, vote: null, commit: 4 }),
        );

        expect([storage.lastIndex(), storage.initialState().hardState.term]).toEqual(expected);
        await storage.close();
      },
    );
  },
);

it("an applied configuration is synced, and applied commands alone are not", async () => {
  const path = await mkdtemp(join(tmpdir(), "raft-storage-"));
  const synced: boolean[] = [];
  const storage = await RocksDbStorage.open(
    { path, persistIn: "thread", memoryBudgetBytes: 16 * MEBIBYTE, windowBytesMax: MEBIBYTE },
    {
      metrics: {
        observeWrite: (write) => {
          if (write.kind === "apply") {
            synced.push(write.synced);
          }
        },
      },
    },
  );
  try {
    await append(storage, entriesOf(1, 2, 1));
    await apply(storage, 1, [["a", "1"]]);
    await storage.apply({
      appliedIndex: 2,
      appliedTerm: 1,
      stateWrites: [],
      confState: CONF_STATE,
      memberBook: MEMBER_BOOK,
    });
  } finally {
    await storage.close();
    await rm(path, { recursive: true });
  }

  expect(synced).toEqual([false, true]);
});
