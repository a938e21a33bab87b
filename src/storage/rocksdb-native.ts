import process from "node:process";
import { StorageError } from "./types.ts";

/**
 * The native functions of the RocksDB binding (the dependency named `rocksdb`, pinned to one version), as far as they are used.
 *
 * Not the class around them, which is made for asynchronous use: a batch of that class keeps every operation twice, and its
 * iterators stay registered until an asynchronous close.
 */
const BINDING_SPECIFIER = "rocksdb/binding.js";

const NATIVE_FUNCTIONS = [
  "db_init",
  "db_open",
  "db_close",
  "db_get_handle",
  "db_get_many_sync",
  "db_query",
  "db_clear",
  "iterator_init",
  "iterator_seek",
  "iterator_nextv_sync",
  "iterator_close",
  "batch_init",
  "batch_put",
  "batch_del",
  "batch_write",
] as const;

/** An object of the binding's own, which only the binding can look into. */
export type Native = object;
export type NativeRow = Uint8Array | null | undefined;

export interface NativeRows {
  /** Keys and values in turn; undefined where not asked for. */
  readonly rows: readonly NativeRow[];
  readonly finished: boolean;
}

export interface NativeBinding {
  db_init(pathOrHandle: string | bigint): Native;
  /** Calls back, but for a handle that is open already: then it returns the columns. */
  db_open(
    db: Native,
    options: object,
    callback: (error: unknown, columns?: Readonly<Record<string, Native>>) => void,
  ): Readonly<Record<string, Native>> | undefined;
  db_close(db: Native, callback: (error: unknown) => void): void;
  db_get_handle(db: Native): bigint;
  db_get_many_sync(db: Native, keys: readonly Uint8Array[], options: object): readonly NativeRow[];
  db_query(db: Native, options: object): NativeRows;
  db_clear(db: Native, options: object): void;
  iterator_init(db: Native, options: object): Native;
  iterator_seek(iterator: Native, target: Uint8Array): void;
  iterator_nextv_sync(iterator: Native, count: number): NativeRows;
  iterator_close(iterator: Native): void;
  batch_init(): Native;
  batch_put(batch: Native, key: Uint8Array, value: Uint8Array, options: object): void;
  batch_del(batch: Native, key: Uint8Array, options: object): void;
  batch_write(db: Native, batch: Native, options: { readonly sync: boolean }): void;
}

/** Loads the binding's module; another one in tests of platforms that have none. */
export type ImportBinding = () => Promise<unknown>;

export const importBinding: ImportBinding = () => import(BINDING_SPECIFIER);

function isNativeBinding(value: unknown): value is NativeBinding {
  return (
    typeof value === "object" &&
    value !== null &&
    NATIVE_FUNCTIONS.every((name) => typeof Reflect.get(value, name) === "function")
  );
}

function describePlatform(): string {
  const report: unknown = process.report.getReport();
  const header: unknown =
    typeof report === "object" && report !== null ? Reflect.get(report, "header") : null;
  const glibc: unknown =
    typeof header === "object" && header !== null
      ? Reflect.get(header, "glibcVersionRuntime")
      : null;
  const library = typeof glibc === "string" ? ` with glibc ${glibc}` : "";
  return `${process.platform}-${process.arch}${library}`;
}

export async function loadBinding(importer: ImportBinding): Promise<NativeBinding> {
  const needed =
    "needed is linux-x64 with glibc 2.34 or newer, or darwin-arm64: run on one of them (Debian 12, Ubuntu 22.04 or the image of this project), or build the binding by `npm rebuild rocksdb --build-from-source`";
  let module: unknown;
  try {
    module = await importer();
  } catch (error) {
    const platform = describePlatform();
    throw new StorageError(
      `cannot load RocksDB: no binary for this platform, found ${platform}; ${needed}`,
      { code: "UNSUPPORTED_PLATFORM", platform },
      { cause: error },
    );
  }
  const binding: unknown =
    typeof module === "object" && module !== null ? Reflect.get(module, "default") : null;
  if (!isNativeBinding(binding)) {
    const platform = describePlatform();
    throw new StorageError(
      `cannot load RocksDB: the binding on ${platform} lacks one of ${NATIVE_FUNCTIONS.join(", ")}; ${needed}`,
      { code: "UNSUPPORTED_PLATFORM", platform },
    );
  }
  return binding;
}
