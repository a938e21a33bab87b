import { describe, expect, it } from "vitest";
import { HpackDecoder } from "../../../../src/server/http2/hpack-decoder.ts";
import { HeaderBlock } from "../../../../src/server/http2/hpack-encoder.ts";
import { RequestHeadersReader } from "../../../../src/server/http2/request-headers.ts";

type Field = readonly [name: string, value: string];

const REQUEST: readonly Field[] = [
  [":method", "POST"],
  [":scheme", "http"],
  [":path", "/test.Service/Echo"],
  ["content-type", "application/grpc"],
];

function newReader(): RequestHeadersReader {
  return new RequestHeadersReader({
    decoder: new HpackDecoder({ tableBytesMax: 4096, listBytesMax: 1000 }),
  });
}

function literal(fields: readonly Field[]): Buffer {
  const block = new HeaderBlock({
    fields: fields.map(([name, value]) => ({ name, value })),
    isShared: false,
  });
  return block.literal;
}

describe("a request's header section", () => {
  it("tells its fields, the first where one comes twice", () => {
    const request = newReader().read(literal([...REQUEST, ["a", "1"], ["a", "2"]]));

    expect(request).toMatchObject({ kind: "request" });
    const headers = request.kind === "request" ? request.headers : null;
    expect(headers?.path).toBe("/test.Service/Echo");
    expect(headers?.method).toBe("POST");
    expect(headers?.contentLength).toBeNull();
    expect(headers?.get("a")).toBe("1");
    expect(headers?.get("b")).toBeNull();
  });

  it.each<readonly [string, readonly Field[]]>([
    ["a method", REQUEST.filter(([name]) => name !== ":method")],
    ["a scheme", REQUEST.filter(([name]) => name !== ":scheme")],
    ["a path", REQUEST.filter(([name]) => name !== ":path")],
    ["a path that is not empty", [...REQUEST.slice(0, 2), [":path", ""]]],
    ["one path only", [...REQUEST.slice(0, 3), [":path", "/"]]],
    ["pseudo-header fields first", [...REQUEST, [":authority", "n"]]],
    ["no unknown pseudo-header fields", [[":protocol", "x"], ...REQUEST]],
    ["no status", [[":status", "200"], ...REQUEST]],
    ["names in lower case", [...REQUEST, ["Te", "trailers"]]],
    ["names that are not empty", [...REQUEST, ["", "x"]]],
    ["no connection field", [...REQUEST, ["connection", "close"]]],
    ["no transfer-encoding", [...REQUEST, ["transfer-encoding", "chunked"]]],
    ["te for trailers only", [...REQUEST, ["te", "gzip"]]],
    ["a content-length that is a number", [...REQUEST, ["content-length", "1e3"]]],
  ])("needs %s", (_name, fields) => {
    expect(newReader().read(literal(fields))).toMatchObject({ kind: "malformed" });
  });

  it("may have space around a value: an empty token is told to be wrong, not reset", () => {
    const request = newReader().read(literal([...REQUEST, ["authorization", "Bearer "]]));

    expect(request).toMatchObject({ kind: "request" });
  });

  it("is refused past the limit", () => {
    const request = newReader().read(literal([...REQUEST, ["a", "x".repeat(900)]]));

    expect(request).toEqual({ kind: "tooLarge" });
  });

  it("is known when its block comes again", () => {
    const reader = newReader();
    const block = literal(REQUEST);

    expect(reader.read(Buffer.from(block))).toBe(reader.read(Buffer.from(block)));
  });

  it("is not mistaken for the one before when the table has changed in between", () => {
    const reader = newReader();
    const insert = (value: string): Buffer =>
      Buffer.concat([literal(REQUEST), Buffer.of(0x40, 1, 0x61, value.length), Buffer.from(value)]);
    const newest = Buffer.concat([literal(REQUEST), Buffer.of(0xbe)]);
    const valueOf = (block: Buffer): string | null => {
      const request = reader.read(block);
      return request.kind === "request" ? request.headers.get("a") : null;
    };

    expect(valueOf(insert("1"))).toBe("1");
    expect(valueOf(newest)).toBe("1");
    expect(valueOf(newest)).toBe("1");
    expect(valueOf(insert("2"))).toBe("2");
    expect(valueOf(newest)).toBe("2");
    expect(valueOf(insert("2"))).toBe("2");
    expect(valueOf(insert("1"))).toBe("1");
    expect(valueOf(newest)).toBe("1");
  });
});
