import { Buffer } from "node:buffer";
import { Registry } from "prom-client";
import {
  MemoryStateBatch,
  MemoryStateStage,
  MemoryStateStore,
} from "../../src/state-machine/memory-state-store.ts";
import {
  decodeOpenResult,
  encodeOpenSession,
  encodeSessionProposal,
} from "../../src/state-machine/sessions/session-envelope.ts";
import { SessionMetrics } from "../../src/state-machine/sessions/session-metrics.ts";
import { hideSessionRows } from "../../src/state-machine/sessions/session-rows.ts";
import { SessionStateMachine } from "../../src/state-machine/sessions/session-state-machine.ts";
import type { SessionLimits } from "../../src/state-machine/sessions/session-table.ts";
import type { CommandResult } from "../../src/state-machine/types.ts";
import { TallyMachine } from "./tally-machine.ts";

/** Client sessions around a tally, as a node drives them: one command an index. */
export class SessionDriver {
  readonly #options: { readonly limits?: SessionLimits; readonly batchCommandsMax?: number };
  store: MemoryStateStore = new MemoryStateStore();
  tally: TallyMachine;
  machine: SessionStateMachine;
  index = 0;
  /** Of the machine that runs. */
  registry: Registry = new Registry();

  constructor(
    options: { readonly limits?: SessionLimits; readonly batchCommandsMax?: number } = {},
  ) {
    this.#options = options;
    this.tally = this.#createTally();
    this.machine = this.#createMachine();
  }

  restart(): void {
    this.tally = this.#createTally();
    this.machine = this.#createMachine();
  }

  /** To an empty volume, by a snapshot. */
  async move(chunkBytesMax = 64): Promise<void> {
    const { signal } = new AbortController();
    const chunks = this.machine.createSnapshot({ chunkBytesMax, signal });
    const stage = new MemoryStateStage();
    this.store = new MemoryStateStore();
    this.restart();
    await this.machine.applySnapshot(chunks, stage);
    this.store.install(stage, this.index);
    this.machine.installed(this.index);
  }

  /** In as many batches as the machine makes of them. */
  async apply(data: readonly Uint8Array[]): Promise<readonly CommandResult[]> {
    const results: CommandResult[] = [];
    let rest = data.map((bytes, at) => ({ index: this.index + at + 1, term: 1, data: bytes }));
    while (rest.length > 0) {
      const batch = new MemoryStateBatch();
      const taken = await this.machine.apply(rest, batch);
      this.index += taken.length;
      this.store.commit(batch, this.index);
      this.machine.applied(this.index);
      results.push(...taken);
      rest = rest.slice(taken.length);
    }
    return results;
  }

  async open(): Promise<number> {
    const [result] = await this.apply([encodeOpenSession()]);
    if (result?.kind !== "applied") {
      throw new Error("a session was not opened");
    }
    return decodeOpenResult(result.result);
  }

  /** What one request is answered with, as text. */
  async ask(
    clientId: number,
    sequence: number,
    command: string,
    acknowledged = 0,
  ): Promise<string> {
    const [result] = await this.apply([request(clientId, sequence, command, acknowledged)]);
    return showResult(result);
  }

  /** Every row of the store, as text. */
  rows(): readonly string[] {
    const view = this.store.view();
    try {
      return view
        .scan({ start: new Uint8Array(0), end: null, limit: Number.MAX_SAFE_INTEGER })
        .map(
          ({ key, value }) =>
            `${Buffer.from(key).toString("hex")}=${Buffer.from(value).toString("hex")}`,
        );
    } finally {
      view.close();
    }
  }

  #createTally(): TallyMachine {
    const { batchCommandsMax } = this.#options;
    return new TallyMachine(batchCommandsMax === undefined ? {} : { batchCommandsMax }, {
      store: hideSessionRows(this.store),
    });
  }

  #createMachine(): SessionStateMachine {
    this.registry = new Registry();
    const { limits } = this.#options;
    return new SessionStateMachine(limits === undefined ? {} : { limits }, {
      store: this.store,
      inner: this.tally,
      metrics: new SessionMetrics({ registry: this.registry }),
    });
  }
}

export function request(
  clientId: number,
  sequence: number,
  command: string,
  acknowledged = 0,
): Uint8Array {
  return encodeSessionProposal({ clientId, sequence, acknowledged }, Buffer.from(command));
}

export function showResult(result: CommandResult | undefined): string {
  if (result === undefined) {
    return "none";
  }
  return result.kind === "applied"
    ? Buffer.from(result.result).toString()
    : `${result.code}: ${result.message}`;
}
