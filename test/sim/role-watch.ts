import type { Check } from "./checks/check.ts";
import type { Life } from "./node.ts";
import type { Trace } from "./trace.ts";

/** Tells the readers of a trace what each node takes itself for, whenever that changes. Without readers it does nothing. */
export class RoleWatch implements Check {
  readonly #trace: Trace;
  readonly #seen = new Map<Life, string>();

  constructor(dependencies: { readonly trace: Trace }) {
    this.#trace = dependencies.trace;
  }

  started(life: Life): void {
    if (this.#trace.isRead && life.nodeId !== null) {
      const { confState } = life.storage.initialState();
      const { configurationIndex } = life.storage.memberBook();
      this.#trace.emit({
        kind: "configuration",
        nodeId: life.nodeId,
        index: configurationIndex,
        confState,
      });
    }
  }

  crashed(life: Life): void {
    this.#seen.delete(life);
  }

  stepped(life: Life): void {
    const { nodeId, parts } = life;
    if (!this.#trace.isRead || nodeId === null || parts === null) {
      return;
    }
    const { role, term, leader, commit, applied } = parts.node.status();
    const key = `${role} ${term} ${leader}`;
    if (this.#seen.get(life) !== key) {
      this.#seen.set(life, key);
      this.#trace.emit({ kind: "role", nodeId, role, term, leader, commit, applied });
    }
  }
}
