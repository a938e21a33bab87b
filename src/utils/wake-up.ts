/** A bell for one sleeper: `ring` before `wait` is not lost, and any number of rings wakes once. */
export class WakeUp {
  #isRung = false;
  #wake: (() => void) | null = null;

  ring(): void {
    this.#isRung = true;
    this.#wake?.();
    this.#wake = null;
  }

  /** Resolves when rung since the last wait. */
  async wait(): Promise<void> {
    if (!this.#isRung) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    this.#isRung = false;
  }
}
