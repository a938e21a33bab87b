import type { LogIndex, Term } from "../raft/types.ts";
import type { KeyValueView, KeyValueWrite, RowRead, RowsRequest } from "../utils/key-value.ts";

/** One committed command, in log order. Empty entries and configuration changes never reach a state machine. */
export interface Command {
  readonly index: LogIndex;
  readonly term: Term;
  readonly data: Uint8Array;
}

/** What a command did. The same on every member: no clock, no randomness, no I/O but the batch. */
export type CommandResult =
  | { readonly kind: "applied"; readonly result: Uint8Array }
  /** The command was refused by the machine's own rules (deterministically); nothing was written for it. */
  | { readonly kind: "rejected"; readonly code: CommandRejection; readonly message: string };

export interface ProposalRefusal {
  readonly code: CommandRejection;
  readonly message: string;
}

export type CommandRejection =
  | "INVALID_ARGUMENT"
  | "OUT_OF_RANGE"
  | "FAILED_PRECONDITION"
  | "NOT_FOUND"
  | "UNIMPLEMENTED"
  | "RESOURCE_EXHAUSTED";

/** Collects the writes of one apply batch. Reads through the machine's own view do not see them before the batch is written. */
export interface StateBatch {
  write(write: KeyValueWrite): void;
}

/** The node's store as a state machine sees it; server/ wires it to Storage. */
export interface StateStore {
  /** A consistent view of what was applied so far. The caller closes it. */
  view(): KeyValueView & { readonly appliedIndex: LogIndex };
  /**
   * The same rows as a view shows, a read for each key, in the order of the keys. For `apply`, beside which nothing is written; many rows cost less than
   * through a view. A store without it is read through views alone.
   */
  readonly readRows?: (request: RowsRequest) => readonly RowRead[];
}

/** Where a snapshot's rows go while they are received: under a generation that nothing reads yet. */
export interface StateStage {
  write(writes: readonly KeyValueWrite[]): Promise<void>;
}

/**
 * The port of every replicated application. One writer: `apply`, `applied` and `installed` never overlap. Reads (`query`, `createSnapshot`) may come at
 * any time between two batches; `applySnapshot` runs beside all of them, for as long as a state takes to arrive.
 */
export interface StateMachine {
  /**
   * True for a machine that keeps its state elsewhere than in the StateStore. Proposals of a client session are refused then: what is applied once is
   * remembered in the batch that holds the effects.
   */
  readonly keepsOwnStore?: boolean;
  /**
   * Applies the commands in order, putting its writes into `batch`: they, the applied index and nothing else become visible in one
   * atomic step after this resolves. Results stand in the order of the commands.
   *
   * A machine may stop early, but takes at least one: once what the batch holds in memory is large, it gives the results of the commands
   * that it took and has done nothing for the others. The caller writes the batch, calls `applied` with an index before that of the first
   * command left over, and then `apply` again with the rest and a batch of its own. Where it stops may differ between members and must not
   * show in results or rows. A machine that always takes all is right as well.
   *
   * A throw is a bug or a broken store and stops the node; a refused command is a `rejected` result.
   */
  apply(commands: readonly Command[], batch: StateBatch): Promise<readonly CommandResult[]>;
  /** The batch of the last `apply` is written: caches may take over what it said. All commands up to `index` are in it or in earlier ones. */
  applied(index: LogIndex): void;
  /** The highest index whose effects are durable or will be replayed from: for a machine that keeps its rows in the StateStore, the store's applied index. Compaction never passes it. */
  appliedIndex(): LogIndex;
  /**
   * Null where `data` may enter the log, else why not. Asked before a proposal is appended, so that bytes which would be refused, or
   * would stop every member that applies them (a newer format), never become an entry. A machine without it takes all bytes.
   */
  checkProposal?(data: Uint8Array): ProposalRefusal | null;
  /** Answers a read from the applied state, without the log. */
  query(request: Uint8Array, options: { readonly signal: AbortSignal }): Promise<Uint8Array>;
  /**
   * The whole state, frozen at the call at the applied index of that moment, as chunks of at most `chunkBytesMax`, made as they are read: never the
   * whole state in memory. To be read once. What it holds open is freed when it was read to its end, failed, or was returned, read or not; so it must
   * not be a plain generator that takes hold of the state before its first step.
   */
  createSnapshot(options: {
    readonly chunkBytesMax: number;
    readonly signal: AbortSignal;
  }): AsyncIterable<Uint8Array>;
  /**
   * Verifies and writes a whole state under a stage, while the present one is read and applied to: it touches nothing of that. What it staged becomes
   * the state at `installed`, or is forgotten: a later call takes its place. One call at a time. Rejects where the chunks are bad or end early.
   */
  applySnapshot(chunks: AsyncIterable<Uint8Array>, stage: StateStage): Promise<void>;
  /** What the last `applySnapshot` staged has become the state: caches are dropped and read anew. */
  installed(index: LogIndex): void;
  close(): Promise<void>;
}

/** What a module given by `raft-node --state-machine=MODULE` exports as `createStateMachine`. */
export type CreateStateMachine = (
  options: Readonly<Record<string, string>>,
  dependencies: { readonly store: StateStore },
) => StateMachine | Promise<StateMachine>;
