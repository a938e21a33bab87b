import { randomUUID } from "node:crypto";
import { mkdir, readFile, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { VolumeObservation } from "../../host.ts";
import { syncFolder, writeDurably } from "./durable-file.ts";
import { errorCode } from "./process-identity.ts";

const UID_FILE = "volume-uid";
const DOOMED_PREFIX = "deleting-";

/** Folders as volumes: `<folder>/<ordinal>/data`, each with a uid beside its data, so that a folder made anew is another volume. */
export class LocalVolumes {
  readonly #folder: string;

  constructor(options: { readonly folder: string }) {
    this.#folder = options.folder;
  }

  dataFolder(ordinal: number): string {
    return join(this.#folder, String(ordinal), "data");
  }

  async list(clusterName: string): Promise<readonly VolumeObservation[]> {
    const ordinals = (await this.#names()).filter((name) => /^\d+$/.test(name)).map(Number);
    const volumes = ordinals
      .sort((left, right) => left - right)
      .map(async (ordinal): Promise<readonly VolumeObservation[]> => {
        const uid = await this.uid(ordinal);
        const name = `data-${clusterName}-${ordinal}`;
        return uid === null ? [] : [{ ordinal, name, uid, terminating: false }];
      });
    return (await Promise.all(volumes)).flat();
  }

  /** Null where there is no such volume. */
  async uid(ordinal: number): Promise<string | null> {
    try {
      const text = await readFile(join(this.#folder, String(ordinal), UID_FILE), "utf8");
      return text.trim();
    } catch (error) {
      if (errorCode(error) === "ENOENT") {
        return null;
      }
      throw error;
    }
  }

  /** Makes the volume if it does not exist; its uid. */
  async ensure(ordinal: number): Promise<string> {
    const existing = await this.uid(ordinal);
    if (existing !== null) {
      return existing;
    }
    const uid = randomUUID();
    await mkdir(this.dataFolder(ordinal), { recursive: true, mode: 0o700 });
    // Last, and in one piece: a folder without it is no volume yet.
    await writeDurably(join(this.#folder, String(ordinal), UID_FILE), `${uid}\n`);
    await syncFolder(this.#folder);
    return uid;
  }

  /** Only the volume with this uid; gone at once, its files soon after. */
  async delete(volume: { readonly ordinal: number; readonly uid: string }): Promise<void> {
    if ((await this.uid(volume.ordinal)) !== volume.uid) {
      return;
    }
    const doomed = join(this.#folder, `${DOOMED_PREFIX}${volume.uid}`);
    await rename(join(this.#folder, String(volume.ordinal)), doomed);
    await rm(doomed, { recursive: true, force: true });
    await syncFolder(this.#folder);
  }

  /** Removes what a killed deletion left. */
  async clean(): Promise<void> {
    for (const name of await this.#names()) {
      if (name.startsWith(DOOMED_PREFIX)) {
        await rm(join(this.#folder, name), { recursive: true, force: true });
      }
    }
  }

  async #names(): Promise<readonly string[]> {
    try {
      return await readdir(this.#folder);
    } catch (error) {
      if (errorCode(error) === "ENOENT") {
        return [];
      }
      throw error;
    }
  }
}
