import type { RaftStorage } from "../raft/storage.ts";
import type {
  ConfState,
  Entry,
  HardState,
  LogIndex,
  NodeId,
  SnapshotMetadata,
} from "../raft/types.ts";
import type { KeyValueView, KeyValueWrite, RowRead, RowsRequest } from "../utils/key-value.ts";

/** Where a member listens and which volume it lives on. */
export interface MemberAddress {
  readonly nodeId: NodeId;
  /** `host:port` of the peer port, empty where not known. */
  readonly address: string;
  /** The random id of the member's volume: a member on another volume is another member. */
  readonly storeId: string;
}

/** Replicated beside the ConfState, written in the batch that applies a ConfChange; the only source of peer addresses. */
export interface MemberBook {
  readonly members: readonly MemberAddress[];
  /** The highest node id ever used: ids are never reused. */
  readonly highestNodeId: NodeId;
  /** Index of the last applied configuration change (or of the snapshot that the cluster started from): what membership calls are fenced by. */
  readonly configurationIndex: LogIndex;
}

export const EMPTY_MEMBER_BOOK: MemberBook = {
  members: [],
  highestNodeId: 0,
  configurationIndex: 0,
};

/** Who this volume belongs to. `storeId` is drawn at the volume's first start; the rest comes by Bootstrap or Join, once. */
export type StoreIdentity =
  | { readonly kind: "unassigned"; readonly storeId: string }
  | {
      readonly kind: "assigned";
      readonly storeId: string;
      readonly clusterId: string;
      readonly nodeId: NodeId;
    };

/** Identity given to a volume by Bootstrap (with the state that the cluster starts from) or Join (without: it comes as a snapshot). */
export interface IdentityAssignment {
  readonly clusterId: string;
  readonly nodeId: NodeId;
  readonly initial: {
    readonly metadata: SnapshotMetadata;
    readonly memberBook: MemberBook;
  } | null;
}

/** A snapshot whose state was written under `generation` and verified; it becomes the state by the batch that carries it. */
export interface StagedSnapshot {
  readonly metadata: SnapshotMetadata;
  readonly memberBook: MemberBook;
  readonly generation: number;
}

/** The seed's PersistOperations: one atomic batch. */
export interface PersistOperations {
  /** Contiguous; everything stored from the first one's index on is removed in the same batch. */
  readonly entries: readonly Entry[];
  readonly hardState: HardState | null;
  readonly snapshot: StagedSnapshot | null;
  /** A commit index learned apart from a HardState; never lowers the stored one. */
  readonly commitIndex: LogIndex | null;
  /** True: durable (fsync) when the promise resolves. False: durable with the next synced batch. */
  readonly mustSync: boolean;
}

/**
 * Step 5 as one atomic batch. It raises the stored commit index to at least `appliedIndex`. Not synced: the log it follows from is, and the write-ahead log
 * keeps their order. But with a configuration it is: whoever hears that a member has left may destroy it, and a node that then forgot that the removal is
 * committed would for ever wait for that one's vote.
 */
export interface ApplyOperations {
  readonly appliedIndex: LogIndex;
  readonly appliedTerm: number;
  readonly stateWrites: readonly KeyValueWrite[];
  /** Null where no configuration change is in the batch. */
  readonly confState: ConfState | null;
  readonly memberBook: MemberBook | null;
}

/**
 * State being received under a generation of its own; nothing reads it before the switch. Its calls may come beside those of the one writer, and
 * are awaited one after another. What is neither discarded nor switched to before a crash is deleted at the next open.
 */
export interface StagedState {
  readonly generation: number;
  /** Not synced: the batch that switches to it is. @throws InvariantError after `discard`, and once it has become the state. */
  write(writes: readonly KeyValueWrite[]): Promise<void>;
  /** Deletes what was written; again without effect. @throws InvariantError once it has become the state. */
  discard(): Promise<void>;
}

/** Payload and a constant for each entry. What is said of an index is an estimate, off by a few hundred entries or 64 KiB at most. */
export interface LogSizesView {
  /** Of the whole log. */
  readonly bytes: number;
  /** From the first entry up to and including `index`. */
  bytesThrough(index: LogIndex): number;
  /** The highest index behind which entries of at least `bytes` stand; null where the whole log has less. */
  indexBefore(bytes: number): LogIndex | null;
}

/**
 * The durable store of one node: log, HardState, configuration, identity and the state machine's rows. One writer: calls of
 * `writeBatch`, `apply`, `assign`, `compact` are awaited one after another by the run loop (concurrent calls are an invariant error).
 *
 * Every failed write is a fatal StorageError: the store latches it, refuses all further writes, and the node must stop.
 */
export interface Storage extends RaftStorage {
  identity(): StoreIdentity;
  /**
   * Durable when it resolves.
   * @throws StorageError IDENTITY_CONFLICT when the volume has another identity; an equal one resolves at once.
   */
  assign(assignment: IdentityAssignment): Promise<void>;
  memberBook(): MemberBook;
  appliedIndex(): LogIndex;
  writeBatch(operations: PersistOperations): Promise<void>;
  apply(operations: ApplyOperations): Promise<void>;
  /** May be called at any time, and more than once: each has a generation of its own. */
  stage(): Promise<StagedState>;
  /** Forgets entries up to and including `index`, which must be applied. Not synced. */
  compact(index: LogIndex): Promise<void>;
  /** How large the log is, as of now; known without reading it. */
  logSizes(): LogSizesView;
  /** The state machine's rows in the current generation, frozen at the call, with the applied index they stand at. */
  stateView(): KeyValueView & { readonly appliedIndex: LogIndex };
  /**
   * The same rows as `stateView` shows, a read for each key, in the order of the keys: for the one who applies, to whom nothing can change between two
   * reads. Many rows cost less than through a view.
   */
  readRows(request: RowsRequest): readonly RowRead[];
  /** Bytes on disk and in memory, for metrics. */
  usage(): { readonly diskBytes: number; readonly memoryBytes: number };
  close(): Promise<void>;
}

export type StorageErrorDetail =
  /** A record or file failed its check. The node must not start, or must stop. */
  | { readonly code: "CORRUPTION"; readonly file: string | null; readonly index: LogIndex | null }
  /** Written by a newer version of this software. */
  | { readonly code: "NEWER_FORMAT"; readonly found: number; readonly supported: number }
  | { readonly code: "IDENTITY_CONFLICT"; readonly found: StoreIdentity }
  | { readonly code: "DISK_FULL" }
  | { readonly code: "WRITE_FAILED" }
  | { readonly code: "READ_FAILED" }
  /** Another process has the folder open. */
  | { readonly code: "LOCKED"; readonly path: string }
  | { readonly code: "OPEN_FAILED"; readonly path: string }
  /** No binary of the RocksDB binding for this platform: exit code 78. */
  | { readonly code: "UNSUPPORTED_PLATFORM"; readonly platform: string }
  | { readonly code: "CLOSED" };

export type StorageErrorCode = StorageErrorDetail["code"];

/** Every one of them is fatal to the node, but CLOSED and a refused `assign`. */
export class StorageError extends Error {
  override readonly name = "StorageError";
  readonly detail: StorageErrorDetail;

  constructor(message: string, detail: StorageErrorDetail, options?: ErrorOptions) {
    super(message, options);
    this.detail = detail;
  }

  get code(): StorageErrorCode {
    return this.detail.code;
  }
}
