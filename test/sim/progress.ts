import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { Coverage, type CoverageCounts } from "./coverage.ts";

export interface Failure {
  readonly seed: number;
  readonly check: string;
  readonly sentence: string;
}

interface ProgressFile {
  readonly version: 1;
  readonly steps: number;
  readonly first: number;
  /** All seeds from `first` up to here are done. */
  readonly doneThrough: number;
  readonly doneAbove: readonly number[];
  readonly seconds: number;
  readonly simulatedSteps: number;
  readonly coverage: CoverageCounts;
  readonly failures: readonly Failure[];
}

/** Which seeds of a range are done, and what they came to; kept in a file where one is given, so that several sessions share a range. */
export class Progress {
  readonly coverage: Coverage = new Coverage();
  readonly #path: string | null;
  readonly #steps: number;
  readonly #first: number;
  readonly #failures: Failure[] = [];
  readonly #doneAbove = new Set<number>();
  #doneThrough: number;
  #seconds = 0;
  #simulatedSteps = 0;

  /** @throws RangeError where the file is that of another range or another number of steps. */
  constructor(options: {
    readonly path: string | null;
    readonly first: number;
    readonly steps: number;
  }) {
    this.#path = options.path;
    this.#steps = options.steps;
    this.#first = options.first;
    this.#doneThrough = options.first - 1;
    if (this.#path !== null && existsSync(this.#path)) {
      this.#load(this.#path);
    }
  }

  get failures(): readonly Failure[] {
    return this.#failures;
  }

  get doneCount(): number {
    return this.#doneThrough - this.#first + 1 + this.#doneAbove.size;
  }

  get simulatedSteps(): number {
    return this.#simulatedSteps;
  }

  /** Of processor time, over all sessions. */
  get seconds(): number {
    return this.#seconds;
  }

  isDone(seed: number): boolean {
    return seed <= this.#doneThrough || this.#doneAbove.has(seed);
  }

  done(result: {
    readonly seed: number;
    readonly steps: number;
    readonly seconds: number;
    readonly coverage: CoverageCounts;
    readonly failure: Failure | null;
  }): void {
    this.#doneAbove.add(result.seed);
    while (this.#doneAbove.delete(this.#doneThrough + 1)) {
      this.#doneThrough += 1;
    }
    this.#simulatedSteps += result.steps;
    this.#seconds += result.seconds;
    this.coverage.addAll(result.coverage);
    if (result.failure !== null) {
      this.#failures.push(result.failure);
    }
  }

  save(): void {
    if (this.#path === null) {
      return;
    }
    const file: ProgressFile = {
      version: 1,
      steps: this.#steps,
      first: this.#first,
      doneThrough: this.#doneThrough,
      doneAbove: [...this.#doneAbove],
      seconds: this.#seconds,
      simulatedSteps: this.#simulatedSteps,
      coverage: this.coverage.counts,
      failures: this.#failures,
    };
    const temporary = `${this.#path}.next`;
    writeFileSync(temporary, `${JSON.stringify(file, null, 1)}\n`);
    renameSync(temporary, this.#path);
  }

  #load(path: string): void {
    const file = JSON.parse(readFileSync(path, "utf8")) as ProgressFile;
    if (file.version !== 1 || file.steps !== this.#steps || file.first !== this.#first) {
      throw new RangeError(
        `${path} is the progress of seeds from ${file.first} with ${file.steps} steps, asked for are seeds from ${this.#first} with ${this.#steps}`,
      );
    }
    this.#doneThrough = file.doneThrough;
    for (const seed of file.doneAbove) {
      this.#doneAbove.add(seed);
    }
    this.#seconds = file.seconds;
    this.#simulatedSteps = file.simulatedSteps;
    this.coverage.addAll(file.coverage);
    this.#failures.push(...file.failures);
  }
}
