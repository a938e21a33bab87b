import type {
  AddLearnerNodeCall,
  AddNodeCall,
  BootstrapCall,
  JoinCall,
  RemoveNodeCall,
  TransferLeadershipCall,
} from "../admin-client.ts";
import type { MembershipOperation, RaftClusterStatus } from "../api-types.ts";
import type { ClusterEvent } from "../host.ts";

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
  | "Scaling"
  | "StepFailed";

/** What everything that the workload consists of is made from. */
export interface WorkloadTarget {
  readonly size: number;
  readonly image: string;
  /** Pods that a drain must leave; see `minAvailable`. */
  readonly minAvailable: number;
}

/** A pod's node, as a call reaches it. */
export interface NodeTarget {
  readonly podName: string;
  readonly adminAddress: string;
}

interface StatusStep {
  readonly status: RaftClusterStatus;
  readonly events: readonly ClusterEvent[];
}

/** Calls to the leader, fenced by the configuration that they were planned on. */
export type LeaderStep =
  | {
      readonly kind: "addLearnerNode";
      readonly leader: NodeTarget;
      readonly call: AddLearnerNodeCall;
      readonly event: ClusterEvent;
    }
  | {
      readonly kind: "addNode";
      readonly leader: NodeTarget;
      readonly call: AddNodeCall;
      readonly event: ClusterEvent;
    }
  | {
      readonly kind: "removeNode";
      readonly leader: NodeTarget;
      readonly call: RemoveNodeCall;
      readonly event: ClusterEvent;
    }
  | {
      readonly kind: "transferLeadership";
      readonly leader: NodeTarget;
      readonly call: TransferLeadershipCall;
      readonly event: ClusterEvent;
    };

export type JoinStep = {
  readonly kind: "join";
  readonly node: NodeTarget;
  readonly call: JoinCall;
};

export type DeleteVolumeStep = {
  readonly kind: "deleteVolume";
  readonly ordinal: number;
  readonly uid: string;
  readonly name: string;
  /** Why, for the event. */
  readonly because: string;
};

/** What to do next: exactly one thing, each idempotent or guarded by a version, so that an operator may die before, during or after it. */
export type Step =
  | { readonly kind: "addFinalizer" }
  | {
      readonly kind: "ensure";
      readonly workload: WorkloadTarget;
      /** The size that was seen; where it is another by now, somebody else is at work. */
      readonly observedSize: number | null;
    }
  /** Writes the identity of the first member before anybody uses it. */
  | ({ readonly kind: "reserveBootstrap" } & StatusStep)
  | {
      readonly kind: "bootstrap";
      readonly ordinal: number;
      readonly podName: string;
      readonly adminAddress: string;
      readonly call: BootstrapCall;
    }
  /** Takes over a cluster that lives on the volumes. */
  | ({ readonly kind: "adopt" } & StatusStep)
  /** Write the change of members to come, its new id included, before anything of it is done. */
  | ({ readonly kind: "reserveAddition" } & StatusStep)
  | ({ readonly kind: "reserveRemoval" } & StatusStep)
  | ({ readonly kind: "reserveReplacement" } & StatusStep)
  /** Writes what was learned about the pod of the change in flight. */
  | ({ readonly kind: "amendOperation" } & StatusStep)
  /** The change in flight is done, or undone. */
  | ({ readonly kind: "endOperation" } & StatusStep)
  | JoinStep
  | LeaderStep
  | {
      readonly kind: "deletePod";
      readonly ordinal: number;
      readonly uid: string;
      readonly podName: string;
      /** Before a leader's pod is deleted: tried once, for the node also hands over when it is told to stop. */
      readonly handOver: Extract<LeaderStep, { kind: "transferLeadership" }> | null;
    }
  | { readonly kind: "deleteWorkload" }
  | DeleteVolumeStep
  | { readonly kind: "removeFinalizer" }
  /** Ends the pass. */
  | ({ readonly kind: "writeStatus"; readonly requeueAfterMs: number | null } & StatusStep)
  /** Ends the pass. */
  | {
      readonly kind: "wait";
      readonly requeueAfterMs: number | null;
      readonly reason: WaitReason;
    };

export type StepKind = Step["kind"];

/** Steps that are calls to the leader. */
export const LEADER_STEPS: ReadonlySet<StepKind> = new Set<LeaderStep["kind"]>([
  "addLearnerNode",
  "addNode",
  "removeNode",
  "transferLeadership",
]);

/** What the planning of members asks for, before it is put into a status. */
export type MembershipIntent =
  | {
      readonly kind: "reserve";
      readonly operation: MembershipOperation;
      /** The highest id that is in use or reserved, this operation's included. */
      readonly highestNodeId: number;
      readonly event: ClusterEvent;
    }
  | { readonly kind: "amend"; readonly operation: MembershipOperation }
  | {
      readonly kind: "end";
      readonly event: ClusterEvent;
      /** Why the new member was given up, where it never came; null for every other end. */
      readonly joinTimeout: string | null;
    }
  | JoinStep
  | LeaderStep
  | DeleteVolumeStep;
