import { status as GRPC_STATUS } from "@grpc/grpc-js";
import { afterEach, describe, expect, it } from "vitest";
import { AdminToken } from "../../../src/server/admin-token.ts";
import { NodeProcess } from "../../../src/server/node-process.ts";
import { type NodeProcessOptions, parseNodeOptions } from "../../../src/server/options.ts";
import { MemoryStorage, type BeforeMemoryWrite } from "../../../src/storage/memory-storage.ts";
import { StorageError } from "../../../src/storage/types.ts";
import { SystemClock } from "../../../src/utils/clock.ts";
import { SILENT_LOGGER } from "../../../src/utils/logger.ts";
import { TestClient, bootstrap } from "./grpc-client.ts";
import { NodeChild, NodeFolder } from "./node-child.ts";

const cleanups: (() => void | Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) {
    await cleanup();
  }
});

function newFolder(): NodeFolder {
  const folder = new NodeFolder();
  cleanups.push(() => folder.remove());
  return folder;
}

function optionsOf(args: readonly string[]): NodeProcessOptions {
  const parsed = parseNodeOptions({ args, environment: {} });
  if (parsed.kind !== "run") {
    throw new Error(JSON.stringify(parsed));
  }
  return parsed.options;
}

const MIB = 1024 * 1024;

/** A NodeProcess in this process, on a store in memory that a test can break. */
async function startInProcess(beforeWrite: BeforeMemoryWrite, args: readonly string[] = []) {
  const folder = newFolder();
  const clock = new SystemClock();
  const points: string[] = [];
  const options = optionsOf([
    `--data-dir=${folder.dataDir}`,
    `--admin-token-file=${folder.tokenFile}`,
    "--tick-ms=20",
    ...["client", "peer", "http", "admin"].map((port) => `--listen-${port}=127.0.0.1:0`),
    ...args,
  ]);
  const node = new NodeProcess(options, {
    storage: new MemoryStorage({}, { beforeWrite }),
    adminToken: new AdminToken({ path: folder.tokenFile }, { clock, logger: SILENT_LOGGER }),
    memory: {
      limitBytes: 1024 * MIB,
      heapBytes: 512 * MIB,
      databaseBytes: 64 * MIB,
      entryWindowBytes: 16 * MIB,
      recordCacheBytes: 8 * MIB,
      rangeBytes: 64 * MIB,
    },
    clock,
    logger: SILENT_LOGGER,
    version: "1.0.0",
    crashPoint: (name) => points.push(name),
  });
  const addresses = await node.start();
  const admin = new TestClient(addresses.admin);
  const client = new TestClient(addresses.client);
  cleanups.push(async () => {
    admin.close();
    client.close();
    await node.stop();
  });
  return { node, admin, client, points, http: addresses.http };
}

describe("a node whose disk fails", () => {
  it("acknowledges nothing more and ends as a storage failure", async () => {
    let isBroken = false;
    const { node, admin, client } = await startInProcess(async () => {
      if (isBroken) {
        throw new StorageError("the disk is gone", { code: "WRITE_FAILED" });
      }
    });
    await bootstrap(admin);
    await client.put("before", "1");

    isBroken = true;
    const puts = await Promise.allSettled([client.put("a", "1"), client.put("b", "2")]);

    expect(await node.outcome).toEqual({
      kind: "failed",
      reason: "storage",
      message: expect.stringContaining("the disk is gone"),
    });
    expect(puts.map((put) => put.status)).toEqual(["rejected", "rejected"]);
    await expect(client.get("before")).rejects.toMatchObject({ code: GRPC_STATUS.UNAVAILABLE });
  });

  it("does not answer a Bootstrap that is not durable", async () => {
    const { node, admin } = await startInProcess(async () => {
      throw new StorageError("the disk is gone", { code: "WRITE_FAILED" });
    });

    await expect(bootstrap(admin)).rejects.toMatchObject({
      code: expect.not.stringMatching(/^0$/),
    });

    expect(await node.outcome).toMatchObject({ kind: "failed", reason: "storage" });
  });
});

describe("more proposals than allowed", () => {
  it("are refused with etcd's words while the others are answered", async () => {
    let open: () => void = () => undefined;
    let gate: Promise<void> | null = null;
    const { admin, client } = await startInProcess(async () => {
      await gate;
    }, ["--proposals-pending-max=50"]);
    await bootstrap(admin);
    gate = new Promise<void>((resolve) => {
      open = resolve;
    });

    const refusals: unknown[] = [];
    const puts = Array.from({ length: 300 }, async (_, number) => {
      try {
        await client.put(`k${number}`, "1");
        return true;
      } catch (error) {
        refusals.push(error);
        if (refusals.length === 250) {
          gate = null;
          open();
        }
        return false;
      }
    });
    const outcomes = await Promise.all(puts);

    expect(outcomes.filter((isDone) => isDone)).toHaveLength(50);
    for (const refusal of refusals) {
      expect(refusal).toMatchObject({
        code: GRPC_STATUS.RESOURCE_EXHAUSTED,
        details: "etcdserver: too many requests",
      });
    }
    await client.put("after", "1");
  });
});

describe("identity requests at the same time", () => {
  it("give the volume one identity and start one node", async () => {
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const { admin, points, http } = await startInProcess(async () => await gate);
    const { storeId } = await admin.status();
    const request = { clusterId: "test", nodeId: 1, storeId, peerAddress: "h:1" };

    const calls = Promise.allSettled([
      admin.bootstrap(request),
      admin.bootstrap(request),
      admin.bootstrap({ ...request, clusterId: "other" }),
      admin.join({ clusterId: "test", nodeId: 2, storeId }),
    ]);
    await expect
      .poll(async () => await (await fetch(`http://${http}/metrics`)).text())
      .toContain('grpc_server_in_flight{port="admin"} 4');
    open();
    const results = await calls;

    expect(results.map((result) => result.status)).toEqual([
      "fulfilled",
      "fulfilled",
      "rejected",
      "rejected",
    ]);
    expect(points.filter((point) => point === "after-start")).toHaveLength(1);
    expect(points.filter((point) => point === "after-bootstrap-durable")).toHaveLength(1);
  });
});

describe("stopping", () => {
  it("ends as stopped, however often it is asked", async () => {
    const { node, admin } = await startInProcess(async () => undefined);
    await bootstrap(admin);

    await Promise.all([node.stop(), node.stop()]);

    expect(await node.outcome).toEqual({ kind: "stopped" });
  });

  it("answers a put that is being written", async () => {
    let release: () => void = () => undefined;
    let noteWrite: () => void = () => undefined;
    let hold: Promise<void> | null = null;
    const writing = new Promise<void>((resolve) => {
      noteWrite = resolve;
    });
    const { node, admin, client } = await startInProcess(async () => {
      if (hold !== null) {
        noteWrite();
        await hold;
      }
    });
    await bootstrap(admin);
    hold = new Promise((resolve) => {
      release = resolve;
    });
    const put = client.put("a", "1");
    await writing;

    const stopped = node.stop();
    expect(node.status().state).toBe("stopping");
    expect(node.status().readiness.ready).toBe(false);
    hold = null;
    release();

    expect((await put).header?.revision).toBe(2);
    await stopped;
    expect(await node.outcome).toEqual({ kind: "stopped" });
  });

  /** A member of a cluster that it cannot reach: its linearizable reads wait. */
  async function startWaitingRead(args: readonly string[]) {
    const folder = newFolder();
    const node = await NodeChild.start(folder, { args });
    cleanups.push(async () => await node.kill("SIGKILL"));
    const admin = new TestClient(node.address("admin"));
    const client = new TestClient(node.address("client"));
    cleanups.push(() => {
      admin.close();
      client.close();
    });
    const { storeId } = await admin.status();
    await admin.join({ clusterId: "test", nodeId: 2, storeId });
    const read = client.get("a").then(
      () => "answered",
      () => "failed",
    );
    await expect
      .poll(async () => await (await fetch(`http://${node.address("http")}/metrics`)).text())
      .toContain('grpc_server_in_flight{port="client"} 1');
    return { node, read };
  }

  it("gives up at the end of its grace with code 75", async () => {
    const { node, read } = await startWaitingRead([
      "--shutdown-grace-ms=200",
      "--request-timeout-ms=60000",
    ]);

    expect(await node.kill("SIGTERM")).toEqual({ code: 75, signal: null });
    expect(await read).toBe("failed");
    expect(node.stderr.join("\n")).toContain("--shutdown-grace-ms");
  });

  it("ends at once at the second signal", async () => {
    const { node } = await startWaitingRead([
      "--shutdown-grace-ms=60000",
      "--request-timeout-ms=60000",
    ]);
    node.child.kill("SIGTERM");
    await node.line("stopping");

    expect(await node.kill("SIGTERM")).toEqual({ code: 75, signal: null });
  });
});

describe("a request without a quorum", () => {
  it("fails by its deadline and leaves the node serving", async () => {
    const { admin, client, node } = await startInProcess(
      async () => undefined,
      ["--request-timeout-ms=200"],
    );
    const { storeId } = await admin.status();
    await admin.join({ clusterId: "test", nodeId: 2, storeId });

    await expect(client.get("a")).rejects.toMatchObject({ code: GRPC_STATUS.UNAVAILABLE });
    await expect(client.put("a", "1")).rejects.toMatchObject({ code: GRPC_STATUS.UNAVAILABLE });

    expect(node.status()).toMatchObject({ state: "running", readiness: { ready: false } });
  });
});
