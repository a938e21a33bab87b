import { assertNever } from "../../../src/utils/assert.ts";
import type { TraceEvent, TraceRecord } from "../trace.ts";
import { describeConfState, describeMessage } from "./message-text.ts";

const WHO_WIDTH = 10;

/** One line of a readable trace: simulated time, step, who, what. The same record gives the same line. */
export function renderRecord({ step, atUs, event }: TraceRecord): string {
  const seconds = `${Math.floor(atUs / 1e6)}.${String(atUs % 1e6).padStart(6, "0")}`;
  return `${seconds.padStart(13)} s  ${String(step).padStart(6)}  ${whoOf(event).padEnd(WHO_WIDTH)}  ${describeEvent(event)}`;
}

/** Whom an event is about, in a word or two. */
export function whoOf(event: TraceEvent): string {
  switch (event.kind) {
    case "sent":
      return `node ${event.message.from}`;
    case "delivered":
      return `node ${event.message.to}`;
    case "snapshot":
      return `node ${event.from}`;
    case "role":
    case "persisted":
    case "applied":
    case "compacted":
    case "configuration":
      return `node ${event.nodeId}`;
    case "started":
    case "crashed":
    case "paused":
    case "log":
      return event.nodeId === null ? `place ${event.place}` : `node ${event.nodeId}`;
    case "client":
      return `client ${event.client}`;
    case "phase":
    case "admin":
    case "operator":
    case "fault":
    case "violation":
      return event.kind === "violation" ? "VIOLATION" : event.kind;
    default:
      return assertNever(event);
  }
}

/** What happened, a part of a sentence that begins with who. */
export function describeEvent(event: TraceEvent): string {
  switch (event.kind) {
    case "phase":
      return event.name;
    case "started":
      return `starts at place ${event.place}, version ${event.version}, store ${event.storeId}`;
    case "crashed":
      return `is gone from place ${event.place}: ${event.reason}; ${event.lostWrites} unsynced writes are lost`;
    case "paused":
      return `stands still for ${(event.durationUs / 1000).toFixed(3)} ms`;
    case "role":
      return `is ${wordOf(event.role)} in term ${event.term}, leader ${event.leader ?? "unknown"}, commit ${event.commit}, applied ${event.applied}`;
    case "sent":
      return `-> node ${event.message.to}: ${describeMessage(event.message)}${event.fate === "carried" ? "" : ` [${event.fate}]`}`;
    case "delivered":
      return `<- node ${event.message.from}: ${describeMessage(event.message)}`;
    case "snapshot":
      return `-> node ${event.to}: the state at ${event.index} has ${event.outcome}`;
    case "persisted":
      return `writes ${describeWrite(event)}`;
    case "applied":
      return `has applied up to ${event.index}`;
    case "compacted":
      return `has cut its log up to ${event.index}`;
    case "configuration":
      return `has the configuration of ${event.index}: ${describeConfState(event.confState)}`;
    case "client":
      return `${event.place < 0 ? "" : `at place ${event.place} `}${event.step}: ${event.text}`;
    case "admin":
    case "operator":
    case "log":
      return event.text;
    case "fault":
      return `number ${event.number}: ${event.text}`;
    case "violation":
      return `${event.check}: ${event.sentence}`;
    default:
      return assertNever(event);
  }
}

function describeWrite(event: Extract<TraceEvent, { readonly kind: "persisted" }>): string {
  const { term, vote, commit, firstIndex, lastIndex, snapshotIndex, isSynced } = event;
  const parts = [
    `term ${term}, vote ${vote ?? "none"}, commit ${commit}`,
    ...(lastIndex === 0 ? [] : [`entries ${firstIndex} to ${lastIndex}`]),
    ...(snapshotIndex === 0 ? [] : [`the snapshot at ${snapshotIndex}`]),
    isSynced ? "synced" : "not synced",
  ];
  return parts.join(", ");
}

function wordOf(role: string): string {
  return role === "preCandidate" ? "pre-candidate" : role;
}
