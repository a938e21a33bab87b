import { Buffer } from "node:buffer";
import type { KeyValueWrite } from "../../utils/key-value.ts";
import type { StateMachineError } from "../errors.ts";
import type { StateStage } from "../types.ts";
import { ByteReader, compareBytes } from "../bytes.ts";
import { decodeRevision, REVISION_KEY, TABLE_CHANGES, TABLE_META } from "./layout.ts";
import {
  corruptSnapshot,
  decodeChunk,
  SNAPSHOT_ROW_BYTES_MAX,
  type SnapshotChunk,
} from "./snapshot-format.ts";

/** What is gathered before it is written to the stage. */
const STAGED_ROWS_MAX = 1_000;
const STAGED_BYTES_MAX = 1024 * 1024;
/** Two varints. */
const ROW_HEADER_BYTES_MAX = 16;

/** The revision of a store that nothing was ever written to. */
export const FIRST_REVISION = 1;

/**
 * Verifies the chunks and writes their rows to `stage`. When it resolves the stage holds the whole state, as it was written.
 *
 * @throws StateMachineError CORRUPT_SNAPSHOT or NEWER_FORMAT; the stage is then to be discarded.
 */
export async function stageSnapshot(
  chunks: AsyncIterable<Uint8Array>,
  stage: StateStage,
): Promise<void> {
  const reader = new SnapshotReader();
  for await (const chunk of chunks) {
    reader.receive(chunk);
    if (reader.isFull) {
      await writeInGroups(reader.takeWrites(), stage);
    }
  }
  reader.finish();
  await writeInGroups(reader.takeWrites(), stage);
}

/** One chunk can hold very many rows, of which each costs the store a call. */
async function writeInGroups(writes: readonly KeyValueWrite[], stage: StateStage): Promise<void> {
  for (let at = 0; at < writes.length; at += STAGED_ROWS_MAX) {
    await stage.write(writes.slice(at, at + STAGED_ROWS_MAX));
  }
}

/** Takes the chunks in order and gives the rows as writes. */
class SnapshotReader {
  #state: "header" | "rows" | "end" = "header";
  #number = 0;
  /** What the header promises; the rows must say the same. */
  #revision = FIRST_REVISION;
  #storedRevision = FIRST_REVISION;
  #rowCount = 0;
  #streamBytes = 0;
  #lastKey: Uint8Array | null = null;
  #writes: KeyValueWrite[] = [];
  #writesBytes = 0;
  /** The beginning of a row whose end is still to come. */
  #parts: Buffer[] = [];
  #partsBytes = 0;
  /** Bytes from which on it pays to look at `#parts` again. */
  #neededBytes = 1;

  get isFull(): boolean {
    return this.#writes.length >= STAGED_ROWS_MAX || this.#writesBytes >= STAGED_BYTES_MAX;
  }

  takeWrites(): readonly KeyValueWrite[] {
    const writes = this.#writes;
    this.#writes = [];
    this.#writesBytes = 0;
    return writes;
  }

  receive(bytes: Uint8Array): void {
    const chunk = decodeChunk(bytes, this.#number);
    const expected = this.#state === "header" ? chunk.kind === "header" : chunk.kind !== "header";
    if (!expected || this.#state === "end") {
      throw this.#fail(`a chunk of kind ${chunk.kind} is out of place`);
    }
    this.#take(chunk);
    this.#number += 1;
  }

  /** To be called after the last chunk. */
  finish(): void {
    if (this.#state !== "end") {
      throw this.#fail("it is missing: the snapshot ends without its end");
    }
  }

  #take(chunk: SnapshotChunk): void {
    if (chunk.kind === "header") {
      this.#revision = chunk.revision;
      this.#state = "rows";
    } else if (chunk.kind === "rows") {
      this.#streamBytes += chunk.payload.length;
      this.#takeRows(chunk.payload);
    } else {
      this.#checkEnd(chunk);
      this.#state = "end";
    }
  }

  #checkEnd(end: { readonly rowCount: number; readonly streamBytes: number }): void {
    if (end.rowCount !== this.#rowCount || end.streamBytes !== this.#streamBytes) {
      throw this.#fail(
        `${end.rowCount} rows in ${end.streamBytes} bytes were sent, ${this.#rowCount} in ${this.#streamBytes} arrived`,
      );
    }
    if (this.#partsBytes > 0) {
      throw this.#fail("the last row is cut off");
    }
    if (this.#storedRevision !== this.#revision) {
      throw this.#fail(
        `the header's revision is ${this.#revision}, that of the rows ${this.#storedRevision}`,
      );
    }
  }

  #takeRows(payload: Buffer): void {
    this.#parts.push(payload);
    this.#partsBytes += payload.length;
    if (this.#partsBytes < this.#neededBytes) {
      return;
    }
    const stream = this.#parts.length === 1 ? payload : Buffer.concat(this.#parts);
    let at = 0;
    this.#neededBytes = 1;
    while (at < stream.length) {
      const row = this.#rowAt(stream, at);
      if (row === null || row.end > stream.length) {
        this.#neededBytes = row === null ? stream.length - at + 1 : row.end - at;
        break;
      }
      this.#takeRow(stream.subarray(row.start, row.keyEnd), stream.subarray(row.keyEnd, row.end));
      at = row.end;
    }
    const rest = stream.subarray(at);
    this.#parts = rest.length === 0 ? [] : [rest];
    this.#partsBytes = rest.length;
  }

  /** Where the row at `at` lies; null where not even its lengths are whole. */
  #rowAt(
    stream: Buffer,
    at: number,
  ): { readonly start: number; readonly keyEnd: number; readonly end: number } | null {
    const header = stream.subarray(at, at + ROW_HEADER_BYTES_MAX);
    if (!hasTwoVarints(header)) {
      if (header.length === ROW_HEADER_BYTES_MAX) {
        throw this.#fail("a row's lengths cannot be read");
      }
      return null;
    }
    const reader = new ByteReader(header, { fail: (reason) => this.#fail(reason) });
    const keyBytes = reader.varint("the length of a row's key");
    const valueBytes = reader.varint("the length of a row's value");
    if (keyBytes + valueBytes > SNAPSHOT_ROW_BYTES_MAX) {
      throw this.#fail(
        `a row of ${keyBytes + valueBytes} bytes, ${SNAPSHOT_ROW_BYTES_MAX} are allowed`,
      );
    }
    const start = at + header.length - reader.left();
    return { start, keyEnd: start + keyBytes, end: start + keyBytes + valueBytes };
  }

  #takeRow(key: Buffer, value: Buffer): void {
    const table = key[0] ?? 0;
    if (table < TABLE_META || table > TABLE_CHANGES) {
      throw this.#fail(`a row of table ${table}, known are ${TABLE_META} to ${TABLE_CHANGES}`);
    }
    if (this.#lastKey !== null && compareBytes(this.#lastKey, key) >= 0) {
      throw this.#fail("the rows are not in order");
    }
    if (compareBytes(key, REVISION_KEY) === 0) {
      this.#storedRevision = decodeRevision(value);
    }
    this.#lastKey = key;
    this.#rowCount += 1;
    this.#writes.push({ op: "put", key, value });
    this.#writesBytes += key.length + value.length;
  }

  #fail(reason: string): StateMachineError {
    return corruptSnapshot(this.#number, reason);
  }
}

function hasTwoVarints(bytes: Uint8Array): boolean {
  let ends = 0;
  for (const byte of bytes) {
    ends += byte < 0x80 ? 1 : 0;
    if (ends === 2) {
      return true;
    }
  }
  return false;
}
