import { Metadata, type ServerDuplexStream, type ServerUnaryCall } from "@grpc/grpc-js";
import type { Clock } from "../utils/clock.ts";
import type { DeadlineTimers } from "../utils/deadline.ts";
import type { RpcContext } from "./rpc.ts";
import { RPC_CODE, RpcError } from "./rpc-error.ts";

export interface GrpcCallContextDependencies {
  readonly call:
    | ServerUnaryCall<Uint8Array, Uint8Array>
    | ServerDuplexStream<Uint8Array, Uint8Array>;
  readonly clock: Clock;
  readonly timers: DeadlineTimers;
  readonly stopping: AbortSignal;
}

/** RpcContext of a grpc-js call. What most calls never ask for (the signal, its timer, trailers) is made when asked for. */
export class GrpcCallContext implements RpcContext {
  readonly call: GrpcCallContextDependencies["call"];
  readonly deadlineMs: number;
  readonly stopping: AbortSignal;
  readonly #timers: DeadlineTimers;
  #abort: AbortController | null = null;
  #timer: Disposable | null = null;
  #trailers: Metadata | undefined;
  /** Null: nobody asked. */
  #endCallbacks: (() => void)[] | null = null;
  #isAnswered = false;
  #hasLeft = false;

  constructor(
    options: { readonly requestTimeoutMs: number },
    dependencies: GrpcCallContextDependencies,
  ) {
    this.call = dependencies.call;
    this.stopping = dependencies.stopping;
    this.#timers = dependencies.timers;
    const now = dependencies.clock.now();
    // grpc-js tells deadlines on the wall clock, the node's are on the monotonic one.
    const remainingMs = Number(this.call.getDeadline()) - Date.now();
    this.deadlineMs = now + Math.min(remainingMs, this.#timeoutMs(options.requestTimeoutMs));
  }

  get signal(): AbortSignal {
    if (this.#abort === null) {
      const abort = new AbortController();
      this.#abort = abort;
      // Whoever throws the signal's reason fails the call with a status, not as a bug.
      const cancel = (): void =>
        abort.abort(new RpcError(RPC_CODE.CANCELLED, "the client ended the call"));
      this.call.once("cancelled", cancel);
      this.#timer = this.#timers.add(this.deadlineMs, () =>
        abort.abort(
          new RpcError(RPC_CODE.DEADLINE_EXCEEDED, "the call was not answered before its deadline"),
        ),
      );
      if (this.call.cancelled) {
        cancel();
      }
    }
    return this.#abort.signal;
  }

  get trailers(): Metadata | undefined {
    return this.#trailers;
  }

  header(name: string): string | null {
    const value = this.call.metadata.get(name)[0];
    return typeof value === "string" ? value : null;
  }

  setTrailer(name: string, value: string): void {
    this.#trailers ??= new Metadata();
    this.#trailers.set(name, value);
  }

  onEnd(callback: () => void): void {
    if (this.#endCallbacks === null) {
      this.#endCallbacks = [];
      // grpc-js says so at the end of every call: after the last frame of an answer, or when its stream is closed before.
      this.call.once("cancelled", () => {
        this.#hasLeft = true;
        this.#settleEnd();
      });
      this.#hasLeft = this.call.cancelled;
    }
    this.#endCallbacks.push(callback);
    this.#settleEnd();
  }

  /** Somebody waits for the end of a call whose answer was given to grpc-js and has not left. */
  get isAnswerHeld(): boolean {
    return this.#endCallbacks !== null && this.#isAnswered && !this.#hasLeft;
  }

  /** The call is answered: its timer goes. */
  close(): void {
    this.#timer?.[Symbol.dispose]();
    this.#isAnswered = true;
    this.#settleEnd();
  }

  #settleEnd(): void {
    if (this.#isAnswered && this.#hasLeft) {
      for (const callback of this.#endCallbacks?.splice(0) ?? []) {
        callback();
      }
    }
  }

  /** A stream lives as long as its client wants; the limit is for each request on it. */
  #timeoutMs(requestTimeoutMs: number): number {
    return "request" in this.call ? requestTimeoutMs : Number.POSITIVE_INFINITY;
  }
}
