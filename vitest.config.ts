import { defineConfig } from "vitest/config";
import { SkipReporter } from "./test/support/skip-reporter.ts";

export default defineConfig({
  test: {
    reporters: ["default", new SkipReporter()],
    include: ["test/{unit,property,golden,paper,compliance,integration,simulation}/**/*.test.ts"],
    // Two cores: integration tests start processes of their own.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
