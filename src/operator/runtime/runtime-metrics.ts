import { Counter, Gauge, Histogram, type Registry } from "prom-client";

const SECONDS_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/**
 * The names and labels of controller-runtime, so that dashboards made for it work unchanged, and a few of our own (`raft_operator_*`).
 * The registry is the process's and is passed in.
 */
export class RuntimeMetrics {
  readonly reconcileTotal: Counter<"controller" | "result">;
  readonly reconcileErrorsTotal: Counter<"controller">;
  readonly reconcilePanicsTotal: Counter<"controller">;
  readonly reconcileTimeSeconds: Histogram<"controller">;
  readonly activeWorkers: Gauge<"controller">;
  readonly maxConcurrentReconciles: Gauge<"controller">;
  readonly queueDepth: Gauge<"name">;
  readonly queueAddsTotal: Counter<"name">;
  readonly queueRetriesTotal: Counter<"name">;
  readonly queueDurationSeconds: Histogram<"name">;
  readonly queueWorkDurationSeconds: Histogram<"name">;
  /** Keys refused because the queue was full. */
  readonly queueRefusedTotal: Counter<"name">;
  /** Work that has not ended yet. */
  readonly queueUnfinishedSeconds: Gauge<"name">;
  readonly queueLongestRunningSeconds: Gauge<"name">;
  readonly restClientRequestsTotal: Counter<"code" | "method">;
  readonly leaderElectionMasterStatus: Gauge<"name">;
  readonly informerSynced: Gauge<"kind">;
  readonly informerObjects: Gauge<"kind">;
  readonly informerRelistsTotal: Counter<"kind">;
  readonly informerErrorsTotal: Counter<"kind">;
  readonly eventsTotal: Counter<"result">;
  readonly #runningWork = new Map<string, () => readonly number[]>();

  constructor(dependencies: { readonly registry: Registry }) {
    const registers = [dependencies.registry];
    const counter = <L extends string>(
      name: string,
      help: string,
      labelNames: readonly L[],
    ): Counter<L> => new Counter({ name, help, labelNames: [...labelNames], registers });
    const gauge = <L extends string>(
      name: string,
      help: string,
      labelNames: readonly L[],
    ): Gauge<L> => new Gauge({ name, help, labelNames: [...labelNames], registers });
    const seconds = <L extends string>(
      name: string,
      help: string,
      labelNames: readonly L[],
    ): Histogram<L> =>
      new Histogram({
        name,
        help,
        labelNames: [...labelNames],
        buckets: SECONDS_BUCKETS,
        registers,
      });

    this.reconcileTotal = counter("controller_runtime_reconcile_total", "Reconciles by result", [
      "controller",
      "result",
    ]);
    this.reconcileErrorsTotal = counter(
      "controller_runtime_reconcile_errors_total",
      "Reconciles that failed",
      ["controller"],
    );
    this.reconcilePanicsTotal = counter(
      "controller_runtime_reconcile_panics_total",
      "Reconciles that ended by a bug of this program",
      ["controller"],
    );
    this.reconcileTimeSeconds = seconds(
      "controller_runtime_reconcile_time_seconds",
      "Time of one reconcile",
      ["controller"],
    );
    this.activeWorkers = gauge("controller_runtime_active_workers", "Workers that reconcile now", [
      "controller",
    ]);
    this.maxConcurrentReconciles = gauge(
      "controller_runtime_max_concurrent_reconciles",
      "Workers at most",
      ["controller"],
    );
    this.queueDepth = gauge("workqueue_depth", "Keys ready for a worker", ["name"]);
    this.queueAddsTotal = counter("workqueue_adds_total", "Keys that became ready", ["name"]);
    this.queueRetriesTotal = counter("workqueue_retries_total", "Keys put back with backoff", [
      "name",
    ]);
    this.queueDurationSeconds = seconds(
      "workqueue_queue_duration_seconds",
      "Time that a key waits for a worker",
      ["name"],
    );
    this.queueWorkDurationSeconds = seconds(
      "workqueue_work_duration_seconds",
      "Time that a worker has a key",
      ["name"],
    );
    this.queueRefusedTotal = counter(
      "raft_operator_workqueue_refused_total",
      "Keys refused by the full queue",
      ["name"],
    );
    this.queueUnfinishedSeconds = this.#runningGauge({
      registers,
      name: "workqueue_unfinished_work_seconds",
      help: "Sum of the times that workers have had their present keys",
      reduce: (seconds) => seconds.reduce((sum, value) => sum + value, 0),
    });
    this.queueLongestRunningSeconds = this.#runningGauge({
      registers,
      name: "workqueue_longest_running_processor_seconds",
      help: "Longest time that a worker has had its present key",
      reduce: (seconds) => Math.max(0, ...seconds),
    });
    this.restClientRequestsTotal = counter(
      "rest_client_requests_total",
      "Requests to the API server by status code",
      ["code", "method"],
    );
    this.leaderElectionMasterStatus = gauge(
      "leader_election_master_status",
      "1 while this process holds the Lease",
      ["name"],
    );
    this.informerSynced = gauge(
      "raft_operator_informer_synced",
      "1 after the first complete list of the kind",
      ["kind"],
    );
    this.informerObjects = gauge("raft_operator_informer_objects", "Objects known of the kind", [
      "kind",
    ]);
    this.informerRelistsTotal = counter(
      "raft_operator_informer_relists_total",
      "Complete lists of the kind",
      ["kind"],
    );
    this.informerErrorsTotal = counter(
      "raft_operator_informer_errors_total",
      "Lists and watches of the kind that failed",
      ["kind"],
    );
    this.eventsTotal = counter(
      "raft_operator_events_total",
      "Events by what became of them: written, series, dropped, failed",
      ["result"],
    );
  }

  /** How long each worker of the queue has had its present key is asked at each scrape. */
  followQueue(name: string, runningSeconds: () => readonly number[]): void {
    this.#runningWork.set(name, runningSeconds);
  }

  #runningGauge(facts: {
    readonly registers: Registry[];
    readonly name: string;
    readonly help: string;
    readonly reduce: (seconds: readonly number[]) => number;
  }): Gauge<"name"> {
    const { registers, name, help, reduce } = facts;
    const running = this.#runningWork;
    return new Gauge({
      name,
      help,
      labelNames: ["name"],
      registers,
      collect() {
        for (const [queue, runningSeconds] of running) {
          this.set({ name: queue }, reduce(runningSeconds()));
        }
      },
    });
  }
}
