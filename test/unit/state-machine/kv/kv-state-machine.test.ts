import { Buffer } from "node:buffer";
import { describe, expect, it } from "vitest";
import { encodeKvCommand } from "../../../../src/state-machine/kv/command.ts";
import {
  DELETE_BYTES_MAX,
  DELETE_KEYS_MAX,
  KV_BATCH_BYTES_MAX,
} from "../../../../src/state-machine/kv/kv-batch.ts";
import { KvStateMachine } from "../../../../src/state-machine/kv/kv-state-machine.ts";
import {
  KV_ROW_FORMAT,
  latestKey,
  REVISION_KEY,
  TABLE_CHANGES,
} from "../../../../src/state-machine/kv/layout.ts";
import { encodeKvQuery, KV_RANGE_DEFAULTS } from "../../../../src/state-machine/kv/query.ts";
import {
  MemoryStateBatch,
  MemoryStateStore,
} from "../../../../src/state-machine/memory-state-store.ts";
import type { CommandResult } from "../../../../src/state-machine/types.ts";
import { ALL, hex, KvDriver, put, remove } from "./kv-driver.ts";

const NEVER = new AbortController().signal;
const newerFormat = (): Uint8Array => encodeKvCommand(put("k")).with(2, 3);

function plainRows(
  writes: readonly { readonly op: string; readonly key: Uint8Array }[],
): readonly string[] {
  return writes.map(({ op, key }) => `${op} ${key[0]}`);
}

describe("cost", () => {
  it("is two rows for a put of a new key, three over a record, and one row a batch", async () => {
    const kv = new KvDriver();
    const first = await kv.applyBytes([put("a"), put("b")].map(encodeKvCommand));
    const second = await kv.applyBytes([encodeKvCommand(put("a"))]);
    const third = await kv.applyBytes([encodeKvCommand(remove("a"))]);

    expect(plainRows(first.writes)).toEqual(["put 4", "put 4", "put 2", "put 2", "put 1"]);
    expect(plainRows(second.writes)).toEqual(["put 3", "put 4", "put 2", "put 1"]);
    expect(plainRows(third.writes)).toEqual(["put 3", "put 4", "delete 2", "put 1"]);
  });

  it("is nothing for commands that change nothing", async () => {
    const kv = new KvDriver();
    const commands = [remove("a"), put("a", "", { ignoreValue: true })].map(encodeKvCommand);

    expect((await kv.applyBytes(commands)).writes).toEqual([]);
  });

  it("is one read for the latest record of a key and one row for a range, after 100,000 puts of it", async () => {
    const kv = new KvDriver({ cacheBytesMax: 0 });
    for (let batch = 0; batch < 100; batch += 1) {
      await kv.apply(
        ...Array.from({ length: 1000 }, (_, number) => put("hot", `${batch}/${number}`)),
      );
    }
    kv.store.forget();

    expect(kv.shown({ key: Buffer.from("hot"), rangeEnd: Buffer.alloc(0) })).toEqual([
      "hot=99/999@2/100001/100000",
    ]);
    expect([kv.store.gets, kv.store.scans]).toEqual([1, 0]);

    kv.store.forget();
    expect(kv.shown({})).toHaveLength(1);
    expect([kv.store.gets, kv.store.scans, kv.store.rowsScanned]).toEqual([0, 1, 1]);

    kv.store.forget();
    expect(kv.shown({ revision: 50_001 })).toEqual(["hot=49/999@2/50001/50000"]);
    expect(kv.store.rowsScanned).toBeLessThan(5);
  });

  it("is no read for a put over a record in the cache", async () => {
    const kv = new KvDriver();
    await kv.apply(put("a", "1"));
    kv.store.forget();
    await kv.apply(put("a", "2"), put("a", "3"));

    expect(kv.store.gets).toBe(0);
    expect(kv.shown({})).toEqual(["a=3@2/4/3"]);
  });

  it("is one read for all that a batch of puts writes over, where the store can, and its rows are those of many reads", async () => {
    const asked: number[] = [];
    const run = async (together: boolean): Promise<readonly string[]> => {
      const store = new MemoryStateStore();
      const machine = new KvStateMachine(
        { cacheBytesMax: 0 },
        {
          store: together
            ? {
                view: () => store.view(),
                readRows: (request) => {
                  asked.push(request.keys.length);
                  return store.readRows(request);
                },
              }
            : { view: () => store.view() },
        },
      );
      const written: string[] = [];
      const batches = [
        [put("a", "1"), put("b", "1")],
        [put("b", "2"), put("c", "1"), remove("a"), put("a", "2"), put("b", "3")],
        [put("c", "2".repeat(2_000_000)), put("d", "1")],
        [put("d", "2"), put("c", "3"), put("a", "3")],
      ];
      let index = 0;
      for (const commands of batches) {
        const batch = new MemoryStateBatch();
        const next = commands.map((command) => {
          index += 1;
          return { index, term: 1, data: encodeKvCommand(command) };
        });
        expect(await machine.apply(next, batch)).toHaveLength(commands.length);
        store.commit(batch, index);
        machine.applied(index);
        written.push(
          ...batch.writes.map((write) =>
            write.op === "put" ? `${hex(write.key)}=${hex(write.value)}` : `-${hex(write.key)}`,
          ),
        );
      }
      return written;
    };

    const together = await run(true);

    expect(asked).toEqual([2, 3, 2, 3]);
    expect(together).toEqual(await run(false));
  });

  it("leaves no view open", async () => {
    const kv = new KvDriver({ rangeBytesMax: 100 });
    await kv.apply(put("a", "x".repeat(200)), remove("a", "b"), put("a"));
    kv.range({});
    kv.range({ revision: 99 });
    await expect(kv.applyBytes([newerFormat()])).rejects.toThrow(/format/);
    for await (const _ of kv.machine.createSnapshot({ chunkBytesMax: 64, signal: NEVER })) {
      break;
    }

    expect(kv.store.openViews).toBe(0);
  });
});

describe("changes", () => {
  it("stand in the order of revisions, and of keys within a deletion", async () => {
    const kv = new KvDriver();
    await kv.apply(put("b"), put("a"), put("b", "2"), remove("a", "c"), put("c"));
    const view = kv.store.view();
    const rows = view.scan({
      start: Buffer.of(TABLE_CHANGES),
      end: Buffer.of(TABLE_CHANGES + 1),
      limit: 100,
    });
    view.close();

    const shown = rows.map(({ key, value }) => {
      const row = Buffer.from(key);
      const kind = value[1] === 1 ? "put" : "delete";
      return `${row.readBigUInt64BE(1)}.${row.readUInt32BE(9)} ${kind} ${Buffer.from(value.subarray(2)).toString()}`;
    });
    expect(shown).toEqual([
      "2.0 put b",
      "3.0 put a",
      "4.0 put b",
      "5.0 delete a",
      "5.1 delete b",
      "6.0 put c",
    ]);
  });
});

describe("newer formats", () => {
  it("stop the machine at a command of a newer format, and keep it out as a proposal", async () => {
    const kv = new KvDriver();

    await expect(kv.applyBytes([encodeKvCommand(put("a")), newerFormat()])).rejects.toMatchObject({
      code: "NEWER_FORMAT",
      message: expect.stringContaining("format version 3, but this node understands up to 2"),
    });
    expect(kv.machine.checkProposal(newerFormat())).toMatchObject({ code: "FAILED_PRECONDITION" });
  });

  it("do not stop it where the bytes are no command at all", async () => {
    const kv = new KvDriver();
    const { results } = await kv.applyBytes([
      Uint8Array.of(0xff, 0xff, 0xff),
      Buffer.from("kw\u0009\u0001"),
    ]);

    expect(results).toEqual([
      expect.objectContaining({ kind: "rejected", code: "INVALID_ARGUMENT" }),
      expect.objectContaining({ kind: "rejected", code: "INVALID_ARGUMENT" }),
    ]);
  });

  it("stop the machine at a row of a newer format, at its start or when it is read", async () => {
    const store = new MemoryStateStore();
    const row = {
      op: "put",
      key: REVISION_KEY,
      value: Uint8Array.of(KV_ROW_FORMAT + 1, 5),
    } as const;
    store.commit({ writes: [row] }, 1);
    expect(() => new KvStateMachine({}, { store })).toThrow(
      expect.objectContaining({ code: "NEWER_FORMAT" }),
    );

    const kv = new KvDriver();
    const key = latestKey(Buffer.from("k"));
    for (const [value, code] of [
      [Uint8Array.of(KV_ROW_FORMAT + 1), "NEWER_FORMAT"],
      [Uint8Array.of(KV_ROW_FORMAT, 2, 2), "CORRUPT_ROW"],
      [Uint8Array.of(), "CORRUPT_ROW"],
    ] as const) {
      kv.store.inner.commit({ writes: [{ op: "put", key, value }] }, 1);
      expect(() => kv.range({})).toThrow(expect.objectContaining({ code }));
    }
  });
});

describe("limits", () => {
  const filled = async (): Promise<KvDriver> => {
    const kv = new KvDriver({ rangeBytesMax: 60_000 });
    const keys = Array.from(
      { length: 100 },
      (_, number) => `key ${String(number).padStart(3, "0")}`,
    );
    await kv.apply(...keys.map((key) => put(key, "v".repeat(200))));
    return kv;
  };

  it("reject a range whose result is too large, with what to do", async () => {
    const kv = await filled();

    expect(kv.range({})).toEqual({
      kind: "rejected",
      code: "RESOURCE_EXHAUSTED",
      message:
        "the range's result exceeds 60000 bytes: ask for less with limit, keys_only or a smaller range",
    });
  });

  it.each([
    ["a limit", { limit: 20 }, 20],
    ["keys only", { keysOnly: true }, 100],
    ["the count only", { countOnly: true }, 0],
    [
      "an order and a limit, over more than would fit",
      { sortTarget: "mod", sortOrder: "descend", limit: 3 },
      3,
    ],
    ["bounds that leave a few", { minModRevision: 95 }, 7],
  ] as const)("let %s pass", async (_what, request, length) => {
    const kv = await filled();

    expect(kv.range(request)).toMatchObject({ kind: "range", count: 100 });
    expect(kv.shown(request)).toHaveLength(length);
  });

  it("refuse to delete more keys than one command may, and delete as many", async () => {
    const kv = new KvDriver({ cacheBytesMax: 0 });
    for (let start = 0; start <= DELETE_KEYS_MAX; start += 5_000) {
      const count = Math.min(5_000, DELETE_KEYS_MAX + 1 - start);
      await kv.apply(...Array.from({ length: count }, (_, at) => put(`k${start + at}`)));
    }
    const [refused] = await kv.apply(remove("\0", "\0"));
    expect(refused).toMatchObject({ kind: "rejected", code: "RESOURCE_EXHAUSTED" });

    await kv.apply(remove("k0"));
    expect(await kv.done(remove("\0", "\0"))).toMatchObject({ deleted: DELETE_KEYS_MAX });
    expect(kv.shown({})).toEqual([]);
  });

  it("refuse to move more bytes to the history than one command may", async () => {
    const kv = new KvDriver();
    const value = "v".repeat(DELETE_BYTES_MAX / 4);
    await kv.apply(put("a", value), put("b", value), put("c", value), put("d", value));

    expect(await kv.apply(remove("a", "z"))).toMatchObject([{ code: "RESOURCE_EXHAUSTED" }]);
    expect(await kv.done(remove("a", "d"))).toMatchObject({ deleted: 3 });
  });

  it.each([-1, 1.5, Number.NaN])("must be whole numbers from 0, not %d", (rangeBytesMax) => {
    expect(() => new KvDriver({ rangeBytesMax })).toThrow(
      /rangeBytesMax must be an integer from 0/,
    );
  });
});

describe("one batch", () => {
  const MIB = 1024 * 1024;

  /** `a0`..`a4`, `b0`..`b4` and so on: five records of 1 MiB for each letter. */
  async function filled(letters: string): Promise<KvDriver> {
    const kv = new KvDriver({ cacheBytesMax: 0 });
    for (const letter of letters) {
      for (let number = 0; number < 5; number += 1) {
        await kv.apply(put(`${letter}${number}`, letter.repeat(MIB)));
      }
    }
    return kv;
  }

  it("takes no further command once its rows fill it, and the rest comes in batches after it", async () => {
    const kv = await filled("abcde");
    const deletes = ["a", "b", "c", "d", "e"].map((letter) => remove(letter, `${letter}9`));

    const { results, batchLengths } = await kv.applyBytes(deletes.map(encodeKvCommand));

    expect(results.map(({ kind }) => kind)).toEqual(Array(5).fill("applied"));
    expect(batchLengths).toEqual([2, 2, 1]);
    expect(kv.shown({})).toEqual([]);
  });

  it.each([
    ["what overwrites push into the history", [put("a0"), put("a1"), put("b0"), put("b1")], 4],
    ["results", [remove("a", "a3", true), remove("b", "b3", true), put("c"), put("d")], 2],
    ["new records", Array.from({ length: 12 }, () => put("n", "v".repeat(MIB))), 5],
  ] as const)("counts %s", async (_what, commands, length) => {
    const kv = await filled("ab");

    const { batchLengths } = await kv.applyBytes(commands.map(encodeKvCommand));

    expect(batchLengths[0]).toBe(length);
  });

  it("counts many short rows for more than their bytes", async () => {
    const kv = new KvDriver();
    const commands = Array.from({ length: 30_000 }, (_, number) =>
      encodeKvCommand(put(`${number}`)),
    );

    const { batchLengths } = await kv.applyBytes(commands);

    expect(Math.max(...batchLengths)).toBeLessThan(KV_BATCH_BYTES_MAX / 512);
    expect(kv.range({ countOnly: true })).toMatchObject({ count: 30_000 });
  });

  it("ends after a deletion that is refused for its size, which read as much", async () => {
    const kv = await filled("ab");
    const commands = [remove("\0", "\0"), remove("\0", "\0"), put("k")].map(encodeKvCommand);

    const { results, batchLengths } = await kv.applyBytes(commands);

    expect(results.map(({ kind }) => kind)).toEqual(["rejected", "rejected", "applied"]);
    expect(batchLengths).toEqual([1, 1, 1]);
  });

  it("shows in no result, revision or row where it ended", async () => {
    const big = (letter: string): string => letter.repeat(3 * MIB);
    const commands = [
      put("a", big("a")),
      put("b", big("b"), { prevKv: true }),
      put("a", big("c"), { prevKv: true }),
      remove("a", "c", true),
      put("a", big("d")),
      put("c", "small"),
      put("a", "", { ignoreValue: true, prevKv: true }),
      remove("c"),
      remove("a", "z"),
      put("b", "last", { prevKv: true }),
    ].map(encodeKvCommand);
    const together = new KvDriver();
    const single = new KvDriver({ cacheBytesMax: 0 });

    const { results, batchLengths } = await together.applyBytes(commands);
    const expected: CommandResult[] = [];
    for (const command of commands) {
      expected.push(...(await single.applyBytes([command])).results);
    }
    const plain = (all: readonly CommandResult[]): readonly string[] =>
      all.map((result) => (result.kind === "applied" ? hex(result.result) : result.message));

    expect(batchLengths.length).toBeGreaterThan(1);
    expect(batchLengths.length).toBeLessThan(commands.length);
    expect(plain(results)).toEqual(plain(expected));
    expect(together.machine.revision()).toBe(single.machine.revision());
    expect(together.rows()).toEqual(single.rows());
  });
});

describe("order of calls", () => {
  it("demands that a batch is reported as applied before the next one", async () => {
    const kv = new KvDriver();
    await kv.machine.apply([], new MemoryStateBatch());

    await expect(kv.machine.apply([], new MemoryStateBatch())).rejects.toThrow(
      /before the last batch/,
    );
  });

  it("answers with the revision of what it reads, between the write of a batch and its report", async () => {
    const kv = new KvDriver();
    await kv.apply(put("a"));
    const batch = new MemoryStateBatch();
    const commands = [{ index: 2, term: 1, data: encodeKvCommand(put("b")) }];
    await kv.machine.apply(commands, batch);
    expect(kv.range({})).toMatchObject({ revision: 2, count: 1 });

    kv.store.inner.commit(batch, 2);
    expect(kv.range({})).toMatchObject({ revision: 3, count: 2 });
  });
});

describe("long reads", () => {
  const request = { ...KV_RANGE_DEFAULTS, ...ALL };

  async function thousand(): Promise<KvDriver> {
    const kv = new KvDriver();
    const commands = Array.from({ length: 1000 }, (_, number) => put(`k${number}`, "old"));
    await kv.apply(...commands);
    return kv;
  }

  it("give other work its turn and keep to the state of their beginning", async () => {
    const kv = await thousand();
    let turns = 0;
    const count = (): void => {
      turns += 1;
      timer = setImmediate(count);
    };
    let timer = setImmediate(count);
    const reading = kv.machine.rangeInTurns(request, { signal: NEVER });
    await kv.apply(remove("\0", "\0"));
    const result = await reading;
    clearImmediate(timer);

    expect(result).toMatchObject({ kind: "range", count: 1000, revision: 1001 });
    expect(turns).toBeGreaterThanOrEqual(3);
  });

  it("end when they are aborted, and when the machine closes", async () => {
    const kv = await thousand();
    const controller = new AbortController();
    const aborted = kv.machine.rangeInTurns(request, { signal: controller.signal });
    controller.abort(new Error("no longer wanted"));
    await expect(aborted).rejects.toThrow("no longer wanted");

    const closed = kv.machine.rangeInTurns(request, { signal: NEVER });
    await kv.machine.close();
    await expect(closed).rejects.toMatchObject({ code: "CLOSED" });
    expect(() => kv.range({})).toThrow(expect.objectContaining({ code: "CLOSED" }));
    expect(kv.store.openViews).toBe(0);
  });
});

describe("query", () => {
  it("throws what a range rejects, and bytes that are no query", async () => {
    const kv = new KvDriver();
    const future = encodeKvQuery({
      type: "range",
      request: { ...KV_RANGE_DEFAULTS, ...ALL, revision: 9 },
    });

    await expect(kv.machine.query(future, { signal: NEVER })).rejects.toMatchObject({
      detail: { code: "REJECTED", rejection: "OUT_OF_RANGE" },
    });
    await expect(kv.machine.query(Uint8Array.of(1, 9), { signal: NEVER })).rejects.toMatchObject({
      code: "UNDECODABLE",
    });
    await expect(kv.machine.query(future.with(0, 3), { signal: NEVER })).rejects.toMatchObject({
      code: "NEWER_FORMAT",
    });
  });
});
