import type { FrameOutput } from "./frame-output.ts";
import { type HeaderBlock, HpackEncoder } from "./hpack-encoder.ts";
import { connectionError, streamError } from "./http2-error.ts";
import type { Http2Stream } from "./http2-stream.ts";
import type { PeerSettings } from "./peer-settings.ts";
import {
  DEFAULT_FRAME_BYTES_MAX,
  DEFAULT_WINDOW_BYTES,
  ERROR_CODE,
  FLAG,
  FRAME,
  type Http2ErrorCode,
  WINDOW_BYTES_MAX,
} from "./protocol.ts";

/** With as much unsent no more data is put into frames: it waits where its stream can still be reset. */
const OUTPUT_HIGH_BYTES = 128 * 1024;
/** Of a DATA frame, though a client may allow more: so that streams take turns. */
const DATA_FRAME_BYTES_MAX = 64 * 1024;
/** A DATA frame below it that is not the last of its answer costs more than it brings. */
const SMALL_FRAME_BYTES = 64;

export interface FrameSenderDependencies {
  readonly output: FrameOutput;
  /** A small frame had to be cut because the client's window is that small. */
  readonly onSmallFrame: () => void;
  /** The stream's END_STREAM is in the output. */
  readonly onEnded: (stream: Http2Stream) => void;
}

/** The sending side of a connection: header blocks in order, data as far as the client's windows and its socket allow, streams in turn. */
export class FrameSender {
  readonly #output: FrameOutput;
  readonly #onSmallFrame: () => void;
  readonly #onEnded: (stream: Http2Stream) => void;
  readonly #encoder = new HpackEncoder();
  /** Streams with data and a window of their own that is open, in turn. */
  readonly #ready = new Set<Http2Stream>();
  #window = DEFAULT_WINDOW_BYTES;
  #initialWindow = DEFAULT_WINDOW_BYTES;
  #frameBytesMax = DEFAULT_FRAME_BYTES_MAX;
  #queuedBytes = 0;

  constructor(dependencies: FrameSenderDependencies) {
    this.#output = dependencies.output;
    this.#onSmallFrame = dependencies.onSmallFrame;
    this.#onEnded = dependencies.onEnded;
  }

  /** The window of a stream that opens. */
  get initialWindow(): number {
    return this.#initialWindow;
  }

  /** Of all streams: written and not in frames. */
  get queuedBytes(): number {
    return this.#queuedBytes;
  }

  /** @throws Http2Error FLOW_CONTROL_ERROR for the connection, RFC 9113 section 6.9.2. */
  applySettings(settings: PeerSettings, streams: Iterable<Http2Stream>): void {
    if (settings.headerTableBytes !== null) {
      this.#encoder.limitTable(settings.headerTableBytes);
    }
    if (settings.frameBytesMax !== null) {
      this.#frameBytesMax = settings.frameBytesMax;
    }
    if (settings.initialWindowBytes === null) {
      return;
    }
    const change = settings.initialWindowBytes - this.#initialWindow;
    this.#initialWindow = settings.initialWindowBytes;
    for (const stream of streams) {
      stream.sendWindow += change;
      if (stream.sendWindow > WINDOW_BYTES_MAX) {
        throw connectionError(
          ERROR_CODE.FLOW_CONTROL_ERROR,
          `INITIAL_WINDOW_SIZE ${settings.initialWindowBytes} takes a stream's window above 2^31-1`,
        );
      }
      this.#makeReady(stream);
    }
    this.pump();
  }

  /** @throws Http2Error FLOW_CONTROL_ERROR for the connection. */
  widen(bytes: number): void {
    this.#window += bytes;
    if (this.#window > WINDOW_BYTES_MAX) {
      throw connectionError(ERROR_CODE.FLOW_CONTROL_ERROR, "the window is above 2^31-1");
    }
    this.pump();
  }

  /** @throws Http2Error FLOW_CONTROL_ERROR for the stream. */
  widenStream(stream: Http2Stream, bytes: number): void {
    stream.sendWindow += bytes;
    if (stream.sendWindow > WINDOW_BYTES_MAX) {
      throw streamError(
        { id: stream.id, code: ERROR_CODE.FLOW_CONTROL_ERROR },
        `the window of stream ${stream.id} is above 2^31-1`,
      );
    }
    this.#makeReady(stream);
    this.pump();
  }

  respond(stream: Http2Stream, block: HeaderBlock): void {
    this.#sendHeaders(stream, { block, isLast: false });
  }

  respondAndEnd(stream: Http2Stream, block: HeaderBlock): void {
    this.#sendHeaders(stream, { block, isLast: true });
    this.#ended(stream);
  }

  write(
    stream: Http2Stream,
    { head, body }: { readonly head: Uint8Array; readonly body: Uint8Array },
  ): void {
    const length = head.length + body.length;
    if (this.#isFree && length <= stream.sendWindow && length <= DEFAULT_FRAME_BYTES_MAX) {
      if (stream.queuedBytes === 0 && length <= this.#window) {
        this.#beginData(stream, length);
        this.#append(stream, head);
        this.#append(stream, body);
        return;
      }
    }
    stream.queue.push(head, body);
    stream.queuedBytes += length;
    this.#queuedBytes += length;
    this.#makeReady(stream);
    this.pump();
  }

  end(stream: Http2Stream, trailers: HeaderBlock | null): void {
    if (stream.queuedBytes > 0) {
      stream.ending = { trailers };
    } else {
      this.#finish(stream, trailers);
    }
  }

  /** The stream is gone: what it had queued will not be sent. */
  forget(stream: Http2Stream): void {
    this.#ready.delete(stream);
    this.#queuedBytes -= stream.queuedBytes;
    stream.queuedBytes = 0;
    stream.queue.length = 0;
  }

  reset(streamId: number, code: Http2ErrorCode): void {
    this.#output.beginFrame({ type: FRAME.RST_STREAM, flags: FLAG.NONE, streamId, length: 4 });
    this.#output.appendUint32(code);
  }

  /** Ours, as the first frame. */
  settings(settings: readonly (readonly [number, number])[]): void {
    const length = 6 * settings.length;
    this.#output.beginFrame({ type: FRAME.SETTINGS, flags: FLAG.NONE, streamId: 0, length });
    for (const [identifier, value] of settings) {
      this.#output.appendUint16(identifier);
      this.#output.appendUint32(value);
    }
  }

  acknowledgeSettings(): void {
    this.#output.beginFrame({ type: FRAME.SETTINGS, flags: FLAG.ACK, streamId: 0, length: 0 });
  }

  ping(): void {
    this.#output.beginFrame({ type: FRAME.PING, flags: FLAG.NONE, streamId: 0, length: 8 });
    this.#output.appendUint32(0);
    this.#output.appendUint32(0);
  }

  acknowledgePing(payload: Uint8Array): void {
    this.#output.beginFrame({ type: FRAME.PING, flags: FLAG.ACK, streamId: 0, length: 8 });
    this.#output.append(payload);
  }

  /** Stream 0 is the connection. */
  updateWindow(streamId: number, bytes: number): void {
    this.#output.beginFrame({ type: FRAME.WINDOW_UPDATE, flags: FLAG.NONE, streamId, length: 4 });
    this.#output.appendUint32(bytes);
  }

  goaway(lastStreamId: number, code: Http2ErrorCode): void {
    this.#output.beginFrame({ type: FRAME.GOAWAY, flags: FLAG.NONE, streamId: 0, length: 8 });
    this.#output.appendUint32(lastStreamId);
    this.#output.appendUint32(code);
  }

  /** Frames as much as windows and socket allow, a frame of each stream in turn. */
  pump(): void {
    // One that is not done goes to the end of the set, where this loop comes to it again.
    for (const stream of this.#ready) {
      if (this.#window <= 0 || this.#output.pendingBytes >= OUTPUT_HIGH_BYTES) {
        return;
      }
      this.#ready.delete(stream);
      this.#sendQueued(stream);
      this.#makeReady(stream);
      if (stream.queuedBytes === 0) {
        if (stream.ending === null) {
          stream.listener?.drained();
        } else {
          this.#finish(stream, stream.ending.trailers);
        }
      }
    }
  }

  get #isFree(): boolean {
    return this.#ready.size === 0 && this.#output.pendingBytes < OUTPUT_HIGH_BYTES;
  }

  #makeReady(stream: Http2Stream): void {
    if (stream.queuedBytes > 0 && stream.sendWindow > 0) {
      this.#ready.add(stream);
    }
  }

  /** One DATA frame of what is queued. */
  #sendQueued(stream: Http2Stream): void {
    const allowed = Math.min(this.#window, stream.sendWindow);
    const length = Math.min(allowed, this.#frameBytesMax, DATA_FRAME_BYTES_MAX, stream.queuedBytes);
    if (length < SMALL_FRAME_BYTES && length < stream.queuedBytes) {
      this.#onSmallFrame();
    }
    this.#beginData(stream, length);
    stream.queuedBytes -= length;
    this.#queuedBytes -= length;
    for (let rest = length; rest > 0; ) {
      const [piece] = stream.queue;
      if (piece === undefined) {
        return;
      }
      const part = piece.length > rest ? piece.subarray(0, rest) : piece;
      rest -= part.length;
      this.#append(stream, part);
      if (part.length === piece.length) {
        stream.queue.shift();
      } else {
        stream.queue[0] = piece.subarray(part.length);
      }
    }
  }

  #beginData(stream: Http2Stream, length: number): void {
    this.#window -= length;
    stream.sendWindow -= length;
    this.#output.beginFrame({ type: FRAME.DATA, flags: FLAG.NONE, streamId: stream.id, length });
  }

  #append(stream: Http2Stream, bytes: Uint8Array): void {
    if (!this.#output.append(bytes)) {
      stream.isReferred = true;
    }
  }

  #finish(stream: Http2Stream, trailers: HeaderBlock | null): void {
    if (trailers === null) {
      this.#output.beginFrame({
        type: FRAME.DATA,
        flags: FLAG.END_STREAM,
        streamId: stream.id,
        length: 0,
      });
    } else {
      this.#sendHeaders(stream, { block: trailers, isLast: true });
    }
    this.#ended(stream);
  }

  #ended(stream: Http2Stream): void {
    stream.isLocalEnded = true;
    this.#onEnded(stream);
  }

  /** RFC 9113 section 6.10: what is too long for one frame goes on in others, with nothing between. */
  #sendHeaders(
    { id: streamId }: Http2Stream,
    { block, isLast }: { readonly block: HeaderBlock; readonly isLast: boolean },
  ): void {
    const bytes = this.#encoder.encode(block);
    const endStream = isLast ? FLAG.END_STREAM : FLAG.NONE;
    if (bytes.length <= DEFAULT_FRAME_BYTES_MAX) {
      const flags = FLAG.END_HEADERS | endStream;
      this.#output.beginFrame({ type: FRAME.HEADERS, flags, streamId, length: bytes.length });
      this.#output.append(bytes);
      return;
    }
    for (let at = 0; at < bytes.length; at += DEFAULT_FRAME_BYTES_MAX) {
      const part = bytes.subarray(at, at + DEFAULT_FRAME_BYTES_MAX);
      const isEnd = at + part.length === bytes.length;
      this.#output.beginFrame({
        type: at === 0 ? FRAME.HEADERS : FRAME.CONTINUATION,
        flags: (isEnd ? FLAG.END_HEADERS : FLAG.NONE) | (at === 0 ? endStream : FLAG.NONE),
        streamId,
        length: part.length,
      });
      this.#output.append(part);
    }
  }
}
