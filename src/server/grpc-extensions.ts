import { EventEmitter } from "node:events";
import {
  type MethodDefinition,
  Server,
  type ServiceDefinition,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import { WakeUp } from "../utils/wake-up.ts";
import type { RpcContext, RpcMethod, RpcService } from "./rpc.ts";
import { RPC_CODE, RpcError, rpcCodeOf } from "./rpc-error.ts";

/** A service of a library written for grpc-js: health, reflection. */
export interface GrpcExtension {
  addToServer(server: Server): void;
}

/** Answers that nobody took; the oldest goes then, for what is told last counts. */
const ANSWERS_HELD_MAX = 64;

type AnyMethod = MethodDefinition<unknown, unknown>;

/** As much of grpc-js's call as such libraries use. */
class ExtensionCall extends EventEmitter {
  readonly answered: WakeUp = new WakeUp();
  readonly #method: AnyMethod;
  readonly request: unknown;
  readonly #answers: Uint8Array[] = [];
  #isEnded = false;

  constructor(options: { readonly method: AnyMethod; readonly request: unknown }) {
    super();
    this.#method = options.method;
    this.request = options.request;
  }

  get isEnded(): boolean {
    return this.#isEnded;
  }

  write(answer: unknown): boolean {
    this.#answers.push(this.#method.responseSerialize(answer));
    if (this.#answers.length > ANSWERS_HELD_MAX) {
      this.#answers.shift();
    }
    this.answered.ring();
    return true;
  }

  end(): void {
    this.#isEnded = true;
    this.answered.ring();
  }

  *takeAnswers(): Iterable<Uint8Array> {
    for (let next = this.#answers.shift(); next !== undefined; next = this.#answers.shift()) {
      yield next;
    }
  }
}

/** Takes in what a library adds to a grpc-js server, which never listens. */
class ServiceCollector extends Server {
  readonly services: RpcService[] = [];

  override addService(
    definition: ServiceDefinition,
    implementation: UntypedServiceImplementation,
  ): void {
    const methods = Object.entries(definition).map(([name, method]) =>
      toRpcMethod(method, implementation[method.originalName ?? name] ?? implementation[name]),
    );
    const [first] = Object.values(definition);
    const service = first?.path.split("/")[1];
    if (service !== undefined) {
      this.services.push({ name: service, methods });
    }
  }
}

/** The services of libraries, as ours: whichever front serves them. */
export function collectExtensions(extensions: readonly GrpcExtension[]): readonly RpcService[] {
  const collector = new ServiceCollector();
  for (const extension of extensions) {
    extension.addToServer(collector);
  }
  return collector.services;
}

function toRpcMethod(method: AnyMethod, handler: unknown): RpcMethod {
  const name = method.path.split("/").at(-1) ?? method.path;
  if (typeof handler !== "function") {
    throw new TypeError(`the library that brings ${method.path} does not implement it`);
  }
  if (!method.requestStream && !method.responseStream) {
    return {
      kind: "unary",
      name,
      call: async (bytes) => await callUnary(method, handler, bytes),
    };
  }
  return {
    kind: "stream",
    name,
    call: (requests, context) =>
      method.requestStream
        ? callBoth(method, handler, requests)
        : callAnswering(method, handler, { requests, context }),
  };
}

async function callUnary(
  method: AnyMethod,
  // oxlint-disable-next-line typescript/no-unsafe-function-type -- grpc-js types handlers by `any`; what one gives back is serialized by its own library.
  handler: Function,
  bytes: Uint8Array,
): Promise<Uint8Array> {
  const call = new ExtensionCall({
    method,
    request: method.requestDeserialize(Buffer.from(bytes)),
  });
  return await new Promise((resolve, reject) => {
    const answer = (error: unknown, value: unknown): void => {
      if (error === null || error === undefined) {
        resolve(method.responseSerialize(value));
      } else {
        reject(toError(error));
      }
    };
    Reflect.apply(handler, undefined, [call, answer]);
  });
}

/** Requests and answers in turn: the next request is taken when the answers to the one before have been. */
async function* callBoth(
  method: AnyMethod,
  // oxlint-disable-next-line typescript/no-unsafe-function-type -- as above.
  handler: Function,
  requests: AsyncIterable<Uint8Array>,
): AsyncIterable<Uint8Array> {
  const call = new ExtensionCall({ method, request: null });
  Reflect.apply(handler, undefined, [call]);
  for await (const bytes of requests) {
    call.emit("data", method.requestDeserialize(Buffer.from(bytes)));
    yield* call.takeAnswers();
  }
  call.emit("end");
  yield* call.takeAnswers();
}

/** One request, then answers until the client leaves. */
async function* callAnswering(
  method: AnyMethod,
  // oxlint-disable-next-line typescript/no-unsafe-function-type -- as above.
  handler: Function,
  parts: { readonly requests: AsyncIterable<Uint8Array>; readonly context: RpcContext },
): AsyncIterable<Uint8Array> {
  const { signal } = parts.context;
  for await (const bytes of parts.requests) {
    const request = method.requestDeserialize(Buffer.from(bytes));
    const call = new ExtensionCall({ method, request });
    const wake = (): void => call.answered.ring();
    signal.addEventListener("abort", wake);
    try {
      Reflect.apply(handler, undefined, [call]);
      while (!signal.aborted) {
        yield* call.takeAnswers();
        if (call.isEnded) {
          return;
        }
        await call.answered.wait();
      }
    } finally {
      signal.removeEventListener("abort", wake);
      call.emit("cancelled");
    }
    return;
  }
}

function toError(error: unknown): RpcError {
  const { code, details } = { code: null, details: "", ...Object(error) };
  return new RpcError(rpcCodeOf(code) ?? RPC_CODE.UNKNOWN, String(details), { cause: error });
}
