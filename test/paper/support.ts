import {
  type ConfChangeSingle,
  type ConfChangeTransition,
  EMPTY_BYTES,
  EMPTY_CONF_STATE,
  type Message,
  type MessageOf,
  type MessageType,
  type NodeId,
  type RaftConfig,
  type RaftStatus,
  type Snapshot,
} from "../../src/raft/index.ts";
import { append, entry, voteResponse } from "../unit/raft/support/messages.ts";
import type { TestCluster } from "../unit/raft/support/test-cluster.ts";
import { TestNode } from "../unit/raft/support/test-node.ts";

export const VOTERS: readonly NodeId[] = [1, 2, 3];
export const FIVE: readonly NodeId[] = [1, 2, 3, 4, 5];

/** Node 1 of three, a follower in the last of `terms`, with one durable entry for each of them. */
export function followerWith(
  terms: readonly number[],
  options: { readonly commit?: number; readonly config?: Partial<RaftConfig> } = {},
): TestNode {
  const node = new TestNode({ voters: VOTERS, config: options.config ?? {} });
  const entries = terms.map((term, at) => entry(term, at + 1));
  node.raw.step(append({ term: terms.at(-1) ?? 1, entries, commit: options.commit ?? 0 }));
  node.settle();
  return node;
}

/** Makes it campaign and gives it the vote of 2; its own entry of the new term is durable afterwards. Returns what it sent. */
export function electByVoteOf2(node: TestNode): readonly Message[] {
  node.raw.campaign();
  node.settle();
  node.raw.step(voteResponse({ term: node.raw.status().term }));
  return node.settle();
}

export function tick(node: TestNode, ticks: number): void {
  for (let at = 0; at < ticks; at += 1) {
    node.raw.tick();
  }
}

export function ofType<T extends MessageType>(
  messages: readonly Message[],
  type: T,
): readonly MessageOf<T>[] {
  return messages.filter((message): message is MessageOf<T> => message.type === type);
}

export function logTerms(node: TestNode): readonly number[] {
  return node.storage.log.map(({ term }) => term);
}

export function rolesOf(cluster: TestCluster): readonly RaftStatus["role"][] {
  return [...cluster.nodes.values()].map((node) => node.raw.status().role);
}

/** What the leader `from` knows of `id`. */
export function progressOf(
  from: TestNode,
  id: NodeId,
): NonNullable<RaftStatus["progress"]>[number] | undefined {
  return from.raw.status().progress?.find((progress) => progress.id === id);
}

/** Lets nothing through to or from these. */
export function cutOff(cluster: TestCluster, ids: readonly NodeId[]): void {
  cluster.isLost = ({ from, to }) => ids.includes(from) || ids.includes(to);
}

/** Beats of the leader `id`, each with all that follows from it. */
export function beat(cluster: TestCluster, id: NodeId, times = 2): void {
  for (let at = 0; at < times; at += 1) {
    cluster.tick(id, 1);
    cluster.settle();
  }
}

export const add = (nodeId: NodeId): ConfChangeSingle => ({ type: "addNode", nodeId });
export const remove = (nodeId: NodeId): ConfChangeSingle => ({ type: "removeNode", nodeId });
export const learn = (nodeId: NodeId): ConfChangeSingle => ({ type: "addLearnerNode", nodeId });

/** Proposes the change to node `id`, and nothing more. */
export function proposeChange(
  node: TestNode,
  changes: readonly ConfChangeSingle[],
  transition: ConfChangeTransition = "auto",
): ReturnType<TestNode["raw"]["proposeConfChange"]> {
  return node.raw.proposeConfChange(EMPTY_BYTES, {
    version: "v2",
    transition,
    changes,
    context: EMPTY_BYTES,
  });
}

/** Proposes the change and lets the cluster come to rest. */
export function change(
  cluster: TestCluster,
  id: NodeId,
  changes: readonly ConfChangeSingle[],
  transition: ConfChangeTransition = "auto",
): TestNode {
  const node = cluster.node(id);
  proposeChange(node, changes, transition);
  cluster.settle();
  return node;
}

export function snapshotAt(index: number, voters: readonly NodeId[] = VOTERS, term = 1): Snapshot {
  return {
    metadata: { index, term, confState: { ...EMPTY_CONF_STATE, voters } },
    data: EMPTY_BYTES,
  };
}

export function snapshotMessage(snapshot: Snapshot, term = 2): MessageOf<"snapshot"> {
  return { type: "snapshot", from: 2, to: 1, term, snapshot };
}
