import type { Logger } from "../../src/utils/logger.ts";
import type { Life } from "./node.ts";
import type { Trace } from "./trace.ts";

/** A node's log lines, as events of the trace; for readers only, so they are no part of its hash. */
export function createTraceLogger(life: Life, trace: Trace): Logger {
  const write = (message: string, fields: Readonly<Record<string, unknown>> = {}): void => {
    if (life.isDead) {
      return;
    }
    const facts = Object.entries(fields).map(([name, value]) => `${name}=${describe(value)}`);
    trace.emit({
      kind: "log",
      place: life.process.place,
      nodeId: life.nodeId,
      text: [message, ...facts].join(" "),
    });
  };
  const logger: Logger = {
    debug: () => undefined,
    info: write,
    warn: write,
    error: write,
    child: () => logger,
  };
  return logger;
}

function describe(value: unknown): string {
  return value instanceof Error || typeof value === "string"
    ? String(value)
    : JSON.stringify(value);
}
