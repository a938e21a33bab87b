import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expectValue, put, replacePod, waitReady } from "../clients.ts";
import { check, type Scenario, type ScenarioContext } from "../scenario.ts";

const PAIR = { key: "greeting", value: "hello from a pod" };

/** Issue 3, row 2: the sample becomes Ready; put and get from a pod; the pod deleted; the value is there. */
export const SAMPLE: Scenario = {
  name: "the sample: Ready, put, delete the pod, get",
  smoke: true,
  run: async (context) => {
    const namespace = await context.createNamespace("sample");
    await applySample(context, namespace);
  },
};

/** Applies manifests/samples/raftcluster.yaml and uses it as the README does. */
export async function applySample(context: ScenarioContext, namespace: string): Promise<void> {
  const { kubernetes, step, root } = context;
  const sample = await readFile(join(root, "manifests/samples/raftcluster.yaml"), "utf8");
  const cluster = { namespace, name: "demo" };

  await step("kubectl apply -f raftcluster.yaml until Ready", async () => {
    await kubernetes.kubectl(["apply", "--namespace", namespace, "-f", "-"], sample);
    await kubernetes.kubectl([
      "wait",
      "raftcluster/demo",
      "--namespace",
      namespace,
      "--for=condition=Ready",
      "--timeout=120s",
    ]);
    const { status } = await waitReady(context, cluster, 10_000);
    check(status?.members?.length === 3, "status.members does not hold three members");
    check(status.quorum?.healthyVoters === 3, "status.quorum does not count three healthy voters");
  });

  await step("etcdctl put and get through the client Service", async () => {
    await put(context, cluster, PAIR);
    await expectValue(context, cluster, PAIR);
  });

  await step("a pod deleted: a new one is ready", () => replacePod(context, cluster));

  await step("the value is there", async () => {
    await expectValue(context, cluster, PAIR);
    await waitReady(context, cluster, 30_000);
  });
}
