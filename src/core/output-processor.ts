import {
  type ConfChangeRequest,
  type ConfState,
  decodeConfChange,
  type Entry,
  type LogIndex,
  type Message,
  type Snapshot,
  type Term,
} from "../raft/index.ts";
import type { Command, CommandResult, StateMachine } from "../state-machine/types.ts";
import type { MemberBook, StagedSnapshot, Storage } from "../storage/types.ts";
import type { Transport } from "../transport/types.ts";
import { assert, assertNever } from "../utils/assert.ts";
import type { Clock } from "../utils/clock.ts";
import type { CrashPointHook } from "../utils/crash-point.ts";
import type { KeyValueWrite } from "../utils/key-value.ts";
import type { NodeMetrics } from "../utils/metrics.ts";
import type { NodeCrashPoint } from "./crash-points.ts";
import { RaftError } from "./errors.ts";
import type { IncomingSnapshots } from "./incoming-snapshots.ts";
import { updateMemberBook } from "./member-book.ts";
import type { OutgoingSnapshots } from "./outgoing-snapshots.ts";
import type { PeerDirectory } from "./peer-directory.ts";
import type { AppliedEntry } from "./proposals.ts";
import { isPersistEmpty, type RaftOutput } from "./raft-output.ts";

/** Who is told, after it is written, what was applied. */
export interface AppliedListener {
  applied(entries: readonly AppliedEntry[]): void;
  installed(index: LogIndex): void;
}

export interface OutputProcessorDependencies {
  readonly storage: Storage;
  readonly stateMachine: StateMachine;
  readonly transport: Transport;
  readonly peers: PeerDirectory;
  /** Where the state of an accepted snapshot is staged. */
  readonly incoming: Pick<IncomingSnapshots, "take">;
  readonly outgoing: Pick<OutgoingSnapshots, "send">;
  /** The algorithm's part of a configuration change. */
  readonly configuration: { applyConfChange(change: ConfChangeRequest): ConfState };
  readonly listener: AppliedListener;
  readonly clock: Clock;
  readonly metrics: NodeMetrics;
  readonly crashPoint: CrashPointHook<NodeCrashPoint>;
}

/** Committed entries that become one batch, with what the state machine made of those that are commands. */
interface ApplySlice {
  readonly entries: readonly Entry[];
  readonly commands: readonly Command[];
  /** One for each command. */
  readonly results: readonly CommandResult[];
  readonly stateWrites: readonly KeyValueWrite[];
  /** When the state machine was given the commands. */
  readonly startMs: number;
}

interface AppliedConfiguration {
  readonly confState: ConfState;
  readonly memberBook: MemberBook;
}

/**
 * Does what one output asks for, in the one safe order. Every throw is fatal to the node: what was written is not known, and nothing is tried
 * a second time.
 */
export class OutputProcessor {
  readonly #dependencies: OutputProcessorDependencies;
  /** Commands up to here are in the state machine already, though the node may not know: it keeps its own store. */
  readonly #machineSkipThrough: LogIndex;
  /** Of the last HardState whose batch has resolved. */
  #durableTerm: Term;

  constructor(dependencies: OutputProcessorDependencies) {
    this.#dependencies = dependencies;
    this.#durableTerm = dependencies.storage.initialState().hardState.term;
    this.#machineSkipThrough = dependencies.stateMachine.appliedIndex();
  }

  /** @throws StorageError | InvariantError | RaftError STATE_MACHINE, all of them fatal. */
  async process(output: RaftOutput): Promise<void> {
    this.sendImmediateMessages(output);
    const staged = output.snapshot === null ? null : this.applySnapshot(output.snapshot);
    await this.persist(output, staged);
    this.sendPersistedMessages(output);
    await this.applyCommittedEntries(output.committedEntries);
  }

  /** Step 1. The transport queues for each peer and never waits, so that one dead peer holds up nobody. */
  sendImmediateMessages(output: RaftOutput): void {
    const immediate = output.outboundMessages.filter((message) => !message.requirePersistence);
    if (immediate.length === 0) {
      return;
    }
    assert(
      output.role === "leader" && output.term <= this.#durableTerm,
      `only a leader whose term is durable may send before it persists, found a ${output.role} of term ${output.term} with ${this.#durableTerm} durable`,
    );
    this.#dependencies.crashPoint("node-before-send-immediate");
    for (const { message } of immediate) {
      this.#send(message);
    }
  }

  /** Step 2. The state was staged and verified while it arrived: it becomes current in step 3's batch, or not at all. */
  applySnapshot(snapshot: Snapshot): StagedSnapshot {
    const { incoming, crashPoint } = this.#dependencies;
    crashPoint("node-before-install");
    return incoming.take(snapshot);
  }

  /**
   * Step 3. One atomic batch; what it holds is durable afterwards where the output says so. A commit index alone that step 5 reaches is left to step 5's
   * batch, which raises the stored one to the applied index: the same record, written once, and never behind what is applied.
   */
  async persist(output: RaftOutput, staged: StagedSnapshot | null): Promise<void> {
    const { storage, stateMachine, peers, listener, metrics, clock, crashPoint } =
      this.#dependencies;
    const operations = { ...output.persistOps, snapshot: staged };
    if (isPersistEmpty(operations) || isCoveredByApply(output)) {
      return;
    }
    crashPoint("node-before-persist");
    const startMs = clock.now();
    await storage.writeBatch(operations);
    metrics.persistDurationSeconds.observe((clock.now() - startMs) / 1000);
    crashPoint("node-after-persist");
    if (operations.mustSync) {
      this.#durableTerm = operations.hardState?.term ?? this.#durableTerm;
    }
    if (staged !== null) {
      stateMachine.installed(staged.metadata.index);
      peers.update(staged.memberBook);
      listener.installed(staged.metadata.index);
    }
  }

  /** Step 4, in order. */
  sendPersistedMessages(output: RaftOutput): void {
    const persisted = output.outboundMessages.filter((message) => message.requirePersistence);
    if (persisted.length === 0) {
      return;
    }
    this.#dependencies.crashPoint("node-before-send-persisted");
    for (const { message } of persisted) {
      this.#send(message);
    }
  }

  /**
   * Step 5. One batch, or several one after another where the state machine stops early: the memory that committed entries need must not grow
   * with what they do, else a node that it killed once would be killed again at each start. A crash between two leaves the applied index of
   * the first.
   */
  async applyCommittedEntries(entries: readonly Entry[]): Promise<void> {
    const { clock } = this.#dependencies;
    let rest = entries;
    let commands: readonly Command[] = entries.filter(
      (entry) => isCommand(entry) && entry.index > this.#machineSkipThrough,
    );
    while (rest.length > 0) {
      const startMs = clock.now();
      const stateWrites: KeyValueWrite[] = [];
      const results = await this.#applyCommands(commands, stateWrites);
      const next = commands[results.length];
      // What stands before the next command needs no batch of its own.
      const length =
        next === undefined ? rest.length : rest.findIndex(({ index }) => index === next.index);
      await this.#writeSlice({
        entries: rest.slice(0, length),
        commands: commands.slice(0, results.length),
        results,
        stateWrites,
        startMs,
      });
      rest = rest.slice(length);
      commands = commands.slice(results.length);
    }
  }

  /**
   * Brings a state machine with a store of its own up to the node's applied index, from the log. To be called once, before the first output.
   *
   * @throws RaftError STATE_MACHINE when the log no longer reaches back to where the machine stands.
   */
  async replay(): Promise<void> {
    const { storage, stateMachine } = this.#dependencies;
    const appliedIndex = storage.appliedIndex();
    let next = stateMachine.appliedIndex() + 1;
    while (next <= appliedIndex) {
      const read = storage.entries(next, appliedIndex + 1, REPLAY_BYTES_MAX);
      if (read.kind !== "entries") {
        throw new RaftError(
          `the state machine stands at index ${next - 1} and the log begins at ${storage.firstIndex()}: restore the machine's own store or replace this member`,
          { code: "STATE_MACHINE", rejection: "log compacted" },
        );
      }
      const end = next + read.entries.length;
      let commands: readonly Command[] = read.entries.filter(isCommand);
      while (next < end) {
        const results = await this.#applyCommands(commands, []);
        commands = commands.slice(results.length);
        next = commands[0]?.index ?? end;
        stateMachine.applied(next - 1);
      }
    }
  }

  /** The commands' writes, the configuration and the applied index are one batch; the answers follow it. */
  async #writeSlice(slice: ApplySlice): Promise<void> {
    const { storage, stateMachine, peers, listener, metrics, clock, crashPoint } =
      this.#dependencies;
    const last = slice.entries.at(-1);
    assert(last !== undefined, "a batch of committed entries holds at least one");
    const configuration = this.#applyConfiguration(slice.entries);
    crashPoint("node-before-apply");
    await storage.apply({
      appliedIndex: last.index,
      appliedTerm: last.term,
      stateWrites: slice.stateWrites,
      confState: configuration?.confState ?? null,
      memberBook: configuration?.memberBook ?? null,
    });
    metrics.applyDurationSeconds.observe((clock.now() - slice.startMs) / 1000);
    crashPoint("node-after-apply");
    stateMachine.applied(last.index);
    if (configuration !== null) {
      peers.update(configuration.memberBook);
    }
    crashPoint("node-before-answer");
    listener.applied(listApplied(slice));
  }

  /**
   * Brings the configuration changes among the entries into force and gives what they lead to; null where there is none. By type, never by
   * length: an empty ConfChangeV2 leaves a joint configuration, and only an empty normal entry means nothing.
   */
  #applyConfiguration(entries: readonly Entry[]): AppliedConfiguration | null {
    const { storage } = this.#dependencies;
    let applied: AppliedConfiguration | null = null;
    for (const entry of entries) {
      switch (entry.type) {
        case "normal":
          break;
        case "confChange":
        case "confChangeV2": {
          const before: MemberBook = applied?.memberBook ?? storage.memberBook();
          applied =
            entry.type === "confChange"
              ? this.applyConfChange(entry, before)
              : this.applyConfChangeV2(entry, before);
          break;
        }
        default:
          assertNever(entry.type);
      }
    }
    return applied;
  }

  /** A change of one member comes into force; what it leads to is written with the rest of the batch. */
  applyConfChange(entry: Entry, before: MemberBook): AppliedConfiguration {
    return this.#bringIntoForce(entry, decodeConfChange("confChange", entry.data), before);
  }

  /** A change of several members, or of none: that one leaves a joint configuration. */
  applyConfChangeV2(entry: Entry, before: MemberBook): AppliedConfiguration {
    return this.#bringIntoForce(entry, decodeConfChange("confChangeV2", entry.data), before);
  }

  #bringIntoForce(
    entry: Entry,
    change: ConfChangeRequest,
    before: MemberBook,
  ): AppliedConfiguration {
    const confState = this.#dependencies.configuration.applyConfChange(change);
    return {
      confState,
      memberBook: updateMemberBook(before, { index: entry.index, change, confState }),
    };
  }

  /** The results of as many commands, from the first on, as the state machine took into the batch. */
  async #applyCommands(
    commands: readonly Command[],
    stateWrites: KeyValueWrite[],
  ): Promise<readonly CommandResult[]> {
    const [first] = commands;
    const last = commands.at(-1);
    if (first === undefined || last === undefined) {
      return [];
    }
    let results: readonly CommandResult[];
    try {
      results = await this.#dependencies.stateMachine.apply(commands, {
        write: (write) => {
          stateWrites.push(write);
        },
      });
    } catch (cause) {
      throw new RaftError(
        `the state machine failed to apply the commands at indexes ${first.index} to ${last.index}: this node must stop`,
        { code: "STATE_MACHINE", rejection: "failed" },
        { cause },
      );
    }
    assert(
      results.length > 0 && results.length <= commands.length,
      `the state machine gave ${results.length} results for ${commands.length} commands, allowed are 1 to ${commands.length}`,
    );
    return results;
  }

  #send(message: Message): void {
    const { transport, outgoing, metrics } = this.#dependencies;
    if (message.type === "snapshot") {
      outgoing.send(message);
      return;
    }
    metrics.messagesSentTotal.inc({ type: message.type });
    transport.send(message);
  }
}

const REPLAY_BYTES_MAX = 8 * 1024 * 1024;

/** True where nothing but the commit index is to be written, unsynced, and the last committed entry of the output stands at it. */
function isCoveredByApply({ persistOps, snapshot, committedEntries }: RaftOutput): boolean {
  const { entries, hardState, commitIndex, mustSync } = persistOps;
  const lastApplied = committedEntries.at(-1)?.index ?? 0;
  return (
    !mustSync &&
    snapshot === null &&
    entries.length === 0 &&
    lastApplied > 0 &&
    Math.max(hardState?.commit ?? 0, commitIndex ?? 0) <= lastApplied
  );
}

function isCommand(entry: Entry): boolean {
  return entry.type === "normal" && entry.data.length > 0;
}

/** Both lists are in log order, so one pass pairs them. */
function listApplied({ entries, commands, results }: ApplySlice): readonly AppliedEntry[] {
  let at = 0;
  return entries.map((entry) => {
    if (commands[at]?.index !== entry.index) {
      return { entry, result: null };
    }
    const result = results[at] ?? null;
    at += 1;
    return { entry, result };
  });
}
