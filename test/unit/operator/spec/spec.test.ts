import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { quantityValue } from "../../../../src/operator/schema.ts";
import { SPEC_SCHEMA } from "../../../../src/operator/spec-schema.ts";
import { checkSpecChange, parseManifest } from "../../../../src/operator/spec.ts";

function manifest(spec: unknown = {}, metadata: unknown = { name: "demo" }): unknown {
  return { apiVersion: "raft.crabmq.io/v1alpha1", kind: "RaftCluster", metadata, spec };
}

function problemsOf(value: unknown): readonly string[] {
  const result = parseManifest(value);
  return result.kind === "invalid" ? result.problems.map(({ message }) => message) : [];
}

describe("a manifest", () => {
  it("gets the definition's defaults", () => {
    const result = parseManifest(manifest());

    expect(result).toEqual({
      kind: "manifest",
      manifest: {
        metadata: { name: "demo", namespace: "default", labels: {}, annotations: {} },
        spec: {
          replicas: 3,
          imagePullPolicy: "IfNotPresent",
          storage: {
            size: "10Gi",
            retentionPolicy: { whenDeleted: "Retain", whenScaled: "Delete" },
          },
          resources: { requests: { cpu: "100m", memory: "256Mi" }, limits: { memory: "1Gi" } },
          raft: { tickMs: 100, electionTicks: 10, heartbeatTicks: 1 },
          membership: { promotionMaxLagEntries: 1000, joinTimeoutSeconds: 600 },
          podDisruptionBudget: { enabled: true },
          terminationGracePeriodSeconds: 60,
          logLevel: "info",
          paused: false,
        },
      },
    });
  });

  it("keeps what is set, beside the defaults of the fields next to it", () => {
    const result = parseManifest(
      manifest({ storage: { retentionPolicy: { whenDeleted: "Delete" } }, raft: { tickMs: 50 } }),
    );

    expect(result).toMatchObject({
      manifest: {
        spec: {
          storage: {
            size: "10Gi",
            retentionPolicy: { whenDeleted: "Delete", whenScaled: "Delete" },
          },
          raft: { tickMs: 50, electionTicks: 10, heartbeatTicks: 1 },
        },
      },
    });
  });

  it.each([
    [
      { replicas: 0 },
      "spec.replicas cannot be 0: to stop every pod and keep the data, set spec.suspend",
    ],
    [{ replicas: 10 }, "spec.replicas must be from 1 to 9, found 10"],
    [{ replicas: 1.5 }, "spec.replicas must be a whole number, found 1.5"],
    [{ replicas: "1" }, 'spec.replicas must be a whole number, found "1"'],
    [{ image: "a b" }, /^spec.image must be an image reference without white space/],
    [{ image: "" }, /^spec.image must be an image reference/],
    [{ image: 1 }, "spec.image must be a text, found 1"],
    [
      { imagePullPolicy: "Often" },
      'spec.imagePullPolicy must be one of Always, IfNotPresent, Never, found "Often"',
    ],
    [{ imagePullSecrets: [{}] }, "spec.imagePullSecrets[0].name is missing"],
    [{ imagePullSecrets: {} }, "spec.imagePullSecrets must be a list, found {}"],
    [{ storage: { size: "a lot" } }, /^spec.storage.size must be a positive quantity/],
    [{ storage: { size: "0" } }, /^spec.storage.size must be a positive quantity/],
    [
      { storage: { storageClassName: "" } },
      /^spec.storage.storageClassName must be a text that is not empty/,
    ],
    [
      { storage: { retentionPolicy: { whenDeleted: "Maybe" } } },
      /whenDeleted must be one of Retain, Delete/,
    ],
    [{ storage: null }, "spec.storage must be an object, found null"],
    [
      { resources: { limits: { memory: "100Mi" } } },
      "spec.resources.limits.memory must be at least 256Mi",
    ],
    [{ resources: { limits: { cpu: "x" } } }, /limits.cpu must be a quantity/],
    [
      { resources: { limits: { cpu: 1 }, requests: { cpu: "1500m" } } },
      /requests.cpu must not be above its limit/,
    ],
    [
      { podTemplate: { metadata: { labels: { "raft.crabmq.io/cluster": "x" } } } },
      /is the operator's own/,
    ],
    [{ podTemplate: { metadata: { labels: { "-": "x" } } } }, /labels.- is no key/],
    [{ podTemplate: { metadata: { labels: { a: "-" } } } }, /labels.a must hold letters/],
    [
      { podTemplate: { spec: { tolerations: [{ operator: "Like" }] } } },
      /operator must be one of Exists, Equal/,
    ],
    [
      { podTemplate: { spec: { containers: [] } } },
      /^spec.podTemplate.spec.containers is no field/,
    ],
    [
      {
        podTemplate: {
          spec: {
            topologySpreadConstraints: [
              { maxSkew: 0, topologyKey: "z", whenUnsatisfiable: "DoNotSchedule" },
            ],
          },
        },
      },
      /maxSkew must be a whole number of at least 1/,
    ],
    [{ raft: { tickMs: 1 } }, "spec.raft.tickMs must be a whole number from 10 to 10000, found 1"],
    [{ raft: { heartbeatTicks: 3 } }, /^spec.raft.electionTicks must be at least 5 times/],
    [{ raft: { heartbeatTicks: "x" } }, /^spec.raft.heartbeatTicks must be a whole number/],
    [
      { podDisruptionBudget: { enabled: "yes" } },
      'spec.podDisruptionBudget.enabled must be true or false, found "yes"',
    ],
    [{ terminationGracePeriodSeconds: 5 }, /from 10 to 3600, found 5/],
    [{ logLevel: "loud" }, /^spec.logLevel must be one of/],
    [{ paused: 1 }, "spec.paused must be true or false, found 1"],
    [{ suspend: true }, "spec.suspend is not supported yet: leave it out"],
    [{ tls: {} }, "spec.tls is not supported yet: leave it out"],
    [{ auth: {} }, "spec.auth is not supported yet: leave it out"],
    [{ replica: 1 }, /^spec.replica is no field: spec has replicas,/],
    [[], "spec must be an object, found []"],
    [undefined, "spec is missing"],
  ])("with spec %j is refused with a sentence", (spec, message) => {
    const value = { ...(manifest() as object), spec };
    const problems = problemsOf(value);

    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(message);
  });

  it.each([
    [null, /^manifest must be an object of kind RaftCluster/],
    [{ ...(manifest() as object), kind: "Pod" }, 'kind must be RaftCluster, found "Pod"'],
    [
      { ...(manifest() as object), apiVersion: "v1" },
      /^apiVersion must be raft.crabmq.io\/v1alpha1/,
    ],
    [{ ...(manifest() as object), data: {} }, /^data is no field/],
    [manifest({}, {}), /^metadata.name must start with a letter/],
    [manifest({}, { name: "9lives" }), /^metadata.name must start with a letter/],
    [
      manifest({}, { name: "a".repeat(41) }),
      "metadata.name must have at most 40 characters, found 41",
    ],
    [manifest({}, { name: "a", namespace: "../x" }), /^metadata.namespace must hold/],
    [manifest({}, { name: "a", labels: { b: 1 } }), "metadata.labels.b must be a text, found 1"],
    [manifest({}, { name: "a", uid: "1" }), /^metadata.uid is no field to set here/],
    [manifest({}, null), /^metadata must be an object with a name/],
  ])("%j is refused with a sentence", (value, message) => {
    const problems = problemsOf(value);

    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(message);
  });

  it("tells all that is wrong at once", () => {
    expect(problemsOf(manifest({ replicas: 0, logLevel: "info", image: "a b" }, {}))).toHaveLength(
      3,
    );
  });

  it("tells of a value that breaks a rule beside a field that is none", () => {
    const spec = { replicas: "x", storage: { size: "lots" }, logLevel: "loud", raft: 1, no: 1 };

    expect(problemsOf(manifest(spec))).toEqual([
      expect.stringMatching(/^spec.replicas must be a whole number/),
      expect.stringMatching(/^spec.logLevel must be one of/),
      expect.stringMatching(/^spec.raft must be an object/),
      expect.stringMatching(/^spec.no is no field/),
      expect.stringMatching(/^spec.storage.size must be a positive quantity/),
    ]);
  });
});

describe("the schema", () => {
  /** The definition's schema in our words: without descriptions, list kinds and rules. */
  function reduce(schema: Record<string, unknown>): unknown {
    if (schema["x-kubernetes-int-or-string"] === true) {
      return { type: "quantity" };
    }
    const kept = [
      "type",
      "minLength",
      "maxLength",
      "enum",
      "minimum",
      "maximum",
      "default",
      "required",
      "maxItems",
      "maxProperties",
    ];
    const nested = (value: unknown): Record<string, unknown> =>
      Object.fromEntries(
        Object.entries(value as Record<string, Record<string, unknown>>).map(([name, inner]) => [
          name,
          reduce(inner),
        ]),
      );
    const result: Record<string, unknown> = Object.fromEntries(
      kept.filter((key) => schema[key] !== undefined).map((key) => [key, schema[key]]),
    );
    if (schema["properties"] !== undefined) {
      result["properties"] = nested(schema["properties"]);
    }
    for (const key of ["additionalProperties", "items"]) {
      if (schema[key] !== undefined) {
        result[key] = reduce(schema[key] as Record<string, unknown>);
      }
    }
    return result;
  }

  it("is that of the custom resource definition", () => {
    const file = new URL("../../../../crds/raftclusters.raft.crabmq.io.yaml", import.meta.url);
    const definition = parse(readFileSync(file, "utf8"));
    const { spec } = definition.spec.versions[0].schema.openAPIV3Schema.properties;

    expect(JSON.parse(JSON.stringify(SPEC_SCHEMA))).toEqual(reduce(spec));
  });
});

describe("a change of the spec", () => {
  const specOf = (spec: unknown) => {
    const result = parseManifest(manifest(spec));
    if (result.kind === "invalid") {
      throw new Error(result.problems[0]?.message);
    }
    return result.manifest.spec;
  };

  it.each([
    [{}, {}, []],
    [{ storage: { size: "1024Mi" } }, { storage: { size: "1Gi" } }, []],
    [{ storage: { size: "2Gi" } }, { storage: { size: "1Gi" } }, [/cannot shrink/]],
    [{ storage: { size: "1Gi" } }, { storage: { size: "2Gi" } }, [/cannot grow/]],
    [{}, { storage: { storageClassName: "fast" } }, [/storageClassName cannot be changed/]],
  ])("from %j to %j", (before, after, messages) => {
    const problems = checkSpecChange(specOf(before), specOf(after));

    expect(problems.map(({ message }) => message)).toEqual(
      messages.map((message) => expect.stringMatching(message) as string),
    );
  });
});

describe("a quantity", () => {
  it.each([
    ["1", 1],
    [2, 2],
    ["100m", 0.1],
    ["1Ki", 1024],
    ["1.5G", 1.5e9],
    ["1e3", 1000],
    ["-1", null],
    ["1GB", null],
    ["", null],
    [true, null],
  ])("%j is %s", (text, value) => {
    expect(quantityValue(text)).toBe(value);
  });
});
