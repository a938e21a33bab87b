import { DEFAULT_RAFT_CONFIG, type NodeId, type RaftConfig } from "../../src/raft/index.ts";
import type { Argument } from "./script.ts";

/** etcd's options of a node in a script; everything that raft-rs adds is off. */
export const SCRIPT_CONFIG: Omit<RaftConfig, "nodeId" | "applied"> = {
  ...DEFAULT_RAFT_CONFIG,
  electionTicks: 3,
  heartbeatTicks: 1,
  maxAppendBytes: Number.MAX_SAFE_INTEGER,
  maxInflightMessages: 2 ** 31 - 1,
  maxInflightBytes: Number.MAX_SAFE_INTEGER,
  maxCommittedBytesPerReady: Number.MAX_SAFE_INTEGER,
  maxUncommittedBytes: Number.MAX_SAFE_INTEGER,
  preVote: false,
  checkQuorum: false,
  stepDownOnRemoval: false,
  batchAppend: false,
  commitInVotes: false,
  lightReady: false,
};

/** What a command could not do; its text is a part of the output. */
export class CommandError extends Error {}

/** The first value of `key=value` or `key=(value, ...)`. */
export function valueOf(args: readonly Argument[], key: string): string | undefined {
  return args.find((arg) => arg.key === key)?.values[0];
}

export interface AddNodes {
  readonly count: number;
  readonly config: Omit<RaftConfig, "nodeId" | "applied">;
  readonly index: number;
  readonly voters: readonly NodeId[];
  readonly learners: readonly NodeId[];
  readonly content: string;
  readonly hasAsyncStorage: boolean;
}

/** @throws CommandError for an option that is none. */
export function parseAddNodes(args: readonly Argument[]): AddNodes {
  let parsed: AddNodes = {
    count: 0,
    config: SCRIPT_CONFIG,
    index: 0,
    voters: [],
    learners: [],
    content: "",
    hasAsyncStorage: false,
  };
  for (const { key, values } of args) {
    const option = parseOption(key, values[0] ?? "");
    if (option !== null) {
      parsed = { ...parsed, config: { ...parsed.config, ...option } };
    } else if (key === "voters" || key === "learners") {
      parsed = { ...parsed, [key]: values.map(Number) };
    } else if (key === "index") {
      parsed = { ...parsed, index: Number(values[0]) };
    } else if (key === "async-storage-writes") {
      parsed = { ...parsed, hasAsyncStorage: values[0] === "true" };
    } else if (key === "content") {
      parsed = { ...parsed, content: values[0] ?? "" };
    } else if (values.length === 0) {
      parsed = { ...parsed, count: Number(key) };
    } else {
      throw new CommandError(`unknown argument ${key}`);
    }
  }
  return parsed;
}

/** An option of the algorithm under its name in scripts; null for what is none. */
function parseOption(key: string, value: string): Partial<RaftConfig> | null {
  const isTrue = value === "true";
  switch (key) {
    case "inflight":
      return { maxInflightMessages: Number(value) };
    case "prevote":
      return { preVote: isTrue };
    case "checkquorum":
      return { checkQuorum: isTrue };
    case "step-down-on-removal":
      return { stepDownOnRemoval: isTrue };
    case "disable-conf-change-validation":
      return { disableConfChangeValidation: isTrue };
    case "max-committed-size-per-ready":
      return { maxCommittedBytesPerReady: Number(value) };
    case "read-only":
      return { readOnly: value === "lease-based" ? "leaseBased" : "safe" };
    default:
      return parseOwnOption(key, value);
  }
}

/** The options of `add-nodes` that etcd's grammar does not have; `test/golden/README.md` lists them. */
export const OWN_OPTIONS: readonly string[] = [
  "priority",
  "batch-append",
  "commit-in-votes",
  "disable-proposal-forwarding",
  "max-size-per-msg",
  "inflight-bytes",
  "max-uncommitted-size",
  "max-pending-reads",
];

function parseOwnOption(key: string, value: string): Partial<RaftConfig> | null {
  const isTrue = value === "true";
  switch (key) {
    case "priority":
      return { priority: Number(value) };
    case "batch-append":
      return { batchAppend: isTrue };
    case "commit-in-votes":
      return { commitInVotes: isTrue };
    case "disable-proposal-forwarding":
      return { disableProposalForwarding: isTrue };
    case "max-size-per-msg":
      return { maxAppendBytes: Number(value) };
    case "inflight-bytes":
      return { maxInflightBytes: Number(value) };
    case "max-uncommitted-size":
      return { maxUncommittedBytes: Number(value) };
    case "max-pending-reads":
      return { maxPendingReads: Number(value) };
    default:
      return null;
  }
}
