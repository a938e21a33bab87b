import { Buffer } from "node:buffer";
import { describe, expect, it } from "vitest";
import {
  decodeKvCommand,
  decodeKvResult,
  encodeKvCommand,
  encodeKvResult,
} from "../../../../src/state-machine/kv/command.ts";
import type {
  KvCommand,
  KvResult,
  KvTxnCommand,
} from "../../../../src/state-machine/kv/operations.ts";
import { KV_RANGE_DEFAULTS } from "../../../../src/state-machine/kv/query.ts";
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

describe("format 2", () => {
  const command: KvTxnCommand = {
    type: "txn",
    compares: [
      {
        key: Buffer.from("a"),
        rangeEnd: Buffer.alloc(0),
        result: "notEqual",
        operand: { target: "mod", number: -1 },
      },
      {
        key: Buffer.from("b"),
        rangeEnd: Buffer.from("c"),
        result: "equal",
        operand: { target: "value", value: Buffer.from("v") },
      },
    ],
    success: [
      put("k", "v"),
      {
        type: "range",
        request: { ...KV_RANGE_DEFAULTS, key: Buffer.from("r"), rangeEnd: Buffer.alloc(0) },
      },
    ],
    failure: [remove("d"), { type: "txn", compares: [], success: [], failure: [] }],
  };
  const bytes = `6b760203
    02 03020161000101 000301620163 0176
    02 01 00 00 016b 0176 04 00 00 00 ${"0000".repeat(6)} 0172 00
    02 02 00 0164 00 03 00 00 00`;

  it("writes a transaction to the byte, for ever", () => {
    expect(hex(encodeKvCommand(command))).toBe(bytes.replaceAll(/\s/g, ""));
    expect(decodeKvCommand(encodeKvCommand(command))).toEqual(command);
  });

  it("writes a transaction's result to the byte, for ever", () => {
    const result: KvResult = {
      type: "txn",
      revision: 9,
      succeeded: true,
      results: [
        { type: "put", revision: 9, prevKv: null },
        { type: "deleteRange", revision: 9, deleted: 0, prevKvs: [] },
        {
          type: "range",
          range: { kind: "range", revision: 9, kvs: [RECORD], more: true, count: 2 },
        },
        { type: "txn", revision: 9, succeeded: false, results: [] },
      ],
    };

    expect(hex(encodeKvResult(result))).toBe(
      "0203090104 010900 02090000 04090201 01 02ac020300016b0176 03090000".replaceAll(" ", ""),
    );
    expect(decodeKvResult(encodeKvResult(result))).toEqual(result);
  });

  it.each([
    ["a transaction in format 1", "6b760103 00 00 00", /format 1 has no transactions/],
    ["an unknown operation", "6b760203 00 01 09", /no operation of type 9/],
    ["an unknown compare", "6b760203 01 04 00", /unknown result or target/],
    [
      "transactions too deep for the stack",
      `6b760203${"000103".repeat(200)}`,
      /more than 129 transactions stand within one another/,
    ],
  ])("refuses %s with a sentence", (_what, given, message) => {
    expect(() => decodeKvCommand(Buffer.from(given.replaceAll(" ", ""), "hex"))).toThrow(message);
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

    expect(command.type === "put" && command.key.buffer).toBe(bytes.buffer);
    expect(command.type === "put" && command.value.buffer).toBe(bytes.buffer);
  });

  it.each([-1, 1.5, 2 ** 53])("has no bytes for the lease %d", (lease) => {
    expect(() => encodeKvCommand(put("k", "", { lease }))).toThrow(
      /the put's lease must be an integer/,
    );
  });
});
