import { EMPTY_BYTES, type Entry, type MessageOf } from "../../../../src/raft/index.ts";

/** Messages with everything at nothing, for tests that care about some of it. */

export function append(
  fields: Partial<MessageOf<"append">> & { readonly term: number },
): MessageOf<"append"> {
  return {
    type: "append",
    from: 2,
    to: 1,
    logTerm: 0,
    index: 0,
    entries: [],
    commit: 0,
    ...fields,
  };
}

export function appendResponse(
  fields: Partial<MessageOf<"appendResponse">> & { readonly term: number },
): MessageOf<"appendResponse"> {
  return {
    type: "appendResponse",
    from: 2,
    to: 1,
    index: 0,
    logTerm: 0,
    reject: false,
    rejectHint: 0,
    requestSnapshot: 0,
    ...fields,
  };
}

export function voteRequest(
  fields: Partial<MessageOf<"requestVote" | "requestPreVote">> & { readonly term: number },
): MessageOf<"requestVote" | "requestPreVote"> {
  return {
    type: "requestVote",
    from: 2,
    to: 1,
    logTerm: 0,
    index: 0,
    commit: 0,
    commitTerm: 0,
    campaign: "election",
    priority: 0,
    ...fields,
  };
}

export function voteResponse(
  fields: Partial<MessageOf<"requestVoteResponse" | "requestPreVoteResponse">> & {
    readonly term: number;
  },
): MessageOf<"requestVoteResponse" | "requestPreVoteResponse"> {
  return {
    type: "requestVoteResponse",
    from: 2,
    to: 1,
    reject: false,
    commit: 0,
    commitTerm: 0,
    ...fields,
  };
}

export function heartbeat(
  fields: Partial<MessageOf<"heartbeat">> & { readonly term: number },
): MessageOf<"heartbeat"> {
  return { type: "heartbeat", from: 2, to: 1, commit: 0, context: EMPTY_BYTES, ...fields };
}

export function entry(term: number, index: number, data: Uint8Array = EMPTY_BYTES): Entry {
  return { type: "normal", term, index, data, context: EMPTY_BYTES };
}
