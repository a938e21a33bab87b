import { AdminError } from "../../../../src/operator/admin-client.ts";
import type {
  AddLearnerNodeCall,
  AddNodeCall,
  NodeMember,
  RemoveNodeCall,
} from "../../../../src/operator/admin-client.ts";

export interface FakeMember {
  nodeId: number;
  storeId: string;
  address: string;
  role: "Voter" | "Learner";
  matchIndex: number;
}

const COMMIT_INDEX = 1000;

/** One Raft cluster without a log: who is a member, who leads, and the rules of the leader's admin port. */
export class FakeRaft {
  readonly clusterId: string;
  readonly members: Map<number, FakeMember> = new Map();
  readonly commitIndex: number = COMMIT_INDEX;
  configurationIndex = 1;
  highestNodeId = 0;
  term = 1;
  leaderId: number | null = null;
  /** Learners get what they lack as soon as anybody looks. */
  catchesUp = true;
  /** Another term than the cluster's, by a node's own word. */
  termOf: ((nodeId: number) => number) | null = null;
  refusesTransfer = false;
  refusesLearners = false;
  /** Every change that came into force, in words. */
  readonly changes: string[] = [];
  /** What must never be, found as it happens. */
  readonly violations: string[] = [];
  readonly #everMembers = new Set<number>();
  readonly #isUp: (member: FakeMember) => boolean;

  constructor(clusterId: string, dependencies: { isUp: (member: FakeMember) => boolean }) {
    this.clusterId = clusterId;
    this.#isUp = dependencies.isUp;
  }

  get voters(): FakeMember[] {
    return [...this.members.values()].filter(({ role }) => role === "Voter");
  }

  get learners(): FakeMember[] {
    return [...this.members.values()].filter(({ role }) => role === "Learner");
  }

  get hasQuorum(): boolean {
    return isMajority(this.voters.filter(this.#isUp).length, this.voters.length);
  }

  /** A voter from the beginning, as on a retained volume. */
  seed(member: Omit<FakeMember, "role" | "matchIndex">): void {
    this.members.set(member.nodeId, { ...member, role: "Voter", matchIndex: COMMIT_INDEX });
    this.#everMembers.add(member.nodeId);
    this.highestNodeId = Math.max(this.highestNodeId, member.nodeId);
  }

  /** Elects and replicates; called before anybody is answered. */
  settle(canLead: (member: FakeMember) => boolean): void {
    const up = this.voters.filter((member) => this.#isUp(member) && canLead(member));
    if (!this.hasQuorum || up.length === 0) {
      this.leaderId = null;
    } else if (!up.some(({ nodeId }) => nodeId === this.leaderId)) {
      this.leaderId = Math.min(...up.map(({ nodeId }) => nodeId));
      this.term += 1;
    }
    if (this.leaderId !== null) {
      for (const member of this.members.values()) {
        if (this.#isUp(member) && (member.role === "Voter" || this.catchesUp)) {
          member.matchIndex = COMMIT_INDEX;
        }
      }
    }
  }

  describe(): NodeMember[] {
    return [...this.members.values()].map((member) => ({
      ...member,
      recentlyActive: this.#isUp(member),
      receivingSnapshot: false,
    }));
  }

  addLearnerNode(call: AddLearnerNodeCall): void {
    const { nodeId, storeId, peerAddress } = call;
    const present = this.members.get(nodeId);
    if (present?.storeId === storeId) {
      if (present.address !== peerAddress) {
        this.#fence(call.configurationIndex);
        present.address = peerAddress;
        this.#changed(`address ${peerAddress}`);
      }
      return;
    }
    this.#fence(call.configurationIndex);
    if (this.refusesLearners) {
      throw refused("no learner is taken in now");
    }
    if (nodeId <= this.highestNodeId) {
      throw refused(`id ${nodeId} was used before`);
    }
    if (this.learners.length > 0) {
      this.violations.push(`learner ${nodeId} beside learner ${this.learners[0]?.nodeId ?? 0}`);
    }
    if (this.#everMembers.has(nodeId)) {
      this.violations.push(`node ${nodeId} is a member for the second time`);
    }
    this.#everMembers.add(nodeId);
    this.highestNodeId = nodeId;
    this.members.set(nodeId, {
      nodeId,
      storeId,
      address: peerAddress,
      role: "Learner",
      matchIndex: 0,
    });
    this.#changed(`learner ${nodeId}`);
  }

  addNode({ configurationIndex, nodeId, replacesNodeId }: AddNodeCall): void {
    const member = this.members.get(nodeId);
    const isGone = replacesNodeId === null || !this.members.has(replacesNodeId);
    if (member?.role === "Voter" && isGone) {
      return;
    }
    this.#fence(configurationIndex);
    if (member === undefined || member.matchIndex < COMMIT_INDEX) {
      throw refused(`learner ${nodeId} lags`);
    }
    const next = [...this.voters.filter((voter) => voter.nodeId !== replacesNodeId), member];
    this.#requireQuorum(next);
    member.role = "Voter";
    if (replacesNodeId !== null) {
      this.members.delete(replacesNodeId);
    }
    this.#changed(
      replacesNodeId === null ? `voter ${nodeId}` : `voter ${nodeId} for ${replacesNodeId}`,
    );
  }

  removeNode({ configurationIndex, nodeId }: RemoveNodeCall): void {
    if (!this.members.has(nodeId) && nodeId <= this.highestNodeId) {
      return;
    }
    this.#fence(configurationIndex);
    this.#requireQuorum(this.voters.filter((voter) => voter.nodeId !== nodeId));
    const role = this.members.get(nodeId)?.role ?? "?";
    this.members.delete(nodeId);
    if (this.leaderId === nodeId) {
      this.leaderId = null;
      this.changes.push(`leader ${nodeId} removed itself`);
    }
    this.#changed(`removed ${role} ${nodeId}`);
  }

  transferLeadership({ nodeId }: { readonly nodeId: number }): void {
    const member = this.members.get(nodeId);
    if (member?.role !== "Voter" || !this.#isUp(member) || this.refusesTransfer) {
      throw refused(`node ${nodeId} cannot lead`);
    }
    if (this.leaderId !== nodeId) {
      this.leaderId = nodeId;
      this.term += 1;
    }
  }

  #fence(configurationIndex: number): void {
    if (configurationIndex !== this.configurationIndex) {
      throw refused(`the configuration is that of ${this.configurationIndex}`);
    }
  }

  #requireQuorum(voters: readonly FakeMember[]): void {
    if (!isMajority(voters.filter(this.#isUp).length, voters.length)) {
      throw refused("no quorum would be heard from");
    }
  }

  #changed(what: string): void {
    this.configurationIndex += 1;
    this.changes.push(what);
  }
}

function isMajority(count: number, of: number): boolean {
  return of > 0 && count >= Math.floor(of / 2) + 1;
}

export function refused(message: string): AdminError {
  return new AdminError(message, { code: "REFUSED", address: "fake", grpcCode: 9 });
}
