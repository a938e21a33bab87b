#!/usr/bin/env node
import { SystemClock } from "../utils/clock.ts";
import { EXIT_CODE } from "./exit-codes.ts";
import { invocationOf } from "./raftctl/invocation.ts";
import { run } from "./raftctl/main.ts";
import { nodeCommand } from "./raftctl/node-command.ts";
import { processTerminal } from "./raftctl/terminal.ts";

const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    if (stop.signal.aborted) {
      // Asked twice: whoever asks does not want to wait for the processes.
      process.exit(EXIT_CODE.interrupted);
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
const invocation = invocationOf(script, process.cwd());
process.exitCode = await run(
  {
    program: invocation === "kubectl raft" ? invocation : "raftctl",
    invocation,
    args,
    environment: process.env,
    signal: stop.signal,
    nodeCommand: nodeCommand(),
  },
  { terminal: processTerminal(process.env), clock: new SystemClock() },
);
