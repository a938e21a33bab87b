import { RPC_CODE, RpcError } from "./rpc-error.ts";

/** What a front knows of one call. A service sees nothing else of the protocol, so that a front can be replaced without touching a service. */
export interface RpcContext {
  /** On the clock's scale; the earlier of the client's deadline and the server's own. Infinite only on a stream, which has just the client's. */
  readonly deadlineMs: number;
  /** Aborted when the client is gone or the deadline has passed; the reason is the RpcError to fail with. */
  readonly signal: AbortSignal;
  /** Aborted when the process stops: a stream takes no new requests then and ends. */
  readonly stopping: AbortSignal;
  /** The first value of a text header, by its lower-case name. */
  header(name: string): string | null;
  /** Sent with the status, also of a failure. */
  setTrailer(name: string, value: string): void;
  /**
   * Calls back once when nothing of the call is in memory any more: the method has returned or failed, and its answer has left or will never be sent.
   * Where that is so already, at once.
   */
  onEnd(callback: () => void): void;
}

/** Bytes in, bytes out: encoding is the method's own, so a front never knows a message type. */
export type RpcMethod =
  | {
      readonly kind: "unary";
      readonly name: string;
      call(request: Uint8Array, context: RpcContext): Promise<Uint8Array>;
    }
  | {
      readonly kind: "stream";
      readonly name: string;
      /** Pulling the next answer is the front's sign that the one before was taken: backpressure in both directions. */
      call(requests: AsyncIterable<Uint8Array>, context: RpcContext): AsyncIterable<Uint8Array>;
    };

export interface RpcService {
  /** With its package: `etcdserverpb.KV`. */
  readonly name: string;
  readonly methods: readonly RpcMethod[];
}

/** A message type of gen/. */
export interface MessageCodec<Decoded, Encoded> {
  decode(bytes: Uint8Array): Decoded;
  encode(message: Encoded): { finish(): Uint8Array };
}

interface MethodCodecs<Request, Response> {
  readonly name: string;
  readonly request: Pick<MessageCodec<Request, never>, "decode">;
  readonly response: Pick<MessageCodec<never, Response>, "encode">;
}

function decodeRequest<Request>(
  codecs: { readonly name: string; readonly request: Pick<MessageCodec<Request, never>, "decode"> },
  bytes: Uint8Array,
): Request {
  try {
    return codecs.request.decode(bytes);
  } catch (error) {
    throw new RpcError(
      RPC_CODE.INVALID_ARGUMENT,
      `the request of ${codecs.name} is not a protobuf message of its type: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
}

/** One request, one response. */
export function unaryMethod<Request, Response>(
  codecs: MethodCodecs<Request, Response>,
  call: (request: Request, context: RpcContext) => Promise<Response>,
): RpcMethod {
  return {
    kind: "unary",
    name: codecs.name,
    call: async (bytes, context) =>
      codecs.response.encode(await call(decodeRequest(codecs, bytes), context)).finish(),
  };
}

/**
 * One request, one response, however long it takes: only the client's own deadline counts, and a process that stops does not wait for it. For a client it is a
 * unary call.
 */
export function longUnaryMethod<Request, Response>(
  codecs: MethodCodecs<Request, Response>,
  call: (request: Request, context: RpcContext) => Promise<Response>,
): RpcMethod {
  async function* answer(
    requests: AsyncIterable<Request>,
    context: RpcContext,
  ): AsyncIterable<Response> {
    const first = await requests[Symbol.asyncIterator]().next();
    if (first.done === true) {
      throw new RpcError(RPC_CODE.INVALID_ARGUMENT, `${codecs.name} takes one request, none came`);
    }
    const { stopping } = context;
    const stopped = new AbortController();
    const stop = (): void =>
      stopped.abort(new RpcError(RPC_CODE.UNAVAILABLE, "this node is stopping"));
    stopping.addEventListener("abort", stop, { once: true });
    if (stopping.aborted) {
      stop();
    }
    try {
      const signal = AbortSignal.any([context.signal, stopped.signal]);
      yield await call(first.value, withSignal(context, signal));
    } finally {
      stopping.removeEventListener("abort", stop);
    }
  }
  return streamMethod(codecs, answer);
}

function withSignal(context: RpcContext, signal: AbortSignal): RpcContext {
  return {
    deadlineMs: context.deadlineMs,
    signal,
    stopping: context.stopping,
    header: (name) => context.header(name),
    setTrailer: (name, value) => context.setTrailer(name, value),
    onEnd: (callback) => context.onEnd(callback),
  };
}

/** Any number of requests, any number of responses. */
export function streamMethod<Request, Response>(
  codecs: MethodCodecs<Request, Response>,
  call: (requests: AsyncIterable<Request>, context: RpcContext) => AsyncIterable<Response>,
): RpcMethod {
  async function* decoded(requests: AsyncIterable<Uint8Array>): AsyncIterable<Request> {
    for await (const bytes of requests) {
      yield decodeRequest(codecs, bytes);
    }
  }
  async function* encoded(responses: AsyncIterable<Response>): AsyncIterable<Uint8Array> {
    for await (const response of responses) {
      yield codecs.response.encode(response).finish();
    }
  }
  return {
    kind: "stream",
    name: codecs.name,
    call: (requests, context) => encoded(call(decoded(requests), context)),
  };
}

/**
 * The gate for a 64-bit number of a request: 64-bit fields decode to plain numbers, so one above 2^53 - 1 is already inexact.
 *
 * @throws RpcError INVALID_ARGUMENT that names the field.
 */
export function checkInteger(value: number, field: string): number {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new RpcError(
      RPC_CODE.INVALID_ARGUMENT,
      `${field} must be an integer from 0 to 9007199254740991, found ${value}`,
    );
  }
  return value;
}

/** As `checkInteger`, for a field that may be below 0. */
export function checkSignedInteger(value: number, field: string): number {
  if (!Number.isSafeInteger(value)) {
    throw new RpcError(
      RPC_CODE.INVALID_ARGUMENT,
      `${field} must be an integer from -9007199254740991 to 9007199254740991, found ${value}`,
    );
  }
  return value;
}
