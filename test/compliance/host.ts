import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FINALIZER } from "../../src/operator/api-types.ts";
import type { RaftClusterSpec } from "../../src/operator/api-types.ts";
import type { ClusterKey, Host, HostObservation } from "../../src/operator/host.ts";

/** One host under test, with an empty place for one cluster, and what a person does to the resource beside it. */
export interface HostSubject {
  readonly host: Host;
  readonly key: ClusterKey;
  /** An image that its pods can run. */
  readonly image: string;
  /** Creates the resource with the defaults. */
  createResource(): Promise<void>;
  changeSpec(changes: Partial<RaftClusterSpec>): Promise<void>;
  requestDeletion(): Promise<void>;
  /** Kills the process of a pod, as a crash does. */
  killProcess(ordinal: number): Promise<void>;
  close(): Promise<void>;
}

/** What every Host promises. `makeSubject` gives a new, empty place each time. */
export function describeHost(
  name: string,
  makeSubject: () => Promise<HostSubject>,
  options: { readonly waitMs: number },
): void {
  describe(`${name} as a Host`, () => {
    const signal = new AbortController().signal;
    let subject: HostSubject;

    beforeEach(async () => {
      subject = await makeSubject();
    });
    afterEach(async () => {
      await subject.close();
    });

    const observe = async (): Promise<HostObservation> => {
      const observation = await subject.host.observe(subject.key, signal);
      if (observation === null) {
        throw new Error("the resource does not exist");
      }
      return observation;
    };

    /** Looks again until it is so: hosts act on their own time. */
    const until = async (
      what: string,
      isSo: (observation: HostObservation) => boolean,
    ): Promise<HostObservation> => {
      const endMs = performance.now() + options.waitMs;
      for (;;) {
        const observation = await observe();
        if (isSo(observation)) {
          return observation;
        }
        if (performance.now() > endMs) {
          throw new Error(`not ${what}: ${JSON.stringify(observation, null, 1)}`);
        }
        await sleep(50);
      }
    };

    const allRun =
      (size: number) =>
      ({ pods }: HostObservation): boolean =>
        pods.length === size && pods.every((pod) => pod.running && !pod.terminating);

    const ensure = async (size: number): Promise<HostObservation> => {
      const { cluster, workload } = await observe();
      const observedSize = workload?.size ?? null;
      const request = { size, image: subject.image, minAvailable: 1, observedSize };
      await subject.host.ensure(cluster, request, signal);
      return until(`${size} pods running`, allRun(size));
    };

    const finalize = async (): Promise<void> => {
      await subject.host.addFinalizer((await observe()).cluster, signal);
    };

    it("has nothing where there is no resource", async () => {
      expect(await subject.host.observe(subject.key, signal)).toBeNull();
    });

    it("has neither workload nor pods nor volumes nor a token before the first ensure", async () => {
      await subject.createResource();

      const { workload, pods, volumes, cluster } = await observe();

      expect([workload, pods, volumes]).toEqual([null, [], []]);
      expect(await subject.host.adminToken(cluster, signal)).toBeNull();
    });

    it("makes a pod and a volume of each ordinal below the size", async () => {
      await subject.createResource();

      const { workload, pods, volumes } = await ensure(2);

      expect(workload).toMatchObject({ size: 2, image: subject.image, upToDate: true });
      expect(new Set(pods.map(({ ordinal }) => ordinal))).toEqual(new Set([0, 1]));
      expect(new Set(volumes.map(({ ordinal }) => ordinal))).toEqual(new Set([0, 1]));
      expect(pods.every((pod) => pod.upToDate && pod.problem === null)).toBe(true);
      expect(new Set(pods.map(({ adminAddress }) => adminAddress)).size).toBe(2);
    });

    it("changes nothing when it ensures what is there", async () => {
      await subject.createResource();
      const before = await ensure(1);
      const token = await subject.host.adminToken(before.cluster, signal);

      const after = await ensure(1);

      expect(token).toMatch(/.{32}/);
      expect(await subject.host.adminToken(after.cluster, signal)).toBe(token);
      expect(after.pods[0]?.uid).toBe(before.pods[0]?.uid);
      expect(after.volumes).toEqual(before.volumes);
      expect(after.pods[0]?.peerAddress).toBe(before.pods[0]?.peerAddress);
    });

    it("runs a killed process again on the same volume", async () => {
      await subject.createResource();
      const before = await ensure(1);

      await subject.killProcess(0);

      const after = await until("restarted", ({ pods }) =>
        pods.some((pod) => pod.running && pod.restarts > 0),
      );
      expect(after.volumes).toEqual(before.volumes);
    });

    it("replaces a pod of this uid only, on the same volume", async () => {
      await subject.createResource();
      const before = await ensure(1);
      const uid = before.pods[0]!.uid;

      await subject.host.deletePod(before.cluster, { ordinal: 0, uid: "other" }, signal);
      expect((await ensure(1)).pods[0]?.uid).toBe(uid);

      await subject.host.deletePod(before.cluster, { ordinal: 0, uid }, signal);
      const after = await until("replaced", (seen) => allRun(1)(seen) && seen.pods[0]?.uid !== uid);
      expect(after.volumes).toEqual(before.volumes);
      await subject.host.deletePod(before.cluster, { ordinal: 0, uid }, signal);
      expect((await ensure(1)).pods[0]?.uid).toBe(after.pods[0]?.uid);
    });

    it("tells a pod that is behind the spec, until it is replaced", async () => {
      await subject.createResource();
      await ensure(1);
      await subject.changeSpec({ logLevel: "debug" });
      expect((await observe()).workload?.upToDate).toBe(false);

      const behind = await ensure(1);
      expect(behind.workload?.upToDate).toBe(true);
      expect(behind.pods[0]).toMatchObject({ upToDate: false, outdatedBy: "spec" });

      const { uid } = behind.pods[0]!;
      await subject.host.deletePod(behind.cluster, { ordinal: 0, uid }, signal);
      const after = await until("replaced", (seen) => allRun(1)(seen) && seen.pods[0]?.uid !== uid);
      expect(after.pods[0]?.upToDate).toBe(true);
    });

    it("keeps volumes when the workload goes, and uses them again", async () => {
      await subject.createResource();
      const before = await ensure(2);

      await subject.host.deleteWorkload(before.cluster, signal);
      const without = await until("without pods", ({ pods }) => pods.length === 0);
      expect(without.workload).toBeNull();
      expect(without.volumes).toEqual(before.volumes);
      await subject.host.deleteWorkload(before.cluster, signal);

      expect((await ensure(2)).volumes).toEqual(before.volumes);
    });

    it("takes away the pods from the size on, and neither another pod nor any volume", async () => {
      await subject.createResource();
      const before = await ensure(3);

      const after = await ensure(1);

      expect(after.pods.map(({ uid }) => uid)).toEqual([before.pods[0]?.uid]);
      expect(after.volumes).toEqual(before.volumes);
    });

    it("makes a pod of an ordinal anew on the volume that was kept, at the same peer address", async () => {
      await subject.createResource();
      const before = await ensure(2);
      await ensure(1);

      const after = await ensure(2);

      expect(after.volumes).toEqual(before.volumes);
      expect(after.pods[1]?.uid).not.toBe(before.pods[1]?.uid);
      expect(after.pods[1]?.peerAddress).toBe(before.pods[1]?.peerAddress);
    });

    it("gives a fresh volume to an ordinal whose volume was deleted", async () => {
      await subject.createResource();
      const { cluster, volumes } = await ensure(2);
      await ensure(1);
      const { uid } = volumes[1]!;
      await subject.host.deleteVolume(cluster, { ordinal: 1, uid }, signal);
      await until("without the volume", (seen) => seen.volumes.length === 1);

      const after = await ensure(2);

      expect(after.volumes[0]).toEqual(volumes[0]);
      expect(after.volumes[1]?.uid).not.toBe(uid);
    });

    it("does not scale a workload that has another size by now", async () => {
      await subject.createResource();
      const stale = await ensure(1);
      const before = await ensure(3);
      const request = { size: 2, image: subject.image, minAvailable: 1, observedSize: 1 };

      await expect(subject.host.ensure(stale.cluster, request, signal)).rejects.toMatchObject({
        code: "CONFLICT",
      });

      const after = await observe();
      expect(after.workload?.size).toBe(3);
      expect(after.pods.map(({ uid }) => uid)).toEqual(before.pods.map(({ uid }) => uid));
    });

    it("deletes a volume of this uid only", async () => {
      await subject.createResource();
      const { cluster, volumes } = await ensure(1);
      await subject.host.deleteWorkload(cluster, signal);
      await until("without pods", ({ pods }) => pods.length === 0);

      await subject.host.deleteVolume(cluster, { ordinal: 0, uid: "other" }, signal);
      expect((await observe()).volumes).toEqual(volumes);

      const { uid } = volumes[0]!;
      await subject.host.deleteVolume(cluster, { ordinal: 0, uid }, signal);
      await until("without volumes", (seen) => seen.volumes.length === 0);
      await subject.host.deleteVolume(cluster, { ordinal: 0, uid }, signal);
    });

    it("writes the status of exactly the version it was computed from", async () => {
      await subject.createResource();
      const { cluster } = await observe();

      const stored = await subject.host.writeStatus(cluster, { clusterID: "one" }, signal);

      expect(stored.status?.clusterID).toBe("one");
      expect(stored.metadata.generation).toBe(cluster.metadata.generation);
      await expect(
        subject.host.writeStatus(cluster, { clusterID: "two" }, signal),
      ).rejects.toMatchObject({ code: "CONFLICT" });
      expect((await observe()).cluster.status?.clusterID).toBe("one");
    });

    it("drops what the next status does not have", async () => {
      await subject.createResource();
      const { cluster } = await observe();
      const stored = await subject.host.writeStatus(
        cluster,
        { clusterID: "one", image: "a" },
        signal,
      );

      await subject.host.writeStatus(stored, { clusterID: "one" }, signal);

      expect((await observe()).cluster.status?.image).toBeUndefined();
    });

    it("keeps a resource with a finalizer until that is removed", async () => {
      await subject.createResource();
      await finalize();
      await finalize();
      expect((await observe()).cluster.metadata.finalizers).toEqual([FINALIZER]);

      await subject.requestDeletion();
      const { cluster } = await observe();
      expect(cluster.metadata.deletionTimestamp).toBeDefined();

      await subject.host.removeFinalizer(cluster, signal);
      expect(await subject.host.observe(subject.key, signal)).toBeNull();
    });

    it("counts a changed spec as a new generation", async () => {
      await subject.createResource();
      const before = (await observe()).cluster.metadata.generation;

      await subject.changeSpec({ paused: true });

      const { metadata, spec } = (await observe()).cluster;
      expect([metadata.generation, spec.paused]).toEqual([before + 1, true]);
    });
  });
}
