import type { MessageOf } from "./message.ts";
import { entryBytesOfAll } from "./entry-size.ts";
import { describeProgress, hex } from "./formatter.ts";
import type { Progress } from "./progress.ts";
import type { Raft } from "./raft.ts";
import type { LeaderRole } from "./role.ts";
import type { Entry, LogIndex, NodeId } from "./types.ts";

/** How a leader brings its log to its peers. */

export interface SendOptions {
  /** Also a message without entries, which tells the commit index or probes. */
  readonly evenIfEmpty: boolean;
}

const EVEN_IF_EMPTY: SendOptions = { evenIfEmpty: true };

/** The newest append message to a peer, while it has not left: it may still grow. */
export interface OpenAppend {
  readonly outboxNumber: number;
  readonly entries: Entry[];
  bytes: number;
  readonly message: MessageOf<"append"> & { commit: LogIndex };
}

export function sendAppendToAll(
  raft: Raft,
  role: LeaderRole,
  options: SendOptions = EVEN_IF_EMPTY,
): void {
  for (const [id, progress] of role.progress) {
    if (id !== raft.id) {
      sendAppend(raft, id, progress, options);
    }
  }
}

/** Sends what the peer lacks, one message of it, or a snapshot where that is compacted. True when something was sent. */
export function sendAppend(
  raft: Raft,
  to: NodeId,
  progress: Progress,
  options: SendOptions = EVEN_IF_EMPTY,
): boolean {
  if (progress.isPaused()) {
    return false;
  }
  const { log, config } = raft;
  const previousIndex = progress.next - 1;
  const previousTerm = log.term(previousIndex);
  if (previousTerm === null || progress.requestedSnapshot !== 0) {
    return sendSnapshot(raft, to, progress);
  }
  // A full window still lets an empty message through, or lost messages would stop the peer for ever.
  const isFull = progress.state.name === "replicate" && progress.inflights.isFull();
  const entries = isFull ? [] : log.entriesFrom(progress.next, config.maxAppendBytes);
  if (entries === null) {
    return sendSnapshot(raft, to, progress);
  }
  if (entries.length === 0 && !options.evenIfEmpty) {
    return false;
  }
  const bytes = entryBytesOfAll(entries);
  if (config.batchAppend && extendOpenAppend(raft, progress, { entries, bytes })) {
    return entries.length > 0;
  }
  const sent = config.batchAppend ? [...entries] : [];
  const message: OpenAppend["message"] = {
    type: "append",
    from: raft.id,
    to,
    term: raft.term,
    logTerm: previousTerm,
    index: previousIndex,
    entries: config.batchAppend ? sent : entries,
    commit: log.committed,
  };
  raft.send(message);
  progress.openAppend = config.batchAppend
    ? { outboxNumber: raft.outboxNumber, entries: sent, bytes, message }
    : null;
  progress.sentEntries(entries.length, bytes);
  progress.sentCommit(log.committed);
  return true;
}

/** Puts entries, and the commit index, into a message that is still here. */
function extendOpenAppend(
  raft: Raft,
  progress: Progress,
  more: { readonly entries: readonly Entry[]; readonly bytes: number },
): boolean {
  const open = progress.openAppend;
  if (
    open === null ||
    open.outboxNumber !== raft.outboxNumber ||
    progress.state.name !== "replicate" ||
    open.message.index + open.entries.length + 1 !== progress.next ||
    open.bytes + more.bytes > raft.config.maxAppendBytes ||
    // Not in the window: it has no entries, or a late answer has said that they are there already.
    (more.entries.length > 0 && progress.inflights.newestIndex() !== progress.next - 1)
  ) {
    return false;
  }
  for (const entry of more.entries) {
    open.entries.push(entry);
  }
  open.bytes += more.bytes;
  open.message.commit = raft.log.committed;
  if (more.entries.length > 0) {
    progress.extendedEntries(more.entries.length, more.bytes);
  }
  progress.sentCommit(raft.log.committed);
  return true;
}

function sendSnapshot(raft: Raft, to: NodeId, progress: Progress): boolean {
  const { log, logger } = raft;
  const id = hex(raft.id);
  if (!progress.recentActive) {
    logger.debug(`ignore sending snapshot to ${hex(to)} since it is not recently active`);
    return false;
  }
  const snapshot = log.snapshot();
  if (snapshot === null || snapshot.metadata.index < progress.requestedSnapshot) {
    logger.debug(
      `${id} failed to send snapshot to ${hex(to)} because snapshot is temporarily unavailable`,
    );
    return false;
  }
  const { index, term } = snapshot.metadata;
  logger.debug(
    `${id} [firstindex: ${log.firstIndex()}, commit: ${log.committed}] sent snapshot[index: ${index}, term: ${term}] to ${hex(to)} [${describeProgress(progress)}]`,
  );
  progress.becomeSnapshot(index);
  logger.debug(
    `${id} paused sending replication messages to ${hex(to)} [${describeProgress(progress)}]`,
  );
  raft.send({ type: "snapshot", from: raft.id, to, term: raft.term, snapshot });
  return true;
}
