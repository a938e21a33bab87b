// `npm run check`: everything that is generated and committed is current.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { root } from "./tools.mjs";

let failed = 0;
for (const script of ["gen.mjs", "render-install.mjs"]) {
  const { status } = spawnSync(process.execPath, [join(root, "scripts", script), "--check"], {
    stdio: "inherit",
  });
  if (status !== 0) {
    failed += 1;
  }
}
process.exitCode = failed > 0 ? 1 : 0;
