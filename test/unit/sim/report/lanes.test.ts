import { describe, expect, it } from "vitest";
import { renderPage } from "../../../sim/report/html-page.ts";
import { type Picture, PictureBuilder } from "../../../sim/report/lanes.ts";
import type { TraceEvent } from "../../../sim/trace.ts";
import { APPEND, HEARTBEAT, recordsOf } from "./records.ts";

function pictureOf(events: readonly TraceEvent[]): Picture {
  const builder = new PictureBuilder();
  for (const record of recordsOf(events)) {
    builder.add(record);
  }
  return builder.finish();
}

const started = (nodeId: number): TraceEvent => ({
  kind: "started",
  place: nodeId - 1,
  nodeId,
  storeId: "s",
  version: 1,
});
const role = (name: "leader" | "follower", term: number): TraceEvent => ({
  kind: "role",
  nodeId: 1,
  role: name,
  term,
  leader: null,
  commit: 0,
  applied: 0,
});

describe("the picture of a run", () => {
  it("has a lane for the world and one a node, in the order of their coming", () => {
    expect(pictureOf([started(1), started(2)]).lanes.map(({ label }) => label)).toEqual([
      "world",
      "node 1",
      "node 2",
    ]);
  });

  it("ends a life and its role with the crash", () => {
    const { lives, roles } = pictureOf([
      started(1),
      role("follower", 1),
      role("leader", 2),
      role("leader", 2),
      { kind: "crashed", place: 0, nodeId: 1, lostWrites: 0, reason: "killed" },
      started(2),
    ]);

    expect(lives[0]).toEqual({ lane: 1, fromUs: 1000, untilUs: 5000 });
    expect(roles).toEqual([
      { lane: 1, fromUs: 2000, untilUs: 3000, role: "follower", term: 1 },
      { lane: 1, fromUs: 3000, untilUs: 5000, role: "leader", term: 2 },
    ]);
  });

  it("draws a message from its sending to its arrival, and once more where it arrives twice", () => {
    const { arrows } = pictureOf([
      started(1),
      { kind: "sent", message: APPEND, fate: "carried" },
      { kind: "delivered", message: APPEND },
      { kind: "delivered", message: APPEND },
    ]);

    expect(arrows.map(({ sentUs, arrivedUs }) => [sentUs, arrivedUs])).toEqual([
      [2000, 3000],
      [2000, 4000],
    ]);
    expect(arrows[1]?.text).toMatch(/\[again\]$/);
  });

  it("shows what was lost, and what is on its way at the end", () => {
    const { arrows } = pictureOf([
      { kind: "sent", message: HEARTBEAT, fate: "cut" },
      { kind: "sent", message: APPEND, fate: "carried" },
    ]);

    expect(arrows.map(({ type, arrivedUs, text }) => [type, arrivedUs, text.slice(-5)])).toEqual([
      ["heartbeat", null, "[cut]"],
      ["append", null, " end]"],
    ]);
  });
});

describe("the page", () => {
  const events: readonly TraceEvent[] = [
    started(1),
    { kind: "client", client: 1, place: 0, step: "asked", text: "</script><b>" },
    { kind: "violation", check: "c", sentence: "s" },
  ];
  const facts = { title: "seed 1", command: "npm run sim", violation: null };

  it("needs nothing but itself, and no text of a run ends its script", () => {
    const page = renderPage(pictureOf(events), facts);

    expect(page.match(/<\/script>/g)).toHaveLength(1);
    expect(page).not.toMatch(/(src|href)=|@import|url\(/);
    expect(page).toContain("seed 1");
  });

  it("is the same, byte for byte, for the same run", () => {
    expect(renderPage(pictureOf(events), facts)).toBe(renderPage(pictureOf(events), facts));
  });

  it("holds a script that can be read", () => {
    const page = renderPage(pictureOf(events), facts);
    const script = page.slice(page.indexOf("<script>") + 8, page.indexOf("</script>"));

    // oxlint-disable-next-line typescript/no-implied-eval -- compiled, never run
    expect(() => new Function(script)).not.toThrow();
  });
});
