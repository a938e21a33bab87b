import type {
  Entry,
  LogIndex,
  NodeId,
  ReadState,
  Ready,
  Snapshot,
  Term,
} from "../../../src/raft/index.ts";
import type { Member } from "./cluster-member.ts";

interface Agreed {
  readonly term: Term;
  readonly data: string;
  /** In force once the entry is applied. */
  readonly configuration: string;
}

/** How often what a run is about has happened: a model in which nothing happens proves nothing. */
export interface Happened {
  elections: number;
  applied: number;
  overwritten: number;
  jointEntered: number;
  snapshotsInstalled: number;
  writesLost: number;
  readsServed: number;
}

export const NOTHING_HAPPENED: Readonly<Happened> = {
  elections: 0,
  applied: 0,
  overwritten: 0,
  jointEntered: 0,
  snapshotsInstalled: 0,
  writesLost: 0,
  readsServed: 0,
};

/** The five properties of the Raft paper's figure 3, and that of reads (section 8), over all that ever happened to a cluster. Each throws where it is broken. */
export class SafetyProperties {
  /** By index, over all restarts: what any node has applied. */
  readonly #agreed = new Map<LogIndex, Agreed>();
  #agreedLast: LogIndex = 0;
  /** Who led which term. */
  readonly #leaders = new Map<Term, NodeId>();
  readonly #reads = new Map<string, LogIndex>();
  readonly happened: Happened = { ...NOTHING_HAPPENED };

  /** The highest index that any node has applied. */
  get agreedLast(): LogIndex {
    return this.#agreedLast;
  }

  /** State machine safety: whatever node applies an index, in whatever life, applies the same entry and comes to the same configuration. */
  checkApplied({ id, storage }: Member, { index, term, type, data }: Entry): void {
    const applied: Agreed = {
      term,
      data: `${type}:${data.join(" ")}`,
      configuration: JSON.stringify(storage.confState),
    };
    const agreed = this.#agreed.get(index) ?? applied;
    expectThat(
      agreed.term === term && agreed.data === applied.data,
      `state machine safety: index ${index} is ${term} ${applied.data} on node ${id}, was ${agreed.term} ${agreed.data}`,
    );
    expectThat(
      agreed.configuration === applied.configuration,
      `state machine safety: at index ${index} node ${id} has ${applied.configuration}, was ${agreed.configuration}`,
    );
    this.#agreed.set(index, agreed);
    this.#agreedLast = Math.max(this.#agreedLast, index);
  }

  /** A snapshot stands for the entries up to its index, with the configuration that they lead to. */
  checkSnapshot(member: Member, { metadata }: Snapshot): void {
    const { index, term, confState } = metadata;
    const agreed = this.#agreed.get(index);
    expectThat(
      // At the same index where it has asked for one.
      index >= member.applied,
      `node ${member.id} installs a snapshot at ${index} over ${member.applied}`,
    );
    expectThat(
      agreed === undefined ||
        (agreed.term === term && agreed.configuration === JSON.stringify(confState)),
      `state machine safety: the snapshot at ${index} is of term ${term} with ${JSON.stringify(confState)}, applied were ${agreed?.term} and ${agreed?.configuration}`,
    );
  }

  /** A linearizable read shows at least what had been applied anywhere before it was asked for. */
  startRead(context: Uint8Array): void {
    this.#reads.set(context.join(" "), this.#agreedLast);
  }

  checkReads(states: readonly ReadState[]): void {
    for (const { index, context } of states) {
      const least = this.#reads.get(context.join(" ")) ?? 0;
      this.happened.readsServed += 1;
      expectThat(index >= least, `a read at ${index} misses ${least}, which was applied before it`);
    }
  }

  /** Leader append-only: between two Readies of one term that it leads, a leader only adds to the end of its log. */
  checkAppendOnly(member: Member, ready: Ready): void {
    const { role, term } = member.raw.status();
    if (role !== "leader" || member.readyTerm !== term) {
      return;
    }
    const first = ready.entries[0]?.index ?? Number.POSITIVE_INFINITY;
    expectThat(
      first > member.storage.lastIndex() && ready.snapshot === null,
      `leader append-only: node ${member.id}, leader of term ${term}, writes ${first} over ${member.storage.lastIndex()}`,
    );
  }

  /** Election safety, leader append-only and leader completeness: one leader a term, which never shortens its log and has all that any node ever applied. */
  checkLeaders(members: readonly Member[]): void {
    for (const member of members) {
      const { role, term, commit, lastIndex } = member.raw.status();
      expectThat(commit <= lastIndex, "the commit index is above the last index");
      if (role !== "leader") {
        continue;
      }
      if (this.#leaders.get(term) !== member.id) {
        expectThat(!this.#leaders.has(term), `election safety: two leaders in term ${term}`);
        this.#leaders.set(term, member.id);
        this.happened.elections += 1;
        this.#checkCompleteness(member);
      }
      expectThat(
        member.ledTerm !== term || lastIndex >= member.ledLastIndex,
        `leader append-only: node ${member.id} shortened its log to ${lastIndex} in term ${term}`,
      );
      member.ledTerm = term;
      member.ledLastIndex = lastIndex;
    }
  }

  #checkCompleteness({ id, storage }: Member): void {
    for (const [index, { term }] of this.#agreed) {
      if (index >= storage.base.metadata.index) {
        const own = storage.term(index);
        expectThat(
          own.kind === "term" && own.term === term,
          `leader completeness: node ${id} leads without entry ${index} of term ${term}`,
        );
      }
    }
  }

  /** Log matching: two logs that have the same term at an index are the same up to it. */
  checkLogs(members: readonly Member[]): void {
    const byPosition = new Map<string, string>();
    for (const { storage } of members) {
      let previous = "";
      for (const { index, term, type, data } of storage.log) {
        const content = `${previous}|${type}:${data.join(" ")}`;
        const key = `${index}/${term}`;
        const before = byPosition.get(key);
        const own = index === storage.firstIndex() ? "" : content;
        expectThat(
          before === undefined || own === "" || before === "" || before === own,
          `log matching: two entries at ${key}`,
        );
        if (own !== "") {
          byPosition.set(key, own);
        }
        previous = key;
      }
    }
  }
}

export function expectThat(condition: boolean, message: string): void {
  if (!condition) {
    throw new Error(message);
  }
}
