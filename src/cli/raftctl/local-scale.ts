import { setTimeout as sleep } from "node:timers/promises";
import { parseManifest } from "../../operator/spec.ts";
import { clusterFolder } from "../../operator/hosts/local/local-host.ts";
import { LocalStore } from "../../operator/hosts/local/local-store.ts";
import { EXIT_CODE, type ExitCode } from "../exit-codes.ts";
import { CliError } from "./cli-error.ts";
import { integerOption, usage } from "./command-line.ts";
import { hintLine } from "./context.ts";
import type { CommandContext } from "./context.ts";
import { namespaceOf, readCluster, requireName, rootFolder } from "./local-clusters.ts";
import type { LocalCluster } from "./local-clusters.ts";
import { conditionStatus } from "./local-get.ts";

const POLL_MS = 200;

/** What `kubectl scale` is for a cluster in Kubernetes: changes `spec.replicas` only, and the program that runs the cluster does the rest. */
export async function localScale(context: CommandContext): Promise<ExitCode> {
  const { command, terminal, environment, signal } = context;
  const [name = ""] = command.arguments;
  requireName("NAME", name);
  const text = command.values.get("replicas");
  if (text === undefined) {
    throw usage("local scale needs --replicas N");
  }
  const root = rootFolder(command, environment);
  const key = { namespace: namespaceOf(command), name };
  const { resource, runBy } = await requireRunnable(root, key);
  // The definition's own bounds and sentences, as for a manifest.
  const parsed = parseManifest({
    ...resource,
    metadata: { name, namespace: key.namespace },
    spec: { ...resource.spec, replicas: /^\d{1,9}$/.test(text) ? Number(text) : text },
  });
  if (parsed.kind === "invalid") {
    throw usage(parsed.problems.map(({ message }) => message).join("\n"));
  }
  if (runBy === null) {
    throw new CliError(
      `nobody runs ${name}: write the number into its manifest and start it with ${hintLine(context, "local up -f FILE")}`,
      EXIT_CODE.unavailable,
    );
  }
  const { replicas } = parsed.manifest.spec;
  const { labels = {}, annotations = {} } = resource.metadata;
  const manifest = {
    ...parsed.manifest,
    metadata: { ...parsed.manifest.metadata, labels, annotations },
  };
  await new LocalStore({ folder: clusterFolder(root, key) }).apply(manifest, Date.now(), signal);
  const waits = !command.flags.has("no-wait");
  if (waits) {
    await untilReady(context, { root, key });
  }
  terminal.out(`${name} ${waits ? "has" : "shall have"} ${replicas} members`);
  terminal.note("the next local up takes the number from its manifest again");
  return EXIT_CODE.ok;
}

async function requireRunnable(root: string, key: LocalCluster["key"]): Promise<LocalCluster> {
  const cluster = await readCluster(root, key);
  if (cluster === null) {
    throw new CliError(
      `no local cluster ${key.name} in namespace ${key.namespace} of ${root}`,
      EXIT_CODE.failure,
    );
  }
  return cluster;
}

/** @throws CliError with what keeps it, when the time is over. */
async function untilReady(
  context: CommandContext,
  { root, key }: { readonly root: string; readonly key: LocalCluster["key"] },
): Promise<void> {
  const seconds = integerOption(context.command, "timeout", { min: 1, max: 3600, otherwise: 120 });
  const endMs = context.clock.now() + seconds * 1000;
  for (;;) {
    const { resource } = await requireRunnable(root, key);
    const isCurrent = resource.status?.observedGeneration === resource.metadata.generation;
    if (isCurrent && conditionStatus(resource, "Ready") === "True") {
      return;
    }
    if (context.clock.now() > endMs) {
      const ready = resource.status?.conditions?.find(({ type }) => type === "Ready");
      throw new CliError(
        `${key.name} is not Ready after ${seconds} seconds: ${ready?.message ?? "nobody has looked at it yet"}; it is still asked for`,
        EXIT_CODE.unavailable,
      );
    }
    await sleep(POLL_MS, undefined, { signal: context.signal });
  }
}
