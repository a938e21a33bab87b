import type { Clock } from "../../utils/clock.ts";
import type { Logger } from "../../utils/logger.ts";
import { type ClusterEvent, HostError } from "../host.ts";
import { pause } from "./call-deadline.ts";
import type { KubeClient } from "./kube-client.ts";
import { EVENTS } from "./kube-kinds.ts";
import { microTime } from "./micro-time.ts";
import type { RuntimeMetrics } from "./runtime-metrics.ts";

export interface EventRecorderOptions {
  /** Who reports, a qualified name: `raft.crabmq.io/raft-operator`. */
  readonly controller: string;
  /** Which process of it. */
  readonly instance: string;
  /** Events waiting to be written; one beyond them is dropped and counted. */
  readonly pendingMax: number;
  /** Kinds of events remembered, so that a repetition joins a series instead of making another object. */
  readonly seriesMax: number;
  /** A series that was quiet for this long is over: the next event begins another. */
  readonly seriesQuietMs: number;
  /** Between two writes of one series. */
  readonly seriesWriteMs: number;
  /** New event objects about one resource: this many at once, */
  readonly burst: number;
  /** then one each such interval. */
  readonly refillMs: number;
}

export const EVENT_RECORDER_DEFAULTS: Omit<EventRecorderOptions, "controller" | "instance"> = {
  pendingMax: 256,
  seriesMax: 1024,
  seriesQuietMs: 360_000,
  seriesWriteMs: 30_000,
  burst: 25,
  refillMs: 60_000,
};

/** What an event is about. */
export interface EventSubject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly namespace: string; readonly name: string; readonly uid: string };
}

interface Series {
  readonly subject: EventSubject;
  readonly event: ClusterEvent;
  readonly firstUnixMs: number;
  count: number;
  lastUnixMs: number;
  /** Null until the object exists. */
  name: string | null;
  /** The count that the object shows. */
  writtenCount: number;
  writtenAtMs: number;
  queued: boolean;
  /** Set while a repetition waits for `seriesWriteMs` to pass. */
  timer: Disposable | null;
}

/** Beyond it the API server refuses the event. */
const NOTE_BYTES_MAX = 1024;
const ATTEMPTS_MAX = 3;
const RETRY_MS = 500;

/**
 * Writes events of events.k8s.io/v1 behind the caller's back: recording never waits and never fails. Repetitions become a series on one object; a flood about one
 * resource is cut; what the API server does not take is dropped, because an event is news, not state.
 */
export class EventRecorder {
  readonly #options: EventRecorderOptions;
  readonly #client: KubeClient;
  readonly #clock: Clock;
  readonly #unixMs: () => number;
  readonly #logger: Logger;
  readonly #metrics: RuntimeMetrics;
  /** In order of their last event. */
  readonly #series = new Map<string, Series>();
  readonly #budgets = new Map<string, { tokens: number; atMs: number }>();
  readonly #pending: Series[] = [];
  #wake: (() => void) | null = null;
  #names = 0;

  constructor(
    options: EventRecorderOptions,
    dependencies: {
      readonly client: KubeClient;
      readonly clock: Clock;
      /** Unix time in milliseconds. */
      readonly unixMs: () => number;
      readonly logger: Logger;
      readonly metrics: RuntimeMetrics;
    },
  ) {
    this.#options = options;
    this.#client = dependencies.client;
    this.#clock = dependencies.clock;
    this.#unixMs = dependencies.unixMs;
    this.#logger = dependencies.logger;
    this.#metrics = dependencies.metrics;
  }

  record(subject: EventSubject, event: ClusterEvent): void {
    const key = [subject.metadata.uid, event.type, event.reason, event.action, event.message].join(
      "\n",
    );
    const unixMs = this.#unixMs();
    const known = this.#series.get(key);
    if (known !== undefined && unixMs - known.lastUnixMs <= this.#options.seriesQuietMs) {
      known.count += 1;
      known.lastUnixMs = unixMs;
      this.#series.delete(key);
      this.#series.set(key, known);
      this.#enqueueWhenDue(known);
      return;
    }
    if (!this.#spend(subject.metadata.uid)) {
      this.#count("dropped");
      return;
    }
    const series: Series = {
      subject,
      event,
      firstUnixMs: unixMs,
      count: 1,
      lastUnixMs: unixMs,
      name: null,
      writtenCount: 0,
      writtenAtMs: Number.NEGATIVE_INFINITY,
      queued: false,
      timer: null,
    };
    this.#forget(key);
    this.#series.set(key, series);
    this.#evict();
    this.#enqueue(series);
  }

  /** Writes what is recorded until the signal aborts, and then what is left, within `drainSignal`. */
  async run(signal: AbortSignal, drainSignal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const series = this.#pending.shift();
      if (series === undefined) {
        await this.#waitForWork(signal);
      } else {
        await this.#write(series, drainSignal);
      }
    }
    for (const series of this.#series.values()) {
      series.timer?.[Symbol.dispose]();
      if (series.count > series.writtenCount) {
        this.#enqueue(series);
      }
    }
    for (const series of this.#pending.splice(0)) {
      await this.#write(series, drainSignal);
    }
  }

  #waitForWork(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        signal.removeEventListener("abort", wake);
        this.#wake = null;
        resolve();
      };
      signal.addEventListener("abort", wake, { once: true });
      this.#wake = wake;
      if (signal.aborted || this.#pending.length > 0) {
        wake();
      }
    });
  }

  #enqueueWhenDue(series: Series): void {
    const dueInMs = series.writtenAtMs + this.#options.seriesWriteMs - this.#clock.now();
    if (dueInMs <= 0) {
      this.#enqueue(series);
    } else {
      series.timer ??= this.#clock.after(dueInMs, () => {
        series.timer = null;
        this.#enqueue(series);
      });
    }
  }

  #enqueue(series: Series): void {
    if (series.queued) {
      return;
    }
    if (this.#pending.length >= this.#options.pendingMax) {
      this.#count("dropped");
      return;
    }
    series.queued = true;
    this.#pending.push(series);
    this.#wake?.();
  }

  async #write(series: Series, signal: AbortSignal): Promise<void> {
    series.queued = false;
    for (let attempt = 1; !signal.aborted; attempt++) {
      try {
        await this.#writeOnce(series, signal);
        return;
      } catch (error) {
        if (signal.aborted) {
          break;
        }
        const again =
          error instanceof HostError && error.code === "UNAVAILABLE" && attempt < ATTEMPTS_MAX;
        if (!again) {
          this.#logger.warn("event not written", {
            reason: series.event.reason,
            note: series.event.message,
            error: error instanceof Error ? error.message : String(error),
          });
          break;
        }
        await pause(RETRY_MS * attempt, { clock: this.#clock, signal });
      }
    }
    this.#count("failed");
  }

  async #writeOnce(series: Series, signal: AbortSignal): Promise<void> {
    const count = series.count;
    if (series.name !== null && (await this.#writeSeries(series, series.name, signal))) {
      this.#count("series");
    } else {
      const name = this.#nameOf(series);
      await this.#client.create(EVENTS, this.#toObject(series, name), signal);
      series.name = name;
      this.#count("written");
    }
    series.writtenCount = count;
    series.writtenAtMs = this.#clock.now();
  }

  /** Returns false where the object has expired on the server: events live an hour by default. */
  async #writeSeries(series: Series, name: string, signal: AbortSignal): Promise<boolean> {
    try {
      await this.#client.mergePatch(
        { kind: EVENTS, namespace: series.subject.metadata.namespace, name },
        {
          series: { count: series.count, lastObservedTime: microTime(series.lastUnixMs) },
        },
        signal,
      );
      return true;
    } catch (error) {
      if (error instanceof HostError && error.code === "NOT_FOUND") {
        return false;
      }
      throw error;
    }
  }

  #toObject(series: Series, name: string): EventManifest {
    const { subject, event } = series;
    const { namespace } = subject.metadata;
    return {
      apiVersion: "events.k8s.io/v1",
      kind: "Event",
      metadata: { name, namespace },
      eventTime: microTime(series.firstUnixMs),
      reportingController: this.#options.controller,
      reportingInstance: this.#options.instance.slice(0, 128),
      type: event.type,
      reason: event.reason,
      action: event.action,
      note: cutToBytes(event.message, NOTE_BYTES_MAX),
      regarding: {
        apiVersion: subject.apiVersion,
        kind: subject.kind,
        namespace,
        name: subject.metadata.name,
        uid: subject.metadata.uid,
      },
      ...(series.count > 1
        ? { series: { count: series.count, lastObservedTime: microTime(series.lastUnixMs) } }
        : {}),
    };
  }

  /** Unique over processes: the time, and a counter within one millisecond. */
  #nameOf(series: Series): string {
    this.#names = (this.#names + 1) % 4096;
    const suffix = `${this.#unixMs().toString(16)}${this.#names.toString(16).padStart(3, "0")}`;
    return `${series.subject.metadata.name}.${suffix}`;
  }

  #spend(subject: string): boolean {
    const nowMs = this.#clock.now();
    const known = this.#budgets.get(subject) ?? { tokens: this.#options.burst, atMs: nowMs };
    const tokens = Math.min(
      this.#options.burst,
      known.tokens + (nowMs - known.atMs) / this.#options.refillMs,
    );
    this.#budgets.delete(subject);
    this.#budgets.set(subject, { tokens: tokens >= 1 ? tokens - 1 : tokens, atMs: nowMs });
    return tokens >= 1;
  }

  #evict(): void {
    const [oldestSeries] = this.#series.keys();
    if (this.#series.size > this.#options.seriesMax && oldestSeries !== undefined) {
      this.#forget(oldestSeries);
    }
    const [oldestBudget] = this.#budgets.keys();
    if (this.#budgets.size > this.#options.seriesMax && oldestBudget !== undefined) {
      this.#budgets.delete(oldestBudget);
    }
  }

  #forget(key: string): void {
    this.#series.get(key)?.timer?.[Symbol.dispose]();
    this.#series.delete(key);
  }

  #count(result: "written" | "series" | "dropped" | "failed"): void {
    this.#metrics.eventsTotal.inc({ result });
  }
}

interface EventManifest {
  readonly apiVersion: "events.k8s.io/v1";
  readonly kind: "Event";
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly [field: string]: unknown;
}

/** Cuts between characters, never inside one. */
function cutToBytes(text: string, bytesMax: number): string {
  const bytes = Buffer.from(text, "utf8");
  if (bytes.length <= bytesMax) {
    return text;
  }
  // A cut inside a character decodes to replacement characters at the end.
  return bytes
    .subarray(0, bytesMax)
    .toString("utf8")
    .replace(/\uFFFD+$/, "");
}
