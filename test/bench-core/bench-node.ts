import {
  DEFAULT_RAFT_CONFIG,
  EMPTY_CONF_STATE,
  type Entry,
  type LogIndex,
  type Message,
  type NodeId,
  type RaftConfig,
  RawNode,
} from "../../src/raft/index.ts";
import { MemoryLog } from "./memory-log.ts";

export interface BenchNodeOptions {
  readonly id: NodeId;
  readonly voters: number;
  readonly config?: Partial<RaftConfig>;
  readonly fill?: Parameters<MemoryLog["fill"]>[0];
}

const ignoreLine = (): void => undefined;
const SILENT = { debug: ignoreLine, info: ignoreLine, warning: ignoreLine, error: ignoreLine };

/** A core with a log in memory and a state machine that only notes how far it is. */
export class BenchNode {
  readonly raw: RawNode;
  readonly storage: MemoryLog;
  applied: LogIndex;

  constructor(options: BenchNodeOptions) {
    const voters = Array.from({ length: options.voters }, (_, at) => at + 1);
    this.storage = new MemoryLog({ ...EMPTY_CONF_STATE, voters });
    if (options.fill !== undefined) {
      this.storage.fill(options.fill);
    }
    this.applied = Math.max(1, this.storage.hardState.commit);
    this.raw = new RawNode(
      {
        ...DEFAULT_RAFT_CONFIG,
        ...options.config,
        nodeId: options.id,
        applied: this.applied,
      },
      { storage: this.storage, random: (): number => 0, logger: SILENT },
    );
  }

  /** Does what every Ready asks for, in the order of the contract, until there is none. Its messages go to the end of `outbox`. */
  settle(outbox: Message[]): void {
    const { raw, storage } = this;
    while (raw.hasReady()) {
      const ready = raw.ready();
      give(ready.messages, outbox);
      if (ready.hardState !== null) {
        storage.hardState = ready.hardState;
      }
      storage.append(ready.entries);
      give(ready.persistedMessages, outbox);
      this.#apply(ready.committedEntries);
      const light = raw.advanceAppend(ready);
      give(light.messages, outbox);
      this.#apply(light.committedEntries);
      raw.advanceApply();
    }
  }

  #apply(entries: readonly Entry[]): void {
    this.applied = entries.at(-1)?.index ?? this.applied;
  }
}

function give(messages: readonly Message[], outbox: Message[]): void {
  for (const message of messages) {
    outbox.push(message);
  }
}

/** What a peer that agrees with everything says; null to a message that wants no answer. */
export function playedAnswer(message: Message): Message | null {
  const { from: to, to: from, term } = message;
  switch (message.type) {
    case "append":
      return {
        type: "appendResponse",
        from,
        to,
        term,
        index: message.index + message.entries.length,
        logTerm: 0,
        reject: false,
        rejectHint: 0,
        requestSnapshot: 0,
      };
    case "requestVote":
      return {
        type: "requestVoteResponse",
        from,
        to,
        term,
        reject: false,
        commit: 0,
        commitTerm: 0,
      };
    case "requestPreVote":
      return {
        type: "requestPreVoteResponse",
        from,
        to,
        term,
        reject: false,
        commit: 0,
        commitTerm: 0,
      };
    case "heartbeat":
      return { type: "heartbeatResponse", from, to, term, context: message.context };
    default:
      return null;
  }
}

/** Until the node and the peers that are played have nothing more to say. */
export function settleWithPlayedPeers(node: BenchNode): void {
  let outbox: Message[] = [];
  node.settle(outbox);
  while (outbox.length > 0) {
    const sent = outbox;
    outbox = [];
    for (const message of sent) {
      const answer = playedAnswer(message);
      if (answer !== null) {
        node.raw.step(answer);
      }
    }
    node.settle(outbox);
  }
}

/** Until no node has anything more to say to another. */
export function settleAll(nodes: readonly BenchNode[]): void {
  let outbox: Message[] = [];
  for (const node of nodes) {
    node.settle(outbox);
  }
  while (outbox.length > 0) {
    const sent = outbox;
    outbox = [];
    for (const message of sent) {
      nodes[message.to - 1]?.raw.step(message);
    }
    for (const node of nodes) {
      node.settle(outbox);
    }
  }
}
