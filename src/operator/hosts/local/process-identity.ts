import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";

/** A process and not only a number: a pid is given to another process soon after. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it started, in the words of the operating system; only ever compared. */
  readonly startTime: string;
}

/** Null where no such process runs; one that is dead but not yet reaped does not run. */
export function identify(pid: number): ProcessIdentity | null {
  const startTime = process.platform === "linux" ? linuxStartTime(pid) : psStartTime(pid);
  return startTime === null ? null : { pid, startTime };
}

export function isRunning(identity: ProcessIdentity): boolean {
  return identify(identity.pid)?.startTime === identity.startTime;
}

/** Sends a signal to exactly this process; false where it is gone. */
export function signalProcess(identity: ProcessIdentity, signal: "SIGTERM" | "SIGKILL"): boolean {
  if (!isRunning(identity)) {
    return false;
  }
  try {
    return process.kill(identity.pid, signal);
  } catch (error) {
    if (errorCode(error) === "ESRCH") {
      return false;
    }
    throw error;
  }
}

/** Processes with exactly this argument on their command line. */
export function findByArgument(argument: string): readonly ProcessIdentity[] {
  const pids = process.platform === "linux" ? linuxPidsWith(argument) : psPidsWith(argument);
  return pids
    .filter((pid) => pid !== process.pid)
    .flatMap((pid) => {
      const identity = identify(pid);
      return identity === null ? [] : [identity];
    });
}

/** The `code` of a system error; undefined for anything else. */
export function errorCode(error: unknown): unknown {
  return typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
}

/** Clock ticks since boot, with the boot's id: after a reboot the same pid and ticks mean another process. */
function linuxStartTime(pid: number): string | null {
  const stat = readOrNull(`/proc/${pid}/stat`);
  if (stat === null) {
    return null;
  }
  // The name in parentheses may hold anything, so fields are counted from the last one.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const [state] = fields;
  const ticks = fields[19];
  if (ticks === undefined || state === "Z" || state === "X") {
    return null;
  }
  const boot = readOrNull("/proc/sys/kernel/random/boot_id")?.trim() ?? "";
  return `${boot}/${ticks}`;
}

function linuxPidsWith(argument: string): readonly number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      const line = readOrNull(`/proc/${name}/cmdline`) ?? "";
      return line.split("\0").includes(argument);
    })
    .map(Number);
}

/** A process may be gone between a look and a read. */
function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const code = errorCode(error);
    if (code === "ENOENT" || code === "ESRCH" || code === "EACCES") {
      return null;
    }
    throw error;
  }
}

function psStartTime(pid: number): string | null {
  const line = ps(["-o", "stat=,lstart=", "-p", String(pid)]).trim();
  return line === "" || line.startsWith("Z") ? null : line.replace(/^\S+\s+/, "");
}

function psPidsWith(argument: string): readonly number[] {
  return ps(["-axww", "-o", "pid=,command="])
    .split("\n")
    .filter((line) => ` ${line} `.includes(` ${argument} `))
    .map((line) => Number(line.trim().split(/\s/)[0]));
}

/** Its exit status is 1 where no process matches. */
function ps(args: readonly string[]): string {
  try {
    return execFileSync("ps", args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  } catch (error) {
    if (typeof error === "object" && error !== null && "status" in error && error.status === 1) {
      return "";
    }
    throw error;
  }
}
