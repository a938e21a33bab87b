import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";

const EXAMPLE = fileURLToPath(new URL("../../../docs/three-cores.ts", import.meta.url));

it("the example elects node 1, and all three write and apply what it proposes", async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ["--import", "tsx", EXAMPLE]);

  expect(stdout.trimEnd().split("\n")).toEqual([
    'node 1 applies entry 1: ""',
    'node 2 applies entry 1: ""',
    'node 3 applies entry 1: ""',
    "node 1 leads term 1",
    'node 1 applies entry 2: "hello"',
    'node 2 applies entry 2: "hello"',
    'node 3 applies entry 2: "hello"',
    "node 1 has 2 entries",
    "node 2 has 2 entries",
    "node 3 has 2 entries",
  ]);
});
