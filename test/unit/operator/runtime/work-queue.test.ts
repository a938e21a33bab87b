import { Registry } from "prom-client";
import { describe, expect, it } from "vitest";
import { RuntimeMetrics } from "../../../../src/operator/runtime/runtime-metrics.ts";
import { WorkQueue } from "../../../../src/operator/runtime/work-queue.ts";
import { ManualClock } from "../../../support/manual-clock.ts";
import { metricValue } from "./api-harness.ts";

function createQueue(options: { readonly keysMax?: number } = {}): {
  readonly queue: WorkQueue;
  readonly clock: ManualClock;
  readonly registry: Registry;
  readonly take: () => Promise<string | null>;
  readonly stop: AbortController;
} {
  const clock = new ManualClock();
  const registry = new Registry();
  const queue = new WorkQueue(
    { name: "q", backoff: { baseMs: 200, maxMs: 300_000 }, keysMax: options.keysMax ?? 100 },
    { clock, metrics: new RuntimeMetrics({ registry }) },
  );
  const stop = new AbortController();
  return { queue, clock, registry, take: () => queue.take(stop.signal), stop };
}

describe("work queue", () => {
  it("gives a key once however often it was added", async () => {
    const { queue, take } = createQueue();

    queue.add("a");
    queue.add("b");
    queue.add("a");

    expect([await take(), await take()]).toEqual(["a", "b"]);
    expect(queue.depth).toBe(0);
  });

  it("never gives a key to two workers, and gives it again when it was added meanwhile", async () => {
    const { queue, take } = createQueue();
    queue.add("a");
    expect(await take()).toBe("a");

    queue.add("a");
    queue.add("a");
    expect(queue.depth).toBe(0);

    queue.done("a");
    expect(await take()).toBe("a");
    queue.done("a");
    expect(queue.depth).toBe(0);
  });

  it("wakes a waiting worker", async () => {
    const { queue, take } = createQueue();
    const waiting = take();

    queue.add("a");

    expect(await waiting).toBe("a");
    expect(queue.takenCount).toBe(1);
  });

  it("lets waiting workers go when their signal aborts, and loses no key by it", async () => {
    const { queue, take, stop } = createQueue();
    const waiting = take();

    stop.abort();
    queue.add("a");

    expect(await waiting).toBeNull();
    expect(queue.depth).toBe(1);
  });

  it("delays a key and takes the sooner of two delays", async () => {
    const { queue, clock } = createQueue();

    queue.addAfter("a", 5000);
    queue.addAfter("a", 1000);
    queue.addAfter("a", 9000);

    clock.advance(999);
    expect(queue.depth).toBe(0);
    clock.advance(1);
    expect(queue.depth).toBe(1);
    clock.advance(10_000);
    expect(queue.depth).toBe(1);
  });

  it("forgets the delay of a key that is added at once", async () => {
    const { queue, clock, take } = createQueue();
    queue.addAfter("a", 1000);

    queue.add("a");
    await take();
    queue.done("a");
    clock.advance(5000);

    expect(queue.depth).toBe(0);
  });

  it("makes a key that becomes due while a worker has it wait for that worker", async () => {
    const { queue, clock, take } = createQueue();
    queue.add("a");
    await take();

    queue.addAfter("a", 1000);
    clock.advance(1000);
    expect(queue.depth).toBe(0);

    queue.done("a");
    expect(queue.depth).toBe(1);
  });

  it("doubles the backoff of each key from 200 ms to 5 min, until it is forgotten", () => {
    const { queue } = createQueue();

    const delays = Array.from({ length: 14 }, () => queue.retry("a"));

    expect(delays.slice(0, 4)).toEqual([200, 400, 800, 1600]);
    expect(delays.at(-1)).toBe(300_000);
    expect(queue.retry("b")).toBe(200);
    queue.forget("a");
    expect(queue.retry("a")).toBe(200);
  });

  it("waits at least as long as the server asked for", () => {
    const { queue, clock } = createQueue();

    expect(queue.retry("a", 30_000)).toBe(30_000);
    clock.advance(29_999);
    expect(queue.depth).toBe(0);
    clock.advance(1);
    expect(queue.depth).toBe(1);
  });

  it("refuses keys beyond its bound, but never one that it knows", async () => {
    const { queue, registry, take } = createQueue({ keysMax: 3 });
    queue.add("a");
    await take();
    queue.addAfter("b", 1000);
    queue.add("c");

    expect(queue.add("d")).toBe(false);
    expect(queue.addAfter("d", 5)).toBe(false);
    expect([queue.add("a"), queue.add("b"), queue.add("c")]).toEqual([true, true, true]);
    expect(await metricValue(registry, "raft_operator_workqueue_refused_total")).toBe(2);
  });

  it("drops what waits when it is cleared, and takes keys again", async () => {
    const { queue, clock, take } = createQueue();
    queue.add("a");
    queue.addAfter("b", 10);
    queue.retry("c");

    queue.clear();
    clock.advance(100_000);
    expect(queue.depth).toBe(0);
    expect(clock.timerCount).toBe(0);

    queue.add("d");
    expect(await take()).toBe("d");
    expect(queue.retry("c")).toBe(200);
  });

  it("refuses everything once closed and releases those who wait", async () => {
    const { queue, take } = createQueue();
    const waiting = take();

    queue.close();

    expect(await waiting).toBeNull();
    expect(queue.add("a")).toBe(false);
    expect(await take()).toBeNull();
  });

  it("measures depth, adds, retries and the time that keys wait and are worked on", async () => {
    const { queue, clock, registry, take } = createQueue();
    queue.add("a");
    queue.add("b");
    clock.advance(2000);
    await take();
    clock.advance(3000);
    expect(await metricValue(registry, "workqueue_unfinished_work_seconds")).toBe(3);
    expect(await metricValue(registry, "workqueue_longest_running_processor_seconds")).toBe(3);
    queue.done("a");
    queue.retry("a");

    expect(await metricValue(registry, "workqueue_depth")).toBe(1);
    expect(await metricValue(registry, "workqueue_adds_total")).toBe(2);
    expect(await metricValue(registry, "workqueue_retries_total")).toBe(1);
    const text = await registry.metrics();
    expect(text).toContain('workqueue_queue_duration_seconds_sum{name="q"} 2');
    expect(text).toContain('workqueue_work_duration_seconds_sum{name="q"} 3');
  });
});
