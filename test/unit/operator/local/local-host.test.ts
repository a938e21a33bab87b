import { spawn } from "node:child_process";
import { readFile, stat } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { LocalHost, clusterFolder } from "../../../../src/operator/hosts/local/local-host.ts";
import { LocalStore } from "../../../../src/operator/hosts/local/local-store.ts";
import type { PodRecord } from "../../../../src/operator/hosts/local/local-store.ts";
import { choosePorts } from "../../../../src/operator/hosts/local/ports.ts";
import { identify, isRunning } from "../../../../src/operator/hosts/local/process-identity.ts";
import type { ClusterEvent } from "../../../../src/operator/host.ts";
import { SystemClock } from "../../../../src/utils/clock.ts";
import { SILENT_LOGGER } from "../../../../src/utils/logger.ts";
import { KEY, SIGNAL, STUB_COMMAND, makeFolder, makeManifest, startsIn } from "./support.ts";

interface Place {
  readonly root: string;
  readonly store: LocalStore;
  readonly dataFolder: string;
  readonly events: ClusterEvent[];
  open(command?: readonly [string, ...string[]]): Promise<LocalHost>;
}

async function makePlace(): Promise<Place> {
  const root = await makeFolder();
  const folder = clusterFolder(root, KEY);
  const store = new LocalStore({ folder });
  const events: ClusterEvent[] = [];
  await store.apply(makeManifest(), 0, SIGNAL);
  return {
    root,
    store,
    events,
    dataFolder: join(folder, "volumes", "0", "data"),
    open: async (command = STUB_COMMAND) => {
      const host = new LocalHost(
        { root, key: KEY, nodeCommand: command, nodeEnvironment: {} },
        {
          clock: new SystemClock(),
          logger: SILENT_LOGGER,
          changed: () => undefined,
          event: (event) => events.push(event),
        },
      );
      await host.open(SIGNAL);
      onTestFinished(() => host.close({ processes: "stop", graceMs: 1000 }));
      return host;
    },
  };
}

async function ensure(host: LocalHost, size = 1): Promise<void> {
  const observation = await host.observe(KEY, SIGNAL);
  if (observation !== null) {
    const observedSize = observation.workload?.size ?? null;
    await host.ensure(
      observation.cluster,
      { size, image: "local", minAvailable: 1, observedSize },
      SIGNAL,
    );
  }
}

/** The record of the pod once its process is recorded. */
function recorded(place: Place, ordinal = 0): Promise<PodRecord & { process: object }> {
  return vi.waitFor(
    async () => {
      const { pods } = await place.store.read();
      const record = pods.find((pod) => pod.ordinal === ordinal);
      if (record?.process === undefined || record.process === null) {
        throw new Error("no process yet");
      }
      return { ...record, process: record.process };
    },
    { timeout: 5000 },
  );
}

function pidOf(record: PodRecord): number {
  return record.process?.pid ?? 0;
}

describe("a process that a killed program left", () => {
  it("is adopted and goes on", async () => {
    const place = await makePlace();
    const killed = await place.open();
    await ensure(killed);
    const before = await recorded(place);
    await vi.waitFor(async () => expect(await startsIn(place.dataFolder)).toHaveLength(1));
    await killed.close({ processes: "leave", graceMs: 0 });

    const next = await place.open();
    await ensure(next);

    const observation = await next.observe(KEY, SIGNAL);
    expect(observation?.pods[0]).toMatchObject({ uid: before.uid, running: true, restarts: 0 });
    expect(pidOf(await recorded(place))).toBe(pidOf(before));
    expect(await startsIn(place.dataFolder)).toHaveLength(1);
    expect(place.events.map(({ reason }) => reason)).toEqual(["Started", "Adopted"]);
  });

  it("is started again when it dies after that", async () => {
    const place = await makePlace();
    const killed = await place.open();
    await ensure(killed);
    const before = await recorded(place);
    await killed.close({ processes: "leave", graceMs: 0 });
    await place.open();

    process.kill(pidOf(before), "SIGKILL");

    await vi.waitFor(async () => expect(pidOf(await recorded(place))).not.toBe(pidOf(before)), {
      timeout: 5000,
    });
    expect((await recorded(place)).restarts).toBe(1);
  });

  it("is stopped by the next program like one of its own", async () => {
    const place = await makePlace();
    const killed = await place.open();
    await ensure(killed);
    const before = await recorded(place);
    await killed.close({ processes: "leave", graceMs: 0 });
    const next = await place.open();

    await next.close({ processes: "stop", graceMs: 2000 });

    expect(identify(pidOf(before))).toBeNull();
  });

  it("is ended when nobody recorded its pid, before another opens its volume", async () => {
    const place = await makePlace();
    const killed = await place.open();
    await ensure(killed);
    const before = await recorded(place);
    await killed.close({ processes: "leave", graceMs: 0 });
    await place.store.change(
      (state) => ({ ...state, pods: state.pods.map((pod) => ({ ...pod, process: null })) }),
      SIGNAL,
    );

    await place.open();

    expect(identify(pidOf(before))).toBeNull();
    await vi.waitFor(async () => expect(pidOf(await recorded(place))).not.toBe(pidOf(before)));
  });

  it("is ended when its volume is another one now", async () => {
    const place = await makePlace();
    const killed = await place.open();
    await ensure(killed);
    const before = await recorded(place);
    await killed.close({ processes: "leave", graceMs: 0 });
    await place.store.change(
      (state) => ({ ...state, pods: state.pods.map((pod) => ({ ...pod, volumeUid: "gone" })) }),
      SIGNAL,
    );

    await place.open();

    expect(identify(pidOf(before))).toBeNull();
  });

  it("is not mistaken for another process that has its pid now", async () => {
    const place = await makePlace();
    const killed = await place.open();
    await ensure(killed);
    await recorded(place);
    await killed.close({ processes: "stop", graceMs: 2000 });
    const stranger = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
    onTestFinished(() => {
      stranger.kill("SIGKILL");
    });
    const reused = { pid: stranger.pid ?? 0, startTime: "before the stranger" };
    await place.store.change(
      (state) => ({ ...state, pods: state.pods.map((pod) => ({ ...pod, process: reused })) }),
      SIGNAL,
    );

    const next = await place.open();
    await vi.waitFor(async () => expect(pidOf(await recorded(place))).not.toBe(reused.pid));
    await next.close({ processes: "stop", graceMs: 2000 });

    const identity = identify(reused.pid);
    expect(identity !== null && isRunning(identity)).toBe(true);
  });
});

describe("a process that dies", () => {
  it("is started again later and later, and the pod says why", async () => {
    const place = await makePlace();
    const sentence = "this platform has no RocksDB binary";
    const program = `console.error('{"level":50,"sentence":"${sentence}"}'); process.exit(78)`;
    const host = await place.open([process.execPath, "-e", program, "--"]);

    await ensure(host);

    await vi.waitFor(
      () => {
        const delays = place.events.flatMap(
          ({ message }) =>
            /exited with code 78: this platform .*started again in (\d+) ms/.exec(message)?.[1] ??
            [],
        );
        expect(delays.slice(0, 2)).toEqual(["200", "400"]);
      },
      { timeout: 5000 },
    );
    await vi.waitFor(async () => {
      const observation = await host.observe(KEY, SIGNAL);
      expect(observation?.pods[0]?.problem).toBe(`exited with code 78: ${sentence}`);
    });
  });

  it("that cannot be started at all is a problem of the pod, not of the host", async () => {
    const place = await makePlace();
    const host = await place.open(["/no/such/program"]);

    await ensure(host);

    await vi.waitFor(async () => {
      const observation = await host.observe(KEY, SIGNAL);
      expect(observation?.pods[0]?.problem).toMatch(/^cannot be started: .*ENOENT/);
    });
  });

  it("gets no signal twice and is killed when it does not end in time", async () => {
    const place = await makePlace();
    const deaf = "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)";
    const host = await place.open([process.execPath, "-e", deaf, "--"]);
    await ensure(host);
    const before = await recorded(place);

    await host.close({ processes: "stop", graceMs: 300 });

    expect(identify(pidOf(before))).toBeNull();
  });
});

describe("the local host", () => {
  it("is one a cluster", async () => {
    const place = await makePlace();
    await place.open();

    await expect(place.open()).rejects.toMatchObject({ code: "UNAVAILABLE" });
  });

  it("keeps the token to itself and gives its processes their places", async () => {
    const place = await makePlace();
    const host = await place.open();
    await ensure(host);

    const token = join(clusterFolder(place.root, KEY), "admin-token");
    expect((await stat(token)).mode & 0o777).toBe(0o600);
    expect((await readFile(token, "utf8")).trim()).toMatch(/^[0-9a-f]{64}$/);
    await vi.waitFor(async () => expect(await startsIn(place.dataFolder)).toHaveLength(1));
    const [start] = await startsIn(place.dataFolder);
    expect(start).toContain(`--data-dir=${place.dataFolder}`);
    expect(start).toContain(`--admin-token-file=${token}`);
    expect(start).toContain("--memory-limit-mb=1024");
  });

  it("remembers its ports over everything that can end", async () => {
    const place = await makePlace();
    const host = await place.open();
    await ensure(host, 2);
    const { ports } = await place.store.read();
    await host.close({ processes: "stop", graceMs: 2000 });

    const next = await place.open();
    await ensure(next, 2);

    expect((await place.store.read()).ports).toEqual(ports);
    expect(new Set(Object.values(ports).flatMap((set) => Object.values(set))).size).toBe(8);
  });

  it("stops pods above the size and keeps their volumes", async () => {
    const place = await makePlace();
    const host = await place.open();
    await ensure(host, 2);
    await ensure(host, 1);

    await vi.waitFor(async () => {
      const observation = await host.observe(KEY, SIGNAL);
      expect(observation?.pods.map(({ ordinal }) => ordinal)).toEqual([0]);
    });
    expect((await host.observe(KEY, SIGNAL))?.volumes).toHaveLength(2);
  });
});

describe("ports", () => {
  it("are four that nobody listens on", async () => {
    const ports = await choosePorts(new Set());

    const values = Object.values(ports);
    expect(new Set(values).size).toBe(4);
    await Promise.all(
      values.map(
        (port: number) =>
          new Promise<void>((resolve, reject) => {
            const server = createServer().once("error", reject);
            server.listen(port, "127.0.0.1", () => server.close(() => resolve()));
          }),
      ),
    );
  });
});
