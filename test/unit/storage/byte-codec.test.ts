import { describe, expect, it } from "vitest";
import { ByteReader, ByteWriter } from "../../../src/storage/byte-codec.ts";

describe("a written record", () => {
  it.each(Array.from({ length: 20 }, (_, i) => 115 + i))(
    "reads back whatever the place at which it grew: %i bytes of text before numbers of each width",
    (length) => {
      const text = "x".repeat(length);

      const bytes = new ByteWriter()
        .text(text)
        .uint8(7)
        .uint32(0xfffffffe)
        .uint64(2 ** 53 - 1)
        .finish();

      const reader = new ByteReader(bytes);
      expect(reader.text()).toBe(text);
      expect(reader.uint8()).toBe(7);
      expect(reader.uint32()).toBe(0xfffffffe);
      expect(reader.uint64("number")).toBe(2 ** 53 - 1);
    },
  );
});
