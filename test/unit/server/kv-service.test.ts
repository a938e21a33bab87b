import { describe, expect, it } from "vitest";
import { RaftError } from "../../../src/core/errors.ts";
import { etcdserverpb } from "../../../src/gen/proto.js";
import { createKvService, etcdClusterId } from "../../../src/server/kv-service.ts";
import { RPC_CODE } from "../../../src/server/rpc-error.ts";
import { KvStateMachine } from "../../../src/state-machine/kv/kv-state-machine.ts";
import type { StateBatch } from "../../../src/state-machine/types.ts";
import { MemoryStorage } from "../../../src/storage/memory-storage.ts";
import { initialClusterState } from "../../../src/core/initial-cluster-state.ts";
import type { KeyValueWrite } from "../../../src/utils/key-value.ts";
import { callUnary, fakeNode } from "./fakes.ts";

const {
  PutRequest,
  PutResponse,
  RangeRequest,
  RangeResponse,
  DeleteRangeRequest,
  DeleteRangeResponse,
} = etcdserverpb;
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (value: Uint8Array): string => new TextDecoder().decode(value);

/** The real machine over a real store; a fake node that applies each proposal at once. */
async function setup(options: { readonly failure?: RaftError } = {}) {
  const storage = new MemoryStorage({ storeId: "s1" });
  await storage.assign({
    clusterId: "c1",
    nodeId: 7,
    initial: initialClusterState({ nodeId: 7, address: "h:1", storeId: "s1" }),
  });
  const machine = new KvStateMachine({}, { store: { view: () => storage.stateView() } });
  let index = 1;
  const node = fakeNode({
    propose: async (data) => {
      if (options.failure !== undefined) {
        throw options.failure;
      }
      index += 1;
      await storage.writeBatch({
        entries: [{ type: "normal", term: 1, index, data, context: new Uint8Array() }],
        hardState: null,
        snapshot: null,
        commitIndex: index,
        mustSync: true,
      });
      const stateWrites: KeyValueWrite[] = [];
      const batch: StateBatch = { write: (write) => void stateWrites.push(write) };
      const [result] = await machine.apply([{ index, term: 1, data }], batch);
      await storage.apply({
        appliedIndex: index,
        appliedTerm: 1,
        stateWrites,
        confState: null,
        memberBook: null,
      });
      machine.applied(index);
      return { index, term: 1, result: result! };
    },
  });
  const service = createKvService({ access: { running: () => ({ node, machine }) } });
  return {
    node,
    put: async (request: etcdserverpb.PutRequest.$Shape) =>
      PutResponse.decode(await callUnary(service, "Put", PutRequest.encode(request).finish())),
    range: async (request: etcdserverpb.RangeRequest.$Shape) =>
      RangeResponse.decode(
        await callUnary(service, "Range", RangeRequest.encode(request).finish()),
      ),
    deleteRange: async (request: etcdserverpb.DeleteRangeRequest.$Shape) =>
      DeleteRangeResponse.decode(
        await callUnary(service, "DeleteRange", DeleteRangeRequest.encode(request).finish()),
      ),
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
