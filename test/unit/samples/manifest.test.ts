import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { parseManifest } from "../../../src/operator/spec.ts";

function read(name: string): string {
  return readFileSync(new URL(`../../../samples/counter/${name}`, import.meta.url), "utf8");
}

describe("samples/counter", () => {
  it("is asked for in ten lines, three members of its image", () => {
    const manifest = read("raftcluster.yaml");

    expect(manifest.trimEnd().split("\n").length).toBeLessThanOrEqual(10);
    expect(parseManifest(parse(manifest))).toMatchObject({
      kind: "manifest",
      manifest: { spec: { replicas: 3, image: "counter:1" } },
    });
  });

  it("is built from our image, whose entrypoint it completes", () => {
    const dockerfile = read("Dockerfile");
    const own = readFileSync(new URL("../../../Dockerfile", import.meta.url), "utf8");
    const { version } = JSON.parse(
      readFileSync(new URL("../../../package.json", import.meta.url), "utf8"),
    );

    expect(own).toContain('ENTRYPOINT ["raft-node"]');
    expect(dockerfile).toContain('ENTRYPOINT ["raft-node", "--state-machine=/app/counter.js"]');
    expect(dockerfile).toContain(`ARG RAFTCLUSTER_IMAGE=raftcluster:${version}`);
    expect(dockerfile).toContain("COPY counter.js client.js /app/");
  });
});
