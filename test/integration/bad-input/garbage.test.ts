import { once } from "node:events";
import { type Socket, connect } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { AcknowledgedPuts, CODE, ServingNode, newFolder, putRequest } from "./bad-input-node.ts";
import { framed } from "./grpc-probe.ts";

const PREFACE = Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "latin1");
const SETTINGS = Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0]);

function h2Frame(
  head: { readonly type: number; readonly flags?: number; readonly stream?: number },
  payload: Uint8Array,
): Buffer {
  const header = Buffer.alloc(9);
  header.writeUIntBE(payload.byteLength, 0, 3);
  header.writeUInt8(head.type, 3);
  header.writeUInt8(head.flags ?? 0, 4);
  header.writeUInt32BE(head.stream ?? 0, 5);
  return Buffer.concat([header, payload]);
}

function dial(address: string): Socket {
  const [host = "", port = ""] = address.split(":");
  const socket = connect(Number(port), host);
  socket.on("error", () => undefined);
  onTestFinished(() => {
    socket.destroy();
  });
  return socket;
}

/** What the server says to `bytes` before it closes the connection. */
async function talk(address: string, bytes: Uint8Array | string): Promise<string> {
  const socket = dial(address);
  const chunks: Buffer[] = [];
  socket.on("data", (chunk: Buffer) => chunks.push(chunk));
  socket.write(bytes);
  await once(socket, "close");
  return Buffer.concat(chunks).toString("latin1");
}

/** Valid HTTP/2 up to a point, then what no client sends. A server may answer or close; none of it may end the node. */
const BROKEN_HTTP2: Readonly<Record<string, Buffer>> = {
  "a header block that does not decode": h2Frame(
    { type: 1, flags: 0x5, stream: 1 },
    Buffer.alloc(64, 0xff),
  ),
  "a frame far over the allowed size": Buffer.from([0xff, 0xff, 0xff, 0, 0, 0, 0, 0, 1, 1, 2, 3]),
  "data for a stream that was never opened": h2Frame({ type: 0, stream: 9 }, Buffer.alloc(10)),
  "a header block that never ends": Buffer.concat([
    h2Frame({ type: 1, stream: 1 }, Buffer.alloc(1)),
    ...Array.from({ length: 500 }, () => h2Frame({ type: 9, stream: 1 }, Buffer.alloc(1000, 0x40))),
  ]),
  "a window of no size": h2Frame({ type: 8 }, Buffer.alloc(4)),
  "a stream number that only a server gives": h2Frame(
    { type: 1, flags: 0x5, stream: 2 },
    Buffer.from([0x83]),
  ),
  "ten thousand settings": Buffer.concat(Array.from({ length: 10_000 }, () => SETTINGS)),
};

async function expectServing(node: ServingNode, puts: AcknowledgedPuts): Promise<void> {
  const prefix = `serving-${puts.count}-`;
  expect(await puts.write(node, { prefix, count: 20 })).toEqual([]);
  expect((await node.status()).ready).toBe(true);
  const answer = await fetch(`http://${node.process.addresses.http}/readyz`);
  expect(answer.status).toBe(200);
  expect(node.process.child.exitCode).toBeNull();
}

describe("garbage on the gRPC ports", () => {
  it("below gRPC is dropped, connection by connection, while others are served", async () => {
    const folder = await newFolder();
    const node = await ServingNode.startLeading(folder);
    const puts = new AcknowledgedPuts();

    for (const port of ["client", "admin"] as const) {
      const sockets = Object.values(BROKEN_HTTP2).map((bytes) => {
        const socket = dial(node.process.addresses[port]);
        socket.resume();
        socket.write(Buffer.concat([PREFACE, SETTINGS, bytes]));
        return socket;
      });
      await expectServing(node, puts);
      for (const socket of sockets) {
        socket.destroy();
      }
    }

    await node.end("SIGKILL");
    expect(await puts.lostOn(await ServingNode.startLeading(folder))).toEqual([]);
  });

  it("in a call gets a status and a sentence, and the connection goes on", async () => {
    const node = await ServingNode.startLeading(await newFolder());
    const puts = new AcknowledgedPuts();
    const put = "/etcdserverpb.KV/Put";
    const garbage = Buffer.alloc(64, 0xff);
    const truncated = putRequest("key", "a longer value").subarray(0, 10);

    expect(await node.client.call(put, garbage)).toMatchObject({
      code: CODE.invalidArgument,
      sentence: expect.stringContaining("the request of Put is not a protobuf message of its type"),
    });
    expect(await node.client.call(put, truncated)).toMatchObject({ code: CODE.invalidArgument });
    expect(await node.client.call("/raft.v1.Client/Propose", garbage)).toMatchObject({
      code: CODE.invalidArgument,
    });
    expect(await node.client.call("/raft.v1.Client/ProposeStream", garbage)).toMatchObject({
      code: CODE.invalidArgument,
    });
    expect(await node.client.call("/raft.v1.Client/Query", garbage)).toMatchObject({
      code: CODE.invalidArgument,
    });
    expect(await node.admin.call("/raft.v1.Admin/Bootstrap", garbage)).toMatchObject({
      code: CODE.invalidArgument,
    });
    expect(await node.client.call(put, new Uint8Array(0))).toMatchObject({
      code: CODE.invalidArgument,
      sentence: "etcdserver: key is not provided",
    });
    await expectServing(node, puts);
  });

  it("in a call's framing fails that call, and the connection goes on", async () => {
    const node = await ServingNode.startLeading(await newFolder());
    const puts = new AcknowledgedPuts();
    const put = "/etcdserverpb.KV/Put";
    const whole = framed(putRequest("half", "1"));

    const answers = await Promise.all([
      node.client.send(put, new Uint8Array(0)),
      node.client.send(put, whole.subarray(0, 3)),
      node.client.send(put, whole.subarray(0, -2)),
      node.client.send(put, Buffer.concat([whole, whole])),
      node.client.send(put, framed(Buffer.from("not gzip"), { flag: 1 }), {
        "grpc-encoding": "gzip",
      }),
      node.client.send(put, whole, { "content-type": "text/html" }),
      node.client.send(put, whole, { "grpc-timeout": "soon" }),
      node.client.send("/", whole),
    ]);

    const none = `200 12 Received no request message for server streaming method ${put}`;
    expect(
      answers.map(({ httpStatus, code, sentence }) => `${httpStatus} ${code} ${sentence}`.trim()),
    ).toEqual([
      none,
      none,
      none,
      `200 12 Received a second request message for server streaming method ${put}`,
      "200 13 Failed to decompress message",
      "415 null",
      '200 13 Invalid grpc-timeout value "soon"',
      "200 12 The server does not implement the method /",
    ]);
    expect(await node.get("half")).toBeNull();
    await expectServing(node, puts);
  });

  it("half a request, then nothing or a reset, holds nobody else up", async () => {
    const folder = await newFolder();
    const node = await ServingNode.startLeading(folder);
    const puts = new AcknowledgedPuts();
    const whole = framed(putRequest("half", "1"));

    const waiting = Array.from({ length: 200 }, (_, number) => {
      const stream = node.client.request("/etcdserverpb.KV/Put");
      stream.on("error", () => undefined);
      stream.write(whole.subarray(0, number % whole.length));
      return stream;
    });
    await expectServing(node, puts);
    for (const stream of waiting) {
      stream.close();
    }
    await expectServing(node, puts);

    expect(await node.get("half")).toBeNull();
    await node.end("SIGKILL");
    expect(await puts.lostOn(await ServingNode.startLeading(folder))).toEqual([]);
  });
});

describe("garbage on the HTTP port", () => {
  it("gets a status line, and the node serves on", async () => {
    const node = await ServingNode.startLeading(await newFolder());
    const { http } = node.process.addresses;
    const close = "host: n\r\nconnection: close\r\n";

    const answers = await Promise.all([
      talk(http, "\x16\x03\x01\x02\x00\x01\x00garbage\r\n\r\n"),
      talk(http, `GET / HTTP/9.9\r\n${close}\r\n`),
      talk(http, `GET /livez HTTP/1.1\r\nx: ${"y".repeat(20_000)}\r\n${close}\r\n`),
      talk(http, `POST /livez HTTP/1.1\r\n${close}content-length: 4\r\n\r\nbody`),
      talk(http, `POST /livez HTTP/1.1\r\n${close}content-length: -4\r\n\r\n`),
      talk(http, `GET /nothing HTTP/1.1\r\n${close}\r\n`),
      talk(http, `GET // HTTP/1.1\r\n${close}\r\n`),
      talk(http, `GET http://[ HTTP/1.1\r\n${close}\r\n`),
      talk(http, `OPTIONS * HTTP/1.1\r\n${close}\r\n`),
    ]);

    expect(answers.map((answer) => answer.split("\r\n")[0])).toEqual([
      "HTTP/1.1 400 Bad Request",
      "HTTP/1.1 400 Bad Request",
      "HTTP/1.1 431 Request Header Fields Too Large",
      "HTTP/1.1 405 Method Not Allowed",
      "HTTP/1.1 400 Bad Request",
      "HTTP/1.1 404 Not Found",
      "HTTP/1.1 404 Not Found",
      "HTTP/1.1 404 Not Found",
      "HTTP/1.1 405 Method Not Allowed",
    ]);
    for (const part of [
      "GET /livez HTTP/1.1\r\nho",
      "POST /livez HTTP/1.1\r\nhost: n\r\ncontent-length: 9\r\n\r\nab",
    ]) {
      dial(http).write(part);
    }
    await expectServing(node, new AcknowledgedPuts());
  });
});
