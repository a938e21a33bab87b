import { expectValue, put, raftCluster, waitReady } from "../clients.ts";
import { type Kubernetes, waitFor } from "../kubernetes.ts";
import type { Operator } from "../operator.ts";
import { check, type Scenario } from "../scenario.ts";

/** The steps between a new resource and Ready, in their order; the operator dies before and after each. */
const BOOTSTRAP_STEPS = [
  "add-finalizer",
  "ensure",
  "reserve-bootstrap",
  "bootstrap",
  "write-status",
];
const BOOTSTRAP_CRASH_POINTS = BOOTSTRAP_STEPS.flatMap((step) => [
  `operator-before-${step}`,
  `operator-after-${step}`,
]);

/** Issue 3, row 8: the operator killed between any two steps of bootstrap; the resource still becomes Ready, one cluster only. */
export const OPERATOR_CRASHES: Scenario = {
  name: "the operator killed at every step of bootstrap",
  smoke: false,
  run: async (context) => {
    const { kubernetes, operator, step } = context;
    const namespace = await context.createNamespace("crash");
    try {
      await operator.scale(0);
      for (const [index, point] of BOOTSTRAP_CRASH_POINTS.entries()) {
        const cluster = { namespace, name: `crash-${index}` };
        await step(point, async () => {
          await operator.scale(0);
          await operator.setEnvironment(`RAFT_CRASH_AT=${point}`);
          await kubernetes.apply(raftCluster(cluster));
          await operator.scale(1);
          await crashed({ kubernetes, operator, point });
          const before = await kubernetes.raftCluster(cluster);

          await operator.scale(0);
          await operator.deleteLease();
          await operator.setEnvironment("RAFT_CRASH_AT-");
          await operator.scale(1);
          const { status } = await waitReady(context, cluster);

          const reserved = before?.status?.clusterID;
          check(
            reserved === undefined || status?.clusterID === reserved,
            `cluster ${reserved ?? ""} was reserved, and ${status?.clusterID ?? ""} is another one`,
          );
          check(status?.members?.length === 1, "there is not exactly one member");
          const pair = { key: "crash", value: point };
          await put(context, cluster, pair);
          await expectValue(context, cluster, pair);
          await kubernetes.kubectl([
            "delete",
            "raftcluster",
            cluster.name,
            "--namespace",
            namespace,
            "--wait=false",
          ]);
        });
      }
    } finally {
      await operator.setEnvironment("RAFT_CRASH_AT-");
      await operator.scale(2);
    }
  },
};

async function crashed(facts: {
  readonly kubernetes: Kubernetes;
  readonly operator: Operator;
  readonly point: string;
}): Promise<void> {
  await waitFor(`the operator to die at ${facts.point}`, 60_000, async () => {
    const restarts = (await facts.operator.pods()).map(
      ({ status }) => status.containerStatuses?.[0]?.restartCount ?? 0,
    );
    return restarts.some((count) => count > 0) ? true : null;
  });
}
