import { Client, Metadata, type ServiceError, credentials } from "@grpc/grpc-js";
import { etcdserverpb, raft } from "../../../src/gen/proto.js";
import { TOKEN } from "./node-child.ts";

export interface Codec<Encoded, Decoded> {
  encode(message: Encoded): { finish(): Uint8Array };
  decode(bytes: Uint8Array): Decoded;
}

const { v1 } = raft;
const pb = etcdserverpb;
export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
export const text = (value: Uint8Array | null | undefined): string =>
  new TextDecoder().decode(value ?? new Uint8Array());

/** A thin grpc-js client over the generated messages. */
export class TestClient {
  readonly grpc: Client;

  constructor(address: string) {
    this.grpc = new Client(address, credentials.createInsecure(), {
      "grpc.max_send_message_length": -1,
      "grpc.use_local_subchannel_pool": 1,
    });
  }

  async unary<Request, Response>(
    path: string,
    codecs: {
      readonly request: Codec<Request, unknown>;
      readonly response: Codec<never, Response>;
    },
    request: Request,
    options: { readonly token?: string; readonly timeoutMs?: number } = {},
  ): Promise<Response> {
    const metadata = new Metadata();
    if (options.token !== undefined) {
      metadata.set("authorization", `Bearer ${options.token}`);
    }
    return await new Promise((resolve, reject) => {
      this.grpc.makeUnaryRequest(
        path,
        (message: Request) => Buffer.from(codecs.request.encode(message).finish()),
        (message: Buffer) => codecs.response.decode(message),
        request,
        metadata,
        { deadline: Date.now() + (options.timeoutMs ?? 10_000) },
        (error: ServiceError | null, response?: Response) =>
          error === null && response !== undefined ? resolve(response) : reject(error),
      );
    });
  }

  async put(key: string, value: Uint8Array | string): Promise<etcdserverpb.PutResponse> {
    return await this.unary(
      "/etcdserverpb.KV/Put",
      { request: pb.PutRequest, response: pb.PutResponse },
      { key: bytes(key), value: typeof value === "string" ? bytes(value) : value },
    );
  }

  async get(key: string): Promise<string | null> {
    const response = await this.unary(
      "/etcdserverpb.KV/Range",
      { request: pb.RangeRequest, response: pb.RangeResponse },
      { key: bytes(key) },
    );
    const [record] = response.kvs;
    return record === undefined ? null : text(record.value);
  }

  async status(token: string = TOKEN): Promise<raft.v1.StatusResponse> {
    return await this.unary(
      "/raft.v1.Admin/Status",
      { request: v1.StatusRequest, response: v1.StatusResponse },
      {},
      { token },
    );
  }

  async bootstrap(request: raft.v1.BootstrapRequest.$Shape): Promise<void> {
    await this.unary(
      "/raft.v1.Admin/Bootstrap",
      { request: v1.BootstrapRequest, response: v1.BootstrapResponse },
      request,
      { token: TOKEN },
    );
  }

  async join(request: raft.v1.JoinRequest.$Shape): Promise<void> {
    await this.unary(
      "/raft.v1.Admin/Join",
      { request: v1.JoinRequest, response: v1.JoinResponse },
      request,
      { token: TOKEN },
    );
  }

  close(): void {
    this.grpc.close();
  }
}

/** Bootstraps a new node as member 1 of cluster "test" and waits until it leads. */
export async function bootstrap(admin: TestClient): Promise<raft.v1.BootstrapRequest.$Shape> {
  const { storeId } = await admin.status();
  const request = { clusterId: "test", nodeId: 1, storeId, peerAddress: "127.0.0.1:2380" };
  await admin.bootstrap(request);
  await leading(admin);
  return request;
}

/** Asks until the node is ready; its deadline is the test's. */
export async function leading(admin: TestClient): Promise<raft.v1.StatusResponse> {
  for (;;) {
    const status = await admin.status();
    if (status.ready) {
      return status;
    }
  }
}
