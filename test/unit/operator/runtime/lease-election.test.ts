import { describe, expect, it } from "vitest";
import { LeaseElection, LeaseLostError } from "../../../../src/operator/runtime/lease-election.ts";
import { SILENT_LOGGER } from "../../../../src/utils/logger.ts";
import { ManualClock } from "../../../support/manual-clock.ts";
import { type ApiHarness, metricValue, startApi, eventually } from "./api-harness.ts";

const UNIX_MS = Date.UTC(2026, 0, 1);

interface Candidate extends AsyncDisposable {
  readonly election: LeaseElection;
  /** Times that it began to lead. */
  readonly terms: number;
  readonly fenced: boolean;
  readonly finished: Promise<unknown>;
  stop(): void;
}

interface World extends AsyncDisposable {
  readonly api: ApiHarness;
  readonly clock: ManualClock;
  start(
    identity: string,
    lead?: (fence: AbortSignal, stop: AbortSignal) => Promise<void>,
  ): Candidate;
  /** Lets the time pass in steps of a second, each with all calls that it sets off. */
  pass(ms: number): Promise<void>;
  holder(): unknown;
}

function untilAborted(...signals: readonly AbortSignal[]): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of signals) {
      signal.addEventListener("abort", () => resolve());
    }
    if (signals.some(({ aborted }) => aborted)) {
      resolve();
    }
  });
}

async function startWorld(): Promise<World> {
  const clock = new ManualClock();
  // Longer than any test: what ends a hanging call must be the election itself.
  const api = await startApi({ clock, callTimeoutMs: 600_000 });
  const candidates: Candidate[] = [];
  const start: World["start"] = (identity, lead = (fence, stop) => untilAborted(fence, stop)) => {
    const stop = new AbortController();
    const election = new LeaseElection(
      {
        namespace: "default",
        name: "raft-operator",
        identity,
        leaseDurationMs: 15_000,
        renewDeadlineMs: 10_000,
        retryPeriodMs: 2_000,
      },
      {
        client: api.client,
        clock,
        unixMs: () => UNIX_MS + clock.now(),
        random: () => 0,
        logger: SILENT_LOGGER,
        metrics: api.metrics,
      },
    );
    const seen = { terms: 0, fenced: false };
    const finished = election
      .run(stop.signal, async (fence) => {
        seen.terms += 1;
        fence.addEventListener("abort", () => {
          seen.fenced = true;
        });
        await lead(fence, stop.signal);
      })
      .then(
        () => null,
        (error: unknown) => error,
      );
    const candidate: Candidate = {
      election,
      get terms() {
        return seen.terms;
      },
      get fenced() {
        return seen.fenced;
      },
      finished,
      stop: () => stop.abort(),
      [Symbol.asyncDispose]: async () => {
        stop.abort();
        await finished;
      },
    };
    candidates.push(candidate);
    return candidate;
  };
  return {
    api,
    clock,
    start,
    pass: async (ms) => {
      await api.settle();
      for (let passedMs = 0; passedMs < ms; passedMs += 1000) {
        clock.advance(Math.min(1000, ms - passedMs));
        await api.settle();
      }
    },
    holder: () =>
      (api.server.get("leases", "raft-operator")?.["spec"] as Record<string, unknown>)?.[
        "holderIdentity"
      ],
    [Symbol.asyncDispose]: async () => {
      api.server.heal();
      for (const candidate of candidates) {
        await candidate[Symbol.asyncDispose]();
      }
      await api[Symbol.asyncDispose]();
    },
  };
}

describe("lease election", () => {
  it("creates the Lease with times of six digits, leads, and renews every two seconds", async () => {
    await using world = await startWorld();
    const candidate = world.start("a");

    await world.pass(20_000);

    expect(candidate.terms).toBe(1);
    expect(candidate.election.isLeader).toBe(true);
    expect(world.api.server.get("leases", "raft-operator")?.["spec"]).toEqual({
      holderIdentity: "a",
      leaseDurationSeconds: 15,
      acquireTime: "2026-01-01T00:00:00.000000Z",
      renewTime: "2026-01-01T00:00:20.000000Z",
      leaseTransitions: 0,
    });
    expect(await metricValue(world.api.registry, "leader_election_master_status")).toBe(1);
  });

  it("lets one of two candidates lead, however long it renews", async () => {
    await using world = await startWorld();
    const first = world.start("a");
    const second = world.start("b");

    await world.pass(120_000);

    expect(first.terms + second.terms).toBe(1);
  });

  it("takes the Lease of a dead leader after its duration, not sooner", async () => {
    await using world = await startWorld();
    // A time ahead of ours and one behind: neither may matter.
    for (const [name, renewTime] of [
      ["2099", "2099-01-01T00:00:00.000000Z"],
      ["1999", "1999-01-01T00:00:00.000000Z"],
    ]) {
      world.api.server.create("leases", {
        metadata: { name: "raft-operator" },
        spec: { holderIdentity: name, leaseDurationSeconds: 15, renewTime, leaseTransitions: 4 },
      });
      const candidate = world.start(`candidate-${name}`);

      await world.pass(14_000);
      expect(candidate.terms).toBe(0);
      await world.pass(3_000);
      expect(candidate.terms).toBe(1);
      expect(world.api.server.get("leases", "raft-operator")?.["spec"]).toMatchObject({
        holderIdentity: `candidate-${name}`,
        leaseTransitions: 5,
      });
      candidate.stop();
      await candidate.finished;
      world.api.server.remove("leases", "raft-operator");
    }
  });

  it("lets one of two take the Lease of a dead leader, though both see it expire in the same moment", async () => {
    await using world = await startWorld();
    world.api.server.create("leases", {
      metadata: { name: "raft-operator" },
      spec: { holderIdentity: "dead", leaseDurationSeconds: 15 },
    });
    const first = world.start("a");
    const second = world.start("b");

    await world.pass(20_000);

    expect(first.terms + second.terms).toBe(1);
    expect(first.fenced || second.fenced).toBe(false);
  });

  it("waits as long as the holder promised, where that is longer", async () => {
    await using world = await startWorld();
    world.api.server.create("leases", {
      metadata: { name: "raft-operator" },
      spec: { holderIdentity: "other", leaseDurationSeconds: 60 },
    });
    const candidate = world.start("a");

    await world.pass(59_000);
    expect(candidate.terms).toBe(0);
    await world.pass(4_000);
    expect(candidate.terms).toBe(1);
  });

  it("aborts its work before anybody else may begin, when it cannot renew", async () => {
    await using world = await startWorld();
    const leader = world.start("a");
    await world.pass(4_000);

    world.api.server.fail(() => true, { kind: "status", status: 503 });
    await world.pass(9_000);
    expect(leader.fenced).toBe(false);
    await world.pass(2_000);

    expect(leader.fenced).toBe(true);
    expect(leader.election.isLeader).toBe(false);
    expect(world.holder()).toBe("a");
    world.api.server.heal();
    await world.pass(3_000);
    expect(leader.terms).toBe(2);
  });

  it("aborts its work also when its renewal hangs", async () => {
    await using world = await startWorld();
    const leader = world.start("a");
    await world.pass(4_000);

    world.api.server.fail(() => true, { kind: "hang" });
    const before = world.api.server.requests.length;
    world.clock.advance(2_000);
    await eventually(() => expect(world.api.server.requests.length).toBeGreaterThan(before));
    world.clock.advance(8_000);

    await eventually(() => expect(leader.fenced).toBe(true));
  });

  it("goes on leading through an outage shorter than the deadline", async () => {
    await using world = await startWorld();
    const leader = world.start("a");
    await world.pass(4_000);

    await world.api.server.stop();
    await world.pass(7_000);
    await world.api.server.start();
    await world.pass(20_000);

    expect(leader.fenced).toBe(false);
    expect(leader.terms).toBe(1);
  });

  it("aborts its work when somebody else took the Lease", async () => {
    await using world = await startWorld();
    const leader = world.start("a");
    await world.pass(4_000);

    world.api.server.change("leases", "raft-operator", { spec: { holderIdentity: "thief" } });
    await world.pass(3_000);

    expect(leader.fenced).toBe(true);
    expect(world.holder()).toBe("thief");
  });

  it("throws when its work does not end before others may begin", async () => {
    await using world = await startWorld();
    const stuck = world.start("a", () => new Promise<void>(() => undefined));
    await world.pass(4_000);

    world.api.server.fail(() => true, { kind: "status", status: 503 });
    await world.pass(14_000);
    expect(stuck.fenced).toBe(true);
    await world.pass(4_000);

    expect(await stuck.finished).toBeInstanceOf(LeaseLostError);
  });

  it("waits for its work before it releases the Lease, and the next leads at once", async () => {
    await using world = await startWorld();
    let endWork = (): void => undefined;
    const work = new Promise<void>((resolve) => {
      endWork = resolve;
    });
    const first = world.start("a", () => work);
    await world.pass(4_000);
    const second = world.start("b");

    first.stop();
    await world.pass(30_000);
    expect(world.holder()).toBe("a");
    expect(second.terms).toBe(0);

    endWork();
    await first.finished;
    expect(world.holder()).toBe("");
    await world.pass(3_000);
    expect(second.terms).toBe(1);
  });

  it("rethrows what its work throws, with the Lease released", async () => {
    await using world = await startWorld();
    const bug = new Error("a bug");
    const candidate = world.start("a", () => Promise.reject(bug));

    expect(await candidate.finished).toBe(bug);
    expect(world.holder()).toBe("");
  });

  it("takes losing a race for no failure", async () => {
    await using world = await startWorld();
    let raced = false;
    world.api.server.fail(
      ({ method }) => {
        if (method === "POST" && !raced) {
          raced = true;
          // Not a fault: the other candidate's request is quicker.
          world.api.server.create("leases", {
            metadata: { name: "raft-operator" },
            spec: { holderIdentity: "quicker", leaseDurationSeconds: 15 },
          });
        }
        return false;
      },
      { kind: "reset" },
    );
    const candidate = world.start("a");

    await world.pass(5_000);

    expect(raced).toBe(true);
    expect([candidate.terms, candidate.election.failure]).toEqual([0, null]);
    expect(world.holder()).toBe("quicker");
  });

  it("says why it cannot take the Lease", async () => {
    await using world = await startWorld();
    world.api.server.fail(() => true, { kind: "status", status: 403 });
    const candidate = world.start("a");

    await world.pass(3_000);

    expect(candidate.terms).toBe(0);
    expect(candidate.election.failure).toContain("403");
  });
});
