import type { Http2Stream } from "./http2-stream.ts";

const REMEMBERED_MAX = 128;

/** Who closed a stream, for frames of it that are still on their way, RFC 9113 section 5.1. */
export type ClosedBy = "peer" | "us";

/** The streams of a connection: open ones, ones that are gone and still worked for, and the numbers of those that were closed last. */
export class StreamTable {
  readonly #streams = new Map<number, Http2Stream>();
  readonly #closedIds = new Int32Array(REMEMBERED_MAX);
  readonly #isClosedByUs = new Uint8Array(REMEMBERED_MAX);
  #nextClosed = 0;
  #heldCount = 0;

  get openCount(): number {
    return this.#streams.size;
  }

  /** A stream counts until it is closed and released: a client that resets its streams does not get more work done at a time (CVE-2023-44487). */
  get heldCount(): number {
    return this.#heldCount;
  }

  get open(): Iterable<Http2Stream> {
    return this.#streams.values();
  }

  get(streamId: number): Http2Stream | undefined {
    return this.#streams.get(streamId);
  }

  add(stream: Http2Stream): void {
    this.#streams.set(stream.id, stream);
    this.#heldCount += 1;
  }

  /** False where it was closed before. */
  close(stream: Http2Stream, by: ClosedBy): boolean {
    if (!this.#streams.delete(stream.id)) {
      return false;
    }
    stream.isClosed = true;
    this.remember(stream.id, by);
    if (stream.isReleased) {
      this.#heldCount -= 1;
    }
    return true;
  }

  /** The work for a stream that is closed is done. */
  released(): void {
    this.#heldCount -= 1;
  }

  remember(streamId: number, by: ClosedBy): void {
    this.#closedIds[this.#nextClosed] = streamId;
    this.#isClosedByUs[this.#nextClosed] = by === "us" ? 1 : 0;
    this.#nextClosed = (this.#nextClosed + 1) % REMEMBERED_MAX;
  }

  /** Null: long ago, or never open. */
  closedBy(streamId: number): ClosedBy | null {
    const at = this.#closedIds.indexOf(streamId);
    if (at < 0) {
      return null;
    }
    return this.#isClosedByUs[at] === 1 ? "us" : "peer";
  }
}
