import { spawn } from "node:child_process";

export interface ChildOutcome {
  /** Null where it was killed: for being late, or because nobody waits for it any more. */
  readonly code: number | null;
  readonly isLate: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

const OUTPUT_BYTES_MAX = 4 * 1024 * 1024;

/** Runs a program to its end, or kills it with all that it has started when its time is over. */
export async function runChild(
  command: { readonly file: string; readonly args: readonly string[]; readonly folder: string },
  options: { readonly timeoutMs: number; readonly signal: AbortSignal },
): Promise<ChildOutcome> {
  return await new Promise((resolve, reject) => {
    // A group of its own, so that its own children end with it.
    const child = spawn(command.file, command.args, {
      cwd: command.folder,
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    let stdout = "";
    let stderr = "";
    let isLate = false;
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout = (stdout + text).slice(-OUTPUT_BYTES_MAX);
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr = (stderr + text).slice(-OUTPUT_BYTES_MAX);
    });
    const timer = setTimeout(() => {
      isLate = true;
      killGroup(child.pid);
    }, options.timeoutMs);
    const abort = (): void => killGroup(child.pid);
    options.signal.addEventListener("abort", abort, { once: true });
    const release = (): void => {
      clearTimeout(timer);
      options.signal.removeEventListener("abort", abort);
    };
    child.on("error", (error) => {
      release();
      reject(error);
    });
    child.on("close", (code) => {
      release();
      resolve({ code, isLate, stdout, stderr });
    });
  });
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) {
    return;
  }
  try {
    process.kill(-pid, "SIGKILL");
  } catch (error) {
    // It has ended by itself in this very moment.
    if (!(error instanceof Error) || Reflect.get(error, "code") !== "ESRCH") {
      throw error;
    }
  }
}
