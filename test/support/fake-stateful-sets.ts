import type { FakeApiServer } from "./fake-api-server.ts";
import type { FakeObject, Json } from "./fake-api-objects.ts";

interface StatefulSetSpec {
  readonly replicas: number;
  readonly selector: { readonly matchLabels: Record<string, string> };
  readonly template: {
    readonly metadata: {
      readonly labels: Record<string, string>;
      readonly annotations: Record<string, string>;
    };
    readonly spec: Json;
  };
}

/** Plays the controllers beside a fake API server: pods and claims of every StatefulSet (Parallel, OnDelete), running at once, and their collection when it is gone. */
export class FakeStatefulSets implements Disposable {
  readonly #server: FakeApiServer;
  readonly #unsubscribe: () => void;
  #due = false;

  constructor(dependencies: { readonly server: FakeApiServer }) {
    this.#server = dependencies.server;
    this.#unsubscribe = this.#server.objects.onEvent(() => this.#schedule());
  }

  /** The process of a pod ended and was started again. */
  restart(podName: string): void {
    const pod = this.#server.get("pods", podName);
    const status = pod?.["status"] as { containerStatuses: { restartCount: number }[] } | undefined;
    const statuses = status?.containerStatuses ?? [];
    this.#server.change(
      "pods",
      podName,
      {
        status: {
          containerStatuses: statuses.map((container) => ({
            ...container,
            restartCount: container.restartCount + 1,
          })),
        },
      },
      "status",
    );
  }

  [Symbol.dispose](): void {
    this.#unsubscribe();
  }

  /** Not within the event: other listeners must see events in order. */
  #schedule(): void {
    if (this.#due) {
      return;
    }
    this.#due = true;
    queueMicrotask(() => {
      this.#due = false;
      this.#sync();
    });
  }

  #sync(): void {
    const sets = this.#server.objects.list(this.#server.kind("statefulsets"), "default");
    const wanted = new Set<string>();
    for (const set of sets) {
      const spec = set["spec"] as StatefulSetSpec;
      for (let ordinal = 0; ordinal < spec.replicas; ordinal++) {
        wanted.add(`${set.metadata.name}-${ordinal}`);
        this.#ensureClaim(set, spec, ordinal);
        this.#ensurePod(set, spec, ordinal);
      }
    }
    for (const pod of this.#server.objects.list(this.#server.kind("pods"), "default")) {
      const controlled = (pod.metadata.ownerReferences ?? []).length > 0;
      if (controlled && !wanted.has(pod.metadata.name)) {
        this.#server.remove("pods", pod.metadata.name);
      }
    }
  }

  #ensureClaim(set: FakeObject, spec: StatefulSetSpec, ordinal: number): void {
    const name = `data-${set.metadata.name}-${ordinal}`;
    if (this.#server.get("persistentvolumeclaims", name) === null) {
      this.#server.create("persistentvolumeclaims", {
        metadata: { name, labels: spec.selector.matchLabels },
      });
    }
  }

  #ensurePod(set: FakeObject, spec: StatefulSetSpec, ordinal: number): void {
    const name = `${set.metadata.name}-${ordinal}`;
    if (this.#server.get("pods", name) !== null) {
      return;
    }
    const { labels, annotations } = spec.template.metadata;
    this.#server.create("pods", {
      metadata: {
        name,
        labels,
        annotations,
        ownerReferences: [{ kind: "StatefulSet", uid: set.metadata.uid }],
      },
      spec: spec.template.spec,
      status: {
        phase: "Running",
        podIP: `127.0.1.${ordinal + 1}`,
        conditions: [{ type: "Ready", status: "True" }],
        containerStatuses: [{ name: "node", restartCount: 0, state: { running: {} } }],
      },
    });
  }
}
