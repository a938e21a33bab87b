import { mkdtemp, cp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mustRun, runCommand } from "./command.ts";

/** The script that brings up a real Kubernetes on this machine (its README: ../shared/cluster). */
export class TestCluster {
  readonly #script: string;

  constructor(script: string) {
    this.#script = script;
  }

  /** Starts three machines and gives the path of its kubeconfig. */
  async up(): Promise<string> {
    const output = await this.#call(["up", "3"], 20 * 60_000);
    const path = output.trim().split("\n").at(-1);
    if (path === undefined || path === "") {
      throw new Error(`${this.#script} up printed no kubeconfig`);
    }
    return path;
  }

  async down(): Promise<void> {
    await this.#call(["down"], 120_000);
  }

  /** Whether this script's cluster is the one that the kubeconfig speaks of. */
  async owns(kubeconfig: string): Promise<boolean> {
    return (await this.#call(["kubeconfig"], 10_000)).trim() === kubeconfig;
  }

  async stop(program: string): Promise<void> {
    await this.#call(["stop", program], 30_000);
  }

  async start(program: string): Promise<void> {
    await this.#call(["start", program], 30_000);
  }

  /** Pulls a machine's network cable; machine 0 also holds the control plane. */
  async cut(machine: number): Promise<void> {
    await this.#call(["cut", String(machine)], 30_000);
  }

  async mend(machine: number): Promise<void> {
    await this.#call(["mend", String(machine)], 30_000);
  }

  /** Builds the Dockerfile of a folder and loads the image into every node. */
  async buildImage(folder: string, name: string): Promise<void> {
    await this.#call(["image", folder, name, "--layers"], 15 * 60_000);
  }

  /** The same for a Dockerfile FROM an image that this script has built; `argument` is its ARG that names it. */
  async buildImageFrom(options: {
    readonly folder: string;
    readonly name: string;
    readonly argument: string;
    readonly base: string;
  }): Promise<void> {
    const { folder, name, argument, base } = options;
    await this.#call(["image", folder, name, "--build-arg", `${argument}=${base}`], 5 * 60_000);
  }

  /** An image that holds nothing but the etcdctl that lies among the cluster's programs. */
  async buildEtcdctlImage(name: string): Promise<void> {
    const bin = (await this.#call(["bin"], 10_000)).trim();
    const scratch = await mkdtemp(join(tmpdir(), "etcdctl-image-"));
    const buildah = (args: readonly string[]): Promise<string> =>
      mustRun({
        program: "buildah",
        args,
        environment: { STORAGE_DRIVER: "overlay", BUILDAH_ISOLATION: "chroot" },
      });
    try {
      await cp(join(bin, "etcdctl"), join(scratch, "etcdctl"));
      const container = (await buildah(["from", "scratch"])).trim();
      try {
        await buildah(["copy", container, join(scratch, "etcdctl"), "/bin/etcdctl"]);
        await buildah([
          "config",
          "--env",
          "PATH=/bin",
          "--entrypoint",
          '["/bin/etcdctl"]',
          container,
        ]);
        await buildah(["commit", container, name]);
      } finally {
        await runCommand({ program: "buildah", args: ["rm", container] });
      }
      const archive = join(scratch, "image.tar");
      await buildah(["push", name, `docker-archive:${archive}:${name}`]);
      await this.#call(["load", archive], 120_000);
    } finally {
      await rm(scratch, { recursive: true });
    }
  }

  #call(args: readonly string[], timeoutMs: number): Promise<string> {
    return mustRun({ program: this.#script, args, timeoutMs });
  }
}
