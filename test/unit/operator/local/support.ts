import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import type { RaftClusterManifest } from "../../../../src/operator/spec.ts";
import { parseManifest } from "../../../../src/operator/spec.ts";

export const KEY = { namespace: "default", name: "demo" };
export const SIGNAL: AbortSignal = new AbortController().signal;

/** A program that stands for a node where only the host is tested. */
export const STUB_COMMAND: readonly [string, string] = [
  process.execPath,
  fileURLToPath(new URL("../../../compliance/host-stub-node.mjs", import.meta.url)),
];

export async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "raft-local-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export function makeManifest(spec: unknown = {}): RaftClusterManifest {
  const result = parseManifest({
    apiVersion: "raft.crabmq.io/v1alpha1",
    kind: "RaftCluster",
    metadata: { name: KEY.name },
    spec,
  });
  if (result.kind === "invalid") {
    throw new Error(result.problems[0]?.message);
  }
  return result.manifest;
}

/** The processes that the stub has run in this data folder: pid and arguments, in order. */
export async function startsIn(dataFolder: string): Promise<readonly string[]> {
  const text = await readFile(join(dataFolder, "starts"), "utf8").catch(() => "");
  return text.split("\n").filter((line) => line !== "");
}
