import { rmSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AdminClient } from "../../operator/admin-client.ts";
import { LocalOperator } from "../../operator/hosts/local/local-operator.ts";
import { clusterFolder } from "../../operator/hosts/local/local-host.ts";
import { signalProcess } from "../../operator/hosts/local/process-identity.ts";
import { SILENT_LOGGER } from "../../utils/logger.ts";
import { EXIT_CODE, type ExitCode } from "../exit-codes.ts";
import { CliError } from "./cli-error.ts";
import type { CommandContext } from "./context.ts";
import { LinesDemoDisplay, LiveDemoDisplay } from "./demo-display.ts";
import type { DemoDisplay } from "./demo-display.ts";
import { DEMO_KEY, DemoTour } from "./demo-tour.ts";
import type { DemoResult } from "./demo-tour.ts";
import { nodeEnvironment } from "./node-command.ts";

const STOP_GRACE_MS = 5000;
const PAUSE_MS = 4000;

/**
 * Three nodes under writes, scaled to five and back, the leader killed, everything read back. Exit code 1 when anything that was acknowledged is not there afterwards or a step does not come
 * about in time; the folder with the nodes' logs is kept then, and named.
 */
export async function demo(context: CommandContext): Promise<ExitCode> {
  const { terminal, signal, clock } = context;
  const root = await mkdtemp(join(tmpdir(), "raftctl-demo-"));
  const stop = new AbortController();
  const walking = AbortSignal.any([signal, stop.signal]);
  const json = context.command.flags.has("json");
  const display = makeDisplay(context, json);
  const tour = new DemoTour(
    { root, signal: walking, pauseMs: terminal.screen === null || json ? 0 : PAUSE_MS },
    { clock, display },
  );
  const operator = makeOperator(context, { root, display });
  using _guard = endWithProcess(tour, root);
  let running: Promise<unknown> = Promise.resolve();
  let isKept = false;
  try {
    await tour.begin();
    running = operator.run(walking);
    await Promise.race([tour.walk(), failEarly(running)]);
    await running;
    await tour.end();
    display[Symbol.dispose]();
    tellResult(context, tour.result(), json);
    return EXIT_CODE.ok;
  } catch (error) {
    tour.fail();
    display[Symbol.dispose]();
    if (signal.aborted) {
      throw new CliError("the demo was stopped; its processes are ended", EXIT_CODE.interrupted, {
        cause: error,
      });
    }
    isKept = true;
    const logs = join(clusterFolder(root, DEMO_KEY), "logs");
    terminal.note(`the demo failed; what its nodes logged is kept in ${logs}`);
    if (json) {
      const problem = error instanceof Error ? error.message : String(error);
      terminal.out(JSON.stringify({ ok: false, problem, folder: root, ...tour.result() }));
    }
    throw error;
  } finally {
    stop.abort(new Error("the demo is over"));
    await tour.stopWriters();
    await Promise.allSettled([running]);
    if (!isKept) {
      await rm(root, { recursive: true, force: true });
    }
  }
}

function makeDisplay({ terminal }: CommandContext, json: boolean): DemoDisplay {
  return terminal.screen === null || json
    ? new LinesDemoDisplay({
        print: (line) => (json ? terminal.note(line) : terminal.out(line)),
      })
    : new LiveDemoDisplay({ screen: terminal.screen });
}

function makeOperator(
  { clock, nodeCommand, environment }: CommandContext,
  { root, display }: { readonly root: string; readonly display: DemoDisplay },
): LocalOperator {
  return new LocalOperator(
    {
      root,
      key: DEMO_KEY,
      nodeCommand,
      nodeEnvironment: nodeEnvironment(environment),
      stopGraceMs: STOP_GRACE_MS,
    },
    {
      admin: new AdminClient(),
      clock,
      logger: SILENT_LOGGER,
      now: Date.now,
      event: ({ message }) => display.event(message.replaceAll(`${root}/`, "")),
    },
  );
}

function tellResult({ terminal }: CommandContext, result: DemoResult, json: boolean): void {
  if (json) {
    terminal.out(JSON.stringify({ ok: true, ...result }));
    return;
  }
  const { acknowledged, longestGapMs, repeated, seconds } = result;
  terminal.out("");
  terminal.out(
    `Nothing was lost: ${acknowledged} of ${acknowledged} acknowledged writes read back.`,
  );
  terminal.out(
    `The longest gap between two was ${longestGapMs} ms; ${repeated} were repeated. ${seconds.toFixed(1)} seconds.`,
  );
}

/** Never resolves, so that only the operator's failure ends the race. */
function failEarly(ended: Promise<unknown>): Promise<never> {
  return new Promise((_resolve, reject) => {
    ended.catch(reject);
  });
}

/** A process that ends at once, by a second Ctrl-C or a closed pipe, leaves no nodes behind. */
function endWithProcess(tour: DemoTour, root: string): Disposable {
  const end = (): void => {
    for (const process of tour.processes) {
      signalProcess(process, "SIGKILL");
    }
    rmSync(root, { recursive: true, force: true });
  };
  process.once("exit", end);
  return { [Symbol.dispose]: () => process.off("exit", end) };
}
