// Where the programs lie that the repository's scripts call but npm does not install.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));

/** The script of the test cluster that lies beside the repository; null where it does not. */
export function clusterScript() {
  const path = join(root, "../shared/cluster/cluster");
  return existsSync(path) ? path : null;
}

/** A program from PATH, else from the test cluster's programs; null where neither has it. */
export function findTool(name) {
  const onPath = (process.env.PATH ?? "")
    .split(":")
    .filter((folder) => folder !== "")
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path));
  if (onPath !== undefined) {
    return onPath;
  }
  const script = clusterScript();
  const folder =
    script === null ? "" : spawnSync(script, ["bin"], { encoding: "utf8" }).stdout?.trim();
  return folder && existsSync(join(folder, name)) ? join(folder, name) : null;
}
