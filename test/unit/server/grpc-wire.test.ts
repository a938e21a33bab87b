import { deflateSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import {
  decompress,
  encodeStatusMessage,
  MessageReader,
  messagePrefix,
  parseTimeout,
  wholeMessage,
} from "../../../src/server/grpc-wire.ts";
import { RPC_CODE } from "../../../src/server/rpc-error.ts";

const LIMIT = 1000;

function frameMessage(message: Buffer): Buffer {
  return Buffer.concat([messagePrefix(message), message]);
}

function textsOf(messages: ReturnType<MessageReader["read"]>): readonly string[] {
  return messages.map(({ bytes }) => bytes.toString());
}

describe("the reader of a call's body", () => {
  it("gives the same messages however the body is cut", () => {
    const texts = ["", "a", "bc".repeat(100), "", "d"];
    const body = Buffer.concat(texts.map((text) => frameMessage(Buffer.from(text))));

    for (let size = 1; size <= body.byteLength; size += 1) {
      const reader = new MessageReader({ messageBytesMax: LIMIT });
      const found: string[] = [];
      for (let at = 0; at < body.byteLength; at += size) {
        found.push(...textsOf(reader.read(body.subarray(at, at + size))));
      }
      expect(found).toEqual(texts);
    }
  });

  it("keeps what it gave when the next chunk comes", () => {
    const reader = new MessageReader({ messageBytesMax: LIMIT });
    const body = Buffer.concat([frameMessage(Buffer.from("first")), Buffer.from([0, 0, 0])]);
    reader.read(body.subarray(0, 3));
    const [first] = reader.read(body.subarray(3));

    reader.read(Buffer.from([0, 6, ...Buffer.from("second")]));

    expect(first?.bytes.toString()).toBe("first");
  });

  it("does not hold on to a chunk of which it needs a part", () => {
    const reader = new MessageReader({ messageBytesMax: LIMIT });
    const chunk = frameMessage(Buffer.from("whole")).subarray(0, 8);
    reader.read(chunk);
    chunk.fill(0xff);

    expect(textsOf(reader.read(Buffer.from("le")))).toEqual(["who".concat("le")]);
  });

  it("refuses a message over the limit when it is announced, and takes one at it", () => {
    const reader = new MessageReader({ messageBytesMax: LIMIT });

    expect(reader.read(frameMessage(Buffer.alloc(LIMIT)))).toHaveLength(1);
    expect(() => reader.read(Buffer.from([0, 0, 0, 3, 0xe9]))).toThrow(
      expect.objectContaining({
        code: RPC_CODE.RESOURCE_EXHAUSTED,
        message: "Received message larger than max (1001 vs 1000)",
      }),
    );
  });
});

describe("a piece that is one message", () => {
  it("is told from one that is less, more or over the limit", () => {
    const body = frameMessage(Buffer.from("whole"));

    expect(wholeMessage(body, LIMIT)?.bytes.toString()).toBe("whole");
    expect(wholeMessage(body.subarray(0, -1), LIMIT)).toBeNull();
    expect(wholeMessage(Buffer.concat([body, body]), LIMIT)).toBeNull();
    expect(wholeMessage(body.subarray(0, 3), LIMIT)).toBeNull();
    expect(wholeMessage(body, 4)).toBeNull();
  });

  it("does not keep a large chunk in memory of which it is a small part", () => {
    const chunk = Buffer.alloc(64 * 1024);
    const body = frameMessage(Buffer.from("small"));
    body.copy(chunk, 100);

    const small = wholeMessage(chunk.subarray(100, 100 + body.length), LIMIT);

    expect(small?.bytes.toString()).toBe("small");
    expect(small?.bytes.buffer).not.toBe(chunk.buffer);
  });
});

describe("a compressed message", () => {
  const plain = Buffer.from("text ".repeat(100));
  const options = { encoding: "gzip", messageBytesMax: LIMIT };

  it("is taken as gzip and as deflate", async () => {
    const zipped = { isCompressed: true, bytes: gzipSync(plain) };
    const deflated = { isCompressed: true, bytes: deflateSync(plain) };

    expect(await decompress(zipped, options)).toEqual(plain);
    expect(await decompress(deflated, { ...options, encoding: "deflate" })).toEqual(plain);
    expect(await decompress({ isCompressed: false, bytes: plain }, options)).toBe(plain);
  });

  it("is refused where its encoding is not known, it does not decode or is too large", async () => {
    const bytes = gzipSync(Buffer.alloc(LIMIT + 1));

    await expect(
      decompress({ isCompressed: true, bytes }, { ...options, encoding: "br" }),
    ).rejects.toMatchObject({ code: RPC_CODE.UNIMPLEMENTED });
    await expect(decompress({ isCompressed: true, bytes: plain }, options)).rejects.toMatchObject({
      code: RPC_CODE.INTERNAL,
    });
    await expect(decompress({ isCompressed: true, bytes }, options)).rejects.toMatchObject({
      code: RPC_CODE.RESOURCE_EXHAUSTED,
    });
  });
});

describe("a client's timeout", () => {
  it.each([
    ["2H", 7_200_000],
    ["3M", 180_000],
    ["4S", 4000],
    ["99999999m", 99_999_999],
    ["500u", 0.5],
    ["1000000n", 1],
  ])("%s is %d ms", (value, timeoutMs) => {
    expect(parseTimeout(value)).toBeCloseTo(timeoutMs);
  });

  it.each(["soon", "", "5", "S", "-1S", "123456789S", "1s", "1 S"])("%j is refused", (value) => {
    expect(() => parseTimeout(value)).toThrow(
      expect.objectContaining({ message: `Invalid grpc-timeout value "${value}"` }),
    );
  });
});

describe("a status' sentence", () => {
  it.each(["plain text, with: signs~", "100 % of ümlauts", "line\nline", ""])(
    "%j is told whole in printable ASCII",
    (text) => {
      const encoded = encodeStatusMessage(text);

      expect(encoded).toMatch(/^[ -~]*$/);
      expect(decodeURIComponent(encoded)).toBe(text);
    },
  );
});
