import { raftCluster } from "../clients.ts";
import { ACCEPTED, REFUSED, REFUSED_CHANGES } from "../field-table.ts";
import { check, type Scenario, type ScenarioContext } from "../scenario.ts";

const DRY_RUN = ["--dry-run=server", "--validate=strict"];

/** Issue 3, row 7: every field of the resource wrong, a sentence for each. */
export const REFUSED_FIELDS: Scenario = {
  name: "wrong fields are refused with a sentence",
  smoke: false,
  run: async (context) => {
    const namespace = await context.createNamespace("fields");

    await context.step(`${REFUSED.length} refused`, async () => {
      for (const { what, name = "t", spec, says } of REFUSED) {
        const manifest = JSON.stringify(raftCluster({ namespace, name }, spec));
        const { code, stderr } = await context.kubernetes.try(
          ["create", ...DRY_RUN, "-f", "-"],
          manifest,
        );
        check(code !== 0, `${what} was accepted`);
        check(stderr.includes(says), `${what}: expected "${says}" in: ${stderr.trim()}`);
      }
    });

    await context.step(`${ACCEPTED.length} unusual ones accepted`, async () => {
      for (const { what, name = "t", spec } of ACCEPTED) {
        const manifest = JSON.stringify(raftCluster({ namespace, name }, spec));
        const { code, stderr } = await context.kubernetes.try(
          ["create", ...DRY_RUN, "-f", "-"],
          manifest,
        );
        check(code === 0, `${what} was refused: ${stderr.trim()}`);
      }
    });

    await context.step(`${REFUSED_CHANGES.length} changes refused`, () =>
      refuseChanges(context, namespace),
    );
  },
};

async function refuseChanges({ kubernetes }: ScenarioContext, namespace: string): Promise<void> {
  for (const [index, { what, from, to, says }] of REFUSED_CHANGES.entries()) {
    const name = `change-${index}`;
    // Paused: only the rules are looked at here, no pods.
    await kubernetes.apply(raftCluster({ namespace, name }, { ...from, paused: true }));
    const { code, stderr } = await kubernetes.try([
      "patch",
      "raftcluster",
      name,
      "--namespace",
      namespace,
      "--type=merge",
      "--dry-run=server",
      "--patch",
      JSON.stringify({ spec: to }),
    ]);
    check(code !== 0, `${what} was accepted`);
    check(stderr.includes(says), `${what}: expected "${says}" in: ${stderr.trim()}`);
  }
  const { code, stderr } = await kubernetes.try([
    "scale",
    "raftcluster",
    "change-0",
    "--namespace",
    namespace,
    "--replicas=0",
  ]);
  check(code !== 0, "kubectl scale --replicas=0 was accepted");
  check(stderr.includes("set spec.suspend"), `kubectl scale --replicas=0: ${stderr.trim()}`);
}
