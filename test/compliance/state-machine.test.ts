import { Buffer } from "node:buffer";
import { encodeKvCommand } from "../../src/state-machine/kv/command.ts";
import { KvStateMachine } from "../../src/state-machine/kv/kv-state-machine.ts";
import { encodeKvQuery, KV_RANGE_DEFAULTS } from "../../src/state-machine/kv/query.ts";
import type {
  Command,
  CommandResult,
  ProposalRefusal,
  StateBatch,
  StateMachine,
  StateStage,
  StateStore,
} from "../../src/state-machine/types.ts";
import { hideSessionRows } from "../../src/state-machine/sessions/session-rows.ts";
import { SessionStateMachine } from "../../src/state-machine/sessions/session-state-machine.ts";
import { crc32c } from "../../src/utils/crc32c.ts";
import { describeStateMachine } from "./state-machine.ts";

const SUM_KEY = Buffer.from("sum");

/** Adds numbers. As little as a machine of one's own can be: one row, and a snapshot of one chunk. */
class CounterMachine implements StateMachine {
  readonly #store: StateStore;
  readonly #batchCommandsMax: number;
  #appliedIndex: number;

  constructor(
    store: StateStore,
    { batchCommandsMax = Number.POSITIVE_INFINITY }: { readonly batchCommandsMax?: number } = {},
  ) {
    this.#store = store;
    this.#batchCommandsMax = batchCommandsMax;
    this.#appliedIndex = this.#read().appliedIndex;
  }

  #read(): { readonly sum: number; readonly appliedIndex: number } {
    const view = this.#store.view();
    try {
      const row = view.get(SUM_KEY);
      const sum = row === null ? 0 : Buffer.from(row).readDoubleLE();
      return { sum, appliedIndex: view.appliedIndex };
    } finally {
      view.close();
    }
  }

  async apply(commands: readonly Command[], batch: StateBatch): Promise<readonly CommandResult[]> {
    let { sum } = this.#read();
    const taken = commands.slice(0, this.#batchCommandsMax);
    const results = taken.map(({ data }): CommandResult => {
      const text = Buffer.from(data).toString();
      if (!/^add \d+;$/.test(text)) {
        return { kind: "rejected", code: "INVALID_ARGUMENT", message: "no addition of a number" };
      }
      sum += Number(text.slice(4, -1));
      return { kind: "applied", result: Buffer.from(String(sum)) };
    });
    batch.write({ op: "put", key: SUM_KEY, value: double(sum) });
    return results;
  }

  applied(index: number): void {
    this.#appliedIndex = index;
  }

  appliedIndex(): number {
    return this.#appliedIndex;
  }

  async query(
    _request: Uint8Array,
    { signal }: { readonly signal: AbortSignal },
  ): Promise<Uint8Array> {
    signal.throwIfAborted();
    return Buffer.from(String(this.#read().sum));
  }

  createSnapshot({ signal }: { readonly signal: AbortSignal }): AsyncGenerator<Uint8Array> {
    signal.throwIfAborted();
    return this.#chunks(double(this.#read().sum), signal);
  }

  async *#chunks(sum: Buffer, signal: AbortSignal): AsyncGenerator<Uint8Array> {
    const crc = Buffer.alloc(4);
    crc.writeUInt32LE(crc32c(sum));
    yield Buffer.concat([crc, sum]);
    signal.throwIfAborted();
  }

  async applySnapshot(chunks: AsyncIterable<Uint8Array>, stage: StateStage): Promise<void> {
    const received: Buffer[] = [];
    for await (const chunk of chunks) {
      received.push(Buffer.from(chunk));
    }
    const [chunk] = received;
    if (
      received.length !== 1 ||
      chunk?.length !== 12 ||
      chunk.readUInt32LE() !== crc32c(chunk, { start: 4 })
    ) {
      throw new Error("a damaged snapshot of the counter");
    }
    await stage.write([{ op: "put", key: SUM_KEY, value: chunk.subarray(4) }]);
  }

  installed(index: number): void {
    this.#appliedIndex = index;
  }

  async close(): Promise<void> {}
}

/** A counter that also says what it would refuse. */
class CheckedCounterMachine extends CounterMachine {
  checkProposal(data: Uint8Array): ProposalRefusal | null {
    return /^add \d+;$/.test(Buffer.from(data).toString())
      ? null
      : { code: "INVALID_ARGUMENT", message: "no addition of a number" };
  }
}

function double(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return bytes;
}

const COUNTER_SUBJECT = {
  command: (number: number): Uint8Array => Buffer.from(`add ${number + 1};`),
  refused: Buffer.from("add nothing"),
  query: new Uint8Array(0),
};

describeStateMachine({
  ...COUNTER_SUBJECT,
  name: "counter",
  create: (store) => new CounterMachine(store),
});

describeStateMachine({
  ...COUNTER_SUBJECT,
  name: "counter that takes two commands at a time",
  create: (store) => new CounterMachine(store, { batchCommandsMax: 2 }),
});

const KV_SUBJECT = {
  // One key in three is written again, so that the results and the history tell the order.
  command: (number: number): Uint8Array =>
    encodeKvCommand({
      type: "put",
      key: Buffer.from(`key ${number % 3}`),
      value: Buffer.from(`value ${number}`),
      lease: 0,
      prevKv: true,
      ignoreValue: false,
      ignoreLease: false,
    }),
  refused: encodeKvCommand({
    type: "deleteRange",
    key: new Uint8Array(0),
    rangeEnd: new Uint8Array(0),
    prevKv: false,
  }),
  query: encodeKvQuery({
    type: "range",
    request: { ...KV_RANGE_DEFAULTS, key: Buffer.of(0), rangeEnd: Buffer.of(0) },
  }),
};

describeStateMachine({
  ...KV_SUBJECT,
  name: "key-value",
  create: (store) => new KvStateMachine({}, { store }),
});

describeStateMachine({
  ...KV_SUBJECT,
  name: "key-value without a cache",
  create: (store) => new KvStateMachine({ cacheBytesMax: 0 }, { store }),
});

/** Any machine inside client sessions is a machine like any other. */
function inSessions(
  create: (store: StateStore) => StateMachine,
): (store: StateStore) => StateMachine {
  return (store) => new SessionStateMachine({}, { store, inner: create(hideSessionRows(store)) });
}

describeStateMachine({
  ...COUNTER_SUBJECT,
  name: "counter in client sessions",
  create: inSessions((store) => new CheckedCounterMachine(store)),
});

describeStateMachine({
  ...COUNTER_SUBJECT,
  name: "counter that takes two commands at a time, in client sessions",
  create: inSessions((store) => new CheckedCounterMachine(store, { batchCommandsMax: 2 })),
});

describeStateMachine({
  ...KV_SUBJECT,
  name: "key-value in client sessions",
  create: inSessions((store) => new KvStateMachine({}, { store })),
});
