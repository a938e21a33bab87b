import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { resetSocket } from "./reset-socket.ts";
import { findSocketOwners } from "./socket-owner.ts";
import { TcpProxy } from "./tcp-proxy.ts";

/** So long the first of many that dial at once waits for the others. */
const INTRODUCTION_DELAY_MS = 5;

interface Place {
  readonly front: Server;
  readonly port: number;
  /** By the place that connects. */
  readonly links: readonly TcpProxy[];
}

export interface LinkNetworkDependencies {
  /** Where the process at a place listens now. */
  readonly target: (place: number) => { readonly host: string; readonly port: number };
  /** The process at a place now; null while there is none. */
  readonly pid: (place: number) => number | null;
}

/**
 * The wires between processes, one for each pair and direction of connecting, so that any of them can be cut or slowed. Each place has one address that all others dial; who
 * dials is found out by the owner of the socket.
 */
export class LinkNetwork {
  readonly #dependencies: LinkNetworkDependencies;
  readonly #places: Place[] = [];
  readonly #sockets = new Set<Socket>();
  /** Accepted, and not yet known from whom. */
  readonly #strangers = new Map<Socket, { readonly to: number }>();
  #introduction: NodeJS.Timeout | null = null;

  private constructor(dependencies: LinkNetworkDependencies) {
    this.#dependencies = dependencies;
  }

  static async start(
    options: { readonly places: number },
    dependencies: LinkNetworkDependencies,
  ): Promise<LinkNetwork> {
    const network = new LinkNetwork(dependencies);
    for (let to = 0; to < options.places; to++) {
      const links: TcpProxy[] = [];
      for (let from = 0; from < options.places; from++) {
        links.push(await TcpProxy.start(() => dependencies.target(to)));
      }
      const front = createServer({ pauseOnConnect: true, noDelay: true }, (socket) => {
        network.#accept(socket, to);
      });
      front.listen(0, "127.0.0.1");
      await once(front, "listening");
      network.#places.push({ front, port: (front.address() as AddressInfo).port, links });
    }
    return network;
  }

  /** What others dial to reach the place. */
  address(place: number): string {
    return `127.0.0.1:${this.#place(place).port}`;
  }

  /** The wire of the connections that `from` opens to `to`. */
  link(from: number, to: number): TcpProxy {
    return this.#place(to).links[from]!;
  }

  heal(): void {
    for (const { links } of this.#places) {
      for (const link of links) {
        link.heal();
      }
    }
  }

  async close(): Promise<void> {
    if (this.#introduction !== null) {
      clearTimeout(this.#introduction);
    }
    for (const socket of this.#sockets) {
      socket.destroy();
    }
    for (const { front, links } of this.#places) {
      await new Promise<void>((resolve) => {
        front.close(() => resolve());
      });
      await Promise.all(links.map((link) => link.close()));
    }
  }

  #place(place: number): Place {
    const found = this.#places[place];
    if (found === undefined) {
      throw new RangeError(`the network has no place ${place}`);
    }
    return found;
  }

  #accept(socket: Socket, to: number): void {
    this.#sockets.add(socket);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => this.#sockets.delete(socket));
    this.#strangers.set(socket, { to });
    this.#introduction ??= setTimeout(() => this.#introduce(), INTRODUCTION_DELAY_MS);
  }

  /** All that wait at once: after a cut everybody dials everybody. */
  #introduce(): void {
    this.#introduction = null;
    const strangers = [...this.#strangers];
    this.#strangers.clear();
    const pids = this.#places.map((_, place) => this.#dependencies.pid(place));
    const owners = findSocketOwners(
      new Set(strangers.map(([socket]) => socket.remotePort ?? 0)),
      pids.filter((pid) => pid !== null),
    );
    for (const [socket, { to }] of strangers) {
      const owner = owners.get(socket.remotePort ?? 0);
      if (owner === undefined || socket.destroyed) {
        // Whoever dialled has ended since, or is none of the members.
        socket.destroy();
      } else {
        this.#connect(socket, { from: pids.indexOf(owner), to });
      }
    }
  }

  #connect(socket: Socket, wire: { readonly from: number; readonly to: number }): void {
    const { port } = this.link(wire.from, wire.to);
    const inner = connect({ host: "127.0.0.1", port, noDelay: true });
    inner.on("error", () => resetSocket(socket));
    inner.on("close", () => socket.destroy());
    socket.on("close", () => inner.destroy());
    socket.pipe(inner);
    inner.pipe(socket);
  }
}
