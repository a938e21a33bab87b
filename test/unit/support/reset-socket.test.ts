import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { resetSocket } from "../../support/reset-socket.ts";

const opened: { destroy(): unknown }[] = [];

afterEach(() => {
  for (const socket of opened.splice(0)) {
    socket.destroy();
  }
});

async function openPair(): Promise<{ readonly near: Socket; readonly far: Socket }> {
  const server = createServer({ allowHalfOpen: true });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const near = connect((server.address() as AddressInfo).port, "127.0.0.1");
  const [[far]] = (await Promise.all([once(server, "connection"), once(near, "connect")])) as [
    [Socket],
    unknown,
  ];
  server.close();
  opened.push(near, far);
  return { near, far };
}

describe("resetting a connection", () => {
  it("is seen as a reset at the other end", async () => {
    const { near, far } = await openPair();
    const failed = once(far, "error");
    far.resume();

    resetSocket(near);

    expect((await failed)[0]).toMatchObject({ code: "ECONNRESET" });
  });

  it("closes a connection whose half-close is under way", async () => {
    const { near, far } = await openPair();
    far.on("error", () => far.destroy());
    const closed = once(near, "close");
    near.write("last words");
    near.end();
    await new Promise<void>((resolve) => {
      process.nextTick(resolve);
    });

    resetSocket(near);

    await closed;
    expect(near.errored).toBeNull();
  });
});
