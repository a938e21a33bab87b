import type { NodeId } from "../raft/index.ts";
import { assert } from "../utils/assert.ts";

/**
 * Names a request for all time: which node took it, in which of its lives (`startNonce` is drawn at each start), as which one. An index
 * cannot name a proposal, because another leader's entry may come to stand there.
 */
export interface RequestId {
  readonly nodeId: NodeId;
  /** 48 random bits. */
  readonly startNonce: number;
  readonly sequence: number;
}

/** 2^48: two lives of one node draw the same nonce once in 2^48 starts. */
const NONCE_BOUND_HALF = 2 ** 24;

const REQUEST_ID_VERSION = 1;
const NODE_ID_OFFSET = 1;
const NONCE_OFFSET = 9;
const SEQUENCE_OFFSET = 17;
const REQUEST_ID_BYTES = 25;

export function drawStartNonce(random: (bound: number) => number): number {
  return random(NONCE_BOUND_HALF) * NONCE_BOUND_HALF + random(NONCE_BOUND_HALF);
}

/** Writes and recognises the ids of one life of one node. The constant part is made once: this runs for every entry. */
export class RequestIds {
  readonly #prefix: Uint8Array;
  #lastSequence = 0;

  constructor(options: { readonly nodeId: NodeId; readonly startNonce: number }) {
    this.#prefix = new Uint8Array(SEQUENCE_OFFSET);
    this.#prefix[0] = REQUEST_ID_VERSION;
    writeInteger(this.#prefix, NODE_ID_OFFSET, options.nodeId);
    writeInteger(this.#prefix, NONCE_OFFSET, options.startNonce);
  }

  /** Never returns the same number twice. */
  nextSequence(): number {
    this.#lastSequence += 1;
    return this.#lastSequence;
  }

  encode(sequence: number): Uint8Array {
    const bytes = new Uint8Array(REQUEST_ID_BYTES);
    bytes.set(this.#prefix);
    writeInteger(bytes, SEQUENCE_OFFSET, sequence);
    return bytes;
  }

  /** The sequence where the context is one of ours; null for another node's, another life's, or no id at all. */
  sequenceOf(context: Uint8Array): number | null {
    if (context.length !== REQUEST_ID_BYTES) {
      return null;
    }
    for (let offset = 0; offset < SEQUENCE_OFFSET; offset++) {
      if (context[offset] !== this.#prefix[offset]) {
        return null;
      }
    }
    return readInteger(context, SEQUENCE_OFFSET);
  }
}

/** Null for bytes that are no request id. */
export function decodeRequestId(context: Uint8Array): RequestId | null {
  if (context.length !== REQUEST_ID_BYTES || context[0] !== REQUEST_ID_VERSION) {
    return null;
  }
  return {
    nodeId: readInteger(context, NODE_ID_OFFSET),
    startNonce: readInteger(context, NONCE_OFFSET),
    sequence: readInteger(context, SEQUENCE_OFFSET),
  };
}

/** Eight bytes, big endian; the shifts of JavaScript end at 32 bits. */
function writeInteger(bytes: Uint8Array, offset: number, value: number): void {
  assert(Number.isSafeInteger(value) && value >= 0, `an id must be a safe integer, found ${value}`);
  let rest = value;
  for (let at = offset + 7; at >= offset; at--) {
    bytes[at] = rest & 0xff;
    rest = Math.floor(rest / 0x1_00);
  }
}

function readInteger(bytes: Uint8Array, offset: number): number {
  let value = 0;
  for (let at = offset; at < offset + 8; at++) {
    value = value * 0x1_00 + (bytes[at] ?? 0);
  }
  return value;
}
