import type { Entry, LogIndex, NodeId, Snapshot, Term } from "./types.ts";

/**
 * eraftpb's messages, one member each, with the fields that mean something for that type and no others.
 * Numbers on the wire are eraftpb's (docs/adr, transport/); the names here are the algorithm's.
 */
interface Envelope {
  readonly from: NodeId;
  readonly to: NodeId;
  /** 0 on messages that never leave the node and on forwarded proposals and reads; the node around the algorithm gives proposals theirs on their way. */
  readonly term: Term;
}

export type Message =
  | (Envelope & { readonly type: "hup" })
  | (Envelope & { readonly type: "beat" })
  | (Envelope & { readonly type: "propose"; readonly entries: readonly Entry[] })
  | (Envelope & {
      readonly type: "append";
      /** Term and index of the entry before `entries`. */
      readonly logTerm: Term;
      readonly index: LogIndex;
      readonly entries: readonly Entry[];
      readonly commit: LogIndex;
    })
  | (Envelope & {
      readonly type: "appendResponse";
      readonly index: LogIndex;
      /** On a rejection: the term of the hint. */
      readonly logTerm: Term;
      readonly reject: boolean;
      readonly rejectHint: LogIndex;
      /** raft-rs: the index at or above which the follower asks for a snapshot, 0 for none. */
      readonly requestSnapshot: LogIndex;
    })
  | (Envelope & {
      readonly type: "requestVote" | "requestPreVote";
      readonly logTerm: Term;
      readonly index: LogIndex;
      /** raft-rs: the candidate's commit, so that a voter behind may catch up; 0 where not sent. */
      readonly commit: LogIndex;
      readonly commitTerm: Term;
      /** "transfer" when the candidate was told to campaign by its leader: it is not refused inside a lease. */
      readonly campaign: "election" | "transfer";
      readonly priority: number;
    })
  | (Envelope & {
      readonly type: "requestVoteResponse" | "requestPreVoteResponse";
      readonly reject: boolean;
      readonly commit: LogIndex;
      readonly commitTerm: Term;
    })
  | (Envelope & { readonly type: "snapshot"; readonly snapshot: Snapshot })
  | (Envelope & {
      readonly type: "heartbeat";
      readonly commit: LogIndex;
      readonly context: Uint8Array;
    })
  | (Envelope & { readonly type: "heartbeatResponse"; readonly context: Uint8Array })
  | (Envelope & { readonly type: "unreachable" })
  | (Envelope & { readonly type: "snapStatus"; readonly reject: boolean })
  | (Envelope & { readonly type: "checkQuorum" })
  | (Envelope & { readonly type: "transferLeader" })
  | (Envelope & { readonly type: "timeoutNow" })
  | (Envelope & { readonly type: "readIndex"; readonly context: Uint8Array })
  | (Envelope & {
      readonly type: "readIndexResponse";
      readonly index: LogIndex;
      readonly context: Uint8Array;
    })
  | (Envelope & { readonly type: "forgetLeader" });

export type MessageType = Message["type"];
export type MessageOf<T extends MessageType> = Extract<Message, { readonly type: T }>;
