import { Buffer } from "node:buffer";
import { beforeEach, describe, expect, it } from "vitest";
import { encodeKvCommand } from "../../../../src/state-machine/kv/command.ts";
import { DELETE_BYTES_MAX, DELETE_KEYS_MAX } from "../../../../src/state-machine/kv/kv-batch.ts";
import { changeKey } from "../../../../src/state-machine/kv/layout.ts";
import type {
  KvCompare,
  KvTxnCommand,
  KvTxnOperation,
  KvTxnResult,
} from "../../../../src/state-machine/kv/operations.ts";
import { KV_RANGE_DEFAULTS, type KvRangeRequest } from "../../../../src/state-machine/kv/query.ts";
import {
  TXN_ANSWER_BYTES_MAX,
  TXN_KEYS_READ_MAX,
} from "../../../../src/state-machine/kv/txn-steps.ts";
import { hex, KvDriver, put, remove, show } from "./kv-driver.ts";

function txn(
  success: readonly KvTxnOperation[],
  options: { readonly compares?: readonly KvCompare[]; readonly failure?: KvTxnOperation[] } = {},
): KvTxnCommand {
  return {
    type: "txn",
    compares: options.compares ?? [],
    success,
    failure: options.failure ?? [],
  };
}

function range(key: string, options: Partial<KvRangeRequest> = {}): KvTxnOperation {
  return { type: "range", request: { ...KV_RANGE_DEFAULTS, key: Buffer.from(key), ...options } };
}

const FROM_A = Buffer.of(0);

function compare(
  key: string,
  result: KvCompare["result"],
  operand: KvCompare["operand"],
  rangeEnd = "",
): KvCompare {
  return { key: Buffer.from(key), rangeEnd: Buffer.from(rangeEnd), result, operand };
}

describe("a transaction", () => {
  let kv: KvDriver;

  beforeEach(() => {
    kv = new KvDriver();
  });

  async function run(command: KvTxnCommand): Promise<KvTxnResult> {
    const result = await kv.done(command);
    if (result.type !== "txn") {
      throw new Error(`answered as ${result.type}`);
    }
    return result;
  }

  it("writes all under one revision, with a number within it for each change", async () => {
    await kv.apply(put("a", "old"), put("gone"));

    const result = await run(txn([put("a", "1"), put("b", "2"), remove("gone")]));

    expect(result).toMatchObject({ revision: 4, succeeded: true });
    expect(kv.shown({})).toEqual(["a=1@2/4/2", "b=2@4/4/1"]);
    const changes = kv.rows().filter((row) => row.startsWith("04"));
    expect(changes.map((row) => row.split("=")[0])).toEqual(
      [
        { revision: 2, sub: 0 },
        { revision: 3, sub: 0 },
        { revision: 4, sub: 0 },
        { revision: 4, sub: 1 },
        { revision: 4, sub: 2 },
      ].map((change) => hex(changeKey(change))),
    );
    expect(kv.shown({ revision: 3 })).toEqual(["a=old@2/2/1", "gone=@3/3/1"]);
  });

  it("reads what it wrote before, and leaves no revision where it changed nothing", async () => {
    await kv.apply(put("a", "1"));

    const result = await run(txn([range("a"), put("a", "2"), range("a"), remove("x")]));
    const nothing = await run(txn([remove("x"), range("a")]));

    expect(
      result.results.map((inner) =>
        inner.type === "range" ? [inner.range.revision, ...inner.range.kvs.map(show)] : inner.type,
      ),
    ).toEqual([[2, "a=1@2/2/1"], "put", [3, "a=2@2/3/2"], "deleteRange"]);
    expect(nothing.revision).toBe(3);
    expect(kv.machine.revision()).toBe(3);
  });

  it("sees the commands before it in the same batch, within ranges too", async () => {
    await kv.apply(put("b", "stored"), put("d", "stored"));

    const { batchLengths, results } = await kv.applyBytes(
      [
        put("a", "batch"),
        put("b", "batch"),
        remove("d"),
        txn([range("a", { rangeEnd: FROM_A })]),
      ].map(encodeKvCommand),
    );

    expect(batchLengths).toEqual([4]);
    expect(results[3]?.kind).toBe("applied");
    const last = await run(txn([range("a", { rangeEnd: FROM_A }), put("z")]));
    expect(last.results[0]?.type === "range" && last.results[0].range.kvs.map(show)).toEqual([
      "a=batch@4/4/1",
      "b=batch@2/5/2",
    ]);
  });

  it("that reads at a revision which its batch made begins a batch of its own", async () => {
    await kv.apply(put("a", "1"));
    const commands = [
      put("a", "2"),
      put("a", "3"),
      txn([put("a", "4"), range("a", { revision: 3 }), range("a", { revision: 4 })]),
    ];

    const { batchLengths } = await kv.applyBytes(commands.map(encodeKvCommand));
    expect(batchLengths).toEqual([2, 1]);

    const again = await run(txn([put("a", "5"), range("a", { revision: 3 })]));
    expect(again.results[1]?.type === "range" && again.results[1].range.kvs.map(show)).toEqual([
      "a=2@2/3/2",
    ]);
  });

  it("takes all back where one operation is refused", async () => {
    await kv.apply(put("a", "1"), put("b", "1"));
    const before = kv.rows();

    const [result] = await kv.apply(
      txn([put("a", "2"), remove("b"), put("new"), put("missing", "", { ignoreValue: true })]),
    );

    expect(result).toMatchObject({ kind: "rejected", message: "etcdserver: key not found" });
    expect(kv.rows()).toEqual(before);
    await kv.apply(put("a", "3"));
    expect(kv.shown({})).toEqual(["a=3@2/4/2", "b=1@3/3/1"]);
  });

  it("decides every branch on the state before it, of inner transactions too", async () => {
    await kv.apply(put("a", "1"));
    const isFirst = compare("a", "equal", { target: "value", value: Buffer.from("1") });

    const result = await run(
      txn([
        put("a", "2"),
        txn([put("inner", "then")], { compares: [isFirst], failure: [put("inner", "else")] }),
        put("last"),
      ]),
    );

    expect(result.results[1]).toMatchObject({ type: "txn", succeeded: true });
    expect(kv.shown({ key: Buffer.from("inner"), rangeEnd: Buffer.alloc(0) })).toEqual([
      "inner=then@3/3/1",
    ]);
  });

  it("forgets a record that it made and deleted itself", async () => {
    await kv.apply(put("a", "1"));

    // As in etcd, a deletion of everything from a key on may meet a put of the same transaction.
    await run(txn([put("a", "2"), { ...remove("a"), rangeEnd: FROM_A }]));

    expect(kv.shown({})).toEqual([]);
    expect(kv.shown({ revision: 2 })).toEqual(["a=1@2/2/1"]);
    await kv.apply(put("a", "3"));
    expect(kv.shown({ revision: 3 })).toEqual([]);
    expect(kv.shown({})).toEqual(["a=3@4/4/1"]);
  });

  it("without writes is answered from one state, without the log", async () => {
    await kv.apply(put("a", "1"), put("b", "2"));
    const { signal } = new AbortController();

    const result = await kv.machine.readTxnInTurns(
      txn([range("a"), range("b")], {
        compares: [compare("a", "less", { target: "mod", number: 3 })],
        failure: [range("a")],
      }),
      { signal },
    );

    expect(result).toMatchObject({ type: "txn", revision: 3, succeeded: true });
    expect(result.type === "txn" && result.results).toHaveLength(2);
  });
});

describe("a compare", () => {
  const table: readonly (readonly [string, KvCompare, boolean])[] = [
    ["a version", compare("a", "equal", { target: "version", number: 2 }), true],
    ["a version not", compare("a", "notEqual", { target: "version", number: 2 }), false],
    ["a create revision", compare("a", "greater", { target: "create", number: 1 }), true],
    ["a mod revision", compare("a", "less", { target: "mod", number: 4 }), true],
    ["a mod revision not below itself", compare("a", "less", { target: "mod", number: 3 }), false],
    ["a lease", compare("a", "equal", { target: "lease", number: 0 }), true],
    ["a value", compare("a", "equal", { target: "value", value: Buffer.from("2") }), true],
    [
      "a greater value",
      compare("a", "greater", { target: "value", value: Buffer.from("10") }),
      true,
    ],
    ["no key as version 0", compare("x", "equal", { target: "version", number: 0 }), true],
    ["no key as revision 0", compare("x", "greater", { target: "create", number: -1 }), true],
    [
      "no key's value never",
      compare("x", "equal", { target: "value", value: Buffer.alloc(0) }),
      false,
    ],
    [
      "no key's value never, not even unlike",
      compare("x", "notEqual", { target: "value", value: Buffer.from("1") }),
      false,
    ],
    ["every key of a range", compare("a", "greater", { target: "version", number: 0 }, "c"), true],
    [
      "not just one of a range",
      compare("a", "equal", { target: "version", number: 2 }, "c"),
      false,
    ],
    [
      "a range without keys as zeros",
      compare("x", "equal", { target: "mod", number: 0 }, "z"),
      true,
    ],
    ["everything from a key on", compare("a", "less", { target: "mod", number: 9 }, "\0"), true],
  ];

  it.each(table)("holds %s, or not, as etcd's does", async (_what, given, expected) => {
    const kv = new KvDriver();
    await kv.apply(put("a", "1"), put("a", "2"), put("b", "1"));

    const result = await kv.done(txn([], { compares: [given], failure: [range("a")] }));

    expect(result).toMatchObject({ succeeded: expected });
  });
});

describe("the bounds of a transaction, the same on every member", () => {
  it("refuse more records moved to the history than one deletion may", async () => {
    const kv = new KvDriver();
    const value = "v".repeat(DELETE_BYTES_MAX / 4);
    await kv.apply(put("a", value), put("b", value), put("c", value), put("d", value));

    const [three, four] = [
      await kv.apply(txn([put("a"), put("b"), remove("c")])),
      await kv
        .apply(put("a", value), put("b", value), put("c", value))
        .then(() => kv.apply(txn([put("a"), put("b"), remove("c"), remove("d")]))),
    ];

    expect(three[0]?.kind).toBe("applied");
    expect(four[0]).toMatchObject({
      kind: "rejected",
      code: "RESOURCE_EXHAUSTED",
      message: expect.stringContaining(`${DELETE_KEYS_MAX} keys or ${DELETE_BYTES_MAX} bytes`),
    });
    expect(kv.shown({ keysOnly: true })).toHaveLength(4);
  });

  it("refuse an answer of more bytes", async () => {
    const kv = new KvDriver();
    await kv.apply(put("a", "v".repeat(TXN_ANSWER_BYTES_MAX / 2)));

    const [one, two] = await kv.apply(
      txn([put("z"), range("a")]),
      txn([put("z"), range("a"), range("a")]),
    );

    expect(one?.kind).toBe("applied");
    expect(two).toMatchObject({
      code: "RESOURCE_EXHAUSTED",
      message: expect.stringContaining(`${TXN_ANSWER_BYTES_MAX} bytes`),
    });
  });

  it("refuse more keys looked at, by compares and ranges together", async () => {
    const kv = new KvDriver();
    const keys = TXN_KEYS_READ_MAX / 100;
    await kv.apply(...Array.from({ length: keys }, (_, number) => put(`k${number}`)));
    const all = compare("k", "greater", { target: "version", number: 0 }, "l");
    const one = compare("k1", "equal", { target: "version", number: 1 });
    const counts = Array.from({ length: 60 }, () =>
      range("a", { rangeEnd: FROM_A, countOnly: true }),
    );
    const forty = Array.from({ length: 40 }, () => all);

    const [enough, compared, written] = await kv.apply(
      txn(counts, { compares: forty }),
      txn(counts, { compares: [...forty, one] }),
      txn([put("z"), ...counts], { compares: forty }),
    );

    expect(enough?.kind).toBe("applied");
    for (const refused of [compared, written]) {
      expect(refused).toMatchObject({
        code: "RESOURCE_EXHAUSTED",
        message: expect.stringContaining(`${TXN_KEYS_READ_MAX} keys`),
      });
    }
  });
});
