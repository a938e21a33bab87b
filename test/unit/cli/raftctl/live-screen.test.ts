import { describe, expect, it } from "vitest";
import { LiveScreen } from "../../../../src/cli/raftctl/live-screen.ts";
import { FakeScreen } from "./fake-screen.ts";

const BEGIN = "\u001B[?2026h";
const END = "\u001B[J\u001B[?2026l";

describe("a live screen", () => {
  it("draws a frame with one write, over the lines of the one before", () => {
    const screen = new FakeScreen();
    const live = new LiveScreen({ screen });
    live.draw(["a", "b"]);
    live.draw(["c"]);
    live.draw(["d"]);

    expect(screen.written).toEqual([
      `${BEGIN}a\u001B[K\nb\u001B[K\n${END}`,
      `${BEGIN}\u001B[2A\rc\u001B[K\n${END}`,
      `${BEGIN}\u001B[1A\rd\u001B[K\n${END}`,
    ]);
  });

  it("clears everything only after a change of size", () => {
    const screen = new FakeScreen();
    const live = new LiveScreen({ screen });
    live.draw(["a"]);
    screen.columns = 40;
    live.draw(["a"]);

    expect(screen.written[1]).toContain("\u001B[2J\u001B[H");
    expect(screen.written[0]).not.toContain("2J");
  });

  it("never draws so many lines that the terminal scrolls", () => {
    const screen = new FakeScreen();
    screen.rows = 3;
    new LiveScreen({ screen }).draw(["a", "b", "c", "d"]);

    expect(screen.written[0]?.split("\n")).toHaveLength(3);
  });

  it("gives the cursor back", () => {
    const screen = new FakeScreen();
    const live = new LiveScreen({ screen });
    expect(screen.cursorHidden).toBe(true);
    live[Symbol.dispose]();

    expect(screen.cursorHidden).toBe(false);
  });
});
