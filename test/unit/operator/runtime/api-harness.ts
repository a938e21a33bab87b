import { Registry } from "prom-client";
import { vi } from "vitest";
import {
  KubeClient,
  type KubeClientOptions,
} from "../../../../src/operator/runtime/kube-client.ts";
import {
  ClientNodeTransport,
  type KubeRequest,
  type KubeResponse,
  type KubeTransport,
} from "../../../../src/operator/runtime/kube-transport.ts";
import { RuntimeMetrics } from "../../../../src/operator/runtime/runtime-metrics.ts";
import { type Clock, SystemClock } from "../../../../src/utils/clock.ts";
import { FakeApiServer, type FakeInput } from "../../../support/fake-api-server.ts";

export interface ApiHarness extends AsyncDisposable {
  readonly server: FakeApiServer;
  readonly client: KubeClient;
  readonly registry: Registry;
  readonly metrics: RuntimeMetrics;
  readonly clock: Clock;
  /** Resolves when no call is under way and what its answer set off has run; never while a call hangs. */
  settle(): Promise<void>;
}

/** Knows whether a call is under way; watches do not count. */
class CountingTransport implements KubeTransport {
  readonly #transport: KubeTransport;
  calls = 0;

  constructor(transport: KubeTransport) {
    this.#transport = transport;
  }

  async send(request: KubeRequest, signal: AbortSignal): Promise<KubeResponse> {
    this.calls += 1;
    try {
      const response = await this.#transport.send(request, signal);
      const text = request.url.includes("watch=true") ? null : await response.text();
      return text === null ? response : { ...response, text: () => Promise.resolve(text) };
    } finally {
      this.calls -= 1;
    }
  }
}

/** A fake API server and a real client of it, over HTTP. The client's own deadlines are in real time, `clock` is everything else's. */
export async function startApi(
  options: Partial<KubeClientOptions> & { readonly clock?: Clock } = {},
): Promise<ApiHarness> {
  const { clock = new SystemClock(), ...clientOptions } = options;
  const server = new FakeApiServer();
  await server.start();
  const registry = new Registry();
  const metrics = new RuntimeMetrics({ registry });
  const transport = new ClientNodeTransport({ config: server.kubeConfig(), clock });
  const counting = new CountingTransport(transport);
  const client = new KubeClient(
    { callTimeoutMs: 5_000, pageItemsMax: 500, fieldOwner: "raft-operator", ...clientOptions },
    { transport: counting, clock: new SystemClock(), metrics },
  );
  return {
    server,
    client,
    registry,
    metrics,
    clock,
    settle: async () => {
      for (let quietTurns = 0; quietTurns < 3; quietTurns++) {
        await new Promise((resolve) => {
          setImmediate(resolve);
        });
        quietTurns = counting.calls > 0 ? -1 : quietTurns;
      }
    },
    [Symbol.asyncDispose]: async () => {
      await server.stop();
      await transport.close();
    },
  };
}

export async function metricValue(
  registry: Registry,
  name: string,
  labels: Readonly<Record<string, string>> = {},
): Promise<number> {
  const metric = (await registry.getMetricsAsJSON()).find((candidate) => candidate.name === name);
  const found = metric?.values.find((value) =>
    Object.entries(labels).every(([label, text]) => value.labels[label] === text),
  );
  return found?.value ?? 0;
}

/** A resource as a user writes it, after the schema's defaults. */
export function raftCluster(name: string): FakeInput {
  return {
    metadata: { name, namespace: "default" },
    spec: {
      replicas: 1,
      imagePullPolicy: "IfNotPresent",
      storage: {
        size: "1Gi",
        retentionPolicy: { whenDeleted: "Retain", whenScaled: "Delete" },
      },
      raft: { tickMs: 100, electionTicks: 10, heartbeatTicks: 1 },
      membership: { promotionMaxLagEntries: 100, joinTimeoutSeconds: 600 },
      podDisruptionBudget: { enabled: true },
      terminationGracePeriodSeconds: 60,
      logLevel: "info",
      paused: false,
    },
  };
}

/** Polls until the check holds; long enough for a machine that is busy with something else. */
export async function eventually(check: () => void): Promise<void> {
  await vi.waitFor(check, { timeout: 20_000, interval: 5 });
}
