import type { Work } from "./work.ts";

export interface Case {
  readonly title: string;
  readonly work: Work;
  /** False where Go has no such case. */
  readonly isInGo: boolean;
}

/** A case that is measured in several sizes: an operation of a large one must not cost more than one of a small one. */
export interface Series {
  readonly title: string;
  /** What an operation is. */
  readonly operation: string;
  readonly sizes: readonly number[];
  readonly work: (size: number) => Work;
  /** What the nanoseconds of an operation are divided by: the number of peers where every peer takes part in it. */
  readonly share: (size: number) => number;
  readonly isInGo: boolean;
}

const FOO_BYTES = 3;

function proposing(work: Partial<Extract<Work, { readonly kind: "propose" }>>): Work {
  const usual = { operations: 100_000, voters: 1, batch: 1, payloadBytes: FOO_BYTES, stored: 0 };
  return { kind: "propose", ...usual, ...work };
}

function inGo(title: string, work: Work): Case {
  return { title, work, isInGo: true };
}

const QUORUM_SIZES = Array.from({ length: 11 }, (_, at) => at + 1);

export const CASES: readonly Case[] = [
  inGo("one voter, 1 proposal a Ready", proposing({})),
  inGo("one voter, 64 proposals a Ready", proposing({ batch: 64 })),
  inGo("two voters (one played), 1 proposal a Ready", proposing({ voters: 2, operations: 50_000 })),
  inGo("two voters (one played), 64 proposals a Ready", proposing({ voters: 2, batch: 64 })),
  inGo("three cores, 1 proposal a round", {
    kind: "cluster",
    operations: 20_000,
    voters: 3,
    batch: 1,
  }),
  inGo("three cores, 64 proposals a round", {
    kind: "cluster",
    operations: 40_000,
    voters: 3,
    batch: 64,
  }),
  inGo(
    "one voter, a Ready of 100 entries of 32 KiB, an entry",
    proposing({ batch: 100, payloadBytes: 32 * 1024, operations: 10_000 }),
  ),
  inGo(
    "one voter, a Ready of 100 entries of 3 B, an entry",
    proposing({ batch: 100, operations: 100_000 }),
  ),
  ...QUORUM_SIZES.map((voters) =>
    inGo(`committed index, ${voters} ${voters === 1 ? "voter" : "voters"}`, {
      kind: "quorum",
      operations: 200_000,
      voters,
      isJoint: false,
    }),
  ),
  ...[3, 7, 11].map((voters) =>
    inGo(`committed index, joint, ${voters} and ${voters} voters`, {
      kind: "quorum",
      operations: 100_000,
      voters,
      isJoint: true,
    }),
  ),
];

const whole = (): number => 1;

export const SERIES: readonly Series[] = [
  {
    title: "entries in the log, one voter",
    operation: "an entry applied",
    sizes: [1_000, 10_000, 100_000],
    work: (stored) => proposing({ stored, operations: 10_000 }),
    share: whole,
    isInGo: true,
  },
  {
    title: "entries in one Ready, two voters",
    operation: "an entry applied",
    sizes: [1, 10, 100, 1_000, 10_000, 100_000],
    work: (batch) => proposing({ voters: 2, batch, operations: Math.max(batch, 10_000) }),
    share: whole,
    isInGo: true,
  },
  {
    title: "entries that a peer lacks, 4 KiB a message",
    operation: "an entry sent and acknowledged",
    sizes: [1_000, 10_000, 100_000],
    work: (stored) => ({ kind: "catchUp", operations: stored, stored }),
    share: whole,
    isInGo: true,
  },
  {
    title: "entries that contradict an append",
    operation: "an append refused",
    sizes: [1_000, 10_000, 100_000],
    work: (stored) => ({ kind: "reject", operations: 50, stored }),
    share: whole,
    isInGo: true,
  },
  {
    title: "voters (all but one played)",
    operation: "an entry applied, a voter",
    sizes: [1, 2, 3, 5, 7, 9],
    work: (voters) => proposing({ voters, operations: 10_000 }),
    share: (voters) => voters,
    isInGo: true,
  },
  {
    title: "append messages on their way",
    operation: "an entry applied",
    sizes: [1, 16, 256, 4096],
    work: (inFlight) => ({ kind: "window", operations: 8192, inFlight }),
    share: whole,
    isInGo: true,
  },
  {
    title: "reads that wait for one round of heartbeats",
    operation: "a read served",
    sizes: [1, 16, 256, 4096],
    work: (waiting) => ({ kind: "read", operations: 8192, waiting }),
    share: whole,
    isInGo: false,
  },
];
