import { expectValue, put, raftCluster, waitReady } from "../clients.ts";
import { conditionOf, waitFor } from "../kubernetes.ts";
import { check, type Scenario } from "../scenario.ts";

const PAIR = { key: "scale", value: "one" };

/** Until one-to-five is built: more replicas give one member, Ready=False and a condition that says so. */
export const MORE_REPLICAS: Scenario = {
  name: "replicas: 3 serves with one member and says so",
  smoke: false,
  run: async (context) => {
    const { kubernetes, step } = context;
    const namespace = await context.createNamespace("scale");
    const cluster = { namespace, name: "three" };

    await step("replicas: 3 from the start", async () => {
      await kubernetes.apply(raftCluster(cluster, { replicas: 3 }));
      const found = await waitFor("the member to serve", 120_000, async () => {
        const seen = await kubernetes.raftCluster(cluster);
        return seen !== null && conditionOf(seen, "Available")?.status === "True" ? seen : null;
      });
      const ready = conditionOf(found, "Ready");
      check(ready?.status === "False", `Ready is ${ready?.status ?? "absent"}, not False`);
      check(
        ready.message.includes("replicas"),
        `the Ready condition does not name spec.replicas: ${ready.message}`,
      );
      check(conditionOf(found, "ScaleBlocked")?.status === "True", "ScaleBlocked is not True");
      check(found.status?.members?.length === 1, "there is not exactly one member");
      await put(context, cluster, PAIR);
    });

    await step("kubectl scale --replicas=1: Ready", async () => {
      await kubernetes.kubectl([
        "scale",
        "raftcluster",
        cluster.name,
        "--namespace",
        namespace,
        "--replicas=1",
      ]);
      await waitReady(context, cluster);
      await expectValue(context, cluster, PAIR);
    });
  },
};
