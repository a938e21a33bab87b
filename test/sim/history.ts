import { checkLinearizable, type Operation } from "../support/linearizability.ts";
import type { Random } from "../support/random.ts";
import {
  createGroupModel,
  type GroupInput,
  type GroupOutput,
  type GroupState,
} from "./kv-model.ts";
import type { ClientOptions } from "./options.ts";

/** A group is retired after so many requests: a short history is checked in no time. */
const REQUESTS_PER_GROUP_MAX = 40;
/** Requests without an outcome multiply what the checker must try. */
const UNKNOWN_PER_GROUP_MAX = 6;
const CHECK_STEPS_MAX = 2_000_000;

interface Group {
  readonly number: number;
  requests: number;
  unknown: number;
  /** A value that some key was seen with, to compare with. */
  readonly seen: (string | null)[];
}

/** A request under way. Exactly one of the three is called, once. */
export interface AskedRequest {
  answered(output: GroupOutput): void;
  refused(): void;
  unknown(): void;
}

/** What all clients asked and were told, in the order in which it happened. */
export class History {
  readonly #options: ClientOptions;
  readonly #operations: Operation<GroupInput, GroupOutput>[] = [];
  readonly #groups: Group[];
  readonly #written = new Set<string>();
  #moment = 0;
  #values = 0;
  #groupNumbers = 0;

  constructor(options: ClientOptions) {
    this.#options = options;
    this.#groups = Array.from({ length: options.groups }, () => this.#newGroup());
  }

  get operations(): readonly Operation<GroupInput, GroupOutput>[] {
    return this.#operations;
  }

  draw(random: Random): GroupInput {
    const group = this.#pickGroup(random);
    group.requests += 1;
    const at = random.below(this.#options.keysPerGroup);
    const kind = random.weighted([
      [4, "read" as const],
      [4, "put" as const],
      [1, "delete" as const],
      [3, "txn" as const],
    ]);
    switch (kind) {
      case "read":
        return { kind, group: group.number };
      case "put":
        return { kind, group: group.number, at, value: this.#newValue(random) };
      case "delete":
        return { kind, group: group.number, at };
      default: {
        const values = group.seen.map((_, key) =>
          key === at || random.chance(60) ? this.#newValue(random) : null,
        );
        return { kind, group: group.number, at, expected: group.seen[at] ?? null, values };
      }
    }
  }

  ask(input: GroupInput): AskedRequest {
    this.#moment += 1;
    const call = this.#moment;
    const group = this.#groups.find(({ number }) => number === input.group);
    return {
      answered: (output) => {
        this.#moment += 1;
        this.#operations.push({ call, return: this.#moment, input, output });
        if (group !== undefined) {
          learn(group, input, output);
        }
      },
      refused: () => undefined,
      unknown: () => {
        if (group !== undefined) {
          group.unknown += 1;
        }
        this.#operations.push({ call, return: null, input, output: null });
      },
    };
  }

  /** Of every group that was ever asked about. */
  get groupNumbers(): readonly number[] {
    return Array.from({ length: this.#groupNumbers }, (_, at) => at + 1);
  }

  /** Every value that a read shows was asked to be written before. */
  checkOnceWritten(state: GroupState, report: (sentence: string) => void): void {
    for (const value of state) {
      if (value !== null && !this.#written.has(value)) {
        report(`a serializable read showed ${value}, which nobody had asked to be written`);
      }
    }
  }

  /** Null where the history is linearizable; else the check that failed, and why. */
  findProblem(): { readonly check: string; readonly sentence: string } | null {
    const model = createGroupModel(this.#options.keysPerGroup);
    const verdict = checkLinearizable(this.#operations, model, { stepsMax: CHECK_STEPS_MAX });
    switch (verdict.kind) {
      case "linearizable":
        return null;
      case "undecided":
        return {
          check: "history-undecided",
          sentence: `the history of group ${verdict.partition} was not decided in ${verdict.steps} steps`,
        };
      default:
        return {
          check: "linearizable",
          sentence: `no order explains the requests of group ${verdict.partition}: after ${verdict.explained.length} of them, none of ${JSON.stringify(verdict.stuck)} can follow; explained: ${JSON.stringify(verdict.explained.slice(-12))}`,
        };
    }
  }

  #pickGroup(random: Random): Group {
    const at = random.below(this.#groups.length);
    const group = this.#groups[at] ?? this.#newGroup();
    if (group.requests < REQUESTS_PER_GROUP_MAX && group.unknown < UNKNOWN_PER_GROUP_MAX) {
      return group;
    }
    const fresh = this.#newGroup();
    this.#groups[at] = fresh;
    return fresh;
  }

  #newGroup(): Group {
    this.#groupNumbers += 1;
    return {
      number: this.#groupNumbers,
      requests: 0,
      unknown: 0,
      seen: Array.from({ length: this.#options.keysPerGroup }, () => null),
    };
  }

  #newValue(random: Random): string {
    this.#values += 1;
    const { valueBytesMax } = this.#options;
    const filling = valueBytesMax === 0 ? "" : "-".repeat(random.below(valueBytesMax + 1));
    const value = `v${this.#values}${filling}`;
    this.#written.add(value);
    return value;
  }
}

function learn(group: Group, input: GroupInput, output: GroupOutput): void {
  const state = output.kind === "state" || output.kind === "txn" ? output.state : null;
  if (state !== null) {
    group.seen.splice(0, group.seen.length, ...state);
  } else if (input.kind === "put") {
    group.seen[input.at] = input.value;
  }
}
