import type {
  Command,
  CommandResult,
  ProposalRefusal,
  StateBatch,
  StateMachine,
  StateStage,
} from "../../src/state-machine/types.ts";
import type { LogIndex } from "../../src/raft/types.ts";
import type { KeyValueView } from "../../src/utils/key-value.ts";

/** Answers each command with its own bytes, and writes one row for it: key = index, value = data. A chunk of its snapshot is one row. */
export class EchoStateMachine implements StateMachine {
  /** Every command ever applied, in order, over all batches. */
  readonly commands: Command[] = [];
  batchCount = 0;
  /** Where it stops early. */
  batchCommandsMax: number = Number.POSITIVE_INFINITY;
  /** What it was told is written, in order. */
  readonly appliedIndexes: LogIndex[] = [];
  /** Called before each batch; may wait, or throw. */
  beforeApply: (commands: readonly Command[]) => Promise<void> | void = () => undefined;
  /** The index that it says is durable; null: the store's own. */
  durableIndex: LogIndex | null = null;
  installedIndex: LogIndex | null = null;
  /** What it says of every proposal before it enters the log. */
  refusal: ProposalRefusal | null = null;
  readonly #storeAppliedIndex: () => LogIndex;
  readonly #view: (() => KeyValueView) | null;

  /** With a view of its rows it makes snapshots of them; without, empty ones. */
  constructor(storeAppliedIndex: () => LogIndex, view: (() => KeyValueView) | null = null) {
    this.#storeAppliedIndex = storeAppliedIndex;
    this.#view = view;
  }

  checkProposal(): ProposalRefusal | null {
    return this.refusal;
  }

  async apply(commands: readonly Command[], batch: StateBatch): Promise<readonly CommandResult[]> {
    await this.beforeApply(commands);
    this.batchCount += 1;
    return commands.slice(0, this.batchCommandsMax).map((command) => {
      this.commands.push(command);
      if (new TextDecoder().decode(command.data) === "reject") {
        return { kind: "rejected", code: "FAILED_PRECONDITION", message: "asked to" };
      }
      batch.write({ op: "put", key: indexKey(command.index), value: command.data });
      return { kind: "applied", result: command.data };
    });
  }

  applied(index: LogIndex): void {
    this.appliedIndexes.push(index);
    if (this.durableIndex !== null) {
      this.durableIndex = index;
    }
  }

  appliedIndex(): LogIndex {
    return this.durableIndex ?? this.#storeAppliedIndex();
  }

  query(request: Uint8Array): Promise<Uint8Array> {
    return Promise.resolve(request);
  }

  createSnapshot(): AsyncIterable<Uint8Array> {
    const view = this.#view?.() ?? null;
    const rows = view?.scan({ start: new Uint8Array(0), end: null, limit: 100_000 });
    view?.close();
    return chunksOf(rows?.map(({ key, value }) => Uint8Array.from([...key, ...value])) ?? null);
  }

  async applySnapshot(chunks: AsyncIterable<Uint8Array>, stage: StateStage): Promise<void> {
    for await (const chunk of chunks) {
      const value = chunk.length > 8 ? chunk.subarray(8) : chunk;
      await stage.write([{ op: "put", key: chunk.subarray(0, 8), value }]);
    }
  }

  installed(index: LogIndex): void {
    this.installedIndex = index;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

async function* chunksOf(rows: readonly Uint8Array[] | null): AsyncIterable<Uint8Array> {
  await Promise.resolve();
  yield* rows ?? [new Uint8Array(0)];
}

/** Sorts as the index does. */
export function indexKey(index: LogIndex): Uint8Array {
  const key = new Uint8Array(8);
  new DataView(key.buffer).setBigUint64(0, BigInt(index));
  return key;
}
