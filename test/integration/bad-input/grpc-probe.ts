import { type ClientHttp2Session, type ClientHttp2Stream, connect } from "node:http2";

/** What a gRPC call came to, whatever the server did with it. */
export interface ProbeAnswer {
  /** HTTP/2's `:status`; null where the stream ended without headers. */
  readonly httpStatus: number | null;
  /** grpc-status; null where there was none. */
  readonly code: number | null;
  /** grpc-message, decoded: the sentence. */
  readonly sentence: string;
  readonly messages: readonly Buffer[];
}

/** A gRPC message with its five-byte prefix. */
export function framed(message: Uint8Array, options: { readonly flag?: number } = {}): Buffer {
  const prefix = Buffer.alloc(5);
  prefix.writeUInt8(options.flag ?? 0, 0);
  prefix.writeUInt32BE(message.byteLength, 1);
  return Buffer.concat([prefix, message]);
}

function splitMessages(body: Buffer): readonly Buffer[] {
  const messages: Buffer[] = [];
  for (let at = 0; at + 5 <= body.length; ) {
    const end = at + 5 + body.readUInt32BE(at + 1);
    messages.push(body.subarray(at + 5, end));
    at = end;
  }
  return messages;
}

/**
 * One HTTP/2 connection on which a test decides every byte of a call's body: grpc-js's client would refuse to send most of what these tests
 * send, and hides statuses behind its retries.
 */
export class GrpcProbe {
  readonly session: ClientHttp2Session;
  readonly #bearer: string | null;

  private constructor(session: ClientHttp2Session, bearer: string | null) {
    this.session = session;
    this.#bearer = bearer;
    // A call tells its own failure; the connection's must not end the test process.
    session.on("error", () => undefined);
  }

  static open(address: string, options: { readonly bearer?: string } = {}): GrpcProbe {
    // In MB. Node.js's own client gives up on a body above 10 otherwise.
    const session = connect(`http://${address}`, { maxSessionMemory: 1000 });
    return new GrpcProbe(session, options.bearer ?? null);
  }

  /** A call whose body the caller writes and ends. */
  request(path: string, headers: Readonly<Record<string, string>> = {}): ClientHttp2Stream {
    return this.session.request({
      ":method": "POST",
      ":path": path,
      "content-type": "application/grpc",
      te: "trailers",
      ...(this.#bearer === null ? {} : { authorization: `Bearer ${this.#bearer}` }),
      ...headers,
    });
  }

  /** Sends the body as it is and ends it. Never rejects. */
  async send(
    path: string,
    body: Uint8Array,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<ProbeAnswer> {
    const stream = this.request(path, headers);
    const answer = answerOf(stream);
    stream.end(body);
    return await answer;
  }

  async call(path: string, message: Uint8Array): Promise<ProbeAnswer> {
    return await this.send(path, framed(message));
  }

  close(): void {
    this.session.destroy();
  }
}

function readStatus(
  headers: Readonly<Record<string, unknown>>,
): Pick<ProbeAnswer, "code" | "sentence"> {
  const code = headers["grpc-status"];
  const message = headers["grpc-message"];
  return {
    code: code === undefined ? null : Number(code),
    sentence: typeof message === "string" ? decodeURIComponent(message) : "",
  };
}

/** Collects an answer until its stream is closed. */
export function answerOf(stream: ClientHttp2Stream): Promise<ProbeAnswer> {
  return new Promise((resolve) => {
    let httpStatus: number | null = null;
    let status: Pick<ProbeAnswer, "code" | "sentence"> = { code: null, sentence: "" };
    const chunks: Buffer[] = [];
    stream.on("response", (headers) => {
      httpStatus = Number(headers[":status"]);
      status = readStatus(headers);
    });
    stream.on("trailers", (headers) => {
      status = readStatus(headers);
    });
    stream.on("data", (chunk: Buffer) => chunks.push(chunk));
    stream.on("error", () => undefined);
    stream.on("close", () => {
      resolve({ httpStatus, ...status, messages: splitMessages(Buffer.concat(chunks)) });
    });
  });
}
