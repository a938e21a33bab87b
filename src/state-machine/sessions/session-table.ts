import type { LogIndex } from "../../raft/types.ts";
import { assert } from "../../utils/assert.ts";
import type { KeyValueView } from "../../utils/key-value.ts";
import type { CommandResult } from "../types.ts";
import type { SessionRequest } from "./session-envelope.ts";
import { decodeSessionRow, sessionRows } from "./session-rows.ts";

/**
 * What all sessions together may take. Which session ends for a new one must be the same on every member, so these are part of the format and no options.
 * A session is about 100 bytes of memory and a result not acknowledged about 60, since results themselves stay in the store.
 */
export interface SessionLimits {
  readonly sessionsMax: number;
  /** Results that one session keeps because they are not acknowledged. */
  readonly sessionResultsMax: number;
  /** Of all sessions. At least `sessionResultsMax`. */
  readonly resultsMax: number;
}

export const SESSION_LIMITS: SessionLimits = {
  sessionsMax: 4096,
  sessionResultsMax: 1024,
  resultsMax: 32_768,
};

/** One client's session. Replaced, never changed, but by the draft that made it. */
export interface Session {
  readonly lastIndex: LogIndex;
  readonly acknowledged: number;
  /** Where the requests without an acknowledgement were applied, by sequence. */
  readonly results: ReadonlyMap<number, LogIndex>;
}

/** What is to be done for one command of a session. */
export type SessionDecision =
  | { readonly kind: "apply" }
  /** It was applied at `index`. */
  | { readonly kind: "repeat"; readonly index: LogIndex }
  | { readonly kind: "refuse"; readonly result: CommandResult };

/** Every session, as of the last batch that is written. */
export class SessionTable {
  readonly limits: SessionLimits;
  readonly #sessions = new Map<number, Session>();
  #resultCount = 0;

  constructor(limits: SessionLimits) {
    this.limits = limits;
  }

  get size(): number {
    return this.#sessions.size;
  }

  get resultCount(): number {
    return this.#resultCount;
  }

  get(clientId: number): Session | null {
    return this.#sessions.get(clientId) ?? null;
  }

  entries(): Iterable<readonly [number, Session]> {
    return this.#sessions;
  }

  /** Reads all anew. @throws StateMachineError NEWER_FORMAT or CORRUPT_ROW. */
  load(view: KeyValueView): void {
    this.#sessions.clear();
    this.#resultCount = 0;
    const results = new Map<number, Map<number, LogIndex>>();
    for (const page of sessionRows(view)) {
      for (const row of page) {
        const decoded = decodeSessionRow(row);
        if (decoded.kind === "session") {
          const { clientId, lastIndex, acknowledged } = decoded.session;
          const own = new Map<number, LogIndex>();
          results.set(clientId, own);
          this.#sessions.set(clientId, { lastIndex, acknowledged, results: own });
        } else {
          // Sessions stand before results, so each one's own is here.
          results.get(decoded.clientId)?.set(decoded.sequence, decoded.index);
          this.#resultCount += 1;
        }
      }
    }
  }

  /** What a draft made becomes the table. */
  take(draft: SessionDraft): void {
    for (const [clientId, session] of draft.touched) {
      this.#resultCount -= this.#sessions.get(clientId)?.results.size ?? 0;
      if (session === null) {
        this.#sessions.delete(clientId);
      } else {
        this.#sessions.set(clientId, session);
        this.#resultCount += session.results.size;
      }
    }
  }
}

interface DraftSession extends Session {
  lastIndex: LogIndex;
  acknowledged: number;
  readonly results: Map<number, LogIndex>;
}

/**
 * The table as the commands of one batch make it, beside the table itself: a batch may have to be made again with fewer commands. What it decides follows
 * from the table and the commands alone, never from results, which are not known yet.
 */
export class SessionDraft {
  readonly #table: SessionTable;
  readonly #touched = new Map<number, DraftSession | null>();
  #size: number;
  #resultCount: number;
  #evictedCount = 0;

  constructor(table: SessionTable) {
    this.#table = table;
    this.#size = table.size;
    this.#resultCount = table.resultCount;
  }

  /** Sessions that it ended to make room. */
  get evictedCount(): number {
    return this.#evictedCount;
  }

  /** Every session that is not as in the table; null: ended. */
  get touched(): ReadonlyMap<number, Session | null> {
    return this.#touched;
  }

  /** The client id of a session that begins with the command at `index`: the index itself, which no other command ever has. */
  open(index: LogIndex): number {
    while (this.#size >= this.#table.limits.sessionsMax) {
      this.#endIdlest(index);
    }
    this.#touched.set(index, { lastIndex: index, acknowledged: 0, results: new Map() });
    this.#size += 1;
    return index;
  }

  request({ clientId, sequence, acknowledged }: SessionRequest, index: LogIndex): SessionDecision {
    const session = this.#touch(clientId);
    if (session === null) {
      return refuse(
        "FAILED_PRECONDITION",
        `session ${clientId} is not known: it was idle for longest and ended for a newer one, or was never opened; open another one, and read back what requests without an answer may have done`,
      );
    }
    session.lastIndex = index;
    this.#acknowledge(session, acknowledged);
    if (sequence <= session.acknowledged) {
      return refuse(
        "FAILED_PRECONDITION",
        `sequence ${sequence} of session ${clientId} was acknowledged, all up to ${session.acknowledged} are: its result is no longer kept, a new request needs a higher one`,
      );
    }
    const appliedAt = session.results.get(sequence);
    if (appliedAt !== undefined) {
      return { kind: "repeat", index: appliedAt };
    }
    const { sessionResultsMax, resultsMax } = this.#table.limits;
    if (session.results.size >= sessionResultsMax) {
      return refuse(
        "RESOURCE_EXHAUSTED",
        `session ${clientId} has ${sessionResultsMax} results that are not acknowledged: acknowledge what was answered, the lowest sequences first`,
      );
    }
    session.results.set(sequence, index);
    this.#resultCount += 1;
    while (this.#resultCount > resultsMax) {
      this.#endIdlest(clientId);
    }
    return { kind: "apply" };
  }

  #acknowledge(session: DraftSession, acknowledged: number): void {
    if (acknowledged <= session.acknowledged) {
      return;
    }
    session.acknowledged = acknowledged;
    for (const sequence of session.results.keys()) {
      if (sequence <= acknowledged) {
        session.results.delete(sequence);
        this.#resultCount -= 1;
      }
    }
  }

  /** The session to be changed, a copy of the table's; null: there is none. */
  #touch(clientId: number): DraftSession | null {
    const touched = this.#touched.get(clientId);
    if (touched !== undefined) {
      return touched;
    }
    const session = this.#table.get(clientId);
    if (session === null) {
      return null;
    }
    const copy = { ...session, results: new Map(session.results) };
    this.#touched.set(clientId, copy);
    return copy;
  }

  /** Ends the session whose last command is the oldest. Indexes are unique, so there is one. */
  #endIdlest(exceptClientId: number): void {
    let idlest: readonly [number, Session] | null = null;
    const consider = (clientId: number, session: Session): void => {
      if (
        clientId !== exceptClientId &&
        (idlest === null || session.lastIndex < idlest[1].lastIndex)
      ) {
        idlest = [clientId, session];
      }
    };
    for (const [clientId, session] of this.#table.entries()) {
      if (!this.#touched.has(clientId)) {
        consider(clientId, session);
      }
    }
    for (const [clientId, session] of this.#touched) {
      if (session !== null) {
        consider(clientId, session);
      }
    }
    this.#end(idlest);
  }

  #end(ended: readonly [number, Session] | null): void {
    assert(ended !== null, "a bound of sessions is reached, so there is one to end");
    const [clientId, session] = ended;
    this.#size -= 1;
    this.#evictedCount += 1;
    this.#resultCount -= session.results.size;
    this.#touched.set(clientId, null);
  }
}

function refuse(
  code: "FAILED_PRECONDITION" | "RESOURCE_EXHAUSTED",
  message: string,
): SessionDecision {
  return { kind: "refuse", result: { kind: "rejected", code, message } };
}
