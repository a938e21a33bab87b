import { describe, expect, it } from "vitest";
import { findShortfall } from "../../chaos/targets.ts";

const ENOUGH = { kills: 60, leaderKills: 20, acknowledgedWrites: 50_000 };

describe("the figures of a chaos run", () => {
  it("suffice at ten minutes when each is reached", () => {
    expect(findShortfall(600, ENOUGH)).toBeNull();
  });

  it.each([
    ["kills", { kills: 59 }, /: 59 kills, at least 60 are wanted$/],
    [
      "kills of the leader",
      { leaderKills: 19 },
      /: 19 kills of the leader, at least 20 are wanted$/,
    ],
    [
      "acknowledged writes",
      { acknowledgedWrites: 49_999 },
      /: 49999 acknowledged writes, at least 50000 are wanted$/,
    ],
  ])("are too few where the %s are", (_, few, sentence) => {
    expect(findShortfall(600, { ...ENOUGH, ...few })).toMatch(sentence);
  });

  it("are not judged in a shorter run", () => {
    expect(findShortfall(599, { kills: 0, leaderKills: 0, acknowledgedWrites: 0 })).toBeNull();
  });
});
