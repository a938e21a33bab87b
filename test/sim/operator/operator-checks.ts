import type { RaftCluster, RaftClusterStatus } from "../../../src/operator/api-types.ts";
import type { ConfState } from "../../../src/raft/index.ts";
import type { ApplyOperations } from "../../../src/storage/types.ts";
import type { Check } from "../checks/check.ts";
import type { Life } from "../node.ts";
import type { Simulation } from "../simulation.ts";
import type { ApiServer } from "./api-server.ts";
import { type StoredClaim, type StoredPod, templateOf } from "./api-state.ts";

interface Assigned {
  readonly clusterId: string;
  readonly nodeId: number;
  readonly storeId: string;
}

/**
 * What an operator must never do, found when it does it. `one-bootstrap`: of one resource and its volumes only one cluster is ever made. `id-one-store`: no two
 * stores have one id. `member-volume-kept`: no claim of a member is deleted. `scaling-spares-members`: no pod of a member is scaled away. `restart-by-spec-only`: no pod
 * is replaced but for a change of the spec. `roll-keeps-quorum`: rolling never takes the majority away. `retained-volume-kept`: what the policy keeps is not deleted.
 * `reserved-ids-kept`: what was reserved in a status stays reserved. `replaced-in-one-change`: a lost voter leaves in the change that brings its successor. `membership-keeps-quorum`: a majority of the new voters has its volumes.
 */
export class OperatorChecks implements Check {
  readonly #simulation: Simulation;
  readonly #api: ApiServer;
  #bootstrapped: string | null = null;
  /** Ordinals whose pods operators have deleted: which pod that was, and which life of which operator did it. */
  readonly #rolled = new Map<number, { readonly uid: string; readonly by: string }>();
  readonly #formerVoters = new Set<number>();
  #scaledBy = "nobody";

  constructor(dependencies: { readonly simulation: Simulation; readonly api: ApiServer }) {
    this.#simulation = dependencies.simulation;
    this.#api = dependencies.api;
  }

  /** There is a cluster before any operator. */
  exists(voters: readonly number[]): void {
    this.#bootstrapped = "the cluster that was there";
    for (const voter of voters) {
      this.#formerVoters.add(voter);
    }
  }

  assigning(request: Assigned, by: "bootstrap" | "join"): void {
    const { clusterId, nodeId, storeId } = request;
    const text = `node ${nodeId} of ${clusterId} on ${storeId}`;
    if (by === "bootstrap") {
      this.#bootstrapped ??= text;
      if (this.#bootstrapped !== text) {
        this.#violate("one-bootstrap", `${text} is bootstrapped after ${this.#bootstrapped}`);
      }
    }
    const other = this.#simulation.processes.find(
      ({ volume }) =>
        volume.identity.kind === "assigned" &&
        volume.identity.nodeId === nodeId &&
        volume.storeId !== storeId,
    );
    if (other !== undefined) {
      this.#violate("id-one-store", `${text} has the id of store ${other.volume.storeId}`);
    }
  }

  /** The size of the StatefulSet is being changed. */
  scaling(change: { readonly from: number; readonly to: number; readonly by: string }): void {
    this.#scaledBy = change.by;
  }

  /** The StatefulSet controller ends a pod beyond the size. */
  scaledAway(pod: StoredPod): void {
    const { cluster, set } = this.#api.state;
    const nodeId = this.#memberAt(pod.ordinal);
    const isWanted = cluster !== null && cluster.metadata.deletionTimestamp === undefined;
    if (nodeId !== null && isWanted && set !== null && this.#scaledBy !== "user") {
      this.#violate(
        "scaling-spares-members",
        `${this.#scaledBy} scaled ${pod.name} away, where member ${nodeId} is`,
      );
    }
  }

  deletingClaim(claim: StoredClaim, seen: RaftCluster): void {
    const member = this.#memberAt(claim.ordinal);
    if (member !== null) {
      this.#violate(
        "member-volume-kept",
        `an operator deletes ${claim.name}, the volume of member ${member}`,
      );
    }
    const { nodeId } = this.#simulation.process(claim.ordinal);
    const { whenScaled } = seen.spec.storage.retentionPolicy;
    if (nodeId !== null && this.#formerVoters.has(nodeId) && whenScaled === "Retain") {
      this.#violate(
        "retained-volume-kept",
        `an operator deletes ${claim.name}, which the spec tells it to keep`,
      );
    }
  }

  /** Of the resource that was seen, and with the present status as the server has it. */
  writingStatus(before: RaftClusterStatus | undefined, after: RaftClusterStatus): void {
    const isSame = before?.clusterID === after.clusterID;
    if (isSame && Number(after.nextNodeID ?? 0) < Number(before?.nextNodeID ?? 0)) {
      this.#violate(
        "reserved-ids-kept",
        `status.nextNodeID goes back from ${before?.nextNodeID} to ${after.nextNodeID}`,
      );
    }
  }

  /** Of two operators at once each sees what the other does a moment late: then only the budget of disruptions protects the majority, which is asked for nothing here. */
  deletingPod(pod: StoredPod, seen: RaftCluster, by: string): void {
    const { set } = this.#api.state;
    const image = seen.spec.image ?? seen.status?.image ?? set?.image ?? "";
    if (pod.template === templateOf(seen, image)) {
      this.#violate(
        "restart-by-spec-only",
        `${by} deletes ${pod.name}, which runs what the spec asks for`,
      );
    }
    // One that is not ready, or does not run, serves nobody: the plan lets it go at once, for its new template may be what it waits for.
    if (pod.isReady && this.#simulation.process(pod.ordinal).life !== null) {
      this.#rolled.set(pod.ordinal, { uid: pod.uid, by });
    }
    const { voters } = this.#simulation.configurations.latest.confState;
    const taken = voters.filter((voter) => {
      const place = this.#simulation.processOf(voter)?.place ?? -1;
      const stored = this.#api.state.pods.get(place);
      const rolled = this.#rolled.get(place);
      return (
        rolled?.by === by &&
        (stored === undefined || stored.uid === rolled.uid || stored.phase === "pending")
      );
    });
    // Of two voters none can be spared, and one has to go all the same; then the other one serves nobody.
    const isMajority = (count: number): boolean => count > voters.length / 2;
    const left = voters.length - taken.length;
    if (isMajority(left + 1) && !isMajority(left) && taken.length > 1) {
      this.#violate(
        "roll-keeps-quorum",
        `${by} has deleted the pods of ${taken.length} of ${voters.length} voters: ${taken.join(", ")}`,
      );
    }
  }

  applied(life: Life, { confState }: ApplyOperations): void {
    if (confState === null) {
      return;
    }
    const { voters } = confState;
    for (const voter of voters) {
      this.#formerVoters.add(voter);
    }
    this.#checkReplacement(confState);
    const intact = voters.filter((voter) => this.#simulation.processOf(voter) !== null);
    const isLatest = this.#simulation.configurations.latest.confState === confState;
    if (isLatest && intact.length <= voters.length / 2) {
      this.#violate(
        "membership-keeps-quorum",
        `node ${life.nodeId} went to voters ${voters.join(", ")}, of which only ${intact.join(", ")} have their volumes`,
      );
    }
  }

  /** The successor votes only once the lost one does not. */
  #checkReplacement({ voters, votersOutgoing }: ConfState): void {
    const operation = this.#api.state.cluster?.status?.operation;
    if (operation?.type !== "ReplaceMember" || votersOutgoing.length > 0) {
      return;
    }
    const { nodeID, replacesNodeID } = operation;
    if (voters.includes(Number(nodeID)) && voters.includes(Number(replacesNodeID))) {
      this.#violate(
        "replaced-in-one-change",
        `node ${nodeID} votes beside node ${replacesNodeID}, which it replaces`,
      );
    }
  }

  /** The member of the latest configuration whose volume is at this place. */
  #memberAt(place: number): number | null {
    const { nodeId } = this.#simulation.process(place);
    const { voters, learners, votersOutgoing } = this.#simulation.configurations.latest.confState;
    return nodeId !== null && [...voters, ...votersOutgoing, ...learners].includes(nodeId)
      ? nodeId
      : null;
  }

  #violate(check: string, sentence: string): void {
    this.#simulation.world.violate(check, sentence);
  }
}
