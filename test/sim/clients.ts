import { decodeKvResult, encodeKvCommand } from "../../src/state-machine/kv/command.ts";
import { decodeKvRange, encodeKvQuery } from "../../src/state-machine/kv/query.ts";
import {
  decodeOpenResult,
  encodeOpenSession,
  encodePlainProposal,
  encodeSessionProposal,
} from "../../src/state-machine/sessions/session-envelope.ts";
import { RaftError } from "../../src/core/errors.ts";
import type { Random } from "../support/random.ts";
import type { History } from "./history.ts";
import {
  fromRange,
  fromResult,
  type GroupInput,
  type GroupOutput,
  groupRange,
  toCommand,
} from "./kv-model.ts";
import type { AssignedParts, Life } from "./node.ts";
import type { Simulation } from "./simulation.ts";

/** How a request ended, as its client sees it. */
type Outcome<T> =
  | { readonly kind: "answered"; readonly value: T }
  /** It certainly did not happen. */
  | { readonly kind: "refused"; readonly reason: string }
  | { readonly kind: "unknown"; readonly reason: string };

/** A session's request is repeated this often before its client gives up. */
const REPEATS_MAX = 20;

interface Session {
  readonly clientId: number;
  sequence: number;
  acknowledged: number;
}

/** One program that asks one thing after another, at any node; it thinks between two. */
export class SimClient {
  readonly number: number;
  readonly #simulation: Simulation;
  readonly #history: History;
  readonly #random: Random;
  readonly #usesSession: boolean;
  #session: Session | null = null;
  #isStopped = false;
  #isBusy = false;

  constructor(
    options: { readonly number: number },
    dependencies: { readonly simulation: Simulation; readonly history: History },
  ) {
    this.number = options.number;
    this.#simulation = dependencies.simulation;
    this.#history = dependencies.history;
    this.#random = dependencies.simulation.world.random(`client-${options.number}`);
    this.#usesSession = this.#random.chance(this.#simulation.options.clients.sessionPercent);
  }

  /** True while a request has no end. */
  get isBusy(): boolean {
    return this.#isBusy;
  }

  start(): void {
    const { world, options } = this.#simulation;
    world.schedule(this.#random.exponential(options.clients.thinkMeanUs), () => {
      if (!this.#isStopped) {
        this.#isBusy = true;
        this.#request().then(
          () => {
            this.#isBusy = false;
            this.start();
          },
          (error: unknown) => {
            world.violate("client-understands", `client ${this.number} failed: ${String(error)}`);
          },
        );
      }
    });
  }

  /** After the request that it is in. */
  stop(): void {
    this.#isStopped = true;
  }

  async #request(): Promise<void> {
    const input = this.#history.draw(this.#random);
    const asked = this.#history.ask(input);
    const outcome = input.kind === "read" ? await this.#read(input) : await this.#write(input);
    const { coverage, world } = this.#simulation;
    if (outcome.kind === "answered") {
      coverage.add("clientAnswers");
      asked.answered(outcome.value);
    } else if (outcome.kind === "unknown") {
      coverage.add("clientUnknown");
      asked.unknown();
    } else {
      coverage.add("clientRefused");
      asked.refused();
    }
    world.trace.emit({
      kind: "client",
      client: this.number,
      place: -1,
      step: outcome.kind,
      text: outcome.kind === "answered" ? JSON.stringify(outcome.value) : outcome.reason,
    });
  }

  async #read(input: GroupInput): Promise<Outcome<GroupOutput>> {
    const { keysPerGroup } = this.#simulation.options.clients;
    const isSerializable = this.#random.chance(15);
    const outcome = await this.#ask(
      JSON.stringify(input),
      async ({ node, machine }, deadlineMs) => {
        if (!isSerializable) {
          await node.read({ deadlineMs });
        }
        const query = encodeKvQuery({ type: "range", request: groupRange(input.group) });
        const { signal } = new AbortController();
        return fromRange(decodeKvRange(await machine.query(query, { signal })), keysPerGroup);
      },
    );
    if (outcome.kind !== "answered") {
      // A read that was not answered has had no effect.
      return { kind: "refused", reason: outcome.reason };
    }
    if (isSerializable) {
      this.#history.checkOnceWritten(outcome.value, (sentence) => {
        this.#simulation.world.violate("serializable-read", sentence);
      });
      return { kind: "refused", reason: "a serializable read tells nothing of the order" };
    }
    return { kind: "answered", value: { kind: "state", state: outcome.value } };
  }

  async #write(input: GroupInput): Promise<Outcome<GroupOutput>> {
    const command = toCommand(input);
    if (command === null) {
      return { kind: "refused", reason: "a read is no command" };
    }
    const { keysPerGroup } = this.#simulation.options.clients;
    const data = encodeKvCommand(command);
    const outcome = this.#usesSession
      ? await this.#proposeInSession(data, JSON.stringify(input))
      : await this.#propose(encodePlainProposal(data), JSON.stringify(input));
    return outcome.kind === "answered"
      ? { kind: "answered", value: fromResult(decodeKvResult(outcome.value), keysPerGroup) }
      : outcome;
  }

  /** Repeated at another node until it is known; the session has it applied once. */
  async #proposeInSession(data: Uint8Array, text: string): Promise<Outcome<Uint8Array>> {
    if (this.#session === null) {
      const opened = await this.#propose(encodeOpenSession(), "open a session");
      if (opened.kind !== "answered") {
        return { kind: "refused", reason: `no session: ${opened.reason}` };
      }
      this.#session = { clientId: decodeOpenResult(opened.value), sequence: 0, acknowledged: 0 };
    }
    const session = this.#session;
    session.sequence += 1;
    const proposal = encodeSessionProposal({ ...session }, data);
    let isUnknown = false;
    for (let tries = 0; tries < REPEATS_MAX; tries++) {
      const outcome = await this.#propose(proposal, `${text} in session ${session.clientId}`);
      if (outcome.kind === "answered") {
        session.acknowledged = session.sequence;
        return outcome;
      }
      isUnknown ||= outcome.kind === "unknown";
      await this.#pause();
    }
    this.#session = null;
    return { kind: isUnknown ? "unknown" : "refused", reason: "given up" };
  }

  async #propose(data: Uint8Array, text: string): Promise<Outcome<Uint8Array>> {
    return await this.#ask(text, async ({ node }, deadlineMs, life) => {
      const { index, term, result } = await node.propose(data, { deadlineMs });
      if (!life.isDead) {
        this.#simulation.checks.answered(life, { index, term, data });
      }
      if (result.kind === "rejected") {
        throw new Error(`the state machine rejected a request: ${result.message}`);
      }
      return result.result;
    });
  }

  /** At some node, in its own time; a dead or silent one leaves the outcome unknown. */
  async #ask<T>(
    text: string,
    call: (parts: AssignedParts, deadlineMs: number, life: Life) => Promise<T>,
  ): Promise<Outcome<T>> {
    const { world, options, lives } = this.#simulation;
    if (lives.length === 0) {
      return { kind: "refused", reason: "no node runs" };
    }
    const life = this.#random.pick(lives);
    const { timeoutMs } = options.clients;
    world.trace.emit({
      kind: "client",
      client: this.number,
      place: life.process.place,
      step: "asked",
      text,
    });
    return await new Promise<Outcome<T>>((resolve, reject) => {
      const timer = world.schedule(timeoutMs * 1500, () => {
        resolve({ kind: "unknown", reason: "no answer came" });
      });
      const settle = (outcome: Outcome<T>): void => {
        if (!life.isDead) {
          timer[Symbol.dispose]();
          resolve(outcome);
        }
      };
      life.schedule(0, () => {
        const { parts } = life;
        if (parts === null) {
          settle({ kind: "refused", reason: "the node has no identity yet" });
          return;
        }
        call(parts, life.clock.now() + timeoutMs, life).then(
          (value) => settle({ kind: "answered", value }),
          (error: unknown) => {
            if (error instanceof RaftError) {
              settle(outcomeOf(error));
            } else if (!life.isDead) {
              reject(error instanceof Error ? error : new Error("a call failed", { cause: error }));
            }
          },
        );
      });
    });
  }

  async #pause(): Promise<void> {
    const { world, options } = this.#simulation;
    await new Promise<void>((resolve) => {
      world.schedule(this.#random.exponential(options.tickMs * 1000), resolve);
    });
  }
}

/** docs/adr/0012: only one code leaves it open. */
function outcomeOf(error: RaftError): Exclude<Outcome<never>, { readonly kind: "answered" }> {
  return error.code === "OUTCOME_UNKNOWN"
    ? { kind: "unknown", reason: error.message }
    : { kind: "refused", reason: `${error.code}: ${error.message}` };
}
