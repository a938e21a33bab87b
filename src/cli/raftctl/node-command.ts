import { fileURLToPath } from "node:url";

/** How a node is started from where this program is: compiled beside it, or from the sources by tsx. */
export function nodeCommand(): readonly [string, ...string[]] {
  const isSource = import.meta.url.endsWith(".ts");
  const program = fileURLToPath(
    new URL(isSource ? "../raft-node.ts" : "../raft-node.js", import.meta.url),
  );
  return isSource
    ? [process.execPath, "--import", import.meta.resolve("tsx"), program]
    : [process.execPath, program];
}

/** A node is told everything by its arguments: options of other nodes, or a crash point, in this program's environment are not meant for it. */
export function nodeEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) =>
      value === undefined || name.startsWith("RAFT_") ? [] : [[name, value]],
    ),
  );
}
