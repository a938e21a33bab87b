import {
  type AckedIndexes,
  jointCommittedIndex,
  jointVoteResult,
  majorityCommittedIndex,
  majorityVoteResult,
  type VoteResult,
} from "../../src/raft/quorum.ts";
import type { LogIndex, NodeId } from "../../src/raft/index.ts";
import type { Case } from "./script.ts";

/** Runs one case of etcd's quorum scripts: what the majorities say, cross-checked by other ways to say the same. */
export function runQuorumCase({ command, args }: Case): string {
  const list = (key: string): readonly string[] =>
    args.find((arg) => arg.key === key)?.values ?? [];
  const ids = list("cfg").map(Number);
  const isJoint = args.some((arg) => arg.key === "cfgj");
  const idsJoint = list("cfgj")
    .filter((value) => value !== "zero")
    .map(Number);
  const values = command === "vote" ? list("votes") : list("idx");
  const voters = [...new Set([...ids, ...idsJoint])];
  if (voters.length !== values.length) {
    return `error: mismatched input (explicit or _) for voters ${voters.join(" ")}: ${values.join(" ")}\n`;
  }
  if (command === "vote") {
    const votes = new Map<NodeId, boolean>();
    for (const [at, id] of voters.entries()) {
      if (values[at] !== "_") {
        votes.set(id, values[at] === "y");
      }
    }
    return runVote({ ids, idsJoint, isJoint, votes });
  }
  const acked = new Map<NodeId, LogIndex>();
  for (const [at, id] of voters.entries()) {
    // Zero stands for no answer as well.
    if (values[at] !== "_" && values[at] !== "0") {
      acked.set(id, Number(values[at]));
    }
  }
  return runCommitted({ ids, idsJoint, isJoint, acked });
}

interface Configuration {
  readonly ids: readonly NodeId[];
  readonly idsJoint: readonly NodeId[];
  readonly isJoint: boolean;
}

function runCommitted(
  input: Configuration & { readonly acked: ReadonlyMap<NodeId, LogIndex> },
): string {
  const { ids, idsJoint, isJoint, acked } = input;
  const indexes: AckedIndexes = { ackedIndex: (id) => acked.get(id) };
  const text = (index: number): string => (index === Number.POSITIVE_INFINITY ? "∞" : `${index}`);
  const joint = (voters: readonly NodeId[], votersOutgoing: readonly NodeId[]): number =>
    jointCommittedIndex({ voters, votersOutgoing }, indexes);
  const index = isJoint ? joint(ids, idsJoint) : majorityCommittedIndex(ids, indexes);
  const checks: readonly (readonly [string, number])[] = isJoint
    ? [["symmetry", joint(idsJoint, ids)]]
    : [
        ["alternative computation", committedByCounting(ids, acked)],
        ["zero-joint quorum", joint(ids, [])],
        ["self-joint quorum", joint(ids, ids)],
      ];
  const wrong = checks
    .filter(([, other]) => other !== index)
    .map(([name, other]) => `${text(other)} <-- via ${name}\n`);
  const voters = isJoint ? [...new Set([...ids, ...idsJoint])] : ids;
  return `${describeAcks(voters, acked)}${wrong.join("")}${text(index)}\n`;
}

/** The highest index for which enough voters are at or above it, tried one by one. */
function committedByCounting(ids: readonly NodeId[], acked: ReadonlyMap<NodeId, LogIndex>): number {
  if (ids.length === 0) {
    return Number.POSITIVE_INFINITY;
  }
  const candidates = [...ids.map((id) => acked.get(id) ?? 0), 0];
  const reached = candidates.filter(
    (index) => ids.filter((id) => (acked.get(id) ?? 0) >= index).length > ids.length / 2,
  );
  return Math.max(...reached);
}

/** A bar for each voter, as long as there are voters behind it. */
function describeAcks(ids: readonly NodeId[], acked: ReadonlyMap<NodeId, LogIndex>): string {
  if (ids.length === 0) {
    return "<empty majority quorum>";
  }
  const count = ids.length;
  const lines = [`${" ".repeat(count)}    idx`];
  for (const id of [...ids].sort((a, b) => a - b)) {
    const index = acked.get(id);
    const behind = ids.filter((other) => (acked.get(other) ?? 0) < (index ?? 0)).length;
    const bar =
      index === undefined
        ? `?${" ".repeat(count)}`
        : `${"x".repeat(behind)}>${" ".repeat(count - behind)}`;
    lines.push(`${bar} ${`${index ?? 0}`.padStart(5)}    (id=${id.toString(16)})`);
  }
  return `${lines.join("\n")}\n`;
}

const VOTE_NAMES: Readonly<Record<VoteResult, string>> = {
  won: "VoteWon",
  lost: "VoteLost",
  pending: "VotePending",
};

function runVote(input: Configuration & { readonly votes: ReadonlyMap<NodeId, boolean> }): string {
  const { ids, idsJoint, isJoint, votes } = input;
  if (!isJoint) {
    return `${VOTE_NAMES[majorityVoteResult(ids, votes)]}\n`;
  }
  const result = jointVoteResult({ voters: ids, votersOutgoing: idsJoint }, votes);
  const swapped = jointVoteResult({ voters: idsJoint, votersOutgoing: ids }, votes);
  const wrong = swapped === result ? "" : `${VOTE_NAMES[swapped]} <-- via symmetry\n`;
  return `${wrong}${VOTE_NAMES[result]}\n`;
}
