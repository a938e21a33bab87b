import { assertNever } from "../utils/assert.ts";
import { AdminError } from "./admin-client.ts";
import type { AdminApi, NodeStatus } from "./admin-client.ts";
import type { ClusterKey, Host, HostObservation, PodObservation } from "./host.ts";

/** What became of asking one pod. A pod that does not answer is neither assigned nor unassigned. */
export type NodeReport =
  | { readonly kind: "answered"; readonly status: NodeStatus }
  | { readonly kind: "unreachable"; readonly reason: string };

export interface ObservedPod {
  readonly pod: PodObservation;
  readonly report: NodeReport;
}

/** Everything that a plan is made from. */
export interface ClusterObservation
  extends Pick<HostObservation, "cluster" | "workload" | "volumes"> {
  /** By ordinal, ascending. */
  readonly pods: readonly ObservedPod[];
}

export interface ObserveOptions {
  readonly deadlineMs: number;
  /** Pods asked at the same time. */
  readonly concurrencyMax: number;
}

/**
 * Reads the host live and asks every running pod what it is; null where the resource does not exist. A node's failure to answer is a fact of the observation.
 *
 * @throws HostError when the host cannot be read.
 */
export async function observe(
  options: ObserveOptions,
  dependencies: { readonly host: Host; readonly admin: AdminApi },
  request: { readonly key: ClusterKey; readonly signal: AbortSignal },
): Promise<ClusterObservation | null> {
  const { host, admin } = dependencies;
  const { signal } = request;
  const seen = await host.observe(request.key, signal);
  if (seen === null) {
    return null;
  }
  const { cluster, workload, volumes } = seen;
  const sorted = [...seen.pods].sort((left, right) => left.ordinal - right.ordinal);
  const deleting = cluster.metadata.deletionTimestamp !== undefined;
  const dialled = deleting ? [] : sorted.filter((pod) => pod.running && !pod.terminating);
  const token = dialled.length === 0 ? null : await host.adminToken(cluster, signal);
  const reports = new Map<string, NodeReport>();
  const waiting = [...dialled];
  const ask = async (): Promise<void> => {
    for (let pod = waiting.shift(); pod !== undefined; pod = waiting.shift()) {
      reports.set(pod.uid, await askPod(admin, pod, { token, ...options, signal }));
    }
  };
  await Promise.all(Array.from({ length: options.concurrencyMax }, ask));
  const pods = sorted.map((pod) => ({ pod, report: reports.get(pod.uid) ?? notDialled(pod) }));
  return { cluster, workload, volumes, pods };
}

async function askPod(
  admin: AdminApi,
  pod: PodObservation,
  options: {
    readonly token: string | null;
    readonly deadlineMs: number;
    readonly signal: AbortSignal;
  },
): Promise<NodeReport> {
  const { token, deadlineMs, signal } = options;
  if (token === null) {
    return { kind: "unreachable", reason: "the admin token does not exist yet" };
  }
  try {
    const status = await admin.status({ address: pod.adminAddress, token }, { deadlineMs, signal });
    return { kind: "answered", status };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof AdminError) {
      return { kind: "unreachable", reason: describe(error) };
    }
    throw error;
  }
}

/** Without what changes from try to try: the text stands in conditions, and a changed condition is a write. */
function describe(error: AdminError): string {
  switch (error.detail.code) {
    case "UNREACHABLE":
      return "its admin port does not answer";
    case "UNAUTHENTICATED":
      return "its admin port refuses the cluster's token";
    case "REFUSED":
      return "its admin port refuses to report a status";
    case "INVALID_ANSWER":
      return error.message;
    default:
      return assertNever(error.detail);
  }
}

function notDialled(pod: PodObservation): NodeReport {
  if (pod.terminating) {
    return { kind: "unreachable", reason: "it is being stopped" };
  }
  return { kind: "unreachable", reason: pod.problem ?? "it has not started yet" };
}
