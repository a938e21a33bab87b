import { EMPTY_BYTES, type Entry, type EntryType } from "../raft/index.ts";
import type { WireReader } from "./wire-reader.ts";
import { bytesFieldBytes, integerFieldBytes, type WireWriter } from "./wire-writer.ts";

/** eraftpb's Entry. */

const ENTRY_TYPES: readonly EntryType[] = ["normal", "confChange", "confChangeV2"];

/** Without its field number and length. */
export function entryBytes(entry: Entry): number {
  return (
    (entry.type === "normal" ? 0 : 2) +
    integerFieldBytes(entry.term) +
    integerFieldBytes(entry.index) +
    bytesFieldBytes(entry.data) +
    bytesFieldBytes(entry.context)
  );
}

/** In as many bytes as `entryBytes` says. */
export function writeEntry(writer: WireWriter, entry: Entry): void {
  writer.integerField(1, ENTRY_TYPES.indexOf(entry.type));
  writer.integerField(2, entry.term);
  writer.integerField(3, entry.index);
  writer.bytesField(4, entry.data);
  writer.bytesField(6, entry.context);
}

/** @throws TransportError MALFORMED */
export function readEntry(reader: WireReader): Entry {
  let type: EntryType = "normal";
  let term = 0;
  let index = 0;
  let data = EMPTY_BYTES;
  let context = EMPTY_BYTES;
  for (let field = reader.nextField(); field !== 0; field = reader.nextField()) {
    switch (field) {
      case 1:
        type = reader.choice("entry type", ENTRY_TYPES);
        break;
      case 2:
        term = reader.integer("entry's term");
        break;
      case 3:
        index = reader.integer("entry's index");
        break;
      case 4:
        data = reader.bytes("entry's data");
        break;
      case 6:
        context = reader.bytes("entry's context");
        break;
      default:
        reader.skip();
    }
  }
  return { type, term, index, data, context };
}
