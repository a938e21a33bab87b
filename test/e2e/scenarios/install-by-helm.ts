import { check, type Scenario } from "../scenario.ts";

/** Issue 3, row 2: `helm install`. What follows runs on this operator. */
export const INSTALL_BY_HELM: Scenario = {
  name: "helm install",
  smoke: true,
  run: async ({ kubernetes, operator, step }) => {
    await step("helm upgrade --install --wait", () => operator.helm());

    await step("helm test", () => operator.helmTest());

    await step("one replica leads", async () => {
      await kubernetes.kubectl([
        "wait",
        "lease",
        operator.deployment,
        "--namespace",
        operator.namespace,
        "--for=jsonpath={.spec.holderIdentity}",
        "--timeout=60s",
      ]);
      check((await operator.leader()) !== null, "the Lease names no pod of the operator");
    });
  },
};
