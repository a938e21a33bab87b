export {
  ConfChangeDecodeError,
  type ConfChangeDecodeDetail,
  decodeConfChange,
  encodeConfChange,
} from "./conf-change-codec.ts";
export { checkRaftConfig, DEFAULT_RAFT_CONFIG, type RaftConfig } from "./config.ts";
export type { RaftDependencies, RaftLogger } from "./dependencies.ts";
export type { Message, MessageOf, MessageType } from "./message.ts";
export { type Proposal, RawNode } from "./raw-node.ts";
export type {
  LeadingReady,
  LightReady,
  ReadState,
  Ready,
  ReadyWork,
  RoleName,
  SoftState,
  WaitingReady,
} from "./ready.ts";
export type {
  ConfChangeRefusal,
  DropReason,
  IgnoreReason,
  ProposeResult,
  StepResult,
} from "./results.ts";
export type { ProgressStatus, RaftStatus } from "./status.ts";
export type {
  EntriesResult,
  InitialState,
  LogReadFailure,
  RaftStorage,
  TermResult,
} from "./storage.ts";
export {
  checkSafeInteger,
  type ConfChange,
  type ConfChangeRequest,
  type ConfChangeSingle,
  type ConfChangeTransition,
  type ConfChangeType,
  type ConfChangeV2,
  type ConfState,
  EMPTY_BYTES,
  EMPTY_CONF_STATE,
  type Entry,
  type EntryId,
  type EntryType,
  type HardState,
  INITIAL_HARD_STATE,
  type LogIndex,
  type NodeId,
  type Snapshot,
  type SnapshotMetadata,
  type Term,
} from "./types.ts";
