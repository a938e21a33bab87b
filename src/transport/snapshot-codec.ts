import { type ConfState, EMPTY_BYTES, type Snapshot } from "../raft/index.ts";
import { malformed } from "./transport-error.ts";
import type { WireReader } from "./wire-reader.ts";
import {
  bytesFieldBytes,
  integerFieldBytes,
  lengthFieldBytes,
  varintBytes,
  type WireWriter,
} from "./wire-writer.ts";

/** eraftpb's Snapshot: what a state is, not the state. */

function packedBytes(values: readonly number[]): number {
  return values.reduce((bytes, value) => bytes + varintBytes(value), 0);
}

const CONF_STATE_LISTS = ["voters", "learners", "votersOutgoing", "learnersNext"] as const;

function confStateBytes(confState: ConfState): number {
  let bytes = confState.autoLeave ? 2 : 0;
  for (const name of CONF_STATE_LISTS) {
    bytes += confState[name].length === 0 ? 0 : lengthFieldBytes(packedBytes(confState[name]));
  }
  return bytes;
}

function metadataBytes({ metadata }: Snapshot): number {
  return (
    lengthFieldBytes(confStateBytes(metadata.confState)) +
    integerFieldBytes(metadata.index) +
    integerFieldBytes(metadata.term)
  );
}

/** Without its field number and length. */
export function snapshotBytes(snapshot: Snapshot): number {
  return bytesFieldBytes(snapshot.data) + lengthFieldBytes(metadataBytes(snapshot));
}

/** In as many bytes as `snapshotBytes` says. */
export function writeSnapshot(writer: WireWriter, snapshot: Snapshot): void {
  const { confState, index, term } = snapshot.metadata;
  writer.bytesField(1, snapshot.data);
  writer.lengthPrefix(2, metadataBytes(snapshot));
  writer.lengthPrefix(1, confStateBytes(confState));
  for (const [offset, name] of CONF_STATE_LISTS.entries()) {
    const values = confState[name];
    if (values.length > 0) {
      writer.lengthPrefix(offset + 1, packedBytes(values));
      for (const value of values) {
        writer.varint(value);
      }
    }
  }
  writer.booleanField(5, confState.autoLeave);
  writer.integerField(2, index);
  writer.integerField(3, term);
}

/** @throws TransportError MALFORMED */
export function readSnapshot(reader: WireReader): Snapshot {
  let data = EMPTY_BYTES;
  let metadata: Snapshot["metadata"] | null = null;
  for (let field = reader.nextField(); field !== 0; field = reader.nextField()) {
    if (field === 1) {
      data = reader.bytes("snapshot's data");
    } else if (field === 2) {
      metadata = readMetadata(reader.message("snapshot's metadata"));
    } else {
      reader.skip();
    }
  }
  if (metadata === null || metadata.index === 0) {
    throw malformed("snapshot", "must say the index that it stands at");
  }
  return { data, metadata };
}

function readMetadata(reader: WireReader): Snapshot["metadata"] {
  let confState: ConfState | null = null;
  let index = 0;
  let term = 0;
  for (let field = reader.nextField(); field !== 0; field = reader.nextField()) {
    if (field === 1) {
      confState = readConfState(reader.message("snapshot's configuration"));
    } else if (field === 2) {
      index = reader.integer("snapshot's index");
    } else if (field === 3) {
      term = reader.integer("snapshot's term");
    } else {
      reader.skip();
    }
  }
  if (confState === null || confState.voters.length === 0) {
    throw malformed("snapshot's configuration", "must name a voter");
  }
  return { confState, index, term };
}

function readConfState(reader: WireReader): ConfState {
  const lists = { voters: [], learners: [], votersOutgoing: [], learnersNext: [] } satisfies Record<
    (typeof CONF_STATE_LISTS)[number],
    number[]
  >;
  let autoLeave = false;
  for (let field = reader.nextField(); field !== 0; field = reader.nextField()) {
    const name = CONF_STATE_LISTS[field - 1];
    if (name !== undefined) {
      reader.integers("configuration's member", lists[name]);
    } else if (field === 5) {
      autoLeave = reader.boolean("configuration's auto leave");
    } else {
      reader.skip();
    }
  }
  for (const list of Object.values(lists)) {
    if (list.some((id, at) => id <= (list[at - 1] ?? 0))) {
      throw malformed(
        "configuration's members",
        `must be ascending ids from 1, found ${list.join(", ")}`,
      );
    }
  }
  return { ...lists, autoLeave };
}
