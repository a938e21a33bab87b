import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import * as kinds from "../../../src/operator/runtime/kube-kinds.ts";
import { repositoryPath } from "./repository.ts";
// @ts-expect-error: a script without types.
import { findTool } from "../../../scripts/tools.mjs";

interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  readonly resourceNames?: readonly string[];
}

interface InstalledObject {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly rules?: readonly Rule[];
  readonly spec?: {
    readonly template: {
      readonly spec: {
        readonly securityContext: unknown;
        readonly containers: readonly {
          readonly command: readonly string[];
          readonly args: readonly string[];
          readonly securityContext: unknown;
          readonly resources: { readonly limits?: unknown };
        }[];
      };
    };
  };
}

const HELM: string | null = findTool("helm");
const installed: readonly InstalledObject[] = parseAllDocuments(
  readFileSync(repositoryPath("manifests/install.yaml"), "utf8"),
).map((document) => document.toJS());

function find(kind: string, name: string): InstalledObject {
  const found = installed.find((object) => object.kind === kind && object.metadata.name === name);
  expect(found, `${kind} ${name}`).toBeDefined();
  return found!;
}

/** `group/resource: verbs`, one line each. */
function granted(rules: readonly Rule[]): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    rules.flatMap(({ apiGroups, resources, verbs }) =>
      apiGroups.flatMap((group) =>
        resources.map((resource) => [`${group}/${resource}`, [...verbs].sort()]),
      ),
    ),
  );
}

describe("manifests/install.yaml", () => {
  it.skipIf(HELM === null)(
    HELM === null
      ? "helm is neither in PATH nor among the test cluster's programs"
      : "is what the chart renders, and the chart's definition is that of crds/",
    () => {
      const { status, stderr } = spawnSync(
        process.execPath,
        [repositoryPath("scripts/render-install.mjs"), "--check"],
        { encoding: "utf8" },
      );

      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    },
  );

  it("grants the operator what it uses and nothing else", () => {
    expect(granted(find("ClusterRole", "raft-operator").rules ?? [])).toEqual({
      "raft.crabmq.io/raftclusters": ["get", "list", "patch", "watch"],
      "raft.crabmq.io/raftclusters/status": ["update"],
      "raft.crabmq.io/raftclusters/finalizers": ["update"],
      "apps/statefulsets": ["create", "delete", "get", "list", "patch", "watch"],
      "/services": ["create", "get", "patch"],
      "/serviceaccounts": ["create", "get", "patch"],
      "policy/poddisruptionbudgets": ["create", "delete", "get", "patch"],
      "/secrets": ["create", "get"],
      "/pods": ["delete", "list", "watch"],
      "/persistentvolumeclaims": ["delete", "list", "watch"],
      "events.k8s.io/events": ["create", "patch"],
    });
  });

  it("grants something for every kind that the operator names", () => {
    const rules = installed
      .filter(({ kind }) => kind === "ClusterRole" || kind === "Role")
      .flatMap(({ rules }) => rules ?? []);
    const known = Object.keys(granted(rules));

    for (const { group, plural } of Object.values(kinds)) {
      expect(known).toContain(`${group}/${plural}`);
    }
  });

  it("lets the operator change no Lease but its own", () => {
    const { rules } = find("Role", "raft-operator-leader-election");

    for (const rule of rules ?? []) {
      expect(rule.verbs.includes("create") || rule.resourceNames?.join()).toBeTruthy();
    }
  });

  it("runs the operator under the restricted Pod Security Standard, with a memory limit", () => {
    const pod = find("Deployment", "raft-operator").spec!.template.spec;

    expect(pod.securityContext).toMatchObject({
      runAsNonRoot: true,
      seccompProfile: { type: "RuntimeDefault" },
    });
    for (const container of pod.containers) {
      expect(container.command).toEqual(["raft-operator"]);
      expect(container.resources.limits).toHaveProperty("memory");
      expect(container.securityContext).toMatchObject({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ["ALL"] },
      });
    }
  });

  it("names one image, that of the package's version", () => {
    const { version } = parse(readFileSync(repositoryPath("package.json"), "utf8"));
    const text = readFileSync(repositoryPath("manifests/install.yaml"), "utf8");
    const chart = parse(readFileSync(repositoryPath("charts/raft-operator/Chart.yaml"), "utf8"));

    expect(chart).toMatchObject({ version, appVersion: version });
    expect(new Set(text.match(/\braftcluster:[^\s"]+/g))).toEqual(
      new Set([`raftcluster:${version}`]),
    );
  });
});
