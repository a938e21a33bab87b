import { describe, expect, it } from "vitest";
import {
  OperatorProcess,
  type OperatorProcessOptions,
} from "../../../../src/operator/hosts/kubernetes/operator-process.ts";
import { ClientNodeTransport } from "../../../../src/operator/runtime/kube-transport.ts";
import { SystemClock } from "../../../../src/utils/clock.ts";
import { SILENT_LOGGER } from "../../../../src/utils/logger.ts";
import { FakeApiServer } from "../../../support/fake-api-server.ts";
import { FakeStatefulSets } from "../../../support/fake-stateful-sets.ts";
import { eventually, raftCluster } from "../runtime/api-harness.ts";

interface Operator extends AsyncDisposable {
  stop(): Promise<void>;
}

function startOperator(
  server: FakeApiServer,
  options: Partial<OperatorProcessOptions> = {},
  crashPoint: (name: string) => void = () => undefined,
): Operator {
  const clock = new SystemClock();
  const transport = new ClientNodeTransport({ config: server.kubeConfig(), clock });
  const stopping = new AbortController();
  const operator = new OperatorProcess(
    {
      namespaces: [],
      defaultNodeImage: "localhost/node:1",
      lease: { namespace: "default", name: "raft-operator" },
      listenHttp: { host: "127.0.0.1", port: 0 },
      workers: 2,
      adminDial: "podName",
      resyncMs: 300_000,
      reconcileTimeoutMs: 60_000,
      drainMs: 5_000,
      ...options,
    },
    { transport, clock, logger: SILENT_LOGGER, crashPoint },
  );
  const running = operator.run(stopping.signal);
  const stop = async (): Promise<void> => {
    stopping.abort();
    await running;
    await transport.close();
  };
  return { stop, [Symbol.asyncDispose]: stop };
}

function holder(server: FakeApiServer): unknown {
  return (server.get("leases", "raft-operator")?.["spec"] as Record<string, unknown> | undefined)?.[
    "holderIdentity"
  ];
}

function conditions(server: FakeApiServer): readonly { type: string; status: string }[] {
  const status = server.get("raftclusters", "demo")?.["status"] as
    | { conditions?: { type: string; status: string }[] }
    | undefined;
  return status?.conditions ?? [];
}

describe("operator process", () => {
  it("turns a resource into its objects and a status, and releases its Lease at the end", async () => {
    const server = new FakeApiServer();
    await server.start();
    using statefulSets = new FakeStatefulSets({ server });
    const operator = startOperator(server);
    server.create("raftclusters", raftCluster("demo"));

    await eventually(() => {
      expect(server.get("statefulsets", "demo")).not.toBeNull();
      expect(conditions(server)).toContainEqual(
        expect.objectContaining({ type: "Ready", status: "False" }),
      );
    });
    expect(server.get("raftclusters", "demo")?.metadata.finalizers).toEqual([
      "raft.crabmq.io/cleanup",
    ]);
    expect(holder(server)).toMatch(/_[0-9a-f-]{36}$/);

    await operator.stop();
    expect(holder(server)).toBe("");
    expect(server.watchCount).toBe(0);
    expect(statefulSets).toBeDefined();
    await server.stop();
  });

  it("lets one of two work, and the other take over", async () => {
    const server = new FakeApiServer();
    await server.start();
    const first = startOperator(server);
    await eventually(() => expect(holder(server)).toBeTypeOf("string"));
    const leader = holder(server);
    const second = startOperator(server);
    await eventually(() => expect(server.watchCount).toBe(8));
    expect(holder(server)).toBe(leader);

    await first.stop();
    await eventually(() => {
      expect(holder(server)).not.toBe("");
      expect(holder(server)).not.toBe(leader);
    });

    await second.stop();
    await server.stop();
  });

  it("passes its crash points before and after each step", async () => {
    const server = new FakeApiServer();
    await server.start();
    const passed: string[] = [];
    const operator = startOperator(server, { lease: null }, (name) => passed.push(name));
    server.create("raftclusters", raftCluster("demo"));

    await eventually(() =>
      expect(passed.slice(0, 4)).toEqual([
        "operator-before-add-finalizer",
        "operator-after-add-finalizer",
        "operator-before-ensure",
        "operator-after-ensure",
      ]),
    );

    await operator.stop();
    await server.stop();
  });
});
