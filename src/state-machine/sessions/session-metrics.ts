import { Counter, Gauge, type Registry } from "prom-client";

/** What one applied batch did to the sessions. */
export interface SessionActivity {
  /** Requests that the machine inside applied, that were answered with what they did before, and that were refused. */
  readonly applied: number;
  readonly repeated: number;
  readonly refused: number;
  /** Sessions that ended to make room. */
  readonly evicted: number;
}

/** What all sessions of the applied state take. */
export interface SessionUsage {
  readonly sessions: number;
  readonly results: number;
}

/** The client sessions of one member. Every member applies the same commands, so that all of them count alike from their start on. */
export class SessionMetrics {
  readonly #sessions: Gauge;
  readonly #results: Gauge;
  readonly #evictedTotal: Counter;
  readonly #requestsTotal: Counter<"outcome">;

  constructor(dependencies: { readonly registry: Registry }) {
    const registers = [dependencies.registry];
    this.#sessions = new Gauge({
      name: "raft_client_sessions",
      help: "Client sessions that are open",
      registers,
    });
    this.#results = new Gauge({
      name: "raft_client_session_results",
      help: "Results kept for client sessions because they are not acknowledged",
      registers,
    });
    this.#evictedTotal = new Counter({
      name: "raft_client_sessions_evicted_total",
      help: "Client sessions that ended because they were idle for longest when room was needed",
      registers,
    });
    this.#requestsTotal = new Counter({
      name: "raft_client_session_requests_total",
      help: "Requests of client sessions, by outcome: applied, repeated (answered with what it did before) or refused",
      labelNames: ["outcome"],
      registers,
    });
  }

  loaded(usage: SessionUsage): void {
    this.#sessions.set(usage.sessions);
    this.#results.set(usage.results);
  }

  applied(activity: SessionActivity, usage: SessionUsage): void {
    this.loaded(usage);
    this.#evictedTotal.inc(activity.evicted);
    this.#requestsTotal.inc({ outcome: "applied" }, activity.applied);
    this.#requestsTotal.inc({ outcome: "repeated" }, activity.repeated);
    this.#requestsTotal.inc({ outcome: "refused" }, activity.refused);
  }
}
