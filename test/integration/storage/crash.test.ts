import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { RocksDbStorage } from "../../../src/storage/rocksdb-storage.ts";
import { codeOf, readAll, readState } from "../../compliance/storage.ts";

const LOADER = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
const CHILD = fileURLToPath(new URL("./writer-child.ts", import.meta.url));
const MEBIBYTE = 1024 * 1024;

describe("RocksDbStorage and other processes", () => {
  let path: string;

  beforeEach(async () => {
    path = await mkdtemp(join(tmpdir(), "raft-storage-"));
  });

  afterEach(() => rm(path, { recursive: true, force: true }));

  function open(): Promise<RocksDbStorage> {
    return RocksDbStorage.open({
      path,
      persistIn: "thread",
      memoryBudgetBytes: 16 * MEBIBYTE,
      windowBytesMax: 0,
    });
  }

  function spawnWriter(form: string): ChildProcess {
    const args = ["--import", LOADER, CHILD, path, form];
    return spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  }

  /** Kills it without warning once it has acknowledged `count` batches; the last acknowledged index, all output read. */
  async function killAfter(child: ChildProcess, count: number): Promise<number> {
    let acked = 0;
    let lines = 0;
    for await (const line of createInterface({ input: child.stdout! })) {
      acked = Number(line.split(" ")[1]);
      lines += 1;
      if (lines === count) {
        child.kill("SIGKILL");
      }
    }
    return acked;
  }

  it.each(["thread", "worker"])(
    "keeps every acknowledged entry when the process is killed, written in the %s",
    async (form) => {
      let rounds = 0;
      for (const count of [1, 13, 150, 40]) {
        const acked = await killAfter(spawnWriter(form), count);

        const storage = await open();
        const { commit } = storage.initialState().hardState;
        const [first, last, applied] = [
          storage.firstIndex(),
          storage.lastIndex(),
          storage.appliedIndex(),
        ];

        expect(last).toBeGreaterThanOrEqual(acked);
        expect(readAll(storage, first, last + 1)).toHaveLength(last + 1 - first);
        expect(applied).toBeLessThanOrEqual(commit);
        expect(commit).toBeLessThanOrEqual(last);
        expect(readState(storage)).toEqual(applied === 0 ? [] : [`last=${applied}`]);
        await storage.close();
        rounds += 1;
      }
      expect(rounds).toBe(4);
    },
  );

  it("refuses a folder that another process has open, then takes it when that one is gone", async () => {
    const child = spawnWriter("thread");
    await once(child.stdout!, "data");

    const refused = await codeOf(open());
    child.kill("SIGKILL");
    await once(child, "exit");
    const storage = await open();

    expect(refused).toBe("LOCKED");
    expect(storage.lastIndex()).toBeGreaterThan(0);
    await storage.close();
  });

  it("refuses a folder that this process has open already", async () => {
    const storage = await open();

    expect(await codeOf(open())).toBe("LOCKED");
    await storage.close();
  });
});
