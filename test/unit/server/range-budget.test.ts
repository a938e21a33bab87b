import { describe, expect, it } from "vitest";
import { RangeBudget, type RangeReservation } from "../../../src/server/range-budget.ts";
import { FakeClock, fakeContext, fakeRangeMetrics } from "./fakes.ts";

function setup(options: { readonly waitersMax?: number } = {}) {
  const clock = new FakeClock();
  const metrics = fakeRangeMetrics();
  const budget = new RangeBudget(
    { bytesMax: 100, waitersMax: options.waitersMax ?? 10 },
    { clock, metrics },
  );
  const granted: string[] = [];
  const reservations = new Map<string, RangeReservation>();
  return {
    budget,
    clock,
    metrics,
    granted,
    /** Notes the name when its turn comes. */
    ask: async (
      name: string,
      bytes: number,
      call: { readonly signal?: AbortSignal; readonly deadlineMs?: number } = {},
    ): Promise<void> => {
      const reservation = await budget.acquire(bytes, fakeContext(call));
      granted.push(name);
      reservations.set(name, reservation);
    },
    of: (name: string): RangeReservation => reservations.get(name)!,
  };
}

/** Lets every promise that can settle do so. */
async function settled(): Promise<void> {
  await new Promise((resolve) => {
    setImmediate(resolve);
  });
}

describe("range budget", () => {
  it("grants at once what fits, without asking for the call's signal", async () => {
    const { budget } = setup();

    await budget.acquire(60, {
      deadlineMs: 1000,
      get signal(): AbortSignal {
        throw new Error("asked");
      },
    });
    await budget.acquire(40, fakeContext({}));

    expect(budget.bytes).toBe(100);
  });

  it("grants in the order of coming, also where a later one would fit earlier", async () => {
    const { ask, of, granted, budget } = setup();
    await ask("a", 60);
    const waiting = [ask("b", 80), ask("c", 10), ask("d", 30)];
    await settled();
    expect(granted).toEqual(["a"]);

    of("a").release();
    await settled();
    expect(granted).toEqual(["a", "b", "c"]);
    of("b").release();
    await Promise.all(waiting);

    expect(granted).toEqual(["a", "b", "c", "d"]);
    expect(budget.bytes).toBe(40);
    expect(budget.waiting).toBe(0);
  });

  it("gives bytes back once, however often they are released", async () => {
    const { ask, of, budget, metrics } = setup();
    await ask("a", 60);
    await ask("b", 30);

    of("a").release();
    of("a").release();
    of("a").resize(50);

    expect(budget.bytes).toBe(30);
    expect(metrics.bytes).toBe(30);
  });

  it("lets the next one go on when an answer turns out smaller", async () => {
    const { ask, of, granted, budget } = setup();
    await ask("a", 100);
    const waiting = ask("b", 90);

    of("a").resize(10);
    await waiting;

    expect(granted).toEqual(["a", "b"]);
    expect(budget.bytes).toBe(100);
  });

  it("counts an answer that turned out larger, and lets others wait for it", async () => {
    const { ask, of, granted, budget } = setup();
    await ask("a", 10);
    of("a").resize(150);
    const waiting = ask("b", 1);
    await settled();
    expect(budget.bytes).toBe(150);
    expect(granted).toEqual(["a"]);

    of("a").release();
    await waiting;

    expect(budget.bytes).toBe(1);
  });

  it("lets one that is larger than the whole budget have it alone", async () => {
    const { ask, of, granted, budget } = setup();
    await ask("a", 1);
    const waiting = [ask("huge", 5000), ask("c", 1)];
    await settled();
    expect(granted).toEqual(["a"]);

    of("a").release();
    await settled();
    expect(granted).toEqual(["a", "huge"]);
    expect(budget.bytes).toBe(100);
    of("huge").release();
    await Promise.all(waiting);

    expect(granted).toEqual(["a", "huge", "c"]);
  });

  it("refuses at its deadline what still waits, and lets those behind it go on", async () => {
    const { ask, clock, granted, metrics, budget } = setup();
    await ask("a", 60);
    const late = expect(ask("b", 80, { deadlineMs: 200 })).rejects.toMatchObject({
      name: "RangeBudgetError",
      code: "expired",
    });
    const behind = ask("c", 40, { deadlineMs: 1000 });
    await settled();

    clock.advance(220);
    await Promise.all([late, behind]);
    clock.advance(1000);

    expect(granted).toEqual(["a", "c"]);
    expect(metrics.refusals).toEqual(["expired"]);
    expect(budget.bytes).toBe(100);
  });

  it("forgets one whose call is cancelled while it waits, and lets those behind it go on", async () => {
    const { ask, granted, budget, metrics } = setup();
    const abort = new AbortController();
    await ask("a", 60);
    const gone = expect(ask("b", 80, { signal: abort.signal })).rejects.toThrow("gone");
    const behind = ask("c", 40);

    abort.abort(new Error("gone"));
    await Promise.all([gone, behind]);

    expect(granted).toEqual(["a", "c"]);
    expect(budget.waiting).toBe(0);
    expect(metrics.refusals).toEqual([]);
  });

  it("refuses at the deadline even where the call's own end at its deadline comes first", async () => {
    const { ask, clock } = setup();
    const abort = new AbortController();
    clock.after(200, () => abort.abort(new Error("deadline")));
    await ask("a", 100);
    const late = expect(
      ask("b", 1, { signal: abort.signal, deadlineMs: 200 }),
    ).rejects.toMatchObject({ code: "expired" });

    clock.advance(200);

    await late;
  });

  it("does not let a call wait that is over already", async () => {
    const { ask, budget } = setup();
    await ask("a", 100);

    await expect(ask("b", 1, { signal: AbortSignal.abort(new Error("gone")) })).rejects.toThrow(
      "gone",
    );
    expect(budget.waiting).toBe(0);
  });

  it("refuses at once when too many wait", async () => {
    const { ask, of, granted, metrics } = setup({ waitersMax: 1 });
    await ask("a", 100);
    const waiting = ask("b", 1);

    await expect(ask("c", 1)).rejects.toMatchObject({ code: "queueFull" });
    of("a").release();
    await waiting;

    expect(granted).toEqual(["a", "b"]);
    expect(metrics.refusals).toEqual(["queueFull"]);
  });
});
