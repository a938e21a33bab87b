import { raft } from "../../src/gen/proto.js";
import type { ChaosCluster, NodeStatus } from "./members.ts";
import { ChaosViolation } from "./violation.ts";

const LAG_ENTRIES_MAX = 1000;
const CHANGE_TIMEOUT_MS = 5000;

export interface MembershipKeeperResult {
  readonly added: number;
  readonly removed: number;
  readonly replaced: number;
}

/**
 * Does by hand what the operator does: brings every place that has no member into the cluster, and takes members out whose volume is gone. Each step is one
 * call on what was just read; nothing is remembered between two of them, and an unknown outcome is read back.
 */
export class MembershipKeeper {
  readonly #cluster: ChaosCluster;
  /** Node ids that were given out, by place and volume: an id is used for one volume and never again. */
  readonly #reserved = new Map<string, number>();
  #highestReserved = 1;
  #added = 0;
  #removed = 0;
  #replaced = 0;

  constructor(dependencies: { readonly cluster: ChaosCluster }) {
    this.#cluster = dependencies.cluster;
    this.#reserved.set(volumeKey(0, this.#cluster), 1);
  }

  get result(): MembershipKeeperResult {
    return { added: this.#added, removed: this.#removed, replaced: this.#replaced };
  }

  /** True when every place is a voter and nobody else is a member. */
  async step(): Promise<boolean> {
    const leader = await this.#cluster.findLeader();
    if (leader === null) {
      return false;
    }
    const { status } = leader;
    const statuses = await this.#cluster.statuses();
    for (const place of this.#cluster.places) {
      const node = statuses.get(place);
      if (node === undefined || isMember(status, node)) {
        continue;
      }
      await this.#bringIn(leader.place, { place, node, leader: status });
      return false;
    }
    const learner = status.members.find((member) => member.learner);
    if (learner !== undefined) {
      await this.#promote(leader.place, { learner, leader: status, statuses });
      return false;
    }
    const lost = status.members.find((member) => !this.#hasVolume(member.nodeId ?? 0));
    if (lost !== undefined && !mayBeReplaced(lost)) {
      await this.#remove(leader.place, { nodeId: lost.nodeId ?? 0, leader: status });
      return false;
    }
    return status.members.length === this.#cluster.places.length;
  }

  async #bringIn(
    at: number,
    facts: { readonly place: number; readonly node: NodeStatus; readonly leader: NodeStatus },
  ): Promise<void> {
    const { place, node, leader } = facts;
    const key = volumeKey(place, this.#cluster);
    let nodeId = this.#reserved.get(key);
    if (nodeId === undefined) {
      nodeId = Math.max(this.#highestReserved, leader.highestNodeId) + 1;
      this.#highestReserved = nodeId;
      this.#reserved.set(key, nodeId);
    }
    if (node.state === raft.v1.NodeState.UNASSIGNED) {
      if (!(await this.#cluster.join(place, nodeId))) {
        return;
      }
    } else if (nodeId <= leader.highestNodeId) {
      throw new ChaosViolation(
        `place ${place} is node ${node.nodeId} by its own word, was given ${nodeId}, and the leader does not have it: members ${JSON.stringify(leader.members)}`,
      );
    }
    const answer = await this.#cluster.call(
      at,
      "AddLearnerNode",
      raft.v1.AddLearnerNodeRequest.encode({
        configurationIndex: leader.configurationIndex,
        nodeId,
        storeId: node.storeId,
        peerAddress: this.#cluster.network.address(place),
      }).finish(),
      { timeoutMs: CHANGE_TIMEOUT_MS },
    );
    this.#added += answer.kind === "answered" ? 1 : 0;
  }

  async #promote(
    at: number,
    facts: {
      readonly learner: raft.v1.Member.$Shape;
      readonly leader: NodeStatus;
      readonly statuses: ReadonlyMap<number, NodeStatus>;
    },
  ): Promise<void> {
    const { learner, leader } = facts;
    if (leader.lastIndex - (learner.matchIndex ?? 0) > LAG_ENTRIES_MAX) {
      return;
    }
    const lost = leader.members.find(
      (member) => member.voter && !this.#hasVolume(member.nodeId ?? 0),
    );
    const answer = await this.#cluster.call(
      at,
      "AddNode",
      raft.v1.AddNodeRequest.encode({
        configurationIndex: leader.configurationIndex,
        nodeId: learner.nodeId ?? 0,
        replacesNodeId: lost?.nodeId ?? 0,
      }).finish(),
      { timeoutMs: CHANGE_TIMEOUT_MS },
    );
    this.#replaced += answer.kind === "answered" && lost !== undefined ? 1 : 0;
  }

  async #remove(
    at: number,
    facts: { readonly nodeId: number; readonly leader: NodeStatus },
  ): Promise<void> {
    const answer = await this.#cluster.call(
      at,
      "RemoveNode",
      raft.v1.RemoveNodeRequest.encode({
        configurationIndex: facts.leader.configurationIndex,
        nodeId: facts.nodeId,
      }).finish(),
      { timeoutMs: CHANGE_TIMEOUT_MS },
    );
    this.#removed += answer.kind === "answered" ? 1 : 0;
  }

  /** Whether the volume that the id was given out for is still the one at its place. */
  #hasVolume(nodeId: number): boolean {
    return this.#cluster.places.some(
      (place) => this.#reserved.get(volumeKey(place, this.#cluster)) === nodeId,
    );
  }
}

/** Half of the lost members are taken out at once; the others stay until the learner at their place takes theirs in one joint change. */
function mayBeReplaced({ nodeId }: raft.v1.Member.$Shape): boolean {
  return (nodeId ?? 0) % 2 === 0;
}

function volumeKey(place: number, cluster: ChaosCluster): string {
  return cluster.volumeFolder(place);
}

function isMember(leader: NodeStatus, node: NodeStatus): boolean {
  return leader.members.some(
    (member) => member.nodeId === node.nodeId && member.storeId === node.storeId,
  );
}
