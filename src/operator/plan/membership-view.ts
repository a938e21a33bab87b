import type {
  JoinTimeoutStatus,
  MemberStatus,
  MembershipOperation,
  OperationPhase,
  RaftClusterSpec,
} from "../api-types.ts";
import type { AssignedNodeStatus, NodeMember, NodeStatus } from "../admin-client.ts";
import { isHealthy } from "../assess.ts";
import type { Assessment } from "../assess.ts";
import type { ClusterEvent, PodObservation, VolumeObservation } from "../host.ts";
import { assignedPods } from "../identity.ts";
import type { AssignedPod } from "../identity.ts";
import type { ClusterObservation, ObservedPod } from "../observe.ts";
import { overduePodSentence } from "../overdue-pod.ts";
import { podName } from "../resources/names.ts";
import { blockedBy, waitIn } from "./decision.ts";
import type { MembershipDecision } from "./decision.ts";
import type { NodeTarget } from "./step.ts";

export interface ViewMember extends MemberStatus {
  readonly node: NodeMember;
  readonly isHealthy: boolean;
}

/** A leader has a configuration: the one that every change is fenced by. */
export type LeadingNodeStatus = AssignedNodeStatus & { readonly configurationIndex: number };

export interface MembershipViewFacts {
  readonly observation: ClusterObservation;
  readonly assessment: Assessment;
  readonly nowMs: number;
}

/** What members are planned from: the leader's committed configuration, the pods, and the change in flight. */
export class MembershipView {
  readonly nowMs: number;
  readonly spec: RaftClusterSpec;
  readonly generation: number;
  readonly operation: MembershipOperation | null;
  readonly joinTimeout: JoinTimeoutStatus | null;
  readonly leader: LeadingNodeStatus;
  readonly leaderTarget: NodeTarget;
  readonly members: readonly ViewMember[];
  readonly voters: readonly ViewMember[];
  readonly learners: readonly ViewMember[];
  readonly volumes: readonly VolumeObservation[];
  readonly #clusterName: string;
  readonly #pods: readonly ObservedPod[];
  readonly #assigned: readonly AssignedPod[];
  readonly #reservedNodeId: number;
  readonly #whereToAsk: string | null;

  private constructor(
    facts: MembershipViewFacts,
    leader: AssignedPod & { readonly node: LeadingNodeStatus },
  ) {
    const { cluster, pods, volumes } = facts.observation;
    const { status = {} } = cluster;
    this.nowMs = facts.nowMs;
    this.spec = cluster.spec;
    this.generation = cluster.metadata.generation;
    this.operation =
      status.operation === undefined || status.operation.type === "Bootstrap"
        ? null
        : status.operation;
    this.joinTimeout = status.joinTimeout ?? null;
    this.leader = leader.node;
    this.leaderTarget = { podName: leader.pod.name, adminAddress: leader.pod.adminAddress };
    this.volumes = volumes;
    this.#clusterName = cluster.metadata.name;
    this.#whereToAsk = facts.observation.workload?.whereToAsk ?? null;
    this.#pods = pods;
    this.#assigned = assignedPods(facts.observation);
    this.#reservedNodeId = Number(status.nextNodeID ?? 1) - 1;
    this.members = facts.assessment.members.flatMap((member): readonly ViewMember[] => {
      const node = leader.node.members.find(({ nodeId }) => String(nodeId) === member.nodeID);
      return node === undefined
        ? []
        : [{ ...member, node, isHealthy: isHealthy(member, leader, this.#assigned) }];
    });
    this.voters = this.members.filter(({ role }) => role === "Voter");
    this.learners = this.members.filter(({ role }) => role === "Learner");
  }

  /** Null where no change of members may be thought of: no cluster yet, a wrong volume, nobody who has a configuration leads. */
  static of(facts: MembershipViewFacts): MembershipView | null {
    const { identity, leader } = facts.assessment;
    const { status } = facts.observation.cluster;
    if (
      identity.kind !== "established" ||
      leader === null ||
      status?.clusterID === undefined ||
      status.operation?.type === "Bootstrap"
    ) {
      return null;
    }
    const { configurationIndex } = leader.node;
    return configurationIndex === null
      ? null
      : new MembershipView(facts, { ...leader, node: { ...leader.node, configurationIndex } });
  }

  get target(): number {
    return this.spec.replicas;
  }

  get unhealthyVoters(): readonly ViewMember[] {
    return this.voters.filter((voter) => !voter.isHealthy);
  }

  /** Everything that any node has seen or status has reserved lies at or below it. */
  get highestNodeId(): number {
    const reported = this.#assigned.flatMap(({ node }) => [node.nodeId, node.highestNodeId]);
    return Math.max(this.#reservedNodeId, this.leader.highestNodeId, ...reported);
  }

  get highestOrdinal(): number {
    return Math.max(-1, ...this.members.map(({ ordinal }) => ordinal));
  }

  memberOf(nodeID: string): ViewMember | null {
    return this.members.find((member) => member.nodeID === nodeID) ?? null;
  }

  podAt(ordinal: number): ObservedPod | null {
    return this.#pods.find(({ pod }) => pod.ordinal === ordinal) ?? null;
  }

  /** The pod that answers as this member; null where none does. */
  podOf(member: ViewMember): PodObservation | null {
    return this.#assigned.find(({ node }) => isSelf(node, member))?.pod ?? null;
  }

  podNameAt(ordinal: number): string {
    return podName(this.#clusterName, ordinal);
  }

  volumeAt(ordinal: number): VolumeObservation | null {
    return this.volumes.find((volume) => volume.ordinal === ordinal) ?? null;
  }

  /** What the node at this ordinal says it is; null where none answers. */
  nodeAt(ordinal: number): NodeStatus | null {
    const seen = this.podAt(ordinal);
    return seen?.report.kind === "answered" && !seen.pod.terminating ? seen.report.status : null;
  }

  silenceAt(ordinal: number): string {
    return `waiting for ${this.podNameAt(ordinal)} (${this.whySilentAt(ordinal)})`;
  }

  /** Why nothing is heard from this ordinal, for people, as far as the host or the pod knows. */
  whySilentAt(ordinal: number): string {
    const seen = this.podAt(ordinal);
    const problem = this.volumeAt(ordinal)?.problem ?? null;
    if (seen === null) {
      return problem ?? "it does not exist yet";
    }
    const { pod, report } = seen;
    if (report.kind === "answered") {
      return "it runs, but it and the leader hear nothing from each other";
    }
    const reason = overduePodSentence(pod, this.nowMs) ?? report.reason;
    return problem === null || pod.running ? reason : `${reason}; ${problem}`;
  }

  /** The same once it has been waited for long enough. */
  whyMissingAt(ordinal: number): string {
    const isMade = this.podAt(ordinal) !== null;
    return isMade || this.#whereToAsk === null
      ? this.whySilentAt(ordinal)
      : `it was never made; ${this.#whereToAsk} tells why`;
  }

  /** To be asked only while there is a pod at the ordinal: its volume and its place are nobody else's before it is gone, not only terminating. */
  untilGone(
    ordinal: number,
    waiting: { readonly phase: OperationPhase | null; readonly message: string },
  ): MembershipDecision {
    const { phase, message } = waiting;
    const pod = this.podAt(ordinal)?.pod;
    const overdue = pod === undefined ? null : overduePodSentence(pod, this.nowMs);
    return overdue === null
      ? waitIn(phase, message)
      : blockedBy("PodStuckTerminating", `${message}; ${overdue}`, phase);
  }

  /** Whether the leader or the member itself says that they talk to each other. */
  isHeardFrom(member: ViewMember): boolean {
    const { recentlyActive, receivingSnapshot } = member.node;
    return (
      recentlyActive ||
      receivingSnapshot ||
      this.#assigned.some(
        ({ node }) => isSelf(node, member) && node.leaderId === this.leader.nodeId,
      )
    );
  }

  hasCaughtUp({ node }: ViewMember): boolean {
    return (
      node.matchIndex > 0 &&
      !node.receivingSnapshot &&
      this.leader.commitIndex - node.matchIndex <= this.spec.membership.promotionMaxLagEntries
    );
  }

  /** The volume at the member's ordinal is known to be another one than its own. */
  hasLostVolume(member: ViewMember): boolean {
    const found = this.nodeAt(member.ordinal);
    if (found === null || this.podOf(member) !== null) {
      return false;
    }
    const sitsThere = found.state === "Assigned" ? this.memberOf(String(found.nodeId)) : null;
    // Another voter on a foreign ordinal is a mix-up of volumes, not a loss.
    return sitsThere === null || sitsThere.role === "Learner";
  }

  hasPassedSince(startedAt: string, timeoutMs: number): boolean {
    return this.nowMs - Date.parse(startedAt) >= timeoutMs;
  }
}

function isSelf(node: AssignedNodeStatus, member: MemberStatus): boolean {
  return String(node.nodeId) === member.nodeID && node.storeId === member.storeID;
}

export function majorityOf(voters: number): number {
  return Math.floor(voters / 2) + 1;
}

export function namesOf(members: readonly ViewMember[]): string {
  return members.map(({ podName: name, nodeID }) => `${name} (node ${nodeID})`).join(", ");
}

export function normalEvent(reason: string, message: string): ClusterEvent {
  return { type: "Normal", reason, action: "Scale", message };
}
