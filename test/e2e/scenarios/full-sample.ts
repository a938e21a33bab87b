import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { podName } from "../../../src/operator/resources/names.ts";
import { expectValue, put, raftCluster, waitReady } from "../clients.ts";
import type { PodObject } from "../kubernetes.ts";
import { check, type Scenario } from "../scenario.ts";

const PAIR = { key: "full", value: "every field" };

/** Every field of the resource is acted on, and the smallest memory limit is enough. */
export const FULL_SAMPLE: Scenario = {
  name: "the full sample, and a member of 256Mi",
  smoke: false,
  run: async (context) => {
    const { kubernetes, step, root } = context;
    const namespace = await context.createNamespace("full");

    await step("kubectl apply -f raftcluster-full.yaml until Ready", async () => {
      const sample = await readFile(join(root, "manifests/samples/raftcluster-full.yaml"), "utf8");
      await kubernetes.kubectl(["apply", "--namespace", namespace, "-f", "-"], sample);
      const { status } = await waitReady(context, { namespace, name: "full" });
      check(status?.members?.length === 3, `${status?.members?.length ?? 0} members, not three`);
    });

    await step("its pods carry what podTemplate says", async () => {
      const pod = await kubernetes.get<PodObject>("pod", { namespace, name: podName("full", 0) });
      const text = JSON.stringify(pod);
      for (const part of ['"app.kubernetes.io/part-of":"orders"', '"example.com/owner":"team-a"']) {
        check(text.includes(part), `the pod lacks ${part}`);
      }
      check(
        JSON.stringify(pod?.spec?.["tolerations"]).includes('"dedicated"'),
        "the pod lacks the toleration",
      );
    });

    await step("limits.memory: 256Mi serves", async () => {
      const cluster = { namespace, name: "small" };
      const memory = { requests: { memory: "128Mi" }, limits: { memory: "256Mi" } };
      await kubernetes.apply(raftCluster(cluster, { resources: memory }));
      await waitReady(context, cluster);
      await put(context, cluster, PAIR);
      await expectValue(context, cluster, PAIR);
      const pod = await kubernetes.get<PodObject>("pod", { namespace, name: podName("small", 0) });
      check(
        pod?.status.containerStatuses?.[0]?.restartCount === 0,
        "the member was restarted at 256Mi",
      );
    });
  },
};
