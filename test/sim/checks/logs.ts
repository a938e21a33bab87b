import type { Entry, LogIndex, Term } from "../../../src/raft/index.ts";
import type { ApplyOperations, PersistOperations } from "../../../src/storage/types.ts";
import type { Life } from "../node.ts";
import type { World } from "../world.ts";
import type { Check } from "./check.ts";
import { describeEntry, isSameEntry } from "./ledger.ts";

interface Created {
  readonly entry: Entry;
  readonly previousTerm: Term;
}

interface Seen {
  term: Term;
  vote: number | null;
  commit: LogIndex;
  applied: LogIndex;
}

/**
 * `log-matching`: one index and term name one entry, and one predecessor, in every log that ever held them; so, step by step, all that comes before it.
 * `monotonic`: in a life, term, commit and applied index never go back, and a vote is not changed within its term.
 */
export class Logs implements Check {
  readonly #world: World;
  /** By index, then term. */
  readonly #created = new Map<LogIndex, Map<Term, Created>>();
  readonly #seen = new Map<Life, Seen>();

  constructor(dependencies: { readonly world: World }) {
    this.#world = dependencies.world;
  }

  started(life: Life): void {
    const { term, vote, commit } = life.storage.initialState().hardState;
    this.#seen.set(life, { term, vote, commit, applied: life.storage.appliedIndex() });
  }

  crashed(life: Life): void {
    this.#seen.delete(life);
  }

  persisting(life: Life, operations: PersistOperations): void {
    this.#checkMonotonic(life, operations);
    const first = operations.entries[0];
    if (first === undefined) {
      return;
    }
    let previousTerm = previousTermOf(life, operations, first.index);
    for (const entry of operations.entries) {
      if (previousTerm !== null) {
        this.#record(life, { entry, previousTerm });
      }
      previousTerm = entry.term;
    }
  }

  applying(life: Life, { appliedIndex }: ApplyOperations): void {
    const seen = this.#seen.get(life);
    if (seen !== undefined) {
      this.#rise(life, "applied", { before: seen.applied, after: appliedIndex });
      seen.applied = appliedIndex;
    }
  }

  #record(life: Life, created: Created): void {
    const { entry, previousTerm } = created;
    let byTerm = this.#created.get(entry.index);
    if (byTerm === undefined) {
      byTerm = new Map();
      this.#created.set(entry.index, byTerm);
    }
    const known = byTerm.get(entry.term);
    if (known === undefined) {
      byTerm.set(entry.term, created);
    } else if (!isSameEntry(known.entry, entry) || known.previousTerm !== previousTerm) {
      this.#world.violate(
        "log-matching",
        `node ${life.nodeId} has ${describeEntry(entry)} after one of term ${previousTerm}, another log ${describeEntry(known.entry)} after one of term ${known.previousTerm}`,
      );
    }
  }

  #checkMonotonic(life: Life, { hardState, commitIndex, snapshot }: PersistOperations): void {
    const seen = this.#seen.get(life);
    if (seen === undefined) {
      return;
    }
    if (hardState !== null) {
      this.#rise(life, "term", { before: seen.term, after: hardState.term });
      if (hardState.term === seen.term && seen.vote !== null && hardState.vote !== seen.vote) {
        this.#world.violate(
          "monotonic",
          `node ${life.nodeId} changed its vote in term ${seen.term} from ${seen.vote} to ${hardState.vote}`,
        );
      }
      seen.term = hardState.term;
      seen.vote = hardState.vote;
      this.#rise(life, "commit", { before: seen.commit, after: hardState.commit });
      seen.commit = hardState.commit;
    }
    if (commitIndex !== null) {
      this.#rise(life, "commit", { before: seen.commit, after: commitIndex });
      seen.commit = commitIndex;
    }
    if (snapshot !== null) {
      this.#rise(life, "applied", { before: seen.applied, after: snapshot.metadata.index });
      seen.applied = snapshot.metadata.index;
    }
  }

  #rise(
    life: Life,
    what: string,
    { before, after }: { readonly before: number; readonly after: number },
  ): void {
    if (after < before) {
      this.#world.violate(
        "monotonic",
        `the ${what} of node ${life.nodeId} went back from ${before} to ${after}`,
      );
    }
  }
}

function previousTermOf(
  life: Life,
  { snapshot }: PersistOperations,
  firstIndex: LogIndex,
): Term | null {
  if (snapshot !== null && snapshot.metadata.index === firstIndex - 1) {
    return snapshot.metadata.term;
  }
  const found = life.storage.term(firstIndex - 1);
  return found.kind === "term" ? found.term : null;
}
