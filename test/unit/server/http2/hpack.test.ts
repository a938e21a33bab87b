import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HpackDecoder } from "../../../../src/server/http2/hpack-decoder.ts";
import { HeaderBlock, HpackEncoder } from "../../../../src/server/http2/hpack-encoder.ts";
import { HUFFMAN_CODE_BITS, STATIC_TABLE } from "../../../../src/server/http2/hpack-tables.ts";
import { decodeHuffman } from "../../../../src/server/http2/huffman-decoder.ts";
import { ERROR_CODE } from "../../../../src/server/http2/protocol.ts";

function newDecoder(options: { readonly listBytesMax?: number } = {}): HpackDecoder {
  return new HpackDecoder({ tableBytesMax: 4096, listBytesMax: options.listBytesMax ?? 16_384 });
}

function hex(text: string): Buffer {
  return Buffer.from(text.replaceAll(/\s/g, ""), "hex");
}

function decode(decoder: HpackDecoder, block: Buffer): readonly string[] {
  const { names, values } = decoder.decode(block);
  return names.map((name, at) => `${name}: ${values[at]}`);
}

/** The code written by the book: bit by bit, from the lengths alone. */
function encodeHuffman(octets: Uint8Array): Buffer {
  const codes = new Map<number, string>();
  let code = 0n;
  let lengthBefore = 0;
  const symbols = HUFFMAN_CODE_BITS.map((length, symbol) => ({ length, symbol })).sort(
    (left, right) => left.length - right.length || left.symbol - right.symbol,
  );
  for (const { length, symbol } of symbols) {
    code <<= BigInt(length - lengthBefore);
    lengthBefore = length;
    codes.set(symbol, code.toString(2).padStart(length, "0"));
    code += 1n;
  }
  const bits = [...octets].map((octet) => codes.get(octet)).join("");
  const padded = bits.padEnd(Math.ceil(bits.length / 8) * 8, "1");
  return Buffer.from((padded.match(/.{8}/g) ?? []).map((octet) => Number.parseInt(octet, 2)));
}

const FIRST_REQUEST = [":method: GET", ":scheme: http", ":path: /", ":authority: www.example.com"];

describe("HPACK's decoder", () => {
  it.each([
    [
      "C.2.1",
      "400a 6375 7374 6f6d 2d6b 6579 0d63 7573 746f 6d2d 6865 6164 6572",
      "custom-key: custom-header",
    ],
    ["C.2.2", "040c 2f73 616d 706c 652f 7061 7468", ":path: /sample/path"],
    ["C.2.3", "1008 7061 7373 776f 7264 0673 6563 7265 74", "password: secret"],
    ["C.2.4", "82", ":method: GET"],
  ])("reads RFC 7541's example %s", (_name, block, field) => {
    expect(decode(newDecoder(), hex(block))).toEqual([field]);
  });

  it.each([
    [
      "C.3",
      "8286 8441 0f77 7777 2e65 7861 6d70 6c65 2e63 6f6d",
      "8286 84be 5808 6e6f 2d63 6163 6865",
      "8287 85bf 400a 6375 7374 6f6d 2d6b 6579 0c63 7573 746f 6d2d 7661 6c75 65",
    ],
    [
      "C.4",
      "8286 8441 8cf1 e3c2 e5f2 3a6b a0ab 90f4 ff",
      "8286 84be 5886 a8eb 1064 9cbf",
      "8287 85bf 4088 25a8 49e9 5ba9 7d7f 8925 a849 e95b b8e8 b4bf",
    ],
  ])("reads the requests of RFC 7541's example %s", (_name, first, second, third) => {
    const decoder = newDecoder();

    expect(decode(decoder, hex(first))).toEqual(FIRST_REQUEST);
    expect(decode(decoder, hex(second))).toEqual([...FIRST_REQUEST, "cache-control: no-cache"]);
    expect(decode(decoder, hex(third))).toEqual([
      ":method: GET",
      ":scheme: https",
      ":path: /index.html",
      ":authority: www.example.com",
      "custom-key: custom-value",
    ]);
  });

  it("evicts the oldest entries where the table is full, as RFC 7541's example C.5", () => {
    const decoder = new HpackDecoder({ tableBytesMax: 256, listBytesMax: 16_384 });
    decode(
      decoder,
      hex(`4803 3330 3258 0770 7269 7661 7465 611d 4d6f 6e2c 2032 3120 4f63 7420 3230 3133
           2032 303a 3133 3a32 3120 474d 546e 1768 7474 7073 3a2f 2f77 7777 2e65 7861 6d70
           6c65 2e63 6f6d`),
    );

    expect(decode(decoder, hex("4803 3330 37c1 c0bf"))).toEqual([
      ":status: 307",
      "cache-control: private",
      "date: Mon, 21 Oct 2013 20:13:21 GMT",
      "location: https://www.example.com",
    ]);
    // The first entry, `:status: 302`, went for `:status: 307`: four are left.
    expect(decode(decoder, hex("be"))).toEqual([":status: 307"]);
    expect(() => decode(decoder, hex("c2"))).toThrow(/refers to entry 66 of 65/);
  });

  it.each([
    ["index 0", "80", /refers to entry 0/],
    ["an index beyond both tables", "be", /refers to entry 62 of 61/],
    ["a cut integer", "ff", /ends within a field/],
    ["an integer without end", "ff ffff ffff ffff ff", /integer that is too large/],
    ["a cut string", "0005 61", /ends within a string/],
    ["a table above the limit", "3fe2 1f", /makes the table 4097 bytes, at most 4096/],
    ["a size behind a field", "8220", /changes the table's size behind a field/],
    ["padding of more than 7 bits", "0082 1fff 0161", /no Huffman code/],
    ["padding that is not of 1s", "0081 1801 61", /no Huffman code/],
    ["the end of string in a string", "0085 ffff ffff ff01 61", /no Huffman code/],
  ])("refuses %s", (_name, block, sentence) => {
    const read = (): unknown => decode(newDecoder(), hex(block));

    expect(read).toThrow(sentence);
    expect(read).toThrow(expect.objectContaining({ code: ERROR_CODE.COMPRESSION_ERROR }));
  });

  it("empties the table when it is made small, and takes it when it grows again", () => {
    const decoder = newDecoder();
    decode(decoder, hex("4001 6101 62"));
    expect(decode(decoder, hex("be"))).toEqual(["a: b"]);

    expect(() => decode(decoder, hex("20 be"))).toThrow(/refers to entry 62 of 61/);
    expect(decode(decoder, hex("3fe1 1f 4001 6101 63 be"))).toEqual(["a: c", "a: c"]);
  });

  it("keeps no entry that is larger than the table, and nothing else then", () => {
    const decoder = new HpackDecoder({ tableBytesMax: 40, listBytesMax: 16_384 });
    decode(decoder, hex("4001 6101 62"));
    decode(decoder, Buffer.concat([hex("4001 6109"), Buffer.from("123456789")]));

    expect(() => decode(decoder, hex("be"))).toThrow(/refers to entry 62 of 61/);
  });

  it("stops keeping fields past the list's limit, and goes on to keep the table right", () => {
    const decoder = newDecoder({ listBytesMax: 100 });
    const many = Buffer.alloc(50, 0x82);

    const list = decoder.decode(Buffer.concat([many, hex("4001 6101 62")]));

    expect(list.isTooLarge).toBe(true);
    expect(list.names.length).toBeLessThan(4);
    expect(decode(decoder, hex("be"))).toEqual(["a: b"]);
  });

  it("never fails by anything but its own error", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 5 }), (blocks) => {
        const decoder = newDecoder();
        for (const block of blocks) {
          try {
            decoder.decode(Buffer.from(block));
          } catch (error) {
            expect(error).toMatchObject({ code: ERROR_CODE.COMPRESSION_ERROR });
          }
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe("HPACK's Huffman code", () => {
  it("gives back every string that it coded", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (octets) => {
        const coded = encodeHuffman(octets);
        const text = decodeHuffman(coded, { start: 0, end: coded.length });
        expect(text).toBe(Buffer.from(octets).toString("latin1"));
      }),
    );
  });

  it("fills the code space", () => {
    const sum = HUFFMAN_CODE_BITS.reduce((total, bits) => total + 2 ** -bits, 0);

    expect(HUFFMAN_CODE_BITS).toHaveLength(257);
    expect(sum).toBe(1);
  });
});

describe("HPACK's encoder", () => {
  const head = new HeaderBlock({
    fields: [
      { name: ":status", value: "200" },
      { name: "content-type", value: "application/grpc", isRepeated: true },
    ],
    isShared: true,
  });
  const trailers = new HeaderBlock({
    fields: [{ name: "grpc-status", value: "0", isRepeated: true }],
    isShared: true,
  });
  const failure = new HeaderBlock({
    fields: [...head.fields, { name: "grpc-message", value: "x".repeat(300) }],
    isShared: false,
  });
  const textOf = (block: HeaderBlock): readonly string[] =>
    block.fields.map(({ name, value }) => `${name}: ${value}`);

  it("says the same in one octet a field when it says it again", () => {
    const encoder = new HpackEncoder();
    const decoder = newDecoder();

    for (const block of [head, trailers, failure, head, trailers, head, failure]) {
      expect(decode(decoder, encoder.encode(block))).toEqual(textOf(block));
    }
    expect(encoder.encode(head)).toEqual(hex("88bf"));
    expect(encoder.encode(trailers)).toEqual(hex("be"));
  });

  it("leaves a peer's table alone that is below the default, and says so first", () => {
    const encoder = new HpackEncoder();
    const decoder = newDecoder();
    decode(decoder, encoder.encode(head));
    encoder.limitTable(0);

    const block = encoder.encode(head);

    expect(block[0]).toBe(0x20);
    expect(decode(decoder, block)).toEqual(textOf(head));
    expect(encoder.encode(trailers)).toEqual(trailers.literal);
  });

  it("puts a question mark where a field must not have what its value has", () => {
    const block = new HeaderBlock({
      fields: [{ name: "a", value: "1\r\nb: ü" }],
      isShared: false,
    });

    expect(decode(newDecoder(), new HpackEncoder().encode(block))).toEqual(["a: 1??b: ?"]);
  });

  it("has the static table of RFC 7541, 61 entries", () => {
    expect(STATIC_TABLE).toHaveLength(61);
    expect(STATIC_TABLE[15]).toEqual({ name: "accept-encoding", value: "gzip, deflate" });
    expect(STATIC_TABLE[60]).toEqual({ name: "www-authenticate", value: "" });
  });
});
