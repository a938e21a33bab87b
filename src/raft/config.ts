import type { LogIndex, NodeId } from "./types.ts";

/**
 * Every option of the algorithm, all of them required: `DEFAULT_RAFT_CONFIG` has the defaults. `checkRaftConfig` tells what is wrong with one, and
 * `RawNode` refuses to start on it. Sizes are bytes of entries, each with 24 for its own frame. "No limit" is `Number.MAX_SAFE_INTEGER`;
 * 0 never means it.
 */
export interface RaftConfig {
  /**
   * This node's id, an integer from 1. No default. Danger: an id that another volume has used carries votes and acknowledgements which this one does
   * not know of: committed entries get lost.
   */
  readonly nodeId: NodeId;
  /**
   * The last index that the state machine has applied, durably. No default; 0 on a new node. Danger: above the truth, entries are never applied; below
   * it, they come out a second time.
   */
  readonly applied: LogIndex;
  /**
   * Ticks without a leader until a node campaigns; the timeout is drawn anew from [n, 2n). Default 10, at least 2. Also how long a leader may go
   * without a quorum and a transfer of leadership may take. Danger: near the heartbeat interval plus the round trip, healthy leaders are deposed; very
   * large, nobody writes for long after a leader is lost.
   */
  readonly electionTicks: number;
  /** Ticks between a leader's heartbeats. Default 1, at least 1, below `electionTicks`. Danger: near `electionTicks`, one lost heartbeat is an election. */
  readonly heartbeatTicks: number;
  /**
   * Bytes of entries in one append message; one entry is always sent, whatever its size. Default 1 MiB. 0 means one entry a message, which is slow.
   * Danger: with no limit one message carries all that a peer lacks, through every queue at once.
   */
  readonly maxAppendBytes: number;
  /** Append messages on their way to one peer. Default 256, at least 1. Danger: 1 makes replication wait for every answer; large values fill the transport's queues. */
  readonly maxInflightMessages: number;
  /**
   * Bytes of entries on their way to one peer; the last message may exceed it. Default 16 MiB, at least 1 and `maxAppendBytes`. Danger: the transport must
   * be able to hold this for every peer at the same time.
   */
  readonly maxInflightBytes: number;
  /**
   * Bytes of committed entries handed out and not yet applied; one entry is always handed out. Default 8 MiB, at least 1. Danger: after a restart far behind,
   * with no limit the whole rest of the log is in memory at once.
   */
  readonly maxCommittedBytesPerReady: number;
  /**
   * Bytes, without frames, of entries that a leader has proposed in its term and not applied; more are refused with `logFull`, but never the first, nor empty ones,
   * which elections and joint configurations need. Default 32 MiB, at least 1. Danger: with no limit a leader without a quorum takes proposals until its memory is full.
   */
  readonly maxUncommittedBytes: number;
  /** Reads that wait at a leader; more are refused with `readQueueFull`. Default 4096, at least 1. Danger: with no limit a leader cut off from its quorum collects them. */
  readonly maxPendingReads: number;
  /**
   * Asks for votes without raising the term first (thesis 9.6). Default true. Danger when false: a node that was cut off comes back with a higher term and deposes
   * a healthy leader; and a candidate of a lower term, which is not answered, learns no higher one from voters that do not know it as one of them yet. To be set alike
   * on all members but for the time of a change.
   */
  readonly preVote: boolean;
  /**
   * A leader that has not heard from a quorum for one election timeout steps down, and votes are refused while a leader is heard (thesis 6.2, 4.2.3).
   * Default true. Danger when false: a leader cut off from the majority goes on taking proposals that it cannot commit, and a removed node that
   * does not know it disturbs the others, with `preVote` too where its log is up to date.
   */
  readonly checkQuorum: boolean;
  /** A leader that applied its own removal or demotion steps down. Default true. Danger when false: it goes on leading, drops every proposal and keeps others from campaigning. */
  readonly stepDownOnRemoval: boolean;
  /** A follower drops proposals instead of forwarding them to its leader. Default false. Danger when true: who proposes must find the leader himself. */
  readonly disableProposalForwarding: boolean;
  /**
   * Lets a configuration change into the log while another is not yet applied. Default false; RaftCore refuses true. Danger: only for hosts that check the
   * changes themselves when they apply them; two leaders in one term otherwise.
   */
  readonly disableConfChangeValidation: boolean;
  /**
   * Reads always go through a quorum (docs/adr/0017). `leaseBased` exists because etcd's scripts set it: it makes `forgetLeader` a refused operation and
   * changes nothing else; it needs `checkQuorum`, and RaftCore refuses it. Default "safe".
   */
  readonly readOnly: "safe" | "leaseBased";
  /**
   * raft-rs: a vote is refused to a candidate of lower priority whose log is not longer. Default 0, any integer. Danger: where the preferred nodes are
   * up and cannot win, it delays elections or prevents them.
   */
  readonly priority: number;
  /**
   * raft-rs: entries proposed between two Readies go to a peer as one append message where `maxAppendBytes` allows. Default true. When false, each
   * proposal is a message of its own and fills `maxInflightMessages` sooner.
   */
  readonly batchAppend: boolean;
  /**
   * raft-rs: vote requests and refusals carry the sender's commit index. Default true. Danger when false: a node that lacks the news of a membership change
   * can block the election that would bring it.
   */
  readonly commitInVotes: boolean;
  /**
   * True (default, raft-rs): `Ready.committedEntries` were durable before this Ready, and what its own persistence makes committed comes from
   * `advanceAppend`. False (etcd): a Ready may commit entries that it also asks to persist, and LightReady is always empty; RaftCore refuses it.
   * Danger when false: a host that applies before it persisted has applied what a crash takes back.
   */
  readonly lightReady: boolean;
}

export const DEFAULT_RAFT_CONFIG: Omit<RaftConfig, "nodeId" | "applied"> = {
  electionTicks: 10,
  heartbeatTicks: 1,
  maxAppendBytes: 1024 * 1024,
  maxInflightMessages: 256,
  maxInflightBytes: 16 * 1024 * 1024,
  maxCommittedBytesPerReady: 8 * 1024 * 1024,
  maxUncommittedBytes: 32 * 1024 * 1024,
  maxPendingReads: 4096,
  preVote: true,
  checkQuorum: true,
  stepDownOnRemoval: true,
  disableProposalForwarding: false,
  disableConfChangeValidation: false,
  readOnly: "safe",
  priority: 0,
  batchAppend: true,
  commitInVotes: true,
  lightReady: true,
};

/** What one option may be. */
interface Rule {
  /** As it stands in the sentence after "must be". */
  readonly allowed: string;
  readonly allows: (value: unknown) => boolean;
}

function integerFrom(least: number): Rule {
  return {
    allowed: `an integer from ${least} to 2^53 - 1`,
    allows: (value) => typeof value === "number" && Number.isSafeInteger(value) && value >= least,
  };
}

const ANY_INTEGER: Rule = {
  allowed: "an integer from -(2^53 - 1) to 2^53 - 1",
  allows: Number.isSafeInteger,
};

const TRUE_OR_FALSE: Rule = {
  allowed: "true or false",
  allows: (value) => typeof value === "boolean",
};

/** One for each option, which the type enforces. What TypeScript promises is asked again: an embedding program may be JavaScript. */
const RULES: { readonly [Option in keyof RaftConfig]: Rule } = {
  nodeId: integerFrom(1),
  applied: integerFrom(0),
  electionTicks: integerFrom(2),
  heartbeatTicks: integerFrom(1),
  maxAppendBytes: integerFrom(0),
  maxInflightMessages: integerFrom(1),
  maxInflightBytes: integerFrom(1),
  maxCommittedBytesPerReady: integerFrom(1),
  maxUncommittedBytes: integerFrom(1),
  maxPendingReads: integerFrom(1),
  preVote: TRUE_OR_FALSE,
  checkQuorum: TRUE_OR_FALSE,
  stepDownOnRemoval: TRUE_OR_FALSE,
  disableProposalForwarding: TRUE_OR_FALSE,
  disableConfChangeValidation: TRUE_OR_FALSE,
  readOnly: {
    allowed: '"safe" or "leaseBased"',
    allows: (value) => value === "safe" || value === "leaseBased",
  },
  priority: ANY_INTEGER,
  batchAppend: TRUE_OR_FALSE,
  commitInVotes: TRUE_OR_FALSE,
  lightReady: TRUE_OR_FALSE,
};

/** One sentence for each thing wrong with `config`; empty when it can be used. */
export function checkRaftConfig(config: RaftConfig): readonly string[] {
  const values = new Map<string, unknown>(Object.entries(config));
  const problems: string[] = [];
  for (const [option, { allowed, allows }] of Object.entries(RULES)) {
    const value = values.get(option);
    if (!allows(value)) {
      problems.push(`${option} must be ${allowed}, found ${describe(value)}`);
    }
  }
  for (const option of values.keys()) {
    if (!Object.hasOwn(RULES, option)) {
      problems.push(
        `${option} is not an option of the algorithm, allowed are ${Object.keys(RULES).join(", ")}`,
      );
    }
  }
  // What options mean together is asked only when each of them means something.
  return problems.length > 0 ? problems : checkTogether(config);
}

function checkTogether(config: RaftConfig): readonly string[] {
  const problems: string[] = [];
  if (config.heartbeatTicks >= config.electionTicks) {
    problems.push(
      `heartbeatTicks must be below electionTicks (${config.electionTicks}), found ${config.heartbeatTicks}`,
    );
  }
  if (config.maxInflightBytes < config.maxAppendBytes) {
    problems.push(
      `maxInflightBytes must be at least maxAppendBytes (${config.maxAppendBytes}), found ${config.maxInflightBytes}`,
    );
  }
  if (config.readOnly === "leaseBased" && !config.checkQuorum) {
    problems.push('readOnly "leaseBased" needs checkQuorum, which is off');
  }
  return problems;
}

/** A value of any kind, short; "10" is not 10. */
function describe(value: unknown): string {
  switch (typeof value) {
    case "string":
      return JSON.stringify(value);
    case "object":
      return value === null ? "null" : "an object";
    case "function":
    case "symbol":
      return `a ${typeof value}`;
    default:
      return String(value);
  }
}
