import { createHash, timingSafeEqual } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import type { Clock } from "../utils/clock.ts";
import type { Logger } from "../utils/logger.ts";
import type { RpcContext, RpcMethod, RpcService } from "./rpc.ts";
import { RPC_CODE, RpcError } from "./rpc-error.ts";

const TOKEN_LENGTH_MIN = 16;
const TOKEN_LENGTH_MAX = 4096;
/** A changed file is noticed this late at most; a look at it is one stat. */
const RECHECK_MS = 1000;

/** The file is missing, unreadable, or holds no token. */
export class AdminTokenError extends Error {
  override readonly name = "AdminTokenError";
}

function digest(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}

function readToken(path: string): string {
  let text: string;
  try {
    text = readFileSync(path, "utf8").trim();
  } catch (error) {
    throw new AdminTokenError(
      `cannot read the admin token file ${path}: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
  if (text.length < TOKEN_LENGTH_MIN || text.length > TOKEN_LENGTH_MAX || !/^[!-~]+$/.test(text)) {
    throw new AdminTokenError(
      `the admin token file ${path} must hold one line of ${TOKEN_LENGTH_MIN} to ${TOKEN_LENGTH_MAX} printable ASCII characters without spaces, found ${text.length} characters`,
    );
  }
  return text;
}

/**
 * The token that the admin and peer ports demand, and that calls to peers carry, from a file that may change while the process runs (a Secret's volume). A file that becomes unreadable or empty
 * leaves the last good token in force and is logged.
 */
export class AdminToken {
  readonly #path: string;
  readonly #clock: Clock;
  readonly #logger: Logger;
  #token: string;
  #digest: Buffer;
  #version: string;
  #checkedAtMs: number;

  /** @throws AdminTokenError where there is no token to begin with. */
  constructor(
    options: { readonly path: string },
    dependencies: { readonly clock: Clock; readonly logger: Logger },
  ) {
    this.#path = options.path;
    this.#clock = dependencies.clock;
    this.#logger = dependencies.logger;
    this.#token = readToken(this.#path);
    this.#digest = digest(this.#token);
    this.#version = this.#fileVersion();
    this.#checkedAtMs = this.#clock.now();
  }

  /** Compared by digests of equal length, in constant time. */
  accepts(authorization: string | null): boolean {
    this.#reloadIfChanged();
    const token = /^bearer (?<token>[!-~]+)$/i.exec(authorization ?? "")?.groups?.["token"];
    return timingSafeEqual(digest(token ?? ""), this.#digest);
  }

  /** The value of the header `authorization` of a call to another node. */
  authorization(): string {
    this.#reloadIfChanged();
    return `Bearer ${this.#token}`;
  }

  #reloadIfChanged(): void {
    const now = this.#clock.now();
    if (now - this.#checkedAtMs < RECHECK_MS) {
      return;
    }
    this.#checkedAtMs = now;
    try {
      const version = this.#fileVersion();
      if (version !== this.#version) {
        this.#token = readToken(this.#path);
        this.#digest = digest(this.#token);
        this.#version = version;
        this.#logger.info("admin token reloaded", { path: this.#path });
      }
    } catch (error) {
      this.#logger.warn("admin token not reloaded", {
        path: this.#path,
        error: error instanceof Error ? error.message : String(error),
      });
    }
  }

  #fileVersion(): string {
    const { ino, mtimeNs, size } = statSync(this.#path, { bigint: true });
    return `${ino}/${mtimeNs}/${size}`;
  }
}

/** The same service, refusing every call without the token. */
export function requireToken(service: RpcService, token: Pick<AdminToken, "accepts">): RpcService {
  const check = (context: RpcContext): void => {
    if (!token.accepts(context.header("authorization"))) {
      throw new RpcError(
        RPC_CODE.UNAUTHENTICATED,
        `${service.name} needs the cluster's admin token as metadata "authorization: Bearer <token>"`,
      );
    }
  };
  const guarded = (method: RpcMethod): RpcMethod =>
    method.kind === "unary"
      ? {
          kind: "unary",
          name: method.name,
          call: async (request, context): Promise<Uint8Array> => {
            check(context);
            return await method.call(request, context);
          },
        }
      : {
          kind: "stream",
          name: method.name,
          async *call(requests, context): AsyncIterable<Uint8Array> {
            check(context);
            yield* method.call(requests, context);
          },
        };
  return { name: service.name, methods: service.methods.map(guarded) };
}
