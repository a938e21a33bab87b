import { status as GRPC_STATUS } from "@grpc/grpc-js";
import { connect } from "node:net";
import { renameSync, writeFileSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import { raft } from "../../../src/gen/proto.js";
import { TestClient, bootstrap, bytes, leading } from "./grpc-client.ts";
import { NodeChild, NodeFolder, TOKEN } from "./node-child.ts";

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

interface StartedNode {
  readonly node: NodeChild;
  readonly admin: TestClient;
  readonly client: TestClient;
}

async function start(
  folder: NodeFolder,
  options: Parameters<typeof NodeChild.start>[1] = {},
): Promise<StartedNode> {
  const node = await NodeChild.start(folder, options);
  const admin = new TestClient(node.address("admin"));
  const client = new TestClient(node.address("client"));
  cleanups.push(async () => {
    admin.close();
    client.close();
    await node.kill("SIGKILL");
  });
  return { node, admin, client };
}

async function startBootstrapped(
  options: Parameters<typeof NodeChild.start>[1] = {},
): Promise<StartedNode & { readonly folder: NodeFolder }> {
  const folder = newFolder();
  const started = await start(folder, options);
  await bootstrap(started.admin);
  return { ...started, folder };
}

describe("a node process", () => {
  it("keeps what it acknowledged over SIGKILL", async () => {
    const { node, client, folder } = await startBootstrapped();
    await client.put("a", "1");
    await client.put("b", "2");

    expect(await node.kill("SIGKILL")).toEqual({ code: null, signal: "SIGKILL" });
    const again = await start(folder);
    const status = await leading(again.admin);

    expect(status).toMatchObject({
      clusterId: "test",
      nodeId: 1,
      state: raft.v1.NodeState.RUNNING,
    });
    expect(await again.client.get("a")).toBe("1");
    expect(await again.client.get("b")).toBe("2");
  });

  it("answers only admin and health before it has an identity", async () => {
    const { admin, client, node } = await start(newFolder());

    const status = await admin.status();

    expect(status).toMatchObject({
      state: raft.v1.NodeState.UNASSIGNED,
      clusterId: "",
      ready: false,
    });
    expect(status.storeId).not.toBe("");
    await expect(client.put("a", "1")).rejects.toMatchObject({ code: GRPC_STATUS.UNAVAILABLE });
    expect((await fetch(`http://${node.address("http")}/readyz`)).status).toBe(503);
    expect((await fetch(`http://${node.address("http")}/livez`)).status).toBe(200);
  });

  it("takes Bootstrap once, and the same again", async () => {
    const { admin } = await start(newFolder());
    const request = await bootstrap(admin);

    await admin.bootstrap(request);
    await expect(admin.bootstrap({ ...request, clusterId: "other" })).rejects.toMatchObject({
      code: GRPC_STATUS.ALREADY_EXISTS,
    });
    await expect(admin.bootstrap({ ...request, nodeId: 2 })).rejects.toMatchObject({
      code: GRPC_STATUS.ALREADY_EXISTS,
    });
    await expect(admin.bootstrap({ ...request, storeId: "other" })).rejects.toMatchObject({
      code: GRPC_STATUS.FAILED_PRECONDITION,
    });
    await expect(
      admin.join({ clusterId: "other", nodeId: 2, storeId: request.storeId ?? "" }),
    ).rejects.toMatchObject({
      code: GRPC_STATUS.ALREADY_EXISTS,
    });
  });

  it("keeps a joined identity over SIGKILL and refuses to bootstrap it", async () => {
    const folder = newFolder();
    const first = await start(folder);
    const { storeId } = await first.admin.status();
    await first.admin.join({ clusterId: "test", nodeId: 4, storeId });
    await first.node.kill("SIGKILL");

    const { admin } = await start(folder);

    expect(await admin.status()).toMatchObject({ clusterId: "test", nodeId: 4, ready: false });
    await expect(
      admin.bootstrap({ clusterId: "test", nodeId: 4, storeId, peerAddress: "h:1" }),
    ).rejects.toMatchObject({ code: GRPC_STATUS.FAILED_PRECONDITION });
  });

  it.each(["", "wrong-token-0123456789"])("refuses the admin token %j", async (token) => {
    const { admin } = await start(newFolder());

    await expect(admin.status(token)).rejects.toMatchObject({ code: GRPC_STATUS.UNAUTHENTICATED });
  });

  it("takes a new admin token without a restart", async () => {
    const folder = newFolder();
    const { admin } = await start(folder);
    const other = "another-token-0123456789";
    writeFileSync(`${folder.tokenFile}.new`, other);
    renameSync(`${folder.tokenFile}.new`, folder.tokenFile);

    await expect
      .poll(async () => (await admin.status(other)).version, { timeout: 10_000 })
      .not.toBe("");
    await expect(admin.status(TOKEN)).rejects.toMatchObject({ code: GRPC_STATUS.UNAUTHENTICATED });
  });

  it("ends with 0 at SIGTERM and has everything at its next start", async () => {
    const { node, client, folder } = await startBootstrapped();
    const puts = Array.from({ length: 50 }, async (_, number) => {
      await client.put(`k${number}`, String(number));
      return number;
    });
    await puts[0];

    const exit = await node.kill("SIGTERM");
    const outcomes = await Promise.allSettled(puts);
    const acknowledged = outcomes.flatMap((outcome) =>
      outcome.status === "fulfilled" ? [outcome.value] : [],
    );
    const again = await start(folder);
    await leading(again.admin);

    expect(exit).toEqual({ code: 0, signal: null });
    for (const number of acknowledged) {
      expect(await again.client.get(`k${number}`)).toBe(String(number));
    }
  });

  it("refuses requests that are too large as etcd does, and goes on", async () => {
    const { client } = await startBootstrapped();

    await expect(client.put("a", new Uint8Array(1.6 * 1024 * 1024))).rejects.toMatchObject({
      code: GRPC_STATUS.INVALID_ARGUMENT,
      details: "etcdserver: request is too large",
    });
    await expect(client.put("a", new Uint8Array(10 * 1024 * 1024))).rejects.toMatchObject({
      code: GRPC_STATUS.RESOURCE_EXHAUSTED,
    });
    await client.put("a", new Uint8Array(1024 * 1024));
  });

  it("serves on after garbage and half requests on every port", async () => {
    const { node, admin, client } = await startBootstrapped();
    const half = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\x12\x04";
    const sockets = (["client", "http", "admin"] as const).flatMap((name) =>
      ["\x16\x03\x01garbage", "GET / HT", half, "\0".repeat(100_000), ""].map((data) => {
        const socket = connect(node.port(name), "127.0.0.1");
        socket.on("error", () => undefined);
        socket.write(data);
        return socket;
      }),
    );
    cleanups.push(() => sockets.forEach((socket) => void socket.destroy()));

    await client.put("a", "1");

    expect(await client.get("a")).toBe("1");
    expect((await admin.status()).ready).toBe(true);
    expect((await fetch(`http://${node.address("http")}/readyz`)).status).toBe(200);
    expect(node.child.exitCode).toBeNull();
  });

  it("refuses calls that it does not have as UNIMPLEMENTED", async () => {
    const { client } = await startBootstrapped();
    const codecs = { request: raft.v1.StatusRequest, response: raft.v1.StatusResponse };

    for (const path of [
      "/etcdserverpb.KV/Compact",
      "/etcdserverpb.Watch/Watch",
      "/raft.v1.Admin/Status",
    ]) {
      await expect(client.unary(path, codecs, {})).rejects.toMatchObject({
        code: GRPC_STATUS.UNIMPLEMENTED,
      });
    }
  });

  it("measures what it does", async () => {
    const { node, client } = await startBootstrapped();
    await client.put("a", "1");

    const text = await (await fetch(`http://${node.address("http")}/metrics`)).text();

    for (const name of [
      "raft_proposals_total",
      "raft_messages_sent_total",
      "raft_messages_received_total",
      "raft_persist_duration_seconds",
      "raft_apply_duration_seconds",
      "nodejs_eventloop_lag_seconds",
      "process_resident_memory_bytes",
      "rocksdb_disk_bytes",
      "grpc_server_in_flight",
    ]) {
      expect(text).toContain(name);
    }
    expect(text).toContain('grpc_method="Put",grpc_code="OK"} 1');
  });

  it("streams proposals and answers each", async () => {
    const { client } = await startBootstrapped();
    const { ProposeRequest, ProposeResponse } = raft.v1;
    const call = client.grpc.makeBidiStreamRequest(
      "/raft.v1.Client/ProposeStream",
      (request: raft.v1.ProposeRequest.$Shape) =>
        Buffer.from(ProposeRequest.encode(request).finish()),
      (answer: Buffer) => ProposeResponse.decode(answer),
    );
    for (let sequence = 1; sequence <= 20; sequence += 1) {
      call.write({ sequence, data: bytes("not a command of the key-value machine") });
    }
    call.end();

    const answers: raft.v1.ProposeResponse[] = [];
    for await (const answer of call) {
      answers.push(answer);
    }

    expect(answers.map((answer) => answer.sequence).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 20 }, (_, number) => number + 1),
    );
    expect(new Set(answers.map((answer) => answer.code))).toEqual(
      new Set([GRPC_STATUS.INVALID_ARGUMENT]),
    );
  });
});
