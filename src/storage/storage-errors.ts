import { type IdentityAssignment, StorageError, type StoreIdentity } from "./types.ts";

export function createClosedError(): StorageError {
  return new StorageError("the store is closed: open it again before use", { code: "CLOSED" });
}

export function createIdentityConflict(
  found: StoreIdentity,
  { clusterId, nodeId }: IdentityAssignment,
): StorageError {
  const owner =
    found.kind === "assigned" ? `node ${found.nodeId} of cluster "${found.clusterId}"` : "nobody";
  return new StorageError(
    `cannot make this volume (store id ${found.storeId}) node ${nodeId} of cluster "${clusterId}": it belongs to ${owner}; use an empty volume`,
    { code: "IDENTITY_CONFLICT", found },
  );
}
