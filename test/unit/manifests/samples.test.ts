import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { parseManifest } from "../../../src/operator/spec.ts";
import { repositoryPath } from "./repository.ts";

const SAMPLES = readdirSync(repositoryPath("manifests/samples")).filter((name) =>
  name.endsWith(".yaml"),
);

function read(name: string): string {
  return readFileSync(repositoryPath(`manifests/samples/${name}`), "utf8");
}

describe("manifests/samples", () => {
  it.each(SAMPLES)("%s is valid and asks for three members", (name) => {
    const result = parseManifest(parse(read(name)));

    expect(result).toMatchObject({ kind: "manifest", manifest: { spec: { replicas: 3 } } });
  });

  it("begins with one of eight lines", () => {
    expect(read("raftcluster.yaml").trimEnd().split("\n")).toHaveLength(8);
  });

  it("has one that names every field", () => {
    const crd = parse(
      readFileSync(repositoryPath("crds/raftclusters.raft.crabmq.io.yaml"), "utf8"),
    );
    const fields = Object.keys(
      crd.spec.versions[0].schema.openAPIV3Schema.properties.spec.properties,
    );

    for (const field of fields) {
      expect(read("raftcluster-full.yaml")).toContain(field);
    }
  });

  it("says of every default what the definition says", () => {
    const { spec } = parse(read("raftcluster-full.yaml"));
    const crd = parse(
      readFileSync(repositoryPath("crds/raftclusters.raft.crabmq.io.yaml"), "utf8"),
    );
    const { properties } = crd.spec.versions[0].schema.openAPIV3Schema.properties.spec;

    for (const field of Object.keys(spec).filter((field) => field !== "podTemplate")) {
      const { default: byDefault } = properties[field];
      if (field !== "podDisruptionBudget" && field !== "membership") {
        expect({ [field]: spec[field] }).toEqual({ [field]: byDefault });
      }
    }
  });
});
