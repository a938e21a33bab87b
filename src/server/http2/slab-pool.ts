/** Answers of one turn of the event loop on one connection fit, but for large ones, which are not copied. */
export const SLAB_BYTES: number = 16 * 1024;
const FREE_SLABS_MAX = 64;

/** Memory for frames that leave. A slab is a connection's only while it has frames that have not left, so that idle ones hold none. */
export class SlabPool {
  readonly #free: Buffer[] = [];

  take(): Buffer {
    return this.#free.pop() ?? Buffer.allocUnsafeSlow(SLAB_BYTES);
  }

  /** Nobody may look at it any more. */
  give(slab: Buffer): void {
    if (this.#free.length < FREE_SLABS_MAX) {
      this.#free.push(slab);
    }
  }
}
