// tsc emits only what it compiled: the generated JavaScript, its types and the proto sources go beside it.
import { chmodSync, cpSync, existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
cpSync(at("src/gen"), at("dist/gen"), { recursive: true });
cpSync(at("src/proto"), at("dist/proto"), { recursive: true });
for (const program of ["raft-node", "raft-operator", "raftctl"]) {
  const path = at(`dist/cli/${program}.js`);
  if (existsSync(path)) {
    chmodSync(path, 0o755);
  }
}
