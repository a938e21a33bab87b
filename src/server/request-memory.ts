/**
 * Memory of requests that are coming in, of all connections of a port together: one connection may hold many half requests, each below its own
 * limit.
 */
export class RequestMemory {
  readonly #bytesMax: number;
  #bytes = 0;

  constructor(options: { readonly bytesMax: number }) {
    this.#bytesMax = options.bytesMax;
  }

  get bytesMax(): number {
    return this.#bytesMax;
  }

  /** False where there is not as much left; below 0 gives back. */
  take(bytes: number): boolean {
    if (bytes > 0 && this.#bytes + bytes > this.#bytesMax) {
      return false;
    }
    this.#bytes += bytes;
    return true;
  }
}
