import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import {
  API_GROUP,
  API_VERSION,
  KIND,
  PLURAL,
  type RaftClusterSpec,
  type RaftClusterStatus,
} from "../../../src/operator/api-types.ts";
import { repositoryPath } from "./repository.ts";

interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema;
  readonly items?: Schema;
  readonly default?: unknown;
  readonly "x-kubernetes-preserve-unknown-fields"?: boolean;
  readonly "x-kubernetes-list-map-keys"?: readonly string[];
}

const crd = parse(readFileSync(repositoryPath("crds/raftclusters.raft.crabmq.io.yaml"), "utf8"));
const version = crd.spec.versions[0];
const schema: Schema = version.schema.openAPIV3Schema;
const specSchema = schema.properties!["spec"]!;
const statusSchema = schema.properties!["status"]!;

/** Every field of the spec as the code knows it; the compiler asks for new ones here. */
const SPEC: DeepRequired<RaftClusterSpec> = {
  replicas: 1,
  image: "x",
  imagePullPolicy: "Always",
  imagePullSecrets: [{ name: "x" }],
  storage: {
    size: "1Gi",
    storageClassName: "x",
    retentionPolicy: { whenDeleted: "Retain", whenScaled: "Delete" },
  },
  resources: { requests: { cpu: "1" }, limits: { memory: "1Gi" } },
  podTemplate: {
    metadata: { labels: { a: "b" }, annotations: { a: "b" } },
    spec: {
      nodeSelector: { a: "b" },
      tolerations: [{ key: "a" }],
      affinity: { nodeAffinity: {} },
      topologySpreadConstraints: [{ maxSkew: 1 }],
      priorityClassName: "x",
    },
  },
  raft: { tickMs: 1, electionTicks: 1, heartbeatTicks: 1 },
  membership: { promotionMaxLagEntries: 1, joinTimeoutSeconds: 60 },
  podDisruptionBudget: { enabled: true },
  terminationGracePeriodSeconds: 1,
  logLevel: "info",
  paused: false,
};

const STATUS: DeepRequired<RaftClusterStatus> = {
  observedGeneration: 1,
  phase: "Running",
  replicas: 1,
  readyReplicas: 1,
  selector: "a=b",
  image: "x",
  clusterID: "x",
  nextNodeID: "2",
  leader: { nodeID: "1", podName: "x", term: "1" },
  members: [
    {
      nodeID: "1",
      podName: "x",
      ordinal: 0,
      address: "x",
      role: "Voter",
      ready: true,
      storeID: "x",
      lagEntries: 1,
    },
  ],
  quorum: { voters: 1, healthyVoters: 1, required: 1, faultTolerance: 0 },
  operation: {
    type: "AddMember",
    phase: "Joining",
    nodeID: "1",
    ordinal: 0,
    storeID: "x",
    volumeUID: "x",
    staleVolumeUID: "x",
    abandonedBecause: "x",
    startedAt: "x",
  },
  joinTimeout: { generation: 1, attempts: 1, retryAt: "x", message: "x" },
  conditions: [
    {
      type: "Ready",
      status: "True",
      reason: "x",
      message: "x",
      observedGeneration: 1,
      lastTransitionTime: "x",
    },
  ],
};

type DeepRequired<T> = T extends readonly (infer E)[]
  ? readonly DeepRequired<E>[]
  : T extends object
    ? { readonly [K in keyof T]-?: DeepRequired<Exclude<T[K], undefined>> }
    : T;

/** Fields of a value that the schema does not have: the API server would drop them in silence. */
function unknownFields(value: unknown, at: Schema, path: string): readonly string[] {
  if (Array.isArray(value)) {
    return value.flatMap((element) => unknownFields(element, at.items ?? {}, `${path}[]`));
  }
  if (typeof value !== "object" || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([key, inner]) => {
    const next = at.properties?.[key] ?? at.additionalProperties;
    return next === undefined ? [`${path}.${key}`] : unknownFields(inner, next, `${path}.${key}`);
  });
}

describe("the definition of RaftCluster", () => {
  it("is of the group, version and names that the code uses", () => {
    expect(crd.metadata.name).toBe(`${PLURAL}.${API_GROUP}`);
    expect(crd.spec.group).toBe(API_GROUP);
    expect(version.name).toBe(API_VERSION);
    expect(crd.spec.names).toMatchObject({
      kind: KIND,
      plural: PLURAL,
      shortNames: ["raft"],
      categories: ["all"],
    });
  });

  it("has every field of the spec that the code reads", () => {
    expect(unknownFields(SPEC, specSchema, "spec")).toEqual([]);
  });

  it("has no field that the code does not act on, but for the three that it refuses", () => {
    expect(Object.keys(specSchema.properties ?? {}).sort()).toEqual(
      [...Object.keys(SPEC), "suspend", "tls", "auth"].sort(),
    );
  });

  it("has every field of the status that the operator writes", () => {
    expect(unknownFields(STATUS, statusSchema, "status")).toEqual([]);
    expect(Object.keys(statusSchema.properties ?? {}).sort()).toEqual(Object.keys(STATUS).sort());
  });

  it("can be scaled, selects pods, and keeps conditions by type", () => {
    expect(version.subresources).toEqual({
      status: {},
      scale: {
        specReplicasPath: ".spec.replicas",
        statusReplicasPath: ".status.replicas",
        labelSelectorPath: ".status.selector",
      },
    });
    expect(statusSchema.properties?.["conditions"]?.["x-kubernetes-list-map-keys"]).toEqual([
      "type",
    ]);
  });

  it("survives helm uninstall", () => {
    expect(crd.metadata.annotations).toMatchObject({ "helm.sh/resource-policy": "keep" });
  });

  it("gives a reason for every rule", () => {
    const rules: { readonly rule: string; readonly message?: string }[] = [];
    JSON.stringify(crd, (key, value) => {
      if (key === "x-kubernetes-validations") {
        rules.push(...value);
      }
      return value;
    });

    expect(rules.length).toBeGreaterThan(10);
    for (const { rule, message } of rules) {
      expect(message, rule).toMatch(/^\S.{20,}/);
    }
  });
});
