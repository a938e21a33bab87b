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

/** No more entries than this are within `maxBytes`, and one beyond, so that whoever reads them sees that the next one does not fit. */
export function countOfFitting(maxBytes: number): number {
  return Math.floor(Math.max(0, maxBytes) / ENTRY_OVERHEAD_BYTES) + 1;
}

/**
 * Where the longest run of `entries` from `start` ends that fits into `maxBytes`: at least one entry, none from `end` on. Found before
 * anything is copied, or a log that is sent in many messages would be copied as many times.
 */
export function endOfFitting(
  entries: readonly Entry[],
  run: { readonly start: number; readonly end: number; readonly maxBytes: number },
): number {
  let bytes = 0;
  for (let at = run.start; at < run.end; at += 1) {
    const entry = entries[at];
    bytes += entry === undefined ? 0 : entryBytes(entry);
    if (bytes > run.maxBytes && at > run.start) {
      return at;
    }
  }
  return run.end;
}

/** The longest run from the start that fits into `maxBytes`, at least one entry. */
export function limitBytes(entries: readonly Entry[], maxBytes: number): readonly Entry[] {
  const end = endOfFitting(entries, { start: 0, end: entries.length, maxBytes });
  return end === entries.length ? entries : entries.slice(0, end);
}
