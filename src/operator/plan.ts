import { assertNever } from "../utils/assert.ts";
import { FINALIZER } from "./api-types.ts";
import type { ConditionType, JoinTimeoutStatus, RaftClusterStatus } from "./api-types.ts";
import { assess } from "./assess.ts";
import type { Assessment } from "./assess.ts";
import { computeConditions, rfc3339 } from "./conditions.ts";
import type { StepFailure } from "./conditions.ts";
import type { ClusterEvent, PodObservation } from "./host.ts";
import type { ClusterObservation } from "./observe.ts";
import type { MembershipDecision } from "./plan/decision.ts";
import { planDeletion } from "./plan/deletion.ts";
import { decideMembership } from "./plan/membership.ts";
import { planRoll } from "./plan/roll.ts";
import type { MembershipIntent, Step, WaitReason, WorkloadTarget } from "./plan/step.ts";
import { minAvailable, workloadSize } from "./plan/workload.ts";
import { computeStatus, differsMaterially } from "./status.ts";
import { transitionEvents } from "./transition-events.ts";

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

export interface Ensured extends WorkloadTarget {
  /** By this very pass: what still differs then is not mended by doing it again. */
  readonly inThisPass: boolean;
}

/** How long a new member that never came is left alone before the next try, doubled with every further one. */
const JOIN_RETRY_FIRST_MS = 600_000;
const JOIN_RETRY_MAX_MS = 6 * 3600_000;

interface Facts {
  readonly observation: ClusterObservation;
  readonly assessment: Assessment;
  readonly membership: MembershipDecision;
  readonly context: PlanContext;
  readonly image: string;
}

/** The one step that this observation asks for. Pure: the same facts give the same step. */
export function plan(observation: ClusterObservation, context: PlanContext): Step {
  const facts = factsOf(observation, context);
  const step = decide(facts);
  if (step.kind !== "wait") {
    return step;
  }
  const { image } = facts;
  const status = computeStatus(
    { ...facts, failure: context.failure },
    { nowMs: context.nowMs, image },
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

function factsOf(observation: ClusterObservation, context: PlanContext): Facts {
  const assessment = assess(observation);
  const membership = decideMembership({ observation, assessment, nowMs: context.nowMs });
  return {
    observation,
    assessment,
    membership,
    context,
    image: resolveImage(observation, context),
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
    const step = planDeletion(observation);
    return typeof step === "string" ? wait(facts, step) : step;
  }
  if (metadata.finalizers?.includes(FINALIZER) !== true) {
    return { kind: "addFinalizer" };
  }
  const { assessment } = facts;
  const roll = (): Step | null => planRoll({ observation, assessment, nowMs: context.nowMs });
  return ensureStep(facts) ?? roll() ?? decideIdentity(facts);
}

function wait({ context }: Facts, reason: WaitReason): Step {
  const quiet: readonly WaitReason[] = ["Steady", "Paused", "IdentityMismatch", "VolumeLost"];
  const { steadyRequeueMs, progressRequeueMs } = context.defaults;
  const requeueAfterMs = quiet.includes(reason) ? steadyRequeueMs : progressRequeueMs;
  return { kind: "wait", requeueAfterMs: reason === "NotOurs" ? null : requeueAfterMs, reason };
}

function ensureStep({ observation, assessment, context, image }: Facts): Step | null {
  const { ensured, nowMs } = context;
  const { workload } = observation;
  const size = workloadSize({ observation, assessment, nowMs });
  const target = {
    size,
    image,
    minAvailable: minAvailable({ observation, assessment, nowMs }, size),
  };
  const made =
    ensured?.size === size &&
    ensured.image === image &&
    ensured.minAvailable === target.minAvailable;
  const asMade =
    workload !== null && workload.upToDate && workload.size === size && workload.image === image;
  return made && (asMade || ensured.inThisPass)
    ? null
    : { kind: "ensure", workload: target, observedSize: workload?.size ?? null };
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
      return decideMembers(facts);
    default:
      return assertNever(identity);
  }
}

function decideMembers(facts: Facts): Step {
  const { membership } = facts;
  switch (membership.kind) {
    case "act":
      return intentStep(facts, membership.intent);
    case "leaderUnknown":
      return wait(facts, "NoLeader");
    case "wait":
      return wait(facts, "Scaling");
    case "idle":
    case "blocked":
      return wait(facts, isSettled(facts) ? "Steady" : "NotReady");
    default:
      return assertNever(membership);
  }
}

const RESERVE_STEPS = {
  AddMember: "reserveAddition",
  RemoveMember: "reserveRemoval",
  ReplaceMember: "reserveReplacement",
} as const;

function intentStep(facts: Facts, intent: MembershipIntent): Step {
  switch (intent.kind) {
    case "reserve": {
      const { operation, highestNodeId } = intent;
      return {
        kind: RESERVE_STEPS[operation.type],
        ...decided(facts, { operation, nextNodeID: String(highestNodeId + 1) }, [intent.event]),
      };
    }
    case "amend":
      return { kind: "amendOperation", ...decided(facts, { operation: intent.operation }, []) };
    case "end": {
      const joinTimeout =
        intent.joinTimeout === null ? null : joinTimeoutOf(facts, intent.joinTimeout);
      const ended = withoutJoinTimeout(facts);
      return {
        kind: "endOperation",
        ...decided(ended, joinTimeout === null ? {} : { joinTimeout }, [intent.event]),
      };
    }
    case "join":
    case "addLearnerNode":
    case "addNode":
    case "removeNode":
    case "transferLeadership":
    case "deleteVolume":
      return intent;
    default:
      return assertNever(intent);
  }
}

function withoutJoinTimeout(facts: Facts): Facts {
  const { cluster } = facts.observation;
  const { joinTimeout: _past, ...status } = cluster.status ?? {};
  return { ...facts, observation: { ...facts.observation, cluster: { ...cluster, status } } };
}

function joinTimeoutOf({ observation, context }: Facts, why: string): JoinTimeoutStatus {
  const { metadata, status } = observation.cluster;
  const before = status?.joinTimeout;
  const attempts = before?.generation === metadata.generation ? before.attempts + 1 : 1;
  const pauseMs = Math.min(JOIN_RETRY_MAX_MS, JOIN_RETRY_FIRST_MS * 2 ** (attempts - 1));
  const retryAt = rfc3339(context.nowMs + pauseMs);
  return {
    generation: metadata.generation,
    attempts,
    retryAt,
    message: `${why}; tried again at ${retryAt}, or when the spec changes`,
  };
}

/** Ready, or waiting for a person: either way nothing changes by looking again soon. */
function isSettled(facts: Facts): boolean {
  const conditions = computeConditions({ ...facts, failure: null }, facts.context.nowMs);
  const isTrue = (type: ConditionType): boolean =>
    conditions.some((condition) => condition.type === type && condition.status === "True");
  return isTrue("Ready") || (isTrue("Stalled") && isTrue("Available"));
}

function reserveBootstrap(
  facts: Facts,
  first: { readonly pod: PodObservation; readonly storeId: string },
): Step {
  const nodeId = Math.max(1, Number(facts.observation.cluster.status?.nextNodeID ?? 1));
  const decisions = {
    clusterID: facts.context.newClusterId,
    nextNodeID: String(nodeId + 1),
    operation: {
      type: "Bootstrap",
      nodeID: String(nodeId),
      ordinal: first.pod.ordinal,
      storeID: first.storeId,
      startedAt: rfc3339(facts.context.nowMs),
    },
  } as const;
  const event: ClusterEvent = {
    type: "Normal",
    reason: "Bootstrapping",
    action: "Bootstrap",
    message: `making cluster ${facts.context.newClusterId} with node ${nodeId} on ${first.pod.name}`,
  };
  return { kind: "reserveBootstrap", ...decided(facts, decisions, [event]) };
}

function adopt(facts: Facts, clusterId: string): Step {
  const { cluster, pods } = facts.observation;
  const reported = pods.flatMap(({ report }) =>
    report.kind === "answered" && report.status.state === "Assigned"
      ? [report.status.nodeId, report.status.highestNodeId]
      : [],
  );
  const highest = Math.max(Number(cluster.status?.nextNodeID ?? 1) - 1, ...reported);
  const event: ClusterEvent = {
    type: "Normal",
    reason: "Adopted",
    action: "Adopt",
    message: `took over cluster ${clusterId}, found on the volumes`,
  };
  const decisions = { clusterID: clusterId, nextNodeID: String(highest + 1) };
  return { kind: "adopt", ...decided(facts, decisions, [event]) };
}

/** The status as computed once these decisions stand in it; an operation that is not among them is over. */
function decided(
  { observation, context }: Facts,
  decisions: Pick<RaftClusterStatus, "clusterID" | "nextNodeID" | "operation" | "joinTimeout">,
  events: readonly ClusterEvent[],
): { readonly status: RaftClusterStatus; readonly events: readonly ClusterEvent[] } {
  const { cluster } = observation;
  const { operation: _over, ...before } = cluster.status ?? {};
  const facts = factsOf(
    { ...observation, cluster: { ...cluster, status: { ...before, ...decisions } } },
    context,
  );
  const { image } = facts;
  const status = computeStatus({ ...facts, failure: null }, { nowMs: context.nowMs, image });
  return { status, events: [...events, ...transitionEvents(cluster, status.conditions ?? [])] };
}
