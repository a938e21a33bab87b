import { Registry } from "prom-client";
import { KubernetesHost } from "../../src/operator/hosts/kubernetes/kubernetes-host.ts";
import {
  EVENT_RECORDER_DEFAULTS,
  EventRecorder,
} from "../../src/operator/runtime/event-recorder.ts";
import { KUBE_CLIENT_DEFAULTS, KubeClient } from "../../src/operator/runtime/kube-client.ts";
import { ClientNodeTransport } from "../../src/operator/runtime/kube-transport.ts";
import { RuntimeMetrics } from "../../src/operator/runtime/runtime-metrics.ts";
import { SystemClock } from "../../src/utils/clock.ts";
import { SILENT_LOGGER } from "../../src/utils/logger.ts";
import { FakeApiServer } from "../support/fake-api-server.ts";
import { FakeStatefulSets } from "../support/fake-stateful-sets.ts";
import { raftCluster } from "../unit/operator/runtime/api-harness.ts";
import { describeHost, type HostSubject } from "./host.ts";

const KEY = { namespace: "default", name: "demo" };

async function makeKubernetes(): Promise<HostSubject> {
  const server = new FakeApiServer();
  await server.start();
  const statefulSets = new FakeStatefulSets({ server });
  const clock = new SystemClock();
  const metrics = new RuntimeMetrics({ registry: new Registry() });
  const transport = new ClientNodeTransport({ config: server.kubeConfig(), clock });
  const client = new KubeClient(KUBE_CLIENT_DEFAULTS, { transport, clock, metrics });
  const events = new EventRecorder(
    { ...EVENT_RECORDER_DEFAULTS, controller: "raft.crabmq.io/raft-operator", instance: "test" },
    { client, clock, unixMs: Date.now, logger: SILENT_LOGGER, metrics },
  );
  const host = new KubernetesHost(
    { adminDial: "podAddress" },
    { client, events, newToken: () => crypto.randomUUID() },
  );
  return {
    host,
    key: KEY,
    image: "localhost/node:1",
    createResource: () => {
      server.create("raftclusters", raftCluster(KEY.name));
      return Promise.resolve();
    },
    changeSpec: (changes) => {
      server.change("raftclusters", KEY.name, { spec: changes });
      return Promise.resolve();
    },
    requestDeletion: () => {
      server.remove("raftclusters", KEY.name);
      return Promise.resolve();
    },
    killProcess: (ordinal) => {
      statefulSets.restart(`${KEY.name}-${ordinal}`);
      return Promise.resolve();
    },
    close: async () => {
      statefulSets[Symbol.dispose]();
      await server.stop();
      await transport.close();
    },
  };
}

describeHost("KubernetesHost", makeKubernetes, { waitMs: 10_000 });
