/** What a run does, as far as it can be made smaller. */
export interface Shrinkable {
  readonly seed: number;
  readonly steps: number;
  readonly skippedFaults?: readonly number[];
  readonly skippedClients?: readonly number[];
}

/** What a run of a description came to, as far as shrinking needs it. */
export interface ShrinkOutcome {
  readonly violation: { readonly check: string; readonly step: number } | null;
  /** Numbers of the faults that happened. */
  readonly faults: readonly number[];
}

export interface ShrinkDependencies<T extends Shrinkable> {
  readonly simulate: (description: T) => Promise<ShrinkOutcome>;
  /** Told of each smaller failure that was found. */
  readonly found?: (description: T, tries: number) => void;
}

export interface Shrunk<T> {
  readonly description: T;
  readonly tries: number;
}

/** Runs a description and keeps the smallest one that fails by the same check. */
class Search<T extends Shrinkable> {
  readonly #check: string;
  readonly #triesMax: number;
  readonly #dependencies: ShrinkDependencies<T>;
  best: T;
  outcome: ShrinkOutcome;
  tries = 0;

  constructor(
    start: {
      readonly description: T;
      readonly outcome: ShrinkOutcome;
      readonly check: string;
      readonly triesMax: number;
    },
    dependencies: ShrinkDependencies<T>,
  ) {
    this.best = start.description;
    this.outcome = start.outcome;
    this.#check = start.check;
    this.#triesMax = start.triesMax;
    this.#dependencies = dependencies;
  }

  get isOver(): boolean {
    return this.tries >= this.#triesMax;
  }

  /** True where it fails as well: then it is the best one. */
  async accepts(change: Partial<Shrinkable>): Promise<boolean> {
    if (this.isOver) {
      return false;
    }
    this.tries += 1;
    const description = { ...this.best, ...change };
    const outcome = await this.#dependencies.simulate(description);
    if (outcome.violation?.check !== this.#check) {
      return false;
    }
    this.best = description;
    this.outcome = outcome;
    this.#dependencies.found?.(description, this.tries);
    return true;
  }
}

/**
 * Looks for a smaller run that fails by the same check: fewer faults, fewer clients, fewer steps. Greedy and bounded: what it finds is small, not the
 * smallest.
 */
export async function shrink<T extends Shrinkable>(
  start: {
    readonly description: T;
    readonly outcome: ShrinkOutcome;
    /** Numbered from 1. */
    readonly clients: number;
    readonly triesMax: number;
  },
  dependencies: ShrinkDependencies<T>,
): Promise<Shrunk<T>> {
  const { description, outcome, triesMax } = start;
  if (outcome.violation === null) {
    throw new RangeError("only a run that fails can be shrunk");
  }
  const { check } = outcome.violation;
  const search = new Search({ description, outcome, check, triesMax }, dependencies);
  await cutSteps(search);
  await skipFaults(search);
  await skipClients(search, start.clients);
  await cutSteps(search);
  // With fewer clients and steps some of the faults that were needed no longer are.
  await skipFaults(search);
  return { description: search.best, tries: search.tries };
}

/** First down to the step of the failure, then by halves: a check that looks at the end needs the steps before it, not those of the run. */
async function cutSteps<T extends Shrinkable>(search: Search<T>): Promise<void> {
  const { violation } = search.outcome;
  if (violation !== null && violation.step < search.best.steps) {
    await search.accepts({ steps: violation.step + 1 });
  }
  let low = 0;
  while (!search.isOver && search.best.steps - low > Math.max(8, search.best.steps / 20)) {
    const middle = Math.floor((low + search.best.steps) / 2);
    if (!(await search.accepts({ steps: middle }))) {
      low = middle;
    }
  }
}

/** Takes runs of faults out, long ones first. */
async function skipFaults<T extends Shrinkable>(search: Search<T>): Promise<void> {
  const kept = (): readonly number[] => {
    const skipped = new Set(search.best.skippedFaults ?? []);
    return search.outcome.faults.filter((fault) => !skipped.has(fault));
  };
  let size = kept().length;
  while (size > 0 && !search.isOver) {
    for (let from = 0; from < kept().length && !search.isOver; ) {
      const run = kept().slice(from, from + size);
      const skippedFaults = [...(search.best.skippedFaults ?? []), ...run];
      if (!(await search.accepts({ skippedFaults }))) {
        from += size;
      }
    }
    size = size === 1 ? 0 : Math.ceil(size / 2);
  }
}

async function skipClients<T extends Shrinkable>(
  search: Search<T>,
  clients: number,
): Promise<void> {
  for (let client = clients; client >= 1 && !search.isOver; client -= 1) {
    const skippedClients = search.best.skippedClients ?? [];
    if (!skippedClients.includes(client)) {
      await search.accepts({ skippedClients: [...skippedClients, client] });
    }
  }
}
