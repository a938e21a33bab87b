const WINDOW_MS = 3000;
const BUCKET_MS = 250;

/** Counts acknowledged writes: how many, how fast, and the longest time without one. Holds some seconds of buckets, whatever is counted. */
export class WriteMeter {
  #acknowledged = 0;
  #longestGapMs = 0;
  #lastMs: number | null = null;
  #firstMs: number | null = null;
  #buckets: { readonly startMs: number; count: number }[] = [];

  get acknowledged(): number {
    return this.#acknowledged;
  }

  /** When the last one was acknowledged; null before the first. */
  get lastMs(): number | null {
    return this.#lastMs;
  }

  count(nowMs: number): void {
    this.#longestGapMs = this.longestGapMs(nowMs);
    this.#lastMs = nowMs;
    this.#firstMs ??= nowMs;
    this.#acknowledged += 1;
    const startMs = Math.floor(nowMs / BUCKET_MS) * BUCKET_MS;
    const newest = this.#buckets.at(-1);
    if (newest?.startMs === startMs) {
      newest.count += 1;
    } else {
      this.#buckets = [...this.#recent(nowMs), { startMs, count: 1 }];
    }
  }

  /** Between two acknowledged writes, the time since the last one included. */
  longestGapMs(nowMs: number): number {
    return Math.max(this.#longestGapMs, this.#lastMs === null ? 0 : nowMs - this.#lastMs);
  }

  /** Over the last seconds. */
  perSecond(nowMs: number): number {
    const total = this.#recent(nowMs).reduce((sum, { count }) => sum + count, 0);
    const sinceMs = Math.max(BUCKET_MS, Math.min(WINDOW_MS, nowMs - (this.#firstMs ?? nowMs)));
    return (total * 1000) / sinceMs;
  }

  #recent(nowMs: number): { readonly startMs: number; count: number }[] {
    return this.#buckets.filter(({ startMs }) => nowMs - startMs <= WINDOW_MS);
  }
}
