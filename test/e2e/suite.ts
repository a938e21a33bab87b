import { printDiagnostics } from "./diagnostics.ts";
import type { Kubernetes } from "./kubernetes.ts";
import type { Operator } from "./operator.ts";
import type { Images, Scenario, ScenarioContext } from "./scenario.ts";
import type { TestCluster } from "./test-cluster.ts";

export interface SuiteOptions {
  readonly runId: string;
  readonly root: string;
  readonly images: Images;
}

export interface SuiteDependencies {
  readonly kubernetes: Kubernetes;
  readonly operator: Operator;
  readonly testCluster: TestCluster | null;
}

export interface SuiteResult {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Runs scenarios one after the other and takes away what they made. */
export class Suite {
  readonly #options: SuiteOptions;
  readonly #dependencies: SuiteDependencies;
  readonly #namespaces: string[] = [];

  constructor(options: SuiteOptions, dependencies: SuiteDependencies) {
    this.#options = options;
    this.#dependencies = dependencies;
  }

  /** Stops before the next scenario once the signal aborts. A failed scenario does not end the run. */
  async run(scenarios: readonly Scenario[], signal: AbortSignal): Promise<SuiteResult> {
    const { kubernetes, operator } = this.#dependencies;
    let passed = 0;
    let failed = 0;
    let skipped = 0;
    for (const scenario of scenarios) {
      if (signal.aborted) {
        break;
      }
      const context = this.#context();
      const unable = scenario.unable?.(context) ?? null;
      if (unable !== null) {
        console.log(`\n== ${scenario.name}: SKIPPED: ${unable}`);
        skipped += 1;
        continue;
      }
      console.log(`\n== ${scenario.name}`);
      const started = performance.now();
      const first = this.#namespaces.length;
      try {
        await scenario.run(context);
        passed += 1;
        console.log(`   passed in ${secondsSince(started)}`);
      } catch (error) {
        failed += 1;
        console.log(`   FAILED after ${secondsSince(started)}: ${describe(error)}`);
        await printDiagnostics({ kubernetes, operator, namespaces: this.#namespaces.slice(first) });
      }
    }
    return { passed, failed, skipped };
  }

  /** Clusters first, while an operator is there to let go of them. */
  async cleanUp(): Promise<void> {
    const { kubernetes, operator } = this.#dependencies;
    const started = performance.now();
    for (const namespace of this.#namespaces) {
      await kubernetes.try([
        "delete",
        "raftclusters",
        "--all",
        "--namespace",
        namespace,
        "--wait=false",
      ]);
    }
    for (const namespace of this.#namespaces) {
      const { code, stderr } = await kubernetes.try([
        "delete",
        "namespace",
        namespace,
        "--ignore-not-found",
        "--wait=false",
      ]);
      if (code !== 0) {
        console.log(`   namespace ${namespace} stays: ${stderr.trim()}`);
      }
    }
    for (const namespace of this.#namespaces) {
      const { code } = await kubernetes.try([
        "wait",
        "--for=delete",
        `namespace/${namespace}`,
        "--timeout=25s",
      ]);
      if (code !== 0) {
        console.log(`   namespace ${namespace} is not gone yet`);
      }
    }
    await operator.remove();
    await kubernetes.try([
      "delete",
      "namespace",
      operator.namespace,
      "--ignore-not-found",
      "--wait=false",
    ]);
    console.log(`\ncleaned up in ${secondsSince(started)}`);
  }

  async createNamespace(name: string): Promise<string> {
    await this.#dependencies.kubernetes.apply({
      apiVersion: "v1",
      kind: "Namespace",
      metadata: { name, labels: { "pod-security.kubernetes.io/enforce": "restricted" } },
    });
    return name;
  }

  #context(): ScenarioContext {
    return {
      ...this.#dependencies,
      images: this.#options.images,
      root: this.#options.root,
      createNamespace: async (suffix) => {
        const name = `raft-e2e-${this.#options.runId}-${suffix}`;
        this.#namespaces.push(name);
        return this.createNamespace(name);
      },
      step: async (what, part) => {
        const started = performance.now();
        const result = await part();
        console.log(`   ${secondsSince(started).padStart(8)}  ${what}`);
        return result;
      },
    };
  }
}

export function secondsSince(started: number): string {
  return `${((performance.now() - started) / 1000).toFixed(1)} s`;
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  return error.cause === undefined
    ? error.message
    : `${error.message}\n   ${describe(error.cause)}`;
}
