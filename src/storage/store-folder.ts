import { readdirSync, statSync } from "node:fs";
import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Logger } from "../utils/logger.ts";
import { StorageError } from "./types.ts";
import { checkWriteAheadLog } from "./wal-check.ts";

/** Names the newest manifest; RocksDB takes a folder without it for an empty one. */
const CURRENT_FILE = "CURRENT";

function codeOf(error: unknown): unknown {
  return typeof error === "object" && error !== null ? Reflect.get(error, "code") : null;
}

/**
 * Makes the folder, or checks the files in it before RocksDB reads them.
 *
 * @throws StorageError CORRUPTION, READ_FAILED, DISK_FULL or OPEN_FAILED.
 */
export async function prepareFolder(
  path: string,
  dependencies: { readonly logger: Logger },
): Promise<void> {
  let names: readonly string[];
  try {
    await mkdir(path, { recursive: true });
    names = await readdir(path);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw codeOf(error) === "ENOSPC"
      ? new StorageError(
          `cannot make the folder ${path}: the disk is full; free space or enlarge the volume`,
          { code: "DISK_FULL" },
          { cause: error },
        )
      : new StorageError(
          `cannot open the folder ${path}: ${reason}; it must be a folder that this user may read and write`,
          { code: "OPEN_FAILED", path },
          { cause: error },
        );
  }
  const data = names.filter((name) => /^\d+\.(sst|log)$/.test(name));
  if (!names.includes(CURRENT_FILE) && data.length > 0) {
    const file = join(path, CURRENT_FILE);
    throw new StorageError(
      `the file ${file} is missing and ${data.length} data files are there: RocksDB would start an empty database over them; replace this member by a new one on an empty volume, or restore the volume`,
      { code: "CORRUPTION", file, index: null },
    );
  }
  for (const { file, tornAt } of await checkWriteAheadLog(path)) {
    dependencies.logger.warn("a write was cut short by a crash and is dropped", { file, tornAt });
  }
}

/** Bytes of all files in the folder. */
export function folderBytes(path: string): number {
  let bytes = 0;
  for (const name of readdirSync(path)) {
    // A background thread may have deleted the file since.
    bytes += statSync(join(path, name), { throwIfNoEntry: false })?.size ?? 0;
  }
  return bytes;
}
