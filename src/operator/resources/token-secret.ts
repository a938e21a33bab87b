import type { RaftCluster } from "../api-types.ts";
import { ownedMeta, type Manifest } from "./manifest.ts";
import { TOKEN_KEY, tokenSecretName } from "./names.ts";

export interface TokenSecretManifest extends Manifest {
  readonly type: "Opaque";
  readonly data: Readonly<Record<string, string>>;
}

/**
 * The Secret with the token that peer and admin ports demand. It is created, never applied: a token that exists is kept, because running nodes
 * use it. Whoever wants another one changes the Secret, and the nodes read it again.
 */
export function buildTokenSecret(cluster: RaftCluster, token: string): TokenSecretManifest {
  return {
    apiVersion: "v1",
    kind: "Secret",
    metadata: ownedMeta(cluster, tokenSecretName(cluster.metadata.name)),
    type: "Opaque",
    data: { [TOKEN_KEY]: Buffer.from(token, "utf8").toString("base64") },
  };
}
