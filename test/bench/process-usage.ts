import { existsSync, readFileSync } from "node:fs";

/** USER_HZ, which is 100 on every Linux that Node.js runs on. */
const CLOCK_TICKS_PER_SECOND = 100;

/** CPU time of a process, all its threads, in seconds; null where the machine is no Linux or the process is gone. */
export function cpuSeconds(pid: number): number | null {
  const path = `/proc/${pid}/stat`;
  if (!existsSync(path)) {
    return null;
  }
  // The program's name may hold spaces and brackets: fields are counted from its closing one.
  const stat = readFileSync(path, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / CLOCK_TICKS_PER_SECOND;
}

/** Resident set in MiB: now, and the highest so far. Linux only; null elsewhere. */
export function memoryMib(pid: number): { readonly now: number; readonly peak: number } | null {
  const path = `/proc/${pid}/status`;
  if (!existsSync(path)) {
    return null;
  }
  const status = readFileSync(path, "utf8");
  const field = (name: string): number =>
    Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1] ?? 0) / 1024;
  return { now: field("VmRSS"), peak: field("VmHWM") };
}
