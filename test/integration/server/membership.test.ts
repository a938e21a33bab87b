import { status as GRPC_STATUS } from "@grpc/grpc-js";
import { afterEach, describe, expect, it } from "vitest";
import { raft } from "../../../src/gen/proto.js";
import { type Codec, leading, TestClient } from "./grpc-client.ts";
import { NodeChild, NodeFolder, TOKEN } from "./node-child.ts";

const { v1 } = raft;

interface Member {
  readonly nodeId: number;
  readonly child: NodeChild;
  readonly admin: TestClient;
  readonly client: TestClient;
  readonly peerAddress: string;
  readonly storeId: string;
}

const cleanups: (() => void | Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) {
    await cleanup();
  }
});

/** Calls a method of a member's admin port. */
async function call<Request, Response>(
  member: Member,
  method: string,
  codecs: {
    readonly request: Codec<Request, unknown>;
    readonly response: Codec<never, Response>;
  },
  request: Request,
): Promise<Response> {
  return await member.admin.unary(`/raft.v1.Admin/${method}`, codecs, request, { token: TOKEN });
}

async function configurationOf(member: Member): Promise<number> {
  return (await member.admin.status()).configurationIndex;
}

const MEMBERSHIP = v1.MembershipResponse;

async function addLearner(leader: Member, member: Member): Promise<void> {
  await call(
    leader,
    "AddLearnerNode",
    { request: v1.AddLearnerNodeRequest, response: MEMBERSHIP },
    {
      configurationIndex: await configurationOf(leader),
      nodeId: member.nodeId,
      storeId: member.storeId,
      peerAddress: member.peerAddress,
    },
  );
}

async function addNode(leader: Member, request: { nodeId: number; replacesNodeId?: number }) {
  await call(
    leader,
    "AddNode",
    { request: v1.AddNodeRequest, response: MEMBERSHIP },
    { configurationIndex: await configurationOf(leader), ...request },
  );
}

async function start(nodeId: number): Promise<Member> {
  const folder = new NodeFolder();
  const child = await NodeChild.start(folder);
  const admin = new TestClient(child.address("admin"));
  const client = new TestClient(child.address("client"));
  cleanups.push(async () => {
    admin.close();
    client.close();
    await child.kill("SIGKILL");
    folder.remove();
  });
  const { storeId } = await admin.status();
  const listening = await child.line("listening");
  return { nodeId, child, admin, client, storeId, peerAddress: String(listening["peer"]) };
}

async function startVoters(size: number): Promise<readonly Member[]> {
  const members = await Promise.all(Array.from({ length: size }, (_, n) => start(n + 1)));
  const [first, ...others] = members;
  await first!.admin.bootstrap({
    clusterId: "test",
    nodeId: 1,
    storeId: first!.storeId,
    peerAddress: first!.peerAddress,
  });
  await leading(first!.admin);
  for (const member of others) {
    const { nodeId, storeId } = member;
    await member.admin.join({ clusterId: "test", nodeId, storeId });
    await addLearner(first!, member);
    await leading(member.admin);
    await eventually(async () => await addNode(first!, { nodeId }));
  }
  return members;
}

/** Tries again what is refused for now; the test's time limit is its end. */
async function eventually<T>(attempt: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof Error)) {
        throw error;
      }
      await new Promise((resolve) => {
        setTimeout(resolve, 20);
      });
    }
  }
}

describe("three node processes", () => {
  it("grow, agree, hand leadership over at SIGTERM, and remove one that then says so", async () => {
    const [first, second, third] = await startVoters(3);
    await first!.client.put("a", "1");

    expect(await third!.client.get("a")).toBe("1");
    const status = await first!.admin.status();
    expect(status.members).toMatchObject(
      [first, second, third].map((member) => ({
        nodeId: member!.nodeId,
        address: member!.peerAddress,
        storeId: member!.storeId,
        voter: true,
        recentlyActive: true,
        receivingSnapshot: false,
      })),
    );

    const exit = await first!.child.kill("SIGTERM");
    const handedOver = first!.child.log.find(({ msg }) => msg === "leadership handed over");
    await second!.client.put("b", "2");

    expect(exit).toEqual({ code: 0, signal: null });
    expect([2, 3]).toContain(handedOver?.["leader"]);
    const leader = handedOver?.["leader"] === 2 ? second! : third!;
    const follower = leader === second ? third! : second!;
    expect(await leader.admin.status()).toMatchObject({ leaderId: leader.nodeId });
    expect(await follower.client.get("b")).toBe("2");

    // Without node 1, one of the two voters that are left cannot be spared.
    const removal = {
      configurationIndex: await configurationOf(leader),
      nodeId: follower.nodeId,
    };
    const codecs = { request: v1.RemoveNodeRequest, response: MEMBERSHIP };
    await expect(
      eventually(async () => {
        const { members } = await leader.admin.status();
        expect(members.find(({ nodeId }) => nodeId === 1)?.recentlyActive).toBe(false);
      }),
    ).resolves.toBeUndefined();
    await call(leader, "RemoveNode", codecs, { ...removal, nodeId: 1 });
    await expect(call(leader, "RemoveNode", codecs, removal)).rejects.toMatchObject({
      code: GRPC_STATUS.FAILED_PRECONDITION,
      details: expect.stringContaining("was planned on the configuration"),
    });
    await call(leader, "RemoveNode", codecs, {
      ...removal,
      configurationIndex: await configurationOf(leader),
    });
    await leader.client.put("c", "3");

    const reason = await eventually(async () => {
      const { ready, notReadyReason } = await follower.admin.status();
      expect(ready).toBe(false);
      expect(notReadyReason).toContain("was removed");
      return notReadyReason;
    });
    expect(reason).toContain(`node ${follower.nodeId}`);
  }, 60_000);

  it("have no voter made of a learner too early: FAILED_PRECONDITION, and why", async () => {
    const [first] = await startVoters(1);
    const learner = await start(2);
    await learner.admin.join({ clusterId: "test", nodeId: 2, storeId: learner.storeId });
    await learner.child.kill("SIGKILL");
    await addLearner(first!, learner);

    await expect(addNode(first!, { nodeId: 2 })).rejects.toMatchObject({
      code: GRPC_STATUS.FAILED_PRECONDITION,
      details: expect.stringMatching(/learner 2/),
    });

    const { members } = await first!.admin.status();
    expect(members).toMatchObject([
      { nodeId: 1, voter: true },
      { nodeId: 2, voter: false },
    ]);
  }, 60_000);

  it("refuse and answer by the rules of the admin port, and hold the same state", async () => {
    const [first, second, third] = await startVoters(3);
    const transfer = {
      request: v1.TransferLeadershipRequest,
      response: v1.TransferLeadershipResponse,
    };
    const planned = { configurationIndex: await configurationOf(first!) };

    await expect(
      call(second!, "TransferLeadership", transfer, { ...planned, nodeId: 3 }),
    ).rejects.toMatchObject({ code: GRPC_STATUS.FAILED_PRECONDITION });
    const follower = await call(second!, "TransferLeadership", transfer, {
      ...planned,
      nodeId: 3,
    }).catch((error: { metadata: { get(name: string): unknown[] } }) =>
      error.metadata.get("raft-leader-id"),
    );
    expect(follower).toEqual(["1"]);
    expect(await call(first!, "TransferLeadership", transfer, planned)).toMatchObject({
      leaderId: expect.toSatisfy((id: number) => id === 2 || id === 3),
    });

    const leaderId = (await third!.admin.status()).leaderId;
    const leader = leaderId === 2 ? second! : third!;
    await leader.client.put("k", "v");
    await expect(
      call(leader, "Snapshot", { request: v1.SnapshotRequest, response: v1.SnapshotResponse }, {}),
    ).resolves.toMatchObject({ index: (await leader.admin.status()).appliedIndex });
    expect(await leader.admin.status()).toMatchObject({
      firstIndex: (await leader.admin.status()).appliedIndex + 1,
    });

    const hash = { request: v1.HashStateRequest, response: v1.HashStateResponse };
    const hashes = await eventually(async () => {
      const found = await Promise.all(
        [first!, second!, third!].map(async (member) => await call(member, "HashState", hash, {})),
      );
      expect(new Set(found.map(({ index }) => index)).size).toBe(1);
      return found.map((answer) => Buffer.from(answer.hash).toString("hex"));
    });
    expect(new Set(hashes).size).toBe(1);
    expect(hashes[0]).toHaveLength(64);
  }, 60_000);
});
