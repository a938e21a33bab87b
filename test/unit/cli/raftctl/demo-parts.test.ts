import { readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { LinesDemoDisplay, drawDemo } from "../../../../src/cli/raftctl/demo-display.ts";
import type { DemoPicture, DemoStep } from "../../../../src/cli/raftctl/demo-display.ts";
import { countLost, demoRow } from "../../../../src/cli/raftctl/demo-writers.ts";
import type { RangeReader } from "../../../../src/cli/raftctl/demo-writers.ts";
import { run } from "../../../../src/cli/raftctl/main.ts";
import { WriteMeter } from "../../../../src/cli/raftctl/write-meter.ts";
import type { Clock } from "../../../../src/utils/clock.ts";
import { SystemClock } from "../../../../src/utils/clock.ts";
import { member, view } from "./member-views.ts";

/** A store that answers a range of keys in order, at most `limit` of them. */
class FakeStore implements RangeReader {
  readonly rows = new Map<string, string>();
  limitSeen = 0;

  constructor(counts: readonly number[]) {
    for (const [writer, count] of counts.entries()) {
      for (let number = 1; number <= count; number += 1) {
        const { key, value } = demoRow(writer, number);
        this.rows.set(Buffer.from(key).toString(), Buffer.from(value).toString());
      }
    }
  }

  get(request: {
    readonly key: Uint8Array;
    readonly limit: number;
  }): ReturnType<RangeReader["get"]> {
    const prefix = Buffer.from(request.key).toString();
    this.limitSeen = Math.max(this.limitSeen, request.limit);
    const found = [...this.rows].filter(([key]) => key.startsWith(prefix)).slice(0, request.limit);
    return Promise.resolve(
      found.map(([key, value]) => ({
        key: Buffer.from(key),
        value: Buffer.from(value),
        modRevision: 1,
      })),
    );
  }
}

describe("reading back", () => {
  const counts = [2500, 0, 999, 1000];

  it("finds every acknowledged write, a page at a time", async () => {
    const store = new FakeStore(counts);
    const progress: number[] = [];

    expect(await countLost(store, counts, (rows) => progress.push(rows))).toBe(0);
    expect(progress.at(-1)).toBe(4499);
    expect(store.limitSeen).toBe(1000);
  });

  it.each([
    [0, 1],
    [0, 2500],
    [2, 999],
    [3, 1000],
  ])("misses write %i/%i where it is gone or another", async (writer, number) => {
    const store = new FakeStore(counts);
    const key = Buffer.from(demoRow(writer, number).key).toString();

    store.rows.set(key, "another");
    expect(await countLost(store, counts, () => undefined)).toBe(1);
    store.rows.delete(key);
    expect(await countLost(store, counts, () => undefined)).toBe(1);
  });

  it("does not ask for writes that were never acknowledged", async () => {
    expect(await countLost(new FakeStore([5]), [3], () => undefined)).toBe(0);
  });
});

describe("the meter of writes", () => {
  it("has the rate of the last seconds and the longest gap, the open one included", () => {
    const meter = new WriteMeter();
    expect([meter.longestGapMs(500), meter.perSecond(500)]).toEqual([0, 0]);
    for (let ms = 1000; ms < 5000; ms += 10) {
      meter.count(ms);
    }

    expect(meter.acknowledged).toBe(400);
    expect(meter.longestGapMs(4995)).toBe(10);
    expect(meter.perSecond(4995)).toBeGreaterThan(95);
    expect(meter.perSecond(4995)).toBeLessThan(110);
    expect(meter.longestGapMs(6990)).toBe(2000);
    expect(meter.perSecond(9000)).toBe(0);
    meter.count(6000);
    expect(meter.longestGapMs(6000)).toBe(1010);
  });
});

const STEP: DemoStep = { title: "kill -9 the leader", state: "running", seconds: 1, outcome: "" };
const PICTURE: DemoPicture = {
  seconds: 12.3,
  steps: [{ title: "three nodes", state: "done", seconds: 6.54, outcome: "demo-0 leads" }, STEP],
  view: view(member({ role: "Leader" })),
  notes: new Map([["demo-0", "leads in term 2"]]),
  figures: { acknowledged: 1234, perSecond: 99.6, longestGapMs: 1050.2 },
};

describe("the demo's picture", () => {
  it("has the steps, the members, the writes and as much of the log as there is room", () => {
    const log = Array.from({ length: 20 }, (_none, at) => `event ${at}`);

    expect(drawDemo(PICTURE, log, { columns: 80, rows: 13, colour: false })).toEqual([
      "A Raft cluster on this machine, 12 s",
      "[x] three nodes  6.5 s  demo-0 leads",
      "[>] kill -9 the leader  1.0 s",
      "",
      "NODE  POD     ROLE     TERM   COMMIT  APPLIED    LAG  NOW",
      "   1  demo-0  Leader      2       10       10      0  leads in term 2",
      "",
      "writes acknowledged 1234, 100 a second, longest gap 1050 ms",
      "",
      "event 17",
      "event 18",
      "event 19",
    ]);
  });

  it("never has more columns than the terminal", () => {
    const lines = drawDemo(PICTURE, ["x".repeat(200)], { columns: 40, rows: 24, colour: false });

    expect(Math.max(...lines.map((line) => line.length))).toBe(39);
  });

  it("is plain lines where nobody looks: steps and events once, figures now and then", () => {
    const lines: string[] = [];
    const display = new LinesDemoDisplay({ print: (line) => lines.push(line) });
    display.step(STEP);
    display.event("demo-0 is\nback");
    for (const seconds of [1, 2, 3, 6.5]) {
      display.show({ ...PICTURE, seconds });
    }

    expect(lines).toEqual([
      "[>] kill -9 the leader  1.0 s",
      "     demo-0 is back",
      "     writes acknowledged 1234, 100 a second, longest gap 1050 ms",
      "     writes acknowledged 1234, 100 a second, longest gap 1050 ms",
    ]);
  });
});

/** Every look at it is 20 seconds later. */
function hastyClock(): Clock {
  const clock = new SystemClock();
  let nowMs = 0;
  return {
    now: () => (nowMs += 20_000),
    every: (ms, callback) => clock.every(ms, callback),
    after: (ms, callback) => clock.after(ms, callback),
  };
}

describe("a demo whose nodes do not come", () => {
  it("ends with 1, says which step, and keeps what they logged", async () => {
    const lines: string[] = [];
    const folders = async (): Promise<readonly string[]> =>
      (await readdir(tmpdir())).filter((name) => name.startsWith("raftctl-demo-"));
    const write = (line: string): void => {
      lines.push(line);
    };
    const code = await run(
      {
        program: "raftctl",
        invocation: "raftctl",
        args: ["demo", "--json"],
        environment: {},
        signal: new AbortController().signal,
        nodeCommand: ["/no/such/node"],
      },
      {
        clock: hastyClock(),
        terminal: {
          out: write,
          outBytes: () => undefined,
          note: write,
          readInput: () => Promise.resolve(new Uint8Array()),
          inputIsTerminal: false,
          screen: null,
        },
      },
    );
    const kept = /is kept in (\S+)$/.exec(
      lines.find((line) => line.includes("is kept")) ?? "",
    )?.[1];
    const root = dirname(dirname(dirname(kept ?? "/none/none/none/none")));
    onTestFinished(() => rm(root, { recursive: true, force: true }));

    expect(code).toBe(1);
    expect(lines.join("\n")).toContain("[!] three nodes, one after the other");
    expect(JSON.parse(lines.find((line) => line.startsWith("{")) ?? "{}")).toMatchObject({
      ok: false,
      folder: root,
      problem: expect.stringMatching(
        /it is not so that three members are ready|demo-0 ended \d+ times/,
      ) as string,
      acknowledged: 0,
      lost: null,
    });
    expect((await folders()).some((name) => root.endsWith(name))).toBe(true);
  });
});
