import type { RunDescription } from "./run.ts";
import { simulateTimed } from "./timed.ts";

/** The other end of workers.ts: simulates each description that it is sent, one at a time. */
process.on("message", (description: RunDescription) => {
  simulateTimed(description).then(
    (answer) => process.send?.(answer),
    (error: unknown) => {
      process.stderr.write(`seed ${description.seed}: ${String(error)}\n`);
      process.exit(1);
    },
  );
});
