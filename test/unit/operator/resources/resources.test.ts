import { assert, boolean, constantFrom, integer, property, record, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import type { RaftClusterSpec } from "../../../../src/operator/api-types.ts";
import { buildResources } from "../../../../src/operator/resources/index.ts";
import {
  TEMPLATE_HASH_ANNOTATION,
  TEMPLATE_INPUT_HASH_ANNOTATION,
} from "../../../../src/operator/resources/names.ts";
import { buildPodTemplate } from "../../../../src/operator/resources/pod-template.ts";
import { buildTokenSecret } from "../../../../src/operator/resources/token-secret.ts";
import { MINIMAL_SPEC, sampleCluster } from "./sample-cluster.ts";

const IMAGE = "localhost/raftcluster:1";
const FULL_SPEC: Partial<RaftClusterSpec> = {
  imagePullPolicy: "Always",
  imagePullSecrets: [{ name: "registry" }],
  storage: {
    size: "2Gi",
    storageClassName: "fast",
    retentionPolicy: { whenDeleted: "Delete", whenScaled: "Retain" },
  },
  podTemplate: {
    metadata: {
      labels: { team: "a", "app.kubernetes.io/name": "orders" },
      annotations: { note: "x" },
    },
    spec: {
      nodeSelector: { disk: "ssd" },
      tolerations: [{ key: "dedicated", operator: "Exists" }],
      affinity: { nodeAffinity: {} },
      topologySpreadConstraints: [],
      priorityClassName: "high",
    },
  },
  raft: { tickMs: 50, electionTicks: 20, heartbeatTicks: 2 },
  podDisruptionBudget: { enabled: false },
  terminationGracePeriodSeconds: 30,
  logLevel: "debug",
};

function asYaml(documents: readonly unknown[]): string {
  return documents
    .map((document) => stringify(document, { lineWidth: 0, aliasDuplicateObjects: false }))
    .join("---\n");
}

describe("the resources of a cluster", () => {
  it("are these for the smallest spec", async () => {
    const built = buildResources(sampleCluster(), { size: 1, image: IMAGE, minAvailable: 1 });

    await expect(
      asYaml([...Object.values(built), buildTokenSecret(sampleCluster(), "s3cret")]),
    ).toMatchFileSnapshot("minimal.golden.yaml");
  });

  it("are these for a spec that sets every field", async () => {
    const built = buildResources(sampleCluster(FULL_SPEC), {
      size: 3,
      image: IMAGE,
      minAvailable: 2,
    });

    await expect(asYaml(Object.values(built))).toMatchFileSnapshot("full.golden.yaml");
  });

  it("are owned by the cluster, all but the volume claims", () => {
    const { statefulSet, ...others } = buildResources(sampleCluster(), {
      size: 1,
      image: IMAGE,
      minAvailable: 1,
    });

    for (const manifest of [
      statefulSet,
      ...Object.values(others),
      buildTokenSecret(sampleCluster(), "t"),
    ]) {
      expect(manifest?.metadata.ownerReferences).toMatchObject([
        { uid: sampleCluster().metadata.uid, controller: true },
      ]);
    }
    expect(JSON.stringify(statefulSet.spec["volumeClaimTemplates"])).not.toContain("ownerRef");
  });

  it("let a drain leave as many pods as the plan says", () => {
    const built = buildResources(sampleCluster(), { size: 4, image: IMAGE, minAvailable: 3 });

    expect(built.podDisruptionBudget?.spec.minAvailable).toBe(3);
  });

  it("let a user's label neither take a pod out of the selector nor be lost", () => {
    const { labels } = buildPodTemplate(
      sampleCluster({
        podTemplate: {
          metadata: {
            labels: { "raft.crabmq.io/cluster": "other", "app.kubernetes.io/name": "x" },
          },
        },
      }),
      IMAGE,
    ).metadata;

    expect(labels["raft.crabmq.io/cluster"]).toBe("demo");
    expect(labels["app.kubernetes.io/name"]).toBe("x");
  });
});

describe("the pod template", () => {
  const sizes = integer({ min: 1, max: 9 });
  /** Whatever of a resource may change while its pods stay as they are. */
  const bystanders = record({
    replicas: sizes,
    paused: boolean(),
    podDisruptionBudget: record({ enabled: boolean() }),
    storage: record({
      size: constantFrom("1Gi", "20Gi"),
      retentionPolicy: record({
        whenDeleted: constantFrom("Retain" as const, "Delete" as const),
        whenScaled: constantFrom("Retain" as const, "Delete" as const),
      }),
    }),
  });

  it("is the same for every size, member list and field that is not the pod's", () => {
    const expected = buildResources(sampleCluster(), {
      size: 1,
      image: IMAGE,
      minAvailable: 1,
    }).statefulSet;

    assert(
      property(bystanders, sizes, string(), (spec, size, image) => {
        const cluster = {
          ...sampleCluster(spec),
          status: { image, clusterID: image, nextNodeID: String(size), replicas: size },
        };
        const built = buildResources(cluster, { size, image: IMAGE, minAvailable: 1 }).statefulSet;
        expect(built.spec.template).toEqual(expected.spec.template);
        expect(built.spec.replicas).toBe(size);
      }),
    );
  });

  const changes: readonly (readonly [string, Partial<RaftClusterSpec>])[] = [
    ["imagePullPolicy", { imagePullPolicy: "Always" }],
    ["imagePullSecrets", { imagePullSecrets: [{ name: "registry" }] }],
    ["resources", { resources: { limits: { memory: "2Gi" } } }],
    ["podTemplate labels", { podTemplate: { metadata: { labels: { a: "b" } } } }],
    ["podTemplate annotations", { podTemplate: { metadata: { annotations: { a: "b" } } } }],
    ["podTemplate nodeSelector", { podTemplate: { spec: { nodeSelector: { a: "b" } } } }],
    ["raft", { raft: { ...MINIMAL_SPEC.raft, tickMs: 200 } }],
    ["terminationGracePeriodSeconds", { terminationGracePeriodSeconds: 61 }],
    ["logLevel", { logLevel: "debug" }],
  ];

  it.each(changes)("has other hashes when %s changes", (_field, change) => {
    const before = buildPodTemplate(sampleCluster(), IMAGE).metadata.annotations;
    const after = buildPodTemplate(sampleCluster(change), IMAGE).metadata.annotations;

    for (const annotation of [TEMPLATE_HASH_ANNOTATION, TEMPLATE_INPUT_HASH_ANNOTATION]) {
      expect(after[annotation]).toMatch(/^[0-9a-f]{16}$/);
      expect(after[annotation]).not.toBe(before[annotation]);
    }
  });

  it("has other hashes for another image", () => {
    const before = buildPodTemplate(sampleCluster(), IMAGE).metadata.annotations;
    const after = buildPodTemplate(sampleCluster(), `${IMAGE}0`).metadata.annotations;

    expect(after[TEMPLATE_HASH_ANNOTATION]).not.toBe(before[TEMPLATE_HASH_ANNOTATION]);
  });

  it("hashes the same for fields in another order", () => {
    const { tickMs, electionTicks, heartbeatTicks } = MINIMAL_SPEC.raft;
    const reordered = sampleCluster({ raft: { heartbeatTicks, electionTicks, tickMs } });

    expect(buildPodTemplate(reordered, IMAGE)).toEqual(buildPodTemplate(sampleCluster(), IMAGE));
  });

  it("is admitted by the restricted Pod Security Standard", () => {
    const { spec } = buildPodTemplate(sampleCluster(), IMAGE);

    expect(spec).toMatchObject({
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
    });
    for (const container of spec.containers) {
      expect(container).toMatchObject({
        securityContext: {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ["ALL"] },
        },
      });
    }
    expect(spec).not.toHaveProperty("hostNetwork");
  });
});
