import { delimiter, dirname } from "node:path";
import type { RaftCluster } from "../../src/operator/api-types.ts";
import { type CommandResult, mustRun, runCommand } from "./command.ts";

const POLL_MS = 300;

/** What the scenarios read of any object. */
export interface KubernetesObject {
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly uid: string;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly deletionTimestamp?: string;
  };
  readonly spec?: Readonly<Record<string, unknown>>;
  readonly status?: Readonly<Record<string, unknown>>;
}

export interface PodObject extends KubernetesObject {
  readonly status: {
    readonly phase?: string;
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
    readonly containerStatuses?: readonly {
      readonly restartCount: number;
      readonly image: string;
      readonly state?: Readonly<Record<string, unknown>>;
      readonly lastState?: Readonly<Record<string, unknown>>;
    }[];
  };
}

/** A cluster as kubectl and helm see it. Every wait has a deadline and ends with what was seen last. */
export class Kubernetes {
  readonly #kubectl: string;
  readonly #helm: string;
  readonly #kubeconfig: string;

  constructor(options: {
    readonly kubectl: string;
    readonly helm: string;
    readonly kubeconfig: string;
  }) {
    this.#kubectl = options.kubectl;
    this.#helm = options.helm;
    this.#kubeconfig = options.kubeconfig;
  }

  /** How kubectl is run, for what must go on running beside the scenario. */
  get command(): {
    readonly program: string;
    readonly environment: Readonly<Record<string, string>>;
  } {
    return { program: this.#kubectl, environment: { KUBECONFIG: this.#kubeconfig } };
  }

  /** A PATH by which a shell finds the same kubectl and helm. */
  get searchPath(): string {
    const folders = [dirname(this.#kubectl), dirname(this.#helm)];
    return [...folders, process.env["PATH"] ?? ""].join(delimiter);
  }

  /** Runs kubectl and gives whatever came of it. */
  try(args: readonly string[], input?: string): Promise<CommandResult> {
    return runCommand({
      program: this.#kubectl,
      args: ["--request-timeout=30s", ...args],
      environment: { KUBECONFIG: this.#kubeconfig },
      ...(input === undefined ? {} : { input }),
    });
  }

  async kubectl(args: readonly string[], input?: string): Promise<string> {
    return mustRun({
      program: this.#kubectl,
      args,
      environment: { KUBECONFIG: this.#kubeconfig },
      timeoutMs: 300_000,
      ...(input === undefined ? {} : { input }),
    });
  }

  async helm(args: readonly string[]): Promise<string> {
    return mustRun({
      program: this.#helm,
      args,
      environment: { KUBECONFIG: this.#kubeconfig },
      timeoutMs: 300_000,
    });
  }

  apply(manifest: unknown): Promise<string> {
    return this.kubectl(["apply", "-f", "-"], JSON.stringify(manifest));
  }

  /** Null where it does not exist. */
  async get<T = KubernetesObject>(
    kind: string,
    where: { readonly namespace?: string; readonly name: string },
  ): Promise<T | null> {
    const scope = where.namespace === undefined ? [] : ["--namespace", where.namespace];
    const text = await this.kubectl([
      "get",
      kind,
      where.name,
      ...scope,
      "--ignore-not-found",
      "-o",
      "json",
    ]);
    return text.trim() === "" ? null : (JSON.parse(text) as T);
  }

  async list<T = KubernetesObject>(
    kind: string,
    where: { readonly namespace?: string; readonly selector?: string },
  ): Promise<readonly T[]> {
    const scope =
      where.namespace === undefined ? ["--all-namespaces"] : ["--namespace", where.namespace];
    const selector = where.selector === undefined ? [] : ["--selector", where.selector];
    const text = await this.kubectl(["get", kind, ...scope, ...selector, "-o", "json"]);
    return (JSON.parse(text) as { readonly items: readonly T[] }).items;
  }

  raftCluster(where: {
    readonly namespace: string;
    readonly name: string;
  }): Promise<RaftCluster | null> {
    return this.get<RaftCluster>("raftcluster", where);
  }
}

/**
 * Asks until the answer is not null. A failed question counts as no answer: the API server may be down on purpose.
 *
 * @throws Error with `what` and the last failure when the time is over.
 */
export async function waitFor<T>(
  what: string,
  timeoutMs: number,
  ask: () => Promise<T | null>,
): Promise<T> {
  const end = performance.now() + timeoutMs;
  let last = "";
  while (performance.now() < end) {
    try {
      const answer = await ask();
      if (answer !== null) {
        return answer;
      }
      last = "";
    } catch (error) {
      last = `; last: ${error instanceof Error ? error.message : String(error)}`;
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  throw new Error(`waited ${timeoutMs / 1000} s in vain for ${what}${last}`);
}

export function conditionOf(
  cluster: RaftCluster,
  type: string,
): { readonly status: string; readonly reason: string; readonly message: string } | null {
  return cluster.status?.conditions?.find((condition) => condition.type === type) ?? null;
}

/** True only for conditions of this very spec. */
export function isReady(cluster: RaftCluster): boolean {
  const ready = cluster.status?.conditions?.find(({ type }) => type === "Ready");
  return ready?.status === "True" && ready.observedGeneration === cluster.metadata.generation;
}
