import { status as GRPC_STATUS } from "@grpc/grpc-js";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { raft } from "../../../src/gen/proto.js";
import { TestClient, bootstrap, bytes, leading, text } from "./grpc-client.ts";
import { NodeChild, NodeFolder } from "./node-child.ts";

const MODULE = fileURLToPath(new URL("counter-machine.mjs", import.meta.url));
const ARGS = [`--state-machine=${MODULE}`, "--state-machine-option=step=5"];
const { v1 } = raft;

const cleanups: (() => void | Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) {
    await cleanup();
  }
});

async function start(folder: NodeFolder) {
  const node = await NodeChild.start(folder, { args: ARGS });
  const admin = new TestClient(node.address("admin"));
  const client = new TestClient(node.address("client"));
  cleanups.push(async () => {
    admin.close();
    client.close();
    await node.kill("SIGKILL");
  });
  const propose = async (command: string) =>
    await client.unary(
      "/raft.v1.Client/Propose",
      { request: v1.ProposeRequest, response: v1.ProposeResponse },
      { data: bytes(command) },
    );
  const query = async (request: raft.v1.QueryRequest.$Shape = {}) =>
    await client.unary(
      "/raft.v1.Client/Query",
      { request: v1.QueryRequest, response: v1.QueryResponse },
      request,
    );
  return { node, admin, client, propose, query };
}

describe("a state machine from a module", () => {
  it("is replicated like the default one, and survives SIGKILL", async () => {
    const folder = new NodeFolder();
    cleanups.push(() => folder.remove());
    const first = await start(folder);
    await bootstrap(first.admin);

    const answer = await first.propose("add");
    await first.propose("add");
    await first.node.kill("SIGKILL");
    const second = await start(folder);
    await leading(second.admin);

    expect(text(answer.result)).toBe("5");
    expect(text((await second.query()).result)).toBe("10");
    expect(text((await second.query({ serializable: true })).result)).toBe("10");
    expect(text((await second.propose("add")).result)).toBe("15");
  });

  it("rejects in its own words and leaves the etcd API away", async () => {
    const folder = new NodeFolder();
    cleanups.push(() => folder.remove());
    const { admin, client, propose } = await start(folder);
    await bootstrap(admin);

    await expect(propose("subtract")).rejects.toMatchObject({
      code: GRPC_STATUS.INVALID_ARGUMENT,
      details: "only add is known",
    });
    await expect(client.put("a", "1")).rejects.toMatchObject({ code: GRPC_STATUS.UNIMPLEMENTED });
  });
});
