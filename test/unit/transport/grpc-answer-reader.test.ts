import { describe, expect, it } from "vitest";
import { GrpcAnswerReader, grpcPrefix } from "../../../src/transport/grpc-answer-reader.ts";
import { TransportError } from "../../../src/transport/transport-error.ts";

function message(text: string): Buffer {
  return Buffer.concat([grpcPrefix(text.length), Buffer.from(text)]);
}

function texts(messages: readonly Uint8Array[]): string[] {
  return messages.map((bytes) => Buffer.from(bytes).toString());
}

describe("the reader of gRPC answers", () => {
  it("gives the same messages however the bytes are cut", () => {
    const all = Buffer.concat([message("one"), message(""), message("three")]);
    for (let size = 1; size <= all.length; size++) {
      const reader = new GrpcAnswerReader({ answerBytesMax: 100 });
      const found: string[] = [];
      for (let at = 0; at < all.length; at += size) {
        found.push(...texts(reader.read(all.subarray(at, at + size))));
      }

      expect(found).toEqual(["one", "", "three"]);
    }
  });

  it("refuses an answer above its bound before it has come, and a compressed one", () => {
    const reader = (): GrpcAnswerReader => new GrpcAnswerReader({ answerBytesMax: 4 });

    expect(texts(reader().read(message("four")))).toEqual(["four"]);
    expect(() => reader().read(message("above").subarray(0, 5))).toThrow(TransportError);
    expect(() => reader().read(Buffer.from([1, 0, 0, 0, 1, 65]))).toThrow(/must be uncompressed/);
  });
});
