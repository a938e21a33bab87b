import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { raft } from "../../../src/gen/proto.js";
import { valueOf } from "../../soak/snapshot-data.ts";
import { observe } from "../../support/gate.ts";
import { type GrpcAnswer, GrpcChannel } from "../../support/grpc-channel.ts";
import { LargeValueClient } from "../../support/large-value-client.ts";
import { createNodeFolder, RaftNodeProcess } from "../../support/raft-node-process.ts";

const VALUES = 16;
const VALUE_BYTES = 1024 * 1024;
/** What a node gives a request that it cannot answer any sooner: the least that can be set. */
const REQUEST_TIMEOUT_MS = 10;
const DEADLINE_EXCEEDED = 4;

let node: RaftNodeProcess;
let admin: GrpcChannel;

/** A node whose state takes far longer to be hashed than a request may take. */
beforeAll(async () => {
  const folder = await createNodeFolder();
  const first = await RaftNodeProcess.spawn({ folder });
  await first.listening();
  await first.bootstrap();
  const client = new LargeValueClient({ address: first.addresses.client });
  for (let number = 0; number < VALUES; number += 1) {
    await vi.waitUntil(() => client.put(`key-${number}`, valueOf(number, VALUE_BYTES)), 30_000);
  }
  client.close();
  first.kill();
  await first.exited;
  node = await RaftNodeProcess.spawn({
    folder,
    args: [`--request-timeout-ms=${REQUEST_TIMEOUT_MS}`],
  });
  await node.listening();
  admin = GrpcChannel.open(node.addresses.admin, { bearer: node.token });
});

afterAll(async () => {
  admin.close();
  node.kill();
  await node.exited;
  await node.removeFolder();
});

async function hash(timeoutMs: number): Promise<GrpcAnswer> {
  return await admin.unary("/raft.v1.Admin/HashState", new Uint8Array(0), { timeoutMs });
}

it("HashState of a large state takes as long as its caller waits, and others are served meanwhile", async () => {
  const client = new LargeValueClient({ address: node.addresses.client });
  const hashing = hash(60_000);
  const hashed = observe(hashing);
  const startedMs = performance.now();
  let reads = 0;
  for (; hashed.state === "pending"; reads += 1) {
    await client.get("no such key");
  }
  const elapsedMs = performance.now() - startedMs;
  client.close();

  const answer = await hashing;
  expect(answer.kind).toBe("answered");
  if (answer.kind === "answered") {
    expect(raft.v1.HashStateResponse.decode(answer.message).hash).toHaveLength(32);
  }
  expect(elapsedMs).toBeGreaterThan(2 * REQUEST_TIMEOUT_MS);
  expect(reads).toBeGreaterThan(5);
});

it("HashState ends at its caller's deadline, and can be asked for again", async () => {
  expect(await hash(1)).toMatchObject({ kind: "failed", code: DEADLINE_EXCEEDED });

  await vi.waitUntil(async () => (await hash(60_000)).kind === "answered", 30_000);
});
