import { EXIT_CODE, type ExitCode } from "../exit-codes.ts";
import { CliError } from "./cli-error.ts";
import { integerOption, usage } from "./command-line.ts";
import type { Command } from "./command-line.ts";
import { hintLine } from "./context.ts";
import type { CommandContext } from "./context.ts";
import { KvClient } from "./kv-client.ts";
import type { KeyValueRow } from "./kv-client.ts";
import { clientEndpoints, findCluster } from "./local-clusters.ts";

const LIMIT_DEFAULT = 1000;
const CONNECT_UNSUPERVISED_MS = 1000;

export async function kvPut(context: CommandContext): Promise<ExitCode> {
  const { command, terminal } = context;
  const [key = "", value] = command.arguments;
  requireKey(key);
  const client = await kvClient(context);
  const bytes = value === undefined ? await readValue(context) : Buffer.from(value);
  const revision = await client.put(Buffer.from(key), bytes);
  terminal.out(command.flags.has("json") ? JSON.stringify({ revision }) : "OK");
  return EXIT_CODE.ok;
}

export async function kvGet(context: CommandContext): Promise<ExitCode> {
  const { command, terminal } = context;
  const [key = ""] = command.arguments;
  const prefix = command.flags.has("prefix");
  if (!prefix) {
    requireKey(key);
  }
  const limit = integerOption(command, "limit", {
    min: 1,
    max: 100_000,
    otherwise: LIMIT_DEFAULT,
  });
  const client = await kvClient(context);
  const rows = await client.get({
    key: Buffer.from(key),
    prefix,
    limit,
    serializable: command.flags.has("serializable"),
  });
  if (command.flags.has("json")) {
    terminal.out(JSON.stringify(rows.map(rowToJson)));
  } else {
    printRows(context, { rows, prefix });
  }
  if (rows.length === 0 && !prefix) {
    terminal.note(`no key ${JSON.stringify(key)}`);
    return EXIT_CODE.failure;
  }
  if (prefix && rows.length === limit) {
    terminal.note(`the first ${limit} keys only: there may be more, see --limit`);
  }
  return EXIT_CODE.ok;
}

export async function kvDelete(context: CommandContext): Promise<ExitCode> {
  const { command, terminal } = context;
  const [key = ""] = command.arguments;
  const prefix = command.flags.has("prefix");
  requireKey(key);
  const client = await kvClient(context);
  const deleted = await client.delete(Buffer.from(key), { prefix });
  terminal.out(command.flags.has("json") ? JSON.stringify({ deleted }) : String(deleted));
  return EXIT_CODE.ok;
}

/** The value of a put from standard input. @throws CliError where there is none, or it is stopped: nothing is stored then. */
async function readValue({ terminal, signal }: CommandContext): Promise<Uint8Array> {
  if (terminal.inputIsTerminal) {
    terminal.note("reading the value from standard input; Ctrl-D ends it, Ctrl-C stores nothing");
  }
  let bytes: Uint8Array;
  try {
    bytes = await terminal.readInput(signal);
  } catch (error) {
    if (signal.aborted) {
      throw new CliError("stopped: nothing was stored", EXIT_CODE.interrupted, { cause: error });
    }
    throw error;
  }
  if (bytes.length === 0) {
    throw usage("standard input is empty: nothing was stored; an empty value is given as ''");
  }
  return bytes;
}

/** Where `--timeout` says for the whole command. */
export function timeoutMs(command: Command): number {
  return integerOption(command, "timeout", { min: 1, max: 3600, otherwise: 10 }) * 1000;
}

/** A list such as `127.0.0.1:2379,[::1]:2379`, also in the form of URLs that etcdctl takes. @throws CliError */
export function parseEndpoints(option: string, text: string): readonly string[] {
  return text.split(",").map((given) => {
    const endpoint = given.replace(/^http:\/\/(.*?)\/?$/i, "$1");
    const match = /^(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9_.-]+):(\d{1,5})$/.exec(endpoint);
    const port = Number(match?.[2] ?? 0);
    if (port < 1 || port > 65_535) {
      throw usage(`${option} must be HOST:PORT, found ${JSON.stringify(given)}`);
    }
    return endpoint;
  });
}

async function kvClient(context: CommandContext): Promise<KvClient> {
  const { command, signal } = context;
  const timeout = timeoutMs(command);
  const given = command.values.get("endpoint");
  if (given !== undefined) {
    const endpoints = parseEndpoints("--endpoint", given);
    return new KvClient({ endpoints, timeoutMs: timeout, signal });
  }
  const cluster = await findCluster(context);
  const endpoints = clientEndpoints(cluster);
  const up = hintLine(context, "local up -f FILE");
  const { name } = cluster.key;
  const stopped = `local cluster ${name} is not running: start it with ${up}`;
  if (endpoints.length === 0) {
    throw new CliError(
      cluster.runBy === null
        ? stopped
        : `local cluster ${name} has no pods yet: process ${cluster.runBy} is making them`,
      EXIT_CODE.unavailable,
    );
  }
  return cluster.runBy === null
    ? new KvClient({
        endpoints,
        timeoutMs: timeout,
        signal,
        // Nodes may outlive the program that ran them; one that is gone is not started again, so there is nothing to wait for.
        connectMaxMs: CONNECT_UNSUPERVISED_MS,
        hint: stopped,
      })
    : new KvClient({ endpoints, timeoutMs: timeout, signal });
}

function requireKey(key: string): void {
  if (key === "") {
    throw usage("KEY must not be empty");
  }
}

/** A single value as its bytes and a line end; rows of a prefix as key, tab, value. */
function printRows(
  { terminal }: CommandContext,
  found: { readonly rows: readonly KeyValueRow[]; readonly prefix: boolean },
): void {
  for (const { key, value } of found.rows) {
    const parts = found.prefix ? [key, Buffer.from("\t"), value] : [value];
    terminal.outBytes(Buffer.concat([...parts, Buffer.from("\n")]));
  }
}

/** Text as text; bytes that are no UTF-8 as base64 under another name, so that nothing is silently changed. */
function rowToJson({ key, value, modRevision }: KeyValueRow): Readonly<Record<string, unknown>> {
  return { ...field("key", key), ...field("value", value), modRevision };
}

function field(name: string, bytes: Uint8Array): Readonly<Record<string, string>> {
  const buffer = Buffer.from(bytes);
  const text = buffer.toString("utf8");
  return Buffer.from(text).equals(buffer)
    ? { [name]: text }
    : { [`${name}Base64`]: buffer.toString("base64") };
}
