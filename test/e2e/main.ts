/**
 * End to end on a real Kubernetes: `npm run e2e [-- --smoke] [-- --only=TEXT ...]`.
 *
 * KUBECONFIG: any cluster that runs no raft-operator; unset, the test cluster beside the repository is started and ended.
 * RAFT_IMAGE: an image that the cluster can run; unset, the Dockerfile is built and loaded by the test cluster's script.
 * RAFT_E2E_ETCDCTL_IMAGE: an image with etcdctl in its PATH; unset, one is made of the test cluster's etcdctl.
 *
 * Exit codes: 0 all passed, 1 something failed, 77 nothing could be run here.
 */
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runCommand } from "./command.ts";
import { Kubernetes } from "./kubernetes.ts";
import { Operator } from "./operator.ts";
import type { Images, Scenario } from "./scenario.ts";
import { API_SERVER_OUTAGE } from "./scenarios/api-server-outage.ts";
import { BLOCKED_SCALING } from "./scenarios/blocked-scaling.ts";
import { DEAD_MACHINE } from "./scenarios/dead-machine.ts";
import { FULL_SAMPLE } from "./scenarios/full-sample.ts";
import { IDENTITY } from "./scenarios/identity.ts";
import { INSTALL_BY_HELM } from "./scenarios/install-by-helm.ts";
import { INSTALL_BY_MANIFEST } from "./scenarios/install-by-manifest.ts";
import { LOSSES } from "./scenarios/losses.ts";
import { OPERATOR_CRASHES_REPAIR } from "./scenarios/operator-crashes-repair.ts";
import { OPERATOR_CRASHES_SCALING } from "./scenarios/operator-crashes-scaling.ts";
import { OPERATOR_CRASHES } from "./scenarios/operator-crashes.ts";
import { OPERATOR_UPGRADE } from "./scenarios/operator-upgrade.ts";
import { OWN_STATE_MACHINE } from "./scenarios/own-state-machine.ts";
import { README } from "./scenarios/readme.ts";
import { REFUSED_FIELDS } from "./scenarios/refused-fields.ts";
import { RETENTION } from "./scenarios/retention.ts";
import { SAMPLE } from "./scenarios/sample.ts";
import { SCALE_ALL_THE_WAY, SCALE_AND_BACK } from "./scenarios/scaling.ts";
import { SLEEPING_OPERATOR, TWO_OPERATORS } from "./scenarios/two-operators.ts";
import { WATCHED_NAMESPACES } from "./scenarios/watched-namespaces.ts";
import { secondsSince, Suite } from "./suite.ts";
import { TestCluster } from "./test-cluster.ts";

const EXIT_SKIPPED = 77;
const ROOT = fileURLToPath(new URL("../..", import.meta.url));
/** What manifests/install.yaml and the chart name where nobody says otherwise. */
const RAFT_IMAGE_NAME = "docker.io/library/raftcluster:0.1.0";
const ETCDCTL_IMAGE_NAME = "localhost/raft-e2e-etcdctl:1";

/** The order matters: the first installs the operator by Helm, the last but one takes that away and installs it by the manifest; the README's commands begin with nothing. */
const SCENARIOS: readonly Scenario[] = [
  INSTALL_BY_HELM,
  SAMPLE,
  SCALE_AND_BACK,
  FULL_SAMPLE,
  OWN_STATE_MACHINE,
  REFUSED_FIELDS,
  SCALE_ALL_THE_WAY,
  LOSSES,
  DEAD_MACHINE,
  IDENTITY,
  BLOCKED_SCALING,
  RETENTION,
  TWO_OPERATORS,
  SLEEPING_OPERATOR,
  API_SERVER_OUTAGE,
  OPERATOR_UPGRADE,
  WATCHED_NAMESPACES,
  OPERATOR_CRASHES,
  OPERATOR_CRASHES_SCALING,
  OPERATOR_CRASHES_REPAIR,
  INSTALL_BY_MANIFEST,
  README,
];

function findTool(name: string, folder: string | null): string | null {
  return (
    [...(process.env["PATH"] ?? "").split(":"), ...(folder === null ? [] : [folder])]
      .map((place) => join(place, name))
      .find((path) => existsSync(path)) ?? null
  );
}

async function prepareImages(testCluster: TestCluster | null): Promise<Images> {
  const started = performance.now();
  const raft = process.env["RAFT_IMAGE"] ?? RAFT_IMAGE_NAME;
  const etcdctl = process.env["RAFT_E2E_ETCDCTL_IMAGE"] ?? ETCDCTL_IMAGE_NAME;
  if (process.env["RAFT_IMAGE"] === undefined) {
    if (testCluster === null) {
      throw new Error(
        "RAFT_IMAGE is not set, and only the test cluster's script can build and load the image: set RAFT_IMAGE to an image that the cluster can run",
      );
    }
    await testCluster.buildImage(ROOT, RAFT_IMAGE_NAME);
    console.log(`${secondsSince(started).padStart(11)}  image built and loaded`);
  }
  if (process.env["RAFT_E2E_ETCDCTL_IMAGE"] === undefined) {
    if (testCluster === null) {
      throw new Error(
        "RAFT_E2E_ETCDCTL_IMAGE is not set, and only the test cluster's script can load one: set it to an image with etcdctl in its PATH",
      );
    }
    await testCluster.buildEtcdctlImage(ETCDCTL_IMAGE_NAME);
  }
  return { raft, etcdctl };
}

function chooseScenarios(args: readonly string[]): readonly Scenario[] {
  const only = args
    .filter((arg) => arg.startsWith("--only="))
    .map((arg) => arg.slice("--only=".length));
  const unknown = args.find((arg) => arg !== "--smoke" && !arg.startsWith("--only="));
  if (unknown !== undefined) {
    throw new Error(`unknown option ${unknown}: --smoke and --only=TEXT are known`);
  }
  if (args.includes("--smoke")) {
    return SCENARIOS.filter(({ smoke }) => smoke);
  }
  return only.length === 0
    ? SCENARIOS
    : SCENARIOS.filter(
        (scenario) =>
          scenario === INSTALL_BY_HELM || only.some((text) => scenario.name.includes(text)),
      );
}

async function main(args: readonly string[], signal: AbortSignal): Promise<number> {
  const scenarios = chooseScenarios(args);
  const script = join(ROOT, "../shared/cluster/cluster");
  const hasScript = existsSync(script);
  const given = process.env["KUBECONFIG"];
  if ((given === undefined || given === "") && (!hasScript || process.getuid?.() !== 0)) {
    console.log(
      `SKIPPED: nothing was tested. KUBECONFIG names no cluster, and ${hasScript ? "starting the test cluster needs root" : `${script} does not exist`}.`,
    );
    return EXIT_SKIPPED;
  }
  const testCluster = hasScript ? new TestCluster(script) : null;
  const started = performance.now();
  const owned = given === undefined || given === "";
  try {
    const kubeconfig = owned && testCluster !== null ? await testCluster.up() : (given ?? "");
    console.log(
      `${secondsSince(started).padStart(11)}  cluster ${owned ? "started" : "given by KUBECONFIG"}`,
    );
    return await runOn({ kubeconfig, testCluster, scenarios, signal });
  } finally {
    if (owned && testCluster !== null) {
      await testCluster.down();
    }
    console.log(`all in ${secondsSince(started)}`);
  }
}

async function runOn(input: {
  readonly kubeconfig: string;
  readonly testCluster: TestCluster | null;
  readonly scenarios: readonly Scenario[];
  readonly signal: AbortSignal;
}): Promise<number> {
  const { kubeconfig } = input;
  const testCluster =
    input.testCluster !== null && (await input.testCluster.owns(kubeconfig))
      ? input.testCluster
      : null;
  const folder =
    input.testCluster === null
      ? null
      : (
          await runCommand({ program: join(ROOT, "../shared/cluster/cluster"), args: ["bin"] })
        ).stdout.trim();
  const [kubectl, helm] = [findTool("kubectl", folder), findTool("helm", folder)];
  if (kubectl === null || helm === null) {
    throw new Error(
      `${kubectl === null ? "kubectl" : "helm"} is neither in PATH nor among the test cluster's programs`,
    );
  }
  const kubernetes = new Kubernetes({ kubectl, helm, kubeconfig });
  const images = await prepareImages(testCluster);
  const runId = randomUUID().slice(0, 6);
  const operator = new Operator({ root: ROOT, image: images.raft, runId }, { kubernetes });
  const foreign = await operator.foreignOperator();
  if (foreign !== null) {
    throw new Error(foreign);
  }
  const hadDefinition =
    (await kubernetes.get("crd", { name: "raftclusters.raft.crabmq.io" })) !== null;
  const suite = new Suite({ runId, root: ROOT, images }, { kubernetes, operator, testCluster });
  await suite.createNamespace(operator.namespace);
  try {
    const { passed, failed, skipped } = await suite.run(input.scenarios, input.signal);
    const line = `${passed} passed, ${failed} failed, ${skipped} skipped`;
    console.log(`\n${input.signal.aborted ? "interrupted: " : ""}${line}`);
    return failed === 0 && !input.signal.aborted ? 0 : 1;
  } finally {
    await suite.cleanUp();
    if (!hadDefinition) {
      await kubernetes.try(["delete", "crd", "raftclusters.raft.crabmq.io", "--timeout=30s"]);
    }
  }
}

const interrupted = new AbortController();
for (const name of ["SIGINT", "SIGTERM"] as const) {
  process.once(name, () => interrupted.abort());
}
try {
  process.exitCode = await main(process.argv.slice(2), interrupted.signal);
} catch (error) {
  console.error(`e2e: ${error instanceof Error ? error.message : String(error)}`);
  console.log("0 passed, 1 failed");
  process.exitCode = 1;
}
