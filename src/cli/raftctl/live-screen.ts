import type { Screen } from "./terminal.ts";

const ESC = "\u001B[";

/**
 * Lines that are drawn again in the same place. One write a frame, each line overwritten and then cut at its end, nothing cleared before: no flicker. Lines
 * must be no longer than the screen is wide; lines past its height are left out.
 */
export class LiveScreen implements Disposable {
  readonly #screen: Screen;
  readonly #cursor: Disposable;
  #drawn = 0;
  #size = "";

  constructor(dependencies: { readonly screen: Screen }) {
    this.#screen = dependencies.screen;
    this.#cursor = this.#screen.hideCursor();
  }

  draw(lines: readonly string[]): void {
    const { columns, rows } = this.#screen;
    // One less: a full last row makes the terminal scroll.
    const shown = lines.slice(0, Math.max(1, rows - 1));
    const size = `${columns}x${rows}`;
    const isResized = this.#size !== "" && this.#size !== size;
    this.#size = size;
    // After a change of size nobody knows where the old lines are.
    const home = isResized ? `${ESC}2J${ESC}H` : this.#drawn === 0 ? "" : `${ESC}${this.#drawn}A\r`;
    const text = shown.map((line) => `${line}${ESC}K\n`).join("");
    this.#screen.write(`${ESC}?2026h${home}${text}${ESC}J${ESC}?2026l`);
    this.#drawn = shown.length;
  }

  /** The last frame stays; what is printed next comes below it. */
  [Symbol.dispose](): void {
    this.#cursor[Symbol.dispose]();
  }
}
