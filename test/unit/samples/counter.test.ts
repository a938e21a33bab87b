import { Buffer } from "node:buffer";
import { describe, expect, it } from "vitest";
import {
  MemoryStateBatch,
  MemoryStateStage,
  MemoryStateStore,
} from "../../../src/state-machine/memory-state-store.ts";
import type { CommandResult, StateMachine, StateStore } from "../../../src/state-machine/types.ts";
import { describeStateMachine } from "../../compliance/state-machine.ts";

interface CounterModule {
  createStateMachine(
    options: Readonly<Record<string, string>>,
    dependencies: { readonly store: StateStore },
  ): StateMachine;
}

const module: CounterModule = await import(
  new URL("../../../samples/counter/counter.js", import.meta.url).href
);
const create = (store: StateStore): StateMachine => module.createStateMachine({}, { store });
const { signal } = new AbortController();

describeStateMachine({
  name: "the sample counters",
  create,
  command: (number) => Buffer.from(`add c${number % 7} ${number + 1}`),
  refused: Buffer.from("add hits -1"),
  query: Buffer.from(""),
});

/** Counters on a store of their own, one command an index. */
class Counters {
  readonly store: MemoryStateStore = new MemoryStateStore();
  readonly machine: StateMachine = create(this.store);
  index = 0;

  async apply(...commands: readonly string[]): Promise<readonly CommandResult[]> {
    const batch = new MemoryStateBatch();
    const results = await this.machine.apply(
      commands.map((command, at) => ({
        index: this.index + at + 1,
        term: 1,
        data: Buffer.from(command),
      })),
      batch,
    );
    this.index += commands.length;
    this.store.commit(batch, this.index);
    this.machine.applied(this.index);
    return results;
  }

  async read(name: string): Promise<string> {
    return Buffer.from(await this.machine.query(Buffer.from(name), { signal })).toString();
  }
}

function applied(result: string): CommandResult {
  return { kind: "applied", result: Buffer.from(result) };
}

describe("the sample counters", () => {
  it("count each name apart, within a batch and over batches", async () => {
    const counters = new Counters();

    expect(await counters.apply("add a 1", "add b 5", "add a 2")).toEqual(
      ["1", "5", "3"].map(applied),
    );
    expect(await counters.apply("add a 10")).toEqual([applied("13")]);
    expect(await Promise.all(["a", "b", "nobody", ""].map((name) => counters.read(name)))).toEqual([
      "13",
      "5",
      "0",
      "18",
    ]);
  });

  it.each([
    "add",
    "add a",
    "add a 0",
    "add a 1.5",
    "add A 1",
    `add ${"x".repeat(33)} 1`,
    "ADD a 1",
  ])("refuse %j before it enters the log, and where it did", async (command) => {
    const counters = new Counters();

    expect(counters.machine.checkProposal?.(Buffer.from(command))).toMatchObject({
      code: "INVALID_ARGUMENT",
    });
    expect(await counters.apply(command)).toMatchObject([{ kind: "rejected" }]);
  });

  it("do not count beyond what a number can hold", async () => {
    const counters = new Counters();
    const batch = new MemoryStateBatch();
    batch.write({
      op: "put",
      key: Buffer.from("full"),
      value: Buffer.from(String(Number.MAX_SAFE_INTEGER)),
    });
    counters.store.commit(batch, 0);

    expect(await counters.apply("add full 1")).toMatchObject([{ code: "OUT_OF_RANGE" }]);
    expect(await counters.read("full")).toBe(String(Number.MAX_SAFE_INTEGER));
  });

  it("make snapshots of many chunks, the longest line in the smallest one", async () => {
    const counters = new Counters();
    const name = (number: number): string => `${number}`.padStart(32, "n");
    const batch = new MemoryStateBatch();
    for (let number = 0; number < 100; number++) {
      batch.write({
        op: "put",
        key: Buffer.from(name(number)),
        value: Buffer.from(String(Number.MAX_SAFE_INTEGER - number)),
      });
    }
    counters.store.commit(batch, 0);
    const chunks: Uint8Array[] = [];
    for await (const chunk of counters.machine.createSnapshot({ chunkBytesMax: 64, signal })) {
      chunks.push(chunk);
    }
    const other = new Counters();
    const stage = new MemoryStateStage();
    await other.machine.applySnapshot(
      (async function* () {
        yield* chunks;
      })(),
      stage,
    );
    other.store.install(stage, 7);
    other.machine.installed(7);

    expect(chunks).toHaveLength(101);
    expect(Math.max(...chunks.map(({ length }) => length))).toBeLessThanOrEqual(64);
    expect(await other.read(name(99))).toBe(String(Number.MAX_SAFE_INTEGER - 99));
    expect(other.machine.appliedIndex()).toBe(7);
  });

  it("free a snapshot that nobody reads", async () => {
    const counters = new Counters();
    let openViews = 0;
    const store: StateStore = {
      view: () => {
        const view = counters.store.view();
        openViews += 1;
        return {
          ...view,
          close: () => {
            openViews -= 1;
            view.close();
          },
        };
      },
    };
    const chunks = create(store).createSnapshot({ chunkBytesMax: 64, signal });
    expect(openViews).toBe(1);
    await chunks[Symbol.asyncIterator]().return?.();

    expect(openViews).toBe(0);
  });
});
