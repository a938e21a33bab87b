import { describe, expect, it } from "vitest";
import { Backoff, exponentialMs } from "../../../../src/operator/runtime/backoff.ts";
import { CallDeadline, pause } from "../../../../src/operator/runtime/call-deadline.ts";
import { integerAt, listAt, textAt, valueAt } from "../../../../src/operator/runtime/json.ts";
import { collectionPath, isKubeObject } from "../../../../src/operator/runtime/kube-object.ts";
import { LEASES, PODS } from "../../../../src/operator/runtime/kube-kinds.ts";
import { splitLines } from "../../../../src/operator/runtime/line-splitter.ts";
import { microTime } from "../../../../src/operator/runtime/micro-time.ts";
import { StopSignal } from "../../../../src/operator/runtime/stop-signal.ts";
import { ManualClock } from "../../../support/manual-clock.ts";

describe("backoff", () => {
  it("stays between half of and the whole of a delay that doubles up to its maximum", () => {
    const least = new Backoff({ baseMs: 100, maxMs: 1000 }, { random: () => 0 });
    const most = new Backoff({ baseMs: 100, maxMs: 1000 }, { random: () => 0.999_999 });

    const delays = Array.from({ length: 6 }, () => [least.nextMs(), Math.round(most.nextMs())]);

    expect(delays).toEqual([
      [50, 100],
      [100, 200],
      [200, 400],
      [400, 800],
      [500, 1000],
      [500, 1000],
    ]);
    least.reset();
    expect(least.nextMs()).toBe(50);
  });

  it("is finite after any number of failures", () => {
    expect(exponentialMs({ baseMs: 200, maxMs: 300_000 }, 1_000_000)).toBe(300_000);
  });
});

describe("call deadline", () => {
  it("aborts when the time is up, which can be put off, and says so", () => {
    const clock = new ManualClock();
    const deadline = new CallDeadline(
      { timeoutMs: 100 },
      { parent: new AbortController().signal, clock },
    );

    clock.advance(99);
    deadline.extend(100);
    clock.advance(99);
    expect(deadline.signal.aborted).toBe(false);
    clock.advance(1);

    expect([deadline.signal.aborted, deadline.expired]).toEqual([true, true]);
  });

  it("aborts with its parent's reason, and leaves no timer when it is done", () => {
    const clock = new ManualClock();
    const parent = new AbortController();
    const deadline = new CallDeadline({ timeoutMs: 100 }, { parent: parent.signal, clock });

    parent.abort("why");
    expect([deadline.signal.reason, deadline.expired]).toEqual(["why", false]);
    deadline[Symbol.dispose]();
    expect(clock.timerCount).toBe(0);

    const late = new CallDeadline({ timeoutMs: 100 }, { parent: parent.signal, clock });
    expect(late.signal.reason).toBe("why");
  });

  it("pauses until the time is over or the signal aborts", async () => {
    const clock = new ManualClock();
    const stop = new AbortController();
    const first = pause(100, { clock, signal: stop.signal });
    clock.advance(100);
    await first;

    const second = pause(100, { clock, signal: stop.signal });
    stop.abort();
    await second;
    await pause(100, { clock, signal: stop.signal });

    expect(clock.timerCount).toBe(0);
  });
});

describe("stop signal", () => {
  it("aborts at once with the fence and after the drain time with stop", () => {
    const clock = new ManualClock();
    const stop = new AbortController();
    const fence = new AbortController();
    const drained = new StopSignal(
      { drainMs: 50 },
      { stop: stop.signal, fence: new AbortController().signal, clock },
    );
    const fenced = new StopSignal(
      { drainMs: 50 },
      { stop: stop.signal, fence: fence.signal, clock },
    );

    stop.abort();
    clock.advance(49);
    fence.abort("lost");
    expect([drained.signal.aborted, fenced.signal.reason]).toEqual([false, "lost"]);
    clock.advance(1);
    expect(drained.signal.aborted).toBe(true);

    drained[Symbol.dispose]();
    fenced[Symbol.dispose]();
    expect(clock.timerCount).toBe(0);
  });
});

describe("line splitter", () => {
  async function* chunksOf(...texts: readonly (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
    for (const text of texts) {
      yield await Promise.resolve(typeof text === "string" ? Buffer.from(text) : text);
    }
  }

  async function linesOf(chunks: AsyncIterable<Uint8Array>, lineBytesMax = 100): Promise<string[]> {
    const lines: string[] = [];
    for await (const line of splitLines(chunks, { lineBytesMax, onBytes: () => undefined })) {
      lines.push(line);
    }
    return lines;
  }

  it("joins what was cut anywhere, also inside a character", async () => {
    const umlaut = Buffer.from("ä");

    const lines = await linesOf(
      chunksOf("a", "b\nc\n\r\n", umlaut.subarray(0, 1), umlaut.subarray(1), "\nrest"),
    );

    expect(lines).toEqual(["ab", "c", "ä"]);
  });

  it("refuses a line beyond its bound", async () => {
    await expect(linesOf(chunksOf("x".repeat(60), "x".repeat(60)))).rejects.toThrow("100 bytes");
  });
});

describe("json of others", () => {
  it("reads a path that leads nowhere as absent", () => {
    const value = { a: { text: "x", number: 1, big: 2 ** 60, list: [1] } };

    expect(textAt(value, "a", "text")).toBe("x");
    expect(textAt(value, "a", "number")).toBeNull();
    expect(textAt(value, "a", "text", "deeper")).toBeNull();
    expect(integerAt(value, "a", "number")).toBe(1);
    expect(integerAt(value, "a", "big")).toBeNull();
    expect(listAt(value, "a", "list")).toEqual([1]);
    expect(listAt(value, "b")).toEqual([]);
    expect(valueAt(null, "a")).toBeUndefined();
  });

  it("takes for an object only what has a name, a uid and a version", () => {
    const metadata = { name: "n", uid: "u", resourceVersion: "1" };
    const object = { apiVersion: "v1", kind: "Pod", metadata };

    expect(isKubeObject(object)).toBe(true);
    expect(isKubeObject({ ...object, metadata: { ...metadata, labels: { a: 1 } } })).toBe(false);
    expect(isKubeObject({ ...object, metadata: { name: "n" } })).toBe(false);
    expect(isKubeObject({ ...object, kind: undefined })).toBe(false);
    expect(isKubeObject("text")).toBe(false);
  });
});

describe("paths and times", () => {
  it("finds a collection in the core group and in others", () => {
    expect(collectionPath(PODS, "a")).toBe("/api/v1/namespaces/a/pods");
    expect(collectionPath(LEASES, null)).toBe("/apis/coordination.k8s.io/v1/leases");
    expect(collectionPath(PODS, "../x")).toBe("/api/v1/namespaces/..%2Fx/pods");
  });

  it("writes times with six digits", () => {
    expect(microTime(Date.UTC(2026, 0, 2, 3, 4, 5, 6))).toBe("2026-01-02T03:04:05.006000Z");
  });
});
