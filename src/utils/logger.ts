import { pino } from "pino";

export type LogLevel = "debug" | "info" | "warn" | "error";

/** A constant message and fields, never a built sentence: lines of one kind can be counted. */
export interface Logger {
  debug(message: string, fields?: Readonly<Record<string, unknown>>): void;
  info(message: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void;
  error(message: string, fields?: Readonly<Record<string, unknown>>): void;
  child(fields: Readonly<Record<string, unknown>>): Logger;
}

function wrap(target: pino.Logger): Logger {
  const write =
    (level: LogLevel) =>
    (message: string, fields: Readonly<Record<string, unknown>> = {}): void => {
      target[level](fields, message);
    };
  return {
    debug: write("debug"),
    info: write("info"),
    warn: write("warn"),
    error: write("error"),
    child: (fields) => wrap(target.child(fields)),
  };
}

/**
 * JSON lines on standard error where that is not a terminal, readable lines where it is. Written synchronously: the last line before an exit
 * is the one that is needed.
 */
export function createLogger(options: { readonly level: LogLevel; readonly name: string }): Logger {
  const base = {
    level: options.level,
    name: options.name,
    serializers: { error: pino.stdSerializers.err },
  };
  return process.stderr.isTTY
    ? wrap(
        pino({
          ...base,
          transport: { target: "pino-pretty", options: { destination: 2, sync: true } },
        }),
      )
    : wrap(
        pino(
          {
            ...base,
            // For whoever reads them without a tool: the level's name, and UTC.
            formatters: { level: (label) => ({ level: label }) },
            timestamp: pino.stdTimeFunctions.isoTime,
          },
          pino.destination({ dest: 2, sync: true }),
        ),
      );
}

export const SILENT_LOGGER: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => SILENT_LOGGER,
};
