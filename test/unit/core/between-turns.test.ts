import { expect, it } from "vitest";
import { BetweenTurns } from "../../../src/core/between-turns.ts";
import { RaftError } from "../../../src/core/errors.ts";
import { rejection } from "../../support/node-harness.ts";

it("tasks run in order, one after another, when it is their turn", async () => {
  const turns = new BetweenTurns();
  const events: string[] = [];
  const first = turns.add(async () => {
    events.push("first begins");
    await Promise.resolve();
    events.push("first ends");
    return 1;
  });
  const second = turns.add(() => events.push("second"));
  expect(events).toEqual([]);

  await turns.run();

  expect(await first).toBe(1);
  expect(await second).toBe(3);
  expect(events).toEqual(["first begins", "first ends", "second"]);
});

it("a task that is refused tells its caller only, any other error ends the turn as well", async () => {
  const turns = new BetweenTurns();
  const refusal = new RaftError("no", { code: "RAFT", reason: "transferRefused" });
  const broken = new Error("a bad disk");
  const refused = rejection(turns.add(() => Promise.reject(refusal)));
  const fatal = rejection(turns.add(() => Promise.reject(broken)));

  expect(await rejection(turns.run())).toBe(broken);
  expect([await refused, await fatal]).toEqual([refusal, broken]);
});

it("no more than 16 wait, and a stop answers all of them", async () => {
  const turns = new BetweenTurns();
  const waiting = Array.from({ length: 16 }, () => rejection(turns.add(() => 0)));

  expect(await rejection(turns.add(() => 0))).toMatchObject({ detail: { reason: "queueFull" } });
  turns.stop(null);

  expect(await Promise.all(waiting)).toMatchObject(waiting.map(() => ({ code: "STOPPED" })));
  expect(await rejection(turns.add(() => 0))).toMatchObject({ code: "STOPPED" });
});
