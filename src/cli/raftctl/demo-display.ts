import type { ClusterView } from "./cluster-view.ts";
import { LiveScreen } from "./live-screen.ts";
import { drawMembers, fit } from "./member-table.ts";
import type { Screen } from "./terminal.ts";

export interface DemoStep {
  readonly title: string;
  readonly state: "waiting" | "running" | "done" | "failed";
  readonly seconds: number | null;
  /** What came of it. */
  readonly outcome: string;
}

export interface DemoFigures {
  readonly acknowledged: number;
  readonly perSecond: number;
  readonly longestGapMs: number;
}

/** Everything that is shown at one moment. */
export interface DemoPicture {
  readonly seconds: number;
  readonly steps: readonly DemoStep[];
  /** Null before there is a cluster. */
  readonly view: ClusterView | null;
  readonly notes: ReadonlyMap<string, string>;
  readonly figures: DemoFigures;
}

export interface DemoDisplay extends Disposable {
  /** The picture of now. */
  show(picture: DemoPicture): void;
  /** A step began or ended. */
  step(step: DemoStep): void;
  /** One thing that happened. */
  event(text: string): void;
}

const MARKS: Readonly<Record<DemoStep["state"], string>> = {
  waiting: "[ ]",
  running: "[>]",
  done: "[x]",
  failed: "[!]",
};
const LOG_LINES_MAX = 50;
/** A log that nobody looks at live needs no more. */
const FIGURES_EVERY_S = 5;

/** The whole frame, as many lines of the log as the screen has room for. */
export function drawDemo(
  picture: DemoPicture,
  log: readonly string[],
  size: Pick<Screen, "columns" | "rows" | "colour">,
): readonly string[] {
  const columns = size.columns - 1;
  const { view, notes } = picture;
  const table =
    view === null ? [] : drawMembers(view.members, { columns, colour: size.colour, notes });
  const head = [
    `A Raft cluster on this machine, ${Math.floor(picture.seconds)} s`,
    ...picture.steps.map(drawStep),
    "",
  ].map((line) => fit(line, columns));
  const foot = ["", fit(drawFigures(picture.figures), columns)];
  const room = size.rows - 2 - head.length - table.length - foot.length;
  const shown = room < 1 ? [] : log.slice(-room).map((line) => fit(line, columns));
  return [...head, ...table, ...foot, ...(shown.length === 0 ? [] : ["", ...shown])];
}

export function drawStep({ title, state, seconds, outcome }: DemoStep): string {
  const took = seconds === null ? "" : `  ${seconds.toFixed(1)} s`;
  return `${MARKS[state]} ${title}${took}${outcome === "" ? "" : `  ${outcome}`}`;
}

export function drawFigures({ acknowledged, perSecond, longestGapMs }: DemoFigures): string {
  return `writes acknowledged ${acknowledged}, ${Math.round(perSecond)} a second, longest gap ${Math.round(longestGapMs)} ms`;
}

/** Redrawn in place. */
export class LiveDemoDisplay implements DemoDisplay {
  readonly #screen: Screen;
  readonly #live: LiveScreen;
  readonly #startMs = performance.now();
  #log: readonly string[] = [];

  constructor(dependencies: { readonly screen: Screen }) {
    this.#screen = dependencies.screen;
    this.#live = new LiveScreen(dependencies);
  }

  show(picture: DemoPicture): void {
    this.#live.draw(drawDemo(picture, this.#log, this.#screen));
  }

  step(): void {
    // The next picture has it.
  }

  event(text: string): void {
    const seconds = ((performance.now() - this.#startMs) / 1000).toFixed(1).padStart(5);
    this.#log = [...this.#log, `${seconds}  ${text}`].slice(-LOG_LINES_MAX);
  }

  [Symbol.dispose](): void {
    this.#live[Symbol.dispose]();
  }
}

/** A line for everything that happens, for a file or a pipe. */
export class LinesDemoDisplay implements DemoDisplay {
  readonly #print: (line: string) => void;
  #figuresAtS = 0;

  constructor(dependencies: { readonly print: (line: string) => void }) {
    this.#print = dependencies.print;
  }

  show({ seconds, figures }: DemoPicture): void {
    if (figures.acknowledged > 0 && seconds >= this.#figuresAtS) {
      this.#figuresAtS = seconds + FIGURES_EVERY_S;
      this.#print(`     ${drawFigures(figures)}`);
    }
  }

  step(step: DemoStep): void {
    this.#print(drawStep(step));
  }

  event(text: string): void {
    this.#print(`     ${fit(text, null)}`);
  }

  [Symbol.dispose](): void {
    this.#figuresAtS = Infinity;
  }
}
