import {
  type ConfState,
  DEFAULT_RAFT_CONFIG,
  decodeConfChange,
  EMPTY_CONF_STATE,
  type Entry,
  type LightReady,
  type Message,
  type NodeId,
  type RaftConfig,
  type RaftLogger,
  RawNode,
  type ReadState,
  type Ready,
} from "../../../../src/raft/index.ts";
import { TestStorage } from "./test-storage.ts";

export class RecordingLogger implements RaftLogger {
  readonly lines: string[] = [];

  debug(line: string): void {
    this.lines.push(`DEBUG ${line}`);
  }
  info(line: string): void {
    this.lines.push(`INFO ${line}`);
  }
  warning(line: string): void {
    this.lines.push(`WARN ${line}`);
  }
  error(line: string): void {
    this.lines.push(`ERROR ${line}`);
  }
}

export interface TestNodeOptions {
  readonly id?: NodeId;
  readonly voters?: readonly NodeId[];
  readonly learners?: readonly NodeId[];
  readonly confState?: ConfState;
  readonly config?: Partial<RaftConfig>;
  readonly storage?: TestStorage;
}

/** One node with a host that does what a Ready asks, step by step or all at once. */
export class TestNode {
  readonly id: NodeId;
  readonly storage: TestStorage;
  readonly logger: RecordingLogger = new RecordingLogger();
  readonly applied: Entry[] = [];
  readonly readStates: ReadState[] = [];
  /** Left the node, in order. */
  sent: Message[] = [];
  raw: RawNode;
  /** What `random` gives. */
  randomValue = 0;
  readonly #options: TestNodeOptions;

  constructor(options: TestNodeOptions = {}) {
    this.#options = options;
    this.id = options.id ?? 1;
    this.storage = options.storage ?? new TestStorage();
    if (options.storage === undefined) {
      this.storage.confState = options.confState ?? {
        ...EMPTY_CONF_STATE,
        voters: options.voters ?? [this.id],
        learners: options.learners ?? [],
      };
    }
    this.raw = this.#start(options.config?.applied ?? 0);
  }

  #start(applied: number): RawNode {
    return new RawNode(
      {
        ...DEFAULT_RAFT_CONFIG,
        preVote: false,
        checkQuorum: false,
        ...this.#options.config,
        nodeId: this.id,
        applied,
      },
      {
        storage: this.storage,
        random: (bound) => Math.min(this.randomValue, bound - 1),
        logger: this.logger,
      },
    );
  }

  /** Keeps what is durable and loses the rest. */
  restart(applied: number = this.applied.at(-1)?.index ?? this.storage.base.metadata.index): void {
    this.raw = this.#start(applied);
    this.sent = [];
  }

  /** Step 3 of a Ready. */
  persist(ready: Ready): void {
    if (ready.snapshot !== null) {
      this.storage.applySnapshot(ready.snapshot);
    }
    this.storage.append(ready.entries);
    if (ready.hardState !== null) {
      this.storage.hardState = ready.hardState;
    }
  }

  apply(entries: readonly Entry[]): void {
    for (const entry of entries) {
      this.applied.push(entry);
      // The applied index and a commit index not below it are stored together with what is applied.
      const { hardState } = this.storage;
      if (hardState.commit < entry.index) {
        this.storage.hardState = { ...hardState, commit: entry.index };
      }
      if (entry.type !== "normal") {
        this.storage.confState = this.raw.applyConfChange(decodeConfChange(entry.type, entry.data));
      }
    }
  }

  /** The whole way of one Ready. */
  processReady(): { readonly ready: Ready; readonly light: LightReady } {
    const ready = this.raw.ready();
    this.sent.push(...ready.messages);
    this.persist(ready);
    this.sent.push(...ready.persistedMessages);
    this.readStates.push(...ready.readStates);
    const light = this.raw.advanceAppend(ready);
    this.apply(ready.committedEntries);
    this.sent.push(...light.messages);
    this.apply(light.committedEntries);
    this.raw.advanceApply();
    return { ready, light };
  }

  /** Until nothing is to be done; returns what was sent. */
  settle(): readonly Message[] {
    for (let round = 0; this.raw.hasReady(); round += 1) {
      if (round > 1000) {
        throw new Error("the node does not come to rest");
      }
      this.processReady();
    }
    return this.takeSent();
  }

  takeSent(): readonly Message[] {
    const { sent } = this;
    this.sent = [];
    return sent;
  }
}

/** Leader of a cluster of one, or of `voters` by their votes. */
export function createLeader(options: TestNodeOptions = {}): TestNode {
  const node = new TestNode(options);
  node.raw.campaign();
  node.settle();
  for (const from of options.voters ?? []) {
    if (from !== node.id && node.raw.status().role !== "leader") {
      node.raw.step({
        type: "requestVoteResponse",
        from,
        to: node.id,
        term: node.raw.status().term,
        reject: false,
        commit: 0,
        commitTerm: 0,
      });
      node.settle();
    }
  }
  return node;
}

export function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

export function text(data: Uint8Array): string {
  return new TextDecoder().decode(data);
}
