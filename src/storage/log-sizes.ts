import type { Entry, LogIndex } from "../raft/types.ts";
import { entryPayloadBytes } from "./log-bounds.ts";
import type { LogSizesView } from "./types.ts";

/** What an entry takes beside its payload, roughly: so that a log of very many small entries counts as well. */
export const ENTRY_SIZE_OVERHEAD_BYTES = 64;
const SEGMENT_ENTRIES_MAX = 256;
const SEGMENT_BYTES_MAX: number = 64 * 1024;

/** Entries in a row. */
interface Segment {
  readonly firstIndex: LogIndex;
  count: number;
  bytes: number;
}

/**
 * How large the log is, known without reading it. Inside a segment only an average is known, so that what is asked about an index is an estimate,
 * off by at most one segment: 256 entries, or 64 KiB and one entry.
 *
 * Invariant: the segments hold the indexes of the log, in order and without a gap.
 */
export class LogSizes implements LogSizesView {
  #segments: Segment[] = [];
  #bytes = 0;

  get bytes(): number {
    return this.#bytes;
  }

  /** `entries` replace everything from the first one's index on. */
  append(entries: readonly Entry[]): void {
    const first = entries[0];
    if (first === undefined) {
      return;
    }
    this.#truncate(first.index);
    for (const entry of entries) {
      const bytes = entryPayloadBytes(entry) + ENTRY_SIZE_OVERHEAD_BYTES;
      const last = this.#segments.at(-1);
      if (
        last === undefined ||
        last.count >= SEGMENT_ENTRIES_MAX ||
        last.bytes >= SEGMENT_BYTES_MAX
      ) {
        this.#segments.push({ firstIndex: entry.index, count: 1, bytes });
      } else {
        last.count += 1;
        last.bytes += bytes;
      }
      this.#bytes += bytes;
    }
  }

  /** The log begins at `firstIndex` now. */
  compact(firstIndex: LogIndex): void {
    const kept = this.#segments.findIndex((segment) => endOf(segment) > firstIndex);
    const dropped = this.#segments.splice(0, kept === -1 ? this.#segments.length : kept);
    for (const { bytes } of dropped) {
      this.#bytes -= bytes;
    }
    const segment = this.#segments[0];
    if (segment !== undefined && segment.firstIndex < firstIndex) {
      const rest = takeShare(segment, endOf(segment) - firstIndex);
      this.#bytes -= segment.bytes - rest.bytes;
      this.#segments[0] = { ...rest, firstIndex };
    }
  }

  clear(): void {
    this.#segments = [];
    this.#bytes = 0;
  }

  /** Walks from the front: cheap where little is asked about. */
  bytesThrough(index: LogIndex): number {
    let sum = 0;
    for (const segment of this.#segments) {
      if (segment.firstIndex > index) {
        break;
      }
      sum +=
        endOf(segment) <= index + 1
          ? segment.bytes
          : takeShare(segment, index + 1 - segment.firstIndex).bytes;
    }
    return sum;
  }

  indexBefore(bytes: number): LogIndex | null {
    let sum = 0;
    for (let at = this.#segments.length - 1; at >= 0; at--) {
      const segment = this.#segments[at];
      sum += segment?.bytes ?? 0;
      if (segment !== undefined && sum >= bytes) {
        return segment.firstIndex - 1;
      }
    }
    return null;
  }

  #truncate(from: LogIndex): void {
    for (let last = this.#segments.at(-1); last !== undefined; last = this.#segments.at(-1)) {
      if (endOf(last) <= from) {
        return;
      }
      this.#segments.pop();
      this.#bytes -= last.bytes;
      if (last.firstIndex < from) {
        const rest = takeShare(last, from - last.firstIndex);
        this.#segments.push(rest);
        this.#bytes += rest.bytes;
      }
    }
  }
}

/** One above its last index. */
function endOf(segment: Segment): LogIndex {
  return segment.firstIndex + segment.count;
}

/** The segment with `count` of its entries. */
function takeShare(segment: Segment, count: number): Segment {
  return { ...segment, count, bytes: Math.round((segment.bytes * count) / segment.count) };
}
