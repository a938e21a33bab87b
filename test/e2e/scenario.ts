import type { Kubernetes } from "./kubernetes.ts";
import type { Operator } from "./operator.ts";
import type { TestCluster } from "./test-cluster.ts";

export interface Images {
  /** Holds node and operator. */
  readonly raft: string;
  readonly etcdctl: string;
}

export interface ScenarioContext {
  readonly kubernetes: Kubernetes;
  readonly operator: Operator;
  /** Null where the cluster is somebody else's, whose programs cannot be stopped. */
  readonly testCluster: TestCluster | null;
  readonly images: Images;
  /** The folder of the repository. */
  readonly root: string;
  /** Makes a namespace under the restricted Pod Security Standard, removed in the end with all that is in it. */
  readonly createNamespace: (suffix: string) => Promise<string>;
  /** Runs one part of a scenario and prints how long it took. */
  readonly step: <T>(what: string, part: () => Promise<T>) => Promise<T>;
}

export interface Scenario {
  readonly name: string;
  /** Part of the short run. */
  readonly smoke: boolean;
  /** Null: it can run; else why not, in a sentence. */
  readonly unable?: (context: ScenarioContext) => string | null;
  readonly run: (context: ScenarioContext) => Promise<void>;
}

export function check(condition: boolean, sentence: string): asserts condition {
  if (!condition) {
    throw new Error(sentence);
  }
}
