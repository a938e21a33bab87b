import type { EntriesResult, LogReadFailure } from "../raft/storage.ts";
import type { Entry, LogIndex } from "../raft/types.ts";
import { assert } from "../utils/assert.ts";
import type { LogBounds } from "./store-state.ts";

/** What `maxBytes` of a read counts: the bytes that the proposer gave, not those of any encoding. */
export function entryPayloadBytes(entry: Entry): number {
  return entry.data.byteLength + entry.context.byteLength;
}

/** Why entries from `low` up to but not including `high` cannot be read; null where they can. */
export function findReadFailure(
  bounds: LogBounds,
  { low, high }: { readonly low: LogIndex; readonly high: LogIndex },
): LogReadFailure | null {
  assert(low <= high, `a range of entries must not end before it starts: [${low}, ${high})`);
  if (low < bounds.firstIndex) {
    return "compacted";
  }
  return high > bounds.lastIndex + 1 ? "unavailable" : null;
}

/** As many of `entries` as fit into `maxBytes`, but at least one where there is one. */
export function limitEntries(entries: Iterable<Entry>, maxBytes: number): EntriesResult {
  const taken: Entry[] = [];
  let bytes = 0;
  for (const entry of entries) {
    bytes += entryPayloadBytes(entry);
    if (taken.length > 0 && bytes > maxBytes) {
      break;
    }
    taken.push(entry);
  }
  return { kind: "entries", entries: taken };
}
