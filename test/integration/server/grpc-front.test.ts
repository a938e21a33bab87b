import { connect as connectHttp2 } from "node:http2";
import { connect } from "node:net";
import {
  Client,
  Metadata,
  type ServiceError,
  credentials,
  status as GRPC_STATUS,
} from "@grpc/grpc-js";
import { HealthImplementation } from "grpc-health-check";
import { Registry } from "prom-client";
import { afterEach, describe, expect, it } from "vitest";
import { GrpcFront } from "../../../src/server/grpc-front.ts";
import { createReflection } from "../../../src/server/reflection.ts";
import type { RpcContext, RpcMethod } from "../../../src/server/rpc.ts";
import { RPC_CODE, RpcError } from "../../../src/server/rpc-error.ts";
import { ServerMetrics } from "../../../src/server/server-metrics.ts";
import { SILENT_LOGGER } from "../../../src/utils/logger.ts";
import { FakeClock } from "../../unit/server/fakes.ts";

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0).reverse()) {
    cleanup();
  }
});

interface Front {
  readonly front: GrpcFront;
  readonly client: Client;
  readonly port: number;
  readonly clock: FakeClock;
  readonly stopping: AbortController;
  readonly registry: Registry;
}

async function start(
  methods: readonly RpcMethod[],
  options: { readonly connectionsMax?: number } = {},
): Promise<Front> {
  const clock = new FakeClock();
  const registry = new Registry();
  const stopping = new AbortController();
  const front = new GrpcFront(
    {
      port: "client",
      address: { host: "127.0.0.1", port: 0 },
      requestBytesMax: 1024,
      requestTimeoutMs: 5000,
      connectionsMax: options.connectionsMax ?? 10,
      connectionStreamsMax: 100,
    },
    {
      services: [{ name: "test.Service", methods }],
      extensions: [
        new HealthImplementation({ "": "SERVING" }),
        createReflection(["etcdserverpb.KV"]),
      ],
      clock,
      stopping: stopping.signal,
      metrics: new ServerMetrics({ registry, storageUsage: () => null, version: "1" }),
      logger: SILENT_LOGGER,
    },
  );
  const { port } = await front.start();
  const client = new Client(`127.0.0.1:${port}`, credentials.createInsecure(), {
    "grpc.use_local_subchannel_pool": 1,
  });
  cleanups.push(() => {
    client.close();
    front.close();
  });
  return { front, client, port, clock, stopping, registry };
}

const pass = (bytes: Buffer): Buffer => bytes;

async function call(
  client: Client,
  method: string,
  options: { readonly deadlineMs?: number; readonly request?: Buffer } = {},
): Promise<Buffer> {
  return await new Promise((resolve, reject) => {
    client.makeUnaryRequest(
      `/test.Service/${method}`,
      pass,
      pass,
      options.request ?? Buffer.from("q"),
      new Metadata(),
      options.deadlineMs === undefined ? {} : { deadline: Date.now() + options.deadlineMs },
      (error: ServiceError | null, response?: Buffer) =>
        error === null ? resolve(response ?? Buffer.alloc(0)) : reject(error),
    );
  });
}

function unary(
  name: string,
  answer: (request: Uint8Array, context: RpcContext) => Promise<Uint8Array>,
): RpcMethod {
  return { kind: "unary", name, call: answer };
}

const ECHO: RpcMethod = unary("Echo", async (request) => request);

/** A unary method that answers when told, and the context that it was called with. */
function gated(): {
  readonly method: RpcMethod;
  readonly called: Promise<RpcContext>;
  readonly open: () => void;
} {
  let open: () => void = () => undefined;
  let noteCall: (context: RpcContext) => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const called = new Promise<RpcContext>((resolve) => {
    noteCall = resolve;
  });
  return {
    method: unary("Gated", async (request, context) => {
      noteCall(context);
      await gate;
      return request;
    }),
    called,
    open: () => open(),
  };
}

describe("the gRPC front", () => {
  it("passes bytes in and out", async () => {
    const { client } = await start([ECHO]);

    expect((await call(client, "Echo")).toString()).toBe("q");
  });

  it("gives a call the earlier of the client's deadline and its own", async () => {
    const deadlines: number[] = [];
    const { client } = await start([
      unary("Note", async (request, context) => {
        deadlines.push(context.deadlineMs);
        return request;
      }),
    ]);

    await call(client, "Note");
    await call(client, "Note", { deadlineMs: 60_000 });
    await call(client, "Note", { deadlineMs: 1000 });

    expect(deadlines.slice(0, 2)).toEqual([5000, 5000]);
    expect(deadlines[2]).toBeGreaterThan(0);
    expect(deadlines[2]).toBeLessThanOrEqual(1000);
  });

  it("fails with the service's code, sentence and trailers", async () => {
    const { client } = await start([
      unary("Fail", async () => {
        throw new RpcError(RPC_CODE.OUT_OF_RANGE, "a sentence, with ümlauts", {
          trailers: { "raft-leader-id": "3" },
        });
      }),
    ]);

    const error: unknown = await call(client, "Fail").catch((failure: unknown) => failure);

    expect(error).toMatchObject({
      code: GRPC_STATUS.OUT_OF_RANGE,
      details: "a sentence, with ümlauts",
    });
    expect((error as ServiceError).metadata.get("raft-leader-id")).toEqual(["3"]);
  });

  it("tells nothing of an unexpected failure", async () => {
    const { client } = await start([
      unary("Fail", async () => {
        throw new TypeError("secret");
      }),
    ]);

    await expect(call(client, "Fail")).rejects.toMatchObject({
      code: GRPC_STATUS.INTERNAL,
      details: expect.not.stringContaining("secret"),
    });
  });

  it("refuses a request over the limit and its overhead", async () => {
    const { client } = await start([ECHO]);

    await expect(
      call(client, "Echo", { request: Buffer.alloc(1024 * 1024) }),
    ).rejects.toMatchObject({ code: GRPC_STATUS.RESOURCE_EXHAUSTED });
  });

  it("aborts the signal of a call whose client left", async () => {
    const { method, called, open } = gated();
    const { client } = await start([method]);
    const request = client.makeUnaryRequest(
      "/test.Service/Gated",
      pass,
      pass,
      Buffer.from("q"),
      () => undefined,
    );
    const { signal } = await called;
    const aborted = new Promise((resolve) => signal.addEventListener("abort", resolve));

    request.cancel();

    await aborted;
    open();
  });

  it("aborts the signal at the server's own deadline", async () => {
    const { method, called, open } = gated();
    const { client, clock } = await start([method]);
    const answer = call(client, "Gated");
    const { signal } = await called;
    expect(signal.aborted).toBe(false);

    clock.advance(5020);

    expect(signal.aborted).toBe(true);
    open();
    await answer;
  });

  it("fails a call that throws its signal's reason by a status, not as a bug", async () => {
    let noteSignal: (signal: AbortSignal) => void = () => undefined;
    const called = new Promise<AbortSignal>((resolve) => {
      noteSignal = resolve;
    });
    const { client, clock, registry } = await start([
      unary("Long", async (request, { signal }) => {
        const aborted = new Promise((resolve) => signal.addEventListener("abort", resolve));
        noteSignal(signal);
        await aborted;
        signal.throwIfAborted();
        return request;
      }),
    ]);

    const late = call(client, "Long");
    await called;
    clock.advance(5020);

    await expect(late).rejects.toMatchObject({ code: GRPC_STATUS.DEADLINE_EXCEEDED });
    expect(await registry.getSingleMetricAsString("grpc_server_handled_total")).toContain(
      'grpc_code="DEADLINE_EXCEEDED"} 1',
    );
  });

  it("answers what it took before it is drained, and takes nothing more", async () => {
    const { method, called, open } = gated();
    const { client, front, port } = await start([method]);
    const answer = call(client, "Gated");
    await called;
    let isDrained = false;

    const drained = front.drain().then(() => {
      isDrained = true;
    });
    const late = new Client(`127.0.0.1:${port}`, credentials.createInsecure(), {
      "grpc.use_local_subchannel_pool": 1,
    });
    cleanups.push(() => late.close());

    await expect(call(late, "Gated", { deadlineMs: 2000 })).rejects.toMatchObject({
      code: GRPC_STATUS.UNAVAILABLE,
    });
    expect(isDrained).toBe(false);
    open();
    expect((await answer).toString()).toBe("q");
    await drained;
  });

  it("closes a connection that does not speak HTTP/2 in time", async () => {
    const { port, clock, client } = await start([ECHO]);
    await call(client, "Echo");
    const socket = connect(port, "127.0.0.1");
    socket.resume();
    const closed = new Promise((resolve) => socket.once("close", resolve));
    await new Promise((resolve) => socket.once("data", resolve));

    clock.advance(10_020);

    await closed;
    expect((await call(client, "Echo")).toString()).toBe("q");
  });

  it("refuses connections over the limit and counts them", async () => {
    const { port, registry } = await start([ECHO], { connectionsMax: 1 });
    const first = connect(port, "127.0.0.1");
    cleanups.push(() => first.destroy());
    await new Promise((resolve) => first.once("connect", resolve));
    const second = connect(port, "127.0.0.1");
    second.on("error", () => undefined);

    await new Promise((resolve) => second.once("close", resolve));

    expect(await registry.metrics()).toContain(
      'grpc_server_connections_refused_total{port="client"} 1',
    );
  });

  it("runs a stream both ways and ends it with its failure", async () => {
    const { client } = await start([
      {
        kind: "stream",
        name: "Count",
        async *call(requests) {
          for await (const request of requests) {
            yield request;
            if (Buffer.from(request).toString() === "bad") {
              throw new RpcError(RPC_CODE.INVALID_ARGUMENT, "bad request");
            }
          }
        },
      },
    ]);
    const stream = client.makeBidiStreamRequest("/test.Service/Count", pass, pass);
    const answers: string[] = [];
    const failure = new Promise<unknown>((resolve) => stream.on("error", resolve));
    stream.on("data", (answer: Buffer) => answers.push(answer.toString()));

    stream.write(Buffer.from("good"));
    stream.write(Buffer.from("bad"));

    expect(await failure).toMatchObject({
      code: GRPC_STATUS.INVALID_ARGUMENT,
      details: "bad request",
    });
    expect(answers).toEqual(["good", "bad"]);
  });

  it("lets a stream wait for a client that does not read", async () => {
    let sent = 0;
    const { port } = await start([
      {
        kind: "stream",
        name: "Flood",
        async *call() {
          for (; sent < 5000; sent += 1) {
            yield Buffer.alloc(16 * 1024);
          }
        },
      },
    ]);
    // Not grpc-js: its client takes everything into memory, read or not.
    const session = connectHttp2(`http://127.0.0.1:${port}`);
    cleanups.push(() => session.destroy());
    const stream = session.request({
      ":method": "POST",
      ":path": "/test.Service/Flood",
      "content-type": "application/grpc",
      te: "trailers",
    });
    stream.on("error", () => undefined);
    stream.write(Buffer.from([0, 0, 0, 0, 0]));

    await expect.poll(() => sent).toBeGreaterThan(0);
    let before = -1;
    await expect
      .poll(
        () => {
          const isSettled = sent === before;
          before = sent;
          return isSettled;
        },
        { interval: 100 },
      )
      .toBe(true);

    expect(sent).toBeLessThan(200);
  });

  it("tells the end of a call when its answer has left, of a failed one too", async () => {
    const ended: string[] = [];
    const { client } = await start([
      unary("Large", async (_request, context) => {
        context.onEnd(() => ended.push("answered"));
        return new Uint8Array(3_000_000);
      }),
      unary("Fails", async (_request, context) => {
        context.onEnd(() => ended.push("failed"));
        throw new RpcError(RPC_CODE.ABORTED, "no");
      }),
    ]);

    expect((await call(client, "Large")).byteLength).toBe(3_000_000);
    await expect.poll(() => ended).toEqual(["answered"]);
    await expect(call(client, "Fails")).rejects.toMatchObject({ code: GRPC_STATUS.ABORTED });

    await expect.poll(() => ended).toEqual(["answered", "failed"]);
  });

  it("tells the end of a call whose client has left only when its method has returned", async () => {
    const { method, called, open } = gated();
    const { client } = await start([method]);
    const answer = call(client, "Gated", { deadlineMs: 2000 });
    const context = await called;
    let isEnded = false;
    context.onEnd(() => {
      isEnded = true;
    });
    const aborted = new Promise((resolve) => context.signal.addEventListener("abort", resolve));
    await expect(answer).rejects.toMatchObject({ code: GRPC_STATUS.DEADLINE_EXCEEDED });
    await aborted;
    expect(isEnded).toBe(false);

    open();

    await expect.poll(() => isEnded).toBe(true);
  });

  it("closes the connection of a client that does not take an answer that memory is held for", async () => {
    let isEnded = false;
    let isGiven = false;
    const { port, client, clock } = await start([
      ECHO,
      unary("Large", async (_request, context) => {
        context.onEnd(() => {
          isEnded = true;
        });
        setImmediate(() => {
          isGiven = true;
        });
        return new Uint8Array(3_000_000);
      }),
    ]);
    await call(client, "Echo");
    const session = connectHttp2(`http://127.0.0.1:${port}`);
    cleanups.push(() => session.destroy());
    session.on("error", () => undefined);
    const closed = new Promise((resolve) => session.once("close", resolve));
    const stream = session.request({
      ":method": "POST",
      ":path": "/test.Service/Large",
      "content-type": "application/grpc",
      te: "trailers",
    });
    stream.on("error", () => undefined);
    stream.end(Buffer.from([0, 0, 0, 0, 0]));
    // Headers come, and nobody reads on.
    await new Promise((resolve) => stream.once("response", resolve));
    await expect.poll(() => isGiven).toBe(true);

    clock.advance(29_000);
    await call(client, "Echo");
    expect(isEnded).toBe(false);
    clock.advance(1_020);

    await closed;
    await expect.poll(() => isEnded).toBe(true);
    expect((await call(client, "Echo")).toString()).toBe("q");
  });

  it("tells a client of plain HTTP/2 what the port speaks", async () => {
    const { port } = await start([ECHO]);
    const session = connectHttp2(`http://127.0.0.1:${port}`);
    cleanups.push(() => session.destroy());
    const stream = session.request({ ":path": "/" });
    const status = new Promise<unknown>((resolve) =>
      stream.once("response", (headers) => resolve(headers[":status"])),
    );
    const chunks: Buffer[] = [];
    for await (const chunk of stream) {
      chunks.push(chunk as Buffer);
    }

    expect(await status).toBe(415);
    expect(Buffer.concat(chunks).toString()).toContain("content-type must be application/grpc");
  });

  it("answers health checks and reflection", async () => {
    const { client } = await start([ECHO]);

    const health = await new Promise<Buffer>((resolve, reject) => {
      client.makeUnaryRequest(
        "/grpc.health.v1.Health/Check",
        pass,
        pass,
        Buffer.alloc(0),
        (error, response) =>
          error === null ? resolve(response ?? Buffer.alloc(0)) : reject(error),
      );
    });
    const reflection = client.makeBidiStreamRequest(
      "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo",
      pass,
      pass,
    );
    reflection.on("error", () => undefined);
    // file_containing_symbol (4): "etcdserverpb.KV"
    reflection.write(Buffer.concat([Buffer.from([0x22, 15]), Buffer.from("etcdserverpb.KV")]));
    const answer = await new Promise<Buffer>((resolve) => reflection.once("data", resolve));
    reflection.end();

    expect([...health]).toEqual([8, 1]);
    for (const name of ["DeleteRange", "mvccpb.proto", "create_revision"]) {
      expect(answer.toString("latin1")).toContain(name);
    }
  });
});
