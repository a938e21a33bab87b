import type { MessageType } from "../../src/raft/index.ts";

/** What the issue asks to be covered, and what else tells whether a run was worth its time. */
export const COUNTERS = [
  "leaderChanges",
  "crashes",
  "lossyCrashes",
  "snapshotInstalls",
  "configurationChanges",
  "jointChanges",
  "lostVolumes",
  "operatorCrashes",
  "operatorSeeds",
  "membersAdded",
  "membersRemoved",
  "membersReplaced",
  "transfers",
  "clientAnswers",
  "clientUnknown",
  "clientRefused",
  "compactions",
  "upgrades",
] as const;

export type Counter = (typeof COUNTERS)[number];

/** Types that travel between nodes; a snapshot's goes with its state. */
export const TRAVELLING_TYPES: readonly MessageType[] = [
  "propose",
  "append",
  "appendResponse",
  "requestVote",
  "requestVoteResponse",
  "requestPreVote",
  "requestPreVoteResponse",
  "snapshot",
  "heartbeat",
  "heartbeatResponse",
  "timeoutNow",
  "readIndex",
  "readIndexResponse",
];

export interface CoverageCounts {
  readonly counters: Readonly<Record<string, number>>;
  readonly delivered: Readonly<Record<string, number>>;
  readonly faults: Readonly<Record<string, number>>;
}

/** Least counts for 1,000 seeds. */
const REQUIRED: readonly (readonly [Counter, number])[] = [
  ["leaderChanges", 5000],
  ["lossyCrashes", 2000],
  ["snapshotInstalls", 500],
  ["configurationChanges", 1000],
  ["jointChanges", 200],
  ["lostVolumes", 100],
  ["operatorCrashes", 500],
];
const REQUIRED_DELIVERIES = 100;

/** Counts of one run, or of many added up. */
export class Coverage {
  readonly #counters = new Map<string, number>();
  readonly #delivered = new Map<string, number>();
  readonly #faults = new Map<string, number>();

  add(counter: Counter, count = 1): void {
    this.#counters.set(counter, (this.#counters.get(counter) ?? 0) + count);
  }

  get(counter: Counter): number {
    return this.#counters.get(counter) ?? 0;
  }

  delivered(type: MessageType): void {
    this.#delivered.set(type, (this.#delivered.get(type) ?? 0) + 1);
  }

  fault(kind: string): void {
    this.#faults.set(kind, (this.#faults.get(kind) ?? 0) + 1);
  }

  addAll(counts: CoverageCounts): void {
    addInto(this.#counters, counts.counters);
    addInto(this.#delivered, counts.delivered);
    addInto(this.#faults, counts.faults);
  }

  get counts(): CoverageCounts {
    return {
      counters: Object.fromEntries(this.#counters),
      delivered: Object.fromEntries(this.#delivered),
      faults: Object.fromEntries(this.#faults),
    };
  }

  /** One line for each count that `seeds` seeds should have brought and did not. */
  findMissing(seeds: number): readonly string[] {
    const missing: string[] = [];
    for (const [counter, per1000] of REQUIRED) {
      const needed = Math.floor((per1000 * seeds) / 1000);
      if (this.get(counter) < needed) {
        missing.push(`${counter}: ${this.get(counter)} of at least ${needed}`);
      }
    }
    const needed = Math.floor((REQUIRED_DELIVERIES * seeds) / 1000);
    for (const type of TRAVELLING_TYPES) {
      const delivered = this.#delivered.get(type) ?? 0;
      if (delivered < needed) {
        missing.push(`${type} messages delivered: ${delivered} of at least ${needed}`);
      }
    }
    return missing;
  }

  /** As people read it. */
  describe(): readonly string[] {
    const line = (name: string, counts: ReadonlyMap<string, number>): string =>
      `${name}: ${[...counts].map(([key, count]) => `${key} ${count}`).join(", ")}`;
    return [
      line("coverage", new Map(COUNTERS.map((counter) => [counter, this.get(counter)]))),
      line("delivered", this.#delivered),
      line("faults", this.#faults),
    ];
  }
}

function addInto(target: Map<string, number>, counts: Readonly<Record<string, number>>): void {
  for (const [name, count] of Object.entries(counts)) {
    target.set(name, (target.get(name) ?? 0) + count);
  }
}
