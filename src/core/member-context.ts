import { checkSafeInteger, EMPTY_BYTES } from "../raft/index.ts";
import type { MemberAddress } from "../storage/types.ts";

/** Version of the bytes below; a node stops at a newer one instead of guessing at addresses. */
const MEMBER_CONTEXT_VERSION = 1;
const MEMBERS_MAX = 255;
const STRING_BYTES_MAX = 0xff_ff;

export type MemberContextErrorDetail =
  | { readonly code: "NEWER_FORMAT"; readonly found: number; readonly supported: number }
  | { readonly code: "MALFORMED"; readonly offset: number };

/** The context of a committed configuration change cannot be read: fatal, since every member must come to the same book. */
export class MemberContextError extends Error {
  override readonly name = "MemberContextError";
  readonly detail: MemberContextErrorDetail;

  constructor(message: string, detail: MemberContextErrorDetail) {
    super(message);
    this.detail = detail;
  }

  get code(): MemberContextErrorDetail["code"] {
    return this.detail.code;
  }
}

/**
 * The members that a ConfChange brings, as the bytes of its context: version, count, then for each its id (8 bytes, big endian), address and storeId
 * (length in 2 bytes, UTF-8). No member, no bytes.
 *
 * @throws RangeError when a value does not fit.
 */
export function encodeMemberContext(members: readonly MemberAddress[]): Uint8Array {
  if (members.length === 0) {
    return EMPTY_BYTES;
  }
  if (members.length > MEMBERS_MAX) {
    throw new RangeError(
      `a configuration change names at most ${MEMBERS_MAX} members, found ${members.length}`,
    );
  }
  const parts: Buffer[] = [Buffer.from([MEMBER_CONTEXT_VERSION, members.length])];
  for (const member of members) {
    const id = Buffer.alloc(8);
    id.writeBigUInt64BE(BigInt(checkSafeInteger(member.nodeId, "a member's nodeId")));
    parts.push(id, encodeString(member.address), encodeString(member.storeId));
  }
  return new Uint8Array(Buffer.concat(parts));
}

/** @throws MemberContextError when the bytes are of a newer version, cut short or too long. */
export function decodeMemberContext(bytes: Uint8Array): readonly MemberAddress[] {
  if (bytes.length === 0) {
    return [];
  }
  const reader = new Reader(bytes);
  const version = reader.unsigned(1);
  if (version !== MEMBER_CONTEXT_VERSION) {
    throw new MemberContextError(
      `the member addresses of a configuration change have format version ${version}, this node reads up to ${MEMBER_CONTEXT_VERSION}: run a newer version`,
      { code: "NEWER_FORMAT", found: version, supported: MEMBER_CONTEXT_VERSION },
    );
  }
  const count = reader.unsigned(1);
  const members: MemberAddress[] = [];
  for (let read = 0; read < count; read++) {
    const nodeId = reader.id();
    members.push({ nodeId, address: reader.string(), storeId: reader.string() });
  }
  reader.end();
  return members;
}

function encodeString(text: string): Buffer {
  const bytes = Buffer.from(text, "utf8");
  if (bytes.length > STRING_BYTES_MAX) {
    throw new RangeError(
      `a member's address and storeId have at most ${STRING_BYTES_MAX} bytes, found ${bytes.length}`,
    );
  }
  const length = Buffer.alloc(2);
  length.writeUInt16BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

class Reader {
  readonly #bytes: Buffer;
  #offset = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  unsigned(sizeBytes: 1 | 2): number {
    const start = this.#take(sizeBytes);
    return this.#bytes.readUIntBE(start, sizeBytes);
  }

  id(): number {
    const start = this.#take(8);
    const value = this.#bytes.readBigUInt64BE(start);
    if (value > BigInt(Number.MAX_SAFE_INTEGER)) {
      throw malformed(start, `a node id of ${value}`);
    }
    return Number(value);
  }

  string(): string {
    const length = this.unsigned(2);
    const start = this.#take(length);
    return this.#bytes.toString("utf8", start, start + length);
  }

  end(): void {
    if (this.#offset !== this.#bytes.length) {
      throw malformed(this.#offset, `${this.#bytes.length - this.#offset} bytes too many`);
    }
  }

  #take(sizeBytes: number): number {
    const start = this.#offset;
    if (start + sizeBytes > this.#bytes.length) {
      throw malformed(start, `the end of the bytes, ${sizeBytes} more were expected`);
    }
    this.#offset += sizeBytes;
    return start;
  }
}

function malformed(offset: number, found: string): MemberContextError {
  return new MemberContextError(
    `the member addresses of a configuration change cannot be read: found ${found} at byte ${offset}`,
    { code: "MALFORMED", offset },
  );
}
