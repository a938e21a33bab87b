import { expect, it } from "vitest";
import { smoke } from "../../../sim/mutants/smoke.ts";

it("a cluster without faults serves its clients: what fails here is no mutant", async () => {
  expect(await smoke()).toBeNull();
});
