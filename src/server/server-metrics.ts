import { Counter, Gauge, Histogram, type Registry, collectDefaultMetrics } from "prom-client";
import type { RangeRefusal } from "./range-budget.ts";
import { rpcCodeName } from "./rpc-error.ts";

/** What the process measures beside its Raft node: calls, connections, storage, and Node.js itself. */
export class ServerMetrics {
  readonly #handled: Counter<"grpc_service" | "grpc_method" | "grpc_code">;
  readonly #seconds: Histogram<"grpc_service" | "grpc_method">;
  readonly #rangeBytes: Gauge;
  readonly #rangesRefused: Counter<"reason">;
  readonly inFlight: Gauge<"port">;
  readonly connectionsRefused: Counter<"port">;

  constructor(dependencies: {
    readonly registry: Registry;
    /** Null while the database is not open. */
    readonly storageUsage: () => {
      readonly diskBytes: number;
      readonly memoryBytes: number;
    } | null;
    readonly version: string;
  }) {
    const registers = [dependencies.registry];
    collectDefaultMetrics({ register: dependencies.registry });
    this.#handled = new Counter({
      name: "grpc_server_handled_total",
      help: "Calls answered, by service, method and status code",
      labelNames: ["grpc_service", "grpc_method", "grpc_code"],
      registers,
    });
    this.#seconds = new Histogram({
      name: "grpc_server_handling_seconds",
      help: "Time from a request's arrival to its answer, unary calls only",
      labelNames: ["grpc_service", "grpc_method"],
      buckets: [0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
      registers,
    });
    this.inFlight = new Gauge({
      name: "grpc_server_in_flight",
      help: "Calls without an answer",
      labelNames: ["port"],
      registers,
    });
    this.connectionsRefused = new Counter({
      name: "grpc_server_connections_refused_total",
      help: "Connections over the limit, and ones that did not speak HTTP/2 in time",
      labelNames: ["port"],
      registers,
    });
    this.#rangeBytes = new Gauge({
      name: "raft_server_range_bytes_in_flight",
      help: "Bytes reserved for answers of reads that are being read or have not left",
      registers,
    });
    this.#rangesRefused = new Counter({
      name: "raft_server_range_refusals_total",
      help: "Reads refused because answers in flight took all their memory, by reason: queueFull, expired",
      labelNames: ["reason"],
      registers,
    });
    const { storageUsage } = dependencies;
    registerUsage(
      registers,
      "rocksdb_disk_bytes",
      "Bytes of the database on disk",
      () => storageUsage()?.diskBytes,
    );
    registerUsage(
      registers,
      "rocksdb_memory_bytes",
      "Bytes planned for the database's memtables and caches, and the log entries held in memory",
      () => storageUsage()?.memoryBytes,
    );
    new Gauge({
      name: "raft_build_info",
      help: "1, with the version as a label",
      labelNames: ["version"],
      registers,
    }).set({ version: dependencies.version }, 1);
  }

  /** Below 0: given back. */
  rangeBytesReserved(bytes: number): void {
    this.#rangeBytes.inc(bytes);
  }

  rangeRefused(reason: RangeRefusal): void {
    this.#rangesRefused.inc({ reason });
  }

  /** Label lookups are done once a method, not once a call. */
  callRecorder(service: string, method: string): (code: number, seconds: number | null) => void {
    const labels = { grpc_service: service, grpc_method: method };
    const seconds = this.#seconds.labels(labels);
    const byCode = new Map<number, { inc(): void }>();
    return (code, elapsedSeconds) => {
      let counter = byCode.get(code);
      if (counter === undefined) {
        counter = this.#handled.labels({ ...labels, grpc_code: rpcCodeName(code) });
        byCode.set(code, counter);
      }
      counter.inc();
      if (elapsedSeconds !== null) {
        seconds.observe(elapsedSeconds);
      }
    };
  }
}

function registerUsage(
  registers: Registry[],
  name: string,
  help: string,
  read: () => number | undefined,
): void {
  const gauge: Gauge = new Gauge({
    name,
    help,
    registers,
    collect: () => {
      gauge.set(read() ?? 0);
    },
  });
}
