import { assertNever } from "../utils/assert.ts";
import type { AdminApi } from "./admin-client.ts";
import { AdminError } from "./admin-client.ts";
import type { ClusterEvent, Host } from "./host.ts";
import type { ClusterObservation } from "./observe.ts";
import type { Step, StepKind } from "./plan.ts";

export type ActingStep = Exclude<Step, { kind: "wait" }>;

const ACTING_KINDS = [
  "addFinalizer",
  "ensure",
  "reserveBootstrap",
  "bootstrap",
  "adopt",
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

/**
 * Executes one step. Every step may be repeated, and none decides anything.
 *
 * @throws HostError, AdminError
 */
export async function act(
  step: ActingStep,
  dependencies: ActDependencies,
  request: {
    readonly observation: ClusterObservation;
    readonly deadlineMs: number;
    readonly signal: AbortSignal;
  },
): Promise<void> {
  dependencies.crashPoint(crashPointName("before", step.kind));
  await execute(step, dependencies, request);
  dependencies.crashPoint(crashPointName("after", step.kind));
}

async function execute(
  step: ActingStep,
  { host, admin }: ActDependencies,
  request: {
    readonly observation: ClusterObservation;
    readonly deadlineMs: number;
    readonly signal: AbortSignal;
  },
): Promise<void> {
  const { signal, deadlineMs } = request;
  const { cluster } = request.observation;
  const tell = (events: readonly ClusterEvent[]): void => {
    for (const event of events) {
      host.recordEvent(cluster, event);
    }
  };
  switch (step.kind) {
    case "addFinalizer":
      return host.addFinalizer(cluster, signal);
    case "ensure":
      return host.ensure(cluster, { size: step.size, image: step.image }, signal);
    case "reserveBootstrap":
    case "adopt":
    case "writeStatus":
      await host.writeStatus(cluster, step.status, signal);
      return tell(step.events);
    case "bootstrap": {
      const token = await host.adminToken(cluster, signal);
      if (token === null) {
        throw new AdminError(
          `cannot bootstrap ${step.podName}: the cluster's admin token does not exist`,
          { code: "UNREACHABLE", address: step.adminAddress },
        );
      }
      return admin.bootstrap({ address: step.adminAddress, token }, step.call, {
        deadlineMs,
        signal,
      });
    }
    case "deletePod":
      tell([
        {
          type: "Normal",
          reason: "RollingUpdate",
          action: "DeletePod",
          message: `replacing ${step.podName}: the spec changed since it was made`,
        },
      ]);
      return host.deletePod(cluster, { ordinal: step.ordinal, uid: step.uid }, signal);
    case "deleteWorkload":
      return host.deleteWorkload(cluster, signal);
    case "deleteVolume":
      tell([
        {
          type: "Normal",
          reason: "DeletingVolume",
          action: "DeleteVolume",
          message: `deleting ${step.name}, as storage.retentionPolicy.whenDeleted says`,
        },
      ]);
      return host.deleteVolume(cluster, { ordinal: step.ordinal, uid: step.uid }, signal);
    case "removeFinalizer":
      return host.removeFinalizer(cluster, signal);
    default:
      return assertNever(step);
  }
}
