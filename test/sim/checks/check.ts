import type { Message } from "../../../src/raft/index.ts";
import type { ApplyOperations, PersistOperations } from "../../../src/storage/types.ts";
import type { Life } from "../node.ts";

/** A client was told that its command is done. */
export interface ProposalAnswered {
  readonly index: number;
  readonly term: number;
  readonly data: Uint8Array;
}

/** What a check may look at. Each is called at the moment that its name says, before anything follows from it. */
export interface Check {
  /** A node has been made over its store and will run. */
  started?(life: Life): void;
  crashed?(life: Life): void;
  /** Something was done in the process, and everything that follows from it at once. */
  stepped?(life: Life): void;
  /** Given to the network, whatever becomes of it there. */
  sending?(life: Life, message: Message): void;
  /** The store is asked to write. */
  persisting?(life: Life, operations: PersistOperations): void;
  /** It has written; durable where the operations say so. */
  persisted?(life: Life, operations: PersistOperations): void;
  applying?(life: Life, operations: ApplyOperations): void;
  applied?(life: Life, operations: ApplyOperations): void;
  answered?(life: Life, answer: ProposalAnswered): void;
}

type Hook = keyof Check;

/** All checks of a run: each hook calls those that have it. */
export class Checks implements Required<Check> {
  readonly #byHook = new Map<Hook, Check[]>();

  add(check: Check): void {
    for (const hook of HOOKS) {
      if (check[hook] !== undefined) {
        const others = this.#byHook.get(hook) ?? [];
        this.#byHook.set(hook, [...others, check]);
      }
    }
  }

  started(life: Life): void {
    for (const check of this.#byHook.get("started") ?? []) {
      check.started?.(life);
    }
  }

  crashed(life: Life): void {
    for (const check of this.#byHook.get("crashed") ?? []) {
      check.crashed?.(life);
    }
  }

  stepped(life: Life): void {
    for (const check of this.#byHook.get("stepped") ?? []) {
      check.stepped?.(life);
    }
  }

  sending(life: Life, message: Message): void {
    for (const check of this.#byHook.get("sending") ?? []) {
      check.sending?.(life, message);
    }
  }

  persisting(life: Life, operations: PersistOperations): void {
    for (const check of this.#byHook.get("persisting") ?? []) {
      check.persisting?.(life, operations);
    }
  }

  persisted(life: Life, operations: PersistOperations): void {
    for (const check of this.#byHook.get("persisted") ?? []) {
      check.persisted?.(life, operations);
    }
  }

  applying(life: Life, operations: ApplyOperations): void {
    for (const check of this.#byHook.get("applying") ?? []) {
      check.applying?.(life, operations);
    }
  }

  applied(life: Life, operations: ApplyOperations): void {
    for (const check of this.#byHook.get("applied") ?? []) {
      check.applied?.(life, operations);
    }
  }

  answered(life: Life, answer: ProposalAnswered): void {
    for (const check of this.#byHook.get("answered") ?? []) {
      check.answered?.(life, answer);
    }
  }
}

const HOOKS: readonly Hook[] = [
  "started",
  "crashed",
  "stepped",
  "sending",
  "persisting",
  "persisted",
  "applying",
  "applied",
  "answered",
];
