import type { ClientHttp2Stream } from "node:http2";
import { readFile } from "node:fs/promises";
import { expect, it, vi } from "vitest";
import { etcdserverpb } from "../../../src/gen/proto.js";
import { heapFlags } from "../../../src/server/heap-restart.ts";
import { planMemory } from "../../../src/server/memory-plan.ts";
import { CODE, ServingNode, newFolder } from "../bad-input/bad-input-node.ts";
import { type GrpcProbe, answerOf, framed } from "../bad-input/grpc-probe.ts";

const MIB = 1024 * 1024;
const MEMORY_LIMIT_MIB = 256;
const RANGES = 40;
const CONNECTIONS = 4;
const VALUES = 8;
const VALUE_BYTES = MIB / 2;
const RANGE = {
  path: "/etcdserverpb.KV/Range",
  body: framed(
    etcdserverpb.RangeRequest.encode({
      key: Buffer.from("big-"),
      rangeEnd: Buffer.from("big."),
    }).finish(),
  ),
};

/** Highest resident memory as Linux tells it; null elsewhere. */
async function peakMib(pid: number): Promise<number | null> {
  const text = await readFile(`/proc/${pid}/status`, "utf8").catch(() => null);
  return text === null ? null : Math.round(Number(/VmHWM:\s+(\d+) kB/.exec(text)?.[1]) / 1024);
}

async function startWithValues(): Promise<ServingNode> {
  const planned = planMemory({
    limitBytes: MEMORY_LIMIT_MIB * MIB,
    heapLimitBytes: 64 * MEMORY_LIMIT_MIB * MIB,
  });
  if (planned.kind !== "heapTooLarge") {
    throw new Error(`a heap of 64 times the limit fits: ${planned.kind}`);
  }
  const node = await ServingNode.startLeading(await newFolder(), {
    args: [`--memory-limit-mb=${MEMORY_LIMIT_MIB}`],
    // What the node advises where Node.js cannot restart itself with a smaller heap.
    environment: { NODE_OPTIONS: heapFlags(planned.oldSpaceMib).join(" ") },
  });
  for (let number = 0; number < VALUES; number += 1) {
    expect((await node.put(`big-${number}`, new Uint8Array(VALUE_BYTES))).code).toBe(CODE.ok);
  }
  return node;
}

function openRange(probe: GrpcProbe): ClientHttp2Stream {
  const stream = probe.request(RANGE.path);
  stream.end(RANGE.body);
  return stream;
}

async function bytesInFlight(node: ServingNode): Promise<number> {
  const response = await fetch(`http://${node.process.addresses.http}/metrics`);
  const found = /^raft_server_range_bytes_in_flight (\d+)$/m.exec(await response.text());
  return Number(found?.[1]);
}

it("answers or refuses 40 ranges of 4 MiB at once within its memory limit, and serves on", async () => {
  const node = await startWithValues();
  const before = await peakMib(node.process.pid);
  const probes = Array.from({ length: CONNECTIONS }, () => node.connect("client"));

  const answers = await Promise.all(
    Array.from({ length: RANGES }, async (_, number) => {
      const { code, sentence, messages } = await answerOf(openRange(probes[number % CONNECTIONS]!));
      return { code, sentence, bytes: messages[0]?.byteLength ?? 0 };
    }),
  );

  const answered = answers.filter(({ code }) => code === CODE.ok);
  const refused = answers.filter(({ code }) => code === CODE.resourceExhausted);
  const peak = await peakMib(node.process.pid);
  process.stdout.write(
    `${RANGES} ranges at once: ${answered.length} answered, ${refused.length} refused, highest RSS ${before} MiB before, ${peak} MiB after\n`,
  );
  expect(answered.length + refused.length).toBe(RANGES);
  expect(answered.length).toBeGreaterThan(0);
  expect(answered.every(({ bytes }) => bytes > VALUES * VALUE_BYTES)).toBe(true);
  expect(refused.every(({ sentence }) => sentence === "etcdserver: too many requests")).toBe(true);
  expect(peak ?? 0).toBeLessThan(MEMORY_LIMIT_MIB);
  await vi.waitFor(async () => expect(await bytesInFlight(node)).toBe(0));
  expect((await node.put("after", "1")).code).toBe(CODE.ok);
  expect(await node.get("after")).toBe("1");
});

it("holds the memory of answers that no client takes until the clients are gone, and refuses the rest", async () => {
  const node = await startWithValues();
  const idle = node.connect("client");
  const streams = Array.from({ length: RANGES }, () => openRange(idle));
  const codes: number[] = [];
  for (const stream of streams) {
    // Nobody reads: flow control keeps every answer but its first 64 KiB in the node.
    stream.on("error", () => undefined);
    stream.on("response", (headers) => {
      if (headers["grpc-status"] !== undefined) {
        codes.push(Number(headers["grpc-status"]));
      }
    });
  }

  await vi.waitFor(() => expect(codes.length).toBeGreaterThan(RANGES / 2), {
    timeout: 10_000,
    interval: 50,
  });
  const held = await bytesInFlight(node);
  const key = await node.get("big-none");
  const peak = await peakMib(node.process.pid);
  process.stdout.write(
    `${RANGES} ranges that nobody takes: ${codes.length} refused, ${Math.round(held / MIB)} MiB held, highest RSS ${peak} MiB\n`,
  );
  expect(new Set(codes)).toEqual(new Set([CODE.resourceExhausted]));
  expect(held).toBeGreaterThan(VALUES * VALUE_BYTES);
  expect(held).toBeLessThan(0.07 * MEMORY_LIMIT_MIB * MIB);
  // One key is read beside them.
  expect(key).toBeNull();
  expect(peak ?? 0).toBeLessThan(MEMORY_LIMIT_MIB);

  idle.close();
  await vi.waitFor(async () => expect(await bytesInFlight(node)).toBe(0));
  const probe = node.connect("client");
  expect((await answerOf(openRange(probe))).code).toBe(CODE.ok);
});
