import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { IDENTITY_CRASH_POINTS } from "../soak/crash-points.ts";
import { RaftNodeProcess, createNodeFolder, putKey, range } from "../support/raft-node-process.ts";

let folder: string;
let running: RaftNodeProcess | null = null;

beforeEach(async () => {
  folder = await createNodeFolder();
});

afterEach(async () => {
  running?.kill();
  await running?.exited;
  await running?.removeFolder();
  running = null;
});

async function start(point: string | null): Promise<RaftNodeProcess> {
  const node = await RaftNodeProcess.spawn({
    folder,
    environment: point === null ? {} : { RAFT_CRASH_AT: point },
  });
  running = node;
  expect(await node.listening(), node.logLines.join("\n")).toBe(true);
  return node;
}

describe("a node killed while it gets its identity", () => {
  const points = IDENTITY_CRASH_POINTS.filter((point) => !point.includes("join"));

  it("has points to be killed at", () => {
    expect(points.length).toBeGreaterThanOrEqual(5);
  });

  it.each(points)("takes the same bootstrap again after %s, and no other", async (point) => {
    const doomed = await start(point);

    const answered = await doomed.bootstrap().catch(() => false);
    const exit = await doomed.exited;
    const again = await start(null);
    const other = await again.bootstrap({ clusterId: "another" });
    const repeated = await again.bootstrap();

    expect(answered).toBe(false);
    expect(exit.signal).toBe("SIGKILL");
    // Before anything was durable the volume was still free, and then it belongs to the cluster that asked first.
    expect([other, repeated].filter(Boolean)).toHaveLength(1);
    const client = await again.connectClient();
    expect(await putKey(client, { key: "k", value: "v" })).not.toBeNull();
    expect((await range(client, { key: Buffer.from("k") }))?.count).toBe(1);
    client.close();
    expect((await again.status()).clusterId).toBe(other ? "another" : "test");
  });
});
