import { Buffer } from "node:buffer";
import type {
  Command,
  CommandResult,
  StateBatch,
  StateMachine,
  StateStage,
  StateStore,
} from "../../src/state-machine/types.ts";

const KEY = Buffer.from("tally");

/**
 * Keeps every command that it was ever given, in order, in one row, and answers with how many there are: whoever applies one twice is seen. `"no"` is
 * refused, and `"big N"` is answered with N bytes.
 */
export class TallyMachine implements StateMachine {
  readonly #store: StateStore;
  readonly #batchCommandsMax: number;
  #appliedIndex = 0;

  constructor(
    options: { readonly batchCommandsMax?: number },
    dependencies: { readonly store: StateStore },
  ) {
    this.#store = dependencies.store;
    this.#batchCommandsMax = options.batchCommandsMax ?? Number.POSITIVE_INFINITY;
    const view = this.#store.view();
    this.#appliedIndex = view.appliedIndex;
    view.close();
  }

  commands(): readonly string[] {
    const view = this.#store.view();
    const row = view.get(KEY);
    view.close();
    return row === null ? [] : Buffer.from(row).toString().split("\n");
  }

  async apply(commands: readonly Command[], batch: StateBatch): Promise<readonly CommandResult[]> {
    const kept = [...this.commands()];
    const results = commands.slice(0, this.#batchCommandsMax).map(({ data }): CommandResult => {
      const text = Buffer.from(data).toString();
      if (text === "no") {
        return { kind: "rejected", code: "OUT_OF_RANGE", message: "asked to" };
      }
      kept.push(text);
      const size = /^big (\d+)$/.exec(text)?.[1];
      return {
        kind: "applied",
        result: size === undefined ? Buffer.from(String(kept.length)) : Buffer.alloc(Number(size)),
      };
    });
    if (kept.length > 0) {
      batch.write({ op: "put", key: KEY, value: Buffer.from(kept.join("\n")) });
    }
    return results;
  }

  applied(index: number): void {
    this.#appliedIndex = index;
  }

  appliedIndex(): number {
    return this.#appliedIndex;
  }

  async query(): Promise<Uint8Array> {
    return Buffer.from(this.commands().join("\n"));
  }

  createSnapshot(): AsyncIterable<Uint8Array> {
    const chunk = Buffer.from(this.commands().join("\n"));
    return (async function* () {
      yield chunk;
    })();
  }

  async applySnapshot(chunks: AsyncIterable<Uint8Array>, stage: StateStage): Promise<void> {
    for await (const chunk of chunks) {
      if (chunk.length > 0) {
        await stage.write([{ op: "put", key: KEY, value: chunk }]);
      }
    }
  }

  installed(index: number): void {
    this.#appliedIndex = index;
  }

  async close(): Promise<void> {}
}
