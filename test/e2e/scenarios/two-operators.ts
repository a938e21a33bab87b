import { raftCluster, waitReady } from "../clients.ts";
import { waitFor } from "../kubernetes.ts";
import type { Operator, OperatorLeader } from "../operator.ts";
import type { Scenario } from "../scenario.ts";

/** Issue 3, row 8: two operators, the leader killed. */
export const TWO_OPERATORS: Scenario = {
  name: "two operators, the leader killed during bootstrap",
  smoke: false,
  run: async (context) => {
    const { kubernetes, operator, step } = context;
    const namespace = await context.createNamespace("leader");

    const first = await step("two replicas, one leads", async () => {
      await operator.scale(0);
      await operator.shareProcessNamespace(true);
      await operator.scale(2);
      return waitFor("a leader", 60_000, () => operator.leader());
    });

    await step("a cluster made and the leader killed at once (SIGKILL): Ready", async () => {
      const cluster = { namespace, name: "orphan" };
      await kubernetes.apply(raftCluster(cluster));
      await operator.kill(first.pod);
      await nextLeader(operator, first);
      await waitReady(context, cluster);
    });

    await step("the leader stopped in order: the next takes over at once", async () => {
      const leader = await waitFor("a leader", 60_000, () => operator.leader());
      await kubernetes.kubectl([
        "delete",
        "pod",
        leader.pod,
        "--namespace",
        operator.namespace,
        "--timeout=60s",
      ]);
      // Less than a Lease lasts: it was released, not left to expire.
      await nextLeader(operator, leader, 10_000);
      const cluster = { namespace, name: "late" };
      await kubernetes.apply(raftCluster(cluster));
      await waitReady(context, cluster);
    });

    await operator.shareProcessNamespace(false);
  },
};

async function nextLeader(
  operator: Operator,
  before: OperatorLeader,
  timeoutMs = 60_000,
): Promise<OperatorLeader> {
  return waitFor("the next leader", timeoutMs, async () => {
    const leader = await operator.leader();
    return leader?.identity === before.identity ? null : leader;
  });
}
