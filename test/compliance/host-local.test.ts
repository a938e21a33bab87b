import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { LocalHost, clusterFolder } from "../../src/operator/hosts/local/local-host.ts";
import { LocalStore } from "../../src/operator/hosts/local/local-store.ts";
import { parseManifest } from "../../src/operator/spec.ts";
import type { RaftClusterManifest } from "../../src/operator/spec.ts";
import { vi } from "vitest";
import { SystemClock } from "../../src/utils/clock.ts";
import { SILENT_LOGGER } from "../../src/utils/logger.ts";
import { describeHost } from "./host.ts";
import type { HostSubject } from "./host.ts";

const KEY = { namespace: "default", name: "demo" };

function makeManifest(): RaftClusterManifest {
  const result = parseManifest({
    apiVersion: "raft.crabmq.io/v1alpha1",
    kind: "RaftCluster",
    metadata: { name: KEY.name },
    spec: {},
  });
  if (result.kind === "invalid") {
    throw new Error(result.problems[0]?.message);
  }
  return result.manifest;
}

async function makeLocal(): Promise<HostSubject> {
  const root = await mkdtemp(join(tmpdir(), "raft-local-host-"));
  const stub = fileURLToPath(new URL("host-stub-node.mjs", import.meta.url));
  const host = new LocalHost(
    { root, key: KEY, nodeCommand: [process.execPath, stub], nodeEnvironment: {} },
    {
      clock: new SystemClock(),
      logger: SILENT_LOGGER,
      changed: () => undefined,
      event: () => undefined,
    },
  );
  const signal = new AbortController().signal;
  await host.open(signal);
  const store = new LocalStore({ folder: clusterFolder(root, KEY) });
  let manifest = makeManifest();
  return {
    host,
    key: KEY,
    image: "local",
    createResource: async () => {
      await store.apply(manifest, Date.now(), signal);
    },
    changeSpec: async (changes) => {
      manifest = { ...manifest, spec: { ...manifest.spec, ...changes } };
      await store.apply(manifest, Date.now(), signal);
    },
    requestDeletion: async () => {
      await store.requestDeletion(Date.now(), signal);
    },
    killProcess: async (ordinal) => {
      const pid = await vi.waitFor(async () => {
        const { pods } = await store.read();
        return pods.find((pod) => pod.ordinal === ordinal)!.process!.pid;
      });
      process.kill(pid, "SIGKILL");
    },
    close: async () => {
      await host.close({ processes: "stop", graceMs: 2000 });
      await rm(root, { recursive: true, force: true });
    },
  };
}

describeHost("LocalHost", makeLocal, { waitMs: 10_000 });
