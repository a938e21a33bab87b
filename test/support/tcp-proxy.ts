import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { resetSocket } from "./reset-socket.ts";

/** From the side that connected to the proxy to the side that the proxy connected to, or back. */
export type ProxyDirection = "forward" | "backward";

interface DirectionState {
  /** Bytes vanish: the reader goes on reading, the other side hears nothing. */
  isBlackHole: boolean;
  /** Nothing is read: the sender's windows fill up. */
  isPaused: boolean;
  delayMs: number;
  /** Called for each piece; it may change it. */
  tamper: ((bytes: Buffer) => Buffer) | null;
  bytes: number;
}

interface Connection {
  readonly downstream: Socket;
  readonly upstream: Socket;
}

/** Where the proxy connects to; looked up for each connection. */
export type ProxyTarget = () => { readonly host: string; readonly port: number };

/**
 * A wire between a client and a server that a test can cut, make a black hole, delay, hold up and damage, each direction by itself. A process behind one is
 * reached under the proxy's port, which stays the same over the process's restarts.
 */
export class TcpProxy {
  readonly #server: Server;
  readonly #target: ProxyTarget;
  readonly #connections = new Set<Connection>();
  readonly #states: Readonly<Record<ProxyDirection, DirectionState>> = {
    forward: { isBlackHole: false, isPaused: false, delayMs: 0, tamper: null, bytes: 0 },
    backward: { isBlackHole: false, isPaused: false, delayMs: 0, tamper: null, bytes: 0 },
  };
  readonly #timers = new Set<NodeJS.Timeout>();
  #isRefusing = false;
  #port = 0;
  #accepted = 0;

  private constructor(target: ProxyTarget) {
    this.#target = target;
    this.#server = createServer({ noDelay: true, pauseOnConnect: true }, (socket) =>
      this.#accept(socket),
    );
  }

  /** Listens on a free loopback port, or on the one that is given. */
  static async start(
    target: ProxyTarget,
    options: { readonly port?: number } = {},
  ): Promise<TcpProxy> {
    const proxy = new TcpProxy(target);
    proxy.#server.listen(options.port ?? 0, "127.0.0.1");
    await once(proxy.#server, "listening");
    proxy.#port = (proxy.#server.address() as AddressInfo).port;
    return proxy;
  }

  get port(): number {
    return this.#port;
  }

  get address(): string {
    return `127.0.0.1:${this.#port}`;
  }

  /** Held open by whoever connected, now; their other ends may outlive them in a black hole. */
  get connections(): number {
    return [...this.#connections].filter(({ downstream }) => !downstream.destroyed).length;
  }

  /** Taken since the start. */
  get accepted(): number {
    return this.#accepted;
  }

  /** Bytes that have passed, or vanished, so far. */
  bytes(direction: ProxyDirection): number {
    return this.#states[direction].bytes;
  }

  /** Resets every connection and refuses new ones until `heal`. */
  cut(): void {
    this.#isRefusing = true;
    this.reset();
  }

  /** Resets every connection that is open now. */
  reset(): void {
    for (const { downstream, upstream } of this.#connections) {
      resetSocket(downstream);
      resetSocket(upstream);
    }
  }

  /** Nothing arrives any more, though every connection stays open and takes new ones. Both directions where none is given. */
  blackHole(direction?: ProxyDirection): void {
    this.#change(direction, (state) => {
      state.isBlackHole = true;
    });
  }

  /** Nothing is read any more, so that the sender feels it. */
  pause(direction?: ProxyDirection): void {
    this.#change(direction, (state) => {
      state.isPaused = true;
    });
    this.#applyPauses();
  }

  delay(delayMs: number, direction?: ProxyDirection): void {
    this.#change(direction, (state) => {
      state.delayMs = delayMs;
    });
  }

  /** Passes every piece through the function; the pieces are as TCP cuts them. */
  tamper(tamper: (bytes: Buffer) => Buffer, direction?: ProxyDirection): void {
    this.#change(direction, (state) => {
      state.tamper = tamper;
    });
  }

  /**
   * Everything passes again. What vanished is lost for good, so connections that a black hole has eaten from are reset: their bytes would no longer
   * fit together.
   */
  heal(): void {
    const hadBlackHole = Object.values(this.#states).some(({ isBlackHole }) => isBlackHole);
    this.#isRefusing = false;
    this.#change(undefined, (state) => {
      state.isBlackHole = false;
      state.isPaused = false;
      state.delayMs = 0;
      state.tamper = null;
    });
    if (hadBlackHole) {
      this.reset();
    }
    this.#applyPauses();
  }

  async close(): Promise<void> {
    this.#isRefusing = true;
    for (const timer of this.#timers) {
      clearTimeout(timer);
    }
    for (const { downstream, upstream } of this.#connections) {
      downstream.destroy();
      upstream.destroy();
    }
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
    });
  }

  #change(direction: ProxyDirection | undefined, change: (state: DirectionState) => void): void {
    for (const name of direction === undefined ? (["forward", "backward"] as const) : [direction]) {
      change(this.#states[name]);
    }
  }

  #accept(downstream: Socket): void {
    if (this.#isRefusing) {
      resetSocket(downstream);
      return;
    }
    this.#accepted += 1;
    const { host, port } = this.#target();
    const upstream = connect({ host, port, noDelay: true });
    const connection = { downstream, upstream };
    this.#connections.add(connection);
    this.#join(downstream, upstream, "forward");
    this.#join(upstream, downstream, "backward");
    for (const [socket, other] of [
      [downstream, upstream],
      [upstream, downstream],
    ] as const) {
      socket.on("error", () => socket.destroy());
      socket.on("close", () => {
        // The other end sees it as its own connection's end.
        if (!this.#isHoled()) {
          other.destroy();
        }
        // An end that a black hole has cut off from the other is still to be closed.
        if (other.destroyed) {
          this.#connections.delete(connection);
        }
      });
    }
    this.#applyPauses();
  }

  /** In a black hole not even the end of a connection is heard of. */
  #isHoled(): boolean {
    return Object.values(this.#states).some(({ isBlackHole }) => isBlackHole);
  }

  #join(from: Socket, to: Socket, direction: ProxyDirection): void {
    const state = this.#states[direction];
    const waiting: { readonly bytes: Buffer; readonly dueMs: number }[] = [];
    const write = (bytes: Buffer): void => {
      if (!to.destroyed && !to.write(bytes)) {
        from.pause();
        to.once("drain", () => {
          if (!state.isPaused) {
            from.resume();
          }
        });
      }
    };
    // One timer for the first that waits, so that pieces never change places.
    const release = (): void => {
      for (let [first] = waiting; first !== undefined; [first] = waiting) {
        const waitMs = first.dueMs - performance.now();
        if (waitMs > 0) {
          const timer = setTimeout(() => {
            this.#timers.delete(timer);
            release();
          }, waitMs);
          this.#timers.add(timer);
          return;
        }
        waiting.shift();
        write(first.bytes);
      }
    };
    from.on("data", (bytes: Buffer) => {
      state.bytes += bytes.length;
      if (state.isBlackHole) {
        return;
      }
      const passed = state.tamper?.(bytes) ?? bytes;
      if (state.delayMs === 0 && waiting.length === 0) {
        write(passed);
        return;
      }
      waiting.push({ bytes: passed, dueMs: performance.now() + state.delayMs });
      if (waiting.length === 1) {
        release();
      }
    });
    from.on("end", () => {
      if (!state.isBlackHole) {
        to.end();
      }
    });
  }

  #applyPauses(): void {
    for (const { downstream, upstream } of this.#connections) {
      for (const [socket, direction] of [
        [downstream, "forward"],
        [upstream, "backward"],
      ] as const) {
        if (this.#states[direction].isPaused) {
          socket.pause();
        } else {
          socket.resume();
        }
      }
    }
  }
}
