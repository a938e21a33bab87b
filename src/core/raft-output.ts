import type { ReadState, RoleName } from "../raft/index.ts";
import type { Entry, NodeId, Snapshot, Term } from "../raft/index.ts";
import type { Message } from "../raft/index.ts";
import type { PersistOperations } from "../storage/types.ts";

/** A message and when it may leave. */
export interface OutboundMessage {
  readonly to: NodeId;
  readonly message: Message;
  /** True: only after this output, and every earlier one, is durable. */
  readonly requirePersistence: boolean;
}

/**
 * What one Ready, or the light Ready that follows it, asks for. OutputProcessor does it in this order: immediate messages, `snapshot`,
 * `persistOps`, the other messages, `committedEntries`.
 */
export interface RaftOutput {
  readonly kind: "ready" | "light";
  /** Of the Ready; its light Ready has the same. */
  readonly number: number;
  /** What the node is, as of this output. */
  readonly role: RoleName;
  readonly term: Term;
  readonly outboundMessages: readonly OutboundMessage[];
  /** One atomic batch. Its `snapshot` is null here: only what step 2 has staged can be persisted. */
  readonly persistOps: PersistOperations;
  readonly committedEntries: readonly Entry[];
  readonly snapshot: Snapshot | null;
  readonly readStates: readonly ReadState[];
}

/** True when there is nothing to write. A commit index alone counts: forgetting it leaves applied above commit after a restart. */
export function isPersistEmpty(operations: PersistOperations): boolean {
  return (
    operations.entries.length === 0 &&
    operations.hardState === null &&
    operations.snapshot === null &&
    operations.commitIndex === null
  );
}
