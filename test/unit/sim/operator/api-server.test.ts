import { describe, expect, it } from "vitest";
import { HostError } from "../../../../src/operator/host.ts";
import { ApiServer } from "../../../sim/operator/api-server.ts";
import { makeSpec } from "../../../sim/operator/api-state.ts";
import { CallLost, OperatorWire } from "../../../sim/operator/operator-wire.ts";
import { runOutsidePromises, World } from "../../../sim/world.ts";

const SIGNAL = new AbortController().signal;

describe("the simulated API server", () => {
  it("takes a status for exactly the version that was seen", () => {
    const api = new ApiServer({ world: new World({ seed: 1 }) });
    api.createCluster(makeSpec({ replicas: 3 }));
    const seen = api.state.cluster!;
    const stored = api.writeStatus(seen, { nextNodeID: "2" });

    expect(() => api.writeStatus(seen, { nextNodeID: "9" })).toThrow(HostError);
    expect(api.state.cluster).toBe(stored);
    expect(stored.status).toEqual({ nextNodeID: "2" });
  });

  it("keeps a deleted resource until its finalizers are gone", () => {
    const api = new ApiServer({ world: new World({ seed: 1 }) });
    api.createCluster(makeSpec({ replicas: 3 }));
    api.writeFinalizers(api.state.cluster!, ["ours"]);
    api.deleteCluster();
    expect(api.state.cluster?.metadata.deletionTimestamp).toBeDefined();

    api.writeFinalizers(api.state.cluster!, []);
    expect(api.state.cluster).toBeNull();
  });

  it("shows a reader that lags what was before", async () => {
    const world = new World({ seed: 1 });
    const api = new ApiServer({ world });
    await runOutsidePromises(() => {
      world.schedule(1000, () => api.change({ token: "first" }));
      world.schedule(5000, () => api.change({ token: "second" }));
      while (world.step()) {
        // To the end.
      }
    });
    expect(api.stateBefore(0).token).toBe("second");
    expect(api.stateBefore(2000).token).toBe("first");
  });
});

describe("an operator's wire", () => {
  const make = (world: World, lossPercent: number): OperatorWire =>
    new OperatorWire(
      { delayMeanUs: 100, lossPercent, timeoutUs: 10_000 },
      { world, random: world.random("wire") },
    );

  it("executes what a killed operator has sent, and tells it nothing", async () => {
    const world = new World({ seed: 1 });
    const wire = make(world, 0);
    const happened: string[] = [];
    await runOutsidePromises(() => {
      void wire
        .call<void>(
          ({ resolve }) => {
            happened.push("executed");
            resolve();
          },
          { signal: SIGNAL },
        )
        .then(() => happened.push("answered"));
      wire.die();
      while (world.step()) {
        // To the end.
      }
    });
    expect(happened).toEqual(["executed"]);
  });

  it("tells a caller whose request or answer is lost that nobody knows", async () => {
    const world = new World({ seed: 1 });
    const wire = make(world, 200);
    let told: unknown = null;
    await runOutsidePromises(() => {
      wire
        .call<void>(({ resolve }) => resolve(), { signal: SIGNAL })
        .catch((error: unknown) => {
          told = error;
        });
      while (world.step()) {
        // To the end.
      }
    });
    expect(told).toBeInstanceOf(CallLost);
  });
});
