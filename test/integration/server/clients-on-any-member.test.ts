import type { ServiceError } from "@grpc/grpc-js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { etcdserverpb, raft } from "../../../src/gen/proto.js";
import { encodeKvCommand } from "../../../src/state-machine/kv/command.ts";
import { RaftCluster } from "../../support/raft-cluster.ts";
import { put } from "../../unit/state-machine/kv/kv-driver.ts";
import { bytes, TestClient } from "./grpc-client.ts";

const pb = etcdserverpb;
const { v1 } = raft;
const REQUESTS = 40;

describe("three processes", () => {
  let cluster: RaftCluster;

  beforeAll(async () => {
    cluster = await RaftCluster.bootstrap({ tickMs: 20 });
    await cluster.add(2);
    await cluster.add(3);
  });

  afterAll(async () => {
    await cluster.close();
  });

  async function at<T>(nodeId: number, use: (client: TestClient) => Promise<T>): Promise<T> {
    const client = new TestClient(cluster.node(nodeId).addresses.client);
    try {
      return await use(client);
    } finally {
      client.close();
    }
  }

  async function follower(): Promise<number> {
    const leader = await cluster.leader();
    return [1, 2, 3].find((nodeId) => nodeId !== leader && cluster.nodes.has(nodeId)) ?? 0;
  }

  async function versionOf(nodeId: number, key: string): Promise<number> {
    const answer = await at(nodeId, (client) =>
      client.unary(
        "/etcdserverpb.KV/Range",
        { request: pb.RangeRequest, response: pb.RangeResponse },
        { key: bytes(key) },
      ),
    );
    return answer.kvs[0]?.version ?? 0;
  }

  it("answer a transaction at a follower, and show it at once at any member", async () => {
    const answer = await at(await follower(), (client) =>
      client.unary(
        "/etcdserverpb.KV/Txn",
        { request: pb.TxnRequest, response: pb.TxnResponse },
        {
          compare: [
            {
              key: bytes("lock"),
              target: pb.Compare.CompareTarget.CREATE,
              createRevision: 0,
            },
          ],
          success: [{ requestPut: { key: bytes("lock"), value: bytes("mine") } }],
        },
      ),
    );

    expect(answer.succeeded).toBe(true);
    for (const nodeId of [1, 2, 3]) {
      expect(await versionOf(nodeId, "lock")).toBe(1);
    }
  });

  it("name the leader to a client that asks for it alone", async () => {
    const nodeId = await follower();
    const refused = at(nodeId, (client) =>
      client.unary(
        "/raft.v1.Client/Propose",
        { request: v1.ProposeRequest, response: v1.ProposeResponse },
        { data: encodeKvCommand(put("x", "y")), requireLeader: true },
      ),
    );

    const error: ServiceError = await refused.then(
      () => {
        throw new Error("it was taken");
      },
      (reason: ServiceError) => reason,
    );
    expect(error.code).toBe(9);
    expect(error.metadata.get("raft-leader-id")).toEqual([String(await cluster.leader())]);
    expect(error.metadata.get("raft-leader-address")[0]).toMatch(/^127\.0\.0\.1:\d+$/);
  });

  it("apply each request of a session once, though the leader is killed again and again and the client repeats each one at another member", async () => {
    const { clientId } = await at(await follower(), (client) =>
      client.unary(
        "/raft.v1.Client/OpenSession",
        { request: v1.OpenSessionRequest, response: v1.OpenSessionResponse },
        {},
      ),
    );
    const restarts: Promise<unknown>[] = [];
    let target = await follower();
    /** At one member after another until one answers. */
    const propose = async (sequence: number): Promise<void> => {
      for (let isDone = false; !isDone; ) {
        const running = [...cluster.nodes.keys()];
        target = running[(running.indexOf(target) + 1) % running.length] ?? target;
        isDone = await at(target, (client) =>
          client.unary(
            "/raft.v1.Client/Propose",
            { request: v1.ProposeRequest, response: v1.ProposeResponse },
            {
              clientId,
              sequence,
              acknowledged: sequence - 1,
              data: encodeKvCommand(put("counted", String(sequence))),
            },
            { timeoutMs: 700 },
          ),
        ).then(
          () => true,
          () => false,
        );
      }
    };
    for (let sequence = 1; sequence <= REQUESTS; sequence += 1) {
      if (sequence % 15 === 0) {
        const victim = await cluster.leader();
        // Without a pause: the request below may be with it, or behind it.
        restarts.push(cluster.kill(victim).then(() => cluster.start(victim)));
      }
      await propose(sequence);
      // As if the answer had been lost on its way.
      await propose(sequence);
    }
    await Promise.all(restarts);

    // Every put counts a version: one that was applied twice would show.
    for (const nodeId of [1, 2, 3]) {
      expect(await versionOf(nodeId, "counted")).toBe(REQUESTS);
    }
  });
});
