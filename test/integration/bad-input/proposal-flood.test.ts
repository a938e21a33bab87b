import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { raft } from "../../../src/gen/proto.js";
import { encodeKvCommand } from "../../../src/state-machine/kv/command.ts";
import { CODE, ServingNode, newFolder } from "./bad-input-node.ts";
import { answerOf, framed } from "./grpc-probe.ts";

const CONNECTIONS = 5;
const STREAMS_A_CONNECTION = 20;
/** Below --stream-proposals-max, so that no stream is held back and all of them stand in the node at once. */
const PROPOSALS_A_STREAM = 1000;
const PROPOSALS = CONNECTIONS * STREAMS_A_CONNECTION * PROPOSALS_A_STREAM;
const VALUE_BYTES = 100;
const MEMORY_LIMIT_MIB = 512;

function keyOf(number: number): string {
  return `flood-${String(number).padStart(6, "0")}`;
}

/** The requests of one stream, one after another. */
function requestsFrom(first: number): Buffer {
  return Buffer.concat(
    Array.from({ length: PROPOSALS_A_STREAM }, (_, offset) => {
      const sequence = first + offset;
      const data = encodeKvCommand({
        type: "put",
        key: Buffer.from(keyOf(sequence)),
        value: new Uint8Array(VALUE_BYTES),
        lease: 0,
        prevKv: false,
        ignoreValue: false,
        ignoreLease: false,
      });
      return framed(raft.v1.ProposeRequest.encode({ sequence, data }).finish());
    }),
  );
}

/** Resident memory as Linux tells it, now and at its highest; null elsewhere. */
async function memoryOf(
  pid: number,
): Promise<{ readonly nowMib: number; readonly peakMib: number } | null> {
  const text = await readFile(`/proc/${pid}/status`, "utf8").catch(() => null);
  const mib = (name: string): number =>
    Math.round(Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(text ?? "")?.[1]) / 1024);
  return text === null ? null : { nowMib: mib("VmRSS"), peakMib: mib("VmHWM") };
}

describe("100,000 proposals at once", () => {
  it("are each answered or refused, in bounded memory; what was acknowledged outlives SIGKILL", async () => {
    const folder = await newFolder();
    const node = await ServingNode.startLeading(folder, {
      // A slow machine may take longer than the default for the last of them; here only the bounds may refuse.
      args: [`--memory-limit-mb=${MEMORY_LIMIT_MIB}`, "--request-timeout-ms=120000"],
      // What the node advises where Node.js cannot restart itself with a smaller heap.
      environment: { NODE_OPTIONS: "--max-old-space-size=203 --max-semi-space-size=16" },
    });
    const before = await memoryOf(node.process.pid);
    const probes = Array.from({ length: CONNECTIONS }, () => node.connect("client"));
    const bodies = Array.from({ length: CONNECTIONS * STREAMS_A_CONNECTION }, (_, stream) =>
      requestsFrom(stream * PROPOSALS_A_STREAM),
    );

    const startedAtMs = performance.now();
    const streams = await Promise.all(
      bodies.map(async (body, number) => {
        const stream = probes[number % CONNECTIONS]!.request("/raft.v1.Client/ProposeStream");
        const answer = answerOf(stream);
        stream.end(body);
        return await answer;
      }),
    );
    const seconds = (performance.now() - startedAtMs) / 1000;

    const answers = streams.flatMap(({ messages }) =>
      messages.map((message) => raft.v1.ProposeResponse.decode(message)),
    );
    const acknowledged = answers.filter(({ code }) => code === CODE.ok);
    const refused = answers.filter(({ code }) => code === CODE.resourceExhausted);
    const after = await memoryOf(node.process.pid);
    process.stdout.write(
      `${PROPOSALS} proposals at once: ${acknowledged.length} acknowledged, ${refused.length} refused, ${seconds.toFixed(1)} s, ` +
        `RSS before ${before?.nowMib} MiB, highest ${after?.peakMib} MiB, after ${after?.nowMib} MiB\n`,
    );
    expect(streams.map(({ code }) => code)).toEqual(streams.map(() => CODE.ok));
    expect(new Set(answers.map(({ sequence }) => sequence)).size).toBe(PROPOSALS);
    expect(acknowledged.length + refused.length).toBe(PROPOSALS);
    expect(acknowledged.length).toBeGreaterThan(0);
    expect(refused.length).toBeGreaterThan(0);
    for (const { message } of refused) {
      expect(message).toMatch(
        /^\d+ proposals of \d+ bytes wait already, allowed are 5000 of .*: try again later$/,
      );
    }
    expect(after?.peakMib ?? 0).toBeLessThan(MEMORY_LIMIT_MIB);

    expect((await node.put("after", "1")).code).toBe(CODE.ok);
    expect((await node.status()).ready).toBe(true);
    await node.end("SIGKILL");
    const again = await ServingNode.startLeading(folder);
    const keys = await again.keysOf("flood-");
    const lost = acknowledged.filter(({ sequence }) => !keys.has(keyOf(sequence)));
    expect(lost).toEqual([]);
    // A refusal says that nothing was and will be written.
    expect(refused.filter(({ sequence }) => keys.has(keyOf(sequence)))).toEqual([]);
    expect(await again.get("after")).toBe("1");
  });
});
