import { isDeepStrictEqual } from "node:util";
import type { Condition, OperationStatus, RaftClusterStatus } from "./api-types.ts";
import { bootstrapConfirmed, computeConditions } from "./conditions.ts";
import type { ConditionFacts } from "./conditions.ts";
import { selectorText } from "./resources/names.ts";

/**
 * The whole status that these facts ask for. Decisions that cannot be observed again (clusterID, nextNodeID, image, an operation in flight) are carried over; everything
 * else is computed anew. Pure.
 */
export function computeStatus(
  facts: ConditionFacts,
  context: { readonly nowMs: number; readonly image: string },
): RaftClusterStatus {
  const { observation, assessment } = facts;
  const { cluster, pods } = observation;
  const before = cluster.status ?? {};
  const operation = operationOf(facts);
  const { joinTimeout } = before;
  const { leader, members, quorum } = assessment;
  const conditions = computeConditions(facts, context.nowMs);
  return {
    observedGeneration: cluster.metadata.generation,
    phase: phaseOf(facts, conditions),
    replicas: pods.length,
    readyReplicas: pods.filter(({ pod }) => pod.ready && !pod.terminating).length,
    selector: selectorText(cluster.metadata.name),
    image: context.image,
    ...(before.clusterID === undefined ? {} : { clusterID: before.clusterID }),
    ...(before.nextNodeID === undefined ? {} : { nextNodeID: before.nextNodeID }),
    ...(leader === null
      ? {}
      : {
          leader: {
            nodeID: String(leader.node.nodeId),
            podName: leader.pod.name,
            term: String(leader.node.term),
          },
        }),
    members,
    quorum,
    ...(operation === null ? {} : { operation }),
    ...(joinTimeout?.generation === cluster.metadata.generation ? { joinTimeout } : {}),
    conditions,
  };
}

/** The operation in flight with its present phase; null where there is none, or none any more. */
function operationOf({
  observation,
  assessment,
  membership,
}: ConditionFacts): OperationStatus | null {
  const { operation } = observation.cluster.status ?? {};
  if (operation === undefined) {
    return null;
  }
  if (operation.type === "Bootstrap") {
    return bootstrapConfirmed(assessment) ? null : operation;
  }
  const phase = "phase" in membership ? membership.phase : null;
  return phase === null ? operation : { ...operation, phase };
}

function phaseOf(
  facts: ConditionFacts,
  conditions: readonly Condition[],
): NonNullable<RaftClusterStatus["phase"]> {
  const { cluster, workload } = facts.observation;
  const isTrue = (type: Condition["type"]): boolean =>
    conditions.some((condition) => condition.type === type && condition.status === "True");
  if (cluster.metadata.deletionTimestamp !== undefined) {
    return "Deleting";
  }
  if (isTrue("Degraded")) {
    return "Degraded";
  }
  if (!isTrue("Initialized")) {
    return workload === null ? "Pending" : "Bootstrapping";
  }
  const { kind } = facts.membership;
  return kind === "act" || kind === "wait" ? "Scaling" : "Running";
}

/** Whether writing `next` would tell anybody anything new; a status write that does not is a write loop. */
export function differsMaterially(
  before: RaftClusterStatus | undefined,
  next: RaftClusterStatus,
): boolean {
  return before === undefined || !isDeepStrictEqual(comparable(before), comparable(next));
}

/** Without undefined members and without transition times, which follow from the rest. */
function comparable(status: RaftClusterStatus): unknown {
  const { conditions = [], ...rest } = status;
  const told = conditions.map(({ lastTransitionTime: _time, ...condition }) => condition);
  const plain: unknown = JSON.parse(JSON.stringify({ ...rest, conditions: told }));
  return plain;
}
