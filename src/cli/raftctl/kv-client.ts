import { Client, credentials, status as grpcStatus } from "@grpc/grpc-js";
import type { ServiceError } from "@grpc/grpc-js";
import { etcdserverpb } from "../../gen/proto.js";
import { NOT_DONE_TRAILER } from "../../server/status.ts";
import { EXIT_CODE } from "../exit-codes.ts";
import { CliError } from "./cli-error.ts";

export interface KeyValueRow {
  readonly key: Uint8Array;
  readonly value: Uint8Array;
  readonly modRevision: number;
}

export interface KvClientOptions {
  /** The first one that takes a connection is asked, and the ones behind it where that one says that it has done nothing. */
  readonly endpoints: readonly string[];
  readonly timeoutMs: number;
  /** Ends a call that waits; a write's outcome is unknown then. */
  readonly signal: AbortSignal;
  /** For the connection to one endpoint, where that is less than its share of `timeoutMs`. */
  readonly connectMaxMs?: number;
  /** What to do when nobody takes a connection. */
  readonly hint?: string;
}

/** How long one of several endpoints gets to take a connection. */
const CONNECT_SHARE_MIN_MS = 500;

interface Method<Request, Response> {
  readonly name: string;
  readonly writes: boolean;
  readonly encode: (request: Request) => Uint8Array;
  readonly decode: (bytes: Uint8Array) => Response;
}

const PUT: Method<etcdserverpb.IPutRequest, etcdserverpb.PutResponse> = {
  name: "Put",
  writes: true,
  encode: (request) => etcdserverpb.PutRequest.encode(request).finish(),
  decode: (bytes) => etcdserverpb.PutResponse.decode(bytes),
};

const RANGE: Method<etcdserverpb.IRangeRequest, etcdserverpb.RangeResponse> = {
  name: "Range",
  writes: false,
  encode: (request) => etcdserverpb.RangeRequest.encode(request).finish(),
  decode: (bytes) => etcdserverpb.RangeResponse.decode(bytes),
};

const DELETE: Method<etcdserverpb.IDeleteRangeRequest, etcdserverpb.DeleteRangeResponse> = {
  name: "DeleteRange",
  writes: true,
  encode: (request) => etcdserverpb.DeleteRangeRequest.encode(request).finish(),
  decode: (bytes) => etcdserverpb.DeleteRangeResponse.decode(bytes),
};

/**
 * The etcd v3 key-value API, as far as the commands need it. A write is sent to another member only where the one before says that nothing was done: one
 * whose answer is lost is told as such, never repeated.
 */
export class KvClient {
  readonly #options: KvClientOptions;

  constructor(options: KvClientOptions) {
    this.#options = options;
  }

  /** The revision of the store after it. @throws CliError */
  async put(key: Uint8Array, value: Uint8Array): Promise<number> {
    const answer = await this.#call(PUT, { key, value });
    return answer.header?.revision ?? 0;
  }

  /** @throws CliError */
  async get(request: {
    readonly key: Uint8Array;
    readonly prefix: boolean;
    readonly limit: number;
    readonly serializable: boolean;
  }): Promise<readonly KeyValueRow[]> {
    const { key, prefix, limit, serializable } = request;
    const range = prefix ? prefixRange(key) : { key };
    const answer = await this.#call(RANGE, { ...range, limit, serializable });
    return answer.kvs.map((row) => ({
      key: row.key ?? new Uint8Array(),
      value: row.value ?? new Uint8Array(),
      modRevision: row.modRevision ?? 0,
    }));
  }

  /** How many keys were deleted. @throws CliError */
  async delete(key: Uint8Array, options: { readonly prefix: boolean }): Promise<number> {
    const answer = await this.#call(DELETE, options.prefix ? prefixRange(key) : { key });
    return answer.deleted;
  }

  async #call<Request, Response>(
    method: Method<Request, Response>,
    request: Request,
  ): Promise<Response> {
    const deadline = Date.now() + this.#options.timeoutMs;
    const { signal } = this.#options;
    let rest = this.#options.endpoints;
    let failure: CliError | null = null;
    for (;;) {
      const connection = await this.#connect(rest, deadline);
      if (connection === null) {
        throw failure ?? this.#nobody();
      }
      const { client, endpoint } = connection;
      try {
        return await unary(client, { method, request, deadline, signal });
      } catch (error) {
        if (!isServiceError(error)) {
          throw error;
        }
        failure = callFailed({ method: method.name, writes: method.writes, endpoint, error });
        if (signal.aborted || !mayAskAnother(method, error)) {
          throw failure;
        }
        rest = rest.slice(rest.indexOf(endpoint) + 1);
      } finally {
        client.close();
      }
    }
  }

  /** Null where none of them takes a connection. */
  async #connect(
    endpoints: readonly string[],
    deadline: number,
  ): Promise<{ readonly client: Client; readonly endpoint: string } | null> {
    const { signal, connectMaxMs = Infinity } = this.#options;
    for (const [at, endpoint] of endpoints.entries()) {
      signal.throwIfAborted();
      const left = endpoints.length - at;
      const share = Math.max(CONNECT_SHARE_MIN_MS, (deadline - Date.now()) / left);
      const connectMs = Math.min(connectMaxMs, share);
      const client = new Client(endpoint, credentials.createInsecure(), {
        "grpc.enable_http_proxy": 0,
        "grpc.max_receive_message_length": 256 * 1024 * 1024,
      });
      if (await connected(client, { deadline: Date.now() + connectMs, signal })) {
        return { client, endpoint };
      }
      client.close();
    }
    return null;
  }

  #nobody(): CliError {
    const { endpoints, hint } = this.#options;
    return new CliError(
      `nobody takes a connection at ${endpoints.join(", ")}: nothing was sent; ${hint ?? "is the cluster running?"}`,
      EXIT_CODE.unavailable,
    );
  }
}

/** Puts to one member over a connection that is kept. */
export class KvConnection implements Disposable {
  readonly #endpoint: string;
  readonly #client: Client;

  constructor(options: { readonly endpoint: string }) {
    this.#endpoint = options.endpoint;
    this.#client = new Client(options.endpoint, credentials.createInsecure(), {
      "grpc.use_local_subchannel_pool": 1,
      "grpc.enable_http_proxy": 0,
    });
  }

  /** @throws CliError, with exit code 75 where it may or may not have been done. */
  async put(
    row: { readonly key: Uint8Array; readonly value: Uint8Array },
    limits: { readonly timeoutMs: number; readonly signal: AbortSignal },
  ): Promise<void> {
    const deadline = Date.now() + limits.timeoutMs;
    try {
      await unary(this.#client, { method: PUT, request: row, deadline, signal: limits.signal });
    } catch (error) {
      if (!isServiceError(error)) {
        throw error;
      }
      throw callFailed({ method: PUT.name, writes: true, endpoint: this.#endpoint, error });
    }
  }

  [Symbol.dispose](): void {
    this.#client.close();
  }
}

/** Every key that begins with these bytes; with none, every key. */
export function prefixRange(prefix: Uint8Array): {
  readonly key: Uint8Array;
  readonly rangeEnd: Uint8Array;
} {
  const end = [...prefix];
  while (end.length > 0 && end[end.length - 1] === 0xff) {
    end.pop();
  }
  const last = end.pop();
  // One zero byte means "to the end" in the etcd API, and the empty key is written the same way.
  return last === undefined
    ? { key: prefix.length === 0 ? Uint8Array.of(0) : prefix, rangeEnd: Uint8Array.of(0) }
    : { key: prefix, rangeEnd: Uint8Array.from([...end, last + 1]) };
}

function connected(
  client: Client,
  limits: { readonly deadline: number; readonly signal: AbortSignal },
): Promise<boolean> {
  const { deadline, signal } = limits;
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason);
    signal.addEventListener("abort", stop, { once: true });
    client.waitForReady(deadline, (error) => {
      signal.removeEventListener("abort", stop);
      resolve(error === undefined);
    });
  });
}

function unary<Request, Response>(
  client: Client,
  call: {
    readonly method: Method<Request, Response>;
    readonly request: Request;
    readonly deadline: number;
    readonly signal: AbortSignal;
  },
): Promise<Response> {
  const { method, request, deadline, signal } = call;
  return new Promise((resolve, reject) => {
    const running = client.makeUnaryRequest(
      `/etcdserverpb.KV/${method.name}`,
      (value: Request) => Buffer.from(method.encode(value)),
      (bytes: Buffer) => method.decode(bytes),
      request,
      { deadline },
      (error: ServiceError | null, response?: Response) => {
        signal.removeEventListener("abort", cancel);
        if (error !== null) {
          reject(error);
        } else if (response === undefined) {
          reject(new CliError(`${method.name} was answered without a message`, EXIT_CODE.failure));
        } else {
          resolve(response);
        }
      },
    );
    const cancel = (): void => running.cancel();
    signal.addEventListener("abort", cancel, { once: true });
  });
}

function isServiceError(error: unknown): error is ServiceError {
  return error instanceof Error && "code" in error && "details" in error;
}

/** Codes after which a write may have been done; UNAVAILABLE is also what a connection gives that breaks after the request. */
const UNKNOWN_OUTCOME: ReadonlySet<number> = new Set([
  grpcStatus.UNAVAILABLE,
  grpcStatus.UNKNOWN,
  grpcStatus.DEADLINE_EXCEEDED,
  grpcStatus.CANCELLED,
  grpcStatus.INTERNAL,
]);

/** True where asking another member can do no harm. */
function mayAskAnother(method: { readonly writes: boolean }, error: ServiceError): boolean {
  return error.code === grpcStatus.UNAVAILABLE && (!method.writes || isNotDone(error));
}

/** The member itself says so; a connection that broke says nothing. */
function isNotDone({ metadata }: ServiceError): boolean {
  return metadata.get(NOT_DONE_TRAILER).length > 0;
}

function callFailed(facts: {
  readonly method: string;
  readonly writes: boolean;
  readonly endpoint: string;
  readonly error: ServiceError;
}): CliError {
  const { method, writes, endpoint, error } = facts;
  const said = `${method} at ${endpoint}: ${error.details}`;
  if (writes && UNKNOWN_OUTCOME.has(error.code) && !isNotDone(error)) {
    return new CliError(
      `${said}; it may or may not have been done: read before you write again`,
      EXIT_CODE.temporary,
      { cause: error },
    );
  }
  const isAway =
    error.code === grpcStatus.UNAVAILABLE || error.code === grpcStatus.DEADLINE_EXCEEDED;
  return new CliError(said, isAway ? EXIT_CODE.unavailable : EXIT_CODE.failure, { cause: error });
}
