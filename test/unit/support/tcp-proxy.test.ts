import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { TcpProxy } from "../../support/tcp-proxy.ts";

const closers: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0)) {
    await close();
  }
});

describe("a wire that became a black hole", () => {
  it("tells one end that the other has gone, once it heals", async () => {
    const server = createServer((socket) => socket.on("error", () => socket.destroy()));
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const proxy = await TcpProxy.start(() => ({ host: "127.0.0.1", port }));
    const client = connect(proxy.port, "127.0.0.1");
    closers.push(
      () => client.destroy(),
      () => proxy.close(),
      () => server.close(),
    );
    const [far] = (await once(server, "connection")) as [Socket];
    closers.push(() => far.destroy());
    client.write("seen");
    await once(far, "data");
    const reset = once(far, "error");
    proxy.blackHole();
    client.resetAndDestroy();
    // What a later client sends is seen after the reset.
    const later = connect(proxy.port, "127.0.0.1");
    closers.push(() => later.destroy());
    later.on("error", () => later.destroy());
    later.write("vanishes");
    await expect.poll(() => proxy.bytes("forward")).toBe("seenvanishes".length);

    proxy.heal();

    expect((await reset)[0]).toMatchObject({ code: "ECONNRESET" });
    await expect.poll(() => proxy.connections).toBe(0);
  });
});
