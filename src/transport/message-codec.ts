import {
  EMPTY_BYTES,
  type Entry,
  type Message,
  type MessageOf,
  type MessageType,
  type Snapshot,
} from "../raft/index.ts";
import { assert, assertNever } from "../utils/assert.ts";
import { entryBytes, readEntry, writeEntry } from "./entry-codec.ts";
import { readSnapshot, snapshotBytes, writeSnapshot } from "./snapshot-codec.ts";
import { malformed } from "./transport-error.ts";
import type { PeerMessage } from "./types.ts";
import { WireReader } from "./wire-reader.ts";
import {
  bytesFieldBytes,
  integerFieldBytes,
  lengthFieldBytes,
  signedFieldBytes,
  WireWriter,
} from "./wire-writer.ts";

/** eraftpb's MessageType, by number. Null: a message that never leaves its node. */
const MESSAGE_TYPES: readonly (WireMessage["type"] | null)[] = [
  null,
  null,
  "propose",
  "append",
  "appendResponse",
  "requestVote",
  "requestVoteResponse",
  "snapshot",
  "heartbeat",
  "heartbeatResponse",
  null,
  null,
  null,
  "transferLeader",
  "timeoutNow",
  "readIndex",
  "readIndexResponse",
  "requestPreVote",
  "requestPreVoteResponse",
];
const MESSAGE_NUMBERS: ReadonlyMap<MessageType, number> = new Map(
  MESSAGE_TYPES.flatMap((type, number) => (type === null ? [] : [[type, number]])),
);
/** etcd's and raft-rs's word in the context of a vote request. */
const CAMPAIGN_TRANSFER: Uint8Array = new TextEncoder().encode("CampaignTransfer");

type LocalType = "hup" | "beat" | "unreachable" | "snapStatus" | "checkQuorum" | "forgetLeader";
type WireMessage = Exclude<Message, { readonly type: LocalType }>;

/** All fields of eraftpb's Message; which of them mean something depends on the type. */
interface Fields {
  to: number;
  from: number;
  term: number;
  logTerm: number;
  index: number;
  entries: readonly Entry[];
  commit: number;
  snapshot: Snapshot | null;
  reject: boolean;
  rejectHint: number;
  context: Uint8Array;
  requestSnapshot: number;
  commitTerm: number;
  priority: number;
}

function blankFields(): Fields {
  return {
    to: 0,
    from: 0,
    term: 0,
    logTerm: 0,
    index: 0,
    entries: [],
    commit: 0,
    snapshot: null,
    reject: false,
    rejectHint: 0,
    context: EMPTY_BYTES,
    requestSnapshot: 0,
    commitTerm: 0,
    priority: 0,
  };
}

/** A message with its size, computed once. */
export interface SizedMessage {
  readonly fields: Readonly<Fields>;
  readonly typeNumber: number;
  readonly sizeBytes: number;
}

/** Encodes nothing yet: the bytes are written once, into their frame. The entries are not copied before that. */
export function sizeMessage(message: PeerMessage | MessageOf<"snapshot">): SizedMessage {
  const typeNumber = MESSAGE_NUMBERS.get(message.type);
  assert(typeNumber !== undefined, `a ${message.type} is for its own node only`);
  const fields = toFields(message);
  let sizeBytes =
    integerFieldBytes(typeNumber) +
    integerFieldBytes(fields.to) +
    integerFieldBytes(fields.from) +
    integerFieldBytes(fields.term) +
    integerFieldBytes(fields.logTerm) +
    integerFieldBytes(fields.index) +
    integerFieldBytes(fields.commit) +
    (fields.reject ? 2 : 0) +
    integerFieldBytes(fields.rejectHint) +
    bytesFieldBytes(fields.context) +
    integerFieldBytes(fields.requestSnapshot) +
    integerFieldBytes(fields.commitTerm) +
    signedFieldBytes(fields.priority);
  for (const entry of fields.entries) {
    sizeBytes += lengthFieldBytes(entryBytes(entry));
  }
  if (fields.snapshot !== null) {
    sizeBytes += lengthFieldBytes(snapshotBytes(fields.snapshot));
  }
  return { fields, typeNumber, sizeBytes };
}

/** In the order of the numbers, as other encoders do. */
export function writeMessage(
  writer: WireWriter,
  { fields, typeNumber }: Pick<SizedMessage, "fields" | "typeNumber">,
): void {
  writer.integerField(1, typeNumber);
  writer.integerField(2, fields.to);
  writer.integerField(3, fields.from);
  writer.integerField(4, fields.term);
  writer.integerField(5, fields.logTerm);
  writer.integerField(6, fields.index);
  for (const entry of fields.entries) {
    writer.lengthPrefix(7, entryBytes(entry));
    writeEntry(writer, entry);
  }
  writer.integerField(8, fields.commit);
  if (fields.snapshot !== null) {
    writer.lengthPrefix(9, snapshotBytes(fields.snapshot));
    writeSnapshot(writer, fields.snapshot);
  }
  writer.booleanField(10, fields.reject);
  writer.integerField(11, fields.rejectHint);
  writer.bytesField(12, fields.context);
  writer.integerField(13, fields.requestSnapshot);
  writer.integerField(15, fields.commitTerm);
  writer.signedField(16, fields.priority);
}

/** One message by itself. */
export function encodeMessage(message: PeerMessage | MessageOf<"snapshot">): Uint8Array {
  const sized = sizeMessage(message);
  const writer = new WireWriter(sized.sizeBytes);
  writeMessage(writer, sized);
  return writer.finish();
}

/** @throws TransportError MALFORMED for bytes that are no message of a peer. */
export function decodeMessage(bytes: Uint8Array): PeerMessage | MessageOf<"snapshot"> {
  return readMessage(new WireReader(bytes));
}

/** @throws TransportError MALFORMED */
export function readMessage(reader: WireReader): PeerMessage | MessageOf<"snapshot"> {
  const fields = blankFields();
  const entries: Entry[] = [];
  let type: WireMessage["type"] | null = null;
  for (let field = reader.nextField(); field !== 0; field = reader.nextField()) {
    if (field === 1) {
      type = reader.choice("message type", MESSAGE_TYPES);
    } else if (field === 7) {
      entries.push(readEntry(reader.message("entry")));
    } else {
      readField(reader, field, fields);
    }
  }
  fields.entries = entries;
  if (type === null) {
    throw malformed("message type", "is missing, or of a message that never leaves its node");
  }
  if (fields.from === 0 || fields.to === 0) {
    throw malformed(
      `message of type ${type}`,
      `must say from and to, found ${fields.from} and ${fields.to}`,
    );
  }
  return fromFields(type, fields);
}

function readField(reader: WireReader, field: number, fields: Fields): void {
  switch (field) {
    case 2:
      fields.to = reader.integer("to");
      return;
    case 3:
      fields.from = reader.integer("from");
      return;
    case 4:
      fields.term = reader.integer("term");
      return;
    case 5:
      fields.logTerm = reader.integer("log term");
      return;
    case 6:
      fields.index = reader.integer("index");
      return;
    case 8:
      fields.commit = reader.integer("commit");
      return;
    case 9:
      fields.snapshot = readSnapshot(reader.message("snapshot"));
      return;
    case 10:
      fields.reject = reader.boolean("reject");
      return;
    case 11:
      fields.rejectHint = reader.integer("reject hint");
      return;
    case 12:
      fields.context = reader.bytes("context");
      return;
    case 13:
      fields.requestSnapshot = reader.integer("request snapshot");
      return;
    case 15:
      fields.commitTerm = reader.integer("commit term");
      return;
    case 16:
      fields.priority = reader.signed("priority");
      return;
    default:
      reader.skip();
  }
}

function toFields(message: Message): Fields {
  const fields = blankFields();
  fields.to = message.to;
  fields.from = message.from;
  fields.term = message.term;
  switch (message.type) {
    case "propose":
      fields.entries = message.entries;
      break;
    case "append":
      fields.logTerm = message.logTerm;
      fields.index = message.index;
      fields.entries = message.entries;
      fields.commit = message.commit;
      break;
    case "appendResponse":
      fields.index = message.index;
      fields.logTerm = message.logTerm;
      fields.reject = message.reject;
      fields.rejectHint = message.rejectHint;
      fields.requestSnapshot = message.requestSnapshot;
      break;
    case "requestVote":
    case "requestPreVote":
      fields.logTerm = message.logTerm;
      fields.index = message.index;
      fields.commit = message.commit;
      fields.commitTerm = message.commitTerm;
      fields.context = message.campaign === "transfer" ? CAMPAIGN_TRANSFER : EMPTY_BYTES;
      fields.priority = message.priority;
      break;
    case "requestVoteResponse":
    case "requestPreVoteResponse":
      fields.reject = message.reject;
      fields.commit = message.commit;
      fields.commitTerm = message.commitTerm;
      break;
    case "snapshot":
      fields.snapshot = message.snapshot;
      break;
    case "heartbeat":
      fields.commit = message.commit;
      fields.context = message.context;
      break;
    case "heartbeatResponse":
      fields.context = message.context;
      break;
    case "readIndex":
      fields.entries = contextEntries(message.context);
      break;
    case "readIndexResponse":
      fields.index = message.index;
      fields.entries = contextEntries(message.context);
      break;
    case "transferLeader":
    case "timeoutNow":
    // Messages of the node to itself have been refused before.
    case "hup":
    case "beat":
    case "unreachable":
    case "snapStatus":
    case "checkQuorum":
    case "forgetLeader":
      break;
    default:
      assertNever(message);
  }
  return fields;
}

function fromFields(
  type: WireMessage["type"],
  fields: Readonly<Fields>,
): PeerMessage | MessageOf<"snapshot"> {
  const { from, to, term, logTerm, index, commit, commitTerm, entries, context, reject } = fields;
  const envelope = { from, to, term };
  switch (type) {
    case "propose":
      if (entries.length === 0) {
        throw malformed("message of type propose", "must hold an entry");
      }
      return { ...envelope, type, entries };
    case "append":
      return { ...envelope, type, logTerm, index, entries: checkRun(fields), commit };
    case "appendResponse": {
      const { rejectHint, requestSnapshot } = fields;
      return { ...envelope, type, index, logTerm, reject, rejectHint, requestSnapshot };
    }
    case "requestVote":
    case "requestPreVote": {
      const campaign = isEqual(context, CAMPAIGN_TRANSFER) ? "transfer" : "election";
      const { priority } = fields;
      return { ...envelope, type, logTerm, index, commit, commitTerm, campaign, priority };
    }
    case "requestVoteResponse":
    case "requestPreVoteResponse":
      return { ...envelope, type, reject, commit, commitTerm };
    case "snapshot":
      if (fields.snapshot === null) {
        throw malformed("message of type snapshot", "must hold a snapshot");
      }
      return { ...envelope, type, snapshot: fields.snapshot };
    case "heartbeat":
      return { ...envelope, type, commit, context };
    case "heartbeatResponse":
      return { ...envelope, type, context };
    case "readIndex":
      return { ...envelope, type, context: contextOf(entries) };
    case "readIndexResponse":
      return { ...envelope, type, index, context: contextOf(entries) };
    case "transferLeader":
    case "timeoutNow":
      return { ...envelope, type };
    default:
      return assertNever(type);
  }
}

/** The algorithm takes it for granted that an append's entries follow on its index, of terms that never fall or pass its own. */
function checkRun({ entries, index, logTerm, term }: Readonly<Fields>): readonly Entry[] {
  let expectedIndex = index;
  let previousTerm = logTerm;
  for (const entry of entries) {
    expectedIndex += 1;
    if (entry.index !== expectedIndex || entry.term < previousTerm || entry.term > term) {
      throw malformed(
        "message of type append",
        `must hold an entry of index ${expectedIndex} and a term from ${previousTerm} to ${term} there, found index ${entry.index} and term ${entry.term}`,
      );
    }
    previousTerm = entry.term;
  }
  return entries;
}

/** eraftpb carries a read's context as an entry's data. */
function contextEntries(context: Uint8Array): readonly Entry[] {
  return [{ type: "normal", term: 0, index: 0, data: context, context: EMPTY_BYTES }];
}

function contextOf(entries: readonly Entry[]): Uint8Array {
  const [entry] = entries;
  if (entry === undefined || entries.length > 1) {
    throw malformed(
      "read request",
      `must carry its context as its one entry, found ${entries.length}`,
    );
  }
  return entry.data;
}

function isEqual(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, at) => byte === right[at]);
}
