import type { Screen } from "../../../../src/cli/raftctl/terminal.ts";

/** Keeps what is written; the size may change. */
export class FakeScreen implements Screen {
  columns = 80;
  rows = 24;
  colour = false;
  cursorHidden = false;
  readonly written: string[] = [];

  write(text: string): void {
    this.written.push(text);
  }

  hideCursor(): Disposable {
    this.cursorHidden = true;
    return {
      [Symbol.dispose]: () => {
        this.cursorHidden = false;
      },
    };
  }
}
