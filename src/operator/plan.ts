import { assertNever } from "../utils/assert.ts";
import { FINALIZER } from "./api-types.ts";
import type { ConditionType, RaftClusterStatus } from "./api-types.ts";
import type { BootstrapCall } from "./admin-client.ts";
import { assess, requiredSize } from "./assess.ts";
import type { Assessment } from "./assess.ts";
import { computeConditions, rfc3339, transitionEvents } from "./conditions.ts";
import type { StepFailure } from "./conditions.ts";
import type { ClusterEvent, PodObservation } from "./host.ts";
import type { ClusterObservation } from "./observe.ts";
import { computeStatus, differsMaterially } from "./status.ts";

export interface PlanContext {
  readonly nowMs: number;
  readonly defaults: {
    /** The node image where neither spec nor status nor the workload names one. */
    readonly image: string;
    /** When to look again though all is well. */
    readonly steadyRequeueMs: number;
    /** When to look again while something is on its way. */
    readonly progressRequeueMs: number;
  };
  /** The id that a cluster gets if this pass reserves one; never used before it stands in status. */
  readonly newClusterId: string;
  /** What `ensure` made lately for this generation; null: due again, so that whatever somebody changed by hand is put right. */
  readonly ensured: Ensured | null;
  /** What the last step of this pass failed with; then nothing is planned but telling it. */
  readonly failure: StepFailure | null;
}

export interface Ensured {
  readonly size: number;
  readonly image: string;
  /** By this very pass: what still differs then is not mended by doing it again. */
  readonly inThisPass: boolean;
}

export type WaitReason =
  | "Steady"
  | "Paused"
  | "Deleting"
  | "NotOurs"
  | "Undecided"
  | "IdentityMismatch"
  | "VolumeLost"
  | "NoLeader"
  | "NodeStarting"
  | "NotReady"
  | "StepFailed";

/** What to do next: exactly one thing, each idempotent or guarded by a version, so that an operator may die before, during or after it. */
export type Step =
  | { readonly kind: "addFinalizer" }
  | { readonly kind: "ensure"; readonly size: number; readonly image: string }
  /** Writes the identity of the first member before anybody uses it. */
  | {
      readonly kind: "reserveBootstrap";
      readonly status: RaftClusterStatus;
      readonly events: readonly ClusterEvent[];
    }
  | {
      readonly kind: "bootstrap";
      readonly ordinal: number;
      readonly podName: string;
      readonly adminAddress: string;
      readonly call: BootstrapCall;
    }
  /** Takes over a cluster that lives on the volumes. */
  | {
      readonly kind: "adopt";
      readonly status: RaftClusterStatus;
      readonly events: readonly ClusterEvent[];
    }
  | {
      readonly kind: "deletePod";
      readonly ordinal: number;
      readonly uid: string;
      readonly podName: string;
    }
  | { readonly kind: "deleteWorkload" }
  | {
      readonly kind: "deleteVolume";
      readonly ordinal: number;
      readonly uid: string;
      readonly name: string;
    }
  | { readonly kind: "removeFinalizer" }
  /** Ends the pass. */
  | {
      readonly kind: "writeStatus";
      readonly status: RaftClusterStatus;
      readonly events: readonly ClusterEvent[];
      readonly requeueAfterMs: number | null;
    }
  /** Ends the pass. */
  | {
      readonly kind: "wait";
      readonly requeueAfterMs: number | null;
      readonly reason: WaitReason;
    };

export type StepKind = Step["kind"];

interface Facts {
  readonly observation: ClusterObservation;
  readonly assessment: Assessment;
  readonly context: PlanContext;
  readonly image: string;
}

/** The one step that this observation asks for. Pure: the same facts give the same step. */
export function plan(observation: ClusterObservation, context: PlanContext): Step {
  const assessment = assess(observation);
  const image = resolveImage(observation, context);
  const facts = { observation, assessment, context, image };
  const step = decide(facts);
  if (step.kind !== "wait") {
    return step;
  }
  const status = computeStatus(
    { observation, assessment, failure: context.failure },
    {
      nowMs: context.nowMs,
      image,
    },
  );
  const { cluster } = observation;
  const ended = cluster.metadata.deletionTimestamp !== undefined && step.reason === "NotOurs";
  return ended || !differsMaterially(cluster.status, status)
    ? step
    : {
        kind: "writeStatus",
        status,
        events: transitionEvents(cluster, status.conditions ?? []),
        requeueAfterMs: step.requeueAfterMs,
      };
}

/** Resolved once: what runs already counts more than this operator's default, so that an upgrade of the operator rolls nothing. */
function resolveImage({ cluster, workload }: ClusterObservation, context: PlanContext): string {
  return cluster.spec.image ?? cluster.status?.image ?? workload?.image ?? context.defaults.image;
}

function decide(facts: Facts): Step {
  const { observation, context } = facts;
  const { metadata, spec } = observation.cluster;
  if (context.failure !== null) {
    return wait(facts, "StepFailed");
  }
  if (spec.paused) {
    return wait(facts, "Paused");
  }
  if (metadata.deletionTimestamp !== undefined) {
    return decideDeletion(facts);
  }
  if (metadata.finalizers?.includes(FINALIZER) !== true) {
    return { kind: "addFinalizer" };
  }
  return ensureStep(facts) ?? replacePodStep(facts) ?? decideIdentity(facts);
}

function wait({ context }: Facts, reason: WaitReason): Step {
  const quiet: readonly WaitReason[] = ["Steady", "Paused", "IdentityMismatch", "VolumeLost"];
  const { steadyRequeueMs, progressRequeueMs } = context.defaults;
  const requeueAfterMs = quiet.includes(reason) ? steadyRequeueMs : progressRequeueMs;
  return { kind: "wait", requeueAfterMs: reason === "NotOurs" ? null : requeueAfterMs, reason };
}

/** Asks nothing of the cluster's nodes: a namespace with a dead cluster in it must be deletable. */
function decideDeletion(facts: Facts): Step {
  const { cluster, workload, pods, volumes } = facts.observation;
  if (cluster.metadata.finalizers?.includes(FINALIZER) !== true) {
    return wait(facts, "NotOurs");
  }
  if (workload !== null || pods.some(({ pod }) => !pod.terminating)) {
    return { kind: "deleteWorkload" };
  }
  if (pods.length > 0) {
    return wait(facts, "Deleting");
  }
  if (cluster.spec.storage.retentionPolicy.whenDeleted === "Delete" && volumes.length > 0) {
    const volume = volumes.find(({ terminating }) => !terminating);
    return volume === undefined
      ? wait(facts, "Deleting")
      : { kind: "deleteVolume", ordinal: volume.ordinal, uid: volume.uid, name: volume.name };
  }
  return { kind: "removeFinalizer" };
}

function ensureStep({ observation, context, image }: Facts): Step | null {
  const size = requiredSize(observation);
  const { ensured } = context;
  const { workload } = observation;
  const made = ensured?.size === size && ensured.image === image;
  const asMade =
    workload !== null && workload.upToDate && workload.size >= size && workload.image === image;
  return made && (asMade || ensured.inThisPass) ? null : { kind: "ensure", size, image };
}

/**
 * One pod at a time runs an older spec no longer. With one member this is an outage of a restart's length, and the change of the spec asked for it; with more (an adopted
 * cluster) a healthy pod goes only while the others keep a quorum, dead ones first and the leader last.
 */
function replacePodStep({ observation, assessment }: Facts): Step | null {
  const { leader, quorum, members } = assessment;
  const isUnderWay = observation.pods.some(({ pod }) => pod.terminating);
  // From an old template it would come back as it was, and be replaced again without end.
  if (isUnderWay || observation.workload?.upToDate !== true) {
    return null;
  }
  const rank = (pod: PodObservation): number =>
    pod.ready ? (leader?.pod.uid === pod.uid ? 2 : 1) : 0;
  const [next] = observation.pods
    .map(({ pod }) => pod)
    .filter((pod) => !pod.upToDate && pod.outdatedBy === "spec")
    .sort((left, right) => rank(left) - rank(right));
  if (next === undefined) {
    return null;
  }
  const counts = members.some((member) => member.podName === next.name && member.ready);
  const safe = !counts || quorum.voters <= 1 || quorum.healthyVoters - 1 >= quorum.required;
  return safe
    ? { kind: "deletePod", ordinal: next.ordinal, uid: next.uid, podName: next.name }
    : null;
}

function decideIdentity(facts: Facts): Step {
  const { identity } = facts.assessment;
  switch (identity.kind) {
    case "undecided":
    case "bootstrapUnknown":
      return wait(facts, "Undecided");
    case "mismatch":
      return wait(facts, "IdentityMismatch");
    case "volumeLost":
      return wait(facts, "VolumeLost");
    case "allUnassigned":
      return reserveBootstrap(facts, identity.first);
    case "adoptable":
      return identity.leader === null ? wait(facts, "NoLeader") : adopt(facts, identity.clusterId);
    case "bootstrapDue":
      return {
        kind: "bootstrap",
        ordinal: identity.pod.ordinal,
        podName: identity.pod.name,
        adminAddress: identity.pod.adminAddress,
        call: {
          clusterId: facts.observation.cluster.status?.clusterID ?? "",
          nodeId: identity.nodeId,
          storeId: identity.storeId,
          peerAddress: identity.pod.peerAddress,
        },
      };
    case "established":
      return wait(facts, isSettled(facts) ? "Steady" : "NotReady");
    default:
      return assertNever(identity);
  }
}

/** Ready, or waiting for a person: either way nothing changes by looking again soon. */
function isSettled({ observation, assessment, context }: Facts): boolean {
  const conditions = computeConditions({ observation, assessment, failure: null }, context.nowMs);
  const isTrue = (type: ConditionType): boolean =>
    conditions.some((condition) => condition.type === type && condition.status === "True");
  return isTrue("Ready") || (isTrue("Stalled") && isTrue("Available"));
}

function reserveBootstrap(
  facts: Facts,
  first: { readonly pod: PodObservation; readonly storeId: string },
): Step {
  const nodeId = Math.max(1, Number(facts.observation.cluster.status?.nextNodeID ?? 1));
  const status = statusWith(facts, {
    clusterID: facts.context.newClusterId,
    nextNodeID: String(nodeId + 1),
    operation: {
      type: "Bootstrap",
      nodeID: String(nodeId),
      ordinal: first.pod.ordinal,
      storeID: first.storeId,
      startedAt: rfc3339(facts.context.nowMs),
    },
  });
  return {
    kind: "reserveBootstrap",
    status,
    events: [
      {
        type: "Normal",
        reason: "Bootstrapping",
        action: "Bootstrap",
        message: `making cluster ${facts.context.newClusterId} with node ${nodeId} on ${first.pod.name}`,
      },
      ...transitionEvents(facts.observation.cluster, status.conditions ?? []),
    ],
  };
}

function adopt(facts: Facts, clusterId: string): Step {
  const { cluster, pods } = facts.observation;
  const reported = pods.flatMap(({ report }) =>
    report.kind === "answered" && report.status.state === "Assigned"
      ? [report.status.nodeId, report.status.highestNodeId]
      : [],
  );
  const highest = Math.max(Number(cluster.status?.nextNodeID ?? 1) - 1, ...reported);
  const status = statusWith(facts, { clusterID: clusterId, nextNodeID: String(highest + 1) });
  return {
    kind: "adopt",
    status,
    events: [
      {
        type: "Normal",
        reason: "Adopted",
        action: "Adopt",
        message: `took over cluster ${clusterId}, found on the volumes`,
      },
      ...transitionEvents(cluster, status.conditions ?? []),
    ],
  };
}

/** The status as computed once these decisions stand in it. */
function statusWith(
  { observation, context, image }: Facts,
  decisions: Pick<RaftClusterStatus, "clusterID" | "nextNodeID" | "operation">,
): RaftClusterStatus {
  const { operation: _over, ...before } = observation.cluster.status ?? {};
  const cluster = { ...observation.cluster, status: { ...before, ...decisions } };
  const decided = { ...observation, cluster };
  return computeStatus(
    { observation: decided, assessment: assess(decided), failure: null },
    { nowMs: context.nowMs, image },
  );
}
