import { describe, expect, it } from "vitest";
import { RaftError } from "../../../src/core/errors.ts";
import { etcdserverpb } from "../../../src/gen/proto.js";
import { etcdClusterId } from "../../../src/server/kv-service.ts";
import { encodeRangeAnswer } from "../../../src/server/range-response.ts";
import { RPC_CODE } from "../../../src/server/rpc-error.ts";
import { RECORD_OVERHEAD_BYTES } from "../../../src/state-machine/kv/range.ts";
import { createKvServiceHarness } from "../../support/kv-service-harness.ts";
import { type FakeContext, callUnary, fakeContext } from "./fakes.ts";

const {
  PutRequest,
  PutResponse,
  RangeRequest,
  RangeResponse,
  DeleteRangeRequest,
  DeleteRangeResponse,
  TxnRequest,
  TxnResponse,
} = etcdserverpb;
const { CompareTarget } = etcdserverpb.Compare;
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (value: Uint8Array | null | undefined): string =>
  new TextDecoder().decode(value ?? new Uint8Array());

const KEY_BYTES_MAX = 1000;
const RANGE_BYTES_MAX = 5000;
const ALL = { key: bytes("\0"), rangeEnd: bytes("\0"), serializable: true };

async function setup(options: { readonly failure?: RaftError } = {}) {
  const harness = await createKvServiceHarness({
    keyBytesMax: KEY_BYTES_MAX,
    rangeBytesMax: RANGE_BYTES_MAX,
    ...options,
  });
  const { service } = harness;
  return {
    ...harness,
    put: async (request: etcdserverpb.PutRequest.$Shape) =>
      PutResponse.decode(await callUnary(service, "Put", PutRequest.encode(request).finish())),
    range: async (request: etcdserverpb.RangeRequest.$Shape, context = fakeContext({})) =>
      RangeResponse.decode(
        await callUnary(service, "Range", RangeRequest.encode(request).finish(), context),
      ),
    deleteRange: async (request: etcdserverpb.DeleteRangeRequest.$Shape) =>
      DeleteRangeResponse.decode(
        await callUnary(service, "DeleteRange", DeleteRangeRequest.encode(request).finish()),
      ),
    /** Its call ends with it, unless it is the test's own. */
    txn: async (request: etcdserverpb.TxnRequest.$Properties, given?: FakeContext) => {
      const context = given ?? fakeContext({});
      const bytes = await callUnary(service, "Txn", TxnRequest.encode(request).finish(), context);
      if (given === undefined) {
        context.end();
      }
      return TxnResponse.decode(bytes);
    },
  };
}

describe("kv service", () => {
  it("puts and gets, with etcd's header and revisions", async () => {
    const kv = await setup();

    const put = await kv.put({ key: bytes("a"), value: bytes("1") });
    const range = await kv.range({ key: bytes("a") });

    expect(put.header).toMatchObject({
      clusterId: etcdClusterId("c1"),
      memberId: 7,
      revision: 2,
      raftTerm: 1,
    });
    expect(range.header).toMatchObject({ memberId: 7, revision: 2, raftTerm: 4 });
    expect(range).toMatchObject({ count: 1, more: false });
    expect(
      range.kvs.map((kv) => [
        text(kv.key ?? bytes("")),
        text(kv.value ?? bytes("")),
        kv.createRevision,
        kv.modRevision,
        kv.version,
      ]),
    ).toEqual([["a", "1", 2, 2, 1]]);
  });

  it("returns the previous value where asked", async () => {
    const kv = await setup();
    await kv.put({ key: bytes("a"), value: bytes("1") });

    const put = await kv.put({ key: bytes("a"), value: bytes("2"), prevKv: true });

    expect(text(put.prevKv?.value ?? bytes(""))).toBe("1");
  });

  it("deletes a range and counts it", async () => {
    const kv = await setup();
    for (const key of ["a", "b", "c"]) {
      await kv.put({ key: bytes(key), value: bytes(key) });
    }

    const deleted = await kv.deleteRange({ key: bytes("a"), rangeEnd: bytes("c"), prevKv: true });
    const left = await kv.range({ key: bytes("\0"), rangeEnd: bytes("\0") });

    expect(deleted.deleted).toBe(2);
    expect(deleted.prevKvs).toHaveLength(2);
    expect(left.kvs.map((kv) => text(kv.key ?? bytes("")))).toEqual(["c"]);
  });

  it("reads linearizably unless serializable is set", async () => {
    const kv = await setup();

    await kv.range({ key: bytes("a"), serializable: true });
    expect(kv.node.reads).toBe(0);
    await kv.range({ key: bytes("a") });

    expect(kv.node.reads).toBe(1);
  });

  it.each([
    [{ key: bytes("") }, RPC_CODE.INVALID_ARGUMENT, "etcdserver: key is not provided"],
    [
      { key: bytes("a"), value: bytes("1"), ignoreValue: true },
      RPC_CODE.INVALID_ARGUMENT,
      "etcdserver: value is provided",
    ],
    [
      { key: bytes("a"), ignoreValue: true },
      RPC_CODE.INVALID_ARGUMENT,
      "etcdserver: key not found",
    ],
    [{ key: bytes("a"), lease: 5 }, RPC_CODE.UNIMPLEMENTED, "lease"],
    [{ key: bytes("a"), lease: -1 }, RPC_CODE.INVALID_ARGUMENT, "lease must be"],
    [{ key: bytes("a"), lease: 2 ** 60 }, RPC_CODE.INVALID_ARGUMENT, "lease must be"],
  ])("refuses the put %j in etcd's words", async (request, code, message) => {
    const kv = await setup();

    await expect(kv.put(request)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
  });

  it.each([
    [{ key: bytes("") }, RPC_CODE.INVALID_ARGUMENT, "etcdserver: key is not provided"],
    [
      { key: bytes("a"), revision: 99 },
      RPC_CODE.OUT_OF_RANGE,
      "etcdserver: mvcc: required revision is a future revision",
    ],
    [
      { key: bytes("a"), sortOrder: 9 },
      RPC_CODE.INVALID_ARGUMENT,
      "etcdserver: invalid sort option",
    ],
    [
      { key: bytes("a"), sortTarget: 9 },
      RPC_CODE.INVALID_ARGUMENT,
      "etcdserver: invalid sort option",
    ],
    [{ key: bytes("a"), limit: 2 ** 60 }, RPC_CODE.INVALID_ARGUMENT, "limit"],
    [{ key: bytes("a"), revision: 2 ** 60 }, RPC_CODE.INVALID_ARGUMENT, "revision"],
    [{ key: bytes("a"), minModRevision: -1 }, RPC_CODE.INVALID_ARGUMENT, "min_mod_revision"],
    [{ key: bytes("a"), maxModRevision: -1 }, RPC_CODE.INVALID_ARGUMENT, "max_mod_revision"],
    [{ key: bytes("a"), minCreateRevision: -1 }, RPC_CODE.INVALID_ARGUMENT, "min_create_revision"],
    [
      { key: bytes("a"), maxCreateRevision: 2 ** 53 },
      RPC_CODE.INVALID_ARGUMENT,
      "max_create_revision",
    ],
  ])("refuses the range %j", async (request, code, message) => {
    const kv = await setup();

    await expect(kv.range(request)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
  });

  it("takes a limit and a revision below 0 as etcd does: as 0", async () => {
    const kv = await setup();
    await kv.put({ key: bytes("a"), value: bytes("1") });

    expect((await kv.range({ key: bytes("a"), limit: -1, revision: -5 })).count).toBe(1);
  });

  it("answers a lost leader so that nobody repeats a write that may have happened", async () => {
    const unknown = await setup({
      failure: new RaftError("x", { code: "OUTCOME_UNKNOWN", index: 3 }),
    });
    const dropped = await setup({
      failure: new RaftError("x", { code: "NOT_LEADER", leader: null }),
    });

    await expect(unknown.put({ key: bytes("a") })).rejects.toMatchObject({
      code: RPC_CODE.UNKNOWN,
    });
    await expect(dropped.put({ key: bytes("a") })).rejects.toMatchObject({
      code: RPC_CODE.UNAVAILABLE,
      message: "etcdserver: no leader",
    });
  });
});

/** A number that the enum does not have, as a newer client may send it. */
function unknownIn<Message extends object>(message: Message, field: string): Message {
  Reflect.set(message, field, 9);
  return message;
}

describe("kv service: Txn", () => {
  const requestPut = (key: string, value = "v") => ({
    requestPut: { key: bytes(key), value: bytes(value) },
  });
  const requestRange = (key: string, options: etcdserverpb.RangeRequest.$Properties = {}) => ({
    requestRange: { key: bytes(key), ...options },
  });

  it("compares and swaps under one revision, with etcd's headers", async () => {
    const kv = await setup();
    await kv.put({ key: bytes("a"), value: bytes("1") });
    const compare = [
      { key: bytes("a"), target: CompareTarget.VALUE, value: bytes("1") },
      { key: bytes("b"), target: CompareTarget.CREATE, createRevision: 0 },
    ];
    const request = {
      compare,
      success: [requestPut("a", "2"), requestPut("b"), requestRange("a")],
      failure: [requestRange("a")],
    };

    const swapped = await kv.txn(request);
    const refused = await kv.txn(request);

    expect(swapped).toMatchObject({
      succeeded: true,
      header: { clusterId: etcdClusterId("c1"), memberId: 7, revision: 3, raftTerm: 1 },
    });
    expect(swapped.responses.map((op) => op.responsePut?.header?.revision)).toEqual([
      3,
      3,
      undefined,
    ]);
    expect(text(swapped.responses[2]?.responseRange?.kvs?.[0]?.value)).toBe("2");
    expect(refused).toMatchObject({ succeeded: false, header: { revision: 3 } });
    expect(text(refused.responses[0]?.responseRange?.kvs?.[0]?.value)).toBe("2");
  });

  it("without writes never enters the log, and reads linearizably unless all of it is serializable", async () => {
    const kv = await setup();
    await kv.put({ key: bytes("a"), value: bytes("1") });
    const proposed = kv.node.proposed.length;

    await kv.txn({
      success: [requestRange("a", { serializable: true })],
      failure: [requestRange("a", { serializable: true })],
    });
    expect(kv.node.reads).toBe(0);
    await kv.txn({ success: [requestRange("a", { serializable: true }), requestRange("b")] });
    expect(kv.node.reads).toBe(1);
    const compared = await kv.txn({
      compare: [{ key: bytes("a"), target: CompareTarget.VERSION, version: 1 }],
    });

    expect(compared.succeeded).toBe(true);
    expect(kv.node.reads).toBe(2);
    expect(kv.node.proposed).toHaveLength(proposed);
  });

  it.each<[string, etcdserverpb.TxnRequest.$Properties, number, string]>([
    [
      "a key twice",
      { success: [requestPut("a"), requestPut("a")] },
      RPC_CODE.INVALID_ARGUMENT,
      "etcdserver: duplicate key given in txn request",
    ],
    [
      "a key put and deleted",
      { failure: [requestPut("a"), { requestDeleteRange: { key: bytes("a") } }] },
      RPC_CODE.INVALID_ARGUMENT,
      "etcdserver: duplicate key given in txn request",
    ],
    [
      "129 operations",
      { success: Array.from({ length: 129 }, (_, number) => requestPut(`k${number}`)) },
      RPC_CODE.INVALID_ARGUMENT,
      "etcdserver: too many operations in txn request",
    ],
    [
      "an operation that says nothing",
      { success: [{}] },
      RPC_CODE.INVALID_ARGUMENT,
      "etcdserver: key not found",
    ],
    [
      "no key in a compare",
      { compare: [{ version: 1 }] },
      RPC_CODE.INVALID_ARGUMENT,
      "etcdserver: key is not provided",
    ],
    [
      "no key in an inner put",
      { success: [{ requestTxn: { success: [requestPut("")] } }] },
      RPC_CODE.INVALID_ARGUMENT,
      "etcdserver: key is not provided",
    ],
    [
      "a read at a revision to come, after a write",
      { success: [requestPut("a"), requestRange("a", { revision: 99 })] },
      RPC_CODE.OUT_OF_RANGE,
      "etcdserver: mvcc: required revision is a future revision",
    ],
    [
      "an unknown target",
      { compare: [unknownIn({ key: bytes("a") }, "target")] },
      RPC_CODE.INVALID_ARGUMENT,
      "target",
    ],
    [
      "an unknown result",
      { compare: [unknownIn({ key: bytes("a") }, "result")] },
      RPC_CODE.INVALID_ARGUMENT,
      "result",
    ],
    [
      "a version above 2^53 - 1",
      { compare: [{ key: bytes("a"), version: 2 ** 60 }] },
      RPC_CODE.INVALID_ARGUMENT,
      "version must be",
    ],
    [
      "a lease",
      { success: [{ requestPut: { key: bytes("a"), lease: 1 } }] },
      RPC_CODE.UNIMPLEMENTED,
      "lease",
    ],
  ])("refuses %s, and changes nothing", async (_what, request, code, message) => {
    const kv = await setup();

    await expect(kv.txn(request)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
    expect((await kv.range(ALL)).header?.revision).toBe(1);
  });

  it("waits for the memory of lists before it is proposed, and for nothing after", async () => {
    const kv = await setup();
    await kv.put({ key: bytes("a"), value: bytes("123") });
    const other = await kv.rangeBudget.acquire(1, fakeContext({}));
    const keys = await kv.keyBudget.acquire(KEY_BYTES_MAX, fakeContext({}));
    const proposed = kv.node.proposed.length;
    const context = fakeContext({});
    const lists = kv.txn(
      { success: [requestPut("b"), requestRange("a", { rangeEnd: bytes("z") })] },
      context,
    );
    await expect.poll(() => kv.rangeBudget.waiting).toBe(1);
    expect(kv.node.proposed).toHaveLength(proposed);

    const single = fakeContext({});
    await kv.txn({ success: [requestPut("c"), requestRange("a")] }, single);
    expect(kv.keyBudget.bytes).toBe(KEY_BYTES_MAX + 1 + 3 + RECORD_OVERHEAD_BYTES);
    other.release();
    expect((await lists).succeeded).toBe(true);

    keys.release();
    context.end();
    single.end();
    expect([kv.rangeBudget.bytes, kv.keyBudget.bytes]).toEqual([0, 0]);
  });
});

describe("ranges within a budget", () => {
  it("holds what an answer takes until its call is over", async () => {
    const kv = await setup();
    await kv.put({ key: bytes("a"), value: bytes("123") });
    const context = fakeContext({});

    await kv.range(ALL, context);
    expect(kv.rangeBudget.bytes).toBe(1 + 3 + RECORD_OVERHEAD_BYTES);
    context.end();

    expect(kv.rangeBudget.bytes).toBe(0);
    expect(kv.metrics.bytes).toBe(0);
  });

  it("waits without reading while other answers take the budget, and reads when they have left", async () => {
    const kv = await setup();
    const other = await kv.rangeBudget.acquire(1, fakeContext({}));
    let isAnswered = false;
    const answer = kv.range(ALL).finally(() => {
      isAnswered = true;
    });
    await expect.poll(() => kv.rangeBudget.waiting).toBe(1);
    await kv.put({ key: bytes("a"), value: bytes("1") });
    expect(isAnswered).toBe(false);

    other.release();

    expect((await answer).count).toBe(1);
  });

  it("refuses in etcd's words what waited until its deadline", async () => {
    const kv = await setup();
    await kv.rangeBudget.acquire(1, fakeContext({}));
    const answer = kv.range(ALL, fakeContext({ deadlineMs: 500 }));
    const refused = expect(answer).rejects.toMatchObject({
      code: RPC_CODE.RESOURCE_EXHAUSTED,
      message: "etcdserver: too many requests",
    });
    await expect.poll(() => kv.rangeBudget.waiting).toBe(1);

    kv.clock.advance(520);

    await refused;
    expect(kv.metrics.refusals).toEqual(["expired"]);
    expect(kv.rangeBudget.waiting).toBe(0);
  });

  it("refuses at once what would wait behind too many", async () => {
    const kv = await setup();
    const other = await kv.rangeBudget.acquire(1, fakeContext({}));
    const waiting = [ALL, ALL].map(async (request) => {
      const context = fakeContext({});
      await kv.range(request, context);
      context.end();
    });
    await expect.poll(() => kv.rangeBudget.waiting).toBe(2);

    await expect(kv.range(ALL)).rejects.toMatchObject({
      code: RPC_CODE.RESOURCE_EXHAUSTED,
      message: "etcdserver: too many requests",
    });
    other.release();

    await Promise.all(waiting);
  });

  it("forgets a range whose client leaves while it waits", async () => {
    const kv = await setup();
    const other = await kv.rangeBudget.acquire(1, fakeContext({}));
    const abort = new AbortController();
    const answer = kv.range(ALL, fakeContext({ signal: abort.signal }));
    const failed = expect(answer).rejects.toMatchObject({ code: RPC_CODE.INTERNAL });
    await expect.poll(() => kv.rangeBudget.waiting).toBe(1);

    abort.abort(new Error("gone"));
    await failed;
    other.release();

    expect(kv.rangeBudget.bytes).toBe(0);
  });

  it("gives back what a range took that failed or was rejected, when its call is over", async () => {
    const kv = await setup();
    const context = fakeContext({});

    await expect(kv.range({ ...ALL, revision: 99 }, context)).rejects.toThrow("future revision");
    context.end();

    expect(kv.rangeBudget.bytes).toBe(0);
  });

  it("answers one key and a count while ranges take their whole budget", async () => {
    const kv = await setup();
    await kv.put({ key: bytes("a"), value: bytes("1") });
    await kv.rangeBudget.acquire(RANGE_BYTES_MAX, fakeContext({}));

    expect((await kv.range({ key: bytes("a") })).count).toBe(1);
    expect(kv.keyBudget.bytes).toBe(1 + 1 + RECORD_OVERHEAD_BYTES);
    expect((await kv.range({ ...ALL, countOnly: true })).count).toBe(1);
  });
});

describe("the encoded answer of a range", () => {
  it.each([0, 1, 500, 501, 1203])("has %i records in order and everything beside them", (count) => {
    const kvs = Array.from({ length: count }, (_, number) => ({
      key: bytes(`key-${number}`),
      value: bytes(`value-${number}`),
      createRevision: number + 2,
      modRevision: number + 3,
      version: 2,
      lease: 0,
    }));
    const header = { clusterId: 1, memberId: 7, revision: 9, raftTerm: 4 };

    const answer = RangeResponse.decode(
      encodeRangeAnswer({ header, kvs, more: true, count: count + 5 }),
    );

    expect(answer.header).toMatchObject(header);
    expect(answer).toMatchObject({ more: true, count: count + 5 });
    expect(answer.kvs).toHaveLength(count);
    expect(
      answer.kvs.map(({ key, value, createRevision, modRevision }) => [
        text(key),
        text(value),
        createRevision,
        modRevision,
      ]),
    ).toEqual(
      kvs.map(({ key, value, createRevision, modRevision }) => [
        text(key),
        text(value),
        createRevision,
        modRevision,
      ]),
    );
  });
});

describe("the cluster id of a header", () => {
  it("is a stable safe integer above 0, another for another name", () => {
    const ids = ["a", "b", "c"].map(etcdClusterId);

    expect(new Set(ids).size).toBe(3);
    for (const id of ids) {
      expect(Number.isSafeInteger(id) && id > 0).toBe(true);
    }
    expect(etcdClusterId("a")).toBe(ids[0]);
  });
});
