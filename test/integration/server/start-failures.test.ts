import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { TestClient, bootstrap, leading } from "./grpc-client.ts";
import { NodeChild, NodeFolder } from "./node-child.ts";

const cleanups: (() => void | Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) {
    await cleanup();
  }
});

function newFolder(): NodeFolder {
  const folder = new NodeFolder();
  cleanups.push(() => folder.remove());
  return folder;
}

function argsOf(folder: NodeFolder): string[] {
  return [
    `--data-dir=${folder.dataDir}`,
    `--admin-token-file=${folder.tokenFile}`,
    ...["client", "peer", "http", "admin"].map((port) => `--listen-${port}=127.0.0.1:0`),
  ];
}

async function startFailing(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<{ readonly code: number | null; readonly text: string }> {
  const node = NodeChild.spawn(args, environment);
  cleanups.push(async () => await node.kill("SIGKILL"));
  const { code } = await node.exited;
  return { code, text: node.stderr.join("\n") };
}

describe("a node process that cannot start", () => {
  it("names every wrong option and ends with 64", async () => {
    const { code, text } = await startFailing(["--tick-ms=0", "--bogus"]);

    expect(code).toBe(64);
    for (const part of [
      "--tick-ms",
      "--bogus",
      "--data-dir is missing",
      "--admin-token-file is missing",
    ]) {
      expect(text).toContain(part);
    }
  });

  it.each([
    [
      "a missing token file",
      (folder: NodeFolder) =>
        [...argsOf(folder).slice(1), `--data-dir=${folder.dataDir}`].map((arg) =>
          arg.startsWith("--admin") ? "--admin-token-file=/no/such/file" : arg,
        ),
      "/no/such/file",
    ],
  ])("says so for %s and ends with 78", async (_name, args, part) => {
    const { code, text } = await startFailing(args(newFolder()));

    expect(code).toBe(78);
    expect(text).toContain(part);
  });

  it("ends with 69 where a port is taken", async () => {
    const folder = newFolder();
    const holder = createServer();
    await new Promise<void>((resolve) => holder.listen(0, "127.0.0.1", resolve));
    cleanups.push(() => void holder.close());
    const address = holder.address();
    const port = typeof address === "object" ? address?.port : 0;

    const { code, text } = await startFailing(
      argsOf(folder).map((arg) =>
        arg.startsWith("--listen-client") ? `--listen-client=127.0.0.1:${port}` : arg,
      ),
    );

    expect(code).toBe(69);
    expect(text).toContain("the address is in use");
  });

  it("ends with 74 where another process has the database open", async () => {
    const folder = newFolder();
    const first = await NodeChild.start(folder);
    cleanups.push(async () => await first.kill("SIGKILL"));

    const { code, text } = await startFailing(argsOf(folder));

    expect(code).toBe(74);
    expect(text).toContain("another process");
  });

  it.each([
    ["throws", "throw new Error('module is broken')", "module is broken"],
    ["exports nothing", "export const x = 1", "createStateMachine"],
    ["gives no machine", "export const createStateMachine = () => ({})", "methods"],
  ])("ends with 78 where the state machine's module %s", async (_name, source, part) => {
    const folder = newFolder();
    const first = await NodeChild.start(folder);
    const admin = new TestClient(first.address("admin"));
    await bootstrap(admin);
    admin.close();
    await first.kill("SIGKILL");
    const module = join(folder.path, "machine.mjs");
    writeFileSync(module, source);

    const { code, text } = await startFailing([...argsOf(folder), `--state-machine=${module}`]);

    expect(code).toBe(78);
    expect(text).toContain(part);
  });
});

describe("a node process on damaged data", () => {
  it("ends with 74 and names the file", async () => {
    const folder = newFolder();
    const first = await NodeChild.start(folder);
    const admin = new TestClient(first.address("admin"));
    await bootstrap(admin);
    admin.close();
    await first.kill("SIGKILL");
    const manifest = readdirSync(folder.dataDir).find((name) => name.startsWith("MANIFEST"));
    const path = join(folder.dataDir, manifest ?? "");
    const bytes = readFileSync(path);
    bytes.fill(0x55, 20, 60);
    writeFileSync(path, bytes);

    const { code, text } = await startFailing(argsOf(folder));

    expect(code).toBe(74);
    expect(text).toContain("MANIFEST");
  });
});

describe("a node process with little memory", () => {
  it.skipIf("execve" in process)(
    "says how to start it where Node.js cannot restart itself (before 22.15)",
    async () => {
      const folder = newFolder();
      const node = await NodeChild.start(folder, { args: ["--memory-limit-mb=256"] });
      cleanups.push(async () => await node.kill("SIGKILL"));

      const warning = await node.line("the heap may outgrow the memory limit");

      expect(warning["advice"]).toContain("--max-old-space-size=");
    },
  );

  it.runIf("execve" in process)(
    "restarts itself with a heap that fits (needs process.execve: Node.js 22.15)",
    async () => {
      const folder = newFolder();
      const node = await NodeChild.start(folder, { args: ["--memory-limit-mb=256"] });
      cleanups.push(async () => await node.kill("SIGKILL"));

      const opened = await node.line("opened");

      expect(opened["pid"]).toBe(node.child.pid);
      expect(opened["memory"]).toMatchObject({ limitBytes: 256 * 1024 * 1024 });
      expect(node.log.some((line) => line.msg.includes("outgrow"))).toBe(false);
    },
  );
});

describe("a named crash point", () => {
  it.each([
    ["after-open", "before"],
    ["after-listen", "before"],
    ["before-bootstrap", "during"],
    ["before-assign", "during"],
    ["after-assign", "during"],
    ["after-bootstrap-durable", "during"],
    ["before-bootstrap-answer", "during"],
  ])("kills at %s, and bootstrapping again gives one cluster", async (point, when) => {
    const folder = newFolder();
    const crashing = NodeChild.spawn(argsOf(folder), { RAFT_CRASH_AT: point });
    cleanups.push(async () => await crashing.kill("SIGKILL"));
    if (when === "during") {
      await crashing.line("listening");
      const admin = new TestClient(crashing.address("admin"));
      await expect(bootstrap(admin)).rejects.toThrow();
      admin.close();
    }
    expect(await crashing.exited).toEqual({ code: null, signal: "SIGKILL" });

    const node = await NodeChild.start(folder);
    cleanups.push(async () => await node.kill("SIGKILL"));
    const admin = new TestClient(node.address("admin"));
    cleanups.push(() => admin.close());
    await bootstrap(admin);

    expect(await leading(admin)).toMatchObject({ clusterId: "test", nodeId: 1, highestNodeId: 1 });
  });
});
