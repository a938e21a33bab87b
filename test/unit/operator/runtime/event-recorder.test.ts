import { describe, expect, it } from "vitest";
import type { ClusterEvent } from "../../../../src/operator/host.ts";
import {
  EventRecorder,
  type EventRecorderOptions,
} from "../../../../src/operator/runtime/event-recorder.ts";
import { SILENT_LOGGER } from "../../../../src/utils/logger.ts";
import type { FakeObject } from "../../../support/fake-api-server.ts";
import { ManualClock } from "../../../support/manual-clock.ts";
import { type ApiHarness, metricValue, startApi } from "./api-harness.ts";

const SUBJECT = {
  apiVersion: "raft.crabmq.io/v1alpha1",
  kind: "RaftCluster",
  metadata: { namespace: "default", name: "demo", uid: "uid-demo" },
};
const EVENT: ClusterEvent = {
  type: "Normal",
  reason: "Bootstrapped",
  action: "Bootstrap",
  message: "the cluster was made",
};

interface World extends AsyncDisposable {
  readonly api: ApiHarness;
  readonly clock: ManualClock;
  readonly events: EventRecorder;
  stored(): readonly FakeObject[];
  /** Lets the time pass, with all calls that it sets off. */
  pass(ms: number): Promise<void>;
  finish(): Promise<void>;
}

async function startWorld(options: Partial<EventRecorderOptions> = {}): Promise<World> {
  const clock = new ManualClock();
  const api = await startApi({ clock });
  const events = new EventRecorder(
    {
      controller: "raft.crabmq.io/raft-operator",
      instance: "here",
      pendingMax: 4,
      seriesMax: 8,
      seriesQuietMs: 360_000,
      seriesWriteMs: 30_000,
      burst: 5,
      refillMs: 60_000,
      ...options,
    },
    {
      client: api.client,
      clock,
      unixMs: () => Date.UTC(2026, 0, 1) + clock.now(),
      logger: SILENT_LOGGER,
      metrics: api.metrics,
    },
  );
  const stop = new AbortController();
  const drain = new AbortController();
  const running = events.run(stop.signal, drain.signal);
  return {
    api,
    clock,
    events,
    stored: () => api.server.objects.list(api.server.kind("events"), null),
    pass: async (ms) => {
      await api.settle();
      clock.advance(ms);
      await api.settle();
    },
    finish: async () => {
      stop.abort();
      await running;
    },
    [Symbol.asyncDispose]: async () => {
      stop.abort();
      drain.abort();
      await running;
      await api[Symbol.asyncDispose]();
    },
  };
}

describe("event recorder", () => {
  it("writes an event with everything that the API asks for", async () => {
    await using world = await startWorld();

    world.events.record(SUBJECT, EVENT);
    await world.pass(0);

    const [{ metadata, ...event } = { metadata: null }] = world.stored();
    expect(metadata?.name).toMatch(/^demo\.[0-9a-f]+$/);
    expect(metadata?.namespace).toBe("default");
    expect(event).toEqual({
      apiVersion: "events.k8s.io/v1",
      kind: "Event",
      eventTime: "2026-01-01T00:00:00.000000Z",
      reportingController: "raft.crabmq.io/raft-operator",
      reportingInstance: "here",
      type: "Normal",
      reason: "Bootstrapped",
      action: "Bootstrap",
      note: "the cluster was made",
      regarding: {
        apiVersion: "raft.crabmq.io/v1alpha1",
        kind: "RaftCluster",
        namespace: "default",
        name: "demo",
        uid: "uid-demo",
      },
    });
  });

  it("joins repetitions to one series, written seldom", async () => {
    await using world = await startWorld();
    world.events.record(SUBJECT, EVENT);
    await world.pass(1_000);

    for (let repetition = 0; repetition < 50; repetition++) {
      world.events.record(SUBJECT, EVENT);
    }
    await world.pass(1_000);
    expect(world.stored()).toHaveLength(1);
    expect(world.stored()[0]?.["series"]).toBeUndefined();

    await world.pass(30_000);
    expect(world.stored()).toHaveLength(1);
    expect(world.stored()[0]?.["series"]).toEqual({
      count: 51,
      lastObservedTime: "2026-01-01T00:00:01.000000Z",
    });
  });

  it("begins another event after a long quiet, and for another message", async () => {
    await using world = await startWorld();
    world.events.record(SUBJECT, EVENT);
    await world.pass(360_001);
    world.events.record(SUBJECT, EVENT);
    world.events.record(SUBJECT, { ...EVENT, message: "again" });
    await world.pass(0);

    expect(world.stored()).toHaveLength(3);
  });

  it("makes a new event when the series' object has expired on the server", async () => {
    await using world = await startWorld();
    world.events.record(SUBJECT, EVENT);
    await world.pass(31_000);
    world.api.server.remove("events", world.stored()[0]?.metadata.name ?? "");

    world.events.record(SUBJECT, EVENT);
    await world.pass(0);

    expect(world.stored()[0]?.["series"]).toMatchObject({ count: 2 });
  });

  it("cuts a flood about one resource, and not the events about another", async () => {
    await using world = await startWorld({ pendingMax: 100 });
    for (let number = 0; number < 20; number++) {
      world.events.record(SUBJECT, { ...EVENT, message: `number ${number}` });
    }
    const other = {
      ...SUBJECT,
      metadata: { ...SUBJECT.metadata, name: "other", uid: "uid-other" },
    };
    world.events.record(other, EVENT);
    await world.pass(60_000);

    expect(world.stored()).toHaveLength(6);
    world.events.record(SUBJECT, { ...EVENT, message: "later" });
    await world.pass(0);
    expect(world.stored()).toHaveLength(7);
    const dropped = await metricValue(world.api.registry, "raft_operator_events_total", {
      result: "dropped",
    });
    expect(dropped).toBe(15);
  });

  it("drops what does not fit its queue, and never blocks the caller", async () => {
    await using world = await startWorld({ burst: 100 });
    await world.api.server.stop();
    for (let number = 0; number < 20; number++) {
      world.events.record(SUBJECT, { ...EVENT, message: `number ${number}` });
    }

    const dropped = await metricValue(world.api.registry, "raft_operator_events_total", {
      result: "dropped",
    });
    expect(dropped).toBe(16);
  });

  it("tries again when the API server does not answer, and gives up a refused event", async () => {
    await using world = await startWorld();
    world.api.server.fail(() => true, { kind: "status", status: 503 }, 2);
    world.events.record(SUBJECT, EVENT);
    await world.pass(500);
    await world.pass(1_000);
    expect(world.stored()).toHaveLength(1);

    world.api.server.fail(() => true, { kind: "status", status: 403 }, 1);
    world.events.record(SUBJECT, { ...EVENT, message: "refused" });
    await world.pass(5_000);
    world.events.record(SUBJECT, { ...EVENT, message: "next" });
    await world.pass(0);

    expect(world.stored().map((event) => event["note"])).toEqual([EVENT.message, "next"]);
  });

  it("cuts a note to 1024 bytes, between characters", async () => {
    await using world = await startWorld();
    world.events.record(SUBJECT, { ...EVENT, message: `x${"ä".repeat(2000)}` });
    await world.pass(0);

    const note = String(world.stored()[0]?.["note"]);
    expect(note).toBe(`x${"ä".repeat(511)}`);
  });

  it("writes what is left when it is stopped", async () => {
    await using world = await startWorld();
    world.events.record(SUBJECT, EVENT);
    await world.pass(0);
    world.events.record(SUBJECT, EVENT);
    world.events.record(SUBJECT, { ...EVENT, message: "last" });

    await world.finish();

    expect(world.stored().map((event) => event["note"])).toEqual([EVENT.message, "last"]);
    expect(world.stored()[0]?.["series"]).toMatchObject({ count: 2 });
  });
});
