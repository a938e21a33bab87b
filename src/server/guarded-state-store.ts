import type { StateStore } from "../state-machine/types.ts";
import { StorageError, type Storage } from "../storage/types.ts";
import type { KeyValueView } from "../utils/key-value.ts";

/** `CLOSED` is the reader's own lateness during a stop. */
function isFatal(error: unknown): boolean {
  return error instanceof StorageError && error.code !== "CLOSED";
}

/**
 * The node's store as a state machine reads it. A row that cannot be read is no private trouble of the client who asked: the volume is damaged, so the
 * node is told to stop before it leads and answers from what is left.
 */
export function guardStateStore(dependencies: {
  readonly storage: Pick<Storage, "stateView" | "readRows">;
  readonly failed: (error: unknown) => void;
}): StateStore {
  const { storage, failed } = dependencies;
  const guard = <T>(read: () => T): T => {
    try {
      return read();
    } catch (error) {
      if (isFatal(error)) {
        failed(error);
      }
      throw error;
    }
  };
  return {
    view: () => {
      const view: KeyValueView & { readonly appliedIndex: number } = guard(() =>
        storage.stateView(),
      );
      return {
        appliedIndex: view.appliedIndex,
        get: (key) => guard(() => view.get(key)),
        scan: (range) => guard(() => view.scan(range)),
        close: () => view.close(),
      };
    },
    readRows: (request) => guard(() => storage.readRows(request)),
  };
}
