import type { EventEmitter } from "node:events";
import { HealthImplementation, service } from "grpc-health-check";
import { describe, expect, it } from "vitest";
import { collectExtensions } from "../../../src/server/grpc-extensions.ts";
import type { RpcContext, RpcMethod } from "../../../src/server/rpc.ts";
import { RPC_CODE } from "../../../src/server/rpc-error.ts";

const SERVING = [8, 1];
const NOT_SERVING = [8, 2];

function contextOf(signal: AbortSignal): RpcContext {
  return {
    deadlineMs: Number.POSITIVE_INFINITY,
    signal,
    stopping: new AbortController().signal,
    header: () => null,
    setTrailer: () => undefined,
    onEnd: () => undefined,
  };
}

function healthMethod(health: HealthImplementation, name: string): RpcMethod {
  const [service] = collectExtensions([health]);
  expect(service?.name).toBe("grpc.health.v1.Health");
  return service!.methods.find((method) => method.name === name)!;
}

async function* one(request: Uint8Array): AsyncIterable<Uint8Array> {
  yield request;
}

function iterate(answers: AsyncIterable<Uint8Array>): AsyncIterator<Uint8Array> {
  return answers[Symbol.asyncIterator]();
}

describe("a service of a grpc-js library", () => {
  it("answers a call, or fails it with the library's code and sentence", async () => {
    const check = healthMethod(new HealthImplementation({ "": "SERVING" }), "Check");
    const context = contextOf(new AbortController().signal);
    const unknown = Buffer.concat([Buffer.from([10, 1]), Buffer.from("x")]);

    if (check.kind !== "unary") {
      throw new Error("Check is unary");
    }
    expect([...(await check.call(new Uint8Array(0), context))]).toEqual(SERVING);
    await expect(check.call(unknown, context)).rejects.toMatchObject({
      code: RPC_CODE.NOT_FOUND,
      message: "Health status unknown for service x",
    });
  });

  it("tells a watcher every change until it leaves", async () => {
    const health = new HealthImplementation({ "": "SERVING" });
    const watch = healthMethod(health, "Watch");
    const client = new AbortController();
    if (watch.kind !== "stream") {
      throw new Error("Watch is a stream");
    }
    const answers = iterate(watch.call(one(new Uint8Array(0)), contextOf(client.signal)));

    expect([...(await answers.next()).value!]).toEqual(SERVING);
    health.setStatus("", "NOT_SERVING");
    expect([...(await answers.next()).value!]).toEqual(NOT_SERVING);
    const last = answers.next();
    client.abort();

    expect((await last).done).toBe(true);
  });

  it("hears that the client has left", async () => {
    const client = new AbortController();
    const heard: string[] = [];
    const [collected] = collectExtensions([
      {
        addToServer: (server) =>
          server.addService(service, {
            check: () => undefined,
            list: () => undefined,
            watch: (call: EventEmitter) => call.once("cancelled", () => heard.push("cancelled")),
          }),
      },
    ]);
    const watch = collected!.methods.find(({ name }) => name === "Watch")!;
    if (watch.kind !== "stream") {
      throw new Error("Watch is a stream");
    }
    const next = iterate(watch.call(one(new Uint8Array(0)), contextOf(client.signal))).next();
    await new Promise((resolve) => setImmediate(resolve));
    expect(heard).toEqual([]);

    client.abort();

    expect((await next).done).toBe(true);
    expect(heard).toEqual(["cancelled"]);
  });
});
