import type { Socket } from "node:net";

/**
 * Ends a connection at once, with a TCP reset where that can be. While its half-close is under way libuv refuses a reset (EINVAL), and Node.js 20 then never closes the
 * handle: the process spins at its end for ever. Such a connection is destroyed instead.
 */
export function resetSocket(socket: Socket): void {
  if (socket.writableEnded) {
    socket.destroy();
  } else {
    socket.resetAndDestroy();
  }
}
