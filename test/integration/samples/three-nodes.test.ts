import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";

const PROGRAM = fileURLToPath(new URL("../../../samples/three-nodes.ts", import.meta.url));

describe("samples/three-nodes.ts", () => {
  it("elects, proposes, reads and ends, by the package's exports alone", async () => {
    const { stdout } = await promisify(execFile)(process.execPath, ["--import", "tsx", PROGRAM]);

    expect(stdout).toMatch(/^(entry \d+: applied\n){3}(node \d, \w+: hits = 3\n){3}$/);
    expect(stdout.match(/leader/g)).toHaveLength(1);
  });
});
