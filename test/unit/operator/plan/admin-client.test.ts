import { Server, ServerCredentials, status as grpcStatus } from "@grpc/grpc-js";
import type { ServerUnaryCall, ServiceDefinition, sendUnaryData } from "@grpc/grpc-js";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { raft } from "../../../../src/gen/proto.js";
import { AdminClient } from "../../../../src/operator/admin-client.ts";

const SIGNAL = new AbortController().signal;
const QUICK = { deadlineMs: 2000, signal: SIGNAL };
const v1 = raft.v1;

type Answer = (call: ServerUnaryCall<unknown, unknown>, done: sendUnaryData<unknown>) => void;

const SERVICE: ServiceDefinition = Object.fromEntries(
  (
    [
      ["Status", v1.StatusRequest, v1.StatusResponse],
      ["Bootstrap", v1.BootstrapRequest, v1.BootstrapResponse],
      ["Join", v1.JoinRequest, v1.JoinResponse],
      ["AddLearnerNode", v1.AddLearnerNodeRequest, v1.MembershipResponse],
      ["AddNode", v1.AddNodeRequest, v1.MembershipResponse],
      ["RemoveNode", v1.RemoveNodeRequest, v1.MembershipResponse],
      ["TransferLeadership", v1.TransferLeadershipRequest, v1.TransferLeadershipResponse],
    ] as const
  ).map(([name, Request, Response]) => [
    name,
    {
      path: `/raft.v1.Admin/${name}`,
      requestStream: false,
      responseStream: false,
      requestSerialize: (value: object) => Buffer.from(Request.encode(value).finish()),
      requestDeserialize: (bytes: Buffer) => Request.decode(bytes),
      responseSerialize: (value: object) => Buffer.from(Response.encode(value).finish()),
      responseDeserialize: (bytes: Buffer) => Response.decode(bytes),
    },
  ]),
);

/** A node's admin port that answers as the test says; its address. */
async function serve(answers: Readonly<Record<string, Answer>>): Promise<string> {
  const server = new Server();
  server.addService(SERVICE, answers);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  onTestFinished(() => server.forceShutdown());
  return `127.0.0.1:${port}`;
}

const assigned = {
  state: v1.NodeState.RUNNING,
  storeId: "s0",
  clusterId: "c",
  nodeId: 1,
  role: v1.Role.LEADER,
  leaderId: 1,
  term: 2,
  members: [{ nodeId: 1, address: "a:1", storeId: "s0", voter: true, matchIndex: 4 }],
  highestNodeId: 1,
  ready: true,
};

async function statusOf(response: object): Promise<unknown> {
  const address = await serve({ Status: (_call, done) => done(null, response) });
  return new AdminClient().status({ address, token: "t" }, QUICK);
}

describe("Status of a node", () => {
  it("has no configuration before a leader has brought one", async () => {
    expect(await statusOf({ ...assigned, configurationIndex: 0 })).toMatchObject({
      configurationIndex: null,
    });
    expect(await statusOf({ ...assigned, configurationIndex: 7 })).toMatchObject({
      configurationIndex: 7,
    });
  });

  it("is unassigned, with its store only", async () => {
    const status = await statusOf({ state: v1.NodeState.UNASSIGNED, storeId: "s0", version: "1" });

    expect(status).toEqual({ state: "Unassigned", storeId: "s0", version: "1" });
  });

  it("is assigned, with its identity and the members it knows", async () => {
    expect(await statusOf(assigned)).toMatchObject({
      state: "Assigned",
      clusterId: "c",
      nodeId: 1,
      leading: true,
      leaderId: 1,
      members: [{ nodeId: 1, role: "Voter", matchIndex: 4 }],
    });
  });

  it("knows no leader where the field is 0", async () => {
    const status = await statusOf({ ...assigned, role: v1.Role.FOLLOWER, leaderId: 0 });

    expect(status).toMatchObject({ leading: false, leaderId: null });
  });

  it("tells what only a leader knows of its members", async () => {
    const members = [
      { nodeId: 1, voter: true },
      { nodeId: 2, learner: true, matchIndex: 3, recentlyActive: true, receivingSnapshot: true },
      // In a joint configuration: it votes until the change is complete.
      { nodeId: 3 },
    ];

    expect(
      await statusOf({ ...assigned, members, joint: true, leadTransfereeId: 3 }),
    ).toMatchObject({
      joint: true,
      leadTransfereeId: 3,
      members: [
        { role: "Voter", receivingSnapshot: false },
        { role: "Learner", matchIndex: 3, recentlyActive: true, receivingSnapshot: true },
        { role: "Voter" },
      ],
    });
    expect(await statusOf(assigned)).toMatchObject({ joint: false, leadTransfereeId: null });
  });

  it.each([
    [{ ...assigned, leadTransfereeId: 2 ** 60 }, "lead_transferee_id"],
    [{ ...assigned, storeId: "" }, "store_id"],
    [{ ...assigned, state: v1.NodeState.UNASSIGNED }, "state"],
    [{ state: v1.NodeState.STOPPING, storeId: "s0" }, "cluster_id"],
    [{ state: v1.NodeState.RUNNING, storeId: "s0" }, "cluster_id"],
    [{ ...assigned, nodeId: 2 ** 60 }, "node_id"],
    [{ ...assigned, term: 2 ** 63 }, "term"],
    [{ ...assigned, members: [{ nodeId: 0 }] }, "members.node_id"],
  ])("%j is refused as outside the contract", async (response, field) => {
    await expect(statusOf(response)).rejects.toMatchObject({
      code: "INVALID_ANSWER",
      detail: { field },
    });
  });
});

describe("a call", () => {
  it("carries the token", async () => {
    let seen: unknown;
    const address = await serve({
      Status: (call, done) => {
        seen = call.metadata.get("authorization");
        done(null, assigned);
      },
    });

    await new AdminClient().status({ address, token: "secret" }, QUICK);

    expect(seen).toEqual(["Bearer secret"]);
  });

  it("of Bootstrap carries the identity", async () => {
    let seen: unknown;
    const address = await serve({
      Bootstrap: (call, done) => {
        seen = call.request;
        done(null, {});
      },
    });
    const call = { clusterId: "c", nodeId: 1, storeId: "s0", peerAddress: "p:1" };

    await new AdminClient().bootstrap({ address, token: "t" }, call, QUICK);

    expect(seen).toMatchObject(call);
  });

  it.each([
    ["Join", "join", { clusterId: "c", nodeId: 2, storeId: "s" }],
    [
      "AddLearnerNode",
      "addLearnerNode",
      { configurationIndex: 7, nodeId: 2, storeId: "s", peerAddress: "p:1" },
    ],
    ["RemoveNode", "removeNode", { configurationIndex: 7, nodeId: 2 }],
    ["TransferLeadership", "transferLeadership", { configurationIndex: 7, nodeId: 2 }],
  ] as const)("of %s carries all that it is about", async (rpc, method, request) => {
    let seen: unknown;
    const address = await serve({
      [rpc]: (call, done) => {
        seen = call.request;
        done(null, {});
      },
    });
    const client: Record<typeof method, (...args: never[]) => Promise<void>> = new AdminClient();

    await client[method](...([{ address, token: "t" }, request, QUICK] as never[]));

    expect(seen).toMatchObject(request);
  });

  it.each([
    [null, 0],
    [3, 3],
  ])("of AddNode says whom the new voter replaces: %s", async (replacesNodeId, sent) => {
    let seen: unknown;
    const address = await serve({
      AddNode: (call, done) => {
        seen = call.request;
        done(null, { configurationIndex: 8 });
      },
    });
    const call = { configurationIndex: 7, nodeId: 4, replacesNodeId };

    await new AdminClient().addNode({ address, token: "t" }, call, QUICK);

    expect(seen).toMatchObject({ configurationIndex: 7, nodeId: 4, replacesNodeId: sent });
  });

  it("whose outcome the leader does not know is UNREACHABLE: nobody knows whether it was done", async () => {
    const address = await serve({
      RemoveNode: (_call, done) => done({ code: grpcStatus.UNKNOWN, details: "unknown outcome" }),
    });
    const call = { configurationIndex: 7, nodeId: 4 };

    await expect(
      new AdminClient().removeNode({ address, token: "t" }, call, QUICK),
    ).rejects.toMatchObject({ code: "UNREACHABLE" });
  });

  it.each([
    ["UNAUTHENTICATED", grpcStatus.UNAUTHENTICATED],
    ["REFUSED", grpcStatus.ALREADY_EXISTS],
    ["REFUSED", grpcStatus.FAILED_PRECONDITION],
    ["UNREACHABLE", grpcStatus.UNAVAILABLE],
    ["UNREACHABLE", grpcStatus.INTERNAL],
  ])("is %s after code %i", async (code, grpcCode) => {
    const address = await serve({
      Status: (_call, done) => done({ code: grpcCode, details: "no" }),
    });

    await expect(new AdminClient().status({ address, token: "t" }, QUICK)).rejects.toMatchObject({
      code,
    });
  });

  it("is UNREACHABLE at its deadline", async () => {
    const address = await serve({ Status: () => undefined });

    await expect(
      new AdminClient().status({ address, token: "t" }, { deadlineMs: 100, signal: SIGNAL }),
    ).rejects.toMatchObject({ code: "UNREACHABLE" });
  });

  it("is UNREACHABLE where nobody listens, or something else does", async () => {
    const other = createServer((socket) => socket.end("SSH-2.0-x\r\n"));
    await new Promise<void>((resolve) => {
      other.listen(0, "127.0.0.1", resolve);
    });
    onTestFinished(() => {
      other.close();
    });
    const { port } = other.address() as AddressInfo;
    const client = new AdminClient();
    const options = { deadlineMs: 500, signal: SIGNAL };

    for (const address of ["127.0.0.1:1", `127.0.0.1:${port}`, "no.such.host.invalid:1"]) {
      await expect(client.status({ address, token: "t" }, options)).rejects.toMatchObject({
        code: "UNREACHABLE",
      });
    }
  });

  it("ends when it is aborted", async () => {
    const address = await serve({ Status: () => undefined });
    const stop = new AbortController();
    const call = new AdminClient().status(
      { address, token: "t" },
      { deadlineMs: 60_000, signal: stop.signal },
    );

    stop.abort(new Error("enough"));

    await expect(call).rejects.toMatchObject({ code: "UNREACHABLE" });
  });
});
