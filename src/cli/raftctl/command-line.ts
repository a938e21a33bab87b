import { parseArgs } from "node:util";
import { EXIT_CODE } from "../exit-codes.ts";
import { CliError } from "./cli-error.ts";
import { table } from "./terminal.ts";

export const COMMAND_NAMES = [
  "local up",
  "local get",
  "local scale",
  "local delete",
  "kv put",
  "kv get",
  "kv del",
  "member list",
  "status",
  "demo",
] as const;

export type CommandName = (typeof COMMAND_NAMES)[number];

export type OptionName =
  | "file"
  | "dir"
  | "namespace"
  | "cluster"
  | "endpoint"
  | "admin-endpoint"
  | "admin-token-file"
  | "prefix"
  | "limit"
  | "serializable"
  | "timeout"
  | "no-wait"
  | "replicas"
  | "watch"
  | "interval"
  | "kubernetes"
  | "json";

interface OptionSpec {
  readonly type: "string" | "boolean";
  readonly short?: string;
  readonly placeholder?: string;
  readonly help: string;
}

const OPTIONS: Readonly<Record<OptionName, OptionSpec>> = {
  file: {
    type: "string",
    short: "f",
    placeholder: "FILE",
    help: "the manifest, or - for standard input",
  },
  dir: {
    type: "string",
    placeholder: "DIR",
    help: "where local clusters live (default $RAFTCTL_DIR, else ~/.raftctl)",
  },
  namespace: {
    type: "string",
    short: "n",
    placeholder: "NAME",
    help: "of the cluster (default: default; in Kubernetes the context's)",
  },
  cluster: {
    type: "string",
    placeholder: "NAME",
    help: "the local cluster (default: the only one)",
  },
  endpoint: {
    type: "string",
    placeholder: "HOST:PORT",
    help: "client port of a member, in place of a local cluster's; several with commas",
  },
  "admin-endpoint": {
    type: "string",
    placeholder: "HOST:PORT",
    help: "admin port of a member, in place of a local cluster's; several with commas",
  },
  "admin-token-file": {
    type: "string",
    placeholder: "FILE",
    help: "the token for --admin-endpoint",
  },
  prefix: { type: "boolean", help: "every key that begins with KEY" },
  limit: { type: "string", placeholder: "N", help: "keys at most, with --prefix" },
  serializable: {
    type: "boolean",
    help: "answer from the member's own state, which may be old",
  },
  timeout: {
    type: "string",
    placeholder: "SECONDS",
    help: "for the whole command (default 10; local scale and delete 120)",
  },
  "no-wait": { type: "boolean", help: "only ask for it; do not wait until it is done" },
  replicas: { type: "string", placeholder: "N", help: "members that there shall be, 1 to 9" },
  watch: { type: "boolean", short: "w", help: "look again and again, until Ctrl-C" },
  interval: {
    type: "string",
    placeholder: "SECONDS",
    help: "between two looks with --watch (default 1)",
  },
  kubernetes: {
    type: "boolean",
    help: "ask the API server that kubectl talks to (as kubectl raft does by itself)",
  },
  json: {
    type: "boolean",
    help: "JSON on standard output, for programs: one document, of a watch one a line",
  },
};

interface CommandSpec {
  /** After the command's words. */
  readonly usage: string;
  readonly arguments: { readonly min: number; readonly max: number };
  readonly options: readonly OptionName[];
  readonly summary: string;
}

const LOCAL = ["dir", "namespace"] as const;
const CLIENT = ["endpoint", "cluster", ...LOCAL, "timeout", "json"] as const;
const ADMIN = [
  "admin-endpoint",
  "admin-token-file",
  "cluster",
  ...LOCAL,
  "timeout",
  "json",
] as const;

const COMMANDS: Readonly<Record<CommandName, CommandSpec>> = {
  "local up": {
    usage: "-f FILE",
    arguments: { min: 0, max: 0 },
    options: ["file", "dir"],
    summary: "run a RaftCluster as processes of this machine, until Ctrl-C",
  },
  "local get": {
    usage: "[NAME]",
    arguments: { min: 0, max: 1 },
    options: [...LOCAL, "json"],
    summary: "show local clusters",
  },
  "local scale": {
    usage: "NAME --replicas N",
    arguments: { min: 1, max: 1 },
    options: ["replicas", ...LOCAL, "no-wait", "timeout"],
    summary: "change how many members a local cluster has",
  },
  "local delete": {
    usage: "NAME",
    arguments: { min: 1, max: 1 },
    options: [...LOCAL, "no-wait", "timeout"],
    summary: "delete a local cluster; its data too where the manifest says whenDeleted: Delete",
  },
  "kv put": {
    usage: "KEY [VALUE]",
    arguments: { min: 1, max: 2 },
    options: CLIENT,
    summary: "store a value; without VALUE it is read from standard input",
  },
  "kv get": {
    usage: "KEY",
    arguments: { min: 1, max: 1 },
    options: ["prefix", "limit", "serializable", ...CLIENT],
    summary: "print a value; exit code 1 where the key does not exist",
  },
  "kv del": {
    usage: "KEY",
    arguments: { min: 1, max: 1 },
    options: ["prefix", ...CLIENT],
    summary: "delete a key and print how many were deleted",
  },
  "member list": {
    usage: "",
    arguments: { min: 0, max: 0 },
    options: ADMIN,
    summary: "show the members in the leader's committed configuration",
  },
  status: {
    usage: "[NAME]",
    arguments: { min: 0, max: 1 },
    options: ["watch", "interval", "kubernetes", ...ADMIN],
    summary: "show the members: role, term, indexes, lag and what just happened",
  },
  demo: {
    usage: "",
    arguments: { min: 0, max: 0 },
    options: ["json"],
    summary: "a minute: three nodes under writes, scaled to five and back, the leader killed",
  },
};

export interface Command {
  readonly name: CommandName;
  readonly arguments: readonly string[];
  readonly flags: ReadonlySet<OptionName>;
  readonly values: ReadonlyMap<OptionName, string>;
}

export type CommandLine =
  | { readonly kind: "help"; readonly text: string }
  | { readonly kind: "version" }
  | { readonly kind: "command"; readonly command: Command };

/** @throws CliError with a sentence for every argument that is wrong. */
export function parseCommandLine(args: readonly string[], program: string): CommandLine {
  const [first] = args;
  if (first === undefined || first === "help" || first === "--help" || first === "-h") {
    return { kind: "help", text: helpText(program) };
  }
  if (first === "--version" || first === "version") {
    return { kind: "version" };
  }
  const name = COMMAND_NAMES.find((candidate) =>
    candidate.split(" ").every((word, at) => args[at] === word),
  );
  if (name === undefined && (args[1] === "--help" || args[1] === "-h")) {
    return { kind: "help", text: helpText(program) };
  }
  if (name === undefined) {
    throw unknownCommand(args, program);
  }
  const rest = args.slice(name.split(" ").length);
  const spec = COMMANDS[name];
  const { values, positionals } = parseOptions({ name, spec, rest, program });
  if (values["help"] === true) {
    return { kind: "help", text: commandHelp(name, program) };
  }
  const { min, max } = spec.arguments;
  if (positionals.length < min || positionals.length > max) {
    const count = positionals.length;
    const [given = ""] = positionals;
    if (name === "local up") {
      throw usage(`${program} local up takes its manifest with -f: did you mean -f ${given}?`);
    }
    throw usage(
      `${program} ${name} takes ${spec.usage === "" ? "no argument" : spec.usage}, found ${count} argument${count === 1 ? "" : "s"}`,
    );
  }
  const names = spec.options;
  return {
    kind: "command",
    command: {
      name,
      arguments: positionals,
      flags: new Set(names.filter((option) => values[option] === true)),
      values: new Map(
        names.flatMap((option) => {
          const value = values[option];
          return typeof value === "string" ? [[option, value] as const] : [];
        }),
      ),
    },
  };
}

/** A whole number from an option. @throws CliError */
export function integerOption(
  command: Command,
  option: OptionName,
  range: { readonly min: number; readonly max: number; readonly otherwise: number },
): number {
  const text = command.values.get(option);
  if (text === undefined) {
    return range.otherwise;
  }
  const value = Number(text);
  if (!/^\d{1,9}$/.test(text) || value < range.min || value > range.max) {
    throw usage(
      `--${option} must be a whole number from ${range.min} to ${range.max}, found ${JSON.stringify(text)}`,
    );
  }
  return value;
}

export function usage(message: string): CliError {
  return new CliError(message, EXIT_CODE.usage);
}

function parseOptions(request: {
  readonly name: CommandName;
  readonly spec: CommandSpec;
  readonly rest: readonly string[];
  readonly program: string;
}): {
  readonly values: Readonly<Record<string, unknown>>;
  readonly positionals: readonly string[];
} {
  const { name, spec, rest, program } = request;
  const options = Object.fromEntries(
    spec.options.map((option) => {
      const known = OPTIONS[option];
      return [
        option,
        known.short === undefined ? { type: known.type } : { type: known.type, short: known.short },
      ];
    }),
  );
  try {
    return parseArgs({
      args: [...rest],
      options: { ...options, help: { type: "boolean", short: "h" } },
      allowPositionals: true,
    });
  } catch (error) {
    if (error instanceof TypeError) {
      throw new CliError(
        `${error.message.replace(/\.? To specify.*/s, "")}: see ${program} ${name} --help`,
        EXIT_CODE.usage,
        { cause: error },
      );
    }
    throw error;
  }
}

function unknownCommand(args: readonly string[], program: string): CliError {
  const group = COMMAND_NAMES.filter((name) => name.split(" ")[0] === args[0]);
  const words = args.slice(0, 2).join(" ");
  if (group.length > 0 && args.length === 1) {
    return usage(
      `${words} needs one of: ${group.map((name) => name.split(" ")[1]).join(", ")}; see ${program} --help`,
    );
  }
  return usage(
    group.length === 0
      ? `${JSON.stringify(words)} is no command: see ${program} --help`
      : `${JSON.stringify(words)} is no command, there is ${group.join(", ")}: see ${program} --help`,
  );
}

function helpText(program: string): string {
  const rows = table(
    COMMAND_NAMES.map((name) => {
      const { usage, summary } = COMMANDS[name];
      return [`  ${program} ${name} ${usage}`.trimEnd(), summary];
    }),
  );
  return [
    "Runs and asks Raft clusters.",
    "",
    ...rows,
    "",
    `${program} COMMAND --help shows a command's options, ${program} --version the version.`,
    "Exit codes: 0 done; 1 not done; 64 wrong arguments; 69 nobody answers; 75 outcome unknown; 78 a file or setting is wrong; 130 stopped.",
  ].join("\n");
}

function commandHelp(name: CommandName, program: string): string {
  const spec = COMMANDS[name];
  const rows = spec.options.map((option) => {
    const known = OPTIONS[option];
    const short = known.short === undefined ? "    " : `-${known.short}, `;
    const long = known.placeholder === undefined ? option : `${option} ${known.placeholder}`;
    return `  ${short}--${long.padEnd(26)}${known.help}`;
  });
  const first = `${program} ${name} ${spec.usage}`.trimEnd();
  return [`${first}: ${spec.summary}`, ...(rows.length === 0 ? [] : ["", ...rows])].join("\n");
}
