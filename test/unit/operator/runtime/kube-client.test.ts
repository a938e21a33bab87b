import { describe, expect, it } from "vitest";
import { HostError } from "../../../../src/operator/host.ts";
import type { WatchEvent } from "../../../../src/operator/runtime/kube-answer.ts";
import {
  PODS,
  RAFT_CLUSTERS,
  SERVICES,
  STATEFUL_SETS,
} from "../../../../src/operator/runtime/kube-kinds.ts";
import { metricValue, raftCluster, startApi } from "./api-harness.ts";

const SIGNAL = new AbortController().signal;
const DEMO = { kind: RAFT_CLUSTERS, namespace: "default", name: "demo" };

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

describe("kube client", () => {
  it("sends the credentials of the kubeconfig and keeps unknown fields of an object", async () => {
    await using api = await startApi();
    api.server.create("raftclusters", { ...raftCluster("demo"), futureField: { deep: [1] } });

    const found = await api.client.get(DEMO, SIGNAL);

    expect(found?.["futureField"]).toEqual({ deep: [1] });
    expect(found?.kind).toBe("RaftCluster");
    expect(await metricValue(api.registry, "rest_client_requests_total", { code: "200" })).toBe(1);
  });

  it("tells an object that does not exist from a kind that is not served", async () => {
    await using api = await startApi();
    expect(await api.client.get(DEMO, SIGNAL)).toBeNull();

    api.server.serve("raftclusters", false);

    const error = await errorOf(api.client.get(DEMO, SIGNAL));
    expect(error.detail.code).toBe("NOT_FOUND");
    expect(error.message).toContain("it does not serve raftclusters.raft.crabmq.io default/demo");
    const listed = await errorOf(api.client.list(RAFT_CLUSTERS, { namespace: null }, SIGNAL));
    expect(listed.detail).toEqual({ code: "NOT_FOUND", what: "raftclusters.raft.crabmq.io" });
  });

  it("lists all pages, in all namespaces or in one, by label", async () => {
    await using api = await startApi({ pageItemsMax: 2 });
    for (const number of [1, 2, 3, 4, 5]) {
      api.server.create("pods", {
        metadata: {
          name: `pod-${number}`,
          namespace: number < 5 ? "default" : "other",
          labels: { app: number === 1 ? "else" : "ours" },
        },
      });
    }

    const all = await api.client.list(PODS, { namespace: null }, SIGNAL);
    const ours = await api.client.list(
      PODS,
      { namespace: "default", labelSelector: "app=ours" },
      SIGNAL,
    );

    expect(all.items.map(({ metadata }) => metadata.name)).toHaveLength(5);
    expect(all.items[0]).toMatchObject({ apiVersion: "v1", kind: "Pod" });
    expect(Number(all.resourceVersion)).toBe(api.server.objects.version);
    expect(ours.items.map(({ metadata }) => metadata.name)).toEqual(["pod-2", "pod-3", "pod-4"]);
  });

  it("starts a list over whose page token has expired", async () => {
    await using api = await startApi({ pageItemsMax: 1 });
    api.server.create("pods", { metadata: { name: "a" } });
    api.server.create("pods", { metadata: { name: "b" } });
    let compacted = false;
    api.server.fail(
      (request) => {
        // Not a fault: a place to act between two pages.
        if (!compacted && request.query.get("continue") !== null) {
          compacted = true;
          api.server.objects.compact();
        }
        return false;
      },
      { kind: "reset" },
    );

    const all = await api.client.list(PODS, { namespace: null }, SIGNAL);

    expect(compacted).toBe(true);
    expect(all.items).toHaveLength(2);
    expect(api.server.requests).toHaveLength(4);
  });

  it("applies with its field manager and by force, and creates what does not exist", async () => {
    await using api = await startApi();
    const service = {
      apiVersion: "v1",
      kind: "Service",
      metadata: { name: "demo", namespace: "default" },
      spec: { clusterIP: "None" },
    };

    await api.client.apply(SERVICES, service, SIGNAL);
    await api.client.apply(SERVICES, service, SIGNAL);

    const [first] = api.server.requests;
    expect(first?.method).toBe("PATCH");
    expect(first?.contentType).toBe("application/apply-patch+yaml");
    expect(first?.query.get("fieldManager")).toBe("raft-operator");
    expect(first?.query.get("force")).toBe("true");
    expect(api.server.get("services", "demo")?.["spec"]).toEqual({ clusterIP: "None" });
  });

  it("patches exactly the version that it saw", async () => {
    await using api = await startApi();
    const seen = api.server.create("raftclusters", raftCluster("demo"));
    api.server.change("raftclusters", "demo", { spec: { replicas: 3 } });

    const error = await errorOf(
      api.client.mergePatch(
        DEMO,
        { metadata: { resourceVersion: seen.metadata.resourceVersion, finalizers: ["x"] } },
        SIGNAL,
      ),
    );

    expect(error.detail).toEqual({ code: "CONFLICT" });
    expect(api.server.get("raftclusters", "demo")?.metadata.finalizers).toBeUndefined();
  });

  it("replaces the status only, and of exactly one version", async () => {
    await using api = await startApi();
    api.server.create("raftclusters", {
      ...raftCluster("demo"),
      status: { phase: "Old", image: "i" },
    });
    const seen = await api.client.get(DEMO, SIGNAL);

    const changed = { ...seen!, spec: { replicas: 9 }, status: { phase: "New" } };
    const stored = await api.client.replaceStatus(DEMO, changed, SIGNAL);

    expect(stored["status"]).toEqual({ phase: "New" });
    expect(stored["spec"]).toEqual(seen?.["spec"]);
    const stale = api.client.replaceStatus(DEMO, { ...seen!, status: {} }, SIGNAL);
    expect((await errorOf(stale)).code).toBe("CONFLICT");
  });

  it("deletes only the object with the uid that was meant", async () => {
    await using api = await startApi();
    const { uid } = api.server.create("pods", { metadata: { name: "demo-0" } }).metadata;
    const ref = { kind: PODS, namespace: "default", name: "demo-0" };

    const other = api.client.delete(ref, { uid: "other", propagation: "Background" }, SIGNAL);
    expect((await errorOf(other)).code).toBe("CONFLICT");
    expect(await api.client.delete(ref, { uid, propagation: "Background" }, SIGNAL)).toBe(true);
    expect(await api.client.delete(ref, { uid, propagation: "Background" }, SIGNAL)).toBe(false);
  });

  it.each([
    [401, { code: "FORBIDDEN", what: "raftclusters.raft.crabmq.io default/demo" }],
    [403, { code: "FORBIDDEN", what: "raftclusters.raft.crabmq.io default/demo" }],
    [409, { code: "CONFLICT" }],
    [422, { code: "INVALID", what: "injected by the test" }],
    [429, { code: "UNAVAILABLE", retryAfterMs: 7000 }],
    [500, { code: "UNAVAILABLE", retryAfterMs: 7000 }],
    [503, { code: "UNAVAILABLE", retryAfterMs: 7000 }],
  ])("maps status %i to an error that says what to do next", async (status, detail) => {
    await using api = await startApi();
    api.server.fail(() => true, { kind: "status", status, retryAfterSeconds: 7 });

    const error = await errorOf(api.client.get(DEMO, SIGNAL));

    expect(error.detail).toEqual(detail);
    expect(error.message).toContain("GET raftclusters.raft.crabmq.io default/demo");
    expect(error.message).toContain(String(status));
  });

  it("tells why no answer came", async () => {
    await using api = await startApi();
    api.server.fail(() => true, { kind: "reset" }, 1);
    const reset = await errorOf(api.client.get(DEMO, SIGNAL));
    await api.server.stop();
    const refused = await errorOf(api.client.get(DEMO, SIGNAL));

    expect(reset.detail).toEqual({ code: "UNAVAILABLE", retryAfterMs: null });
    expect(refused.message).toContain("ECONNREFUSED");
    expect(refused.cause).toBeDefined();
  });

  it("gives up a call that gets no answer in time", async () => {
    await using api = await startApi({ callTimeoutMs: 50 });
    api.server.fail(() => true, { kind: "hang" });

    const error = await errorOf(api.client.get(DEMO, SIGNAL));

    expect(error.detail).toEqual({ code: "UNAVAILABLE", retryAfterMs: null });
    expect(error.message).toContain("in time");
  });

  it("throws the caller's own reason when the caller aborts", async () => {
    await using api = await startApi();
    api.server.fail(() => true, { kind: "hang" });
    const caller = new AbortController();
    const reason = new Error("enough");

    const call = api.client.get(DEMO, caller.signal);
    caller.abort(reason);

    await expect(call).rejects.toBe(reason);
  });

  it("keeps its connections for later calls", async () => {
    await using api = await startApi();
    for (let call = 0; call < 30; call++) {
      await api.client.get(DEMO, SIGNAL);
    }

    expect(api.server.connectionCount).toBeLessThanOrEqual(3);
  });
});

describe("kube client watch", () => {
  it("gives every change after the version, bookmarks too, until the server closes", async () => {
    await using api = await startApi();
    api.server.create("pods", { metadata: { name: "before" } });
    const start = String(api.server.objects.version);
    api.server.create("pods", { metadata: { name: "after" } });
    const events: WatchEvent[] = [];

    const end = await api.client.watch(
      PODS,
      { namespace: null, resourceVersion: start, timeoutSeconds: 290, silenceMsMax: 5000 },
      (event) => {
        events.push(event);
        if (event.type === "ADDED") {
          api.server.sendBookmarks();
        } else if (event.type === "BOOKMARK") {
          api.server.closeWatches();
        }
      },
      SIGNAL,
    );

    expect(end).toBe("closed");
    expect(events.map(({ type }) => type)).toEqual(["OPENED", "ADDED", "BOOKMARK"]);
    expect(events[2]).toEqual({
      type: "BOOKMARK",
      resourceVersion: String(api.server.objects.version),
    });
    const [request] = api.server.requests;
    expect(request?.query.get("allowWatchBookmarks")).toBe("true");
    expect(request?.query.get("timeoutSeconds")).toBe("290");
  });

  it("says that its version is too old, in the stream or as a status", async () => {
    await using api = await startApi();
    api.server.objects.compact();
    const scope = { namespace: null, resourceVersion: "1", timeoutSeconds: 9, silenceMsMax: 5000 };

    const inStream = await api.client.watch(PODS, scope, () => undefined, SIGNAL);
    api.server.fail(() => true, { kind: "status", status: 410 });
    const asStatus = await api.client.watch(PODS, scope, () => undefined, SIGNAL);

    expect([inStream, asStatus]).toEqual(["expired", "expired"]);
  });

  it("breaks off a watch that went silent", async () => {
    await using api = await startApi();

    const error = await errorOf(
      api.client.watch(
        PODS,
        {
          namespace: null,
          resourceVersion: String(api.server.objects.version),
          timeoutSeconds: 290,
          silenceMsMax: 50,
        },
        () => undefined,
        SIGNAL,
      ),
    );

    expect(error.detail).toEqual({ code: "UNAVAILABLE", retryAfterMs: null });
  });

  it("takes a line that is no event for a broken connection, not for silence", async () => {
    await using api = await startApi();

    const error = await errorOf(
      api.client.watch(
        STATEFUL_SETS,
        {
          namespace: null,
          resourceVersion: String(api.server.objects.version),
          timeoutSeconds: 290,
          silenceMsMax: 5000,
        },
        () => api.server.sendToWatches("statefulsets", '{"type":"ADDED","obj'),
        SIGNAL,
      ),
    );

    expect(error.message).toContain("not a watch event");
  });
});
