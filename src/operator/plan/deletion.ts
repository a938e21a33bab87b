import { FINALIZER } from "../api-types.ts";
import type { ClusterObservation } from "../observe.ts";
import type { Step } from "./step.ts";

/** The next step of a deletion, or what it waits for. Asks nothing of the cluster's nodes: a namespace with a dead cluster in it must be deletable. */
export function planDeletion(observation: ClusterObservation): Step | "Deleting" | "NotOurs" {
  const { cluster, workload, pods, volumes } = observation;
  if (cluster.metadata.finalizers?.includes(FINALIZER) !== true) {
    return "NotOurs";
  }
  if (workload !== null || pods.some(({ pod }) => !pod.terminating)) {
    return { kind: "deleteWorkload" };
  }
  if (pods.length > 0) {
    return "Deleting";
  }
  if (cluster.spec.storage.retentionPolicy.whenDeleted === "Delete" && volumes.length > 0) {
    const volume = volumes.find(({ terminating }) => !terminating);
    return volume === undefined
      ? "Deleting"
      : {
          kind: "deleteVolume",
          ordinal: volume.ordinal,
          uid: volume.uid,
          name: volume.name,
          because: "storage.retentionPolicy.whenDeleted is Delete",
        };
  }
  return { kind: "removeFinalizer" };
}
