#!/usr/bin/env node
import { basename } from "node:path";
import { SystemClock } from "../utils/clock.ts";
import { run } from "./raftctl/main.ts";
import { nodeCommand } from "./raftctl/node-command.ts";
import { processTerminal } from "./raftctl/terminal.ts";

const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    if (stop.signal.aborted) {
      // Asked twice: whoever asks does not want to wait for the processes.
      process.exit(130);
    }
    stop.abort(new Error(`stopped by ${signal}`));
  });
}
// A closed terminal takes no more notes; what they were about goes on to its end.
process.stderr.on("error", () => undefined);
// A reader that has seen enough, such as head, closes the pipe: no fault of the command.
process.stdout.on("error", (error) => {
  process.exit("code" in error && error.code === "EPIPE" ? 0 : 74);
});

const [, script = "raftctl", ...args] = process.argv;
process.exitCode = await run(
  {
    program: basename(script).startsWith("kubectl-raft") ? "kubectl raft" : "raftctl",
    args,
    environment: process.env,
    signal: stop.signal,
    nodeCommand: nodeCommand(),
  },
  { terminal: processTerminal(), clock: new SystemClock() },
);
