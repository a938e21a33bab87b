import type { Message, NodeId, RaftConfig } from "../../../../src/raft/index.ts";
import { EMPTY_BYTES } from "../../../../src/raft/index.ts";
import { bytes, TestNode } from "./test-node.ts";

export interface TestClusterOptions {
  readonly voters: readonly NodeId[];
  readonly learners?: readonly NodeId[];
  readonly config?: Partial<RaftConfig>;
}

/** Nodes in one process and a network that does what a test says. Founders start after a snapshot at index 1 with their configuration. */
export class TestCluster {
  readonly nodes: Map<NodeId, TestNode> = new Map();
  /** Messages for which this is true are lost. */
  isLost: (message: Message) => boolean = () => false;
  /** Everything that was delivered. */
  readonly delivered: Message[] = [];
  #inFlight: Message[] = [];

  constructor(options: TestClusterOptions) {
    const { voters, learners = [], config = {} } = options;
    for (const id of [...voters, ...learners]) {
      const node = new TestNode({ id, voters, learners, config });
      node.storage.applySnapshot({
        metadata: { index: 1, term: 1, confState: node.storage.confState },
        data: EMPTY_BYTES,
      });
      node.storage.hardState = { term: 1, vote: null, commit: 1 };
      node.storage.sendable = () => {
        const index = node.raw.status().applied;
        const term = node.storage.term(index);
        return term.kind === "term"
          ? {
              metadata: { index, term: term.term, confState: node.storage.confState },
              data: EMPTY_BYTES,
            }
          : null;
      };
      node.restart();
      this.nodes.set(id, node);
    }
  }

  node(id: NodeId): TestNode {
    const node = this.nodes.get(id);
    if (node === undefined) {
      throw new Error(`there is no node ${id}`);
    }
    return node;
  }

  /** A node with nothing at all. */
  addEmpty(id: NodeId, config: Partial<RaftConfig> = {}): TestNode {
    const node = new TestNode({ id, voters: [], config });
    this.nodes.set(id, node);
    return node;
  }

  isolate(id: NodeId): void {
    this.isLost = (message) => message.from === id || message.to === id;
  }

  heal(): void {
    this.isLost = () => false;
  }

  /** Works and delivers until nothing is left to do. */
  settle(): void {
    for (let round = 0; round < 1000; round += 1) {
      for (const node of this.nodes.values()) {
        this.#inFlight.push(...node.settle());
      }
      if (this.#inFlight.length === 0) {
        return;
      }
      const messages = this.#inFlight;
      this.#inFlight = [];
      for (const message of messages) {
        if (!this.isLost(message)) {
          this.delivered.push(message);
          this.nodes.get(message.to)?.raw.step(message);
        }
      }
    }
    throw new Error("the cluster does not come to rest");
  }

  elect(id: NodeId): TestNode {
    const node = this.node(id);
    node.raw.campaign();
    this.settle();
    if (node.raw.status().role !== "leader") {
      throw new Error(`node ${id} was not elected`);
    }
    return node;
  }

  propose(id: NodeId, data: string): void {
    this.node(id).raw.propose(EMPTY_BYTES, bytes(data));
    this.settle();
  }

  tick(id: NodeId, ticks: number): void {
    for (let tick = 0; tick < ticks; tick += 1) {
      this.node(id).raw.tick();
    }
  }
}
