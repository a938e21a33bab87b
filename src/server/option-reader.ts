import { parseArgs } from "node:util";

/** One option as the help text shows it. `default` is null where the option must be given, "" where leaving it out means something of its own. */
export interface OptionSpec {
  readonly placeholder: string;
  readonly default: string | null;
  readonly repeatable?: true;
  readonly help: string;
}

export interface HostPort {
  readonly host: string;
  readonly port: number;
}

interface GivenValue {
  readonly text: string;
  /** What to call it in a sentence: the option or the environment variable. */
  readonly source: string;
}

/** `--data-dir` is `RAFT_DATA_DIR` in the environment. */
export function environmentName(option: string): string {
  return `RAFT_${option.toUpperCase().replaceAll("-", "_")}`;
}

/**
 * `host:port` or `[address]:port`; null for anything else.
 */
export function parseHostPort(text: string): HostPort | null {
  const match = /^(?:\[(?<six>[0-9A-Fa-f:.]+)\]|(?<name>[A-Za-z0-9_.-]+)):(?<port>\d{1,5})$/.exec(
    text,
  );
  const port = Number(match?.groups?.["port"]);
  const host = match?.groups?.["six"] ?? match?.groups?.["name"];
  return host === undefined || port > 65_535 ? null : { host, port };
}

export function formatHostPort({ host, port }: HostPort): string {
  return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}

/**
 * Reads a command line and an environment by a table of specs. Nothing throws: every wrong value adds a sentence to `problems` and reads as a harmless
 * stand-in, so that one run reports all of them. A command line option wins over its environment variable.
 */
export class OptionReader {
  readonly problems: string[] = [];
  readonly #specs: Readonly<Record<string, OptionSpec>>;
  readonly #given = new Map<string, GivenValue[]>();
  readonly #flags = new Set<string>();

  constructor(
    options: {
      readonly specs: Readonly<Record<string, OptionSpec>>;
      readonly flags: readonly string[];
    },
    input: {
      readonly args: readonly string[];
      readonly environment: Readonly<Record<string, string | undefined>>;
    },
  ) {
    this.#specs = options.specs;
    this.#readArguments(options.flags, input.args);
    for (const name of Object.keys(options.specs)) {
      const variable = environmentName(name);
      const text = input.environment[variable];
      if (!this.#given.has(name) && text !== undefined && text !== "") {
        this.#given.set(name, [{ text, source: variable }]);
      }
    }
  }

  flag(name: string): boolean {
    return this.#flags.has(name);
  }

  /** Null where an option without a default is not given, which is a problem only where `required`. */
  text(name: string, { required }: { readonly required: boolean }): string | null {
    const value = this.#value(name);
    if (value === null && required) {
      this.problems.push(
        `--${name} is missing: give --${name}=${this.#spec(name).placeholder} or ${environmentName(name)}`,
      );
    }
    return value?.text ?? null;
  }

  /** Every value of a repeatable option; the environment gives one. */
  all(name: string): readonly { readonly text: string; readonly source: string }[] {
    return this.#given.get(name) ?? [];
  }

  integer(name: string, { min, max }: { readonly min: number; readonly max: number }): number {
    const value = this.#value(name);
    const found = value === null ? Number.NaN : Number(value.text);
    if (value === null || !/^\d+$/.test(value.text) || found < min || found > max) {
      this.#refuse(name, value, `an integer from ${min} to ${max}`);
      return min;
    }
    return found;
  }

  choice<T extends string>(name: string, allowed: readonly [T, ...T[]]): T {
    const value = this.#value(name);
    const found = allowed.find((candidate) => candidate === value?.text);
    if (found === undefined) {
      this.#refuse(name, value, `one of ${allowed.join(", ")}`);
    }
    return found ?? allowed[0];
  }

  hostPort(name: string, { portMin }: { readonly portMin: 0 | 1 }): HostPort {
    const value = this.#value(name);
    const found = value === null ? null : parseHostPort(value.text);
    if (found === null || found.port < portMin) {
      this.#refuse(
        name,
        value,
        `host:port or [IPv6 address]:port with a port from ${portMin} to 65535`,
      );
    }
    return found ?? { host: "::", port: 0 };
  }

  #value(name: string): GivenValue | null {
    const fallback = this.#spec(name).default;
    return (
      this.#given.get(name)?.at(-1) ??
      (fallback === null || fallback === "" ? null : { text: fallback, source: `--${name}` })
    );
  }

  #refuse(name: string, value: GivenValue | null, allowed: string): void {
    this.problems.push(
      value === null
        ? `--${name} is missing: ${allowed} is needed`
        : `${value.source} must be ${allowed}, found ${JSON.stringify(value.text)}`,
    );
  }

  #spec(name: string): OptionSpec {
    return this.#specs[name] ?? { placeholder: "VALUE", default: null, help: "" };
  }

  #readArguments(flags: readonly string[], args: readonly string[]): void {
    // Not strict: parseArgs would throw at the first wrong option, and all of them are to be told.
    const { tokens } = parseArgs({
      args: [...args],
      options: {
        ...Object.fromEntries(
          Object.keys(this.#specs).map((name) => [name, { type: "string" as const }]),
        ),
        ...Object.fromEntries(flags.map((name) => [name, { type: "boolean" as const }])),
      },
      strict: false,
      allowPositionals: true,
      tokens: true,
    });
    for (const token of tokens) {
      if (token.kind === "positional") {
        this.problems.push(
          `arguments without an option are not taken, found ${JSON.stringify(token.value)}`,
        );
      } else if (token.kind === "option" && flags.includes(token.name)) {
        this.#readFlag(token.name, token.rawName, token.value);
      } else if (token.kind === "option") {
        this.#readOption(token.name, token.rawName, token.value, token.inlineValue ?? false);
      }
    }
  }

  #readFlag(name: string, rawName: string, value: string | undefined): void {
    if (value !== undefined) {
      this.problems.push(`${rawName} takes no value, found ${JSON.stringify(value)}`);
    }
    this.#flags.add(name);
  }

  #readOption(name: string, rawName: string, value: string | undefined, inline: boolean): void {
    const spec = Object.hasOwn(this.#specs, name) ? this.#spec(name) : null;
    if (spec === null) {
      this.problems.push(`${rawName} is not an option of this program: see --help`);
      return;
    }
    if (value === undefined || value === "" || (!inline && value.startsWith("--"))) {
      const found = value === undefined ? "nothing" : JSON.stringify(value);
      this.problems.push(`${rawName} needs a value (${spec.placeholder}), found ${found}`);
      return;
    }
    const given = this.#given.get(name) ?? [];
    if (given.length > 0 && spec.repeatable !== true) {
      this.problems.push(`${rawName} is given more than once: once is allowed`);
    }
    this.#given.set(name, [...given, { text: value, source: `--${name}` }]);
  }
}
