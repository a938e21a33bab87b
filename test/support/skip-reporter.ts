import type { Reporter, TestModule } from "vitest/node";

/** Names every test that did not run, after all others: a skip is never silent. The reason stands in the test's name. */
export class SkipReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    for (const module of modules) {
      for (const test of module.children.allTests("skipped")) {
        process.stdout.write(`SKIPPED: ${module.relativeModuleId} > ${test.fullName}\n`);
      }
    }
  }
}
