import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mustRun } from "../command.ts";
import { check, type Scenario, type ScenarioContext } from "../scenario.ts";

/** As README, chart and manifest name it. */
const IMAGE = "docker.io/library/raftcluster:0.1.0";
const ETCDCTL_IMAGE = /gcr\.io\/etcd-development\/etcd:\S+/g;
const CRD = "raftclusters.raft.crabmq.io";

/** Every command of the README's Kubernetes section, in one shell, with a namespace of its own in place of `default`; only the image is built before and etcdctl's is another. */
export const README: Scenario = {
  name: "the README's commands as they stand there",
  smoke: false,
  unable: ({ images }) =>
    images.raft === IMAGE ? null : `the README speaks of ${IMAGE}, and RAFT_IMAGE is another one`,
  run: async (context) => {
    const { kubernetes, operator, step } = context;
    const namespace = await context.createNamespace("readme");
    // The restricted standard, which `default` has not, refuses what a bare `kubectl run` makes.
    const standard = "pod-security.kubernetes.io/enforce-";
    await kubernetes.kubectl(["label", "namespace", namespace, standard]);
    const script = await readScript(context);
    const scratch = await mkdtemp(join(tmpdir(), "readme-"));
    try {
      await step("no operator, and a definition that any release may take over", async () => {
        await operator.remove();
        await letHelmTakeOver(context);
      });
      await step(`${script.split("\n").length} lines of commands`, async () => {
        const output = await runScript(context, { script, scratch, namespace });
        check(output.includes("greeting\nhello\n"), `the value was not read back in: ${output}`);
      });
    } finally {
      await rm(scratch, { recursive: true });
      await kubernetes.try(["delete", "namespace", "raft-system", "--timeout=60s"]);
      // What the other scenarios left is let go of by an operator.
      await operator.applyManifest();
    }
  },
};

async function readScript({ root, images }: ScenarioContext): Promise<string> {
  const text = await readFile(join(root, "README.md"), "utf8");
  const section = /\n## On Kubernetes\n(.*?)\n## /s.exec(text)?.[1] ?? "";
  const blocks = [...section.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = ""]) => block);
  const script = blocks.join("").replace(/^docker build .*$/gm, "");
  check(script.includes("helm install") && script.includes("helm uninstall"), "README has changed");
  return script.replaceAll(ETCDCTL_IMAGE, images.etcdctl);
}

async function runScript(
  { kubernetes, root }: ScenarioContext,
  facts: { readonly script: string; readonly scratch: string; readonly namespace: string },
): Promise<string> {
  const { script, scratch, namespace } = facts;
  const { program } = kubernetes.command;
  const kubeconfig = join(scratch, "kubeconfig");
  const environment = { KUBECONFIG: kubeconfig, PATH: kubernetes.searchPath };
  await writeFile(kubeconfig, await kubernetes.kubectl(["config", "view", "--raw", "--flatten"]));
  const context = ["config", "set-context", "--current", `--namespace=${namespace}`];
  await mustRun({ program, args: context, environment });
  return mustRun({
    program: "bash",
    args: ["-exc", `cd "$0"\n${script}`, root],
    environment,
    timeoutMs: 600_000,
  });
}

/** The definition outlives every release, and Helm takes over only what is marked as this release's. */
async function letHelmTakeOver({ kubernetes }: ScenarioContext): Promise<void> {
  const release = ["release-name=raft-operator", "release-namespace=raft-system"];
  const annotations = release.map((text) => `meta.helm.sh/${text}`);
  await kubernetes.kubectl(["annotate", "crd", CRD, ...annotations, "--overwrite"]);
  const label = "app.kubernetes.io/managed-by=Helm";
  await kubernetes.kubectl(["label", "crd", CRD, label, "--overwrite"]);
}
