import { type Socket, connect } from "node:net";
import { Registry } from "prom-client";
import { afterEach, describe, expect, it } from "vitest";
import { HttpServer } from "../../../src/server/http-server.ts";
import type { ReadinessResult } from "../../../src/server/readiness.ts";
import { SILENT_LOGGER } from "../../../src/utils/logger.ts";

let server: HttpServer | null = null;
afterEach(async () => {
  await server?.close();
});

async function start(
  readiness: ReadinessResult = { ready: true },
): Promise<{ url: string; port: number }> {
  const registry = new Registry();
  server = new HttpServer(
    { address: { host: "127.0.0.1", port: 0 }, connectionsMax: 10 },
    {
      registry,
      readiness: () => readiness,
      version: () => ({ version: "1.2.3" }),
      logger: SILENT_LOGGER,
    },
  );
  const { port } = await server.start();
  return { url: `http://127.0.0.1:${port}`, port };
}

async function sendRaw(port: number, bytes: string): Promise<string> {
  const socket: Socket = connect(port, "127.0.0.1");
  return await new Promise((resolve) => {
    let answer = "";
    socket.on("data", (chunk) => {
      answer += chunk.toString();
    });
    socket.on("close", () => resolve(answer));
    socket.on("error", () => undefined);
    socket.write(bytes);
  });
}

describe("http server", () => {
  it.each([
    ["/livez", 200, "ok"],
    ["/readyz", 200, "ok"],
    ["/version", 200, '"version":"1.2.3"'],
    ["/metrics", 200, ""],
    ["/nothing", 404, "/metrics"],
    ["/livez?verbose", 200, "ok"],
  ])("answers %s with %i", async (path, status, body) => {
    const { url } = await start();

    const response = await fetch(`${url}${path}`);

    expect(response.status).toBe(status);
    expect(await response.text()).toContain(body);
  });

  it("says why it is not ready, and stays alive", async () => {
    const { url } = await start({ ready: false, reason: "no leader" });

    const ready = await fetch(`${url}/readyz`);

    expect([ready.status, await ready.text()]).toEqual([503, "no leader\n"]);
    expect((await fetch(`${url}/livez`)).status).toBe(200);
  });

  it("refuses other methods", async () => {
    const { url } = await start();

    const response = await fetch(`${url}/livez`, { method: "POST", body: "x" });

    expect([response.status, response.headers.get("allow")]).toEqual([405, "GET, HEAD"]);
  });

  it.each([
    ["garbage", "\0\x01garbage\r\n\r\n", "400"],
    ["a header of 100 kB", `GET /livez HTTP/1.1\r\nx: ${"y".repeat(100_000)}\r\n\r\n`, "431"],
    ["a target that is no path", "GET http://[ HTTP/1.1\r\nhost: x\r\n\r\n", ""],
  ])("answers %s shortly and goes on serving", async (_name, bytes, status) => {
    const { url, port } = await start();

    expect(await sendRaw(port, bytes)).toContain(status);

    expect((await fetch(`${url}/livez`)).status).toBe(200);
  });
});
