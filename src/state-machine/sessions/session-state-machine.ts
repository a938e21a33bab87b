import type { LogIndex } from "../../raft/types.ts";
import { assert, assertNever } from "../../utils/assert.ts";
import { HeldChunks } from "../held-chunks.ts";
import { StateMachineError } from "../errors.ts";
import type {
  Command,
  CommandResult,
  ProposalRefusal,
  StateBatch,
  StateMachine,
  StateStage,
  StateStore,
} from "../types.ts";
import {
  decodeSessionEnvelope,
  encodeOpenResult,
  hasMark,
  type SessionEnvelope,
  type SessionRequest,
} from "./session-envelope.ts";
import {
  decodeResult,
  encodeResult,
  encodeSession,
  guardBatch,
  guardStage,
  resultKey,
  sessionKey,
  type StoredResult,
  toStoredResult,
} from "./session-rows.ts";
import type { SessionActivity, SessionMetrics } from "./session-metrics.ts";
import { sessionChunks, stageSessions } from "./session-snapshot.ts";
import { SESSION_LIMITS, SessionDraft, type SessionLimits, SessionTable } from "./session-table.ts";

/** What one command of a batch comes to. */
type Step =
  | { readonly kind: "apply"; readonly data: Uint8Array; readonly request: SessionRequest | null }
  | { readonly kind: "repeat"; readonly request: SessionRequest; readonly index: LogIndex }
  | { readonly kind: "answer"; readonly result: CommandResult };

interface Plan {
  readonly steps: readonly Step[];
  readonly draft: SessionDraft;
}

/**
 * Makes commands that carry a session's envelope apply once, however often they are proposed (Raft thesis, section 6.3), for any state machine: results
 * stand in rows of the same batch as what the machine inside writes, and go with every snapshot. Commands without an envelope pass through.
 *
 * The machine inside must keep its rows in the store that it is given: one with a store of its own may be ahead of the sessions after a crash, or behind
 * them, and a repetition could then be applied twice or not at all (`StateMachine.keepsOwnStore`).
 */
export class SessionStateMachine implements StateMachine {
  readonly #store: StateStore;
  readonly #inner: StateMachine;
  readonly #table: SessionTable;
  readonly #metrics: SessionMetrics | null;
  /** Applied, not known to be written. */
  #pending: Plan | null = null;

  /**
   * `inner` is made over `hideSessionRows(store)`.
   *
   * @throws StateMachineError NEWER_FORMAT or CORRUPT_ROW where the rows of sessions cannot be read.
   */
  constructor(
    options: { readonly limits?: SessionLimits },
    dependencies: {
      readonly store: StateStore;
      readonly inner: StateMachine;
      readonly metrics?: SessionMetrics;
    },
  ) {
    this.#store = dependencies.store;
    this.#inner = dependencies.inner;
    this.#metrics = dependencies.metrics ?? null;
    this.#table = new SessionTable(options.limits ?? SESSION_LIMITS);
    this.#load();
  }

  async apply(commands: readonly Command[], batch: StateBatch): Promise<readonly CommandResult[]> {
    assert(
      this.#pending === null,
      "apply was called before the last batch was reported as applied",
    );
    const guarded = guardBatch(batch);
    if (!commands.some(({ data }) => hasMark(data))) {
      return await this.#inner.apply(commands, guarded);
    }
    const whole = this.#plan(commands);
    const toApply = innerCommands(commands, whole.steps);
    const results = toApply.length === 0 ? [] : await this.#inner.apply(toApply, guarded);
    // The machine inside may stop early; what comes before the first command that it left is done.
    const left = toApply[results.length];
    const plan =
      left === undefined
        ? whole
        : this.#plan(
            commands.slice(
              0,
              commands.findIndex(({ index }) => index === left.index),
            ),
          );
    this.#pending = plan;
    return this.#finish(plan, { commands, results, batch });
  }

  applied(index: LogIndex): void {
    if (this.#pending !== null) {
      this.#table.take(this.#pending.draft);
      this.#metrics?.applied(activityOf(this.#pending), this.#usage());
      this.#pending = null;
    }
    this.#inner.applied(index);
  }

  appliedIndex(): LogIndex {
    return this.#inner.appliedIndex();
  }

  checkProposal(data: Uint8Array): ProposalRefusal | null {
    let envelope: SessionEnvelope;
    try {
      envelope = decodeSessionEnvelope(data);
    } catch (error) {
      return refusalOf(error);
    }
    return envelope.kind === "open" ? null : (this.#inner.checkProposal?.(envelope.data) ?? null);
  }

  async query(request: Uint8Array, options: { readonly signal: AbortSignal }): Promise<Uint8Array> {
    return await this.#inner.query(request, options);
  }

  createSnapshot(options: {
    readonly chunkBytesMax: number;
    readonly signal: AbortSignal;
  }): AsyncIterableIterator<Uint8Array> {
    options.signal.throwIfAborted();
    const view = this.#store.view();
    const inner = this.#inner.createSnapshot(options)[Symbol.asyncIterator]();
    return new HeldChunks({
      chunks: joined({ first: sessionChunks(view, options), second: inner }, options.signal),
      release: () => view.close(),
    });
  }

  async applySnapshot(chunks: AsyncIterable<Uint8Array>, stage: StateStage): Promise<void> {
    const iterator = chunks[Symbol.asyncIterator]();
    try {
      await stageSessions(iterator, stage);
    } catch (error) {
      await iterator.return?.();
      throw error;
    }
    await this.#inner.applySnapshot({ [Symbol.asyncIterator]: () => iterator }, guardStage(stage));
  }

  installed(index: LogIndex): void {
    this.#pending = null;
    this.#load();
    this.#inner.installed(index);
  }

  async close(): Promise<void> {
    await this.#inner.close();
  }

  #load(): void {
    const view = this.#store.view();
    try {
      this.#table.load(view);
    } finally {
      view.close();
    }
    this.#metrics?.loaded(this.#usage());
  }

  #usage(): { readonly sessions: number; readonly results: number } {
    return { sessions: this.#table.size, results: this.#table.resultCount };
  }

  #plan(commands: readonly Command[]): Plan {
    const draft = new SessionDraft(this.#table);
    return { steps: commands.map((command) => planStep(command, draft)), draft };
  }

  /** Gives each command its result, and writes the rows of the sessions. */
  #finish(
    { steps, draft }: Plan,
    done: {
      readonly commands: readonly Command[];
      readonly results: readonly CommandResult[];
      readonly batch: StateBatch;
    },
  ): readonly CommandResult[] {
    const fresh = new Map<LogIndex, StoredResult>();
    const results: CommandResult[] = [];
    let at = 0;
    for (const [number, step] of steps.entries()) {
      if (step.kind === "apply") {
        const result = done.results[at];
        const index = done.commands[number]?.index;
        assert(
          result !== undefined && index !== undefined,
          "each command that was taken has a result",
        );
        at += 1;
        results.push(result);
        if (step.request !== null) {
          fresh.set(index, toStoredResult(result));
        }
      } else if (step.kind === "repeat") {
        const stored = fresh.get(step.index) ?? this.#stored(step.request);
        results.push(repeated(step, stored));
      } else {
        results.push(step.result);
      }
    }
    this.#writeRows(draft, { fresh, batch: done.batch });
    return results;
  }

  #stored({ clientId, sequence }: SessionRequest): StoredResult {
    const view = this.#store.view();
    try {
      const value = view.get(resultKey(clientId, sequence));
      if (value === null) {
        throw new StateMachineError(
          `the result of sequence ${sequence} of session ${clientId} is missing from the store: replace this member's volume`,
          { code: "CORRUPT_ROW" },
        );
      }
      return decodeResult(value).result;
    } finally {
      view.close();
    }
  }

  /** Only what stands after the whole batch, so that rows do not depend on how commands were split into batches. */
  #writeRows(
    draft: SessionDraft,
    {
      fresh,
      batch,
    }: { readonly fresh: ReadonlyMap<LogIndex, StoredResult>; readonly batch: StateBatch },
  ): void {
    for (const [clientId, session] of draft.touched) {
      const before = this.#table.get(clientId);
      for (const sequence of before?.results.keys() ?? []) {
        if (session?.results.has(sequence) !== true) {
          batch.write({ op: "delete", key: resultKey(clientId, sequence) });
        }
      }
      if (session === null) {
        batch.write({ op: "delete", key: sessionKey(clientId) });
        continue;
      }
      const { lastIndex, acknowledged } = session;
      const value = encodeSession({ clientId, lastIndex, acknowledged });
      batch.write({ op: "put", key: sessionKey(clientId), value });
      for (const [sequence, index] of session.results) {
        const result = fresh.get(index);
        if (result !== undefined) {
          const key = resultKey(clientId, sequence);
          batch.write({ op: "put", key, value: encodeResult(index, result) });
        }
      }
    }
  }
}

function activityOf({ steps, draft }: Plan): SessionActivity {
  let [applied, repeated, refused] = [0, 0, 0];
  for (const step of steps) {
    if (step.kind === "apply") {
      applied += step.request === null ? 0 : 1;
    } else if (step.kind === "repeat") {
      repeated += 1;
    } else {
      refused += step.result.kind === "rejected" ? 1 : 0;
    }
  }
  return { applied, repeated, refused, evicted: draft.evictedCount };
}

function planStep({ data, index }: Command, draft: SessionDraft): Step {
  if (!hasMark(data)) {
    return { kind: "apply", data, request: null };
  }
  let envelope: SessionEnvelope;
  try {
    envelope = decodeSessionEnvelope(data);
  } catch (error) {
    if (error instanceof StateMachineError && error.code === "UNDECODABLE") {
      const { code, message } = refusalOf(error);
      return { kind: "answer", result: { kind: "rejected", code, message } };
    }
    throw error;
  }
  switch (envelope.kind) {
    case "plain":
      return { kind: "apply", data: envelope.data, request: null };
    case "open": {
      const clientId = draft.open(index);
      return { kind: "answer", result: { kind: "applied", result: encodeOpenResult(clientId) } };
    }
    case "request":
      return planRequest(envelope, index, draft);
    default:
      return assertNever(envelope);
  }
}

function planRequest(
  { request, data }: Extract<SessionEnvelope, { readonly kind: "request" }>,
  index: LogIndex,
  draft: SessionDraft,
): Step {
  const decision = draft.request(request, index);
  switch (decision.kind) {
    case "apply":
      return { kind: "apply", data, request };
    case "repeat":
      return { kind: "repeat", request, index: decision.index };
    case "refuse":
      return { kind: "answer", result: decision.result };
    default:
      return assertNever(decision);
  }
}

function innerCommands(commands: readonly Command[], steps: readonly Step[]): readonly Command[] {
  return commands.flatMap(({ index, term }, at) => {
    const step = steps[at];
    return step?.kind === "apply" ? [{ index, term, data: step.data }] : [];
  });
}

function repeated(
  { request, index }: { readonly request: SessionRequest; readonly index: LogIndex },
  stored: StoredResult,
): CommandResult {
  if (stored.kind !== "notKept") {
    return stored;
  }
  const { clientId, sequence } = request;
  return {
    kind: "rejected",
    code: "FAILED_PRECONDITION",
    message: `sequence ${sequence} of session ${clientId} was done, at index ${index}, and is not done again; its result of ${stored.bytes} bytes was too large to be kept`,
  };
}

function refusalOf(error: unknown): ProposalRefusal {
  if (error instanceof StateMachineError && error.code === "UNDECODABLE") {
    return { code: "INVALID_ARGUMENT", message: error.message };
  }
  if (error instanceof StateMachineError && error.code === "NEWER_FORMAT") {
    return { code: "FAILED_PRECONDITION", message: error.message };
  }
  throw error;
}

/** The chunks of both, one after the other. Whenever it ends, both are returned. */
function joined(
  {
    first,
    second,
  }: {
    readonly first: AsyncGenerator<Uint8Array, void, void>;
    readonly second: AsyncIterator<Uint8Array>;
  },
  signal: AbortSignal,
): AsyncIterator<Uint8Array, void, void> {
  let isFirstDone = false;
  const close = async (): Promise<IteratorResult<Uint8Array, void>> => {
    await first.return();
    await second.return?.();
    return { done: true, value: undefined };
  };
  return {
    next: async () => {
      try {
        signal.throwIfAborted();
        if (!isFirstDone) {
          const step = await first.next();
          if (step.done !== true) {
            return step;
          }
          isFirstDone = true;
        }
        const step = await second.next();
        return step.done === true ? { done: true, value: undefined } : step;
      } catch (error) {
        await close();
        throw error;
      }
    },
    return: close,
  };
}
