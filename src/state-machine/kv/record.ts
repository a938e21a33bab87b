import type { ByteReader, ByteWriter } from "../bytes.ts";

/** One key as etcd shows it. Revisions, version and lease are safe integers. */
export interface KvRecord {
  readonly key: Uint8Array;
  readonly value: Uint8Array;
  /** The revision of the put that created the key (anew, where it was deleted before). */
  readonly createRevision: number;
  /** The revision of the last put. */
  readonly modRevision: number;
  /** Puts since the creation, that one included. */
  readonly version: number;
  /** 0: none. */
  readonly lease: number;
}

/** Records with their number in front; `readRecords` reads them. */
export function writeRecords(writer: ByteWriter, records: readonly KvRecord[]): ByteWriter {
  writer.varint(records.length);
  for (const record of records) {
    writer
      .varint(record.createRevision)
      .varint(record.modRevision)
      .varint(record.version)
      .varint(record.lease)
      .bytes(record.key)
      .bytes(record.value);
  }
  return writer;
}

/** @throws StateMachineError UNDECODABLE. */
export function readRecords(reader: ByteReader): readonly KvRecord[] {
  const count = reader.varint("the number of records");
  const records: KvRecord[] = [];
  for (let number = 0; number < count; number += 1) {
    records.push({
      createRevision: reader.varint("the create revision"),
      modRevision: reader.varint("the mod revision"),
      version: reader.varint("the version"),
      lease: reader.varint("the lease"),
      key: reader.bytes("the key"),
      value: reader.bytes("the value"),
    });
  }
  return records;
}
