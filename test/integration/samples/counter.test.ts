import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { status as GRPC_STATUS } from "@grpc/grpc-js";
import { afterEach, describe, expect, it } from "vitest";
import { raft } from "../../../src/gen/proto.js";
import { bytes, leading, TestClient, text } from "../server/grpc-client.ts";
import { NodeChild, NodeFolder, TOKEN } from "../server/node-child.ts";

const { v1 } = raft;
const MODULE = fileURLToPath(new URL("../../../samples/counter/counter.js", import.meta.url));
const PROGRAM = fileURLToPath(new URL("../../../samples/counter/client.js", import.meta.url));

const cleanups: (() => void | Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) {
    await cleanup();
  }
});

/** A member that counts, driven as any program would: by raft.v1.Client. */
class CountingNode {
  readonly child: NodeChild;
  readonly admin: TestClient;
  readonly client: TestClient;

  private constructor(child: NodeChild) {
    this.child = child;
    this.admin = new TestClient(child.address("admin"));
    this.client = new TestClient(child.address("client"));
  }

  static async start(folder: NodeFolder): Promise<CountingNode> {
    const child = await NodeChild.start(folder, { args: [`--state-machine=${MODULE}`] });
    const node = new CountingNode(child);
    cleanups.push(async () => {
      node.admin.close();
      node.client.close();
      await child.kill("SIGKILL");
    });
    return node;
  }

  /** As its membership names it. */
  async peer(nodeId: number): Promise<{ nodeId: number; storeId: string; peerAddress: string }> {
    const { storeId } = await this.admin.status();
    return { nodeId, storeId, peerAddress: String((await this.child.line("listening"))["peer"]) };
  }

  async propose(data: string, session: raft.v1.ProposeRequest.$Shape = {}): Promise<string> {
    const { result } = await this.client.unary(
      "/raft.v1.Client/Propose",
      { request: v1.ProposeRequest, response: v1.ProposeResponse },
      { ...session, data: bytes(data) },
    );
    return text(result);
  }

  async openSession(): Promise<number> {
    const { clientId } = await this.client.unary(
      "/raft.v1.Client/OpenSession",
      { request: v1.OpenSessionRequest, response: v1.OpenSessionResponse },
      {},
    );
    return clientId;
  }

  async read(name: string, options: { readonly serializable?: boolean } = {}): Promise<string> {
    const { result } = await this.client.unary(
      "/raft.v1.Client/Query",
      { request: v1.QueryRequest, response: v1.QueryResponse },
      { data: bytes(name), ...options },
    );
    return text(result);
  }

  /** All on one stream at once; the answers in the order of the commands. */
  async proposeAll(commands: readonly string[]): Promise<readonly string[]> {
    const stream = this.client.grpc.makeBidiStreamRequest(
      "/raft.v1.Client/ProposeStream",
      (request: raft.v1.ProposeRequest.$Shape) =>
        Buffer.from(v1.ProposeRequest.encode(request).finish()),
      (answer: Buffer) => v1.ProposeResponse.decode(answer),
    );
    for (const [at, command] of commands.entries()) {
      stream.write({ sequence: at + 1, data: bytes(command) });
    }
    stream.end();
    const answers = new Map<number, string>();
    for await (const { sequence, code, result } of stream) {
      answers.set(sequence, code === GRPC_STATUS.OK ? text(result) : `code ${code}`);
    }
    return commands.map((_, at) => answers.get(at + 1) ?? "no answer");
  }

  /** The sample's own program. */
  async run(...args: readonly string[]): Promise<string> {
    const { stdout } = await promisify(execFile)(process.execPath, [
      PROGRAM,
      this.child.address("client"),
      ...args,
    ]);
    return stdout.trim();
  }
}

async function startFirst(): Promise<{ node: CountingNode; folder: NodeFolder }> {
  const folder = new NodeFolder();
  cleanups.push(() => folder.remove());
  const node = await CountingNode.start(folder);
  await node.admin.bootstrap({ clusterId: "test", ...(await node.peer(1)) });
  await leading(node.admin);
  return { node, folder };
}

describe("the counter sample in a real raft-node", () => {
  it("counts what is proposed, one by one and on a stream, and says what it refuses", async () => {
    const { node } = await startFirst();

    expect(await node.propose("add hits 2")).toBe("2");
    expect(
      await node.proposeAll(["add hits 1", "add other 7", "subtract hits 1", "add hits 1"]),
    ).toEqual(["3", "7", `code ${GRPC_STATUS.INVALID_ARGUMENT}`, "4"]);
    await expect(node.propose("add hits 0")).rejects.toMatchObject({
      code: GRPC_STATUS.INVALID_ARGUMENT,
      details: expect.stringContaining("a command is add NAME AMOUNT"),
    });
    expect(await node.read("hits")).toBe("4");
    expect(await node.read("", { serializable: true })).toBe("11");
  });

  it("keeps its counts over SIGKILL, and counts a repeated proposal once", async () => {
    const { node, folder } = await startFirst();
    const session = { clientId: await node.openSession(), sequence: 1 };
    await node.propose("add hits 40", session);
    await node.propose("add hits 2");
    await node.child.kill("SIGKILL");

    const again = await CountingNode.start(folder);
    await leading(again.admin);

    expect(await again.read("hits")).toBe("42");
    expect(await again.propose("add hits 40", session)).toBe("40");
    expect(await again.read("hits")).toBe("42");
  });

  it("is used by the sample's own program", async () => {
    const { node } = await startFirst();

    expect(await node.run("add", "hits", "3")).toBe("3");
    expect(await node.run("add", "hits", "4")).toBe("7");
    expect(await node.run("read", "hits")).toBe("7");
    await expect(node.run("add", "hits", "x")).rejects.toThrow("a command is add NAME AMOUNT");
  });

  it("comes to a new member as a snapshot, once the log is cut", async () => {
    const { node } = await startFirst();
    await node.proposeAll(
      Array.from({ length: 500 }, (_, number) => `add c${number % 50} ${number + 1}`),
    );
    await node.admin.unary(
      "/raft.v1.Admin/Snapshot",
      { request: v1.SnapshotRequest, response: v1.SnapshotResponse },
      {},
      { token: TOKEN },
    );
    const folder = new NodeFolder();
    cleanups.push(() => folder.remove());
    const second = await CountingNode.start(folder);
    const { peerAddress, ...identity } = await second.peer(2);
    await second.admin.join({ clusterId: "test", ...identity });
    const { configurationIndex } = await node.admin.status();
    await node.admin.unary(
      "/raft.v1.Admin/AddLearnerNode",
      { request: v1.AddLearnerNodeRequest, response: v1.MembershipResponse },
      { configurationIndex, ...identity, peerAddress },
      { token: TOKEN },
    );

    // A follower reads linearizably once it has applied what was committed before.
    expect(await second.read("")).toBe(String((500 * 501) / 2));
    expect((await second.admin.status()).firstIndex).toBeGreaterThan(400);
  });
});
