import { Buffer } from "node:buffer";
import { describe, expect, it } from "vitest";
import { crc32c } from "../../../src/utils/crc32c.ts";

describe("crc32c", () => {
  // RFC 3720, appendix B.4, and the check value of the catalogue of CRCs.
  it.each([
    ["the digits", Buffer.from("123456789"), 0xe3069283],
    ["nothing", Buffer.alloc(0), 0],
    ["32 zeros", Buffer.alloc(32), 0x8a9136aa],
    ["32 ones", Buffer.alloc(32, 0xff), 0x62a8ab43],
    ["32 ascending", Buffer.from(Array.from({ length: 32 }, (_, at) => at)), 0x46dd794e],
    ["32 descending", Buffer.from(Array.from({ length: 32 }, (_, at) => 31 - at)), 0x113fdb5c],
  ])("of %s is the published one", (_, bytes, expected) => {
    expect(crc32c(bytes)).toBe(expected);
  });

  it("goes on from the bytes before, at any cut, and within any range", () => {
    const bytes = Buffer.from(Array.from({ length: 41 }, (_, at) => (at * 37) & 0xff));
    const whole = crc32c(bytes);

    for (let cut = 0; cut <= bytes.length; cut += 1) {
      const seed = crc32c(bytes, { end: cut });
      expect(crc32c(bytes, { start: cut, seed })).toBe(whole);
      expect(crc32c(bytes.subarray(cut))).toBe(crc32c(bytes, { start: cut }));
    }
  });
});
