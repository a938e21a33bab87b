import { describe, expect, it } from "vitest";
import { type RestartHost, restartWithHeap } from "../../../src/server/heap-restart.ts";

function restart(host: Partial<RestartHost>): unknown[] {
  const calls: unknown[] = [];
  restartWithHeap(77, {
    execPath: "/bin/node",
    execArgv: ["--import", "tsx"],
    argv: ["/bin/node", "/app/raft-node.js", "--data-dir=/d"],
    env: { A: "1", B: undefined },
    execve: (...call) => void calls.push(call),
    ...host,
  });
  return calls;
}

describe("restart with a smaller heap", () => {
  it("keeps the command line and the environment", () => {
    expect(restart({})).toEqual([
      [
        "/bin/node",
        [
          "/bin/node",
          "--import",
          "tsx",
          "--max-old-space-size=77",
          "--max-semi-space-size=16",
          "/app/raft-node.js",
          "--data-dir=/d",
        ],
        { A: "1", RAFT_HEAP_LIMITED: "1" },
      ],
    ]);
  });

  it("is done once only", () => {
    expect(restart({ env: { RAFT_HEAP_LIMITED: "1" } })).toEqual([]);
  });

  it("is left out on a Node.js without execve", () => {
    const host: RestartHost = { execPath: "/bin/node", execArgv: [], argv: [], env: {} };

    expect(() => restartWithHeap(77, host)).not.toThrow();
  });
});
