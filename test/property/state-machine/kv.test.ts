import { Buffer } from "node:buffer";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  decodeKvCommand,
  decodeKvResult,
  encodeKvCommand,
  encodeKvResult,
} from "../../../src/state-machine/kv/command.ts";
import { KvStateMachine } from "../../../src/state-machine/kv/kv-state-machine.ts";
import type {
  KvCommand,
  KvCompare,
  KvDeleteRangeCommand,
  KvPutCommand,
  KvResult,
  KvTxnCommand,
  KvTxnOperation,
  KvTxnOperationResult,
} from "../../../src/state-machine/kv/operations.ts";
import type { KvRecord } from "../../../src/state-machine/kv/record.ts";
import {
  decodeHistoryKey,
  historyKey,
  historyKeyAfter,
} from "../../../src/state-machine/kv/layout.ts";
import {
  decodeKvQuery,
  decodeKvRange,
  encodeKvQuery,
  encodeKvRange,
  type KvRangeRequest,
} from "../../../src/state-machine/kv/query.ts";
import {
  MemoryStateBatch,
  MemoryStateStage,
  MemoryStateStore,
} from "../../../src/state-machine/memory-state-store.ts";
import type { Command, CommandResult } from "../../../src/state-machine/types.ts";
import { assertNever } from "../../../src/utils/assert.ts";
import { KvModel, plain, type ModelAnswer } from "./kv-model.ts";

const anyKeys = fc
  .array(fc.constantFrom(0x00, 0x01, 0x61, 0xfe, 0xff), { maxLength: 3 })
  .map((bytes) => Buffer.from(bytes));
/**
 * So few that most writes meet a record, else hardly any history comes to be and a read at the wrong side of a revision goes unseen. They are
 * prefixes of one another and have the bytes that the history escapes.
 */
const keys = fc.oneof(
  {
    weight: 9,
    arbitrary: fc
      .constantFrom("61", "6100", "610000", "6100ff", "61ff", "62")
      .map((text) => Buffer.from(text, "hex")),
  },
  { weight: 1, arbitrary: anyKeys },
);
const values = fc.oneof(
  fc.constant(Buffer.alloc(0)),
  fc.uint8Array({ maxLength: 3 }).map((bytes) => Buffer.from(bytes)),
);
const rangeEnds = fc.oneof(
  { weight: 2, arbitrary: fc.constant(Buffer.alloc(0)) },
  { weight: 2, arbitrary: fc.constant(Buffer.of(0)) },
  { weight: 3, arbitrary: keys },
);
const rarely = fc.integer({ min: 0, max: 7 }).map((number) => number === 0);

const puts: fc.Arbitrary<KvPutCommand> = fc.record({
  type: fc.constant("put" as const),
  key: keys,
  value: values,
  lease: fc.constant(0),
  prevKv: fc.boolean(),
  ignoreValue: rarely,
  ignoreLease: rarely,
});
const deletions: fc.Arbitrary<KvDeleteRangeCommand> = fc.record({
  type: fc.constant("deleteRange" as const),
  key: keys,
  rangeEnd: rangeEnds,
  prevKv: fc.boolean(),
});

const revisions = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom(0, -1) },
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 12 }) },
  { weight: 1, arbitrary: fc.integer({ min: 13, max: 60 }) },
);
const bounds = fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.integer({ min: -1, max: 40 }));

const ranges: fc.Arbitrary<KvRangeRequest> = fc.record({
  key: keys,
  rangeEnd: rangeEnds,
  limit: fc.oneof(fc.constant(0), fc.integer({ min: -1, max: 6 })),
  revision: revisions,
  sortOrder: fc.constantFrom("none", "ascend", "descend"),
  sortTarget: fc.constantFrom("key", "version", "create", "mod", "value"),
  keysOnly: rarely,
  countOnly: rarely,
  minModRevision: bounds,
  maxModRevision: bounds,
  minCreateRevision: bounds,
  maxCreateRevision: bounds,
});

const compares: fc.Arbitrary<KvCompare> = fc.record({
  key: keys,
  rangeEnd: rangeEnds,
  result: fc.constantFrom("equal", "notEqual", "greater", "less"),
  operand: fc.oneof(
    fc.record({
      target: fc.constantFrom("version" as const, "lease" as const),
      number: fc.integer({ min: -1, max: 3 }),
    }),
    fc.record({
      target: fc.constantFrom("create" as const, "mod" as const),
      number: fc.integer({ min: 0, max: 20 }),
    }),
    fc.record({ target: fc.constant("value" as const), value: values }),
  ),
});
const { txns } = fc.letrec<{ txns: KvTxnCommand; operations: KvTxnOperation }>((tie) => ({
  txns: fc.record({
    type: fc.constant("txn" as const),
    compares: fc.array(compares, { maxLength: 2 }),
    success: fc.array(tie("operations"), { maxLength: 4 }),
    failure: fc.array(tie("operations"), { maxLength: 4 }),
  }),
  operations: fc.oneof(
    { maxDepth: 3, depthIdentifier: "txn" },
    { weight: 4, arbitrary: puts },
    { weight: 2, arbitrary: deletions },
    {
      weight: 3,
      arbitrary: fc.record({ type: fc.constant("range" as const), request: ranges }),
    },
    { weight: 2, arbitrary: tie("txns") },
  ),
}));

const commands: fc.Arbitrary<KvCommand> = fc.oneof(
  { weight: 3, arbitrary: puts },
  { weight: 1, arbitrary: deletions },
  { weight: 2, arbitrary: txns },
);

type Action =
  | { readonly type: "batch"; readonly commands: readonly KvCommand[] }
  | { readonly type: "range"; readonly request: KvRangeRequest }
  | { readonly type: "restart" }
  | { readonly type: "move"; readonly chunkBytesMax: number };

const actions: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      type: fc.constant("batch" as const),
      commands: fc.array(commands, { maxLength: 8 }),
    }),
  },
  { weight: 6, arbitrary: fc.record({ type: fc.constant("range" as const), request: ranges }) },
  { weight: 1, arbitrary: fc.constant({ type: "restart" } as const) },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant("move" as const),
      chunkBytesMax: fc.integer({ min: 64, max: 200 }),
    }),
  },
);

/** The machine as a node drives it. */
class Subject {
  readonly #options: { readonly cacheBytesMax: number };
  #store = new MemoryStateStore();
  #machine: KvStateMachine;
  #index = 0;

  constructor(options: { readonly cacheBytesMax: number }) {
    this.#options = options;
    this.#machine = this.#create();
  }

  get revision(): number {
    return this.#machine.revision();
  }

  async apply(batch: readonly KvCommand[]): Promise<readonly ModelAnswer[]> {
    const results: CommandResult[] = [];
    let rest: readonly Command[] = batch.map((command, at) => ({
      index: this.#index + at + 1,
      term: 1,
      data: encodeKvCommand(command),
    }));
    while (rest.length > 0) {
      const writes = new MemoryStateBatch();
      const taken = await this.#machine.apply(rest, writes);
      this.#index += taken.length;
      this.#store.commit(writes, this.#index);
      this.#machine.applied(this.#index);
      results.push(...taken);
      rest = rest.slice(taken.length);
    }
    return results.map(toAnswer);
  }

  range(request: KvRangeRequest): ModelAnswer {
    const result = this.#machine.range(request);
    if (result.kind === "rejected") {
      return { error: result.message };
    }
    const { revision, kvs, more, count } = result;
    return { revision, kvs: kvs.map(plain), more, count };
  }

  restart(): void {
    this.#machine = this.#create();
  }

  /** To another volume by a snapshot. */
  async move(chunkBytesMax: number): Promise<void> {
    const { signal } = new AbortController();
    const stage = new MemoryStateStage();
    const chunks = this.#machine.createSnapshot({ chunkBytesMax, signal });
    this.#store = new MemoryStateStore();
    const moved = this.#create();
    await moved.applySnapshot(chunks, stage);
    this.#store.install(stage, this.#index);
    moved.installed(this.#index);
    this.#machine = moved;
  }

  #create(): KvStateMachine {
    return new KvStateMachine(this.#options, { store: this.#store });
  }
}

function toAnswer(result: CommandResult): ModelAnswer {
  if (result.kind === "rejected") {
    return { error: result.message };
  }
  return toModelAnswer(decodeKvResult(result.result));
}

function toModelAnswer(result: KvTxnOperationResult): ModelAnswer {
  switch (result.type) {
    case "put": {
      const { revision, prevKv } = result;
      return { revision, prev: prevKv === null ? [] : [plain(prevKv)] };
    }
    case "deleteRange": {
      const { revision, deleted, prevKvs } = result;
      return { revision, deleted, prev: prevKvs.map(plain) };
    }
    case "range": {
      const { revision, kvs, more, count } = result.range;
      return { revision, kvs: kvs.map(plain), more, count };
    }
    case "txn": {
      const { revision, succeeded, results } = result;
      return { revision, succeeded, results: results.map(toModelAnswer) };
    }
    default:
      return assertNever(result);
  }
}

describe("key-value machine", () => {
  it.each([0, 600, 1 << 20])(
    "answers as the model does, with %i bytes of cache",
    async (cacheBytesMax) => {
      await fc.assert(
        fc.asyncProperty(fc.array(actions, { maxLength: 30, size: "max" }), async (steps) => {
          const model = new KvModel();
          const subject = new Subject({ cacheBytesMax });
          for (const step of steps) {
            if (step.type === "batch") {
              const expected = step.commands.map((command) => model.apply(command));
              expect(await subject.apply(step.commands)).toEqual(expected);
            } else if (step.type === "range") {
              expect(subject.range(step.request)).toEqual(model.range(step.request));
            } else if (step.type === "restart") {
              subject.restart();
            } else {
              await subject.move(step.chunkBytesMax);
            }
            expect(subject.revision).toBe(model.revision);
          }
        }),
        { numRuns: 100 },
      );
    },
  );
});

describe("codecs", () => {
  const numbers = fc.maxSafeNat();
  const records: fc.Arbitrary<KvRecord> = fc.record({
    key: keys,
    value: values,
    createRevision: numbers,
    modRevision: numbers,
    version: numbers,
    lease: numbers,
  });
  const results: fc.Arbitrary<KvResult> = fc.oneof(
    fc.record({
      type: fc.constant("put" as const),
      revision: numbers,
      prevKv: fc.option(records),
    }),
    fc.record({
      type: fc.constant("deleteRange" as const),
      revision: numbers,
      deleted: numbers,
      prevKvs: fc.array(records),
    }),
    fc.record({
      type: fc.constant("txn" as const),
      revision: numbers,
      succeeded: fc.boolean(),
      results: fc.array(
        fc.oneof(
          fc.record({
            type: fc.constant("put" as const),
            revision: numbers,
            prevKv: fc.option(records),
          }),
          fc.record({
            type: fc.constant("range" as const),
            range: fc.record({
              kind: fc.constant("range" as const),
              revision: numbers,
              kvs: fc.array(records),
              more: fc.boolean(),
              count: numbers,
            }),
          }),
          fc.constant({ type: "txn" as const, revision: 3, succeeded: true, results: [] }),
        ),
      ),
    }),
  );

  it("give back every command, result, query and answer", () => {
    fc.assert(
      fc.property(commands, results, ranges, fc.array(records), (command, result, request, kvs) => {
        expect(decodeKvCommand(encodeKvCommand(command))).toEqual(command);
        expect(decodeKvResult(encodeKvResult(result))).toEqual(result);
        const query = { type: "range", request } as const;
        expect(decodeKvQuery(encodeKvQuery(query))).toEqual(query);
        const range = { kind: "range", revision: 7, kvs, more: true, count: 9 } as const;
        expect(decodeKvRange(encodeKvRange(range))).toEqual(range);
      }),
    );
  });

  it("take any bytes for a command, for undecodable, or for a newer format, and nothing else", () => {
    fc.assert(
      fc.property(commands, fc.nat(), fc.uint8Array({ maxLength: 6 }), (command, at, noise) => {
        const bytes = Buffer.concat([encodeKvCommand(command)]);
        bytes.set(
          noise.subarray(0, Math.max(bytes.length - (at % bytes.length), 0)),
          at % bytes.length,
        );
        let code = "decoded";
        try {
          decodeKvCommand(bytes);
        } catch (error) {
          code = (error as { code: string }).code;
        }
        expect(["decoded", "UNDECODABLE", "NEWER_FORMAT"]).toContain(code);
        expect(code === "NEWER_FORMAT").toBe(
          bytes[0] === 0x6b && bytes[1] === 0x76 && (bytes[2] ?? 0) > 2,
        );
      }),
    );
  });
});

describe("history keys", () => {
  const untils = fc.oneof(fc.nat({ max: 300 }), fc.maxSafeNat());

  it("sort by key, then by revision, and give both back", () => {
    fc.assert(
      fc.property(anyKeys, untils, anyKeys, untils, (key, until, otherKey, otherUntil) => {
        const row = historyKey(key, until);
        const other = historyKey(otherKey, otherUntil);
        const expected = Buffer.compare(key, otherKey) || Math.sign(until - otherUntil);

        expect(Buffer.compare(row, other)).toBe(expected);
        expect(decodeHistoryKey(row)).toEqual({ key, until });
        expect(Buffer.compare(historyKeyAfter(key), other)).toBe(
          Buffer.compare(key, otherKey) < 0 ? -1 : 1,
        );
      }),
    );
  });
});
