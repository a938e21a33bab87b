import { readdir, readFile, readlink } from "node:fs/promises";

const ESTABLISHED = "01";

/**
 * The process, of those given, that owns the loopback socket with this local port; null where none of them does. Linux only: it reads /proc. That is how a proxy
 * knows who has connected to it without understanding a byte of what passes.
 */
export async function findSocketOwner(
  localPort: number,
  pids: readonly number[],
): Promise<number | null> {
  const inode = await findInode(localPort);
  if (inode === null) {
    return null;
  }
  for (const pid of pids) {
    if (await ownsSocket(pid, `socket:[${inode}]`)) {
      return pid;
    }
  }
  return null;
}

async function findInode(localPort: number): Promise<string | null> {
  const port = localPort.toString(16).toUpperCase().padStart(4, "0");
  for (const table of ["/proc/net/tcp", "/proc/net/tcp6"]) {
    const lines = (await readFile(table, "utf8")).split("\n").slice(1);
    for (const line of lines) {
      const [, local = "", , state, , , , , , inode] = line.trim().split(/\s+/);
      if (local.endsWith(`:${port}`) && state === ESTABLISHED && inode !== undefined) {
        return inode;
      }
    }
  }
  return null;
}

/** False as well for a process that has ended meanwhile. */
async function ownsSocket(pid: number, link: string): Promise<boolean> {
  const folder = `/proc/${pid}/fd`;
  const descriptors = await readdir(folder).catch(absent);
  for (const descriptor of descriptors ?? []) {
    if ((await readlink(`${folder}/${descriptor}`).catch(absent)) === link) {
      return true;
    }
  }
  return false;
}

function absent(error: NodeJS.ErrnoException): null {
  if (error.code === "ENOENT" || error.code === "ESRCH") {
    return null;
  }
  throw error;
}
