import type { Message } from "../../../src/raft/index.ts";
import type { Life } from "../node.ts";
import type { World } from "../world.ts";
import type { Check } from "./check.ts";

/**
 * `durable-before-send`: nothing of a term leaves before the term is durable, no vote before the vote is, no acknowledgement before the entries are, and no
 * request for votes before the log that it boasts of is.
 */
export class Durability implements Check {
  readonly #world: World;

  constructor(dependencies: { readonly world: World }) {
    this.#world = dependencies.world;
  }

  sending(life: Life, message: Message): void {
    const durable = life.volume.durable;
    if (durable === null || message.type === "requestPreVoteResponse") {
      return;
    }
    const { hardState, log } = durable.state;
    // A request for pre-votes speaks of the term that would follow.
    const term = message.type === "requestPreVote" ? message.term - 1 : message.term;
    if (term > hardState.term) {
      this.#report(life, message, `its durable term is ${hardState.term}`);
      return;
    }
    if (term < hardState.term) {
      return;
    }
    if (
      message.type === "requestVoteResponse" &&
      !message.reject &&
      hardState.vote !== message.to
    ) {
      this.#report(life, message, `its durable vote is for ${hardState.vote}`);
    }
    if (message.type === "appendResponse" && !message.reject && message.index > log.lastIndex) {
      this.#report(
        life,
        message,
        `it acknowledges index ${message.index}, its durable log ends at ${log.lastIndex}`,
      );
    }
    if (
      message.type === "requestVote" &&
      message.index > log.lastIndex &&
      life.parts?.node.status().role === "candidate"
    ) {
      this.#report(
        life,
        message,
        `it boasts of index ${message.index}, its durable log ends at ${log.lastIndex}`,
      );
    }
  }

  #report(life: Life, message: Message, facts: string): void {
    this.#world.violate(
      "durable-before-send",
      `node ${life.nodeId} sent ${message.type} of term ${message.term} to node ${message.to}, but ${facts}`,
    );
  }
}
