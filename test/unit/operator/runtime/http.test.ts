import { Registry } from "prom-client";
import { describe, expect, it } from "vitest";
import { HealthServer, ListenError } from "../../../../src/operator/runtime/http.ts";
import { RuntimeMetrics } from "../../../../src/operator/runtime/runtime-metrics.ts";

async function start(causes: readonly string[]): Promise<{
  readonly server: HealthServer;
  readonly port: number;
  readonly get: (path: string, method?: string) => Promise<{ status: number; text: string }>;
}> {
  const registry = new Registry();
  new RuntimeMetrics({ registry }).reconcileTotal.inc({ controller: "c", result: "success" });
  const server = new HealthServer(
    { host: "127.0.0.1", port: 0 },
    { registry, readiness: () => causes },
  );
  const port = await server.listen();
  return {
    server,
    port,
    get: async (path, method = "GET") => {
      const response = await fetch(`http://127.0.0.1:${port}${path}`, { method });
      return { status: response.status, text: await response.text() };
    },
  };
}

describe("health server", () => {
  it("is alive whatever else is broken, and not ready with the causes", async () => {
    const { server, get } = await start(["LIST pods: 403", "not every kind has been listed yet"]);

    expect(await get("/healthz")).toEqual({ status: 200, text: "ok\n" });
    expect(await get("/readyz?verbose")).toEqual({
      status: 503,
      text: "LIST pods: 403\nnot every kind has been listed yet\n",
    });
    await server.close();
  });

  it("is ready without causes, and tells its metrics by controller-runtime's names", async () => {
    const { server, get } = await start([]);

    expect((await get("/readyz")).status).toBe(200);
    const { text } = await get("/metrics");
    for (const name of [
      'controller_runtime_reconcile_total{controller="c",result="success"} 1',
      "controller_runtime_reconcile_errors_total",
      "controller_runtime_reconcile_time_seconds",
      "controller_runtime_active_workers",
      "controller_runtime_max_concurrent_reconciles",
      "controller_runtime_reconcile_panics_total",
      "workqueue_depth",
      "workqueue_adds_total",
      "workqueue_retries_total",
      "workqueue_queue_duration_seconds",
      "workqueue_work_duration_seconds",
      "rest_client_requests_total",
      "leader_election_master_status",
    ]) {
      expect(text).toContain(name);
    }
    await server.close();
  });

  it("answers 404 and 405 to what it does not have", async () => {
    const { server, get } = await start([]);

    expect((await get("/")).status).toBe(404);
    expect((await get("/healthz", "POST")).status).toBe(405);
    await server.close();
    await server.close();
  });

  it("says which port it could not have", async () => {
    const { server, port } = await start([]);
    const second = new HealthServer(
      { host: "127.0.0.1", port },
      { registry: new Registry(), readiness: () => [] },
    );

    await expect(second.listen()).rejects.toThrow(ListenError);
    await expect(second.listen()).rejects.toThrow(`port ${port}`);
    await server.close();
  });
});
