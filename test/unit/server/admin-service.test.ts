import { describe, expect, it } from "vitest";
import { raft } from "../../../src/gen/proto.js";
import { EMPTY_CONF_STATE } from "../../../src/raft/index.ts";
import {
  type AdminControl,
  type ProcessStatus,
  createAdminService,
} from "../../../src/server/admin-service.ts";
import type { MembershipPort } from "../../../src/server/membership-methods.ts";
import { needsIdentity } from "../../../src/server/identity-request.ts";
import { RPC_CODE } from "../../../src/server/rpc-error.ts";
import { EMPTY_MEMBER_BOOK } from "../../../src/storage/types.ts";
import { FAKE_STATUS, callUnary } from "./fakes.ts";

const { BootstrapRequest, JoinRequest, StatusRequest, StatusResponse } = raft.v1;

function setup(
  options: { status?: Partial<ProcessStatus>; advertisePeerAddress?: string | null } = {},
) {
  const calls: object[] = [];
  const control: AdminControl = {
    status: () => ({
      state: "running",
      identity: { kind: "assigned", storeId: "s7", clusterId: "c1", nodeId: 7 },
      node: FAKE_STATUS,
      readiness: { ready: true },
      diskBytes: 4096,
      ...options.status,
    }),
    bootstrap: async (request) => void calls.push({ bootstrap: request }),
    join: async (request) => void calls.push({ join: request }),
  };
  const service = createAdminService(
    {
      version: "1.2.3",
      formatVersions: { min: 1, max: 2 },
      advertisePeerAddress: options.advertisePeerAddress ?? null,
    },
    { control, access: { running: () => ({ node: fakeMembership(calls) }) } },
  );
  return { service, calls };
}

/** Notes what it was asked, and answers. */
function fakeMembership(calls: object[]): MembershipPort {
  const told =
    (name: string) =>
    async (request: object): Promise<number> => {
      const { signal: _, ...rest } = request as { signal?: unknown };
      calls.push({ [name]: rest });
      return 42;
    };
  return {
    addLearner: told("addLearner"),
    addPeer: told("addPeer"),
    removePeer: told("removePeer"),
    transferLeadership: told("transferLeadership"),
    compactLog: async () => ({ index: 11, term: 4 }),
    hashState: async () => ({ index: 11, hash: new Uint8Array([1, 2]) }),
    status: () => FAKE_STATUS,
  };
}

const status = async (service: ReturnType<typeof setup>["service"]) =>
  StatusResponse.decode(await callUnary(service, "Status", StatusRequest.encode({}).finish()));

describe("admin Status", () => {
  it("tells all of a running node", async () => {
    const response = await status(setup().service);

    expect(response).toMatchObject({
      state: raft.v1.NodeState.RUNNING,
      storeId: "s7",
      clusterId: "c1",
      nodeId: 7,
      role: raft.v1.Role.LEADER,
      leaderId: 7,
      term: 4,
      commitIndex: 12,
      appliedIndex: 11,
      lastIndex: 13,
      configurationIndex: 9,
      highestNodeId: 8,
      joint: false,
      version: "1.2.3",
      formatVersionMin: 1,
      formatVersionMax: 2,
      ready: true,
      diskBytes: 4096,
    });
    expect(
      response.members.map((member) => [
        member.nodeId,
        member.voter,
        member.learner,
        member.address,
      ]),
    ).toEqual([
      [7, true, false, "h:2380"],
      [8, false, true, ""],
    ]);
  });

  it("tells a member that is being sent the state from one that has a configuration", async () => {
    const response = await status(
      setup({
        status: {
          node: {
            ...FAKE_STATUS,
            confState: EMPTY_CONF_STATE,
            memberBook: EMPTY_MEMBER_BOOK,
            incomingSnapshot: { from: 2, index: 70, bytesReceived: 4096 },
          },
        },
      }).service,
    );

    expect(response).toMatchObject({
      configurationIndex: 0,
      members: [],
      incomingSnapshot: { fromNodeId: 2, index: 70, bytesReceived: 4096 },
    });
    expect((await status(setup().service)).incomingSnapshot).toBeFalsy();
  });

  it("tells an unassigned node's volume and why it is not ready", async () => {
    const response = await status(
      setup({
        status: {
          state: "unassigned",
          identity: { kind: "unassigned", storeId: "s1" },
          node: null,
          readiness: { ready: false, reason: "waits" },
        },
      }).service,
    );

    expect(response).toMatchObject({
      state: raft.v1.NodeState.UNASSIGNED,
      storeId: "s1",
      clusterId: "",
      nodeId: 0,
      ready: false,
      notReadyReason: "waits",
      members: [],
    });
  });
});

const GOOD = { clusterId: "c1", nodeId: 1, storeId: "s1", peerAddress: "pod-0.svc:2380" };

describe("admin Bootstrap", () => {
  it("passes a good request on", async () => {
    const { service, calls } = setup();

    await callUnary(service, "Bootstrap", BootstrapRequest.encode(GOOD).finish());

    expect(calls).toEqual([{ bootstrap: GOOD }]);
  });

  it("falls back on the advertised address", async () => {
    const { service, calls } = setup({ advertisePeerAddress: "me:1" });

    await callUnary(
      service,
      "Bootstrap",
      BootstrapRequest.encode({ ...GOOD, peerAddress: "" }).finish(),
    );

    expect(calls).toEqual([{ bootstrap: { ...GOOD, peerAddress: "me:1" } }]);
  });

  it.each([
    [{ clusterId: "" }, "cluster_id"],
    [{ clusterId: "a".repeat(129) }, "cluster_id"],
    [{ clusterId: "a b" }, "cluster_id"],
    [{ clusterId: "-a" }, "cluster_id"],
    [{ clusterId: "c\n" }, "cluster_id"],
    [{ nodeId: 0 }, "node_id"],
    [{ nodeId: 2 ** 53 }, "node_id"],
    [{ storeId: "" }, "store_id"],
    [{ peerAddress: "" }, "peer_address"],
    [{ peerAddress: "host" }, "peer_address"],
    [{ peerAddress: "host:0" }, "peer_address"],
    [{ peerAddress: `${"h".repeat(300)}:1` }, "peer_address"],
  ])("refuses %j naming %s", async (change, field) => {
    const { service, calls } = setup();

    const call = callUnary(
      service,
      "Bootstrap",
      BootstrapRequest.encode({ ...GOOD, ...change }).finish(),
    );

    await expect(call).rejects.toMatchObject({
      code: RPC_CODE.INVALID_ARGUMENT,
      message: expect.stringContaining(field),
    });
    expect(calls).toEqual([]);
  });

  it("refuses bytes that are no message", async () => {
    const call = callUnary(setup().service, "Bootstrap", new Uint8Array([0xff, 0xff, 0xff]));

    await expect(call).rejects.toMatchObject({ code: RPC_CODE.INVALID_ARGUMENT });
  });
});

describe("admin Join", () => {
  it("passes a good request on", async () => {
    const { service, calls } = setup();
    const { peerAddress: _, ...request } = GOOD;

    await callUnary(service, "Join", JoinRequest.encode(request).finish());

    expect(calls).toEqual([{ join: request }]);
  });
});

describe("an identity request", () => {
  const unassigned = { kind: "unassigned", storeId: "s1" } as const;
  const assigned = { kind: "assigned", storeId: "s1", clusterId: "c1", nodeId: 1 } as const;

  it("is needed by an unassigned volume", () => {
    expect(needsIdentity(unassigned, GOOD)).toBe(true);
  });

  it("is done on a volume that has the identity", () => {
    expect(needsIdentity(assigned, GOOD)).toBe(false);
  });

  it.each([{ clusterId: "c2" }, { nodeId: 2 }])(
    "is refused on a volume with another identity: %j",
    (change) => {
      expect(() => needsIdentity(assigned, { ...GOOD, ...change })).toThrow(
        expect.objectContaining({ code: RPC_CODE.ALREADY_EXISTS }),
      );
    },
  );

  it.each([unassigned, assigned])("is refused for another volume: %j", (identity) => {
    expect(() => needsIdentity(identity, { ...GOOD, storeId: "s2" })).toThrow(
      expect.objectContaining({ code: RPC_CODE.FAILED_PRECONDITION }),
    );
  });
});
