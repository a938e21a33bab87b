import { spawn } from "node:child_process";
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { FileLock } from "../../../../src/operator/hosts/local/file-lock.ts";
import { identify } from "../../../../src/operator/hosts/local/process-identity.ts";
import { SIGNAL, makeFolder } from "./support.ts";

const AT_ONCE = { waitMs: 0, signal: SIGNAL };

describe("a file lock", () => {
  it("is held by one at a time", async () => {
    const folder = await makeFolder();
    const first = new FileLock({ folder, what: "running" });
    const second = new FileLock({ folder, what: "running" });

    await first.acquire(AT_ONCE);

    await expect(second.acquire(AT_ONCE)).rejects.toMatchObject({
      code: "UNAVAILABLE",
      message: `process ${process.pid} is running: stop it first, or wait`,
    });
    expect((await second.holder())?.pid).toBe(process.pid);
    await first.release();
    await second.acquire(AT_ONCE);
  });

  it("is taken from a holder that is dead", async () => {
    const folder = await makeFolder();
    const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
    const identity = identify(child.pid ?? 0);
    await writeFile(join(folder, "lock.7"), JSON.stringify({ holder: identity }));
    const lock = new FileLock({ folder, what: "running" });
    await expect(lock.acquire(AT_ONCE)).rejects.toThrow(`process ${child.pid} is running`);

    const exited = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await exited;
    await lock.acquire(AT_ONCE);

    expect(await readdir(folder)).toEqual(["lock.8"]);
  });

  it("is not taken for held when its holder's pid belongs to another process now", async () => {
    const folder = await makeFolder();
    const reused = { pid: process.pid, startTime: "long ago" };
    await writeFile(join(folder, "lock.1"), JSON.stringify({ holder: reused }));

    await new FileLock({ folder, what: "running" }).acquire(AT_ONCE);
  });

  it("is free after a power cut tore its file", async () => {
    const folder = await makeFolder();
    await writeFile(join(folder, "lock.3"), "");

    await new FileLock({ folder, what: "running" }).acquire(AT_ONCE);
  });

  it("lets one in at a time, whoever comes when", async () => {
    const folder = await makeFolder();
    let inside = 0;
    let most = 0;
    let turns = 0;
    const visit = async (): Promise<void> => {
      const lock = new FileLock({ folder, what: "counting" });
      for (let turn = 0; turn < 5; turn += 1) {
        await lock.acquire({ waitMs: 30_000, signal: SIGNAL });
        inside += 1;
        most = Math.max(most, inside);
        await readdir(folder);
        inside -= 1;
        turns += 1;
        await lock.release();
      }
    };

    await Promise.all(Array.from({ length: 8 }, visit));

    expect([most, turns]).toEqual([1, 40]);
    expect(await readdir(folder)).toHaveLength(1);
  });
});
