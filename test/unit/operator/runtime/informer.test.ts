import { describe, expect, it } from "vitest";
import { Informer, type InformerOptions } from "../../../../src/operator/runtime/informer.ts";
import { PODS, RAFT_CLUSTERS } from "../../../../src/operator/runtime/kube-kinds.ts";
import { SILENT_LOGGER } from "../../../../src/utils/logger.ts";
import type { FakeRequest } from "../../../support/fake-api-server.ts";
import { type ApiHarness, metricValue, startApi, eventually } from "./api-harness.ts";

interface Run extends AsyncDisposable {
  readonly informer: Informer;
  /** `added a`, in order. */
  readonly changes: readonly string[];
}

function run(
  api: ApiHarness,
  options: Partial<InformerOptions> & { readonly onChange?: (text: string) => void } = {},
): Run {
  const { onChange = () => undefined, ...informerOptions } = options;
  const changes: string[] = [];
  const stop = new AbortController();
  const informer = new Informer(
    {
      kind: PODS,
      namespace: null,
      relistMs: 300_000,
      watchTimeoutSeconds: 290,
      silenceMsMax: 60_000,
      backoff: { baseMs: 5, maxMs: 20 },
      ...informerOptions,
    },
    {
      client: api.client,
      clock: api.clock,
      random: Math.random,
      logger: SILENT_LOGGER,
      metrics: api.metrics,
      onChange: (change) => {
        const text = `${change.type} ${change.object.metadata.name}`;
        changes.push(text);
        onChange(text);
      },
    },
  );
  const running = informer.run(stop.signal);
  return {
    informer,
    changes,
    [Symbol.asyncDispose]: async () => {
      stop.abort();
      await running;
    },
  };
}

const isWatch = (request: FakeRequest): boolean => request.query.get("watch") === "true";
const isList = (request: FakeRequest): boolean => !isWatch(request);

async function watching(api: ApiHarness, count = 1): Promise<void> {
  await eventually(() => expect(api.server.watchCount).toBe(count));
}

function lists(api: ApiHarness): number {
  return api.server.requests.filter(isList).length;
}

describe("informer", () => {
  it("tells what is there, and then what happens", async () => {
    await using api = await startApi();
    api.server.create("pods", { metadata: { name: "a" } });
    await using followed = run(api);
    await watching(api);

    api.server.create("pods", { metadata: { name: "b" } });
    api.server.change("pods", "a", { metadata: { labels: { x: "1" } } });
    api.server.remove("pods", "b");

    await eventually(() =>
      expect(followed.changes).toEqual(["added a", "added b", "updated a", "deleted b"]),
    );
    expect(followed.informer.hasSynced).toBe(true);
    expect(followed.informer.objects().map(({ metadata }) => metadata.name)).toEqual(["a"]);
    expect(lists(api)).toBe(1);
  });

  it("has not synced while the first list fails, and says why", async () => {
    await using api = await startApi();
    api.server.fail(isList, { kind: "status", status: 503 });
    await using followed = run(api);

    await eventually(() => expect(followed.informer.failure).toContain("503"));
    expect(followed.informer.hasSynced).toBe(false);

    api.server.heal();
    await eventually(() => expect(followed.informer.hasSynced).toBe(true));
    await eventually(() => expect(followed.informer.failure).toBeNull());
  });

  it("waits for a kind whose definition is applied later", async () => {
    await using api = await startApi();
    api.server.serve("raftclusters", false);
    await using followed = run(api, { kind: RAFT_CLUSTERS });
    await eventually(() => expect(followed.informer.failure).toContain("does not serve"));

    api.server.serve("raftclusters", true);

    await eventually(() => expect(followed.informer.hasSynced).toBe(true));
  });

  it.each([
    ["503", { kind: "status", status: 503 }],
    ["429", { kind: "status", status: 429, retryAfterSeconds: 1 }],
    ["403", { kind: "status", status: 403 }],
    ["a reset", { kind: "reset" }],
  ] as const)(
    "goes on from where it was after %s of the watch, without a list",
    async (_, fault) => {
      await using api = await startApi();
      await using followed = run(api);
      await watching(api);

      api.server.fail(isWatch, fault, 3);
      api.server.cutConnections();
      api.server.create("pods", { metadata: { name: "meanwhile" } });

      await eventually(() => expect(followed.changes).toEqual(["added meanwhile"]));
      expect(lists(api)).toBe(1);
      expect(followed.informer.failure).toBeNull();
    },
  );

  it("lists again after a watch that failed many times", async () => {
    await using api = await startApi();
    await using followed = run(api);
    await watching(api);

    api.server.fail(isWatch, { kind: "status", status: 500 }, 8);
    api.server.cutConnections();
    await eventually(() => expect(lists(api)).toBe(2));

    await watching(api);
    await eventually(() => expect(followed.informer.failure).toBeNull());
  });

  it("goes on after the server's own timeout", async () => {
    await using api = await startApi();
    await using followed = run(api);
    await watching(api);

    api.server.closeWatches();
    await watching(api);
    api.server.create("pods", { metadata: { name: "a" } });

    await eventually(() => expect(followed.changes).toEqual(["added a"]));
    expect(lists(api)).toBe(1);
  });

  it("lists again when its version is too old, and tells what happened meanwhile", async () => {
    await using api = await startApi();
    api.server.create("pods", { metadata: { name: "gone" } });
    api.server.create("pods", { metadata: { name: "stays" } });
    await using followed = run(api);
    await watching(api);

    await api.server.stop();
    api.server.remove("pods", "gone");
    api.server.create("pods", { metadata: { name: "new" } });
    api.server.objects.compact();
    await api.server.start();

    await eventually(() =>
      expect(followed.changes.slice(2).sort()).toEqual(["added new", "deleted gone"]),
    );
    expect(lists(api)).toBe(2);
  });

  it("takes a bookmark's version, so that a quiet kind needs no list after a break", async () => {
    await using api = await startApi();
    await using followed = run(api);
    await watching(api);
    api.server.create("services", { metadata: { name: "other-kind" } });
    api.server.objects.compact();
    const version = String(api.server.objects.version);
    api.server.sendBookmarks();
    api.server.closeWatches();

    await eventually(() =>
      expect(api.server.requests.filter(isWatch).at(-1)?.query.get("resourceVersion")).toBe(
        version,
      ),
    );
    await watching(api);
    expect(lists(api)).toBe(1);
    await eventually(() => expect(followed.informer.failure).toBeNull());
  });

  it("tells an object that was deleted and made again as two changes, though the watch told neither", async () => {
    await using api = await startApi();
    api.server.create("pods", { metadata: { name: "a" } });
    await using followed = run(api);
    await watching(api);

    api.server.dropEvent = () => true;
    api.server.remove("pods", "a");
    api.server.create("pods", { metadata: { name: "a" } });
    api.server.objects.compact();
    api.server.closeWatches();

    await eventually(() => expect(followed.changes).toEqual(["added a", "deleted a", "added a"]));
  });

  it("finds by its periodic list what lost events would have told, though the watch never ends", async () => {
    await using api = await startApi();
    api.server.dropEvent = () => true;
    await using followed = run(api, { relistMs: 100 });
    await watching(api);

    api.server.create("pods", { metadata: { name: "a" } });
    await eventually(() => expect(followed.changes).toEqual(["added a"]));
    expect(lists(api)).toBeGreaterThanOrEqual(2);
  });

  it("breaks off a watch that went silent and goes on", async () => {
    await using api = await startApi();
    await using followed = run(api, { silenceMsMax: 50 });
    await watching(api);

    await eventually(() =>
      expect(api.server.requests.filter(isWatch).length).toBeGreaterThanOrEqual(3),
    );
    api.server.create("pods", { metadata: { name: "a" } });
    await eventually(() => expect(followed.changes).toContain("added a"));
  });

  it("outlives a handler that throws", async () => {
    await using api = await startApi();
    await using followed = run(api, {
      onChange: () => {
        throw new Error("a bug in the handler");
      },
    });
    await watching(api);

    api.server.create("pods", { metadata: { name: "a" } });
    api.server.create("pods", { metadata: { name: "b" } });

    await eventually(() => expect(followed.changes).toEqual(["added a", "added b"]));
    expect(api.server.watchCount).toBe(1);
  });

  it("follows one namespace and one label where it is told to", async () => {
    await using api = await startApi();
    await using followed = run(api, { namespace: "default", labelSelector: "app=raft" });
    await watching(api);
    const labels = { app: "raft" };

    api.server.create("pods", { metadata: { name: "elsewhere", namespace: "other", labels } });
    api.server.create("pods", { metadata: { name: "unlabelled" } });
    api.server.create("pods", { metadata: { name: "ours", labels } });

    await eventually(() => expect(followed.changes).toEqual(["added ours"]));
  });

  it("leaves nothing behind when it is stopped, even between two attempts", async () => {
    await using api = await startApi();
    {
      await using followed = run(api, { backoff: { baseMs: 60_000, maxMs: 60_000 } });
      await watching(api);
      api.server.fail(isWatch, { kind: "status", status: 500 });
      api.server.cutConnections();
      await eventually(() => expect(followed.informer.failure).not.toBeNull());
    }

    expect(api.server.watchCount).toBe(0);
    expect(
      await metricValue(api.registry, "raft_operator_informer_errors_total", { kind: "pods" }),
    ).toBeGreaterThan(0);
  });
});
