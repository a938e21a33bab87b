import { describe, expect, it } from "vitest";
import { checkLinearizable } from "../../support/linearizability.ts";
import { findAccepted, INVALID_HISTORIES } from "../../sim/invalid-histories.ts";
import { createGroupModel } from "../../sim/kv-model.ts";

describe("the checker of histories", () => {
  it.each(Object.entries(INVALID_HISTORIES))("rejects %s", (_name, history) => {
    expect(checkLinearizable(history, createGroupModel(2)).kind).toBe("violation");
  });

  it("finds none that it lets pass", () => {
    expect(findAccepted()).toEqual([]);
  });

  it("accepts them up to their last, wrong answer", () => {
    for (const history of Object.values(INVALID_HISTORIES)) {
      expect(checkLinearizable(history.slice(0, -1), createGroupModel(2)).kind).toBe(
        "linearizable",
      );
    }
  });
});
