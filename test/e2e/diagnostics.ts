import type { Kubernetes } from "./kubernetes.ts";
import type { Operator } from "./operator.ts";

/** Prints what a person needs to see why a scenario failed; never fails itself. */
export async function printDiagnostics(facts: {
  readonly kubernetes: Kubernetes;
  readonly operator: Operator;
  readonly namespaces: readonly string[];
}): Promise<void> {
  const { kubernetes, operator } = facts;
  const show = async (args: readonly string[]): Promise<void> => {
    const { stdout, stderr } = await kubernetes.try(args);
    const text = `${stdout}${stderr}`.trim();
    if (text !== "") {
      console.log(`--- kubectl ${args.join(" ")}\n${text}`);
    }
  };
  for (const namespace of facts.namespaces) {
    const where = ["--namespace", namespace];
    await show(["get", "raftclusters,statefulsets,pods,pvc,services", ...where, "-o", "wide"]);
    await show([
      "get",
      "raftclusters",
      ...where,
      "-o",
      "jsonpath={range .items[*]}{.metadata.name}: {.status}{'\\n'}{end}",
    ]);
    await show(["get", "events", ...where, "--sort-by=.metadata.creationTimestamp"]);
    for (const pod of await podNames(kubernetes, namespace)) {
      await show(["logs", pod, ...where, "--tail=60"]);
      await show(["logs", pod, ...where, "--tail=60", "--previous"]);
    }
  }
  const where = ["--namespace", operator.namespace];
  await show(["get", "pods,leases", ...where, "-o", "wide"]);
  await show(["get", "events", ...where, "--sort-by=.metadata.creationTimestamp"]);
  for (const pod of await podNames(kubernetes, operator.namespace)) {
    await show(["logs", pod, ...where, "--tail=120"]);
    await show(["logs", pod, ...where, "--tail=60", "--previous"]);
  }
}

async function podNames(kubernetes: Kubernetes, namespace: string): Promise<readonly string[]> {
  const { stdout } = await kubernetes.try(["get", "pods", "--namespace", namespace, "-o", "name"]);
  return stdout.split("\n").filter((line) => line !== "");
}
