import { describe, expect, it, vi } from "vitest";
import { RaftError, type RaftErrorDetail } from "../../../src/core/errors.ts";
import { raft } from "../../../src/gen/proto.js";
import {
  createMembershipMethods,
  type MembershipPort,
} from "../../../src/server/membership-methods.ts";
import { RPC_CODE, RpcError } from "../../../src/server/rpc-error.ts";
import type { RpcContext, RpcService } from "../../../src/server/rpc.ts";
import { LEADER_TRAILER } from "../../../src/server/status.ts";
import { Gate } from "../../support/gate.ts";
import { rejection } from "../../support/node-harness.ts";
import { callUnary, fakeContext, FAKE_STATUS } from "./fakes.ts";

const { v1 } = raft;

interface Setup {
  readonly service: RpcService;
  readonly calls: object[];
}

function setUp(behaviour: Partial<MembershipPort> = {}): Setup {
  const calls: object[] = [];
  const note = (name: string, request: object): void => {
    const { signal: _, ...rest } = { signal: null, ...request };
    calls.push({ [name]: rest });
  };
  const node: MembershipPort = {
    addLearner: async (request) => {
      note("addLearner", request);
      return 42;
    },
    addPeer: async (request) => {
      note("addPeer", request);
      return 43;
    },
    removePeer: async (request) => {
      note("removePeer", request);
      return 44;
    },
    transferLeadership: async (request) => {
      note("transferLeadership", request);
      return request.nodeId ?? 3;
    },
    compactLog: async () => ({ index: 11, term: 4 }),
    hashState: async () => ({ index: 11, hash: new Uint8Array([1, 2]) }),
    status: () => FAKE_STATUS,
    ...behaviour,
  };
  const methods = createMembershipMethods({ access: { running: () => ({ node }) } });
  return { service: { name: "raft.v1.Admin", methods }, calls };
}

const LEARNER = {
  configurationIndex: 9,
  nodeId: 4,
  storeId: "s4",
  peerAddress: "pod-3.svc:2380",
};

/** What each method is sent when all is well. */
const REQUESTS = {
  AddLearnerNode: v1.AddLearnerNodeRequest.encode(LEARNER).finish(),
  AddNode: v1.AddNodeRequest.encode({ configurationIndex: 9, nodeId: 4 }).finish(),
  RemoveNode: v1.RemoveNodeRequest.encode({ configurationIndex: 9, nodeId: 4 }).finish(),
  TransferLeadership: v1.TransferLeadershipRequest.encode({
    configurationIndex: 9,
    nodeId: 4,
  }).finish(),
};

describe("a membership call", () => {
  it("reaches the node with its fence and its deadline, and answers with the configuration in force", async () => {
    const { service, calls } = setUp();
    const call = { configurationIndex: 9, deadlineMs: 1000 };

    const answers = [
      v1.MembershipResponse.decode(
        await callUnary(service, "AddLearnerNode", REQUESTS.AddLearnerNode),
      ).configurationIndex,
      v1.MembershipResponse.decode(await callUnary(service, "AddNode", REQUESTS.AddNode))
        .configurationIndex,
      v1.MembershipResponse.decode(await callUnary(service, "RemoveNode", REQUESTS.RemoveNode))
        .configurationIndex,
      v1.TransferLeadershipResponse.decode(
        await callUnary(service, "TransferLeadership", REQUESTS.TransferLeadership),
      ).leaderId,
    ];

    expect(answers).toEqual([42, 43, 44, 4]);
    expect(calls).toEqual([
      {
        addLearner: {
          member: { nodeId: 4, storeId: "s4", address: "pod-3.svc:2380" },
          ...call,
        },
      },
      { addPeer: { nodeId: 4, replacesNodeId: null, ...call } },
      { removePeer: { nodeId: 4, ...call } },
      { transferLeadership: { nodeId: 4, ...call } },
    ]);
  });

  it("takes 0 for the member to replace as none, and for the new leader as the best", async () => {
    const { service, calls } = setUp();

    await callUnary(
      service,
      "AddNode",
      v1.AddNodeRequest.encode({ nodeId: 4, replacesNodeId: 2 }).finish(),
    );
    const { leaderId } = v1.TransferLeadershipResponse.decode(
      await callUnary(service, "TransferLeadership", new Uint8Array(0)),
    );

    expect(leaderId).toBe(3);
    expect(calls).toMatchObject([
      { addPeer: { nodeId: 4, replacesNodeId: 2 } },
      { transferLeadership: { nodeId: null } },
    ]);
  });

  it.each([
    ["AddLearnerNode", { ...LEARNER, nodeId: 0 }, "node_id"],
    ["AddLearnerNode", { ...LEARNER, nodeId: 2 ** 53 }, "node_id"],
    ["AddLearnerNode", { ...LEARNER, configurationIndex: 2 ** 53 }, "configuration_index"],
    ["AddLearnerNode", { ...LEARNER, storeId: "" }, "store_id"],
    ["AddLearnerNode", { ...LEARNER, storeId: "s".repeat(129) }, "store_id"],
    ["AddLearnerNode", { ...LEARNER, peerAddress: "" }, "peer_address"],
    ["AddLearnerNode", { ...LEARNER, peerAddress: "host" }, "peer_address"],
    ["AddNode", { nodeId: 0 }, "node_id"],
    ["AddNode", { nodeId: 4, replacesNodeId: 4 }, "replaces_node_id"],
    ["AddNode", { nodeId: 4, replacesNodeId: 2 ** 53 }, "replaces_node_id"],
    ["RemoveNode", { nodeId: 0 }, "node_id"],
    ["TransferLeadership", { nodeId: 2 ** 53 }, "node_id"],
  ] as const)("%s refuses %j naming %s", async (name, request, field) => {
    const { service, calls } = setUp();
    const bytes = v1[`${name}Request`].encode(request).finish();

    const error = await rejection(callUnary(service, name, bytes));

    expect(error).toMatchObject({
      code: RPC_CODE.INVALID_ARGUMENT,
      message: expect.stringContaining(field),
    });
    expect(calls).toEqual([]);
  });

  it.each<[RaftErrorDetail, number]>([
    [{ code: "NOT_LEADER", leader: null }, RPC_CODE.UNAVAILABLE],
    [{ code: "RAFT", reason: "configurationChanged" }, RPC_CODE.FAILED_PRECONDITION],
    [{ code: "RAFT", reason: "wouldLoseQuorum" }, RPC_CODE.FAILED_PRECONDITION],
    [{ code: "RAFT", reason: "memberConflict" }, RPC_CODE.FAILED_PRECONDITION],
    [{ code: "RAFT", reason: "transferRefused" }, RPC_CODE.FAILED_PRECONDITION],
    [{ code: "PROPOSAL_DROPPED", reason: "queueFull" }, RPC_CODE.RESOURCE_EXHAUSTED],
    [{ code: "OUTCOME_UNKNOWN", index: 7 }, RPC_CODE.UNKNOWN],
    [{ code: "STOPPED" }, RPC_CODE.UNAVAILABLE],
  ])("tells %j by a standard code and the node's sentence", async (detail, code) => {
    const fail = (): Promise<never> => Promise.reject(new RaftError("a sentence", detail));
    const { service } = setUp({
      addLearner: fail,
      addPeer: fail,
      removePeer: fail,
      transferLeadership: fail,
    });

    for (const [name, request] of Object.entries(REQUESTS)) {
      expect(await rejection(callUnary(service, name, request)), name).toMatchObject({
        code,
        message: "a sentence",
      });
    }
  });

  it("tells who leads in a trailer", async () => {
    const { service } = setUp({
      removePeer: () =>
        Promise.reject(new RaftError("node 2 leads", { code: "NOT_LEADER", leader: 2 })),
    });

    expect(await rejection(callUnary(service, "RemoveNode", REQUESTS.RemoveNode))).toMatchObject({
      code: RPC_CODE.FAILED_PRECONDITION,
      trailers: { [LEADER_TRAILER]: "2" },
    });
  });

  it("passes on that the node is not running", async () => {
    const refusal = new RpcError(RPC_CODE.UNAVAILABLE, "this node is stopping");
    const methods = createMembershipMethods({
      access: {
        running: () => {
          throw refusal;
        },
      },
    });
    const service = { name: "raft.v1.Admin", methods };

    for (const { name } of methods) {
      const request =
        Object.entries(REQUESTS).find(([known]) => known === name)?.[1] ?? new Uint8Array(0);
      expect(await rejection(callUnary(service, name, request)), name).toMatchObject({
        code: RPC_CODE.UNAVAILABLE,
        message: refusal.message,
      });
    }
  });
});

describe("Snapshot and HashState", () => {
  it("answer with the index that they are of", async () => {
    const { service } = setUp();

    const snapshot = v1.SnapshotResponse.decode(
      await callUnary(service, "Snapshot", new Uint8Array(0)),
    );
    const hash = v1.HashStateResponse.decode(
      await callUnary(service, "HashState", new Uint8Array(0)),
    );

    expect(snapshot).toMatchObject({ index: 11, term: 4 });
    expect(hash.index).toBe(11);
    expect([...hash.hash]).toEqual([1, 2]);
  });

  it("fence a snapshot only where a configuration is given", async () => {
    const { service } = setUp();
    const request = (configurationIndex: number): Uint8Array =>
      v1.SnapshotRequest.encode({ configurationIndex }).finish();

    await callUnary(service, "Snapshot", request(9));

    expect(await rejection(callUnary(service, "Snapshot", request(8)))).toMatchObject({
      code: RPC_CODE.FAILED_PRECONDITION,
      message: expect.stringContaining("index 8, in force is that of 9"),
    });
  });

  it("hash one state at a time", async () => {
    const hashing = new Gate();
    const { service } = setUp({
      hashState: async () => {
        await hashing.wait();
        return { index: 1, hash: new Uint8Array(0) };
      },
    });
    const first = callUnary(service, "HashState", new Uint8Array(0));
    await vi.waitUntil(() => hashing.waitingCount === 1);

    const second = await rejection(callUnary(service, "HashState", new Uint8Array(0)));
    hashing.open();
    await first;
    await callUnary(service, "HashState", new Uint8Array(0));

    expect(second).toMatchObject({ code: RPC_CODE.RESOURCE_EXHAUSTED });
  });

  it("hash for as long as the caller waits, whatever a request may take", async () => {
    const { service } = setUp();

    expect(service.methods.find(({ name }) => name === "HashState")?.kind).toBe("stream");
    expect(service.methods.find(({ name }) => name === "Snapshot")?.kind).toBe("unary");
  });

  it.each(["signal", "stopping"] as const)(
    "end the hashing when the call's %s is aborted, and can be asked again",
    async (name) => {
      const abort = new AbortController();
      let hashing = 0;
      const { service } = setUp({
        hashState: ({ signal }) =>
          new Promise((_, reject) => {
            hashing += 1;
            signal.throwIfAborted();
            signal.addEventListener("abort", () => reject(signal.reason as Error));
          }),
      });
      const hash = (context: RpcContext): Promise<Uint8Array> =>
        callUnary(service, "HashState", new Uint8Array(0), context);
      const answer = rejection(hash(fakeContext({ [name]: abort.signal })));
      await vi.waitUntil(() => hashing === 1);

      abort.abort(new RpcError(RPC_CODE.CANCELLED, "the client ended the call"));

      expect(await answer).toMatchObject({
        code: name === "signal" ? RPC_CODE.CANCELLED : RPC_CODE.UNAVAILABLE,
      });
      const again = rejection(
        hash(fakeContext({ signal: AbortSignal.abort(new Error("enough")) })),
      );
      expect(await again).not.toMatchObject({ code: RPC_CODE.RESOURCE_EXHAUSTED });
    },
  );
});
