import { describe, expect, it } from "vitest";
import {
  type OperatorCommand,
  operatorOptionsHelp,
  parseOperatorOptions,
} from "../../../src/cli/raft-operator-options.ts";

function parse(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): OperatorCommand {
  return parseOperatorOptions({ args, environment });
}

const IMAGE = "--default-node-image=raftcluster:1";

describe("raft-operator options", () => {
  it("needs the image only", () => {
    expect(parse([IMAGE])).toEqual({
      kind: "run",
      options: {
        kubeconfig: null,
        watchNamespaces: [],
        defaultNodeImage: "raftcluster:1",
        leaderElect: true,
        leaseNamespace: null,
        leaseName: "raft-operator",
        listenHttp: { host: "::", port: 8080 },
        workers: 4,
        adminDial: "auto",
        resyncMs: 300_000,
        reconcileTimeoutMs: 120_000,
        drainMs: 20_000,
        logLevel: "info",
        crashPoint: null,
      },
    });
  });

  it("takes what the chart gives it, and the environment", () => {
    const command = parse(
      [
        IMAGE,
        "--watch-namespaces=team-a,team-b",
        "--lease-name=release-raft-operator",
        "--lease-namespace=operators",
        "--listen-http=[::]:8080",
        "--workers=8",
        "--leader-elect=false",
        "--admin-dial=pod-address",
      ],
      { RAFT_LOG_LEVEL: "debug", RAFT_CRASH_AT: "operator-after-bootstrap@2" },
    );

    expect(command).toMatchObject({
      kind: "run",
      options: {
        watchNamespaces: ["team-a", "team-b"],
        leaseName: "release-raft-operator",
        leaseNamespace: "operators",
        workers: 8,
        leaderElect: false,
        adminDial: "podAddress",
        logLevel: "debug",
        crashPoint: { name: "operator-after-bootstrap", occurrence: 2 },
      },
    });
  });

  it.each([
    [["--default-node-image="], "--default-node-image needs a value"],
    [["--default-node-image=a b"], "without white space"],
    [[IMAGE, "--watch-namespaces=a,,b"], 'found ""'],
    [[IMAGE, "--watch-namespaces=A"], 'found "A"'],
    [[IMAGE, "--watch-namespaces=a,a"], 'names "a" more than once'],
    [[IMAGE, "--lease-name=UPPER"], "--lease-name must be a Kubernetes name"],
    [[IMAGE, "--lease-namespace=a.b"], "--lease-namespace must be a Kubernetes name"],
    [[IMAGE, "--leader-elect=yes"], "--leader-elect must be one of true, false"],
    [[IMAGE, "--listen-http=8080"], "--listen-http must be host:port"],
    [[IMAGE, "--workers=0"], "--workers must be an integer from 1 to 64"],
    [[IMAGE, "--workers=65"], "--workers must be an integer from 1 to 64"],
    [[IMAGE, "--admin-dial=dns"], "--admin-dial must be one of auto, pod-name, pod-address"],
    [[IMAGE, "--resync-seconds=0"], "--resync-seconds must be an integer from 1"],
    [[IMAGE, "--reconcile-timeout-seconds=1"], "must be an integer from 5 to 3600"],
    [[IMAGE, "--drain-seconds=-1"], "--drain-seconds must be an integer from 0 to 600"],
    [[IMAGE, "--log-level=trace"], "--log-level must be one of debug, info, warn, error"],
    [[IMAGE, "--kubeconfig"], "--kubeconfig needs a value"],
    [[IMAGE, "--unknown=1"], "--unknown is not an option"],
    [[IMAGE, "stray"], 'found "stray"'],
  ])("refuses %j with a sentence", (args, sentence) => {
    const command = parse(args);

    expect(command.kind).toBe("invalid");
    expect(command.kind === "invalid" && command.problems.join("\n")).toContain(sentence);
  });

  it.each(["nowhere", "operator-after-bootstrap@0", "operator-after-bootstrap@1@2"])(
    "refuses the crash point %j",
    (point) => {
      const command = parse([IMAGE], { RAFT_CRASH_AT: point });

      expect(command.kind === "invalid" && command.problems[0]).toContain("RAFT_CRASH_AT");
    },
  );

  it("tells every problem at once", () => {
    const command = parse(["--workers=x", "--log-level=y"]);

    expect(command.kind === "invalid" && command.problems).toHaveLength(3);
  });

  it("explains every option", () => {
    expect(parse(["--help"]).kind).toBe("help");
    expect(parse(["--version"]).kind).toBe("version");
    expect(parse(["--list-crash-points"]).kind).toBe("listCrashPoints");
    expect(operatorOptionsHelp()).toContain("--watch-namespaces=NAME,NAME...");
  });
});
