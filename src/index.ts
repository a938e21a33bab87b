export {
  MemberContextError,
  type MemberContextErrorDetail,
} from "./core/member-context.ts";
export {
  type DefaultNodeDependencies,
  defaultNodeDependencies,
} from "./core/default-dependencies.ts";
export {
  type ProposalDropReason,
  RaftError,
  type RaftErrorCode,
  type RaftErrorDetail,
} from "./core/errors.ts";
export {
  SnapshotDescriptionError,
  type SnapshotDescriptionErrorDetail,
} from "./core/snapshot-description.ts";
export {
  type AddLearnerRequest,
  type AddPeerRequest,
  DEFAULT_RAFT_NODE_LIMITS,
  DEFAULT_RAFT_NODE_OPTIONS,
  type IncomingSnapshot,
  initialClusterState,
  type MembershipCall,
  NODE_CRASH_POINTS,
  type NodeStatus,
  type ProposalResult,
  RaftNode,
  type RaftNodeDependencies,
  type RaftNodeLimits,
  type RaftNodeOptions,
  type RemovePeerRequest,
  type RequestOptions,
  type StateHash,
  type TransferLeadershipRequest,
} from "./node.ts";
export {
  type ConfChange,
  type ConfChangeRequest,
  type ConfChangeSingle,
  type ConfChangeTransition,
  type ConfChangeType,
  type ConfChangeV2,
  type ConfState,
  DEFAULT_RAFT_CONFIG,
  type EntriesResult,
  type Entry,
  type EntryId,
  type EntryType,
  type HardState,
  type InitialState,
  type LogIndex,
  type LogReadFailure,
  type Message,
  type MessageOf,
  type MessageType,
  type NodeId,
  type ProgressStatus,
  type RaftConfig,
  type RaftStorage,
  type RoleName,
  type Snapshot,
  type SnapshotMetadata,
  type Term,
  type TermResult,
} from "./raft/index.ts";
export {
  type StateMachineErrorCode,
  type StateMachineErrorDetail,
  StateMachineError,
} from "./state-machine/errors.ts";
export { HeldChunks } from "./state-machine/held-chunks.ts";
export { KvStateMachine, type KvStateMachineOptions } from "./state-machine/kv/kv-state-machine.ts";
export {
  decodeOpenResult,
  encodeOpenSession,
  encodePlainProposal,
  encodeSessionProposal,
  type SessionRequest,
} from "./state-machine/sessions/session-envelope.ts";
export { SessionMetrics } from "./state-machine/sessions/session-metrics.ts";
export { hideSessionRows } from "./state-machine/sessions/session-rows.ts";
export { SessionStateMachine } from "./state-machine/sessions/session-state-machine.ts";
export { SESSION_LIMITS, type SessionLimits } from "./state-machine/sessions/session-table.ts";
export type {
  Command,
  CommandRejection,
  CommandResult,
  CreateStateMachine,
  ProposalRefusal,
  StateBatch,
  StateMachine,
  StateStage,
  StateStore,
} from "./state-machine/types.ts";
export { MemoryDisk } from "./storage/memory-disk.ts";
export {
  MemoryStorage,
  type MemoryStorageDependencies,
  type MemoryStorageOptions,
} from "./storage/memory-storage.ts";
export {
  DEFAULT_ROCKSDB_STORAGE_OPTIONS,
  RocksDbStorage,
  type RocksDbStorageDependencies,
  type RocksDbStorageOptions,
} from "./storage/rocksdb-storage.ts";
export {
  type ApplyOperations,
  EMPTY_MEMBER_BOOK,
  type IdentityAssignment,
  type LogSizesView,
  type MemberAddress,
  type MemberBook,
  type PersistOperations,
  type StagedSnapshot,
  type StagedState,
  type Storage,
  StorageError,
  type StorageErrorCode,
  type StorageErrorDetail,
  type StoreIdentity,
} from "./storage/types.ts";
export {
  MemoryNetwork,
  type MemoryNetworkDependencies,
  type MemoryNetworkOptions,
  MemoryTransport,
} from "./transport/memory-transport.ts";
export {
  type PeerAddress,
  type PeerMessage,
  SNAPSHOT_CHUNK_BYTES_MAX,
  type SnapshotTransfer,
  type Transport,
  type TransportReceiver,
} from "./transport/types.ts";
export { InvariantError } from "./utils/assert.ts";
export { type Clock, SystemClock } from "./utils/clock.ts";
export type { KeyValue, KeyValueView, KeyValueWrite, ScanRange } from "./utils/key-value.ts";
export { createLogger, type Logger, type LogLevel, SILENT_LOGGER } from "./utils/logger.ts";
export { NodeMetrics, type ProposalOutcome } from "./utils/metrics.ts";
