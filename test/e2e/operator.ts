import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Kubernetes, type PodObject, waitFor } from "./kubernetes.ts";

const SELECTOR = "app.kubernetes.io/name=raft-operator,app.kubernetes.io/component=operator";
const MANIFEST_NAMESPACE = "raft-operator";
const MANIFEST_IMAGE = /\braftcluster:[0-9][^\s"]*/g;

export interface OperatorLeader {
  /** Of one process: a restarted container in the same pod has another. */
  readonly identity: string;
  readonly pod: string;
}

/** The operator in the cluster, installed in one of its two ways. */
export class Operator {
  readonly #kubernetes: Kubernetes;
  readonly #root: string;
  readonly #image: string;
  readonly #release: string;
  #installed: "no" | "helm" | "manifest" = "no";

  constructor(
    options: { readonly root: string; readonly image: string; readonly runId: string },
    dependencies: { readonly kubernetes: Kubernetes },
  ) {
    this.#kubernetes = dependencies.kubernetes;
    this.#root = options.root;
    this.#image = options.image;
    this.#release = `raft-operator-${options.runId}`;
  }

  get namespace(): string {
    return this.#installed === "manifest" ? MANIFEST_NAMESPACE : this.#release;
  }

  get deployment(): string {
    return this.#installed === "manifest" ? "raft-operator" : this.#release;
  }

  /** A sentence where the cluster already has an operator, which would act on the same resources; else null. */
  async foreignOperator(): Promise<string | null> {
    const found = (
      await this.#kubernetes.list("deployments.apps", {
        selector: "app.kubernetes.io/name=raft-operator",
      })
    ).at(0);
    return found === undefined
      ? null
      : `the cluster already runs an operator, deployment ${found.metadata.name} in ${found.metadata.namespace ?? "?"}: these tests need one without`;
  }

  /** Installs or upgrades by Helm and waits until all replicas are ready. */
  async helm(values: Readonly<Record<string, string>> = {}): Promise<void> {
    const { repository, tag } = splitImage(this.#image);
    const settings = { "image.repository": repository, "image.tag": tag, ...values };
    await this.#kubernetes.helm([
      "upgrade",
      "--install",
      this.#release,
      join(this.#root, "charts/raft-operator"),
      "--namespace",
      this.#release,
      "--wait",
      "--timeout",
      "150s",
      ...Object.entries(settings).flatMap(([key, value]) => ["--set", `${key}=${value}`]),
    ]);
    this.#installed = "helm";
  }

  async helmTest(): Promise<void> {
    await this.#kubernetes.helm(["test", this.#release, "--namespace", this.#release]);
  }

  async helmUninstall(): Promise<void> {
    await this.#kubernetes.helm([
      "uninstall",
      this.#release,
      "--namespace",
      this.#release,
      "--wait",
      "--timeout",
      "120s",
    ]);
    this.#installed = "no";
  }

  /** kubectl apply -f manifests/install.yaml; only the image is another where RAFT_IMAGE says so. */
  async applyManifest(): Promise<void> {
    await this.#kubernetes.kubectl(["apply", "-f", "-"], await this.#manifest());
    this.#installed = "manifest";
    await this.#kubernetes.kubectl([
      "rollout",
      "status",
      "deployment/raft-operator",
      "--namespace",
      MANIFEST_NAMESPACE,
      "--timeout=150s",
    ]);
  }

  /** Takes the operator away, but for the definition: with it all clusters would go. */
  async deleteManifest(): Promise<void> {
    await this.#kubernetes.kubectl([
      "delete",
      "namespace",
      MANIFEST_NAMESPACE,
      "--ignore-not-found",
      "--timeout=120s",
    ]);
    for (const kind of ["clusterrole", "clusterrolebinding"]) {
      await this.#kubernetes.kubectl([
        "delete",
        kind,
        "--selector",
        "app.kubernetes.io/instance=raft-operator",
        "--ignore-not-found",
      ]);
    }
    this.#installed = "no";
  }

  async remove(): Promise<void> {
    if (this.#installed === "helm") {
      await this.helmUninstall();
    } else if (this.#installed === "manifest") {
      await this.deleteManifest();
    }
  }

  pods(): Promise<readonly PodObject[]> {
    return this.#kubernetes.list<PodObject>("pods", {
      namespace: this.namespace,
      selector: SELECTOR,
    });
  }

  /** Who holds the Lease; null between two holders. */
  async leader(): Promise<OperatorLeader | null> {
    const lease = await this.#kubernetes.get("lease.coordination.k8s.io", {
      namespace: this.namespace,
      name: this.deployment,
    });
    const identity = lease?.spec?.["holderIdentity"];
    if (typeof identity !== "string" || identity === "") {
      return null;
    }
    // An identity begins with the pod's name.
    const pod = (await this.pods()).find(({ metadata }) => identity.startsWith(metadata.name));
    return pod === undefined ? null : { identity, pod: pod.metadata.name };
  }

  /** Sends a signal to the operator's process in the pod: by KILL it cannot release its Lease, by STOP it sleeps through it until CONT. */
  async signal(pod: string, signal: "KILL" | "STOP" | "CONT"): Promise<void> {
    // The brackets keep the shell from finding itself.
    const script = `for p in /proc/[0-9]*; do if grep -qa 'bin/raft-[o]perator' $p/cmdline; then kill -${signal} $(basename $p); fi; done`;
    await this.#kubernetes.kubectl([
      "exec",
      pod,
      "--namespace",
      this.namespace,
      "--",
      "sh",
      "-c",
      script,
    ]);
  }

  /** One operator that dies at the crash point, or at none; those of before are gone, and so is their Lease. */
  async restartWith(crashPoint: string | null): Promise<void> {
    await this.scale(0);
    await this.setEnvironment(
      crashPoint === null ? "RAFT_CRASH_AT-" : `RAFT_CRASH_AT=${crashPoint}`,
    );
    await this.deleteLease();
    await this.scale(1);
  }

  /** One operator after the other dies at each of these points, in their order. */
  async dieAt(
    points: readonly string[],
    step: (what: string, part: () => Promise<unknown>) => Promise<unknown>,
  ): Promise<void> {
    for (const point of points) {
      await step(`killed at ${point}`, async () => {
        await this.restartWith(point);
        await waitFor(`the operator to die at ${point}`, 180_000, async () => {
          const restarts = (await this.pods()).map(
            ({ status }) => status.containerStatuses?.[0]?.restartCount ?? 0,
          );
          return restarts.some((count) => count > 0) ? true : null;
        });
      });
    }
  }

  /** Sets the number of replicas and waits until exactly so many pods exist. */
  async scale(replicas: number): Promise<void> {
    await this.#kubernetes.kubectl([
      "scale",
      `deployment/${this.deployment}`,
      "--namespace",
      this.namespace,
      `--replicas=${replicas}`,
    ]);
    await waitFor(`${replicas} pods of the operator`, 90_000, async () =>
      (await this.pods()).length === replicas ? true : null,
    );
  }

  /** Spares the next operator the wait for a dead one's Lease; only while no operator runs. */
  async deleteLease(): Promise<void> {
    await this.#kubernetes.kubectl([
      "delete",
      "lease",
      this.deployment,
      "--namespace",
      this.namespace,
      "--ignore-not-found",
    ]);
  }

  /** `NAME=value` sets a variable of the operator, `NAME-` removes it. */
  async setEnvironment(change: string): Promise<void> {
    await this.#kubernetes.kubectl([
      "set",
      "env",
      `deployment/${this.deployment}`,
      "--namespace",
      this.namespace,
      change,
    ]);
  }

  async #manifest(): Promise<string> {
    const text = await readFile(join(this.#root, "manifests/install.yaml"), "utf8");
    return text.replaceAll(MANIFEST_IMAGE, this.#image);
  }
}

function splitImage(image: string): { readonly repository: string; readonly tag: string } {
  const colon = image.lastIndexOf(":");
  if (image.includes("@") || colon <= image.lastIndexOf("/")) {
    throw new Error(`RAFT_IMAGE must be repository:tag, found ${image}`);
  }
  return { repository: image.slice(0, colon), tag: image.slice(colon + 1) };
}
