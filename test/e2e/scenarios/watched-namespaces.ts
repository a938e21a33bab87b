import { deleteCluster, raftCluster, waitReady } from "../clients.ts";
import { check, type Scenario } from "../scenario.ts";

/** An operator with Roles in its namespaces, and no right anywhere else. */
export const WATCHED_NAMESPACES: Scenario = {
  name: "an operator of one namespace, with Roles only",
  smoke: false,
  run: async (context) => {
    const { kubernetes, operator, step } = context;
    const inside = { namespace: await context.createNamespace("inside"), name: "inside" };
    const outside = { namespace: await context.createNamespace("outside"), name: "outside" };

    await step("helm upgrade with watchNamespaces", async () => {
      await operator.helm({ watchNamespaces: `{${inside.namespace}}` });
      const bindings = await kubernetes.kubectl([
        "get",
        "clusterrolebinding",
        operator.deployment,
        "--ignore-not-found",
        "-o",
        "name",
      ]);
      check(bindings.trim() === "", "the operator still has rights in all namespaces");
    });

    await step("a cluster outside it is left alone, one inside is Ready, and goes", async () => {
      await kubernetes.apply(raftCluster(outside));
      await kubernetes.apply(raftCluster(inside));
      await waitReady(context, inside);
      await deleteCluster(context, inside);
      const untouched = await kubernetes.raftCluster(outside);
      check(untouched?.status === undefined, "the cluster outside has a status");
      check(untouched?.metadata.finalizers === undefined, "the cluster outside has a finalizer");
    });

    await step("helm upgrade to all namespaces: the other is Ready", async () => {
      await operator.helm({ watchNamespaces: "null" });
      await waitReady(context, outside);
    });
  },
};
