import { describe, expect, it } from "vitest";
import { FakeRefusal, mergePatch } from "../../../support/fake-api-objects.ts";
import { startApi } from "./api-harness.ts";

const POD = { metadata: { name: "a" }, spec: { size: 1 } };

/** The other tests are worth as much as this server is like the real one. */
describe("fake API server", () => {
  it("counts a version with each change and none without one", async () => {
    await using api = await startApi();
    const created = api.server.create("pods", POD);
    const changed = api.server.change("pods", "a", { metadata: { labels: { x: "1" } } });
    const again = api.server.change("pods", "a", { metadata: { labels: { x: "1" } } });

    expect(Number(changed.metadata.resourceVersion)).toBeGreaterThan(
      Number(created.metadata.resourceVersion),
    );
    expect(again.metadata.resourceVersion).toBe(changed.metadata.resourceVersion);
  });

  it("counts a generation with each change of the spec only", async () => {
    await using api = await startApi();
    api.server.create("pods", POD);

    expect(
      api.server.change("pods", "a", { status: { ready: true } }, "status").metadata.generation,
    ).toBe(1);
    expect(api.server.change("pods", "a", { spec: { size: 2 } }).metadata.generation).toBe(2);
  });

  it("changes the status by its subresource only, and nothing else by it", async () => {
    await using api = await startApi();
    api.server.create("pods", POD);

    api.server.change("pods", "a", { spec: { size: 9 }, status: { phase: "x" } }, "status");
    expect(api.server.get("pods", "a")).toMatchObject({
      spec: { size: 1 },
      status: { phase: "x" },
    });
    api.server.change("pods", "a", { spec: { size: 2 }, status: { phase: "y" } });
    expect(api.server.get("pods", "a")).toMatchObject({
      spec: { size: 2 },
      status: { phase: "x" },
    });
  });

  it("gives an object made again another uid", async () => {
    await using api = await startApi();
    const first = api.server.create("pods", POD).metadata.uid;
    api.server.remove("pods", "a");

    expect(api.server.create("pods", POD).metadata.uid).not.toBe(first);
  });

  it("keeps a deleted object until its last finalizer is gone", async () => {
    await using api = await startApi();
    api.server.create("pods", { metadata: { name: "a", finalizers: ["x"] } });

    api.server.remove("pods", "a");
    expect(api.server.get("pods", "a")?.metadata.deletionTimestamp).toBeDefined();
    api.server.change("pods", "a", { metadata: { finalizers: null } });
    expect(api.server.get("pods", "a")).toBeNull();
  });

  it("refuses a MicroTime of three digits", async () => {
    await using api = await startApi();

    expect(() =>
      api.server.create("leases", {
        metadata: { name: "l" },
        spec: { renewTime: new Date().toISOString() },
      }),
    ).toThrow(FakeRefusal);
  });

  it("merges as RFC 7386 says", () => {
    expect(mergePatch({ a: { b: 1, c: 2 }, d: [1] }, { a: { b: null, e: 3 }, d: [2] })).toEqual({
      a: { c: 2, e: 3 },
      d: [2],
    });
  });

  it("keeps its objects and its port over a restart", async () => {
    await using api = await startApi();
    api.server.create("pods", POD);
    const before = api.server.kubeConfig().getCurrentCluster()?.server;

    await api.server.stop();
    await api.server.start();

    expect(api.server.kubeConfig().getCurrentCluster()?.server).toBe(before);
    expect(api.server.get("pods", "a")).not.toBeNull();
  });
});
