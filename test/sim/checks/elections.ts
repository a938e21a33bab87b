import type { Entry, Message, NodeId } from "../../../src/raft/index.ts";
import type { Coverage } from "../coverage.ts";
import type { Life } from "../node.ts";
import type { World } from "../world.ts";
import type { Check } from "./check.ts";
import { describeEntry, type Ledger } from "./ledger.ts";

/** `election-safety`: one leader a term. `vote-once`: one vote a term and node. `leader-completeness`: a leader has all that was committed in earlier terms. */
export class Elections implements Check {
  readonly #world: World;
  readonly #ledger: Ledger;
  readonly #coverage: Coverage;
  /** By term. */
  readonly #leaders = new Map<number, NodeId>();
  /** The last term that a life was seen leading in, while it leads. */
  readonly #leading = new Map<Life, number>();
  readonly #votes = new Map<string, NodeId>();

  constructor(dependencies: {
    readonly world: World;
    readonly ledger: Ledger;
    readonly coverage: Coverage;
  }) {
    this.#world = dependencies.world;
    this.#ledger = dependencies.ledger;
    this.#coverage = dependencies.coverage;
    this.#ledger.onCommitted((entry, committedTerm) => this.#committed(entry, committedTerm));
  }

  stepped(life: Life): void {
    const node = life.parts?.node;
    if (node === undefined) {
      return;
    }
    const isLeader = node.isLeader();
    if (isLeader !== this.#leading.has(life)) {
      const status = node.status();
      if (isLeader) {
        this.#lead(life, status.term);
      } else {
        this.#leading.delete(life);
      }
    }
  }

  crashed(life: Life): void {
    this.#leading.delete(life);
  }

  sending(life: Life, message: Message): void {
    switch (message.type) {
      case "append":
      case "heartbeat":
      case "snapshot":
        if (this.#leading.get(life) !== message.term) {
          this.#lead(life, message.term);
        }
        break;
      case "requestVote":
        this.#vote(message.from, message.term, message.from);
        break;
      case "requestVoteResponse":
        if (!message.reject) {
          this.#vote(message.from, message.term, message.to);
        }
        break;
      default:
    }
  }

  #lead(life: Life, term: number): void {
    const nodeId = life.nodeId ?? 0;
    const known = this.#leaders.get(term);
    if (known !== undefined && known !== nodeId) {
      this.#world.violate(
        "election-safety",
        `node ${nodeId} leads in term ${term}, in which node ${known} was leader`,
      );
      return;
    }
    this.#leading.set(life, term);
    if (known === undefined) {
      this.#leaders.set(term, nodeId);
      this.#coverage.add("leaderChanges");
    }
    this.#checkComplete(life, term);
  }

  #checkComplete(life: Life, term: number): void {
    let index = this.#ledger.lastIndex;
    while (this.#ledger.committedTerm(index) >= term) {
      index -= 1;
    }
    const entry = this.#ledger.entry(index);
    if (entry !== null && !hasEntry(life, entry)) {
      this.#report(life, term, entry);
    }
  }

  #committed(entry: Entry, committedTerm: number): void {
    for (const [life, term] of this.#leading) {
      if (term > committedTerm && life.parts?.node.isLeader() === true && !hasEntry(life, entry)) {
        this.#report(life, term, entry);
      }
    }
  }

  #report(life: Life, term: number, entry: Entry): void {
    this.#world.violate(
      "leader-completeness",
      `node ${life.nodeId} leads in term ${term} without ${describeEntry(entry)}, which was committed in an earlier term`,
    );
  }

  #vote(voter: NodeId, term: number, candidate: NodeId): void {
    const key = `${voter}:${term}`;
    const known = this.#votes.get(key);
    if (known !== undefined && known !== candidate) {
      this.#world.violate(
        "vote-once",
        `node ${voter} voted for node ${candidate} in term ${term}, in which it had voted for node ${known}`,
      );
    }
    this.#votes.set(key, candidate);
  }
}

function hasEntry(life: Life, { index, term }: Entry): boolean {
  if (index < life.storage.firstIndex() - 1) {
    return true;
  }
  const found = life.storage.term(index);
  return found.kind === "term" && found.term === term;
}
