import { raftCluster, waitReady } from "../clients.ts";
import { waitFor } from "../kubernetes.ts";
import { check, type Scenario } from "../scenario.ts";

/** Issue 3, row 8: two operators, the leader killed. */
export const TWO_OPERATORS: Scenario = {
  name: "two operators, the leader killed during bootstrap",
  smoke: false,
  run: async (context) => {
    const { kubernetes, operator, step } = context;
    const namespace = await context.createNamespace("leader");
    const cluster = { namespace, name: "orphan" };

    const first = await step("two replicas, one leads", async () => {
      await operator.scale(2);
      return waitFor("a leader", 60_000, () => operator.leader());
    });

    await step("a cluster made and the leader killed at once", async () => {
      await kubernetes.apply(raftCluster(cluster));
      await kubernetes.kubectl([
        "delete",
        "pod",
        first,
        "--namespace",
        operator.namespace,
        "--grace-period=0",
        "--force",
        "--wait=false",
      ]);
    });

    await step("another leads, the cluster is Ready", async () => {
      await waitReady(context, cluster);
      const second = await waitFor("another leader", 60_000, async () => {
        const leader = await operator.leader();
        return leader === first ? null : leader;
      });
      check(second !== first, "the killed pod still leads");
    });

    await step("the leader stopped in order: the next takes over", async () => {
      const leader = await waitFor("a leader", 60_000, () => operator.leader());
      await kubernetes.kubectl([
        "delete",
        "pod",
        leader,
        "--namespace",
        operator.namespace,
        "--timeout=60s",
      ]);
      await waitFor("a next leader", 30_000, async () => {
        const next = await operator.leader();
        return next === leader ? null : next;
      });
      const late = { namespace, name: "late" };
      await kubernetes.apply(raftCluster(late));
      await waitReady(context, late);
    });
  },
};
