import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type PersistIn, RocksDbStorage } from "../../../src/storage/rocksdb-storage.ts";
import { StorageError } from "../../../src/storage/types.ts";
import { append, apply, codeOf, entry, readAll } from "../../compliance/storage.ts";

const MEBIBYTE = 1024 * 1024;
const isRoot = process.getuid?.() === 0;
const canMount = isRoot && process.platform === "linux";
if (!canMount) {
  process.stderr.write("SKIPPED: the tests of a full disk need root on Linux, to mount a tmpfs\n");
}

function run(command: string, ...args: readonly string[]): boolean {
  return spawnSync(command, args).status === 0;
}

describe.skipIf(!canMount)("a full disk (root on Linux: it mounts a tmpfs)", () => {
  let mountPoint: string;

  beforeEach(async () => {
    mountPoint = await mkdtemp(join(tmpdir(), "raft-full-"));
    expect(run("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", mountPoint)).toBe(true);
    await writeFile(join(mountPoint, "ballast"), new Uint8Array(3 * MEBIBYTE));
  });

  afterEach(async () => {
    // Lazily: a failed test may have left its store open.
    run("umount", "--lazy", mountPoint);
    await rm(mountPoint, { recursive: true, force: true });
  });

  function open(persistIn: PersistIn): Promise<RocksDbStorage> {
    return RocksDbStorage.open({
      path: join(mountPoint, "db"),
      persistIn,
      memoryBudgetBytes: 16 * MEBIBYTE,
      windowBytesMax: 0,
    });
  }

  it.each(["thread", "worker"] as const)(
    "ends all writing with one error, and loses nothing acknowledged (%s)",
    async (persistIn) => {
      const storage = await open(persistIn);
      let acked = 0;
      let failure: unknown = null;
      while (failure === null) {
        try {
          await append(storage, [entry(acked + 1, 1, "x".repeat(20_000))]);
          acked += 1;
          await apply(storage, acked);
        } catch (error) {
          failure = error;
        }
      }

      expect(failure).toBeInstanceOf(StorageError);
      expect(failure).toMatchObject({ code: "DISK_FULL" });
      await rm(join(mountPoint, "ballast"));
      await expect(append(storage, [entry(acked + 1, 1)])).rejects.toBe(failure);
      await expect(storage.compact(1)).rejects.toBe(failure);
      expect(storage.lastIndex()).toBeGreaterThanOrEqual(acked);
      await storage.close();

      const reopened = await open(persistIn);
      expect(acked).toBeGreaterThan(10);
      expect(reopened.lastIndex()).toBeGreaterThanOrEqual(acked);
      expect(readAll(reopened, 1, acked + 1)).toHaveLength(acked);
      await append(reopened, [entry(reopened.lastIndex() + 1, 1)]);
      await reopened.close();
    },
  );

  it("is told at open, too", async () => {
    // More than is left: what fits is written.
    await expect(
      writeFile(join(mountPoint, "more"), new Uint8Array(6 * MEBIBYTE)),
    ).rejects.toMatchObject({ code: "ENOSPC" });

    expect(await codeOf(open("thread"))).toBe("DISK_FULL");
    await rm(join(mountPoint, "more"));
    const storage = await open("thread");
    await append(storage, [entry(1, 1)]);
    await storage.close();
  });
});
