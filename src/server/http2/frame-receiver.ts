import { FrameReader } from "./frame-reader.ts";
import type { FrameSender } from "./frame-sender.ts";
import { HeaderAssembly, type HeaderSection } from "./header-assembly.ts";
import { HpackDecoder } from "./hpack-decoder.ts";
import { HeaderBlock } from "./hpack-encoder.ts";
import { type Http2Error, connectionError, streamError } from "./http2-error.ts";
import { Http2Stream, type ResponseStream, type StreamOwner } from "./http2-stream.ts";
import { parseSettings } from "./peer-settings.ts";
import {
  DEFAULT_FRAME_BYTES_MAX,
  DEFAULT_HEADER_TABLE_BYTES,
  ERROR_CODE,
  FLAG,
  FRAME,
  type Http2ErrorCode,
  PREFACE,
} from "./protocol.ts";
import { type RequestHeaders, RequestHeadersReader, trailersFault } from "./request-headers.ts";
import type { ClosedBy, StreamTable } from "./stream-table.ts";
import type { WorkBudget } from "./work-budget.ts";

/** What a client may send before it is consumed: of one stream, and of all. A stream carries no more than its window in each round trip. */
export interface ReceiveWindows {
  readonly streamBytes: number;
  readonly connectionBytes: number;
}

export const DEFAULT_RECEIVE_WINDOWS: ReceiveWindows = {
  streamBytes: 512 * 1024,
  connectionBytes: 4 * 1024 * 1024,
};
export const HEADER_LIST_BYTES_MAX: number = 16 * 1024;
/**
 * What frames cost that bring no call on. A PING of a client that measures its bandwidth comes thousands of times a second, a SETTINGS does not.
 */
export const WORK = {
  frame: 1,
  smallFrame: 5,
  refusal: 5,
  reset: 20,
  emptyData: 20,
  settings: 200,
} as const;
/** A DATA frame below it that does not end its stream counts. */
const SMALL_DATA_BYTES = 16;
const TOO_LARGE = new HeaderBlock({ fields: [{ name: ":status", value: "431" }], isShared: true });

export interface FrameReceiverOptions {
  readonly streamsMax: number;
  readonly windows: ReceiveWindows;
}

export interface FrameReceiverDependencies {
  readonly owner: StreamOwner;
  readonly sender: FrameSender;
  readonly streams: StreamTable;
  readonly work: WorkBudget;
  /** A request has come. Never throws. */
  readonly onRequest: (stream: ResponseStream, headers: RequestHeaders) => void;
  /** A stream is gone by the client's will. */
  readonly onReset: (stream: Http2Stream, by: ClosedBy) => void;
}

/** The receiving side of a connection: what each frame means, and whether it may come, RFC 9113 sections 5 and 6. */
export class FrameReceiver {
  readonly #streamsMax: number;
  readonly #windows: ReceiveWindows;
  readonly #owner: StreamOwner;
  readonly #sender: FrameSender;
  readonly #streams: StreamTable;
  readonly #work: WorkBudget;
  readonly #onRequest: FrameReceiverDependencies["onRequest"];
  readonly #onReset: FrameReceiverDependencies["onReset"];
  readonly #reader = new FrameReader({ frameBytesMax: DEFAULT_FRAME_BYTES_MAX });
  readonly #assembly = new HeaderAssembly();
  readonly #decoder: HpackDecoder;
  readonly #requests: RequestHeadersReader;
  #prefaceBytes = 0;
  #hasSettings = false;
  #lastStreamId = 0;
  #window: number;
  #consumedBytes = 0;
  /** No request is taken any more. */
  #isDraining = false;

  constructor(options: FrameReceiverOptions, dependencies: FrameReceiverDependencies) {
    this.#streamsMax = options.streamsMax;
    this.#windows = options.windows;
    this.#window = options.windows.connectionBytes;
    this.#owner = dependencies.owner;
    this.#sender = dependencies.sender;
    this.#streams = dependencies.streams;
    this.#work = dependencies.work;
    this.#onRequest = dependencies.onRequest;
    this.#onReset = dependencies.onReset;
    this.#decoder = new HpackDecoder({
      tableBytesMax: DEFAULT_HEADER_TABLE_BYTES,
      listBytesMax: HEADER_LIST_BYTES_MAX,
    });
    this.#requests = new RequestHeadersReader({ decoder: this.#decoder });
  }

  /** The client has said that it speaks HTTP/2. */
  get isEstablished(): boolean {
    return this.#hasSettings;
  }

  get lastStreamId(): number {
    return this.#lastStreamId;
  }

  drain(): void {
    this.#isDraining = true;
  }

  /** @throws Http2Error PROTOCOL_ERROR for the connection where the client speaks something else. */
  push(chunk: Buffer): void {
    this.#reader.push(this.#prefaceBytes < PREFACE.length ? this.#readPreface(chunk) : chunk);
  }

  /**
   * Takes the next frame of what was pushed; false where there is none.
   *
   * @throws Http2Error for the connection, or for the frame's stream: then the next frame can be taken.
   */
  receiveNext(): boolean {
    if (!this.#reader.next()) {
      return false;
    }
    this.#receiveFrame();
    return true;
  }

  /** @throws Http2Error ENHANCE_YOUR_CALM for the connection. */
  spend(units: number): void {
    if (!this.#work.spend(units)) {
      throw connectionError(ERROR_CODE.ENHANCE_YOUR_CALM, "too many frames that ask for nothing");
    }
  }

  /** So much of a request is in memory no more. Small credits gather until they are worth a frame. */
  consume(stream: Http2Stream, bytes: number): void {
    this.#consume(bytes);
    stream.consumedBytes += bytes;
    if (stream.consumedBytes * 2 >= this.#windows.streamBytes && !stream.isRemoteEnded) {
      stream.receiveWindow += stream.consumedBytes;
      if (!stream.isClosed) {
        this.#sender.updateWindow(stream.id, stream.consumedBytes);
      }
      stream.consumedBytes = 0;
    }
  }

  #consume(bytes: number): void {
    this.#consumedBytes += bytes;
    if (this.#consumedBytes * 2 >= this.#windows.connectionBytes) {
      this.#window += this.#consumedBytes;
      this.#sender.updateWindow(0, this.#consumedBytes);
      this.#consumedBytes = 0;
    }
  }

  /** The rest of the chunk behind the preface, RFC 9113 section 3.4. */
  #readPreface(chunk: Buffer): Buffer {
    const length = Math.min(chunk.length, PREFACE.length - this.#prefaceBytes);
    const expected = PREFACE.subarray(this.#prefaceBytes, this.#prefaceBytes + length);
    if (!chunk.subarray(0, length).equals(expected)) {
      throw connectionError(ERROR_CODE.PROTOCOL_ERROR, "the client does not speak HTTP/2");
    }
    this.#prefaceBytes += length;
    return chunk.subarray(length);
  }

  #receiveFrame(): void {
    const { type, streamId } = this.#reader;
    const { openStreamId } = this.#assembly;
    if (openStreamId !== null && (type !== FRAME.CONTINUATION || streamId !== openStreamId)) {
      throw protocolError("a frame came within a header block");
    }
    if (!this.#hasSettings && type !== FRAME.SETTINGS) {
      throw protocolError("the first frame must be SETTINGS");
    }
    switch (type) {
      case FRAME.DATA:
        this.#receiveData();
        return;
      case FRAME.HEADERS:
        this.#receiveHeaders();
        return;
      case FRAME.PRIORITY:
        this.#receivePriority();
        return;
      case FRAME.RST_STREAM:
        this.#receiveReset();
        return;
      case FRAME.SETTINGS:
        this.#receiveSettings();
        return;
      case FRAME.PUSH_PROMISE:
        throw protocolError("a client must not push");
      case FRAME.PING:
        this.#receivePing();
        return;
      case FRAME.GOAWAY:
        this.#checkConnectionFrame({ lengthMin: 8 });
        return;
      case FRAME.WINDOW_UPDATE:
        this.#receiveWindowUpdate();
        return;
      case FRAME.CONTINUATION:
        this.#receiveContinuation();
        return;
      default:
        // RFC 9113 section 5.5: what is not known is passed over.
        this.spend(WORK.frame);
    }
  }

  /** RFC 9113 section 6.1. */
  #receiveData(): void {
    const { streamId, flags, bytes } = this.#reader;
    const frameBytes = this.#reader.end - this.#reader.start;
    if (streamId === 0) {
      throw protocolError("DATA came without a stream");
    }
    this.#window -= frameBytes;
    if (this.#window < 0) {
      throw connectionError(ERROR_CODE.FLOW_CONTROL_ERROR, "DATA came beyond the window");
    }
    const { start, end } = this.#unpadded(0);
    const dataBytes = end - start;
    const stream = this.#streams.get(streamId);
    if (stream === undefined || stream.isRemoteEnded) {
      this.#consume(frameBytes);
      this.#refuseFrameOf(streamId);
      return;
    }
    stream.receiveWindow -= frameBytes;
    stream.bodyBytes += dataBytes;
    const isEnd = (flags & FLAG.END_STREAM) !== 0;
    if (stream.receiveWindow < 0) {
      this.#consume(frameBytes);
      throw ofStream(stream, ERROR_CODE.FLOW_CONTROL_ERROR, "sends beyond its window");
    }
    if (!isEnd && dataBytes < SMALL_DATA_BYTES) {
      this.spend(dataBytes === 0 ? WORK.emptyData : WORK.frame);
    }
    if (frameBytes > dataBytes) {
      this.consume(stream, frameBytes - dataBytes);
    }
    if (stream.listener === null) {
      this.consume(stream, dataBytes);
    } else if (dataBytes > 0) {
      stream.listener.receiveData(bytes.subarray(start, end));
    }
    if (isEnd && !stream.isClosed) {
      this.#endRemote(stream);
    }
  }

  /** RFC 9113 section 8.1.1: a body must be as long as was announced. */
  #endRemote(stream: Http2Stream): void {
    if (stream.contentLength !== null && stream.contentLength !== stream.bodyBytes) {
      const text = `announces ${stream.contentLength} bytes and sends ${stream.bodyBytes}`;
      throw ofStream(stream, ERROR_CODE.PROTOCOL_ERROR, text);
    }
    stream.isRemoteEnded = true;
    stream.listener?.receiveEnd();
  }

  /** A frame that needs a stream that is open, where it is not, RFC 9113 section 5.1. */
  #refuseFrameOf(streamId: number): void {
    if (streamId > this.#lastStreamId || streamId % 2 === 0) {
      throw protocolError(`a frame came for stream ${streamId}, which was never opened`);
    }
    if (this.#streams.closedBy(streamId) === "us") {
      // The client had not heard of it.
      this.spend(WORK.frame);
      return;
    }
    throw streamError(
      { id: streamId, code: ERROR_CODE.STREAM_CLOSED },
      `stream ${streamId} is closed`,
    );
  }

  /** RFC 9113 section 6.2. */
  #receiveHeaders(): void {
    const { streamId, flags, bytes } = this.#reader;
    if (streamId === 0) {
      throw protocolError("HEADERS came without a stream");
    }
    const hasPriority = (flags & FLAG.PRIORITY) !== 0;
    const { start, end } = this.#unpadded(hasPriority ? 5 : 0);
    const section = {
      streamId,
      isEndStream: (flags & FLAG.END_STREAM) !== 0,
      isSelfDependent: hasPriority && (bytes.readUInt32BE(start - 5) & 0x7fff_ffff) === streamId,
    };
    const block = bytes.subarray(start, end);
    if ((flags & FLAG.END_HEADERS) === 0) {
      this.#assembly.begin(section, block);
    } else {
      this.#completeHeaders(section, block);
    }
  }

  #receiveContinuation(): void {
    const { flags, bytes, start, end } = this.#reader;
    const isLast = (flags & FLAG.END_HEADERS) !== 0;
    const whole = this.#assembly.continue(bytes.subarray(start, end), { isLast });
    if (whole !== null) {
      this.#completeHeaders(whole.section, whole.block);
    }
  }

  /** Every block is decoded, wanted or not: the ones behind it refer to its table. */
  #completeHeaders(section: HeaderSection, block: Buffer): void {
    const { streamId } = section;
    const stream = this.#streams.get(streamId);
    if (stream !== undefined) {
      this.#receiveTrailers(stream, { section, block });
      return;
    }
    if (streamId % 2 === 0) {
      throw protocolError(`a client must not open stream ${streamId}`);
    }
    if (streamId <= this.#lastStreamId) {
      this.#decoder.decode(block);
      const by = this.#streams.closedBy(streamId);
      if (by === "us") {
        this.spend(WORK.frame);
        return;
      }
      const code = by === null ? ERROR_CODE.PROTOCOL_ERROR : ERROR_CODE.STREAM_CLOSED;
      throw connectionError(code, `stream ${streamId} is closed`);
    }
    this.#lastStreamId = streamId;
    this.#openStream(section, block);
  }

  #openStream(section: HeaderSection, block: Buffer): void {
    const { streamId } = section;
    const request = this.#requests.read(block);
    if (this.#isDraining || this.#streams.heldCount >= this.#streamsMax) {
      this.spend(WORK.refusal);
      this.#sender.reset(streamId, ERROR_CODE.REFUSED_STREAM);
      this.#streams.remember(streamId, "us");
      return;
    }
    if (section.isSelfDependent || request.kind === "malformed") {
      this.#streams.remember(streamId, "us");
      const reason = request.kind === "malformed" ? request.reason : "depends on itself";
      throw streamError({ id: streamId, code: ERROR_CODE.PROTOCOL_ERROR }, reason);
    }
    const stream = new Http2Stream(
      {
        id: streamId,
        receiveWindow: this.#windows.streamBytes,
        sendWindow: this.#sender.initialWindow,
        contentLength: request.kind === "request" ? request.headers.contentLength : null,
      },
      { owner: this.#owner },
    );
    this.#streams.add(stream);
    if (request.kind === "tooLarge") {
      this.spend(WORK.reset);
      stream.respondAndEnd(TOO_LARGE);
      stream.release();
      return;
    }
    stream.isRemoteEnded = section.isEndStream;
    this.#onRequest(stream, request.headers);
    if (section.isEndStream && !stream.isClosed) {
      this.#endRemote(stream);
    }
  }

  #receiveTrailers(
    stream: Http2Stream,
    { section, block }: { readonly section: HeaderSection; readonly block: Buffer },
  ): void {
    const list = this.#decoder.decode(block);
    if (stream.isRemoteEnded) {
      throw ofStream(stream, ERROR_CODE.STREAM_CLOSED, "sends headers behind its end");
    }
    const fault = section.isEndStream ? trailersFault(list) : "has a second header section";
    if (fault !== null || section.isSelfDependent) {
      throw ofStream(stream, ERROR_CODE.PROTOCOL_ERROR, fault ?? "depends on itself");
    }
    this.#endRemote(stream);
  }

  /** RFC 9113 section 6.3: without effect, but its form is checked. */
  #receivePriority(): void {
    const { streamId, bytes, start, end } = this.#reader;
    if (streamId === 0) {
      throw protocolError("PRIORITY came without a stream");
    }
    this.spend(WORK.frame);
    if (end - start !== 5) {
      throw streamError(
        { id: streamId, code: ERROR_CODE.FRAME_SIZE_ERROR },
        `PRIORITY is of ${end - start} bytes, not 5`,
      );
    }
    if ((bytes.readUInt32BE(start) & 0x7fff_ffff) === streamId) {
      throw streamError({ id: streamId, code: ERROR_CODE.PROTOCOL_ERROR }, "depends on itself");
    }
  }

  /** RFC 9113 section 6.4. */
  #receiveReset(): void {
    const { streamId } = this.#reader;
    this.#checkLength("RST_STREAM", 4);
    if (streamId === 0 || streamId > this.#lastStreamId || streamId % 2 === 0) {
      throw protocolError(`RST_STREAM came for stream ${streamId}, which was never opened`);
    }
    this.spend(WORK.reset);
    const stream = this.#streams.get(streamId);
    if (stream !== undefined) {
      this.#onReset(stream, "peer");
    }
  }

  /** RFC 9113 section 6.5. */
  #receiveSettings(): void {
    const { streamId, flags, bytes, start, end } = this.#reader;
    if (streamId !== 0) {
      throw protocolError("SETTINGS came on a stream");
    }
    if ((flags & FLAG.ACK) !== 0) {
      this.#checkLength("SETTINGS with ACK", 0);
      this.spend(WORK.frame);
      return;
    }
    this.spend(WORK.settings);
    const settings = parseSettings(bytes.subarray(start, end));
    this.#hasSettings = true;
    // First: data that they allow leaves as soon as they are applied.
    this.#sender.acknowledgeSettings();
    this.#sender.applySettings(settings, this.#streams.open);
  }

  /** RFC 9113 section 6.7. */
  #receivePing(): void {
    const { flags, bytes, start, end } = this.#reader;
    this.#checkConnectionFrame({ lengthMin: 8 });
    this.#checkLength("PING", 8);
    this.spend(WORK.frame);
    if ((flags & FLAG.ACK) === 0) {
      this.#sender.acknowledgePing(bytes.subarray(start, end));
    }
  }

  /** RFC 9113 section 6.9. */
  #receiveWindowUpdate(): void {
    const { streamId, bytes, start } = this.#reader;
    this.#checkLength("WINDOW_UPDATE", 4);
    this.spend(WORK.frame);
    const increment = bytes.readUInt32BE(start) & 0x7fff_ffff;
    if (streamId === 0) {
      if (increment === 0) {
        throw protocolError("WINDOW_UPDATE is of 0 bytes");
      }
      this.#sender.widen(increment);
      return;
    }
    const stream = this.#streams.get(streamId);
    if (stream === undefined) {
      if (streamId > this.#lastStreamId || streamId % 2 === 0) {
        throw protocolError(`WINDOW_UPDATE came for stream ${streamId}, which was never opened`);
      }
      return;
    }
    if (increment === 0) {
      throw ofStream(stream, ERROR_CODE.PROTOCOL_ERROR, "has a WINDOW_UPDATE of 0 bytes");
    }
    this.#sender.widenStream(stream, increment);
  }

  /** Where the payload without padding is, behind `headBytes` of fixed fields. */
  #unpadded(headBytes: number): { readonly start: number; readonly end: number } {
    const { flags, bytes, start, end } = this.#reader;
    const isPadded = (flags & FLAG.PADDED) !== 0;
    const dataStart = start + headBytes + (isPadded ? 1 : 0);
    if (dataStart > end) {
      throw connectionError(ERROR_CODE.FRAME_SIZE_ERROR, "a frame is too short for its flags");
    }
    const dataEnd = isPadded ? end - (bytes[start] ?? 0) : end;
    if (dataEnd < dataStart) {
      throw protocolError("a frame has more padding than payload");
    }
    return { start: dataStart, end: dataEnd };
  }

  #checkConnectionFrame({ lengthMin }: { readonly lengthMin: number }): void {
    const { streamId, start, end, type } = this.#reader;
    if (streamId !== 0) {
      throw protocolError(`a frame of type ${type} came on stream ${streamId}`);
    }
    if (end - start < lengthMin) {
      const text = `a frame of type ${type} is of ${end - start} bytes`;
      throw connectionError(ERROR_CODE.FRAME_SIZE_ERROR, text);
    }
  }

  #checkLength(name: string, expected: number): void {
    const length = this.#reader.end - this.#reader.start;
    if (length !== expected) {
      const text = `${name} is of ${length} bytes, not ${expected}`;
      throw connectionError(ERROR_CODE.FRAME_SIZE_ERROR, text);
    }
  }
}

function protocolError(text: string): Http2Error {
  return connectionError(ERROR_CODE.PROTOCOL_ERROR, text);
}

function ofStream(stream: Http2Stream, code: Http2ErrorCode, text: string): Http2Error {
  return streamError({ id: stream.id, code }, `stream ${stream.id} ${text}`);
}
