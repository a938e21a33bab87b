// Writes what is made from other files for installing: the chart's copy of the definition, and manifests/install.yaml from the chart.
// `--check` fails where the committed files are not current.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { findTool, root } from "./tools.mjs";

const CRD = "crds/raftclusters.raft.crabmq.io.yaml";
const CRD_COPY = "charts/raft-operator/files/raftclusters.raft.crabmq.io.yaml";
const INSTALL = "manifests/install.yaml";
const NAMESPACE = "raft-operator";
const HEADER = `# The operator, its rights and the definition of RaftCluster: kubectl apply -f manifests/install.yaml
# Generated from charts/raft-operator by scripts/render-install.mjs; change the chart, not this file.
apiVersion: v1
kind: Namespace
metadata:
  name: ${NAMESPACE}
  labels:
    pod-security.kubernetes.io/enforce: restricted
`;

const check = process.argv.includes("--check");
let stale = 0;

function write(path, text) {
  const target = join(root, path);
  const current = existsSync(target) ? readFileSync(target, "utf8") : "";
  if (current === text) {
    return;
  }
  if (check) {
    console.error(`${path} is not current: run node scripts/render-install.mjs`);
    stale += 1;
  } else {
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
    console.log(`wrote ${path}`);
  }
}

/** What only means something to Helm, and would be wrong in objects that it does not manage. */
function withoutHelm(text) {
  return text
    .replace(/^# Source: .*\n/gm, "")
    .replace(/^ *helm\.sh\/chart: .*\n/gm, "")
    .replace(/^( *app\.kubernetes\.io\/managed-by:) Helm$/gm, "$1 kubectl");
}

write(CRD_COPY, readFileSync(join(root, CRD), "utf8"));
const helm = findTool("helm");
if (helm === null) {
  console.error(
    `SKIPPED: helm is neither in PATH nor among the test cluster's programs, so ${INSTALL} is not ${check ? "checked" : "written"}`,
  );
  if (!check) {
    stale += 1;
  }
} else if (!check || stale === 0) {
  const rendered = execFileSync(
    helm,
    [
      "template",
      "raft-operator",
      join(root, "charts/raft-operator"),
      "--namespace",
      NAMESPACE,
      "--skip-tests",
      "--kube-version",
      "1.34.0",
    ],
    { encoding: "utf8", maxBuffer: 64 * 1024 * 1024 },
  );
  write(INSTALL, `${HEADER}${withoutHelm(rendered)}`);
}
process.exitCode = stale > 0 ? 1 : 0;
