import type { EntriesResult, InitialState, TermResult } from "../../src/raft/storage.ts";
import type { LogIndex, Snapshot } from "../../src/raft/types.ts";
import type {
  ApplyOperations,
  IdentityAssignment,
  LogSizesView,
  MemberBook,
  PersistOperations,
  StagedState,
  Storage,
  StoreIdentity,
} from "../../src/storage/types.ts";
import type { KeyValueView, RowRead, RowsRequest } from "../../src/utils/key-value.ts";

export type StorageCall =
  | { readonly kind: "writeBatch"; readonly operations: PersistOperations }
  | { readonly kind: "apply"; readonly operations: ApplyOperations }
  | { readonly kind: "compact"; readonly index: LogIndex };

/** A storage that tells what is asked of it, and waits or fails where a test says so. */
export class RecordingStorage implements Storage {
  readonly inner: Storage;
  readonly calls: StorageCall[] = [];
  /** Called before each write reaches the storage; may wait, or throw. */
  beforeWrite: (call: StorageCall) => Promise<void> | void = () => undefined;
  /** Called after each write. */
  afterWrite: (call: StorageCall) => void = () => undefined;

  constructor(inner: Storage) {
    this.inner = inner;
  }

  get batches(): readonly PersistOperations[] {
    return this.calls.flatMap((call) => (call.kind === "writeBatch" ? [call.operations] : []));
  }

  get applies(): readonly ApplyOperations[] {
    return this.calls.flatMap((call) => (call.kind === "apply" ? [call.operations] : []));
  }

  identity(): StoreIdentity {
    return this.inner.identity();
  }
  initialState(): InitialState {
    return this.inner.initialState();
  }
  entries(low: LogIndex, high: LogIndex, maxBytes: number): EntriesResult {
    return this.inner.entries(low, high, maxBytes);
  }
  term(index: LogIndex): TermResult {
    return this.inner.term(index);
  }
  firstIndex(): LogIndex {
    return this.inner.firstIndex();
  }
  lastIndex(): LogIndex {
    return this.inner.lastIndex();
  }
  snapshot(): Snapshot | null {
    return this.inner.snapshot();
  }
  assign(assignment: IdentityAssignment): Promise<void> {
    return this.inner.assign(assignment);
  }
  memberBook(): MemberBook {
    return this.inner.memberBook();
  }
  appliedIndex(): LogIndex {
    return this.inner.appliedIndex();
  }
  readRows(request: RowsRequest): readonly RowRead[] {
    return this.inner.readRows(request);
  }
  stateView(): KeyValueView & { readonly appliedIndex: LogIndex } {
    return this.inner.stateView();
  }
  logSizes(): LogSizesView {
    return this.inner.logSizes();
  }
  usage(): { readonly diskBytes: number; readonly memoryBytes: number } {
    return this.inner.usage();
  }
  stage(): Promise<StagedState> {
    return this.inner.stage();
  }
  close(): Promise<void> {
    return this.inner.close();
  }

  async writeBatch(operations: PersistOperations): Promise<void> {
    await this.#record({ kind: "writeBatch", operations }, () => this.inner.writeBatch(operations));
  }
  async apply(operations: ApplyOperations): Promise<void> {
    await this.#record({ kind: "apply", operations }, () => this.inner.apply(operations));
  }
  async compact(index: LogIndex): Promise<void> {
    await this.#record({ kind: "compact", index }, () => this.inner.compact(index));
  }

  async #record(call: StorageCall, write: () => Promise<void>): Promise<void> {
    this.calls.push(call);
    await this.beforeWrite(call);
    await write();
    this.afterWrite(call);
  }
}
