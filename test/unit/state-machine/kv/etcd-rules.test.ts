import { Buffer } from "node:buffer";
import { beforeEach, describe, expect, it } from "vitest";
import type { KvCommand } from "../../../../src/state-machine/kv/operations.ts";
import type { KvRangeRequest } from "../../../../src/state-machine/kv/query.ts";
import { KvDriver, put, remove, show } from "./kv-driver.ts";

describe("revision", () => {
  it("is 1 for an empty store and one more for each command that changes something", async () => {
    const kv = new KvDriver();
    const seen = [kv.machine.revision()];
    const steps: readonly (readonly KvCommand[])[] = [
      [put("a"), put("a"), put("b")],
      [remove("missing")],
      [remove("a", "z")],
      [remove("a", "z")],
      [put("a", "", { ignoreValue: true })],
    ];
    for (const commands of steps) {
      await kv.apply(...commands);
      seen.push(kv.machine.revision());
    }

    expect(seen).toEqual([1, 4, 4, 5, 5, 5]);
  });
});

describe("put", () => {
  let kv: KvDriver;

  beforeEach(() => {
    kv = new KvDriver();
  });

  it("keeps the create revision and counts versions until the key is deleted", async () => {
    await kv.apply(put("k", "1"), put("other"), put("k", "2"));
    expect(kv.shown({ key: Buffer.from("k"), rangeEnd: Buffer.alloc(0) })).toEqual(["k=2@2/4/2"]);

    await kv.apply(remove("k"), put("k", "3"));
    expect(kv.shown({ key: Buffer.from("k"), rangeEnd: Buffer.alloc(0) })).toEqual(["k=3@6/6/1"]);
  });

  it("gives the previous record with prev_kv, and none for a new key", async () => {
    expect(await kv.done(put("k", "1", { prevKv: true }))).toEqual({
      type: "put",
      revision: 2,
      prevKv: null,
    });
    const result = await kv.done(put("k", "2", { prevKv: true }));
    expect(result.type === "put" && result.prevKv !== null && show(result.prevKv)).toBe(
      "k=1@2/2/1",
    );
    expect(await kv.done(put("k", "3"))).toMatchObject({ revision: 4, prevKv: null });
  });

  it("keeps the value with ignore_value, the lease with ignore_lease", async () => {
    await kv.apply(
      put("k", "1"),
      put("k", "", { ignoreValue: true }),
      put("k", "2", { ignoreLease: true }),
    );

    expect(kv.shown({})).toEqual(["k=2@2/4/3"]);
    expect(kv.shown({ revision: 3 })).toEqual(["k=1@2/3/2"]);
  });

  it.each<[string, KvCommand, string, string]>([
    ["an empty key", put("", "v"), "INVALID_ARGUMENT", "etcdserver: key is not provided"],
    [
      "a value beside ignore_value",
      put("k", "v", { ignoreValue: true }),
      "INVALID_ARGUMENT",
      "etcdserver: value is provided",
    ],
    [
      "a lease beside ignore_lease",
      put("k", "v", { ignoreLease: true, lease: 7 }),
      "INVALID_ARGUMENT",
      "etcdserver: lease is provided",
    ],
    [
      "ignore_value for a new key",
      put("k", "", { ignoreValue: true }),
      "INVALID_ARGUMENT",
      "etcdserver: key not found",
    ],
    [
      "ignore_lease for a new key",
      put("k", "v", { ignoreLease: true }),
      "INVALID_ARGUMENT",
      "etcdserver: key not found",
    ],
    [
      "a lease",
      put("k", "v", { lease: 7 }),
      "UNIMPLEMENTED",
      "lease 7 of the put: leases are not supported yet, only lease 0 (none) is allowed",
    ],
    [
      "the deletion of an empty key",
      remove(""),
      "INVALID_ARGUMENT",
      "etcdserver: key is not provided",
    ],
  ])("rejects %s and writes nothing", async (_what, command, code, message) => {
    expect(await kv.apply(command)).toEqual([{ kind: "rejected", code, message }]);
    expect(kv.machine.revision()).toBe(1);
    expect(kv.shown({})).toEqual([]);
  });
});

describe("deleteRange", () => {
  let kv: KvDriver;

  beforeEach(async () => {
    kv = new KvDriver();
    await kv.apply(put("a", "1"), put("b", "2"), put("ba", "3"), put("c", "4"), put("\u00ff", "5"));
  });

  it.each<[string, KvCommand, readonly string[]]>([
    ["one key", remove("b"), ["a", "ba", "c", "\u00ff"]],
    ["a key that is a prefix of none", remove("bb"), ["a", "b", "ba", "c", "\u00ff"]],
    ["up to the end, exclusive", remove("b", "c"), ["a", "c", "\u00ff"]],
    ["an end equal to the key", remove("b", "b"), ["a", "b", "ba", "c", "\u00ff"]],
    ["an end below the key", remove("c", "a"), ["a", "b", "ba", "c", "\u00ff"]],
    ["from a key on", remove("ba", "\0"), ["a", "b"]],
    ["everything", remove("\0", "\0"), []],
  ])("deletes %s", async (_what, command, left) => {
    const result = await kv.done(command);

    expect(result).toMatchObject({ deleted: 5 - left.length, prevKvs: [] });
    expect(result.revision).toBe(left.length === 5 ? 6 : 7);
    expect(kv.shown({}).map((text) => text.split("=")[0])).toEqual(left);
    expect(kv.shown({ revision: 6 })).toHaveLength(5);
  });

  it("gives the deleted records in key order with prev_kv", async () => {
    const result = await kv.done(remove("b", "\0", true));

    expect(result.type === "deleteRange" && result.prevKvs.map(show)).toEqual([
      "b=2@3/3/1",
      "ba=3@4/4/1",
      "c=4@5/5/1",
      "\u00ff=5@6/6/1",
    ]);
  });

  it("sees the puts and deletions before it in its batch", async () => {
    const results = await kv.apply(
      put("bb"),
      remove("ba"),
      remove("b", "c"),
      remove("b", "c"),
      put("b", "6"),
    );

    expect(results.map(({ kind }) => kind)).toEqual(Array(5).fill("applied"));
    expect(kv.shown({ key: Buffer.from("b"), rangeEnd: Buffer.from("c") })).toEqual([
      "b=6@10/10/1",
    ]);
    expect(kv.shown({ revision: 8, key: Buffer.from("b"), rangeEnd: Buffer.from("c") })).toEqual([
      "b=2@3/3/1",
      "bb=@7/7/1",
    ]);
  });
});

/** The store of the table below, after six puts: a, b, c, then b again, then a again twice. */
const RECORDS = { a: "a=z@2/7/3", b: "b=m@3/5/2", c: "c=x@4/4/1" } as const;
const { a, b, c } = RECORDS;

describe("range", () => {
  let kv: KvDriver;

  beforeEach(async () => {
    kv = new KvDriver();
    await kv.apply(put("a", "x"), put("b", "y"), put("c", "x"), put("b", "m"));
    await kv.apply(put("a", "y"), put("a", "z"));
  });

  interface Expected {
    readonly kvs: readonly string[];
    readonly more?: boolean;
    readonly count?: number;
  }
  const one = (key: string): Partial<KvRangeRequest> => ({
    key: Buffer.from(key),
    rangeEnd: Buffer.alloc(0),
  });

  it.each<[string, Partial<KvRangeRequest>, Expected]>([
    ["all by \\0 and \\0", {}, { kvs: [a, b, c] }],
    ["one key", one("b"), { kvs: [b], count: 1 }],
    ["one key that is not there", one("bb"), { kvs: [], count: 0 }],
    [
      "up to an end, exclusive",
      { key: Buffer.from("a"), rangeEnd: Buffer.from("c") },
      { kvs: [a, b], count: 2 },
    ],
    ["from a key on", { key: Buffer.from("b") }, { kvs: [b, c], count: 2 }],
    [
      "an end below the key",
      { key: Buffer.from("c"), rangeEnd: Buffer.from("a") },
      { kvs: [], count: 0 },
    ],
    ["a limit, with the count of all", { limit: 2 }, { kvs: [a, b], more: true }],
    ["a limit that fits", { limit: 3 }, { kvs: [a, b, c], more: false }],
    ["a limit below 0 as none", { limit: -1 }, { kvs: [a, b, c] }],
    ["an older revision", { revision: 4 }, { kvs: ["a=x@2/2/1", "b=y@3/3/1", c] }],
    ["an older revision without later keys", { revision: 2 }, { kvs: ["a=x@2/2/1"], count: 1 }],
    [
      "an older revision of one key",
      { ...one("a"), revision: 6 },
      { kvs: ["a=y@2/6/2"], count: 1 },
    ],
    ["revision 1, before anything", { revision: 1 }, { kvs: [], count: 0 }],
    ["a revision below 0 as the latest", { revision: -5 }, { kvs: [a, b, c] }],
    ["keys only", { keysOnly: true }, { kvs: ["a=@2/7/3", "b=@3/5/2", "c=@4/4/1"] }],
    ["the count only", { countOnly: true, limit: 1 }, { kvs: [], more: false }],
    [
      "the count only, whatever the bounds",
      { countOnly: true, minModRevision: 6 },
      { kvs: [], more: false },
    ],
    ["by key descending", { sortOrder: "descend" }, { kvs: [c, b, a] }],
    [
      "by key descending, cut after the sort",
      { sortOrder: "descend", limit: 1 },
      { kvs: [c], more: true },
    ],
    ["by version", { sortTarget: "version", sortOrder: "ascend" }, { kvs: [c, b, a] }],
    [
      "by create revision, descending",
      { sortTarget: "create", sortOrder: "descend" },
      { kvs: [c, b, a] },
    ],
    [
      "by mod revision, cut",
      { sortTarget: "mod", sortOrder: "ascend", limit: 2 },
      { kvs: [c, b], more: true },
    ],
    ["by value", { sortTarget: "value", sortOrder: "ascend" }, { kvs: [b, c, a] }],
    [
      "by value with keys only, still by value",
      { sortTarget: "value", sortOrder: "ascend", keysOnly: true },
      { kvs: ["b=@3/5/2", "c=@4/4/1", "a=@2/7/3"] },
    ],
    ["a target without an order, ascending", { sortTarget: "mod" }, { kvs: [c, b, a] }],
    [
      "a target without an order, among the first limit + 1 keys only",
      { sortTarget: "mod", limit: 1 },
      { kvs: [b], more: true },
    ],
    [
      "a lowest mod revision, the count unchanged",
      { minModRevision: 5 },
      { kvs: [a, b], count: 3 },
    ],
    ["a highest mod revision", { maxModRevision: 5 }, { kvs: [b, c] }],
    ["a highest mod revision below 0", { maxModRevision: -1 }, { kvs: [] }],
    ["a lowest create revision", { minCreateRevision: 3 }, { kvs: [b, c] }],
    ["a highest create revision", { maxCreateRevision: 2 }, { kvs: [a] }],
    ["bounds before the limit", { minCreateRevision: 3, limit: 1 }, { kvs: [b], more: true }],
    [
      "bounds that leave no more than the limit",
      { minCreateRevision: 4, limit: 1 },
      { kvs: [c], more: false },
    ],
  ])("gives %s", (_what, request, { kvs, more = false, count = 3 }) => {
    expect(kv.shown(request)).toEqual(kvs);
    expect(kv.range(request)).toMatchObject({ more, count, revision: 7 });
  });

  it.each<[string, Partial<KvRangeRequest>, string, string]>([
    [
      "an empty key",
      { key: Buffer.alloc(0) },
      "INVALID_ARGUMENT",
      "etcdserver: key is not provided",
    ],
    [
      "a future revision",
      { revision: 8 },
      "OUT_OF_RANGE",
      "etcdserver: mvcc: required revision is a future revision",
    ],
  ])("rejects %s", (_what, request, code, message) => {
    expect(kv.range(request)).toEqual({ kind: "rejected", code, message });
  });

  it("shows a key between its deletion and its creation anew as absent", async () => {
    await kv.apply(remove("b"), put("x"), put("b", "new"));

    const at = (revision: number): readonly string[] => kv.shown({ ...one("b"), revision });
    expect([7, 8, 9, 10].map(at)).toEqual([[b], [], [], ["b=new@10/10/1"]]);
    expect(kv.shown({ revision: 9 })).toEqual([a, c, "x=@9/9/1"]);
  });

  it("keeps keys with zero bytes apart from their prefixes in the past", async () => {
    const keys = ["k", "k\0", "k\0\0", "k\0\u0001", "k\u0001"];
    await kv.apply(...keys.map((key) => put(key, "old")), ...keys.map((key) => put(key, "new")));

    const past = kv.shown({ revision: 12, key: Buffer.from("k"), rangeEnd: Buffer.from("l") });
    expect(past).toEqual(keys.map((key, at) => `${key}=old@${8 + at}/${8 + at}/1`));
    for (const [at, key] of keys.entries()) {
      expect(kv.shown({ ...one(key), revision: 12 })).toEqual([past[at]]);
    }
  });
});
