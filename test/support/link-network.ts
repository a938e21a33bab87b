import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { findSocketOwner } from "./socket-owner.ts";
import { TcpProxy } from "./tcp-proxy.ts";

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
        // A socket that nobody owns any more was closed while it was looked up.
        network.#accept(socket, to).catch((error: unknown) => {
          socket.destroy();
          throw error;
        });
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

  async #accept(socket: Socket, to: number): Promise<void> {
    this.#sockets.add(socket);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => this.#sockets.delete(socket));
    const pids = this.#places.map((_, place) => this.#dependencies.pid(place));
    const owner = await findSocketOwner(
      socket.remotePort ?? 0,
      pids.filter((pid) => pid !== null),
    );
    const from = owner === null ? -1 : pids.indexOf(owner);
    if (from === -1 || socket.destroyed) {
      socket.destroy();
      return;
    }
    const { port } = this.link(from, to);
    const inner = connect({ host: "127.0.0.1", port, noDelay: true });
    inner.on("error", () => socket.resetAndDestroy());
    inner.on("close", () => socket.destroy());
    socket.on("close", () => inner.destroy());
    socket.pipe(inner);
    inner.pipe(socket);
  }
}
