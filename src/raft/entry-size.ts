import type { Entry } from "./types.ts";

/** Bytes that an entry takes beside its payload, on the wire and in memory, roughly: without it a run of empty entries would have no limit. */
const ENTRY_OVERHEAD_BYTES = 24;

/** What the proposer gave: counted against `maxUncommittedBytes`. The entries that a leader makes for itself have none, so they are never refused. */
export function payloadBytes(entry: Entry): number {
  return entry.data.length + entry.context.length;
}

export function payloadBytesOfAll(entries: readonly Entry[]): number {
  let bytes = 0;
  for (const entry of entries) {
    bytes += payloadBytes(entry);
  }
  return bytes;
}

/** Counted against the limits on messages and pages. */
export function entryBytes(entry: Entry): number {
  return entry.data.length + entry.context.length + ENTRY_OVERHEAD_BYTES;
}

export function entryBytesOfAll(entries: readonly Entry[]): number {
  return payloadBytesOfAll(entries) + entries.length * ENTRY_OVERHEAD_BYTES;
}

/** The longest run from the start that fits into `maxBytes`, at least one entry. */
export function limitBytes(entries: readonly Entry[], maxBytes: number): readonly Entry[] {
  let bytes = 0;
  let count = 0;
  for (const entry of entries) {
    bytes += entryBytes(entry);
    if (bytes > maxBytes && count > 0) {
      return entries.slice(0, count);
    }
    count += 1;
  }
  return entries;
}
