import { Metadata, Server, ServerCredentials, status as grpcStatus } from "@grpc/grpc-js";
import type { ServerUnaryCall, ServiceDefinition, sendUnaryData } from "@grpc/grpc-js";
import { describe, expect, it, onTestFinished } from "vitest";
import { KvClient } from "../../../../src/cli/raftctl/kv-client.ts";
import { etcdserverpb } from "../../../../src/gen/proto.js";

type Answer = (call: ServerUnaryCall<unknown, unknown>, done: sendUnaryData<unknown>) => void;

const SERVICE: ServiceDefinition = Object.fromEntries(
  (
    [
      ["Put", etcdserverpb.PutRequest, etcdserverpb.PutResponse],
      ["Range", etcdserverpb.RangeRequest, etcdserverpb.RangeResponse],
      ["DeleteRange", etcdserverpb.DeleteRangeRequest, etcdserverpb.DeleteRangeResponse],
    ] as const
  ).map(([name, Request, Response]) => [
    name,
    {
      path: `/etcdserverpb.KV/${name}`,
      requestStream: false,
      responseStream: false,
      requestSerialize: (value: object) => Buffer.from(Request.encode(value).finish()),
      requestDeserialize: (bytes: Buffer) => Request.decode(bytes),
      responseSerialize: (value: object) => Buffer.from(Response.encode(value).finish()),
      responseDeserialize: (bytes: Buffer) => Response.decode(bytes),
    },
  ]),
);

async function serve(answers: Record<string, Answer>): Promise<string> {
  const server = new Server();
  server.addService(SERVICE, answers);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  onTestFinished(() => server.forceShutdown());
  return `127.0.0.1:${port}`;
}

const SIGNAL = new AbortController().signal;
const KEY = Buffer.from("k");

describe("the key-value client", () => {
  it.each([
    [grpcStatus.UNKNOWN, 75],
    [grpcStatus.UNAVAILABLE, 75],
    [grpcStatus.DEADLINE_EXCEEDED, 75],
    [grpcStatus.RESOURCE_EXHAUSTED, 1],
    [grpcStatus.INVALID_ARGUMENT, 1],
  ])("after code %i of a write ends with %i, and asks once", async (code, exitCode) => {
    let asked = 0;
    const endpoint = await serve({
      Put: (_call, done) => {
        asked += 1;
        done({ code, details: "so it is" });
      },
    });
    const client = new KvClient({ endpoints: [endpoint], timeoutMs: 5000, signal: SIGNAL });

    const message = exitCode === 75 ? /may or may not have been done/ : /so it is$/;
    await expect(client.put(KEY, KEY)).rejects.toMatchObject({
      exitCode,
      message: expect.stringMatching(message) as string,
    });
    expect(asked).toBe(1);
  });

  it.each([
    [grpcStatus.UNAVAILABLE, 69],
    [grpcStatus.INVALID_ARGUMENT, 1],
  ])("after code %i of a read ends with %i", async (code, exitCode) => {
    const endpoint = await serve({ Range: (_call, done) => done({ code, details: "no" }) });
    const client = new KvClient({ endpoints: [endpoint], timeoutMs: 5000, signal: SIGNAL });
    const request = { key: KEY, prefix: false, limit: 1, serializable: false };

    await expect(client.get(request)).rejects.toMatchObject({ exitCode });
  });

  it("asks the first endpoint that takes a connection", async () => {
    const endpoint = await serve({ DeleteRange: (_call, done) => done(null, { deleted: 3 }) });
    const client = new KvClient({
      endpoints: ["127.0.0.1:1", endpoint],
      timeoutMs: 3000,
      signal: SIGNAL,
    });

    expect(await client.delete(KEY, { prefix: true })).toBe(3);
  });

  it("sends a write to the next endpoint where one says that it has done nothing", async () => {
    const metadata = new Metadata();
    metadata.set("raft-not-done", "true");
    const error = { code: grpcStatus.UNAVAILABLE, details: "etcdserver: no leader", metadata };
    const without = await serve({ Put: (_call, done) => done(error) });
    const endpoint = await serve({ Put: (_call, done) => done(null, { header: { revision: 5 } }) });
    const options = { timeoutMs: 5000, signal: SIGNAL };

    const client = new KvClient({ endpoints: [without, endpoint], ...options });
    expect(await client.put(KEY, KEY)).toBe(5);

    const last = new KvClient({ endpoints: [without, without], ...options });
    await expect(last.put(KEY, KEY)).rejects.toMatchObject({
      exitCode: 69,
      message: expect.stringMatching(/etcdserver: no leader$/) as string,
    });
  });

  it("never sends a write again whose answer was lost", async () => {
    let asked = 0;
    const count: Answer = (_call, done) => {
      asked += 1;
      done({ code: grpcStatus.UNAVAILABLE, details: "connection lost" });
    };
    const endpoints = [await serve({ Put: count }), await serve({ Put: count })];
    const client = new KvClient({ endpoints, timeoutMs: 5000, signal: SIGNAL });

    await expect(client.put(KEY, KEY)).rejects.toMatchObject({ exitCode: 75 });
    expect(asked).toBe(1);
  });

  it("asks the next endpoint for a read whenever one is not available", async () => {
    const failing = await serve({
      Range: (_call, done) => done({ code: grpcStatus.UNAVAILABLE, details: "no" }),
    });
    const kvs = [{ key: KEY, value: KEY, modRevision: 3 }];
    const endpoint = await serve({ Range: (_call, done) => done(null, { kvs }) });
    const client = new KvClient({
      endpoints: [failing, endpoint],
      timeoutMs: 5000,
      signal: SIGNAL,
    });

    const rows = await client.get({ key: KEY, prefix: false, limit: 1, serializable: false });
    expect(rows.map(({ modRevision }) => modRevision)).toEqual([3]);
  });

  it("ends at once when it is stopped, and says that a write may have been done", async () => {
    const stop = new AbortController();
    const endpoint = await serve({ Put: () => stop.abort(new Error("enough")) });
    const client = new KvClient({
      endpoints: [endpoint],
      timeoutMs: 60_000,
      signal: stop.signal,
    });

    await expect(client.put(KEY, KEY)).rejects.toMatchObject({ exitCode: 75 });
  });
});
