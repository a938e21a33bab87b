import { Buffer } from "node:buffer";
import { ByteReader, ByteWriter, undecodable, varintBytes, writeVarint } from "../bytes.ts";
import { StateMachineError } from "../errors.ts";

/** Names a proposal for all time: the same one again is a repetition. */
export interface SessionRequest {
  readonly clientId: number;
  /** From 1. */
  readonly sequence: number;
  /** Below `sequence`. Results up to here are never asked for again. */
  readonly acknowledged: number;
}

/** What an entry of the log holds, the machine's own command apart. */
export type SessionEnvelope =
  | { readonly kind: "plain"; readonly data: Uint8Array }
  | { readonly kind: "open" }
  | { readonly kind: "request"; readonly request: SessionRequest; readonly data: Uint8Array };

/** The newest format of envelopes, rows and snapshots of sessions that this code reads. */
export const SESSION_FORMAT = 1;

/** An envelope begins with these bytes, of which the first is none of any UTF-8 text. */
const MARK: readonly number[] = [0xf5, 0x73, 0x65, 0x73];
const HEADER_BYTES = 6;
const KIND_PLAIN = 1;
const KIND_OPEN = 2;
const KIND_REQUEST = 3;

/** Runs for every command. */
export function hasMark(data: Uint8Array): boolean {
  return data[0] === MARK[0] && data[1] === MARK[1] && data[2] === MARK[2] && data[3] === MARK[3];
}

/** The bytes to propose for a command without a session: the command itself, but where it could be taken for an envelope. */
export function encodePlainProposal(data: Uint8Array): Uint8Array {
  return hasMark(data) ? Buffer.concat([header(KIND_PLAIN), data]) : data;
}

export function encodeOpenSession(): Uint8Array {
  return header(KIND_OPEN);
}

/** @throws RangeError where a number is no integer from 0 to 2^53 - 1. */
export function encodeSessionProposal(request: SessionRequest, data: Uint8Array): Uint8Array {
  const numbers = [request.clientId, request.sequence, request.acknowledged];
  let size = HEADER_BYTES + data.length;
  for (const number of numbers) {
    if (!Number.isSafeInteger(number) || number < 0) {
      throw new RangeError(`a session's number must be an integer from 0, found ${number}`);
    }
    size += varintBytes(number);
  }
  const bytes = Buffer.allocUnsafe(size);
  bytes.set(header(KIND_REQUEST));
  let at = HEADER_BYTES;
  for (const number of numbers) {
    at = writeVarint(bytes, at, number);
  }
  bytes.set(data, at);
  return bytes;
}

/**
 * Bytes without the mark are a plain command. `data` is a part of `bytes`.
 *
 * @throws StateMachineError UNDECODABLE for an envelope that cannot be; NEWER_FORMAT.
 */
export function decodeSessionEnvelope(bytes: Uint8Array): SessionEnvelope {
  if (!hasMark(bytes)) {
    return { kind: "plain", data: bytes };
  }
  const reader = new ByteReader(bytes, { start: MARK.length });
  checkSessionFormat(reader.byte("the format version"), "a session's envelope");
  const kind = reader.byte("the kind");
  switch (kind) {
    case KIND_PLAIN:
      return { kind: "plain", data: commandOf(reader) };
    case KIND_OPEN:
      reader.end("the opening of a session");
      return { kind: "open" };
    case KIND_REQUEST: {
      const clientId = reader.varint("the client id");
      const sequence = reader.varint("the sequence");
      const acknowledged = reader.varint("the acknowledged sequence");
      if (clientId === 0 || acknowledged >= sequence) {
        throw undecodable(
          `client id ${clientId}, sequence ${sequence} and acknowledged ${acknowledged} cannot be: the client id is from OpenSession, and acknowledged below sequence`,
        );
      }
      const request = { clientId, sequence, acknowledged };
      return { kind: "request", request, data: commandOf(reader) };
    }
    default:
      throw undecodable(`there is no session's envelope of kind ${kind}`);
  }
}

/** What `OpenSession` is answered with. */
export function encodeOpenResult(clientId: number): Uint8Array {
  return new ByteWriter().byte(SESSION_FORMAT).varint(clientId).finish();
}

/** @throws StateMachineError UNDECODABLE or NEWER_FORMAT. */
export function decodeOpenResult(bytes: Uint8Array): number {
  const reader = new ByteReader(bytes);
  checkSessionFormat(reader.byte("the format version"), "an opened session");
  const clientId = reader.varint("the client id");
  reader.end("an opened session");
  return clientId;
}

/** @throws StateMachineError NEWER_FORMAT; UNDECODABLE for 0, which no version ever wrote. */
export function checkSessionFormat(found: number, what: string): void {
  if (found > SESSION_FORMAT) {
    throw new StateMachineError(
      `${what} has format version ${found}, but this node understands up to ${SESSION_FORMAT}: upgrade it to the version of the member that wrote it`,
      { code: "NEWER_FORMAT", found, supported: SESSION_FORMAT },
    );
  }
  if (found === 0) {
    throw undecodable(`${what} has format version 0, the lowest is 1`);
  }
}

function commandOf(reader: ByteReader): Uint8Array {
  const data = reader.rest();
  if (data.length === 0) {
    throw undecodable("the command in a session's envelope needs at least one byte");
  }
  return data;
}

function header(kind: number): Buffer {
  return Buffer.from([...MARK, SESSION_FORMAT, kind]);
}
