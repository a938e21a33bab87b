import { spawnSync } from "node:child_process";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import {
  AcknowledgedPuts,
  CODE,
  ServingNode,
  dataFolder,
  failureOf,
  newFolder,
  startFailureOf,
} from "./bad-input-node.ts";

const MIB = 1024 * 1024;
const STORAGE_FAILED = 74;
const canMount = process.platform === "linux" && process.getuid?.() === 0;
if (!canMount) {
  process.stderr.write("SKIPPED: a node on a full disk needs root on Linux, to mount a tmpfs\n");
}

function run(command: string, ...args: readonly string[]): string {
  const { status, stderr } = spawnSync(command, args, { encoding: "utf8" });
  return status === 0 ? "" : stderr;
}

describe.skipIf(!canMount)("a node on a full disk (root on Linux: it mounts a tmpfs)", () => {
  let folder: string;
  const ballast = (): string => join(dataFolder(folder), "ballast");

  beforeEach(async () => {
    folder = await newFolder();
    await mkdir(dataFolder(folder));
    expect(run("mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", dataFolder(folder))).toBe("");
    onTestFinished(() => {
      // Lazily: the node of a failed test may still have it open.
      run("umount", "--lazy", dataFolder(folder));
    });
    await writeFile(ballast(), new Uint8Array(6 * MIB));
  });

  it("acknowledges nothing more, ends with 74 and says what to do; freed and started again, it has all", async () => {
    const node = await ServingNode.startLeading(folder);
    const puts = new AcknowledgedPuts();
    const failed = [];
    for (let round = 0; failed.length === 0; round += 1) {
      failed.push(
        ...(await puts.write(node, { prefix: `${round}-`, count: 20, valueBytes: 20_000 })),
      );
    }

    const full = await failureOf(node.process);

    expect(full).toEqual({
      code: STORAGE_FAILED,
      sentence: expect.stringMatching(
        /the disk is full; free space or enlarge the volume, then start again/,
      ),
    });
    // Nothing that failed was called done, nor was it called "never written", which a client would repeat.
    for (const { code } of failed) {
      expect([CODE.unknown, CODE.unavailable, null]).toContain(code);
    }
    expect(puts.count).toBeGreaterThan(100);

    await rm(ballast());
    const freed = await ServingNode.startLeading(folder);
    expect(await puts.lostOn(freed)).toEqual([]);
    expect((await freed.put("after", "1")).code).toBe(CODE.ok);
    expect(await freed.get("after")).toBe("1");
  });

  it("does not start while it is full, says so with 74, and starts when it is freed", async () => {
    const puts = new AcknowledgedPuts();
    const first = await ServingNode.startLeading(folder);
    expect(await puts.write(first, { prefix: "a-", count: 20, valueBytes: 1000 })).toEqual([]);
    await first.end("SIGKILL");
    await expect(
      writeFile(join(dataFolder(folder), "more"), new Uint8Array(16 * MIB)),
    ).rejects.toMatchObject({ code: "ENOSPC" });

    const full = await startFailureOf(folder);

    expect(full).toEqual({
      code: STORAGE_FAILED,
      sentence: expect.stringMatching(/the disk is full; free space or enlarge the volume/),
    });
    await rm(join(dataFolder(folder), "more"));
    const freed = await ServingNode.startLeading(folder);
    expect(await puts.lostOn(freed)).toEqual([]);
    expect((await freed.put("after", "1")).code).toBe(CODE.ok);
  });
});
