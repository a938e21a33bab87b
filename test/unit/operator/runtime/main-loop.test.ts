import { describe, expect, it } from "vitest";
import { type ClusterKey, HostError } from "../../../../src/operator/host.ts";
import { WATCHED_KINDS } from "../../../../src/operator/hosts/kubernetes/watched-kinds.ts";
import { MainLoop, type MainLoopOptions } from "../../../../src/operator/runtime/main-loop.ts";
import { InvariantError } from "../../../../src/utils/assert.ts";
import { SILENT_LOGGER } from "../../../../src/utils/logger.ts";
import { type ApiHarness, metricValue, raftCluster, startApi, eventually } from "./api-harness.ts";

type Reconcile = (
  name: string,
  signal: AbortSignal,
) => Promise<{ readonly requeueAfterMs: number | null }>;

interface Run extends AsyncDisposable {
  readonly loop: MainLoop;
  /** Names reconciled so far, in order. */
  readonly calls: readonly string[];
  readonly stop: AbortController;
  readonly fence: AbortController;
  readonly working: Promise<unknown>;
}

const DONE: Reconcile = () => Promise.resolve({ requeueAfterMs: null });
const LABEL = "raft.crabmq.io/cluster";

function run(
  api: ApiHarness,
  reconcile: Reconcile = DONE,
  options: Partial<MainLoopOptions> & { readonly standby?: boolean } = {},
): Run {
  const { standby = false, ...loopOptions } = options;
  const calls: string[] = [];
  const loop = new MainLoop(
    {
      controller: "raftcluster",
      namespaces: [],
      workers: 2,
      watched: WATCHED_KINDS,
      resyncMs: 300_000,
      reconcileTimeoutMs: 60_000,
      drainMs: 10_000,
      informer: {
        relistMs: 300_000,
        watchTimeoutSeconds: 290,
        silenceMsMax: 60_000,
        backoff: { baseMs: 5, maxMs: 20 },
      },
      queue: { backoff: { baseMs: 5, maxMs: 100 }, keysMax: 100 },
      ...loopOptions,
    },
    {
      client: api.client,
      reconciler: {
        reconcile: async (key: ClusterKey, signal) => {
          calls.push(key.name);
          return await reconcile(key.name, signal);
        },
      },
      clock: api.clock,
      random: Math.random,
      logger: SILENT_LOGGER,
      metrics: api.metrics,
    },
  );
  const background = new AbortController();
  const stop = new AbortController();
  const fence = new AbortController();
  const watching = loop.watch(background.signal);
  const working = standby
    ? Promise.resolve(null)
    : loop.reconcile({ stop: stop.signal, fence: fence.signal }).then(
        () => null,
        (error: unknown) => error,
      );
  return {
    loop,
    calls,
    stop,
    fence,
    working,
    [Symbol.asyncDispose]: async () => {
      fence.abort();
      background.abort();
      await Promise.all([working, watching]);
    },
  };
}

async function synced(run: Run, api: ApiHarness): Promise<void> {
  await eventually(() => expect(run.loop.hasSynced).toBe(true));
  await eventually(() => expect(api.server.watchCount).toBe(4));
}

describe("main loop", () => {
  it("reconciles what exists, what is made, and what is changed", async () => {
    await using api = await startApi();
    api.server.create("raftclusters", raftCluster("first"));
    await using loop = run(api);
    await synced(loop, api);
    await eventually(() => expect(loop.calls).toEqual(["first"]));

    api.server.create("raftclusters", raftCluster("second"));
    await eventually(() => expect(loop.calls).toEqual(["first", "second"]));
    api.server.change("raftclusters", "first", { spec: { logLevel: "debug" } });

    await eventually(() => expect(loop.calls).toEqual(["first", "second", "first"]));
  });

  it.each(["statefulsets", "pods", "persistentvolumeclaims"])(
    "reconciles the owner of %s that change, by their label",
    async (plural) => {
      await using api = await startApi();
      await using loop = run(api);
      await synced(loop, api);

      api.server.create(plural, { metadata: { name: "stranger" } });
      api.server.create(plural, { metadata: { name: "x", labels: { [LABEL]: "demo" } } });
      await eventually(() => expect(loop.calls).toEqual(["demo"]));
      api.server.remove(plural, "x");

      await eventually(() => expect(loop.calls).toEqual(["demo", "demo"]));
    },
  );

  it("never reconciles one resource twice at the same time", async () => {
    await using api = await startApi();
    let running = 0;
    let most = 0;
    const release: (() => void)[] = [];
    await using loop = run(api, async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise<void>((resolve) => {
        release.push(resolve);
      });
      running -= 1;
      return { requeueAfterMs: null };
    });
    await synced(loop, api);
    api.server.create("raftclusters", raftCluster("demo"));
    await eventually(() => expect(release).toHaveLength(1));

    for (const replicas of [2, 3, 4]) {
      api.server.change("raftclusters", "demo", { spec: { replicas } });
    }
    api.server.create("pods", { metadata: { name: "last", labels: { [LABEL]: "other" } } });
    await eventually(() => expect(loop.calls).toContain("other"));
    release.splice(0).forEach((end) => end());

    await eventually(() => expect(loop.calls).toEqual(["demo", "other", "demo"]));
    expect(most).toBe(2);
    release.splice(0).forEach((end) => end());
  });

  it("looks again after the time that a reconcile asks for", async () => {
    await using api = await startApi();
    api.server.create("raftclusters", raftCluster("demo"));
    await using loop = run(api, () => Promise.resolve({ requeueAfterMs: 10 }));

    await eventually(() => expect(loop.calls.length).toBeGreaterThanOrEqual(4));
  });

  it("looks at every resource periodically, whatever it was told", async () => {
    await using api = await startApi();
    api.server.create("raftclusters", raftCluster("a"));
    api.server.create("raftclusters", raftCluster("b"));
    await using loop = run(api, DONE, { resyncMs: 30 });

    await eventually(() => {
      expect(loop.calls.filter((name) => name === "a").length).toBeGreaterThanOrEqual(3);
      expect(loop.calls.filter((name) => name === "b").length).toBeGreaterThanOrEqual(3);
    });
  });

  it.each([
    ["a bug", new TypeError("undefined is not a function"), "error"],
    ["a conflict", new HostError("conflict", { code: "CONFLICT" }), "requeue"],
    ["an outage", new HostError("503", { code: "UNAVAILABLE", retryAfterMs: 20 }), "error"],
  ])("tries again after %s, and keeps serving the others", async (_, error, result) => {
    await using api = await startApi();
    let failures = 0;
    await using loop = run(api, (name) => {
      if (name === "bad" && failures < 3) {
        failures += 1;
        return Promise.reject(error);
      }
      return DONE(name, new AbortController().signal);
    });
    await synced(loop, api);

    api.server.create("raftclusters", raftCluster("bad"));
    api.server.create("raftclusters", raftCluster("good"));

    await eventually(() => expect(loop.calls.filter((name) => name === "bad")).toHaveLength(4));
    expect(loop.calls).toContain("good");
    const labels = { controller: "raftcluster", result };
    expect(await metricValue(api.registry, "controller_runtime_reconcile_total", labels)).toBe(3);
  });

  it("ends with the bug when an invariant is broken", async () => {
    await using api = await startApi();
    const bug = new InvariantError("the impossible");
    api.server.create("raftclusters", raftCluster("demo"));
    await using loop = run(api, () => Promise.reject(bug));

    expect(await loop.working).toBe(bug);
  });

  it("aborts a reconcile that takes too long", async () => {
    await using api = await startApi();
    api.server.create("raftclusters", raftCluster("demo"));
    let first = true;
    await using loop = run(
      api,
      async (_, signal) => {
        if (first) {
          first = false;
          await new Promise((_resolve, reject) => {
            signal.addEventListener("abort", () => reject(signal.reason));
          });
        }
        return { requeueAfterMs: null };
      },
      { reconcileTimeoutMs: 30 },
    );

    await eventually(() => expect(loop.calls).toEqual(["demo", "demo"]));
  });

  it("lets what is running end when it is stopped, and takes nothing new", async () => {
    await using api = await startApi();
    api.server.create("raftclusters", raftCluster("demo"));
    let end = (): void => undefined;
    let aborted = false;
    await using loop = run(api, async (_, signal) => {
      await new Promise<void>((resolve) => {
        end = resolve;
      });
      aborted = signal.aborted;
      return { requeueAfterMs: 1 };
    });
    await eventually(() => expect(loop.calls).toEqual(["demo"]));

    loop.stop.abort();
    api.server.create("raftclusters", raftCluster("later"));
    end();

    expect(await loop.working).toBeNull();
    expect(aborted).toBe(false);
    expect(loop.calls).toEqual(["demo"]);
  });

  it.each([
    ["at once when it is fenced", "fence", 60_000],
    ["after the drain time when it is stopped", "stop", 30],
  ] as const)("aborts what is running %s", async (_, signal, drainMs) => {
    await using api = await startApi();
    api.server.create("raftclusters", raftCluster("demo"));
    await using loop = run(
      api,
      async (_name, work) =>
        await new Promise((_resolve, reject) => {
          work.addEventListener("abort", () => reject(work.reason));
        }),
      { drainMs },
    );
    await eventually(() => expect(loop.calls).toEqual(["demo"]));

    loop[signal].abort(new Error("over"));

    expect(await loop.working).toBeNull();
    expect(await metricValue(api.registry, "controller_runtime_reconcile_errors_total")).toBe(0);
  });

  it("is warm but idle while it does not lead, and reconciles all when it does", async () => {
    await using api = await startApi();
    api.server.create("raftclusters", raftCluster("a"));
    await using standby = run(api, DONE, { standby: true });
    await synced(standby, api);
    api.server.create("raftclusters", raftCluster("b"));
    await api.settle();
    expect(standby.calls).toEqual([]);
    // Nobody would take them out, in a standby that may live for months.
    expect(await metricValue(api.registry, "workqueue_adds_total")).toBe(0);

    const working = standby.loop.reconcile({
      stop: standby.stop.signal,
      fence: standby.fence.signal,
    });
    await eventually(() => expect([...standby.calls].sort()).toEqual(["a", "b"]));
    standby.stop.abort();
    await working;
  });

  it("works in the namespaces that it was given only", async () => {
    await using api = await startApi();
    await using loop = run(api, DONE, { namespaces: ["default", "team"] });
    await eventually(() => expect(api.server.watchCount).toBe(8));

    for (const namespace of ["elsewhere", "team"]) {
      const cluster = raftCluster(`in-${namespace}`);
      api.server.create("raftclusters", {
        ...cluster,
        metadata: { ...cluster.metadata, namespace },
      });
    }

    await eventually(() => expect(loop.calls).toEqual(["in-team"]));
    expect(api.server.requests.every(({ path }) => path.includes("/namespaces/"))).toBe(true);
  });
});

describe("main loop in bad weather", () => {
  it("says what it may not list, and starts when it may", async () => {
    await using api = await startApi();
    api.server.fail(({ path }) => path.endsWith("/pods"), { kind: "status", status: 403 });
    api.server.create("raftclusters", raftCluster("demo"));
    await using loop = run(api);
    await eventually(() => expect(loop.loop.failures.join()).toContain("LIST pods"));
    expect(loop.loop.hasSynced).toBe(false);

    api.server.heal();
    await synced(loop, api);
    await eventually(() => expect(loop.loop.failures).toEqual([]));
  });

  it("sees after an API server's restart what happened while it was gone", async () => {
    await using api = await startApi();
    await using loop = run(api);
    await synced(loop, api);

    await api.server.stop();
    api.server.create("raftclusters", raftCluster("meanwhile"));
    await eventually(() => expect(loop.loop.failures).not.toEqual([]));
    await api.server.start();

    await eventually(() => expect(loop.calls).toEqual(["meanwhile"]));
    await eventually(() => expect(loop.loop.failures).toEqual([]));
  });

  it("brings every resource to its last generation though half of all events are lost and connections break", async () => {
    await using api = await startApi();
    const seen = new Map<string, number>();
    await using loop = run(
      api,
      (name) => {
        seen.set(name, api.server.get("raftclusters", name)?.metadata.generation ?? 0);
        return DONE(name, new AbortController().signal);
      },
      {
        resyncMs: 100,
        informer: {
          relistMs: 100,
          watchTimeoutSeconds: 290,
          silenceMsMax: 60_000,
          backoff: { baseMs: 5, maxMs: 20 },
        },
      },
    );
    await synced(loop, api);
    let number = 0;
    api.server.dropEvent = () => (number += 1) % 2 === 0;
    let requests = 0;
    api.server.fail(() => (requests += 1) % 4 === 0, { kind: "reset" }, 20);

    const names = Array.from({ length: 10 }, (_, index) => `cluster-${index}`);
    for (const name of names) {
      api.server.create("raftclusters", raftCluster(name));
    }
    for (const round of [2, 3, 4]) {
      for (const name of names) {
        api.server.change("raftclusters", name, { spec: { replicas: round } });
      }
      await api.settle();
    }

    await eventually(() => expect(names.map((name) => seen.get(name))).toEqual(names.map(() => 4)));
  });
});
