import { describe, expect, it } from "vitest";
import {
  HostError,
  type HostObservation,
  type WorkloadRequest,
} from "../../../../src/operator/host.ts";
import { KubernetesHost } from "../../../../src/operator/hosts/kubernetes/kubernetes-host.ts";
import {
  EventRecorder,
  EVENT_RECORDER_DEFAULTS,
} from "../../../../src/operator/runtime/event-recorder.ts";
import { SILENT_LOGGER } from "../../../../src/utils/logger.ts";
import { type ApiHarness, eventually, raftCluster, startApi } from "../runtime/api-harness.ts";

const SIGNAL = new AbortController().signal;
const KEY = { namespace: "default", name: "demo" };
const LABELS = { "raft.crabmq.io/cluster": "demo" };

interface World extends AsyncDisposable {
  readonly api: ApiHarness;
  readonly server: ApiHarness["server"];
  readonly host: KubernetesHost;
  observe(): Promise<HostObservation>;
}

async function startWorld(
  options: { readonly adminDial?: "podName" | "podAddress" } = {},
): Promise<World> {
  const api = await startApi();
  const stop = new AbortController();
  let tokens = 0;
  const events = new EventRecorder(
    { ...EVENT_RECORDER_DEFAULTS, controller: "raft.crabmq.io/raft-operator", instance: "test" },
    {
      client: api.client,
      clock: api.clock,
      unixMs: Date.now,
      logger: SILENT_LOGGER,
      metrics: api.metrics,
    },
  );
  const recording = events.run(stop.signal, stop.signal);
  const host = new KubernetesHost(
    { adminDial: options.adminDial ?? "podName" },
    {
      client: api.client,
      events,
      newToken: () => {
        tokens += 1;
        return `token-${tokens}`;
      },
    },
  );
  api.server.create("raftclusters", raftCluster("demo"));
  return {
    api,
    server: api.server,
    host,
    observe: async () => {
      const seen = await host.observe(KEY, SIGNAL);
      if (seen === null) {
        throw new Error("the resource does not exist");
      }
      return seen;
    },
    [Symbol.asyncDispose]: async () => {
      stop.abort();
      await recording;
      await api[Symbol.asyncDispose]();
    },
  };
}

async function errorOf(promise: Promise<unknown>): Promise<HostError> {
  const error: unknown = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof HostError)) {
    throw new Error(`expected a HostError, got ${String(error)}`);
  }
  return error;
}

/** Plays the StatefulSet's controller: a pod with the template's metadata, and its claim. */
function makePod(world: World, ordinal: number): void {
  const spec = world.server.get("statefulsets", "demo")!["spec"] as {
    template: {
      metadata: { labels: Record<string, string>; annotations: Record<string, string> };
    };
  };
  world.server.create("persistentvolumeclaims", {
    metadata: { name: `data-demo-${ordinal}`, labels: LABELS },
  });
  world.server.create("pods", {
    metadata: { name: `demo-${ordinal}`, ...spec.template.metadata },
    status: {
      phase: "Running",
      podIP: `10.0.0.${ordinal + 1}`,
      conditions: [{ type: "Ready", status: "True" }],
      containerStatuses: [{ name: "node", restartCount: 2, state: { running: {} } }],
    },
  });
}

/** What is asked of a host that has no workload yet, or has one of this size. */
function workload(size: number, image: string): WorkloadRequest {
  return { size, image, minAvailable: 1, observedSize: null };
}

describe("kubernetes host: observe", () => {
  it("is null where the resource does not exist", async () => {
    await using world = await startWorld();

    expect(await world.host.observe({ namespace: "default", name: "other" }, SIGNAL)).toBeNull();
  });

  it("sees the workload, the pods and the volumes of this cluster only", async () => {
    await using world = await startWorld();
    const before = await world.observe();
    expect([before.workload, before.pods, before.volumes]).toEqual([null, [], []]);
    await world.host.ensure(before.cluster, workload(2, "node:1"), SIGNAL);
    makePod(world, 1);
    makePod(world, 0);
    world.server.create("pods", { metadata: { name: "demo-debug", labels: LABELS } });
    world.server.create("pods", { metadata: { name: "demo-7" } });

    const seen = await world.observe();

    expect(seen.workload).toEqual({
      size: 2,
      image: "node:1",
      upToDate: true,
      whereToAsk: "kubectl describe statefulset demo --namespace default",
    });
    expect(seen.pods.map(({ name }) => name)).toEqual(["demo-0", "demo-1"]);
    expect(seen.pods[0]).toMatchObject({
      ordinal: 0,
      running: true,
      terminating: false,
      ready: true,
      restarts: 2,
      problem: null,
      adminAddress: "demo-0.demo-peers.default.svc:2382",
      peerAddress: "demo-0.demo-peers.default.svc:2380",
      upToDate: true,
    });
    expect(seen.volumes).toMatchObject([
      { ordinal: 0, name: "data-demo-0", terminating: false },
      { ordinal: 1, name: "data-demo-1", terminating: false },
    ]);
  });

  it("says of a pod that is being deleted when it is due, and what to do about one that is not gone then", async () => {
    await using world = await startWorld();
    const { cluster } = await world.observe();
    await world.host.ensure(cluster, workload(2, "node:1"), SIGNAL);
    for (const [ordinal, machine] of [
      [0, "machine-2"],
      [1, undefined],
    ] as const) {
      world.server.create("pods", {
        metadata: {
          name: `demo-${ordinal}`,
          labels: LABELS,
          finalizers: ["test/hold"],
        },
        spec: machine === undefined ? {} : { nodeName: machine },
        status: { phase: "Running" },
      });
      world.server.remove("pods", `demo-${ordinal}`);
    }

    const { pods } = await world.observe();

    expect(pods[0]?.termination).toEqual({
      dueAt: "2026-01-01T00:01:00Z",
      ifOverdue:
        "its machine machine-2 may be dead or cut off, and the pod may still run there and write to its volume: once that machine is switched off or fenced for certain, kubectl delete pod demo-0 --namespace default --force",
    });
    expect(pods[1]?.termination?.ifOverdue).toBe(
      "no machine was found for it, so nothing of it runs: kubectl delete pod demo-1 --namespace default --force",
    );
  });

  it.each([
    [
      { status: { phase: "Pending" }, spec: { storageClassName: "fast" } },
      "its volume claim data-demo-0 is Pending (StorageClass fast)",
    ],
    [
      { status: { phase: "Pending" }, spec: {} },
      "its volume claim data-demo-0 is Pending, and the cluster has no default StorageClass",
    ],
    [
      { status: { phase: "Lost" }, spec: { storageClassName: "fast" } },
      "its volume claim data-demo-0 is Lost (StorageClass fast)",
    ],
    [{ status: { phase: "Bound" }, spec: { storageClassName: "fast" } }, undefined],
  ])("tells what is the matter with a volume claim: %j", async (claim, problem) => {
    await using world = await startWorld();
    world.server.create("persistentvolumeclaims", {
      metadata: { name: "data-demo-0", labels: LABELS },
      ...claim,
    });

    expect((await world.observe()).volumes[0]?.problem).toBe(problem);
  });

  it("dials pods by their address where names cannot be resolved", async () => {
    await using world = await startWorld({ adminDial: "podAddress" });
    const { cluster } = await world.observe();
    await world.host.ensure(cluster, workload(1, "node:1"), SIGNAL);
    makePod(world, 0);
    expect((await world.observe()).pods[0]?.adminAddress).toBe("10.0.0.1:2382");

    world.server.change("pods", "demo-0", { status: { podIP: "fd00::7" } }, "status");
    expect((await world.observe()).pods[0]?.adminAddress).toBe("[fd00::7]:2382");
    world.server.change("pods", "demo-0", { status: { podIP: null } }, "status");
    expect((await world.observe()).pods[0]?.adminAddress).toBe(
      "demo-0.demo-peers.default.svc:2382",
    );
  });

  it("tells a pod that is behind the spec from one that is behind this operator's defaults", async () => {
    await using world = await startWorld();
    const { cluster } = await world.observe();
    await world.host.ensure(cluster, workload(1, "node:1"), SIGNAL);
    makePod(world, 0);

    world.server.change("pods", "demo-0", {
      metadata: { annotations: { "raft.crabmq.io/template-hash": "of an older operator" } },
    });
    expect((await world.observe()).pods[0]).toMatchObject({
      upToDate: false,
      outdatedBy: "operatorDefaults",
    });

    world.server.change("raftclusters", "demo", { spec: { logLevel: "debug" } });
    const changed = await world.observe();
    expect(changed.pods[0]).toMatchObject({ upToDate: false, outdatedBy: "spec" });
    expect(changed.workload?.upToDate).toBe(false);
  });

  it("sees no difference in what the server added to the template", async () => {
    await using world = await startWorld();
    const { cluster } = await world.observe();
    await world.host.ensure(cluster, workload(1, "node:1"), SIGNAL);
    world.server.change("statefulsets", "demo", {
      spec: { template: { spec: { dnsPolicy: "ClusterFirst", schedulerName: "default" } } },
    });

    expect((await world.observe()).workload?.upToDate).toBe(true);
  });

  it("says which field an older definition does not fill in", async () => {
    await using world = await startWorld();
    world.server.change("raftclusters", "demo", { spec: { raft: null } });

    const error = await errorOf(world.observe());

    expect(error.detail).toEqual({ code: "INVALID", what: "spec.raft.tickMs" });
    expect(error.message).toContain("definition");
  });
});

describe("kubernetes host: ensure", () => {
  it("makes everything, and a second time changes nothing", async () => {
    await using world = await startWorld();
    const { cluster } = await world.observe();
    await world.host.ensure(cluster, workload(1, "node:1"), SIGNAL);
    const version = world.server.objects.version;

    await world.host.ensure(cluster, workload(1, "node:1"), SIGNAL);

    expect(world.server.objects.version).toBe(version);
    for (const [plural, name] of [
      ["statefulsets", "demo"],
      ["services", "demo-peers"],
      ["services", "demo-client"],
      ["poddisruptionbudgets", "demo"],
      ["serviceaccounts", "demo-node"],
      ["secrets", "demo-admin-token"],
    ] as const) {
      const owners = world.server.get(plural, name)?.metadata.ownerReferences;
      expect(owners, name).toMatchObject([{ uid: cluster.metadata.uid, controller: true }]);
    }
    const writers = world.server.requests
      .filter(({ method }) => method !== "GET")
      .map(({ query }) => query.get("fieldManager"));
    expect(new Set(writers)).toEqual(new Set(["raft-operator"]));
  });

  it("makes the token once and never another", async () => {
    await using world = await startWorld();
    const { cluster } = await world.observe();
    expect(await world.host.adminToken(cluster, SIGNAL)).toBeNull();

    await world.host.ensure(cluster, workload(1, "node:1"), SIGNAL);
    await world.host.ensure(cluster, workload(1, "node:2"), SIGNAL);

    expect(await world.host.adminToken(cluster, SIGNAL)).toBe("token-1");
  });

  it("waits for the token of a deleted cluster of the same name to be collected", async () => {
    await using world = await startWorld();
    const { cluster } = await world.observe();
    world.server.create("secrets", {
      metadata: {
        name: "demo-admin-token",
        labels: LABELS,
        ownerReferences: [{ uid: "uid-of-before" }],
      },
    });

    const error = await errorOf(world.host.ensure(cluster, workload(1, "i"), SIGNAL));

    expect(error.code).toBe("UNAVAILABLE");
    expect(error.message).toContain("garbage collector");
  });

  it("says what to do about a token that is empty", async () => {
    await using world = await startWorld();
    const { cluster } = await world.observe();
    world.server.create("secrets", {
      metadata: { name: "demo-admin-token", labels: LABELS },
      data: {},
    });

    const error = await errorOf(world.host.adminToken(cluster, SIGNAL));

    expect(error.detail).toEqual({ code: "INVALID", what: "demo-admin-token" });
  });

  it("leaves alone what somebody else made under a name that it needs", async () => {
    await using world = await startWorld();
    const { cluster } = await world.observe();
    world.server.create("services", { metadata: { name: "demo-client" }, spec: { theirs: true } });

    const error = await errorOf(world.host.ensure(cluster, workload(1, "i"), SIGNAL));

    expect(error.code).toBe("INVALID");
    expect(error.message).toContain("services default/demo-client exists and is not");
    expect(world.server.get("services", "demo-client")?.["spec"]).toEqual({ theirs: true });
  });

  it("says which fields a StatefulSet cannot change", async () => {
    await using world = await startWorld();
    const { cluster } = await world.observe();
    await world.host.ensure(cluster, workload(1, "i"), SIGNAL);
    const larger = {
      ...cluster,
      spec: { ...cluster.spec, storage: { ...cluster.spec.storage, size: "2Gi" } },
    };

    const error = await errorOf(world.host.ensure(larger, workload(1, "i"), SIGNAL));

    expect(error.code).toBe("INVALID");
    expect(error.message).toContain("spec.storage.size");
  });

  it("lets drains leave as many pods as it is told", async () => {
    await using world = await startWorld();
    const { cluster } = await world.observe();
    await world.host.ensure(cluster, { ...workload(1, "i"), minAvailable: 3 }, SIGNAL);

    expect(world.server.get("poddisruptionbudgets", "demo")).toMatchObject({
      spec: { minAvailable: 3 },
    });
  });

  it("removes its disruption budget when the spec wants none, and nobody else's", async () => {
    await using world = await startWorld();
    const { cluster } = await world.observe();
    await world.host.ensure(cluster, workload(1, "i"), SIGNAL);
    const without = {
      ...cluster,
      spec: { ...cluster.spec, podDisruptionBudget: { enabled: false } },
    };

    await world.host.ensure(without, workload(1, "i"), SIGNAL);
    expect(world.server.get("poddisruptionbudgets", "demo")).toBeNull();

    world.server.create("poddisruptionbudgets", { metadata: { name: "demo" } });
    await world.host.ensure(without, workload(1, "i"), SIGNAL);
    expect(world.server.get("poddisruptionbudgets", "demo")).not.toBeNull();
  });

  it.each([403, 500, 503])(
    "passes on that a write answered %i, having made nothing twice",
    async (status) => {
      await using world = await startWorld();
      const { cluster } = await world.observe();
      world.server.fail(
        ({ path, method }) => path.endsWith("/statefulsets/demo") && method === "PATCH",
        {
          kind: "status",
          status,
        },
      );
      const error = await errorOf(world.host.ensure(cluster, workload(1, "i"), SIGNAL));
      expect(error.code).toBe(status === 403 ? "FORBIDDEN" : "UNAVAILABLE");

      world.server.heal();
      await world.host.ensure(cluster, workload(1, "i"), SIGNAL);
      expect(await world.host.adminToken(cluster, SIGNAL)).toBe("token-1");
    },
  );
});

describe("kubernetes host: the resource itself", () => {
  it("writes the status of exactly the version that it saw", async () => {
    await using world = await startWorld();
    const { cluster } = await world.observe();

    const stored = await world.host.writeStatus(cluster, { clusterID: "c1" }, SIGNAL);
    const again = await world.host.writeStatus(stored, { phase: "Running" }, SIGNAL);

    expect(again.status).toEqual({ phase: "Running" });
    const stale = world.host.writeStatus(cluster, { clusterID: "c2" }, SIGNAL);
    expect((await errorOf(stale)).code).toBe("CONFLICT");
    expect(world.server.get("raftclusters", "demo")?.["status"]).toEqual({ phase: "Running" });
  });

  it("adds its finalizer beside others, and takes only its own away", async () => {
    await using world = await startWorld();
    world.server.change("raftclusters", "demo", { metadata: { finalizers: ["other/x"] } });
    const finalizers = (): unknown => world.server.get("raftclusters", "demo")?.metadata.finalizers;

    await world.host.addFinalizer((await world.observe()).cluster, SIGNAL);
    expect(finalizers()).toEqual(["other/x", "raft.crabmq.io/cleanup"]);
    await world.host.addFinalizer((await world.observe()).cluster, SIGNAL);
    const { cluster } = await world.observe();
    await world.host.removeFinalizer(cluster, SIGNAL);
    expect(finalizers()).toEqual(["other/x"]);

    // The same again: the version is old by now, but the work is done or the resource gone.
    expect((await errorOf(world.host.removeFinalizer(cluster, SIGNAL))).code).toBe("CONFLICT");
    world.server.change("raftclusters", "demo", { metadata: { finalizers: null } });
    world.server.remove("raftclusters", "demo");
    await world.host.removeFinalizer(cluster, SIGNAL);
  });

  it("records events about the resource", async () => {
    await using world = await startWorld();
    const { cluster } = await world.observe();

    world.host.recordEvent(cluster, { type: "Normal", reason: "R", action: "A", message: "m" });

    await eventually(() => {
      const [event] = world.server.objects.list(world.server.kind("events"), "default");
      expect(event?.["regarding"]).toMatchObject({ name: "demo", uid: cluster.metadata.uid });
    });
  });
});

describe("kubernetes host: deletion", () => {
  it("deletes the workload and its pods, not the volumes, and may be asked again", async () => {
    await using world = await startWorld();
    const { cluster } = await world.observe();
    await world.host.ensure(cluster, workload(1, "i"), SIGNAL);
    makePod(world, 0);
    world.server.create("pods", { metadata: { name: "demo-debug", labels: LABELS } });

    await world.host.deleteWorkload(cluster, SIGNAL);
    await world.host.deleteWorkload(cluster, SIGNAL);

    expect(world.server.get("statefulsets", "demo")).toBeNull();
    expect(world.server.get("pods", "demo-0")).toBeNull();
    expect(world.server.get("pods", "demo-debug")).not.toBeNull();
    expect(world.server.get("persistentvolumeclaims", "data-demo-0")).not.toBeNull();
  });

  it.each([
    ["deleteVolume", "persistentvolumeclaims", "data-demo-0"],
    ["deletePod", "pods", "demo-0"],
  ] as const)("%s deletes only what still has the uid", async (method, plural, name) => {
    await using world = await startWorld();
    const { cluster } = await world.observe();
    const { uid } = world.server.create(plural, { metadata: { name, labels: LABELS } }).metadata;

    await world.host[method](cluster, { ordinal: 0, uid: "another" }, SIGNAL);
    expect(world.server.get(plural, name)).not.toBeNull();
    await world.host[method](cluster, { ordinal: 0, uid }, SIGNAL);
    expect(world.server.get(plural, name)).toBeNull();
    await world.host[method](cluster, { ordinal: 0, uid }, SIGNAL);
  });
});
