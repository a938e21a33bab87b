import type { RaftLogger } from "../../src/raft/index.ts";

const LEVELS = ["DEBUG", "INFO", "WARN", "ERROR", "FATAL", "NONE"] as const;

/** What a command of a script prints, and what nodes log meanwhile, at or above a level; at NONE nothing at all. */
export class Output implements RaftLogger {
  level = 0;
  #text = "";

  clear(): void {
    this.#text = "";
  }

  text(): string {
    return this.#text;
  }

  isSilent(): boolean {
    return LEVELS[this.level] === "NONE";
  }

  /** False for a name that is none. */
  setLevel(name: string): boolean {
    const level = LEVELS.findIndex((known) => known === name.toUpperCase());
    this.level = level < 0 ? this.level : level;
    return level >= 0;
  }

  write(text: string): void {
    if (!this.isSilent()) {
      this.#text += text;
    }
  }

  /** What `work` writes, two spaces to the right. */
  indented(work: () => void): void {
    const outer = this.#text;
    this.#text = "";
    work();
    const lines = this.#text.split("\n");
    if (lines.at(-1) === "") {
      lines.pop();
    }
    this.#text = outer + lines.map((line) => `  ${line}\n`).join("");
  }

  debug(line: string): void {
    this.#log(0, line);
  }

  info(line: string): void {
    this.#log(1, line);
  }

  warning(line: string): void {
    this.#log(2, line);
  }

  error(line: string): void {
    this.#log(3, line);
  }

  #log(level: number, line: string): void {
    if (this.level <= level) {
      this.write(`${LEVELS[level] ?? ""} ${line}\n`);
    }
  }
}
