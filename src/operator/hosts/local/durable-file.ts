import { type FileHandle, mkdir, open, rename } from "node:fs/promises";
import { dirname } from "node:path";

/** Replaces a file so that after a crash at any moment it has the old content or the new one, whole. */
export async function writeDurably(
  path: string,
  content: string,
  mode: number = 0o644,
): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const temporary = `${path}.${process.pid}.tmp`;
  await withFile(await open(temporary, "w", mode), async (file) => {
    await file.writeFile(content);
    await file.sync();
  });
  await rename(temporary, path);
  await syncFolder(dirname(path));
}

/** Makes renames and deletions in a folder survive a power cut. */
export async function syncFolder(path: string): Promise<void> {
  await withFile(await open(path, "r"), (folder) => folder.sync());
}

async function withFile(file: FileHandle, use: (file: FileHandle) => Promise<void>): Promise<void> {
  try {
    await use(file);
  } finally {
    await file.close();
  }
}
