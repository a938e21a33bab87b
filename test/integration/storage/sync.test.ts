import { spawn, spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isWalSync, parseStrace } from "../../durability/strace-log.ts";

const LOADER = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
const CHILD = fileURLToPath(new URL("./writer-child.ts", import.meta.url));
const ACKNOWLEDGED = 12;
const hasStrace = spawnSync("strace", ["-V"]).status === 0;

// A killed process loses nothing that the kernel has: only the system calls show what a power failure would take.
describe.runIf(hasStrace)("RocksDbStorage under strace (Linux with strace)", () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "raft-storage-"));
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  it.each(["thread", "worker"])(
    "syncs its write-ahead log before it says that a batch is durable, written in the %s",
    async (form) => {
      const trace = join(folder, "trace");
      const args = ["-f", "-yy", "-e", "trace=write,fsync,fdatasync", "-o", trace];
      const node = [process.execPath, "--import", LOADER, CHILD, join(folder, "store"), form];
      const child = spawn("strace", [...args, ...node], {
        stdio: ["ignore", "pipe", "inherit"],
        // A group of its own: whoever is traced ends with its tracer.
        detached: true,
      });
      let acknowledged = 0;
      for await (const _ of createInterface({ input: child.stdout })) {
        acknowledged += 1;
        if (acknowledged === ACKNOWLEDGED) {
          process.kill(-(child.pid ?? 0), "SIGTERM");
        }
      }

      let syncs = 0;
      const syncsBefore: number[] = [];
      for (const call of parseStrace(await readFile(trace, "utf8"))) {
        if (isWalSync(call) && call.result.startsWith("0")) {
          syncs += 1;
        } else if (call.name === "write" && call.text.includes('"acked ')) {
          syncsBefore.push(syncs);
          syncs = 0;
        }
      }
      expect(syncsBefore.length).toBeGreaterThanOrEqual(ACKNOWLEDGED);
      expect(Math.min(...syncsBefore)).toBeGreaterThanOrEqual(1);
    },
  );
});
