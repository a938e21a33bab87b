import type { Random } from "../../support/random.ts";
import type { ScheduledEvent, World } from "../world.ts";

/** How calls of one operator process go wrong; drawn from the seed. */
export interface WireOptions {
  /** Of each way. */
  readonly delayMeanUs: number;
  /** Percent of the calls whose request or whose answer is lost. */
  readonly lossPercent: number;
  /** From when on nobody waits for an answer any more. */
  readonly timeoutUs: number;
}

export class CallLost extends Error {
  override readonly name = "CallLost";
}

/**
 * All calls of one life of an operator. A request that has left goes on though its sender dies; the dead never get an answer, one that is paused gets it late.
 */
export class OperatorWire {
  readonly #options: WireOptions;
  readonly #world: World;
  readonly #random: Random;
  #isDead = false;
  #isCalm = false;
  #isCut = false;
  #pausedUntilUs = 0;

  constructor(
    options: WireOptions,
    dependencies: { readonly world: World; readonly random: Random },
  ) {
    this.#options = options;
    this.#world = dependencies.world;
    this.#random = dependencies.random;
  }

  get isDead(): boolean {
    return this.#isDead;
  }

  die(): void {
    this.#isDead = true;
  }

  /** Nothing is lost any more. */
  calm(): void {
    this.#isCalm = true;
  }

  /** What is on its way is lost. */
  cut(): void {
    this.#isCut = true;
  }

  pause(durationUs: number): void {
    this.#pausedUntilUs = this.#world.nowUs + durationUs;
  }

  /** In this operator's own time: not while it is paused, and not when it is dead. */
  schedule(delayUs: number, run: () => void): ScheduledEvent {
    return this.#world.schedule(delayUs, () => {
      if (this.#isDead) {
        return;
      }
      const waitUs = this.#pausedUntilUs - this.#world.nowUs;
      if (waitUs > 0) {
        this.schedule(waitUs, run);
        return;
      }
      run();
    });
  }

  /**
   * `execute` happens at the other end, if the request gets there.
   *
   * @throws CallLost where there was no answer in time; whether it was executed nobody knows. What `execute` throws. The signal's reason.
   */
  call<T>(
    execute: (settle: { resolve: (value: T) => void; reject: (error: unknown) => void }) => void,
    options: { readonly signal: AbortSignal; readonly timeoutUs?: number },
  ): Promise<T> {
    const { signal, timeoutUs = this.#options.timeoutUs } = options;
    return new Promise<T>((resolve, reject) => {
      if (this.#isDead) {
        return;
      }
      if (signal.aborted) {
        reject(signal.reason);
        return;
      }
      const end = (settle: () => void): void => {
        signal.removeEventListener("abort", abort);
        timer[Symbol.dispose]();
        settle();
      };
      const abort = (): void => end(() => reject(signal.reason));
      signal.addEventListener("abort", abort, { once: true });
      const timer = this.schedule(timeoutUs, () => {
        end(() => reject(new CallLost("no answer in time")));
      });
      const { lossPercent } = this.#options;
      const isRequestLost = !this.#isCalm && this.#random.chance(lossPercent / 2);
      const isAnswerLost = !this.#isCalm && this.#random.chance(lossPercent / 2);
      const answer = (settle: () => void): void => {
        if (!isAnswerLost) {
          this.schedule(this.#delay(), () => end(settle));
        }
      };
      if (!isRequestLost) {
        this.#world.schedule(this.#delay(), () => {
          if (!this.#isCut) {
            execute({
              resolve: (value) => answer(() => resolve(value)),
              reject: (error) => answer(() => reject(error)),
            });
          }
        });
      }
    });
  }

  #delay(): number {
    return this.#random.exponential(this.#options.delayMeanUs);
  }
}
