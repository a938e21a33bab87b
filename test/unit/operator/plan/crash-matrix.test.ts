import { describe, expect, it } from "vitest";
import type { FakeWorld } from "./fake-world.ts";
import {
  everyViolation,
  Killed,
  scale,
  settle,
  startCluster,
  voterOrdinals,
} from "./scaling-world.ts";

interface Change {
  readonly from: number;
  readonly begin: (world: FakeWorld) => void;
  /** Ordinals of the voters when it is done. */
  readonly ends: readonly number[];
}

const CHANGES = {
  "scale out": {
    from: 3,
    begin: (world) => world.setReplicas(4),
    ends: [0, 1, 2, 3],
  },
  "scale in": {
    from: 3,
    begin: (world) => {
      // The victim leads: its leadership moves first.
      world.theRaft().leaderId = 3;
      world.setReplicas(2);
    },
    ends: [0, 1],
  },
  replacement: {
    from: 3,
    begin: (world) => world.loseVolume(1),
    ends: [0, 1, 2],
  },
} satisfies Record<string, Change>;

type ChangeName = keyof typeof CHANGES;

/** The steps of each change in their order: the rows of the crash matrix (design.md section 6), each a pair of crash points. */
const STEPS: Readonly<Record<ChangeName, readonly string[]>> = {
  "scale out": [
    "reserve-addition",
    "ensure",
    "amend-operation",
    "join",
    "add-learner-node",
    "add-node",
    "end-operation",
  ],
  "scale in": [
    "reserve-removal",
    "ensure",
    "transfer-leadership",
    "remove-node",
    // One pod less, then one pod less that a drain must leave.
    "ensure",
    "ensure",
    "delete-volume",
    "end-operation",
  ],
  replacement: [
    "reserve-replacement",
    "ensure",
    "join",
    "add-learner-node",
    "add-node",
    "ensure",
    "end-operation",
  ],
};

/** The steps that an operator takes until the world is settled; `killAt` ends it at the nth passing of any crash point. */
async function run(world: FakeWorld, killAt = Infinity): Promise<readonly string[]> {
  const points: string[] = [];
  await settle(world, {
    crashPoint: (name) => {
      points.push(name);
      if (points.length === killAt) {
        throw new Killed(name);
      }
    },
  }).catch((error: unknown) => expect(error).toBeInstanceOf(Killed));
  return points;
}

/** Without what every new operator does first, and without reports. */
function stepsIn(points: readonly string[]): readonly string[] {
  return points
    .filter((point) => point.startsWith("operator-before-"))
    .map((point) => point.replace("operator-before-", ""))
    .filter((step) => step !== "write-status");
}

function ascending(ordinals: Iterable<number>): readonly number[] {
  return [...ordinals].sort((left, right) => left - right);
}

function expectDone(world: FakeWorld, { ends }: Change): void {
  expect(everyViolation(world)).toEqual([]);
  expect(world.condition("Ready")).toBe("True/MembersReady");
  expect(voterOrdinals(world)).toEqual(ends);
  expect(world.theRaft().learners).toEqual([]);
  expect(ascending(world.pods.keys())).toEqual(ends);
  expect(ascending(world.volumes.keys())).toEqual(ends);
  expect(world.current().status?.operation).toBeUndefined();
}

describe.each(Object.keys(CHANGES) as ChangeName[])("a %s", (name) => {
  const change: Change = CHANGES[name];

  it("takes its steps in the order of the matrix", async () => {
    const world = await startCluster(change.from);
    change.begin(world);

    // The operator that made the cluster is another: its first step is to look after the workload.
    const [first, ...steps] = stepsIn(await run(world));

    expect(first).toBe("ensure");
    expect(steps).toEqual(STEPS[name]);
    expectDone(world, change);
  });

  it("is finished by the next operator wherever one is killed", async () => {
    const whole = await startCluster(change.from);
    change.begin(whole);
    const points = await run(whole);
    expect(points.length).toBeGreaterThan(10);

    for (let killAt = 1; killAt <= points.length; killAt += 1) {
      const world = await startCluster(change.from);
      change.begin(world);
      const passed = await run(world, killAt);
      expect(passed.at(-1)).toBe(points[killAt - 1]);
      await run(world);
      expectDone(world, change);
    }
  });

  it("is finished by the third operator where two are killed at the same step", async () => {
    const whole = await startCluster(change.from);
    change.begin(whole);
    const points = new Set(await run(whole));

    for (const point of points) {
      const world = await startCluster(change.from);
      change.begin(world);
      for (let life = 0; life < 2; life += 1) {
        await settle(world, {
          crashPoint: (name) => {
            if (name === point) {
              throw new Killed(name);
            }
          },
        }).catch((error: unknown) => expect(error).toBeInstanceOf(Killed));
      }
      await run(world);
      expectDone(world, change);
    }
  });

  it("is finished though status was wiped by hand wherever the operator was killed", async () => {
    const whole = await startCluster(change.from);
    change.begin(whole);
    const points = await run(whole);

    for (let killAt = 1; killAt <= points.length; killAt += 1) {
      const world = await startCluster(change.from);
      const clusterID = world.current().status?.clusterID;
      change.begin(world);
      await run(world, killAt);
      world.wipeStatus();
      await run(world);
      expect(everyViolation(world)).toEqual([]);
      expect(world.condition("Ready")).toBe("True/MembersReady");
      expect(voterOrdinals(world)).toEqual(change.ends);
      expect(world.current().status?.clusterID).toBe(clusterID);
    }
  });

  it.each(["join", "addLearnerNode", "addNode", "transferLeadership", "removeNode"])(
    "reads back what became of %s where its answer is lost",
    async (method) => {
      const world = await startCluster(change.from);
      change.begin(world);
      world.leaderAnswer = (answered) => {
        if (answered === method) {
          world.leaderAnswer = () => undefined;
          throw world.noAnswer();
        }
      };

      await run(world);

      expectDone(world, change);
    },
  );
});

/** From each gap, what the next operator does first: it goes on and begins nothing anew. */
describe("after a crash, the next operator goes on", () => {
  const cases: readonly (readonly [ChangeName, string, readonly string[]])[] = [
    ["scale out", "operator-after-reserve-addition", ["amend-operation", "join"]],
    ["scale out", "operator-after-amend-operation", ["join", "add-learner-node"]],
    ["scale out", "operator-after-join", ["add-learner-node", "add-node"]],
    ["scale out", "operator-after-add-learner-node", ["add-node", "end-operation"]],
    ["scale out", "operator-after-add-node", ["end-operation"]],
    ["scale out", "operator-after-end-operation", []],
    ["scale in", "operator-after-reserve-removal", ["transfer-leadership", "remove-node"]],
    ["scale in", "operator-after-transfer-leadership", ["remove-node", "ensure"]],
    ["scale in", "operator-after-remove-node", ["ensure", "delete-volume", "end-operation"]],
    ["scale in", "operator-after-delete-volume", ["end-operation"]],
    ["scale in", "operator-after-end-operation", []],
    ["replacement", "operator-after-reserve-replacement", ["join", "add-learner-node"]],
    ["replacement", "operator-after-join", ["add-learner-node", "add-node"]],
    ["replacement", "operator-after-add-learner-node", ["add-node", "ensure"]],
    ["replacement", "operator-after-add-node", ["end-operation"]],
  ];

  it.each(cases)("with a %s at %s", async (name, point, next) => {
    const world = await startCluster(CHANGES[name].from);
    CHANGES[name].begin(world);
    await settle(world, {
      crashPoint: (passed) => {
        if (passed === point) {
          throw new Killed(passed);
        }
      },
    }).catch((error: unknown) => expect(error).toBeInstanceOf(Killed));

    const steps = stepsIn(await run(world)).slice(1);

    expect(steps.slice(0, next.length)).toEqual(next);
    expectDone(world, CHANGES[name]);
  });
});

describe("a target that changes while a change is in flight", () => {
  it.each([
    "reserve-addition",
    "ensure",
    "amend-operation",
    "join",
    "add-learner-node",
    "add-node",
  ])("undoes or finishes an addition after %s", async (step) => {
    const world = await startCluster(3);
    world.setReplicas(4);
    const passed: string[] = [];
    await settle(world, {
      crashPoint: (name) => {
        passed.push(name);
        const isReserved = passed.includes("operator-after-reserve-addition");
        if (name === `operator-after-${step}` && isReserved) {
          throw new Killed(name);
        }
      },
    }).catch((error: unknown) => expect(error).toBeInstanceOf(Killed));

    await scale(world, 3);

    expectDone(world, { from: 3, begin: () => undefined, ends: [0, 1, 2] });
    expect(world.theRaft().leaderId).not.toBeNull();
  });

  it.each(["reserve-removal", "transfer-leadership", "remove-node", "delete-volume"])(
    "calls off or finishes a removal after %s, and adds under a new id",
    async (step) => {
      const world = await startCluster(3);
      CHANGES["scale in"].begin(world);
      await settle(world, {
        crashPoint: (name) => {
          if (name === `operator-after-${step}`) {
            throw new Killed(name);
          }
        },
      }).catch((error: unknown) => expect(error).toBeInstanceOf(Killed));
      const wasRemoved = !world.theRaft().members.has(3);

      await scale(world, 3);

      expectDone(world, { from: 3, begin: () => undefined, ends: [0, 1, 2] });
      expect(world.theRaft().members.has(3)).toBe(!wasRemoved);
    },
  );
});
