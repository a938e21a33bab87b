import type { Duplex } from "node:stream";
import { FRAME_HEAD_BYTES } from "./protocol.ts";
import { SLAB_BYTES, type SlabPool } from "./slab-pool.ts";

/** Smaller pieces are copied into the slab: less than what one more buffer costs the socket. */
const COPY_BYTES_MAX = 2048;

export interface FrameHead {
  readonly type: number;
  readonly flags: number;
  readonly streamId: number;
  /** Of the payload, which follows by `copy` and `refer`. */
  readonly length: number;
}

export interface FrameOutputDependencies {
  readonly socket: Duplex;
  readonly slabs: SlabPool;
  /** Called when all that was given to the socket has left it. */
  readonly onWritten: () => void;
}

/**
 * Frames on their way to the socket. All that one turn of the event loop produces leaves in one write, and the next write waits until the socket has taken the
 * one before: what it cannot take gathers here, where `pendingBytes` tells of it.
 */
export class FrameOutput {
  readonly #socket: Duplex;
  readonly #slabs: SlabPool;
  readonly #onWritten: () => void;
  #slab: Buffer | null = null;
  /** What of the slab is not yet among the chunks: from `#from` to `#at`. */
  #from = 0;
  #at = 0;
  #chunks: Uint8Array[] = [];
  #slabsUsed: Buffer[] = [];
  #slabsWriting: Buffer[] = [];
  #callbacks: (() => void)[] = [];
  #callbacksWriting: (() => void)[] = [];
  #isScheduled = false;
  #isWriting = false;
  #isClosed = false;
  #pendingBytes = 0;

  constructor(dependencies: FrameOutputDependencies) {
    this.#socket = dependencies.socket;
    this.#slabs = dependencies.slabs;
    this.#onWritten = dependencies.onWritten;
  }

  /** Not yet given to the socket. */
  get pendingBytes(): number {
    return this.#pendingBytes;
  }

  get isIdle(): boolean {
    return this.#pendingBytes === 0 && !this.#isWriting;
  }

  /** RFC 9113 section 4.1. */
  beginFrame(head: FrameHead): void {
    const slab = this.#room(FRAME_HEAD_BYTES);
    const { length, streamId } = head;
    let at = this.#at;
    slab[at] = length >>> 16;
    slab[at + 1] = length >>> 8;
    slab[at + 2] = length;
    slab[at + 3] = head.type;
    slab[at + 4] = head.flags;
    at += 5;
    slab[at] = streamId >>> 24;
    slab[at + 1] = streamId >>> 16;
    slab[at + 2] = streamId >>> 8;
    slab[at + 3] = streamId;
    this.#at = at + 4;
    this.#pendingBytes += FRAME_HEAD_BYTES;
    this.#schedule();
  }

  /** Into the frame that was begun. A large piece is not copied: it must not change until `afterWrite`. True where it was copied. */
  append(bytes: Uint8Array): boolean {
    const { length } = bytes;
    this.#pendingBytes += length;
    if (length > COPY_BYTES_MAX) {
      this.#closeRegion();
      this.#chunks.push(bytes);
      return false;
    }
    const slab = this.#room(length);
    if (length < 32) {
      for (let at = 0; at < length; at += 1) {
        slab[this.#at + at] = bytes[at] ?? 0;
      }
    } else {
      slab.set(bytes, this.#at);
    }
    this.#at += length;
    return true;
  }

  appendUint32(value: number): void {
    const slab = this.#room(4);
    slab.writeUInt32BE(value, this.#at);
    this.#at += 4;
    this.#pendingBytes += 4;
  }

  appendUint16(value: number): void {
    const slab = this.#room(2);
    slab.writeUInt16BE(value, this.#at);
    this.#at += 2;
    this.#pendingBytes += 2;
  }

  /** Calls back when all that was appended so far has left, or never will. */
  afterWrite(callback: () => void): void {
    this.#callbacks.push(callback);
    this.#schedule();
  }

  /** Nothing leaves any more. */
  close(): void {
    this.#isClosed = true;
    this.#chunks = [];
    this.#slab = null;
    this.#pendingBytes = 0;
    for (const callback of [...this.#callbacksWriting.splice(0), ...this.#callbacks.splice(0)]) {
      callback();
    }
  }

  /** Now, where the socket takes it; else when it does. */
  flush(): void {
    this.#isScheduled = false;
    if (this.#isWriting || this.#isClosed) {
      return;
    }
    this.#closeRegion();
    if (this.#slab !== null) {
      this.#slabsUsed.push(this.#slab);
      this.#slab = null;
    }
    const chunks = this.#chunks;
    [this.#slabsWriting, this.#slabsUsed] = [this.#slabsUsed, this.#slabsWriting];
    [this.#callbacksWriting, this.#callbacks] = [this.#callbacks, this.#callbacksWriting];
    const [first] = chunks;
    if (first === undefined) {
      this.#settleWrite();
      return;
    }
    this.#isWriting = true;
    this.#pendingBytes = 0;
    this.#chunks = [];
    if (chunks.length === 1) {
      this.#socket.write(first, this.#written);
      return;
    }
    this.#socket.cork();
    for (const [at, chunk] of chunks.entries()) {
      if (at === chunks.length - 1) {
        this.#socket.write(chunk, this.#written);
      } else {
        this.#socket.write(chunk);
      }
    }
    this.#socket.uncork();
  }

  readonly #written = (error?: Error | null): void => {
    this.#isWriting = false;
    if (this.#isClosed || (error !== null && error !== undefined)) {
      // The socket tells of it by its own end; its slabs may still be read by a write that hangs.
      return;
    }
    this.#settleWrite();
    this.#onWritten();
    if (this.#pendingBytes > 0 && !this.#isScheduled) {
      this.flush();
    }
  };

  #settleWrite(): void {
    for (let slab = this.#slabsWriting.pop(); slab !== undefined; slab = this.#slabsWriting.pop()) {
      this.#slabs.give(slab);
    }
    if (this.#callbacksWriting.length > 0) {
      for (const callback of this.#callbacksWriting.splice(0)) {
        callback();
      }
    }
  }

  #schedule(): void {
    if (!this.#isScheduled && !this.#isClosed) {
      this.#isScheduled = true;
      process.nextTick(this.#flushScheduled);
    }
  }

  readonly #flushScheduled = (): void => this.flush();

  /** A slab with room for so much at `#at`. */
  #room(bytes: number): Buffer {
    if (this.#slab !== null && this.#at + bytes <= SLAB_BYTES) {
      return this.#slab;
    }
    if (this.#slab !== null) {
      this.#closeRegion();
      this.#slabsUsed.push(this.#slab);
    }
    this.#slab = this.#slabs.take();
    this.#from = 0;
    this.#at = 0;
    return this.#slab;
  }

  #closeRegion(): void {
    if (this.#slab !== null && this.#at > this.#from) {
      this.#chunks.push(this.#slab.subarray(this.#from, this.#at));
      this.#from = this.#at;
    }
  }
}
