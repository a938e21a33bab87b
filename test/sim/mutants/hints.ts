import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Mutant } from "./mutant.ts";

/** Which seed killed a mutant last: tried first, so that a whole run is short. It proves nothing, and may be deleted. */
export class Hints {
  readonly #path: string;
  readonly #seeds: Map<string, number>;

  constructor(path: string = join(import.meta.dirname, "hints.json")) {
    this.#path = path;
    this.#seeds = new Map(
      existsSync(path)
        ? Object.entries(JSON.parse(readFileSync(path, "utf8")) as Record<string, number>)
        : [],
    );
  }

  seedsFor(mutants: readonly Pick<Mutant, "name">[]): readonly number[] {
    return mutants.flatMap(({ name }) => this.#seeds.get(name) ?? []);
  }

  remember(name: string, seed: number): void {
    this.#seeds.set(name, seed);
  }

  write(): void {
    const sorted = [...this.#seeds].sort(([left], [right]) => (left < right ? -1 : 1));
    writeFileSync(this.#path, `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`);
  }
}
