import { assertNever } from "../utils/assert.ts";
import type { AdminApi, AdminCallOptions, AdminTarget } from "./admin-client.ts";
import { AdminError } from "./admin-client.ts";
import type { RaftCluster } from "./api-types.ts";
import type { ClusterEvent, Host } from "./host.ts";
import type { ClusterObservation } from "./observe.ts";
import type { LeaderStep, NodeTarget, Step, StepKind } from "./plan/step.ts";

export type ActingStep = Exclude<Step, { kind: "wait" }>;

const ACTING_KINDS = [
  "addFinalizer",
  "ensure",
  "reserveBootstrap",
  "bootstrap",
  "adopt",
  "reserveAddition",
  "reserveRemoval",
  "reserveReplacement",
  "amendOperation",
  "join",
  "addLearnerNode",
  "addNode",
  "transferLeadership",
  "removeNode",
  "endOperation",
  "deletePod",
  "deleteWorkload",
  "deleteVolume",
  "removeFinalizer",
  "writeStatus",
] as const satisfies readonly StepKind[];

/** Where the operator may be killed (`RAFT_CRASH_AT`): right before and right after each step. */
export const OPERATOR_CRASH_POINTS: readonly string[] = ACTING_KINDS.flatMap((kind) => [
  crashPointName("before", kind),
  crashPointName("after", kind),
]);

function crashPointName(when: "before" | "after", kind: ActingStep["kind"]): string {
  return `operator-${when}-${kind.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

export interface ActDependencies {
  readonly host: Host;
  readonly admin: AdminApi;
  readonly crashPoint: (name: string) => void;
}

export interface ActRequest {
  readonly observation: ClusterObservation;
  readonly deadlineMs: number;
  /** Of a call that is answered only once a change of members is committed, or another node leads. */
  readonly leaderDeadlineMs: number;
  readonly signal: AbortSignal;
}

/**
 * Executes one step. Every step may be repeated, and none decides anything.
 *
 * @throws HostError, AdminError
 */
export async function act(
  step: ActingStep,
  dependencies: ActDependencies,
  request: ActRequest,
): Promise<void> {
  dependencies.crashPoint(crashPointName("before", step.kind));
  await execute(step, dependencies, request);
  dependencies.crashPoint(crashPointName("after", step.kind));
}

async function execute(
  step: ActingStep,
  dependencies: ActDependencies,
  request: ActRequest,
): Promise<void> {
  const { host, admin } = dependencies;
  const { signal, deadlineMs } = request;
  const { cluster } = request.observation;
  switch (step.kind) {
    case "addFinalizer":
      return host.addFinalizer(cluster, signal);
    case "ensure":
      return host.ensure(cluster, { ...step.workload, observedSize: step.observedSize }, signal);
    case "reserveBootstrap":
    case "adopt":
    case "reserveAddition":
    case "reserveRemoval":
    case "reserveReplacement":
    case "amendOperation":
    case "endOperation":
    case "writeStatus":
      await host.writeStatus(cluster, step.status, signal);
      return tell(host, cluster, step.events);
    case "bootstrap":
      return admin.bootstrap(await targetOf(step, host, request), step.call, {
        deadlineMs,
        signal,
      });
    case "join":
      return admin.join(await targetOf(step.node, host, request), step.call, {
        deadlineMs,
        signal,
      });
    case "addLearnerNode":
    case "addNode":
    case "removeNode":
    case "transferLeadership":
      return callLeader(step, dependencies, request);
    case "deletePod":
      return deletePod(step, dependencies, request);
    case "deleteWorkload":
      return host.deleteWorkload(cluster, signal);
    case "deleteVolume":
      tell(host, cluster, [
        {
          type: "Normal",
          reason: "DeletingVolume",
          action: "DeleteVolume",
          message: `deleting ${step.name}: ${step.because}`,
        },
      ]);
      return host.deleteVolume(cluster, { ordinal: step.ordinal, uid: step.uid }, signal);
    case "removeFinalizer":
      return host.removeFinalizer(cluster, signal);
    default:
      return assertNever(step);
  }
}

function tell(host: Host, cluster: RaftCluster, events: readonly ClusterEvent[]): void {
  for (const event of events) {
    host.recordEvent(cluster, event);
  }
}

async function targetOf(
  { podName, adminAddress }: NodeTarget,
  host: Host,
  request: ActRequest,
): Promise<AdminTarget> {
  const token = await host.adminToken(request.observation.cluster, request.signal);
  if (token === null) {
    throw new AdminError(`cannot call ${podName}: the cluster's admin token does not exist`, {
      code: "UNREACHABLE",
      address: adminAddress,
    });
  }
  return { address: adminAddress, token };
}

async function callLeader(
  step: LeaderStep,
  { host, admin }: ActDependencies,
  request: ActRequest,
): Promise<void> {
  const target = await targetOf(step.leader, host, request);
  const options: AdminCallOptions = {
    deadlineMs: request.leaderDeadlineMs,
    signal: request.signal,
  };
  tell(host, request.observation.cluster, [step.event]);
  switch (step.kind) {
    case "addLearnerNode":
      return admin.addLearnerNode(target, step.call, options);
    case "addNode":
      return admin.addNode(target, step.call, options);
    case "removeNode":
      return admin.removeNode(target, step.call, options);
    case "transferLeadership":
      return admin.transferLeadership(target, step.call, options);
    default:
      return assertNever(step);
  }
}

async function deletePod(
  step: Extract<Step, { kind: "deletePod" }>,
  dependencies: ActDependencies,
  request: ActRequest,
): Promise<void> {
  const { host } = dependencies;
  const { cluster } = request.observation;
  if (step.handOver !== null) {
    try {
      await callLeader(step.handOver, dependencies, request);
    } catch (error) {
      request.signal.throwIfAborted();
      if (!(error instanceof AdminError)) {
        throw error;
      }
      tell(host, cluster, [
        {
          type: "Warning",
          reason: "LeadershipNotTransferred",
          action: "DeletePod",
          message: `${step.podName} is replaced while it leads, and hands over when it stops: ${error.message}`,
        },
      ]);
    }
  }
  tell(host, cluster, [
    {
      type: "Normal",
      reason: "RollingUpdate",
      action: "DeletePod",
      message: `replacing ${step.podName}: the spec changed since it was made`,
    },
  ]);
  return host.deletePod(cluster, { ordinal: step.ordinal, uid: step.uid }, request.signal);
}
