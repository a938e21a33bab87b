import { describe, expect, it } from "vitest";
import { AdminError } from "../../../../src/operator/admin-client.ts";
import type { AdminApi } from "../../../../src/operator/admin-client.ts";
import { observe } from "../../../../src/operator/observe.ts";
import { FakeWorld, KEY } from "./fake-world.ts";

const SIGNAL = new AbortController().signal;
const OPTIONS = { deadlineMs: 50, concurrencyMax: 2 };

const refuse = (): Promise<never> => Promise.reject(new Error("asked"));
const UNASKED: AdminApi = {
  status: refuse,
  bootstrap: refuse,
  join: refuse,
  addLearnerNode: refuse,
  addNode: refuse,
  removeNode: refuse,
  transferLeadership: refuse,
};

async function makeWorld(size: number): Promise<FakeWorld> {
  const world = new FakeWorld();
  await world.ensure(world.current(), {
    size,
    image: "i",
    minAvailable: 1,
    observedSize: null,
  });
  return world;
}

describe("an observation", () => {
  it("is null where there is no resource", async () => {
    const world = new FakeWorld();
    world.cluster = null;

    expect(
      await observe(OPTIONS, { host: world, admin: world }, { key: KEY, signal: SIGNAL }),
    ).toBeNull();
  });

  it("asks every running pod, a bounded number at a time", async () => {
    const world = await makeWorld(5);
    let now = 0;
    let most = 0;
    const asked: string[] = [];
    const admin: AdminApi = {
      ...UNASKED,
      status: async (target, options) => {
        asked.push(target.address);
        now += 1;
        most = Math.max(most, now);
        expect([options.deadlineMs, target.token]).toEqual([50, "token"]);
        await Promise.resolve();
        now -= 1;
        return world.status(target);
      },
    };

    const observation = await observe(
      OPTIONS,
      { host: world, admin },
      { key: KEY, signal: SIGNAL },
    );

    expect(asked).toEqual(["0", "1", "2", "3", "4"]);
    expect(most).toBe(2);
    expect(observation?.pods.map(({ report }) => report.kind)).toEqual(
      Array.from({ length: 5 }, () => "answered"),
    );
  });

  it("asks neither a pod that does not run nor one that goes", async () => {
    const world = await makeWorld(3);
    world.terminatesAtOnce = false;
    world.starting.add(1);
    await world.deletePod(world.current(), { ordinal: 2, uid: world.pods.get(2)!.uid });

    const observation = await observe(
      OPTIONS,
      { host: world, admin: world },
      { key: KEY, signal: SIGNAL },
    );

    expect(observation?.pods.map(({ report }) => report)).toMatchObject([
      { kind: "answered" },
      { kind: "unreachable", reason: "ContainerCreating" },
      { kind: "unreachable", reason: "it is being stopped" },
    ]);
  });

  it("asks nobody while the resource is being deleted", async () => {
    const world = await makeWorld(1);
    world.delete();
    const admin: AdminApi = {
      ...UNASKED,
      status: () => Promise.reject(new Error("asked")),
    };

    const observation = await observe(
      OPTIONS,
      { host: world, admin },
      { key: KEY, signal: SIGNAL },
    );

    expect(observation?.pods[0]?.report.kind).toBe("unreachable");
  });

  it("passes on what is not a node's failure", async () => {
    const world = await makeWorld(1);
    const admin: AdminApi = {
      ...UNASKED,
      status: () => Promise.reject(new TypeError("a bug")),
    };

    await expect(
      observe(OPTIONS, { host: world, admin }, { key: KEY, signal: SIGNAL }),
    ).rejects.toThrow(TypeError);
  });

  it("says the same of the same failure, whatever the details", async () => {
    const world = await makeWorld(1);
    let tries = 0;
    const admin: AdminApi = {
      ...UNASKED,
      status: ({ address }) => {
        tries += 1;
        const detail = { code: "UNREACHABLE", address } as const;
        return Promise.reject(new AdminError(`port ${tries} reset`, detail));
      },
    };
    const look = () => observe(OPTIONS, { host: world, admin }, { key: KEY, signal: SIGNAL });

    const [first, second] = [await look(), await look()];

    expect(first?.pods[0]?.report).toEqual(second?.pods[0]?.report);
  });
});
