import { RPC_CODE, RpcError } from "./rpc-error.ts";

export interface ProposalStreamOptions {
  /** Proposals whose answers the client has not taken yet; no further one is read until one is. */
  readonly inFlightMax: number;
}

export interface ProposalStreamDependencies<Request, Response> {
  readonly requests: AsyncIterable<Request>;
  /** Never rejects for a failure of the one proposal; a rejection ends the stream. */
  readonly propose: (request: Request) => Promise<Response>;
  readonly stopping: AbortSignal;
}

/**
 * Runs the proposals of one stream side by side and gives their answers in the order in which they come.
 *
 * Backpressure both ways: a client that does not take answers is not read from, and one that sends faster than the node commits waits in its own
 * send window. When the process stops, what is in flight is answered and nothing more is read.
 */
export class ProposalStream<Request, Response> {
  readonly #options: ProposalStreamOptions;
  readonly #dependencies: ProposalStreamDependencies<Request, Response>;
  readonly #answers: Response[] = [];
  #inFlight = 0;
  /** In flight, or answered and not yet taken by the client. */
  #untaken = 0;
  #requestsEnded = false;
  #failure: { readonly error: unknown } | null = null;
  #isAbandoned = false;
  #wakers: (() => void)[] = [];

  constructor(
    options: ProposalStreamOptions,
    dependencies: ProposalStreamDependencies<Request, Response>,
  ) {
    this.#options = options;
    this.#dependencies = dependencies;
  }

  /** Once. */
  async *answers(): AsyncIterable<Response> {
    const { stopping } = this.#dependencies;
    const wake = (): void => this.#wake();
    stopping.addEventListener("abort", wake, { once: true });
    this.#readRequests().catch((error: unknown) => this.#fail(error));
    try {
      for (;;) {
        const answer = this.#answers.shift();
        if (answer !== undefined) {
          yield answer;
          this.#untaken -= 1;
          this.#wake();
        } else if (this.#failure !== null) {
          throw this.#failure.error;
        } else if (this.#inFlight === 0 && (this.#requestsEnded || stopping.aborted)) {
          break;
        } else {
          await this.#change();
        }
      }
      if (!this.#requestsEnded) {
        throw new RpcError(
          RPC_CODE.UNAVAILABLE,
          "this node is stopping: what was answered on this stream is done, nothing else was taken",
        );
      }
    } finally {
      this.#isAbandoned = true;
      stopping.removeEventListener("abort", wake);
      this.#wake();
    }
  }

  async #readRequests(): Promise<void> {
    for await (const request of this.#dependencies.requests) {
      if (this.#isClosed()) {
        return;
      }
      this.#start(request);
      while (this.#untaken >= this.#options.inFlightMax) {
        if (this.#isClosed()) {
          return;
        }
        await this.#change();
      }
    }
    this.#requestsEnded = true;
    this.#wake();
  }

  #isClosed(): boolean {
    return this.#isAbandoned || this.#failure !== null || this.#dependencies.stopping.aborted;
  }

  #start(request: Request): void {
    this.#inFlight += 1;
    this.#untaken += 1;
    this.#dependencies
      .propose(request)
      .then((answer) => this.#answers.push(answer))
      .catch((error: unknown) => this.#fail(error))
      .finally(() => {
        this.#inFlight -= 1;
        this.#wake();
      });
  }

  #fail(error: unknown): void {
    this.#failure ??= { error };
    this.#wake();
  }

  #wake(): void {
    const wakers = this.#wakers;
    this.#wakers = [];
    for (const waker of wakers) {
      waker();
    }
  }

  async #change(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#wakers.push(resolve);
    });
  }
}
