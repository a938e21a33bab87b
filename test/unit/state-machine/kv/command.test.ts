import { Buffer } from "node:buffer";
import { describe, expect, it } from "vitest";
import {
  decodeKvCommand,
  decodeKvResult,
  encodeKvCommand,
  encodeKvResult,
  type KvCommand,
  type KvResult,
} from "../../../../src/state-machine/kv/command.ts";
import { hex } from "../../../property/state-machine/kv-model.ts";
import { put, remove } from "./kv-driver.ts";

const RECORD = {
  key: Buffer.from("k"),
  value: Buffer.from("v"),
  createRevision: 2,
  modRevision: 300,
  version: 3,
  lease: 0,
};

describe("format 1", () => {
  it.each<[string, KvCommand, string]>([
    ["a put", put("key", "value"), "6b760101 00 00 036b6579 76616c7565"],
    [
      "a put with every flag and a lease",
      put("k", "", { prevKv: true, ignoreValue: true, ignoreLease: true, lease: 2 ** 53 - 1 }),
      "6b760101 07 ffffffffffffff0f 016b",
    ],
    ["a deleteRange", remove("a", "b", true), "6b760102 01 0161 0162"],
  ])("writes %s to the byte, for ever", (_what, command, bytes) => {
    expect(hex(encodeKvCommand(command))).toBe(bytes.replaceAll(" ", ""));
    expect(decodeKvCommand(Buffer.from(bytes.replaceAll(" ", ""), "hex"))).toEqual(command);
  });

  it.each<[string, KvResult, string]>([
    ["a put's", { type: "put", revision: 5, prevKv: null }, "01 01 05 00"],
    [
      "a put's with the previous record",
      { type: "put", revision: 301, prevKv: RECORD },
      "01 01 ad02 01 02 ac02 03 00 016b 0176",
    ],
    [
      "a deleteRange's",
      { type: "deleteRange", revision: 6, deleted: 1, prevKvs: [RECORD] },
      "01 02 06 01 01 02 ac02 03 00 016b 0176",
    ],
  ])("writes %s result to the byte, for ever", (_what, result, bytes) => {
    expect(hex(encodeKvResult(result))).toBe(bytes.replaceAll(" ", ""));
    expect(decodeKvResult(Buffer.from(bytes.replaceAll(" ", ""), "hex"))).toEqual(result);
  });
});

describe("decoding", () => {
  it.each([
    ["nothing", "", /the mark is missing/],
    ["another program's bytes", "0a036b6579", /do not begin with its mark/],
    ["format 0", "6b760001", /format version 0/],
    ["an unknown type", "6b760109", /no command of type 9/],
    ["an unknown flag", "6b760101 08 00 0161", /the flags are 8/],
    [
      "a key that is cut off",
      "6b760101 00 00 0561",
      /the key is cut off: 5 bytes announced, 1 left/,
    ],
    ["a length above 2^53 - 1", "6b760101 00 00 ffffffffffffff7f", /above 2\^53 - 1/],
    ["a number without an end", "6b760101 00 80", /the lease is missing/],
    ["bytes behind a deleteRange", "6b760102 00 0161 00 00", /1 bytes too many/],
  ])("refuses %s with a sentence", (_what, bytes, message) => {
    const decode = (): unknown => decodeKvCommand(Buffer.from(bytes.replaceAll(" ", ""), "hex"));

    expect(decode).toThrow(message);
    expect(decode).toThrow(expect.objectContaining({ code: "UNDECODABLE" }));
  });

  it("does not copy the key and the value", () => {
    const bytes = encodeKvCommand(put("key", "value"));
    const command = decodeKvCommand(bytes);

    expect(command.key.buffer).toBe(bytes.buffer);
    expect(command.type === "put" && command.value.buffer).toBe(bytes.buffer);
  });

  it.each([-1, 1.5, 2 ** 53])("has no bytes for the lease %d", (lease) => {
    expect(() => encodeKvCommand(put("k", "", { lease }))).toThrow(
      /the put's lease must be an integer/,
    );
  });
});
