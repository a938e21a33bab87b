import { EMPTY_BYTES, type Message } from "../../../../src/raft/index.ts";
import type { TraceEvent, TraceRecord } from "../../../sim/trace.ts";

export const APPEND: Message = {
  type: "append",
  from: 1,
  to: 2,
  term: 3,
  logTerm: 2,
  index: 7,
  commit: 6,
  entries: [8, 9].map((index) => ({
    type: index === 9 ? "confChange" : "normal",
    term: 3,
    index,
    data: EMPTY_BYTES,
    context: EMPTY_BYTES,
  })),
};

export const HEARTBEAT: Message = {
  type: "heartbeat",
  from: 1,
  to: 2,
  term: 3,
  commit: 6,
  context: EMPTY_BYTES,
};

/** One record a millisecond, from 1 ms on. */
export function recordsOf(events: readonly TraceEvent[]): readonly TraceRecord[] {
  return events.map((event, at) => ({ step: at + 1, atUs: (at + 1) * 1000, event }));
}
