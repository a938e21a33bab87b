import { gzipSync } from "node:zlib";
import { beforeEach, describe, expect, it } from "vitest";
import { etcdserverpb, raft } from "../../../src/gen/proto.js";
import { encodeKvCommand } from "../../../src/state-machine/kv/command.ts";
import { CODE, ServingNode, newFolder, putRequest } from "./bad-input-node.ts";
import { framed } from "./grpc-probe.ts";

const MIB = 1024 * 1024;
/** The default of --request-bytes-max, etcd's: of the command in the log. */
const REQUEST_BYTES_MAX = 1.5 * MIB;

function command(valueBytes: number): Uint8Array {
  return encodeKvCommand({
    type: "put",
    key: Buffer.from("k"),
    value: new Uint8Array(valueBytes),
    lease: 0,
    prevKv: false,
    ignoreValue: false,
    ignoreLease: false,
  });
}

const OVERHEAD = command(REQUEST_BYTES_MAX).byteLength - REQUEST_BYTES_MAX;
const VALUE_BYTES_MAX = REQUEST_BYTES_MAX - OVERHEAD;

describe("a large value", () => {
  let folder: string;
  let node: ServingNode;

  beforeEach(async () => {
    folder = await newFolder();
    node = await ServingNode.startLeading(folder);
  });

  async function storedBytes(key: string): Promise<number | null> {
    const { messages } = await node.range({ key: Buffer.from(key) });
    const [record] = etcdserverpb.RangeResponse.decode(messages[0]!).kvs;
    return record?.value?.byteLength ?? null;
  }

  it("is taken up to the last byte of the limit, and kept over SIGKILL", async () => {
    expect((await node.put("k", new Uint8Array(VALUE_BYTES_MAX - 1))).code).toBe(CODE.ok);
    expect((await node.put("m", new Uint8Array(VALUE_BYTES_MAX))).code).toBe(CODE.ok);

    await node.end("SIGKILL");
    node = await ServingNode.startLeading(folder);

    expect(await storedBytes("k")).toBe(VALUE_BYTES_MAX - 1);
    expect(await storedBytes("m")).toBe(VALUE_BYTES_MAX);
  });

  it("is refused from the first byte over it, by every way in, and nothing of it is stored", async () => {
    expect((await node.put("k", "kept")).code).toBe(CODE.ok);

    expect(await node.put("k", new Uint8Array(VALUE_BYTES_MAX + 1))).toMatchObject({
      code: CODE.invalidArgument,
      sentence: "etcdserver: request is too large",
    });
    const data = command(VALUE_BYTES_MAX + 1);
    const propose = raft.v1.ProposeRequest.encode({ sequence: 7, data }).finish();
    const sentence = `a proposal of ${REQUEST_BYTES_MAX + 1} bytes is too large, allowed are ${REQUEST_BYTES_MAX}`;
    expect(await node.client.call("/raft.v1.Client/Propose", propose)).toMatchObject({
      code: CODE.invalidArgument,
      sentence,
    });
    const streamed = await node.client.call("/raft.v1.Client/ProposeStream", propose);
    expect(streamed.code).toBe(CODE.ok);
    expect(raft.v1.ProposeResponse.decode(streamed.messages[0]!)).toMatchObject({
      sequence: 7,
      code: CODE.invalidArgument,
      message: sentence,
    });
    expect(await node.get("k")).toBe("kept");
  });

  it("of 10 MiB is refused with the limit, sent whole, compressed or announced, and calls beside it are answered", async () => {
    const huge = putRequest("k", new Uint8Array(10 * MIB));
    const compressed = gzipSync(putRequest("k", new Uint8Array(256 * MIB)));
    expect(compressed.byteLength).toBeLessThan(MIB);
    const announced = Buffer.from([0, 0xff, 0xff, 0xff, 0xff, 1, 2, 3]);
    const path = "/etcdserverpb.KV/Put";

    const [whole, bomb, half, beside] = await Promise.all([
      node.client.call(path, huge),
      node.client.send(path, framed(compressed, { flag: 1 }), { "grpc-encoding": "gzip" }),
      node.client.send(path, announced),
      node.put("beside", "1"),
    ]);

    const sentence = expect.stringMatching(/^Received message larger than max \(\d+ vs 2097152\)$/);
    expect(whole).toMatchObject({ code: CODE.resourceExhausted, sentence });
    expect(bomb).toMatchObject({
      code: CODE.resourceExhausted,
      sentence: "Received message that decompresses to a size larger than 2097152",
    });
    expect(half).toMatchObject({ code: CODE.resourceExhausted, sentence });
    expect(beside.code).toBe(CODE.ok);
    expect(await node.get("k")).toBeNull();
    expect(await node.get("beside")).toBe("1");
  });
});
