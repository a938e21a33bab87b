import type { Random } from "../../support/random.ts";
import type { Life, SimProcess } from "../node.ts";
import { PLACES_MAX } from "../options.ts";
import type { Simulation } from "../simulation.ts";
import type { ApiServer } from "./api-server.ts";
import { KEY, type StoredPod } from "./api-state.ts";
import { NodeControl } from "./node-control.ts";
import type { OperatorChecks } from "./operator-checks.ts";

/**
 * The StatefulSet controller (Parallel, OnDelete), the garbage collector and the kubelets: what makes pods and claims of what the API server holds, and processes of
 * pods. A pod of ordinal n runs at place n; its claim is that place's volume.
 */
export class Pods {
  readonly #api: ApiServer;
  readonly #simulation: Simulation;
  readonly #checks: OperatorChecks;
  readonly #random: Random;
  readonly #tickUs: number;
  readonly #controls = new WeakMap<Life, NodeControl>();
  /** Of a place: its machine does nothing and reports nothing. */
  readonly #deadMachines = new Set<number>();
  /** Uids of pods whose start or end is under way. */
  readonly #busy = new Set<string>();
  readonly #lives = new Map<number, Life>();
  #isSyncDue = false;
  #isHeld = false;

  constructor(dependencies: {
    readonly api: ApiServer;
    readonly simulation: Simulation;
    readonly checks: OperatorChecks;
  }) {
    this.#api = dependencies.api;
    this.#simulation = dependencies.simulation;
    this.#checks = dependencies.checks;
    this.#random = dependencies.simulation.world.random("operator-pods");
    this.#tickUs = dependencies.simulation.options.tickMs * 1000;
  }

  start(): void {
    for (const process of this.#simulation.processes) {
      process.isWanted = false;
    }
    this.#api.watch(() => this.#requestSync());
    this.#report();
  }

  /** Nothing is started or ended any more, until `goOn`. */
  hold(): void {
    this.#isHeld = true;
  }

  /** All machines are well, and processes are where pods are. */
  goOn(): void {
    this.#isHeld = false;
    this.#deadMachines.clear();
    for (const process of this.#simulation.processes) {
      const pod = this.#api.state.pods.get(process.place);
      process.isWanted = pod?.phase === "running" && pod.terminationDueUs === null;
      if (pod === undefined || pod.phase === "pending") {
        process.crash("it has no pod");
      } else if (process.isWanted && process.life === null) {
        process.start();
      }
    }
    this.#requestSync();
  }

  /** A claim without a pod. */
  addClaim(ordinal: number): void {
    this.#ensureClaim(ordinal);
  }

  /** The admin port of the process that runs at this place; null where none does. */
  controlAt(place: number): { readonly life: Life; readonly control: NodeControl } | null {
    const { life } = this.#simulation.process(place);
    if (life === null) {
      return null;
    }
    const control =
      this.#controls.get(life) ??
      new NodeControl({ life, simulation: this.#simulation, checks: this.#checks });
    this.#controls.set(life, control);
    return { life, control };
  }

  /** Whoever may: the StatefulSet controller, the operator, a person, a node's drain. */
  terminate(pod: StoredPod): void {
    const stored = this.#api.state.pods.get(pod.ordinal);
    if (stored?.uid === pod.uid && stored.terminationDueUs === null) {
      const terminationDueUs = this.#simulation.world.nowUs + 20 * this.#tickUs;
      this.#api.putPod({ ...stored, isReady: false, terminationDueUs });
    }
  }

  /** The machine of this place is gone: for so long, or until its pod is deleted by force. */
  killMachine(place: number, durationUs: number): void {
    const { world } = this.#simulation;
    this.#deadMachines.add(place);
    this.#stopProcess(place, "its machine died");
    world.schedule(durationUs * 0.5, () => {
      const pod = this.#api.state.pods.get(place);
      if (this.#deadMachines.has(place) && pod !== undefined) {
        this.terminate(pod);
      }
    });
    world.schedule(durationUs, () => this.reviveMachine(place));
  }

  /** As `kubectl delete pod --force`, on a machine that is off for certain. */
  deleteByForce(place: number): void {
    const pod = this.#api.state.pods.get(place);
    if (pod !== undefined && this.#deadMachines.has(place)) {
      this.#deadMachines.delete(place);
      this.#api.removePod(place);
    }
  }

  reviveMachine(place: number): void {
    if (this.#isHeld) {
      return;
    }
    if (this.#deadMachines.delete(place)) {
      const pod = this.#api.state.pods.get(place);
      const process = this.#simulation.process(place);
      process.isWanted = pod?.phase === "running" && pod.terminationDueUs === null;
      if (process.isWanted && process.life === null) {
        process.start();
      }
      this.#requestSync();
    }
  }

  #requestSync(): void {
    if (!this.#isSyncDue) {
      this.#isSyncDue = true;
      this.#simulation.world.schedule(this.#random.exponential(this.#tickUs / 20), () => {
        this.#isSyncDue = false;
        this.#sync();
      });
    }
  }

  #sync(): void {
    if (this.#isHeld) {
      return;
    }
    const { cluster, set } = this.#api.state;
    if (set !== null && set.ownerUid !== cluster?.metadata.uid) {
      this.#api.change({ set: null });
      return;
    }
    const size = Math.min(PLACES_MAX, set?.size ?? 0);
    for (let ordinal = 0; ordinal < size; ordinal++) {
      this.#ensureClaim(ordinal);
      this.#ensurePod(ordinal, set?.template ?? "");
    }
    for (const pod of this.#api.state.pods.values()) {
      if (pod.ordinal >= size && pod.terminationDueUs === null) {
        this.#checks.scaledAway(pod);
        this.terminate(pod);
      }
      this.#drive(pod);
    }
    for (const claim of this.#api.state.claims.values()) {
      // A pod that waits for its volume does not use it yet.
      if (claim.isTerminating && this.#api.state.pods.get(claim.ordinal)?.claimUid !== claim.uid) {
        this.#stopProcess(claim.ordinal, "its volume is deleted");
        this.#simulation.process(claim.ordinal).replaceVolume();
        this.#api.removeClaim(claim.ordinal);
      }
    }
  }

  #ensureClaim(ordinal: number): void {
    if (!this.#api.state.claims.has(ordinal)) {
      this.#api.putClaim({
        ordinal,
        name: `data-${KEY.name}-${ordinal}`,
        uid: this.#api.newUid("claim"),
        isTerminating: false,
      });
    }
  }

  #ensurePod(ordinal: number, template: string): void {
    if (!this.#api.state.pods.has(ordinal)) {
      this.#api.putPod({
        ordinal,
        name: `${KEY.name}-${ordinal}`,
        uid: this.#api.newUid("pod"),
        template,
        phase: "pending",
        isReady: false,
        restarts: 0,
        claimUid: null,
        terminationDueUs: null,
      });
    }
  }

  /** What the kubelet of the pod's machine does next. */
  #drive(pod: StoredPod): void {
    if (this.#busy.has(pod.uid) || this.#deadMachines.has(pod.ordinal)) {
      return;
    }
    const { world } = this.#simulation;
    if (pod.terminationDueUs !== null) {
      this.#busy.add(pod.uid);
      world.schedule(this.#random.exponential(this.#tickUs / 10), () => this.#end(pod));
      return;
    }
    const claim = this.#api.state.claims.get(pod.ordinal);
    if (pod.phase === "pending" && claim?.isTerminating === false) {
      this.#busy.add(pod.uid);
      world.schedule(this.#random.exponential(this.#tickUs), () =>
        this.#begin(pod.uid, pod.ordinal),
      );
    }
  }

  #begin(uid: string, ordinal: number): void {
    if (this.#isHeld) {
      this.#simulation.world.schedule(10 * this.#tickUs, () => this.#begin(uid, ordinal));
      return;
    }
    this.#busy.delete(uid);
    const pod = this.#api.state.pods.get(ordinal);
    const claim = this.#api.state.claims.get(ordinal);
    const isStartable =
      pod?.uid === uid &&
      pod.terminationDueUs === null &&
      claim?.isTerminating === false &&
      !this.#deadMachines.has(ordinal);
    if (!isStartable) {
      this.#requestSync();
      return;
    }
    const process = this.#simulation.process(ordinal);
    process.isWanted = true;
    if (process.life === null) {
      process.start();
    }
    this.#lives.set(ordinal, process.life!);
    this.#api.putPod({ ...pod, phase: "running", claimUid: claim.uid });
  }

  #end(pod: StoredPod): void {
    const running = this.controlAt(pod.ordinal);
    const end = (): void => {
      if (this.#isHeld) {
        this.#simulation.world.schedule(10 * this.#tickUs, end);
        return;
      }
      this.#busy.delete(pod.uid);
      if (this.#deadMachines.has(pod.ordinal)) {
        return;
      }
      this.#stopProcess(pod.ordinal, "its pod is deleted");
      if (this.#api.state.pods.get(pod.ordinal)?.uid === pod.uid) {
        this.#api.removePod(pod.ordinal);
      }
    };
    if (running === null || this.#random.chance(30)) {
      end();
      return;
    }
    let hasEnded = false;
    const endOnce = (): void => {
      if (!hasEnded) {
        hasEnded = true;
        end();
      }
    };
    running.life.schedule(0, () => {
      running.control.stop().then(endOnce, endOnce);
    });
    this.#simulation.world.schedule(20 * this.#tickUs, endOnce);
  }

  #stopProcess(place: number, reason: string): void {
    const process: SimProcess = this.#simulation.process(place);
    process.isWanted = false;
    process.crash(reason);
  }

  /** Kubelets tell the API server now and then how their pods are. */
  #report(): void {
    const { world, options } = this.#simulation;
    for (const pod of this.#api.state.pods.values()) {
      if (this.#deadMachines.has(pod.ordinal)) {
        this.#reportDead(pod);
      } else if (pod.phase === "running" && pod.terminationDueUs === null) {
        this.#reportOne(pod);
      }
    }
    const periodUs = ((options.raft.electionTicks ?? 10) * this.#tickUs) / 2;
    world.schedule(periodUs * (0.5 + this.#random.unit()), () => this.#report());
  }

  #reportDead(pod: StoredPod): void {
    if (pod.isReady) {
      this.#api.putPod({ ...pod, isReady: false });
    }
  }

  #reportOne(pod: StoredPod): void {
    const running = this.controlAt(pod.ordinal);
    const isPaused = this.#simulation.process(pod.ordinal).isPaused;
    const isReady = running !== null && !isPaused && running.control.isReady;
    const known = this.#lives.get(pod.ordinal);
    const hasRestarted = running !== null && known !== running.life;
    if (running !== null) {
      this.#lives.set(pod.ordinal, running.life);
    }
    if (isReady !== pod.isReady || hasRestarted) {
      const restarts = pod.restarts + (hasRestarted ? 1 : 0);
      this.#api.putPod({ ...pod, isReady, restarts });
    }
  }
}
