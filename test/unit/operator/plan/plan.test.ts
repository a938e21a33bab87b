import { describe, expect, it } from "vitest";
import type { AssignedNodeStatus, NodeStatus } from "../../../../src/operator/admin-client.ts";
import { FINALIZER } from "../../../../src/operator/api-types.ts";
import type { RaftClusterSpec, RaftClusterStatus } from "../../../../src/operator/api-types.ts";
import { assess } from "../../../../src/operator/assess.ts";
import type { PodObservation } from "../../../../src/operator/host.ts";
import type {
  ClusterObservation,
  NodeReport,
  ObservedPod,
} from "../../../../src/operator/observe.ts";
import { plan } from "../../../../src/operator/plan.ts";
import type { PlanContext } from "../../../../src/operator/plan.ts";
import type { Step } from "../../../../src/operator/plan/step.ts";
import { minAvailable, workloadSize } from "../../../../src/operator/plan/workload.ts";
import { makeSpec } from "./fake-world.ts";

const CONTEXT: PlanContext = {
  nowMs: 0,
  defaults: { image: "default:1", steadyRequeueMs: 30_000, progressRequeueMs: 2000 },
  newClusterId: "new",
  ensured: null,
  failure: null,
};

const SILENT: NodeReport = { kind: "unreachable", reason: "its admin port does not answer" };

function unassigned(storeId: string): NodeReport {
  return { kind: "answered", status: { state: "Unassigned", storeId, version: "1" } };
}

function assigned(changes: Partial<AssignedNodeStatus> = {}): NodeReport {
  const status: NodeStatus = {
    state: "Assigned",
    stopping: false,
    storeId: "s0",
    clusterId: "one",
    nodeId: 1,
    leading: true,
    leaderId: 1,
    term: 3,
    commitIndex: 9,
    appliedIndex: 9,
    members: [
      {
        nodeId: 1,
        address: "peer-0",
        storeId: "s0",
        role: "Voter",
        matchIndex: 9,
        recentlyActive: true,
        receivingSnapshot: false,
      },
    ],
    configurationIndex: 1,
    highestNodeId: 1,
    joint: false,
    leadTransfereeId: null,
    ready: true,
    notReadyReason: "",
    version: "1",
    ...changes,
  };
  return { kind: "answered", status };
}

function pod(
  ordinal: number,
  report: NodeReport,
  changes: Partial<PodObservation> = {},
): ObservedPod {
  return {
    report,
    pod: {
      ordinal,
      name: `demo-${ordinal}`,
      uid: `pod-${ordinal}`,
      running: true,
      terminating: false,
      ready: true,
      restarts: 0,
      problem: null,
      adminAddress: `admin-${ordinal}`,
      peerAddress: `peer-${ordinal}`,
      upToDate: true,
      ...changes,
    },
  };
}

interface Case {
  readonly spec?: Partial<RaftClusterSpec>;
  readonly status?: RaftClusterStatus;
  readonly pods?: readonly ObservedPod[];
  /** Ordinals. */
  readonly volumes?: readonly number[];
  readonly size?: number | null;
  readonly finalizers?: readonly string[];
  readonly deleted?: boolean;
  readonly image?: string;
}

function sizeOf(observation: ClusterObservation): number {
  return workloadSize({ observation, assessment: assess(observation), nowMs: 0 });
}

function observe(given: Case): ClusterObservation {
  const { pods = [], volumes = pods.map(({ pod }) => pod.ordinal), size = pods.length } = given;
  const image = given.image ?? "default:1";
  return {
    cluster: {
      apiVersion: "raft.crabmq.io/v1alpha1",
      kind: "RaftCluster",
      metadata: {
        name: "demo",
        namespace: "default",
        uid: "u",
        resourceVersion: "1",
        generation: 1,
        finalizers: given.finalizers ?? [FINALIZER],
        ...(given.deleted === true ? { deletionTimestamp: "2026-01-01T00:00:00Z" } : {}),
      },
      spec: makeSpec(given.spec),
      ...(given.status === undefined ? {} : { status: given.status }),
    },
    workload: size === null ? null : { size, image, upToDate: true },
    pods,
    volumes: volumes.map((ordinal) => ({
      ordinal,
      name: `data-demo-${ordinal}`,
      uid: `volume-${ordinal}`,
      terminating: false,
    })),
  };
}

/** The step once whatever should exist was just made. */
function planOf(given: Case, context: Partial<PlanContext> = {}): Step {
  const observation = observe(given);
  const size = sizeOf(observation);
  const image = observation.workload?.image ?? "default:1";
  const facts = { observation, assessment: assess(observation), nowMs: 0 };
  return plan(observation, {
    ...CONTEXT,
    ensured: { size, image, minAvailable: minAvailable(facts, size), inThisPass: true },
    ...context,
  });
}

const OPERATION = {
  type: "Bootstrap",
  nodeID: "1",
  ordinal: 0,
  storeID: "s0",
  startedAt: "1970-01-01T00:00:00Z",
} as const;
const RESERVED: RaftClusterStatus = { clusterID: "one", nextNodeID: "2", operation: OPERATION };
const MEMBER = {
  nodeID: "1",
  podName: "demo-0",
  ordinal: 0,
  address: "peer-0",
  role: "Voter",
  ready: true,
  storeID: "s0",
} as const;
const RUNNING: RaftClusterStatus = { clusterID: "one", nextNodeID: "2", members: [MEMBER] };
const whenDeleted = (policy: "Retain" | "Delete"): Partial<RaftClusterSpec> => ({
  storage: { size: "1Gi", retentionPolicy: { whenDeleted: policy, whenScaled: "Delete" } },
});

describe("the next step", () => {
  const cases: readonly (readonly [string, Case, string])[] = [
    ["a resource without our finalizer", { finalizers: ["other"] }, "addFinalizer"],
    ["a pod that has not answered", { pods: [pod(0, SILENT)] }, "writeStatus"],
    ["one empty volume", { pods: [pod(0, unassigned("s0"))] }, "reserveBootstrap"],
    [
      "two empty volumes",
      { pods: [pod(0, unassigned("s0")), pod(1, unassigned("s1"))] },
      "reserveBootstrap",
    ],
    [
      "an empty volume beside a silent one",
      { pods: [pod(0, unassigned("s0")), pod(1, SILENT)] },
      "writeStatus",
    ],
    [
      "an empty volume whose neighbour has no pod yet",
      { pods: [pod(0, unassigned("s0"))], size: 2 },
      "writeStatus",
    ],
    [
      "an empty volume beside a retained one without a pod",
      { pods: [pod(0, unassigned("s0"))], volumes: [0, 4], size: 5 },
      "writeStatus",
    ],
    ["an assigned volume with a leader", { pods: [pod(0, assigned())] }, "adopt"],
    [
      "an assigned volume beside an empty one",
      { pods: [pod(0, assigned()), pod(1, unassigned("s1"))] },
      "adopt",
    ],
    [
      "an assigned volume without a leader",
      { pods: [pod(0, assigned({ leading: false, leaderId: null }))] },
      "writeStatus",
    ],
    [
      "an assigned volume whose leader is stopping",
      { pods: [pod(0, assigned({ stopping: true }))] },
      "writeStatus",
    ],
    [
      "volumes of two clusters",
      { pods: [pod(0, assigned()), pod(1, assigned({ clusterId: "two" }))] },
      "writeStatus",
    ],
    [
      "two stores with one node id",
      { pods: [pod(0, assigned()), pod(1, assigned({ storeId: "s1", leading: false }))] },
      "writeStatus",
    ],
    [
      "a reservation whose pod is silent",
      { status: RESERVED, pods: [pod(0, SILENT)] },
      "writeStatus",
    ],
    [
      "a reservation whose store is there",
      { status: RESERVED, pods: [pod(0, unassigned("s0"))] },
      "bootstrap",
    ],
    [
      "a reservation whose store is another",
      { status: RESERVED, pods: [pod(0, unassigned("s9"))] },
      "writeStatus",
    ],
    [
      "a reservation that was executed",
      { status: RESERVED, pods: [pod(0, assigned())] },
      "writeStatus",
    ],
    [
      "a reservation on a foreign volume",
      { status: RESERVED, pods: [pod(0, assigned({ clusterId: "two" }))] },
      "writeStatus",
    ],
    [
      "a running cluster whose pod lost its volume",
      { status: RUNNING, pods: [pod(0, unassigned("s9"))] },
      "writeStatus",
    ],
    [
      "a cluster id over empty volumes, nothing else known",
      { status: { clusterID: "one" }, pods: [pod(0, unassigned("s0"))] },
      "writeStatus",
    ],
    [
      "a running cluster behind its spec",
      { status: RUNNING, pods: [pod(0, assigned(), { upToDate: false, outdatedBy: "spec" })] },
      "deletePod",
    ],
    [
      "a running cluster behind the operator",
      {
        status: RUNNING,
        pods: [pod(0, assigned(), { upToDate: false, outdatedBy: "operatorDefaults" })],
      },
      "writeStatus",
    ],
    [
      "an unknown reason to be behind",
      { status: RUNNING, pods: [pod(0, assigned(), { upToDate: false })] },
      "writeStatus",
    ],
    [
      "a pod behind its spec that goes already",
      {
        status: RUNNING,
        pods: [pod(0, SILENT, { terminating: true, upToDate: false, outdatedBy: "spec" })],
      },
      "writeStatus",
    ],
    [
      "a pod that never ran, behind its spec",
      {
        pods: [
          pod(0, SILENT, { running: false, ready: false, upToDate: false, outdatedBy: "spec" }),
        ],
      },
      "deletePod",
    ],
    [
      "paused, nothing there",
      { spec: { paused: true }, size: null, finalizers: [] },
      "writeStatus",
    ],
    ["deleted, with pods", { deleted: true, pods: [pod(0, SILENT)] }, "deleteWorkload"],
    [
      "deleted, pods going",
      { deleted: true, size: null, pods: [pod(0, SILENT, { terminating: true })] },
      "writeStatus",
    ],
    [
      "deleted, orphaned pods",
      { deleted: true, size: null, pods: [pod(0, SILENT)] },
      "deleteWorkload",
    ],
    [
      "deleted, volumes to delete",
      { deleted: true, size: null, volumes: [0], spec: whenDeleted("Delete") },
      "deleteVolume",
    ],
    [
      "deleted, volumes to retain",
      { deleted: true, size: null, volumes: [0], spec: whenDeleted("Retain") },
      "removeFinalizer",
    ],
    ["deleted, nothing left", { deleted: true, size: null }, "removeFinalizer"],
    [
      "deleted, only others' finalizers left",
      { deleted: true, size: null, finalizers: ["other"] },
      "wait",
    ],
  ];

  it.each(cases)("of %s", (_what, given, kind) => {
    expect(planOf(given).kind).toBe(kind);
  });

  it("is the same for the same facts, and changes none of them", () => {
    const observation = observe({ pods: [pod(0, unassigned("s0"))] });
    const before = structuredClone(observation);
    const context = {
      ...CONTEXT,
      ensured: { size: 1, image: "default:1", minAvailable: 1, inThisPass: false },
    };

    expect(plan(observation, context)).toEqual(plan(observation, context));
    expect(observation).toEqual(before);
  });

  it("is a wait once the status says it all", () => {
    const given: Case = { status: RUNNING, pods: [pod(0, assigned())] };
    const first = planOf(given);
    const status = first.kind === "writeStatus" ? first.status : {};

    expect(planOf({ ...given, status })).toEqual({
      kind: "wait",
      reason: "Steady",
      requeueAfterMs: 30_000,
    });
  });

  it("looks again soon while something is on its way", () => {
    expect(planOf({ pods: [pod(0, SILENT)] })).toMatchObject({ requeueAfterMs: 2000 });
  });
});

describe("a reservation", () => {
  it("names the store that ordinal 0 reports and the next id", () => {
    const step = planOf({ pods: [pod(0, unassigned("s0")), pod(1, unassigned("s1"))] });

    expect(step).toMatchObject({
      status: { clusterID: "new", nextNodeID: "2", operation: { ...OPERATION, storeID: "s0" } },
    });
  });

  it("never goes back behind ids that were reserved before", () => {
    const step = planOf({ status: { nextNodeID: "7" }, pods: [pod(0, unassigned("s0"))] });

    expect(step).toMatchObject({ status: { nextNodeID: "8", operation: { nodeID: "7" } } });
  });

  it("is what the bootstrap repeats, word by word", () => {
    expect(planOf({ status: RESERVED, pods: [pod(0, unassigned("s0"))] })).toEqual({
      kind: "bootstrap",
      ordinal: 0,
      podName: "demo-0",
      adminAddress: "admin-0",
      call: { clusterId: "one", nodeId: 1, storeId: "s0", peerAddress: "peer-0" },
    });
  });

  it("is over once its node leads", () => {
    const step = planOf({ status: RESERVED, pods: [pod(0, assigned())] });

    expect(step.kind === "writeStatus" && step.status.operation).toBeUndefined();
  });

  it("is not over while its node does not lead", () => {
    const report = assigned({ leading: false, leaderId: null });

    const step = planOf({ status: RESERVED, pods: [pod(0, report)] });

    expect(step).toMatchObject({ status: { operation: OPERATION } });
  });
});

describe("a member that its host does not call ready yet", () => {
  const given: Case = { status: RUNNING, pods: [pod(0, assigned(), { ready: false })] };

  it("is not Ready and not Degraded", () => {
    const step = planOf(given);
    const conditions = step.kind === "writeStatus" ? (step.status.conditions ?? []) : [];
    const reasons = Object.fromEntries(conditions.map(({ type, reason }) => [type, reason]));

    expect(reasons).toMatchObject({
      Ready: "MembersNotReady",
      Degraded: "AllMembersHealthy",
      Available: "QuorumHealthy",
    });
  });
});

describe("an adoption", () => {
  it("takes ids above everything that any node has seen", () => {
    const step = planOf({
      pods: [
        pod(0, assigned({ highestNodeId: 5 })),
        pod(1, assigned({ nodeId: 9, storeId: "s1", leading: false })),
      ],
    });

    expect(step).toMatchObject({
      status: { clusterID: "one", nextNodeID: "10", members: [{ nodeID: "1", podName: "demo-0" }] },
    });
  });

  it("believes the leader of the highest term", () => {
    const members = [
      {
        nodeId: 2,
        address: "peer-1",
        storeId: "s1",
        role: "Voter",
        matchIndex: 9,
        recentlyActive: true,
        receivingSnapshot: false,
      },
    ] as const;
    const step = planOf({
      pods: [pod(0, assigned()), pod(1, assigned({ nodeId: 2, storeId: "s1", term: 4, members }))],
    });

    expect(step).toMatchObject({ status: { members: [{ nodeID: "2" }] } });
  });
});

describe("the size", () => {
  it.each([
    ["of nothing", {}, 1],
    ["of retained volumes", { volumes: [3] }, 4],
    ["that it already has", { size: 3 }, 3],
    ["of the larger of both", { size: 2, volumes: [0, 4] }, 5],
    [
      "of the recorded members, whatever volumes there are",
      { size: null, status: RUNNING, volumes: [0, 6] },
      1,
    ],
    [
      "of a reservation",
      { size: null, status: { ...RESERVED, operation: { ...OPERATION, ordinal: 2 } } },
      3,
    ],
    [
      "of volumes where status lost its members",
      { size: null, status: { clusterID: "one" }, volumes: [2] },
      3,
    ],
  ])("%s", (_what, given: Case, size) => {
    expect(sizeOf(observe({ size: null, ...given }))).toBe(size);
  });
});

describe("ensure", () => {
  const given: Case = { status: RUNNING, pods: [pod(0, assigned())] };

  it.each([
    ["was never done", given, null, true],
    [
      "was done lately and holds",
      given,
      { size: 1, image: "default:1", minAvailable: 1, inThisPass: false },
      false,
    ],
    [
      "was done for another image",
      given,
      { size: 1, image: "old:1", minAvailable: 1, inThisPass: false },
      true,
    ],
    [
      "was done, but somebody scaled",
      { ...given, size: 0 },
      { size: 1, image: "default:1", minAvailable: 1, inThisPass: false },
      true,
    ],
    [
      "was just done and still does not hold",
      { ...given, size: 0 },
      { size: 1, image: "default:1", minAvailable: 1, inThisPass: true },
      false,
    ],
  ])("that %s", (_what, seen: Case, ensured, isDue) => {
    expect(plan(observe(seen), { ...CONTEXT, ensured }).kind === "ensure").toBe(isDue);
  });

  it.each([
    [{ spec: { image: "mine:1" }, status: { image: "old:1" }, image: "run:1" }, "mine:1"],
    [{ status: { image: "old:1" }, image: "run:1" }, "old:1"],
    [{ image: "run:1" }, "run:1"],
    [{ size: null }, "default:1"],
  ])("of %j takes the image %s", (seen: Case, image) => {
    expect(plan(observe({ size: 1, ...seen }), CONTEXT)).toMatchObject({
      kind: "ensure",
      workload: { image },
    });
  });
});

describe("replacing pods of a cluster of three", () => {
  const members = [0, 1, 2].map((ordinal) => ({
    nodeId: ordinal + 1,
    address: `peer-${ordinal}`,
    storeId: `s${ordinal}`,
    role: "Voter" as const,
    matchIndex: 9,
    recentlyActive: true,
    receivingSnapshot: false,
  }));
  const node = (ordinal: number): NodeReport =>
    assigned({ nodeId: ordinal + 1, storeId: `s${ordinal}`, leading: ordinal === 0, members });
  const old = { upToDate: false, outdatedBy: "spec" } as const;
  const status: RaftClusterStatus = { clusterID: "one", nextNodeID: "4" };

  it.each([
    [
      "leaves the leader for last",
      [pod(0, node(0), old), pod(1, node(1), old), pod(2, node(2), old)],
      1,
    ],
    [
      "takes the leader when it is the last",
      [pod(0, node(0), old), pod(1, node(1)), pod(2, node(2))],
      0,
    ],
    [
      "takes a dead one first",
      [pod(0, node(0), old), pod(1, node(1), old), pod(2, SILENT, { ...old, ready: false })],
      2,
    ],
  ])("%s", (_what, pods, ordinal) => {
    expect(planOf({ status, pods })).toMatchObject({ kind: "deletePod", ordinal });
  });

  // Found by the simulator: in the second after a leader was lost the operator took the majority away.
  it("waits for the others to elect a leader, as long as they are ready", () => {
    const voter = (ordinal: number): NodeReport =>
      assigned({
        nodeId: ordinal + 1,
        storeId: `s${ordinal}`,
        leading: false,
        leaderId: null,
        members,
      });
    const recorded = members.map(({ nodeId, address, storeId, role }) => ({
      nodeID: String(nodeId),
      podName: `demo-${nodeId - 1}`,
      ordinal: nodeId - 1,
      address,
      role,
      storeID: storeId,
      ready: true,
    }));
    const pods = [pod(0, voter(0), old), pod(1, voter(1), old), pod(2, voter(2))];

    expect(planOf({ status: { ...status, members: recorded }, pods }).kind).not.toBe("deletePod");

    const unready = pods.map((facts) => ({ ...facts, pod: { ...facts.pod, ready: false } }));
    expect(planOf({ status: { ...status, members: recorded }, pods: unready })).toMatchObject({
      kind: "deletePod",
      ordinal: 0,
    });
  });

  it("does not take a healthy one that the quorum needs", () => {
    const pods = [pod(0, node(0), old), pod(1, node(1), old), pod(2, SILENT, { ready: false })];

    expect(planOf({ status, pods, spec: { replicas: 3 } }).kind).toBe("writeStatus");
  });
});
