import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import type { OperationStatus } from "../../src/operator/api-types.ts";
import { podDisruptionBudgetName, selectorText } from "../../src/operator/resources/names.ts";
import type { ClusterRef } from "./clients.ts";
import type { PodObject } from "./kubernetes.ts";
import { check, type ScenarioContext } from "./scenario.ts";
import type { SeenConfiguration } from "./writer.ts";

/** What `kubectl get --watch` has shown of a cluster: every operation that status named, in its order, and every PodDisruptionBudget. */
export class MembershipWatch {
  readonly #kubernetes: ScenarioContext["kubernetes"];
  readonly #children = new Set<ChildProcess>();
  readonly #operations: (OperationStatus | null)[] = [];
  readonly #budgets: number[] = [];
  #stopped = false;

  constructor({ kubernetes }: ScenarioContext, cluster: ClusterRef) {
    this.#kubernetes = kubernetes;
    this.#follow(["raftcluster", cluster.name, "--namespace", cluster.namespace], {
      template: "{.status.operation}",
      see: (text) =>
        this.#operations.push(text === "" ? null : (JSON.parse(text) as OperationStatus)),
    });
    this.#follow(
      [
        "poddisruptionbudget",
        podDisruptionBudgetName(cluster.name),
        "--namespace",
        cluster.namespace,
      ],
      {
        template: "{.spec.minAvailable}",
        see: (text) => {
          const value = Number(text);
          if (text !== "" && this.#budgets.at(-1) !== value) {
            this.#budgets.push(value);
          }
        },
      },
    );
  }

  /** Every value of `minAvailable`, in its order. */
  get budgets(): readonly number[] {
    return this.#budgets;
  }

  /** Each change of members that was seen, once, as `AddMember 4`. */
  get changes(): readonly string[] {
    const names = this.#operations.map((operation) =>
      operation === null || operation.type === "Bootstrap"
        ? null
        : `${operation.type} ${operation.nodeID}`,
    );
    return names.filter(
      (name, index): name is string => name !== null && name !== names[index - 1],
    );
  }

  stop(): void {
    this.#stopped = true;
    for (const child of this.#children) {
      child.kill();
    }
  }

  /** @throws Error where one operation took another's place before that was ended. */
  checkOneAtATime(): void {
    for (const [index, operation] of this.#operations.entries()) {
      const before = this.#operations[index - 1] ?? null;
      check(
        operation === null ||
          before === null ||
          (operation.type === before.type && operation.nodeID === before.nodeID),
        `status.operation went from ${JSON.stringify(before)} to ${JSON.stringify(operation)} without an end`,
      );
    }
  }

  /** A watch ends after some minutes by itself. */
  #follow(
    what: readonly string[],
    reader: { readonly template: string; readonly see: (text: string) => void },
  ): void {
    const { program, environment } = this.#kubernetes.command;
    const child = spawn(
      program,
      ["get", ...what, "--watch", "-o", `jsonpath=${reader.template}{"\\n"}`],
      { stdio: ["ignore", "pipe", "ignore"], env: { ...process.env, ...environment } },
    );
    this.#children.add(child);
    let rest = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) {
        reader.see(line);
      }
    });
    child.on("close", () => {
      this.#children.delete(child);
      if (!this.#stopped) {
        setTimeout(() => this.#follow(what, reader), 500).unref();
      }
    });
  }
}

/**
 * Never two changes of the configuration at once: from one to the next at most one member comes, goes or changes its role (a replacement does two of
 * these in one joint change). And an id belongs to one store for ever and never comes back.
 *
 * @throws Error
 */
export function checkConfigurations(seen: readonly SeenConfiguration[]): void {
  const gone = new Set<number>();
  const stores = new Map<string, string>();
  for (const [at, now] of seen.entries()) {
    const before = seen[at - 1];
    for (const [id, store] of Object.entries(now.stores)) {
      const known = stores.get(id) ?? store;
      check(known === store, `id ${id} belongs to store ${known} and to store ${store}`);
      stores.set(id, store);
      check(!gone.has(Number(id)), `id ${id} was removed and is a member again`);
    }
    if (before === undefined) {
      continue;
    }
    const came = now.voters.filter((id) => !before.voters.includes(id));
    const left = before.voters.filter((id) => !now.voters.includes(id));
    check(
      came.length <= 1 && left.length <= 1,
      `two changes at once: voters ${before.voters.join(" ")} at index ${before.index} became ${now.voters.join(" ")} at ${now.index}`,
    );
    const all = new Set([...now.voters, ...now.learners]);
    for (const id of [...before.voters, ...before.learners]) {
      if (!all.has(id)) {
        gone.add(id);
      }
    }
  }
}

export interface PodIdentity {
  readonly name: string;
  readonly uid: string;
  readonly restarts: number;
  readonly machine: string;
}

export async function podsOf(
  { kubernetes }: ScenarioContext,
  cluster: ClusterRef,
): Promise<readonly PodIdentity[]> {
  const pods = await kubernetes.list<PodObject>("pods", {
    namespace: cluster.namespace,
    selector: selectorText(cluster.name),
  });
  return pods.map(({ metadata, spec, status }) => {
    const machine = spec?.["nodeName"];
    return {
      name: metadata.name,
      uid: metadata.uid,
      restarts: status.containerStatuses?.[0]?.restartCount ?? 0,
      machine: typeof machine === "string" ? machine : "",
    };
  });
}

/** Pods that are in both lists must be the same pods. @throws Error */
export function checkUntouched(
  before: readonly PodIdentity[],
  after: readonly PodIdentity[],
): void {
  for (const pod of before) {
    const now = after.find(({ name }) => name === pod.name);
    check(now === undefined || now.uid === pod.uid, `${pod.name} was replaced by scaling`);
    check(now === undefined || now.restarts === pod.restarts, `${pod.name} was restarted`);
  }
}
