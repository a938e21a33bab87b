import type { Message, MessageType } from "./message.ts";
import type { MembershipRefusal } from "./membership.ts";
import { decodeConfChange } from "./conf-change-codec.ts";
import type { Progress } from "./progress.ts";
import type { Ready, RoleName } from "./ready.ts";
import type { ProgressStatus } from "./status.ts";
import type {
  ConfChangeRequest,
  ConfChangeSingle,
  ConfState,
  Entry,
  EntryType,
  HardState,
  NodeId,
  Snapshot,
} from "./types.ts";

/**
 * etcd's ways to print things, word for word: shared by the core's log lines, the scripts that compare them and debug output.
 */

const MESSAGE_NAMES: Readonly<Record<MessageType, string>> = {
  hup: "MsgHup",
  beat: "MsgBeat",
  propose: "MsgProp",
  append: "MsgApp",
  appendResponse: "MsgAppResp",
  requestVote: "MsgVote",
  requestVoteResponse: "MsgVoteResp",
  requestPreVote: "MsgPreVote",
  requestPreVoteResponse: "MsgPreVoteResp",
  snapshot: "MsgSnap",
  heartbeat: "MsgHeartbeat",
  heartbeatResponse: "MsgHeartbeatResp",
  unreachable: "MsgUnreachable",
  snapStatus: "MsgSnapStatus",
  checkQuorum: "MsgCheckQuorum",
  transferLeader: "MsgTransferLeader",
  timeoutNow: "MsgTimeoutNow",
  readIndex: "MsgReadIndex",
  readIndexResponse: "MsgReadIndexResp",
  forgetLeader: "MsgForgetLeader",
};

const ROLE_NAMES: Readonly<Record<RoleName, string>> = {
  follower: "StateFollower",
  preCandidate: "StatePreCandidate",
  candidate: "StateCandidate",
  leader: "StateLeader",
};

const ENTRY_NAMES: Readonly<Record<EntryType, string>> = {
  normal: "EntryNormal",
  confChange: "EntryConfChange",
  confChangeV2: "EntryConfChangeV2",
};

const CHANGE_LETTERS = { addNode: "v", addLearnerNode: "l", removeNode: "r" } as const;
const CHANGE_NAMES = {
  addNode: "ConfChangeAddNode",
  addLearnerNode: "ConfChangeAddLearnerNode",
  removeNode: "ConfChangeRemoveNode",
} as const;
const TRANSITION_NAMES = {
  auto: "ConfChangeTransitionAuto",
  implicit: "ConfChangeTransitionJointImplicit",
  explicit: "ConfChangeTransitionJointExplicit",
} as const;

const REFUSALS: Readonly<Record<MembershipRefusal, string>> = {
  alreadyJoint: "config is already joint",
  joint: "can't apply simple config change in joint config",
  notJoint: "can't leave a non-joint config",
  noVoters: "can't make a zero-voter config joint",
  removesAllVoters: "removed all voters",
  moreThanOneVoter: "more than one voter changed without entering joint config",
};

export function messageName(type: MessageType): string {
  return MESSAGE_NAMES[type];
}

export function roleName(role: RoleName): string {
  return ROLE_NAMES[role];
}

/** Node ids in messages and log lines are hexadecimal. */
export function hex(id: NodeId | null): string {
  return (id ?? 0).toString(16);
}

export function describeRefusal(reason: MembershipRefusal): string {
  return REFUSALS[reason];
}

/** The target or the sender of a message. */
function describePeer(id: NodeId): string {
  return id === 0 ? "None" : hex(id);
}

export function describeMessage(message: Message): string {
  const parts = [
    `${describePeer(message.from)}->${describePeer(message.to)} ${messageName(message.type)} Term:${message.term} Log:${positionOf(message)}`,
  ];
  if ("reject" in message && message.reject) {
    parts.push(`Rejected (Hint: ${message.type === "appendResponse" ? message.rejectHint : 0})`);
  }
  if ("commit" in message && message.commit !== 0) {
    parts.push(`Commit:${message.commit}`);
  }
  if ("entries" in message && message.entries.length > 0) {
    parts.push(describeEntryList(message.entries));
  }
  const line = parts.join(" ");
  return message.type === "snapshot" && message.snapshot.metadata.index > 0
    ? `${line}\n  Snapshot: ${describeSnapshot(message.snapshot)}`
    : line;
}

/** `Entries:[...]`: one on the line, more each on a line of its own. */
export function describeEntryList(entries: readonly Entry[]): string {
  const lines = entries.map(describeEntry);
  return lines.length === 1 ? `Entries:[${lines[0]}]` : `Entries:[\n  ${lines.join("\n  ")}\n]`;
}

function positionOf(message: Message): string {
  switch (message.type) {
    case "append":
    case "appendResponse":
    case "requestVote":
    case "requestPreVote":
      return `${message.logTerm}/${message.index}`;
    case "readIndexResponse":
      return `0/${message.index}`;
    default:
      return "0/0";
  }
}

export function describeEntry(entry: Entry): string {
  const content = describeContent(entry);
  const position = `${entry.term}/${entry.index} ${ENTRY_NAMES[entry.type]}`;
  return content === "" ? position : `${position} ${content}`;
}

function describeContent(entry: Entry): string {
  if (entry.type === "normal") {
    return quote(entry.data);
  }
  const request = decodeConfChange(entry.type, entry.data);
  return describeChanges(request.version === "v1" ? [request.change] : request.changes);
}

/** `v1 l2 r3`: voters, learners, removals. */
export function describeChanges(changes: readonly ConfChangeSingle[]): string {
  return changes.map(({ type, nodeId }) => `${CHANGE_LETTERS[type]}${nodeId}`).join(" ");
}

/** Of either version in the form of the second. */
export function describeConfChange(request: ConfChangeRequest): string {
  const context = request.context.length > 0 ? ` context:${quote(request.context)}` : "";
  const isFirst = request.version === "v1";
  const transition = TRANSITION_NAMES[isFirst ? "auto" : request.transition];
  const changes = (isFirst ? [request.change] : request.changes).map(
    ({ type, nodeId }) => ` changes:{type:${CHANGE_NAMES[type]} node_id:${nodeId}}`,
  );
  return `transition:${transition}${changes.join("")}${context}`;
}

/** A configuration in short: `voters=(1 2)&&(1) learners=(3)`. */
export function describeConfiguration(confState: ConfState): string {
  const parts = [`voters=${describeIds(confState.voters)}`];
  if (confState.votersOutgoing.length > 0) {
    parts.push(`&&${describeIds(confState.votersOutgoing)}`);
  }
  if (confState.learners.length > 0) {
    parts.push(` learners=${describeIds(confState.learners)}`);
  }
  if (confState.learnersNext.length > 0) {
    parts.push(` learners_next=${describeIds(confState.learnersNext)}`);
  }
  if (confState.autoLeave) {
    parts.push(" autoleave");
  }
  return parts.join("");
}

function describeIds(ids: readonly NodeId[]): string {
  return `(${ids.join(" ")})`;
}

export function describeConfState(confState: ConfState): string {
  const list = (ids: readonly NodeId[]): string => `[${ids.join(" ")}]`;
  return `Voters:${list(confState.voters)} VotersOutgoing:${list(confState.votersOutgoing)} Learners:${list(confState.learners)} LearnersNext:${list(confState.learnersNext)} AutoLeave:${confState.autoLeave}`;
}

/** Field by field, as protobuf's text format names them. */
export function describeConfStateFields(confState: ConfState): string {
  const fields = (name: string, ids: readonly NodeId[]): readonly string[] =>
    ids.map((id) => `${name}:${id}`);
  return [
    ...fields("voters", confState.voters),
    ...fields("learners", confState.learners),
    ...fields("voters_outgoing", confState.votersOutgoing),
    ...fields("learners_next", confState.learnersNext),
    `auto_leave:${confState.autoLeave}`,
  ].join(" ");
}

export function describeSnapshot(snapshot: Snapshot): string {
  const { index, term, confState } = snapshot.metadata;
  return `Index:${index} Term:${term} ConfState:${describeConfState(confState)}`;
}

export function describeProgress(progress: Progress): string {
  const { state, inflights } = progress;
  return describeProgressStatus({
    state: state.name,
    match: progress.match,
    next: progress.next,
    isLearner: progress.isLearner,
    isPaused: progress.isPaused(),
    recentActive: progress.recentActive,
    pendingSnapshot: state.name === "snapshot" ? state.pendingIndex : null,
    inflightMessages: inflights.count,
    isInflightFull: inflights.isFull(),
  });
}

const PROGRESS_NAMES = {
  probe: "StateProbe",
  replicate: "StateReplicate",
  snapshot: "StateSnapshot",
} as const;

export function describeProgressStatus(status: Omit<ProgressStatus, "id" | "lag">): string {
  const parts = [`${PROGRESS_NAMES[status.state]} match=${status.match} next=${status.next}`];
  if (status.isLearner) {
    parts.push("learner");
  }
  if (status.isPaused) {
    parts.push("paused");
  }
  if (status.pendingSnapshot !== null && status.pendingSnapshot > 0) {
    parts.push(`pendingSnap=${status.pendingSnapshot}`);
  }
  if (!status.recentActive) {
    parts.push("inactive");
  }
  if (status.inflightMessages > 0) {
    parts.push(`inflight=${status.inflightMessages}${status.isInflightFull ? "[full]" : ""}`);
  }
  return parts.join(" ");
}

export function describeHardState(hardState: HardState): string {
  const vote = hardState.vote === null ? "" : ` Vote:${hardState.vote}`;
  return `Term:${hardState.term}${vote} Commit:${hardState.commit}`;
}

/**
 * A Ready as etcd's scripts print it. Its MustSync is etcd's, which leaves a snapshot out; `previous` is the hard state
 * of the Ready before. `otherMessages` are printed after the Ready's.
 */
export function describeReady(
  ready: Ready,
  previous: HardState,
  otherMessages: readonly string[] = [],
): string {
  const { hardState } = ready;
  const lines: string[] = [];
  if (ready.softState !== null) {
    const { leader, role } = ready.softState;
    lines.push(`Lead:${leader ?? 0} State:${roleName(role)}`);
  }
  if (hardState !== null) {
    lines.push(`HardState ${describeHardState(hardState)}`);
  }
  if (ready.readStates.length > 0) {
    const reads = ready.readStates.map(({ index, context }) => `{${index} [${context.join(" ")}]}`);
    lines.push(`ReadStates [${reads.join(" ")}]`);
  }
  if (ready.entries.length > 0) {
    lines.push("Entries:", ...ready.entries.map(describeEntry));
  }
  if (ready.snapshot !== null) {
    lines.push(`Snapshot ${describeSnapshot(ready.snapshot)}`);
  }
  if (ready.committedEntries.length > 0) {
    lines.push("CommittedEntries:", ...ready.committedEntries.map(describeEntry));
  }
  const messages = [...ready.messages, ...ready.persistedMessages].map(describeMessage);
  if (messages.length > 0 || otherMessages.length > 0) {
    lines.push("Messages:", ...messages, ...otherMessages);
  }
  if (lines.length === 0) {
    return "<empty Ready>";
  }
  const mustSync =
    ready.entries.length > 0 ||
    (hardState !== null && (hardState.term !== previous.term || hardState.vote !== previous.vote));
  return [`Ready MustSync=${mustSync}:`, ...lines].join("\n");
}

const ESCAPES: Readonly<Record<string, string>> = {
  "\u0007": "\\a",
  "\b": "\\b",
  "\f": "\\f",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "\v": "\\v",
  "\\": "\\\\",
  '"': '\\"',
};

/** Bytes as a Go string literal. */
export function quote(bytes: Uint8Array): string {
  let quoted = "";
  for (let at = 0; at < bytes.length; ) {
    const { text, length } = decodeRune(bytes, at);
    if (text === null) {
      quoted += `\\x${(bytes[at] ?? 0).toString(16).padStart(2, "0")}`;
    } else {
      quoted += quoteRune(text);
    }
    at += length;
  }
  return `"${quoted}"`;
}

function quoteRune(text: string): string {
  const escape = ESCAPES[text];
  if (escape !== undefined) {
    return escape;
  }
  if (/^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u.test(text)) {
    return text;
  }
  const code = text.codePointAt(0) ?? 0;
  if (code < 0x80) {
    return `\\x${code.toString(16).padStart(2, "0")}`;
  }
  return code < 0x1_0000
    ? `\\u${code.toString(16).padStart(4, "0")}`
    : `\\U${code.toString(16).padStart(8, "0")}`;
}

/** One character of UTF-8 from `at`; null text for a byte that starts none. */
function decodeRune(
  bytes: Uint8Array,
  at: number,
): { readonly text: string | null; readonly length: number } {
  const first = bytes[at] ?? 0;
  if (first < 0x80) {
    return { text: String.fromCharCode(first), length: 1 };
  }
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 0;
  const least = [0, 0, 0x80, 0x800, 0x1_0000][length] ?? 0;
  let code = first & (0xff >> (length + 1));
  for (let offset = 1; offset < length; offset += 1) {
    const next = bytes[at + offset] ?? 0;
    if (next >> 6 !== 2) {
      return { text: null, length: 1 };
    }
    code = code * 64 + (next & 0x3f);
  }
  const isSurrogate = code >= 0xd800 && code <= 0xdfff;
  if (length === 0 || code < least || code > 0x10_ffff || isSurrogate) {
    return { text: null, length: 1 };
  }
  return { text: String.fromCodePoint(code), length };
}
