import { readdirSync, readFileSync, readlinkSync } from "node:fs";

const ESTABLISHED = "01";

/**
 * Which of the processes owns the loopback socket with a local port, by port; ports that none of them owns are left out. Linux only: it reads /proc. That is how a proxy
 * knows who has connected to it without understanding a byte of what passes.
 *
 * It blocks for some milliseconds, however many ports are asked for: the kernel walks all of its sockets for it. Asked for one port at a time through the thread
 * pool it takes so long on a busy machine that whoever dials gives up before it is answered, and dials again.
 */
export function findSocketOwners(
  localPorts: ReadonlySet<number>,
  pids: readonly number[],
): ReadonlyMap<number, number> {
  const links = findLinks(localPorts);
  const owners = new Map<number, number>();
  for (const pid of links.size === 0 ? [] : pids) {
    const folder = `/proc/${pid}/fd`;
    for (const descriptor of orNull(() => readdirSync(folder)) ?? []) {
      const link = orNull(() => readlinkSync(`${folder}/${descriptor}`));
      const port = link === null ? undefined : links.get(link);
      if (port !== undefined) {
        owners.set(port, pid);
      }
    }
  }
  return owners;
}

/** The ports by what a descriptor of their socket points to. */
function findLinks(localPorts: ReadonlySet<number>): ReadonlyMap<string, number> {
  const links = new Map<string, number>();
  for (const table of ["/proc/net/tcp", "/proc/net/tcp6"]) {
    if (links.size === localPorts.size) {
      break;
    }
    for (const line of readFileSync(table, "utf8").split("\n").slice(1)) {
      const [, local = "", , state, , , , , , inode] = line.trim().split(/\s+/);
      const port = Number.parseInt(local.slice(local.lastIndexOf(":") + 1), 16);
      if (localPorts.has(port) && state === ESTABLISHED && inode !== undefined) {
        links.set(`socket:[${inode}]`, port);
      }
    }
  }
  return links;
}

/** Null where the process or its descriptor is no longer there. */
function orNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : null;
    if (code === "ENOENT" || code === "ESRCH") {
      return null;
    }
    throw error;
  }
}
