import { raftCluster, scale, waitReady, type ClusterRef } from "../clients.ts";
import type { RaftClusterStatus } from "../../../src/operator/api-types.ts";
import { waitFor } from "../kubernetes.ts";
import { checkConfigurations, MembershipWatch, podsOf } from "../membership-watch.ts";
import type { Operator, OperatorLeader } from "../operator.ts";
import { check, type Scenario, type ScenarioContext } from "../scenario.ts";
import { Writer } from "../writer.ts";

/** Issue 3, row 8: two operators, the leader killed. */
export const TWO_OPERATORS: Scenario = {
  name: "two operators, the leader killed during bootstrap",
  smoke: false,
  run: async (context) => {
    const { kubernetes, operator, step } = context;
    const namespace = await context.createNamespace("leader");

    const first = await step("two replicas, one leads", async () => {
      return waitFor("a leader", 60_000, () => operator.leader());
    });

    await step("a cluster made and the leader killed at once (SIGKILL): Ready", async () => {
      const cluster = { namespace, name: "orphan" };
      await kubernetes.apply(raftCluster(cluster));
      await operator.signal(first.pod, "KILL");
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
  },
};

/** Issue 5, row 3: an operator is stopped in the middle of a change, sleeps through its Lease, and wakes in the middle of what another operator does by then. */
export const SLEEPING_OPERATOR: Scenario = {
  name: "two operators with different views: one sleeps through its Lease and wakes in mid-change",
  smoke: false,
  run: async (context) => {
    const { kubernetes, step } = context;
    const cluster = { namespace: await context.createNamespace("sleeper"), name: "sleeper" };
    await step("three members", async () => {
      await kubernetes.apply(raftCluster(cluster, { replicas: 3 }));
      await waitReady(context, cluster);
    });
    const watch = new MembershipWatch(context, cluster);
    try {
      const writer = await step("a pod that writes", () => Writer.start(context, cluster));
      for (const [first, second] of [
        [5, 3],
        [2, 4],
      ] as const) {
        await sleepThrough(context, cluster, { first, second });
      }
      await writer.acknowledges();
      await step("every acknowledged write read back", async () => {
        const { configurations } = await writer.stop();
        checkConfigurations(configurations);
      });
      watch.checkOneAtATime();
      console.log(`             operations: ${watch.changes.join(", ")}`);
      const reserved = watch.changes.filter((change) => change.startsWith("AddMember"));
      check(
        new Set(reserved).size === reserved.length,
        `an id was reserved twice: ${reserved.join(", ")}`,
      );
    } finally {
      watch.stop();
    }
  },
};

/** The leader sleeps once it has begun to go to the first size; it wakes when its successor has begun to go to the second. */
async function sleepThrough(
  context: ScenarioContext,
  cluster: ClusterRef,
  sizes: { readonly first: number; readonly second: number },
): Promise<void> {
  const { kubernetes, operator, step } = context;
  const { first, second } = sizes;
  const operation = async (): Promise<RaftClusterStatus["operation"] | null> =>
    (await kubernetes.raftCluster(cluster))?.status?.operation ?? null;
  const sleeper = await step(
    `to ${first}: the leader is stopped (SIGSTOP) in mid-change`,
    async () => {
      const leader = await waitFor("a leader", 60_000, () => operator.leader());
      await scale(context, cluster, first);
      await waitFor("the change to begin", 30_000, operation);
      await operator.signal(leader.pod, "STOP");
      return leader;
    },
  );
  try {
    await step("the other one takes over and goes on", async () => {
      await nextLeader(operator, sleeper);
      await waitReady(context, cluster);
    });
    await step(`to ${second}: the first wakes in the midst of it`, async () => {
      await scale(context, cluster, second);
      await waitFor("the next change to begin", 30_000, operation);
    });
  } finally {
    await operator.signal(sleeper.pod, "CONT");
  }
  await step(`${second} members, and as many pods`, async () => {
    const { status } = await waitReady(context, cluster, 180_000);
    check(status?.members?.length === second, `${status?.members?.length ?? 0} members`);
    await waitFor(`exactly ${second} pods`, 60_000, async () =>
      (await podsOf(context, cluster)).length === second ? true : null,
    );
    const leader = await waitFor("a leader", 60_000, () => operator.leader());
    check(leader.identity !== sleeper.identity, "the operator that slept still holds the Lease");
    await waitFor(
      "the operator that slept to have started anew, or to wait for the Lease",
      60_000,
      async () => {
        const pods = await operator.pods();
        return pods.length === 2 &&
          pods.every(
            ({ status }) =>
              status.conditions?.some(
                ({ type, status: is }) => type === "Ready" && is === "True",
              ) === true,
          )
          ? true
          : null;
      },
    );
  });
}

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
