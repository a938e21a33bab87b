import { writeFileSync } from "node:fs";
import { memoryMib } from "../bench/process-usage.ts";

/** `echo 5`: the kernel counts VmHWM anew from what is resident now (proc(5)). */
const RESET_PEAK = "5";

/** The highest resident set of a process, as the kernel counts it: its heap, what RocksDB allocates, mapped files; not the page cache. */
export class PeakMemory {
  readonly #pid: number;
  #highestMib = 0;

  constructor(options: { readonly pid: number }) {
    this.#pid = options.pid;
  }

  /** Since the last call, in MiB; null where the machine is no Linux. */
  take(): number | null {
    const memory = memoryMib(this.#pid);
    if (memory === null) {
      return null;
    }
    writeFileSync(`/proc/${this.#pid}/clear_refs`, RESET_PEAK);
    this.#highestMib = Math.max(this.#highestMib, memory.peak);
    return memory.peak;
  }

  /** Of all that were taken. */
  get highestMib(): number {
    return this.#highestMib;
  }
}
