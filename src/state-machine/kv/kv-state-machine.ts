import type { LogIndex } from "../../raft/types.ts";
import { assert } from "../../utils/assert.ts";
import { yieldToIo } from "../../utils/clock.ts";
import type { KeyValueView } from "../../utils/key-value.ts";
import { StateMachineError } from "../errors.ts";
import { HeldChunks } from "../held-chunks.ts";
import type {
  Command,
  CommandResult,
  ProposalRefusal,
  StateBatch,
  StateMachine,
  StateStage,
  StateStore,
} from "../types.ts";
import { checkKvCommand } from "./command-check.ts";
import { decodeKvCommand } from "./command.ts";
import { KV_PREFETCH_COMMANDS_MAX, KvBatch } from "./kv-batch.ts";
import { decodeRevision, REVISION_KEY } from "./layout.ts";
import type { KvCommand, KvTxnCommand, KvTxnResult } from "./operations.ts";
import { decodeKvQuery, encodeKvRange, type KvRangeRequest, type KvRangeResult } from "./query.ts";
import { type RangeSource, rangeSteps } from "./range.ts";
import { RecordCache } from "./record-cache.ts";
import { storedRecords } from "./records-at.ts";
import { FIRST_REVISION, stageSnapshot } from "./snapshot-reader.ts";
import { snapshotChunks } from "./snapshot-writer.ts";
import { type KvRefusal, txnSteps } from "./txn-steps.ts";

export interface KvStateMachineOptions {
  /** What the records of one range may take; past it the range is rejected. Default 16 MiB. */
  readonly rangeBytesMax?: number;
  /** Memory for the latest records, which saves a put over one of them its read. Default 8 MiB; 0: none. */
  readonly cacheBytesMax?: number;
}

export interface KvStateMachineDependencies {
  readonly store: StateStore;
  /** What a long read awaits between its pieces; a simulation decides here who is next. */
  readonly yieldToIo?: () => Promise<void>;
}

const RANGE_BYTES_MAX = 16 * 1024 * 1024;
const CACHE_BYTES_MAX = 8 * 1024 * 1024;

type StoreView = KeyValueView & { readonly appliedIndex: LogIndex };

/**
 * The default state machine: a multi-version key-value store with the semantics of etcd v3's Put, Range, DeleteRange and Txn. Its rows are described at
 * `KV_ROW_FORMAT`, its commands at `KvCommand`.
 *
 * A command that cannot be decoded or is refused gives a `rejected` result, the same on every member. One of a newer format makes
 * `apply` throw: members that know it and members that do not would differ.
 */
export class KvStateMachine implements StateMachine {
  readonly #store: StateStore;
  readonly #yieldToIo: () => Promise<void>;
  readonly #rangeBytesMax: number;
  readonly #cache: RecordCache;
  readonly #openViews = new Set<StoreView>();
  /** As of the last batch that is known to be written. */
  #revision: number;
  #appliedIndex: LogIndex;
  /** Applied, not known to be written. */
  #pending: KvBatch | null = null;
  #isClosed = false;

  /**
   * @throws RangeError for a limit that is no integer from 0.
   * @throws StateMachineError NEWER_FORMAT or CORRUPT_ROW where the store's rows cannot be read.
   */
  constructor(options: KvStateMachineOptions, dependencies: KvStateMachineDependencies) {
    this.#rangeBytesMax = checkBytes("rangeBytesMax", options.rangeBytesMax ?? RANGE_BYTES_MAX);
    const bytesMax = checkBytes("cacheBytesMax", options.cacheBytesMax ?? CACHE_BYTES_MAX);
    this.#cache = new RecordCache({ bytesMax });
    this.#store = dependencies.store;
    this.#yieldToIo = dependencies.yieldToIo ?? yieldToIo;
    const view = this.#store.view();
    try {
      this.#revision = storedRevision(view);
      this.#appliedIndex = view.appliedIndex;
    } finally {
      view.close();
    }
  }

  /** The revision of the applied state: 1 for a store that nothing was written to, and 1 more for each command that changed something. */
  revision(): number {
    return this.#revision;
  }

  appliedIndex(): LogIndex {
    return this.#appliedIndex;
  }

  checkProposal(data: Uint8Array): ProposalRefusal | null {
    try {
      return checkKvCommand(decodeKvCommand(data));
    } catch (error) {
      if (error instanceof StateMachineError && error.code === "NEWER_FORMAT") {
        return { code: "FAILED_PRECONDITION", message: error.message };
      }
      return toRefusal(error);
    }
  }

  async apply(commands: readonly Command[], batch: StateBatch): Promise<readonly CommandResult[]> {
    this.#assertOpen();
    assert(
      this.#pending === null,
      "apply was called before the last batch was reported as applied",
    );
    const pending = new KvBatch(
      { revision: this.#revision },
      { store: this.#store, cache: this.#cache, batch },
    );
    try {
      const results = applyTo(pending, commands);
      pending.finish();
      this.#pending = pending;
      return results;
    } finally {
      pending.close();
    }
  }

  applied(index: LogIndex): void {
    if (this.#pending !== null) {
      this.#pending.moveTo(this.#cache);
      this.#revision = this.#pending.revision;
      this.#pending = null;
    }
    this.#appliedIndex = index;
  }

  /**
   * Answers from the applied state, in one go: for a key, a short range or a test. A long one blocks the event loop until every key of the
   * range is counted; `rangeInTurns` does not.
   */
  range(request: KvRangeRequest): KvRangeResult {
    const view = this.#openView();
    try {
      const steps = rangeSteps(request, this.#rangeSource(view));
      for (;;) {
        const step = steps.next();
        if (step.done === true) {
          return step.value;
        }
      }
    } finally {
      this.#closeView(view);
    }
  }

  /**
   * The same answer from the state at the call, however long it takes: other work gets its turn after each page of rows.
   *
   * @throws what the signal was aborted with; StateMachineError CLOSED.
   */
  async rangeInTurns(
    request: KvRangeRequest,
    options: { readonly signal: AbortSignal },
  ): Promise<KvRangeResult> {
    return await this.#readInTurns(options.signal, (view) =>
      rangeSteps(request, this.#rangeSource(view)),
    );
  }

  /**
   * Answers a transaction without writes (`isReadOnlyTxn`, and nothing wrong with it by `checkKvCommand`) from the state at the call, page by page as
   * `rangeInTurns`.
   *
   * @throws as `rangeInTurns`.
   */
  async readTxnInTurns(
    txn: KvTxnCommand,
    options: { readonly signal: AbortSignal },
  ): Promise<KvTxnResult | KvRefusal> {
    return await this.#readInTurns(options.signal, (view) => {
      const { latest, past, revision } = this.#rangeSource(view);
      return txnSteps(txn, { latest, past, revision: () => revision, writes: null });
    });
  }

  /**
   * `request` is a `KvQuery`, the answer a `KvRange`.
   *
   * @throws StateMachineError REJECTED, UNDECODABLE or NEWER_FORMAT.
   */
  async query(request: Uint8Array, options: { readonly signal: AbortSignal }): Promise<Uint8Array> {
    const query = decodeKvQuery(request);
    const result = await this.rangeInTurns(query.request, options);
    if (result.kind === "rejected") {
      throw new StateMachineError(result.message, { code: "REJECTED", rejection: result.code });
    }
    return encodeKvRange(result);
  }

  /** @throws what the signal was aborted with; StateMachineError CLOSED. */
  createSnapshot(options: {
    readonly chunkBytesMax: number;
    readonly signal: AbortSignal;
  }): AsyncIterableIterator<Uint8Array> {
    options.signal.throwIfAborted();
    const view = this.#openView();
    return new HeldChunks({
      chunks: this.#snapshotInTurns(view, options),
      release: () => this.#closeView(view),
    });
  }

  async applySnapshot(chunks: AsyncIterable<Uint8Array>, stage: StateStage): Promise<void> {
    this.#assertOpen();
    await stageSnapshot(chunks, stage);
  }

  installed(index: LogIndex): void {
    this.#pending = null;
    this.#cache.clear();
    const view = this.#openView();
    try {
      this.#revision = storedRevision(view);
      this.#appliedIndex = index;
    } finally {
      this.#closeView(view);
    }
  }

  /** Ends reads and snapshots that are under way with CLOSED. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const view of this.#openViews) {
      this.#closeView(view);
    }
    this.#cache.clear();
  }

  async *#snapshotInTurns(
    view: StoreView,
    options: { readonly chunkBytesMax: number; readonly signal: AbortSignal },
  ): AsyncGenerator<Uint8Array, void, void> {
    const { chunkBytesMax, signal } = options;
    this.#assertOpen();
    const { appliedIndex } = view;
    const revision = storedRevision(view);
    for (const chunk of snapshotChunks(view, { chunkBytesMax, revision, appliedIndex })) {
      signal.throwIfAborted();
      yield chunk;
      await this.#yieldToIo();
      signal.throwIfAborted();
      this.#assertOpen();
    }
  }

  async #readInTurns<Answer>(
    signal: AbortSignal,
    read: (view: StoreView) => Generator<void, Answer, void>,
  ): Promise<Answer> {
    signal.throwIfAborted();
    const view = this.#openView();
    try {
      const steps = read(view);
      for (let step = steps.next(); ; step = steps.next()) {
        if (step.done === true) {
          return step.value;
        }
        await this.#yieldToIo();
        signal.throwIfAborted();
        this.#assertOpen();
      }
    } finally {
      this.#closeView(view);
    }
  }

  #rangeSource(view: StoreView): RangeSource {
    return {
      latest: storedRecords(view),
      past: () => view,
      revision: this.#revisionOf(view),
      resultBytesMax: this.#rangeBytesMax,
    };
  }

  /** The batch may be written and `applied` still to come: then the view knows better. */
  #revisionOf(view: StoreView): number {
    return view.appliedIndex === this.#appliedIndex ? this.#revision : storedRevision(view);
  }

  #openView(): StoreView {
    this.#assertOpen();
    const view = this.#store.view();
    this.#openViews.add(view);
    return view;
  }

  #closeView(view: StoreView): void {
    this.#openViews.delete(view);
    view.close();
  }

  #assertOpen(): void {
    if (this.#isClosed) {
      throw new StateMachineError("the key-value machine is closed", { code: "CLOSED" });
    }
  }
}

/** The results of as many commands as the batch takes. */
function applyTo(batch: KvBatch, commands: readonly Command[]): readonly CommandResult[] {
  const results: CommandResult[] = [];
  while (results.length < commands.length) {
    const decoded = commands
      .slice(results.length, results.length + KV_PREFETCH_COMMANDS_MAX)
      .map(({ data }) => decodeCommand(data));
    batch.prefetch(decoded.flatMap((next) => (next.kind === "command" ? [next.command] : [])));
    for (const next of decoded) {
      if (next.kind === "command" && batch.mustEndBefore(next.command)) {
        return results;
      }
      results.push(next.kind === "command" ? batch.apply(next.command) : next);
      if (batch.isFull) {
        return results;
      }
    }
  }
  return results;
}

function decodeCommand(
  data: Uint8Array,
):
  | { readonly kind: "command"; readonly command: KvCommand }
  | ({ readonly kind: "rejected" } & ProposalRefusal) {
  try {
    return { kind: "command", command: decodeKvCommand(data) };
  } catch (error) {
    return { kind: "rejected", ...toRefusal(error) };
  }
}

/** Only bytes that are no command are refused; anything else stops the node. */
function toRefusal(error: unknown): ProposalRefusal {
  if (error instanceof StateMachineError && error.code === "UNDECODABLE") {
    return { code: "INVALID_ARGUMENT", message: error.message };
  }
  throw error;
}

function storedRevision(view: KeyValueView): number {
  const row = view.get(REVISION_KEY);
  return row === null ? FIRST_REVISION : decodeRevision(row);
}

function checkBytes(name: string, value: number): number {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new RangeError(`${name} must be an integer from 0, found ${value}`);
  }
  return value;
}
