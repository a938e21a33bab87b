import type { Message, NodeId, ProgressStatus, Term } from "../raft/index.ts";

interface Sign {
  readonly term: Term;
  readonly tick: number;
}

/**
 * When a leader was last answered by each member. The algorithm forgets this at every check of the quorum, to see who answers until the next one: right
 * after a check it takes everyone for gone, and a decision on a configuration must not fall into that gap. Where it makes no such check it never forgets,
 * and what it says counts for nothing.
 */
export class PeerActivity {
  readonly #recentTicks: number;
  readonly #isForgotten: boolean;
  /** By sender, which the transport has checked to be a member. */
  readonly #signs = new Map<NodeId, Sign>();
  #tick = 0;

  /** `recentTicks`: as long as an answer counts. `isForgotten`: the algorithm checks the quorum, and forgets. */
  constructor(options: { readonly recentTicks: number; readonly isForgotten: boolean }) {
    this.#recentTicks = options.recentTicks;
    this.#isForgotten = options.isForgotten;
  }

  tick(): void {
    this.#tick += 1;
  }

  received({ type, from, term }: Message): void {
    if (type === "appendResponse" || type === "heartbeatResponse") {
      this.#signs.set(from, { term, tick: this.#tick });
    }
  }

  /** The progress with what is known here; members that have left are forgotten. */
  amend(progress: readonly ProgressStatus[], term: Term): readonly ProgressStatus[] {
    const ids = new Set(progress.map(({ id }) => id));
    for (const id of this.#signs.keys()) {
      if (!ids.has(id)) {
        this.#signs.delete(id);
      }
    }
    return progress.map((peer) => {
      const recentActive =
        (peer.recentActive && this.#isForgotten) || this.#isRecent(peer.id, term);
      return recentActive === peer.recentActive ? peer : { ...peer, recentActive };
    });
  }

  #isRecent(id: NodeId, term: Term): boolean {
    const sign = this.#signs.get(id);
    return sign?.term === term && this.#tick - sign.tick < this.#recentTicks;
  }
}
