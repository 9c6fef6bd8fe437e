import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["app/**/*.test.{ts,tsx}", "checks/**/*.test.ts", "gates/**/*.test.ts", "journeys/**/*.test.ts", "bench/**/*.test.mjs"],
    globalSetup: ["app/platform/database/testing-server.ts"],
    testTimeout: 300_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
  },
});
