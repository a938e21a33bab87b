import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { TOKEN_KEY, tokenSecretName } from "../../src/operator/resources/names.ts";
import type { ClusterRef } from "./clients.ts";
import { type PodObject, waitFor } from "./kubernetes.ts";
import { check, type ScenarioContext } from "./scenario.ts";

const PROGRAM = "test/e2e/pod-programs/writer.ts";
const STOP_FILE = "/tmp/stop";
/** Ordinals whose configuration is looked at: the largest cluster of the scenarios, and one. */
const ORDINALS = 6;

/** A committed configuration, as some member had applied it. */
export interface SeenConfiguration {
  readonly index: number;
  readonly joint: boolean;
  readonly voters: readonly number[];
  readonly learners: readonly number[];
  /** By node id. */
  readonly stores: Readonly<Record<string, string>>;
}

export interface WriterResult {
  readonly acknowledged: number;
  readonly seconds: number;
  /** The first of what was acknowledged and is not there, or was applied more often than sent. */
  readonly wrong: readonly string[];
  readonly wrongCount: number;
  readonly gaps: readonly { readonly endedAtMs: number; readonly ms: number }[];
  readonly errors: readonly string[];
  /** In the order of their indexes. */
  readonly configurations: readonly SeenConfiguration[];
  /** Different configurations at one index: never. */
  readonly conflicts: readonly string[];
}

interface Progress {
  readonly acknowledged: number;
  readonly sinceMs: number;
}

/** A pod that writes to a cluster without pause, and in the end reads every acknowledged write back. */
export class Writer {
  readonly #context: ScenarioContext;
  readonly #cluster: ClusterRef;
  readonly #pod: string;

  private constructor(context: ScenarioContext, cluster: ClusterRef, pod: string) {
    this.#context = context;
    this.#cluster = cluster;
    this.#pod = pod;
  }

  /** Starts it and waits for its first acknowledged writes. The machine may be named: one that will not be cut. */
  static async start(
    context: ScenarioContext,
    cluster: ClusterRef,
    options: { readonly machine?: string } = {},
  ): Promise<Writer> {
    const { kubernetes, images, root } = context;
    const { namespace } = cluster;
    const pod = `writer-${crypto.randomUUID().slice(0, 8)}`;
    const program = await readFile(join(root, PROGRAM), "utf8");
    await kubernetes.apply({
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { namespace, name: pod },
      // The extension says what it is: there is no package.json beside it.
      data: { "writer.mts": program },
    });
    await kubernetes.apply(writerPod({ pod, image: images.raft, cluster, ...options }));
    const writer = new Writer(context, cluster, pod);
    await writer.acknowledges(20, 60_000);
    return writer;
  }

  /** Waits until so many more writes are acknowledged than now: the cluster serves. */
  async acknowledges(count = 50, timeoutMs = 60_000): Promise<void> {
    const before = (await this.#progress())?.acknowledged ?? 0;
    await waitFor(`${count} more acknowledged writes`, timeoutMs, async () => {
      const now = await this.#progress();
      return now !== null && now.acknowledged >= before + count ? now : null;
    });
  }

  /**
   * Ends it, and prints its figures.
   *
   * @throws Error where an acknowledged write is lost, was applied twice, or two members hold different configurations at one index.
   */
  async stop(): Promise<WriterResult> {
    const { kubernetes } = this.#context;
    const { namespace } = this.#cluster;
    await kubernetes.kubectl([
      "exec",
      this.#pod,
      "--namespace",
      namespace,
      "--",
      "touch",
      STOP_FILE,
    ]);
    const phase = await waitFor("the writer to read all back", 180_000, async () => {
      const found = await kubernetes.get<PodObject>("pod", { namespace, name: this.#pod });
      const { phase } = found?.status ?? {};
      return phase === "Succeeded" || phase === "Failed" ? phase : null;
    });
    const log = await kubernetes.kubectl(["logs", this.#pod, "--namespace", namespace]);
    const line = log.split("\n").find((text) => text.startsWith("RESULT "));
    check(
      line !== undefined,
      `the writer ended (${phase}) without a result: ${log.trim().split("\n").slice(-5).join("\n")}`,
    );
    const result = JSON.parse(line.slice("RESULT ".length)) as WriterResult;
    tell(result);
    check(
      result.wrongCount === 0,
      `${result.wrongCount} of ${result.acknowledged} acknowledged writes are wrong: ${result.wrong.join("; ")}`,
    );
    check(
      result.conflicts.length === 0,
      `two members hold different configurations at one index: ${result.conflicts.join("; ")}`,
    );
    return result;
  }

  async #progress(): Promise<Progress | null> {
    const { stdout } = await this.#context.kubernetes.try([
      "logs",
      this.#pod,
      "--namespace",
      this.#cluster.namespace,
      "--tail=1",
    ]);
    const line = stdout.trim();
    return line.startsWith("PROGRESS ")
      ? (JSON.parse(line.slice("PROGRESS ".length)) as Progress)
      : null;
  }
}

/** The longest pause between two acknowledged writes that ended in the time given; 0 where none was worth telling. */
export function longestGapMs(
  result: WriterResult,
  window: { readonly fromMs: number; readonly toMs: number } = { fromMs: 0, toMs: Infinity },
): number {
  return result.gaps
    .filter(({ endedAtMs }) => endedAtMs >= window.fromMs && endedAtMs <= window.toMs)
    .reduce((longest, { ms }) => Math.max(longest, ms), 0);
}

function tell(result: WriterResult): void {
  const { acknowledged, seconds } = result;
  const longest = longestGapMs(result);
  console.log(
    `             ${acknowledged} writes acknowledged in ${seconds.toFixed(0)} s, ${result.wrongCount} wrong; longest gap ${longest === 0 ? "below 0.3" : (longest / 1000).toFixed(1)} s`,
  );
  for (const error of result.errors.slice(0, 8)) {
    console.log(`             tried again: ${error}`);
  }
}

function writerPod(facts: {
  readonly pod: string;
  readonly image: string;
  readonly cluster: ClusterRef;
  readonly machine?: string;
}): unknown {
  const { pod, image, cluster, machine } = facts;
  const { namespace, name } = cluster;
  const environment = {
    CLUSTER: name,
    NAMESPACE: namespace,
    KEY_PREFIX: pod,
    STOP_FILE,
    TOKEN_FILE: `/etc/raft/${TOKEN_KEY}`,
    ORDINALS: String(ORDINALS),
  };
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { namespace, name: pod },
    spec: {
      restartPolicy: "Never",
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      terminationGracePeriodSeconds: 1,
      ...(machine === undefined ? {} : { nodeName: machine }),
      securityContext: {
        runAsNonRoot: true,
        runAsUser: 65532,
        fsGroup: 65532,
        seccompProfile: { type: "RuntimeDefault" },
      },
      containers: [
        {
          name: "writer",
          image,
          imagePullPolicy: "IfNotPresent",
          command: ["node", "/program/writer.mts"],
          env: Object.entries(environment).map(([name, value]) => ({ name, value })),
          securityContext: {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ["ALL"] },
          },
          volumeMounts: [
            { name: "program", mountPath: "/program" },
            { name: "token", mountPath: "/etc/raft" },
            { name: "scratch", mountPath: "/tmp" },
          ],
        },
      ],
      volumes: [
        { name: "program", configMap: { name: pod } },
        { name: "token", secret: { secretName: tokenSecretName(name), optional: true } },
        { name: "scratch", emptyDir: {} },
      ],
    },
  };
}
