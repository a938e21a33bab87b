import { describe, expect, it } from "vitest";
import {
  isReady,
  isRunning,
  podProblem,
  restartsOf,
} from "../../../../src/operator/hosts/kubernetes/pod-problem.ts";
import type { KubeObject } from "../../../../src/operator/runtime/kube-object.ts";

function pod(status: unknown, metadata: Partial<KubeObject["metadata"]> = {}): KubeObject {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "demo-0", uid: "u", resourceVersion: "1", ...metadata },
    status,
  };
}

function withContainer(state: unknown, lastState: unknown = {}): KubeObject {
  return pod({
    phase: "Pending",
    containerStatuses: [
      { name: "sidecar", state: { waiting: { reason: "NotOurs" } } },
      { name: "node", restartCount: 3, state, lastState },
    ],
  });
}

describe("pod problem", () => {
  it("is null for a pod whose node runs, ready or not", () => {
    const running = pod({
      phase: "Running",
      conditions: [{ type: "Ready", status: "False" }],
      containerStatuses: [{ name: "node", restartCount: 0, state: { running: {} } }],
    });

    expect(podProblem(running)).toBeNull();
    expect(isRunning(running)).toBe(true);
    expect(isReady(running)).toBe(false);
  });

  it.each([
    [
      "an image that cannot be pulled",
      withContainer({ waiting: { reason: "ImagePullBackOff", message: "not found" } }),
      "ImagePullBackOff: not found",
    ],
    [
      "a crash loop, by how the process ended",
      withContainer(
        { waiting: { reason: "CrashLoopBackOff", message: "back-off 10s" } },
        { terminated: { exitCode: 78, reason: "Error", message: "data is newer\n" } },
      ),
      "CrashLoopBackOff: exit code 78 (Error): data is newer",
    ],
    [
      "an end without a restart yet",
      withContainer({ terminated: { exitCode: 137, reason: "OOMKilled" } }),
      "exit code 137 (OOMKilled)",
    ],
    [
      "a pod that fits no machine",
      pod({
        phase: "Pending",
        conditions: [
          { type: "PodScheduled", status: "False", reason: "Unschedulable", message: "0/1 nodes" },
        ],
      }),
      "Unschedulable: 0/1 nodes",
    ],
    [
      "an evicted pod",
      pod({ phase: "Failed", reason: "Evicted", message: "low on disk" }),
      "Evicted: low on disk",
    ],
    ["a pod that nobody has looked at", pod({ phase: "Pending" }), "Pending"],
    ["a pod without a status", pod(undefined), "Pending"],
    [
      "a pod that is being deleted",
      pod(
        {
          phase: "Running",
          containerStatuses: [{ name: "node", restartCount: 0, state: { running: {} } }],
        },
        { deletionTimestamp: "2026-01-01T00:00:00Z" },
      ),
      "Terminating",
    ],
  ])("tells %s", (_, given, problem) => {
    expect(podProblem(given)).toBe(problem);
    expect(isRunning(given)).toBe(false);
  });

  it("counts the restarts of the node alone", () => {
    expect(restartsOf(withContainer({ running: {} }))).toBe(3);
    expect(restartsOf(pod({}))).toBe(0);
  });
});
