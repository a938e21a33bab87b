import { Buffer } from "node:buffer";
import type { ConfState, Entry, LogIndex, Message, NodeId, Term } from "../../../src/raft/index.ts";
import type { MemoryImage } from "../../../src/storage/memory-disk.ts";
import type { ApplyOperations, PersistOperations } from "../../../src/storage/types.ts";
import type { SimVolume } from "../disk.ts";
import type { Life } from "../node.ts";
import type { World } from "../world.ts";
import type { Check, ProposalAnswered } from "./check.ts";

export function isSameEntry(left: Entry, right: Entry): boolean {
  return (
    left === right ||
    (left.term === right.term &&
      left.index === right.index &&
      left.type === right.type &&
      Buffer.compare(left.data, right.data) === 0 &&
      Buffer.compare(left.context, right.context) === 0)
  );
}

export function describeEntry({ index, term, type, data }: Entry): string {
  return `${term}/${index} (${type}, ${data.length} bytes)`;
}

/** The term of the entry at `index`; null where the image has none, "cut" where the log begins after it. */
export function termIn(image: MemoryImage, index: LogIndex): number | "cut" | null {
  const { log } = image.state;
  if (index < log.firstIndex) {
    return index === log.firstIndex - 1 ? log.previousTerm : "cut";
  }
  return index > log.lastIndex ? null : (image.entries[index - log.firstIndex]?.term ?? null);
}

/**
 * The one committed log, as the nodes tell of it, over all of their lives: the first one to say that an entry is committed fixes it for all others.
 *
 * `committed-never-changes`: nobody says otherwise later. `state-machine-safety`: nobody applies another entry. `commit-on-quorum`: what a leader commits is
 * durable on a quorum of its configuration. `no-answer-before-commit`: a client is answered only by an entry that stands here.
 */
export class Ledger implements Check {
  readonly #world: World;
  readonly #firstIndex: LogIndex;
  readonly #entries: Entry[] = [];
  /** The term of whoever said first that the entry is committed: it was committed in that term, or earlier. */
  readonly #committedTerms: Term[] = [];
  readonly #terms: { readonly afterIndex: LogIndex; readonly term: number };
  /** Up to where each life has been compared. */
  readonly #compared = new Map<Life, LogIndex>();
  /** Every volume that ever was a member's, lost ones too. */
  readonly #volumes = new Map<NodeId, SimVolume>();
  readonly #committed: ((entry: Entry, committedTerm: Term) => void)[] = [];

  constructor(
    options: { readonly initialIndex: LogIndex; readonly initialTerm: number },
    dependencies: { readonly world: World },
  ) {
    this.#firstIndex = options.initialIndex + 1;
    this.#terms = { afterIndex: options.initialIndex, term: options.initialTerm };
    this.#world = dependencies.world;
  }

  get lastIndex(): LogIndex {
    return this.#firstIndex + this.#entries.length - 1;
  }

  entry(index: LogIndex): Entry | null {
    return this.#entries[index - this.#firstIndex] ?? null;
  }

  /** In which term, at the latest, the entry came to be committed; entries of earlier terms are committed by later ones. */
  committedTerm(index: LogIndex): Term {
    return this.#committedTerms[index - this.#firstIndex] ?? 0;
  }

  /** Of a committed index; null where it is not. */
  term(index: LogIndex): number | null {
    return index === this.#terms.afterIndex ? this.#terms.term : (this.entry(index)?.term ?? null);
  }

  volume(nodeId: NodeId): SimVolume | null {
    return this.#volumes.get(nodeId) ?? null;
  }

  /** Calls back for each entry that becomes known as committed. */
  onCommitted(callback: (entry: Entry, committedTerm: Term) => void): void {
    this.#committed.push(callback);
  }

  started(life: Life): void {
    if (life.nodeId !== null) {
      this.#volumes.set(life.nodeId, life.volume);
    }
    this.#compared.set(life, life.storage.appliedIndex());
  }

  crashed(life: Life): void {
    this.#compared.delete(life);
  }

  sending(life: Life, message: Message): void {
    if (message.type === "append" && message.commit > this.lastIndex) {
      this.#compare(life, message.commit, {
        check: "committed-never-changes",
        entries: [],
        term: message.term,
      });
    }
  }

  persisting(life: Life, operations: PersistOperations): void {
    const { snapshot, entries, hardState, commitIndex } = operations;
    if (snapshot !== null) {
      const { index, term } = snapshot.metadata;
      const known = this.term(index);
      if (known !== term && index >= this.#firstIndex - 1) {
        this.#world.violate(
          "state-machine-safety",
          `node ${life.nodeId} installs a snapshot at ${term}/${index}, but the committed entry there has term ${known}`,
        );
      }
      this.#compared.set(life, Math.max(index, this.#compared.get(life) ?? 0));
    }
    const commit = Math.max(hardState?.commit ?? 0, commitIndex ?? 0);
    const term = hardState?.term ?? termOf(life);
    this.#compare(life, commit, { check: "committed-never-changes", entries, term });
  }

  applying(life: Life, operations: ApplyOperations): void {
    this.#compare(life, operations.appliedIndex, {
      check: "state-machine-safety",
      entries: [],
      term: termOf(life),
    });
  }

  answered(life: Life, answer: ProposalAnswered): void {
    const entry = this.entry(answer.index);
    if (
      entry === null ||
      entry.term !== answer.term ||
      Buffer.compare(entry.data, answer.data) !== 0
    ) {
      this.#world.violate(
        "no-answer-before-commit",
        `node ${life.nodeId} answered a client that its command is at ${answer.term}/${answer.index}, where ${entry === null ? "nothing is committed" : `${describeEntry(entry)} is committed`}`,
      );
    }
  }

  #compare(
    life: Life,
    through: LogIndex,
    claim: { readonly check: string; readonly entries: readonly Entry[]; readonly term: Term },
  ): void {
    const from = (this.#compared.get(life) ?? 0) + 1;
    if (through < from) {
      return;
    }
    const firstNew = claim.entries[0]?.index ?? Number.POSITIVE_INFINITY;
    for (let index = from; index <= through; index++) {
      const entry =
        index >= firstNew ? (claim.entries[index - firstNew] ?? null) : readEntry(life, index);
      if (entry === null) {
        this.#world.violate(
          claim.check,
          `node ${life.nodeId} says that index ${index} is committed, and has no entry there`,
        );
        return;
      }
      if (!this.#accept(life, entry, claim)) {
        return;
      }
    }
    this.#compared.set(life, through);
  }

  #accept(
    life: Life,
    entry: Entry,
    { check, term }: { readonly check: string; readonly term: Term },
  ): boolean {
    const known = this.entry(entry.index);
    if (known !== null) {
      if (!isSameEntry(known, entry)) {
        this.#world.violate(
          check,
          `node ${life.nodeId} says that ${describeEntry(entry)} is committed, but committed there is ${describeEntry(known)}`,
        );
        return false;
      }
      return true;
    }
    if (entry.index !== this.lastIndex + 1) {
      this.#world.violate(
        check,
        `node ${life.nodeId} says that ${describeEntry(entry)} is committed, but the committed log ends at ${this.lastIndex}`,
      );
      return false;
    }
    this.#entries.push(entry);
    this.#committedTerms.push(term);
    this.#checkQuorum(life, entry);
    for (const callback of this.#committed) {
      callback(entry, term);
    }
    return true;
  }

  /** Only a leader decides; a follower may have heard of it in a message of a leader that is gone. */
  #checkQuorum(life: Life, entry: Entry): void {
    if (life.parts?.node.isLeader() !== true) {
      return;
    }
    const { confState } = life.storage.initialState();
    const missing = this.#findMissing(confState, entry);
    if (missing !== null) {
      this.#world.violate(
        "commit-on-quorum",
        `leader ${life.nodeId} committed ${describeEntry(entry)}, which is durable on only [${missing.durable.join(", ")}] of the voters [${missing.voters.join(", ")}]`,
      );
    }
  }

  #findMissing(
    confState: ConfState,
    entry: Entry,
  ): { readonly voters: readonly NodeId[]; readonly durable: readonly NodeId[] } | null {
    for (const voters of [confState.voters, confState.votersOutgoing]) {
      const durable = voters.filter((nodeId) => this.#isDurableOn(nodeId, entry));
      if (voters.length > 0 && durable.length * 2 <= voters.length) {
        return { voters, durable };
      }
    }
    return null;
  }

  #isDurableOn(nodeId: NodeId, entry: Entry): boolean {
    const image = this.#volumes.get(nodeId)?.durable ?? null;
    if (image === null) {
      return false;
    }
    const term = termIn(image, entry.index);
    return term === "cut" || term === entry.term;
  }
}

function termOf(life: Life): Term {
  return life.storage.initialState().hardState.term;
}

function readEntry(life: Life, index: LogIndex): Entry | null {
  const read = life.storage.entries(index, index + 1, 0);
  return read.kind === "entries" ? (read.entries[0] ?? null) : null;
}
