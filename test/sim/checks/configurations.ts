import type { ConfState, Entry, LogIndex, Message, NodeId } from "../../../src/raft/index.ts";
import type { ApplyOperations, MemberBook, PersistOperations } from "../../../src/storage/types.ts";
import type { Coverage } from "../coverage.ts";
import type { Life } from "../node.ts";
import type { World } from "../world.ts";
import type { Check } from "./check.ts";

/**
 * `one-configuration-change`: a leader appends none while another is unapplied. `overlapping-quorums`: from one configuration to the next, majorities share a
 * member. `equal-configurations`: all members have the same one at an index. `ids-never-reused`: an id is one volume's, and never comes back.
 */
export class Configurations implements Check {
  readonly #world: World;
  readonly #coverage: Coverage;
  /** By the index of the change that led to it. */
  readonly #known = new Map<LogIndex, string>();
  readonly #volumes = new Map<NodeId, string>();
  readonly #removed = new Set<NodeId>();
  /** Indexes at which some log had, or was sent, a change, above the newest in force. */
  readonly #changes = new Set<LogIndex>();
  readonly #isChange: (index: LogIndex) => boolean;
  #last: { readonly index: LogIndex; readonly confState: ConfState };

  constructor(
    options: {
      readonly index: LogIndex;
      readonly confState: ConfState;
      readonly memberBook: MemberBook;
    },
    dependencies: {
      readonly world: World;
      readonly coverage: Coverage;
      /** Whether what is committed there is a configuration change. */
      readonly isChange: (index: LogIndex) => boolean;
    },
  ) {
    this.#last = options;
    this.#isChange = dependencies.isChange;
    this.#world = dependencies.world;
    this.#coverage = dependencies.coverage;
    this.#known.set(options.index, JSON.stringify([options.confState, options.memberBook.members]));
    this.#checkIds(options.memberBook);
  }

  /** True where a configuration change was made that is neither in force nor ruled out: it may still come. */
  isOpen(committedIndex: LogIndex): boolean {
    if (this.#last.confState.votersOutgoing.length > 0) {
      return true;
    }
    for (const index of this.#changes) {
      if (index <= this.#last.index) {
        this.#changes.delete(index);
      }
    }
    for (const index of this.#changes) {
      if (index > committedIndex || this.#isChange(index)) {
        return true;
      }
    }
    return false;
  }

  wasMember(nodeId: NodeId): boolean {
    return this.#volumes.has(nodeId);
  }

  /** The newest that was applied anywhere. */
  get latest(): { readonly index: LogIndex; readonly confState: ConfState } {
    return this.#last;
  }

  sending(_life: Life, message: Message): void {
    if (message.type === "append") {
      for (const { type, index } of message.entries) {
        if (type !== "normal") {
          this.#changes.add(index);
        }
      }
    }
  }

  persisting(life: Life, { entries }: PersistOperations): void {
    for (const [at, entry] of entries.entries()) {
      if (entry.type !== "normal") {
        this.#changes.add(entry.index);
        if (life.parts?.node.isLeader() === true) {
          this.#checkAlone(life, entry, entries.slice(0, at));
        }
      }
    }
  }

  /** What a dead life was writing may have come to stand. */
  started(life: Life): void {
    this.#observe(life);
  }

  persisted(life: Life, { snapshot }: PersistOperations): void {
    if (snapshot !== null) {
      this.#observe(life);
    }
  }

  applied(life: Life, { confState }: ApplyOperations): void {
    if (confState !== null) {
      this.#observe(life);
    }
  }

  #observe(life: Life): void {
    const book = life.storage.memberBook();
    const { confState } = life.storage.initialState();
    const index = book.configurationIndex;
    if (index === 0) {
      return;
    }
    const text = JSON.stringify([confState, book.members]);
    const known = this.#known.get(index);
    if (known !== undefined) {
      if (known !== text) {
        this.#world.violate(
          "equal-configurations",
          `node ${life.nodeId} has at index ${index} the configuration ${text}, another member ${known}`,
        );
      }
      return;
    }
    this.#known.set(index, text);
    if (index > this.#last.index) {
      this.#checkTransition(life, this.#last.confState, confState);
      this.#last = { index, confState };
      this.#coverage.add("configurationChanges");
      if (confState.votersOutgoing.length > 0) {
        this.#coverage.add("jointChanges");
      }
    }
    this.#checkIds(book);
  }

  #checkAlone(life: Life, entry: Entry, before: readonly Entry[]): void {
    const { nodeId, storage } = life;
    if (entry.term !== storage.initialState().hardState.term) {
      return;
    }
    const applied = storage.appliedIndex();
    const firstNew = before[0]?.index ?? entry.index;
    const other =
      before.find(({ type, index }) => type !== "normal" && index > applied) ??
      findConfChange(life, applied + 1, firstNew);
    if (other !== undefined && other !== null) {
      this.#world.violate(
        "one-configuration-change",
        `leader ${nodeId} appended a configuration change at ${entry.term}/${entry.index} while that at ${other.term}/${other.index} is not applied`,
      );
    }
  }

  #checkTransition(life: Life, before: ConfState, after: ConfState): void {
    const wasJoint = before.votersOutgoing.length > 0;
    const isJoint = after.votersOutgoing.length > 0;
    let isRight: boolean;
    if (wasJoint) {
      isRight = !isJoint && isSameSet(before.voters, after.voters);
    } else if (isJoint) {
      isRight = isSameSet(before.voters, after.votersOutgoing);
    } else {
      isRight = differenceOf(before.voters, after.voters) <= 1;
    }
    if (!isRight || after.voters.length === 0) {
      this.#world.violate(
        "overlapping-quorums",
        `node ${life.nodeId} went from configuration ${JSON.stringify(before)} to ${JSON.stringify(after)}`,
      );
    }
  }

  #checkIds({ members }: MemberBook): void {
    for (const { nodeId, storeId } of members) {
      const known = this.#volumes.get(nodeId);
      if (this.#removed.has(nodeId) || (known !== undefined && known !== storeId)) {
        this.#world.violate(
          "ids-never-reused",
          `id ${nodeId} was that of volume ${known} and is given to volume ${storeId}`,
        );
      }
      for (const [otherId, otherStoreId] of this.#volumes) {
        if (otherId !== nodeId && otherStoreId === storeId) {
          this.#world.violate(
            "ids-never-reused",
            `volume ${storeId} is member ${otherId} and member ${nodeId}`,
          );
        }
      }
      this.#volumes.set(nodeId, storeId);
    }
    const present = new Set(members.map(({ nodeId }) => nodeId));
    for (const nodeId of this.#volumes.keys()) {
      if (!present.has(nodeId)) {
        this.#removed.add(nodeId);
      }
    }
  }
}

function findConfChange(life: Life, low: LogIndex, high: LogIndex): Entry | null {
  const read =
    low < high && low >= life.storage.firstIndex()
      ? life.storage.entries(low, high, Number.MAX_SAFE_INTEGER)
      : null;
  return read?.kind === "entries"
    ? (read.entries.find(({ type }) => type !== "normal") ?? null)
    : null;
}

function isSameSet(left: readonly NodeId[], right: readonly NodeId[]): boolean {
  return differenceOf(left, right) === 0;
}

/** Members that only one of the two has. */
function differenceOf(left: readonly NodeId[], right: readonly NodeId[]): number {
  return (
    left.filter((id) => !right.includes(id)).length +
    right.filter((id) => !left.includes(id)).length
  );
}
