import type { RaftNodeOptions } from "../../src/node.ts";
import { Random } from "../support/random.ts";

/** Kinds of faults, each of which a seed weighs for itself. */
export const FAULT_KINDS = [
  "crash",
  "crashAtPoint",
  "powerFailure",
  "pause",
  "stall",
  "partition",
  "oneWay",
  "isolate",
  "clog",
  "lossBurst",
  "slowDisk",
  "failingDisk",
  "fullDisk",
  "loseVolume",
  "transfer",
  "compact",
  "upgrade",
] as const;

export type FaultKind = (typeof FAULT_KINDS)[number];

export interface NetworkOptions {
  readonly delayLeastUs: number;
  readonly delayMeanUs: number;
  readonly lossPercent: number;
  readonly duplicatePercent: number;
  /** Percent of the messages that are on their way for very long. */
  readonly stalePercent: number;
  /** False: what is sent first arrives first, on each link. */
  readonly reorders: boolean;
  /** Messages go through the wire's codec, as bytes. */
  readonly encodes: boolean;
  /** Percent of a snapshot's chunks at which its transfer is cut. */
  readonly cutPercent: number;
}

export interface ClientOptions {
  readonly count: number;
  readonly thinkMeanUs: number;
  readonly timeoutMs: number;
  /** Groups of keys in use at one time. */
  readonly groups: number;
  readonly keysPerGroup: number;
  /** Of a written value, at most. */
  readonly valueBytesMax: number;
  /** Percent of the clients that repeat requests of unknown outcome in a session. */
  readonly sessionPercent: number;
}

/** Everything that a seed draws. */
export interface SimOptions {
  /** Of the first configuration. */
  readonly voters: number;
  /** Places without a member at the start. */
  readonly spares: number;
  /** True: members come and go by the operator's plan; false: by an administrator's calls. */
  readonly operator: boolean;
  /** True: the operator finds a cluster on the volumes; false: it makes one. */
  readonly operatorAdopts: boolean;
  readonly tickMs: number;
  /** Percent that a node's clock may run fast or slow. */
  readonly clockDriftPercent: number;
  readonly raft: RaftNodeOptions["raft"];
  /** What differs in version 2 of the software. */
  readonly raftUpgraded: RaftNodeOptions["raft"];
  readonly limits: Partial<RaftNodeOptions["limits"]>;
  readonly logRetainEntries: number;
  readonly logRetainBytes: number;
  readonly network: NetworkOptions;
  readonly disk: { readonly syncMeanUs: number; readonly slowWritePercent: number };
  /** Between two turns of a node, on average. */
  readonly turnMeanUs: number;
  readonly clients: ClientOptions;
  readonly faultWeights: Readonly<Record<FaultKind, number>>;
  /** Between two faults, on average; infinity: none. */
  readonly faultMeanUs: number;
  /** Between two membership operations of the administrator, on average; infinity: none. */
  readonly membershipMeanUs: number;
}

/** Places that a simulation has at most. */
export const PLACES_MAX = 9;

/** What the seed stands for, before overrides. */
export function drawOptions(seed: number): SimOptions {
  const random = new Random(seed).fork("options");
  const tickMs = random.pick([5, 10, 50, 100]);
  const tickUs = tickMs * 1000;
  const voters = random.weighted([
    [2, 1],
    [2, 2],
    [8, 3],
    [3, 4],
    [6, 5],
    [1, 6],
    [2, 7],
  ]);
  const electionTicks = random.pick([3, 4, 5, 10]);
  const logRetainEntries = random.pick([1, 2, 5, 20, 200, 10_000]);
  const maxAppendBytes = random.pick([0, 1, 100, 1000, 1024 * 1024]);
  const batchBytesMax = random.pick([1, 200, 4 * 1024 * 1024]);
  return {
    voters,
    spares: random.between(1, PLACES_MAX - 7),
    operator: random.chance(40),
    operatorAdopts: new Random(seed).fork("operator-adopts").chance(70),
    tickMs,
    clockDriftPercent: random.pick([0, 0, 1, 5]),
    raft: {
      electionTicks,
      heartbeatTicks: random.pick([1, 1, 1, Math.max(1, Math.floor(electionTicks / 3))]),
      maxAppendBytes,
      maxInflightMessages: random.pick([1, 2, 8, 256]),
      maxInflightBytes: Math.max(maxAppendBytes, random.pick([1, 500, 16 * 1024 * 1024])),
      maxCommittedBytesPerReady: random.pick([1, 200, 8 * 1024 * 1024]),
      maxUncommittedBytes: Math.max(batchBytesMax, random.pick([1, 300, 32 * 1024 * 1024])),
      maxPendingReads: random.pick([1, 4, 4096]),
      preVote: random.chance(75),
      checkQuorum: random.chance(85),
      disableProposalForwarding: random.chance(15),
      batchAppend: random.chance(75),
      // Never off: without it a removed node with the longest log keeps the others from electing anybody, as config.ts says.
      commitInVotes: true,
    },
    raftUpgraded: {
      batchAppend: random.chance(50),
      maxAppendBytes: Math.min(maxAppendBytes, random.pick([0, 50, 5000])),
    },
    limits: {
      inboxMessagesMax: random.pick([8, 64, 4096]),
      proposalsPendingMax: random.pick([4, 64, 16_384]),
      readsPendingMax: random.pick([4, 64, 16_384]),
      batchEntriesMax: random.pick([1, 3, 4096]),
      batchBytesMax,
    },
    logRetainEntries,
    logRetainBytes: logRetainEntries < 100 ? logRetainEntries * random.pick([64, 120, 300]) : 1e6,
    network: {
      delayLeastUs: random.pick([10, 100, 500]),
      delayMeanUs: tickUs * random.pick([0.01, 0.05, 0.2, 0.6]),
      lossPercent: random.pick([0, 0, 0, 1, 5, 15]),
      duplicatePercent: random.pick([0, 0, 1, 5, 20]),
      stalePercent: random.pick([0, 0, 0.5, 3]),
      reorders: random.chance(50),
      cutPercent: random.pick([0, 5, 20]),
      encodes: random.chance(20),
    },
    disk: {
      syncMeanUs: tickUs * random.pick([0.005, 0.02, 0.1, 0.5]),
      slowWritePercent: random.pick([0, 0, 10, 50]),
    },
    turnMeanUs: tickUs * random.pick([0, 0, 0.001, 0.02]),
    clients: {
      count: random.between(1, 5),
      thinkMeanUs: tickUs * random.pick([0.05, 0.2, 1, 3]),
      timeoutMs: tickMs * electionTicks * random.pick([1, 3, 8]),
      groups: random.between(1, 3),
      keysPerGroup: random.between(1, 3),
      valueBytesMax: random.pick([0, 0, 40, 400]),
      sessionPercent: random.pick([0, 30, 100]),
    },
    faultWeights: drawFaultWeights(random),
    faultMeanUs: tickUs * random.pick([1, 2, 4, 8]),
    membershipMeanUs: tickUs * random.pick([3, 6, 12, 40]),
  };
}

/** A seed leaves some kinds out and has much of others: what always comes together hides what only comes alone. */
function drawFaultWeights(random: Random): Record<FaultKind, number> {
  const usual: Record<FaultKind, number> = {
    crash: 12,
    crashAtPoint: 10,
    powerFailure: 2,
    pause: 4,
    stall: 6,
    partition: 5,
    oneWay: 4,
    isolate: 5,
    clog: 4,
    lossBurst: 3,
    slowDisk: 4,
    failingDisk: 1,
    fullDisk: 1,
    loseVolume: 2,
    transfer: 6,
    compact: 6,
    upgrade: 2,
  };
  const weights = { ...usual };
  for (const kind of FAULT_KINDS) {
    weights[kind] = random.weighted([
      [3, 0],
      [5, usual[kind]],
      [2, usual[kind] * 5],
    ]);
  }
  weights.crash = Math.max(weights.crash, 4);
  return weights;
}

/** The weights of a run without faults. */
export const NO_FAULTS: Readonly<Record<FaultKind, number>> = {
  crash: 0,
  crashAtPoint: 0,
  powerFailure: 0,
  pause: 0,
  stall: 0,
  partition: 0,
  oneWay: 0,
  isolate: 0,
  clog: 0,
  lossBurst: 0,
  slowDisk: 0,
  failingDisk: 0,
  fullDisk: 0,
  loseVolume: 0,
  transfer: 0,
  compact: 0,
  upgrade: 0,
};
