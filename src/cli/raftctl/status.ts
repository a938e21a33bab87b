import { setTimeout as sleep } from "node:timers/promises";
import { HostError } from "../../operator/host.ts";
import { EXIT_CODE, type ExitCode } from "../exit-codes.ts";
import { CliError } from "./cli-error.ts";
import { headline, viewOfAnswers, viewOfResource, viewToJson } from "./cluster-view.ts";
import type { ClusterView } from "./cluster-view.ts";
import { integerOption, usage } from "./command-line.ts";
import type { Command } from "./command-line.ts";
import type { CommandContext } from "./context.ts";
import { timeoutMs } from "./kv.ts";
import { LiveScreen } from "./live-screen.ts";
import { MemberChanges } from "./member-changes.ts";
import { drawMembers, fit } from "./member-table.ts";
import { askNodes, askedOf, describeAll, requirePods } from "./node-answers.ts";
import type { Screen } from "./terminal.ts";

interface Look {
  readonly view: ClusterView;
  /** About nodes that did not answer; empty where all did. */
  readonly away: string;
}

/** One picture of the cluster. @throws CliError, HostError */
type Looker = (options: { readonly deadlineMs: number }) => Promise<Look>;

/** Of a node that answers at all; the next picture is not kept waiting for one that is gone. */
const WATCH_DEADLINE_MS = 2000;
const CHANGES_SHOWN = 8;
/** Whoever gives one of these does not mean the cluster of kubectl. */
const LOCAL_OPTIONS = ["admin-endpoint", "cluster", "dir"] as const;
const NO_NOTES: ReadonlyMap<string, string> = new Map();

/** Exit code 0 only where every node answers and is ready; of a watch always, it ends by Ctrl-C. */
export async function status(context: CommandContext): Promise<ExitCode> {
  const { command, terminal } = context;
  const look = await lookerOf(context);
  if (command.flags.has("watch")) {
    const seconds = integerOption(command, "interval", { min: 1, max: 3600, otherwise: 1 });
    return watch(context, { look, intervalMs: seconds * 1000 });
  }
  const { view, away } = await look({ deadlineMs: timeoutMs(command) });
  if (command.flags.has("json")) {
    terminal.out(JSON.stringify(viewToJson(view)));
  } else {
    for (const line of drawOnce(view, terminal.screen)) {
      terminal.out(line);
    }
  }
  if (away !== "") {
    terminal.note(away);
    return EXIT_CODE.unavailable;
  }
  const isGood = view.members.length > 0 && view.members.every(({ ready }) => ready);
  return isGood ? EXIT_CODE.ok : EXIT_CODE.failure;
}

/** A person's terminal is as wide as it is; everything else gets whole lines. */
function drawOnce(view: ClusterView, screen: Screen | null): readonly string[] {
  const columns = screen === null ? null : screen.columns - 1;
  const colour = screen?.colour ?? false;
  return [
    fit(headline(view), columns),
    ...drawMembers(view.members, { columns, colour, notes: NO_NOTES }),
  ];
}

async function lookerOf(context: CommandContext): Promise<Looker> {
  const { command } = context;
  const [name] = command.arguments;
  const inKubernetes =
    command.flags.has("kubernetes") ||
    (context.invocation === "kubectl raft" &&
      !LOCAL_OPTIONS.some((option) => command.values.has(option)));
  if (inKubernetes) {
    return kubernetesLooker(context, name ?? null);
  }
  const local = { ...context, command: withCluster(command, name) };
  const look: Looker = async ({ deadlineMs }) => {
    const asked = await askedOf(local);
    const { endpoints, advice } = command.flags.has("watch") ? asked : requirePods(asked);
    const answers = await askNodes(endpoints, { deadlineMs, signal: context.signal });
    const away = answers.filter(({ status }) => status === null);
    return {
      view: viewOfAnswers(asked.name, answers, asked.resource),
      away: away.length === 0 ? "" : describeAll(away, advice),
    };
  };
  return look;
}

/** The name as it is given to the other commands. @throws CliError where it is given twice. */
function withCluster(command: Command, name: string | undefined): Command {
  if (name === undefined) {
    return command;
  }
  if (command.values.has("cluster") || command.values.has("admin-endpoint")) {
    throw usage("NAME stands for --cluster and --admin-endpoint: give one of them");
  }
  return { ...command, values: new Map([...command.values, ["cluster", name]]) };
}

async function kubernetesLooker(context: CommandContext, name: string | null): Promise<Looker> {
  // Half a second to load, which no other command should pay.
  const { KubernetesClusters } = await import("./kubernetes-clusters.ts");
  const clusters = new KubernetesClusters(
    { namespace: context.command.values.get("namespace") ?? null },
    { clock: context.clock },
  );
  return async () => {
    const resource = await clusters.read(name, context.signal);
    return { view: viewOfResource(resource), away: "" };
  };
}

/** Draws until the signal. The first look may fail, as any command may; one behind it is told, and the next may do. */
async function watch(
  context: CommandContext,
  { look, intervalMs }: { readonly look: Looker; readonly intervalMs: number },
): Promise<ExitCode> {
  const { signal, clock } = context;
  using output = watchOutput(context);
  for (let isFirst = true; !signal.aborted; isFirst = false) {
    const startMs = clock.now();
    try {
      output.show((await look({ deadlineMs: WATCH_DEADLINE_MS })).view);
    } catch (error) {
      if (signal.aborted) {
        break;
      }
      if (isFirst || !(error instanceof CliError || error instanceof HostError)) {
        throw error;
      }
      output.fail(error.message);
    }
    const leftMs = Math.max(0, intervalMs - (clock.now() - startMs));
    await pause(leftMs, signal);
  }
  return EXIT_CODE.ok;
}

/** Ends early, and without an error, when the signal comes. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(ms, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) {
      throw error;
    }
  }
}

interface WatchOutput extends Disposable {
  show(view: ClusterView): void;
  /** No picture this time. */
  fail(message: string): void;
}

function watchOutput(context: CommandContext): WatchOutput {
  const { command, terminal, clock } = context;
  if (command.flags.has("json")) {
    return {
      show: (view) => terminal.out(JSON.stringify({ time: now(), ...viewToJson(view) })),
      fail: (problem) => terminal.out(JSON.stringify({ time: now(), problem })),
      [Symbol.dispose]: () => undefined,
    };
  }
  const changes = new MemberChanges();
  if (terminal.screen === null) {
    return linesOutput({ terminal, changes, nowMs: () => clock.now() });
  }
  return liveOutput({ screen: terminal.screen, changes, nowMs: () => clock.now() });
}

/** The table once, then a line for each change: a file that is followed is not filled with the same. */
function linesOutput({
  terminal,
  changes,
  nowMs,
}: Pick<CommandContext, "terminal"> & {
  readonly changes: MemberChanges;
  readonly nowMs: () => number;
}): WatchOutput {
  let told: string | null = null;
  return {
    show: (seen) => {
      const { view, changes: happened } = changes.observe(seen, nowMs());
      if (told === null) {
        drawOnce(view, null).forEach((line) => terminal.out(line));
      }
      const lines = happened.map(({ pod, text }) => `${pod} ${text}`);
      const title = headline(view);
      if (told !== null && (lines.length > 0 || title !== told)) {
        [...lines, title].forEach((line) => terminal.out(`${clockTime()} ${fit(line, null)}`));
      }
      told = title;
    },
    fail: (problem) => {
      if (problem !== told) {
        terminal.out(`${clockTime()} ${fit(problem, null)}`);
      }
      told = problem;
    },
    [Symbol.dispose]: () => undefined,
  };
}

function liveOutput({
  screen,
  changes,
  nowMs,
}: {
  readonly screen: Screen;
  readonly changes: MemberChanges;
  readonly nowMs: () => number;
}): WatchOutput {
  const live = new LiveScreen({ screen });
  let log: readonly string[] = [];
  let table: readonly string[] = [];
  const draw = (title: string): void => {
    const columns = screen.columns - 1;
    const lines = [`${clockTime()} ${title}`, ...(log.length === 0 ? [] : ["", ...log])];
    const [head = "", ...rest] = lines.map((line) => fit(line, columns));
    live.draw([head, ...table, ...rest]);
  };
  return {
    show: (seen) => {
      const { view, changes: happened } = changes.observe(seen, nowMs());
      const lines = happened.map(({ pod, text }) => `${clockTime()} ${pod} ${text}`);
      log = [...log, ...lines].slice(-CHANGES_SHOWN);
      const { columns, colour } = screen;
      const notes = changes.notes(nowMs());
      table = drawMembers(view.members, { columns: columns - 1, colour, notes });
      draw(headline(view));
    },
    fail: draw,
    [Symbol.dispose]: () => live[Symbol.dispose](),
  };
}

function now(): string {
  return new Date().toISOString();
}

export function clockTime(): string {
  return now().slice(11, 19);
}
