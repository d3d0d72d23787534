import { defineConfig } from "vitest/config";

/** What pages ask for by name; everything else is reached from these. */
const ENTRIES = { main: "src/main.ts", style: "src/styles/main.css" };

export default defineConfig({
  base: "./",
  build: {
    outDir: "../app/static",
    emptyOutDir: false, // a running server goes on with the files that it knows; build.py takes the old ones away
    manifest: "manifest.json",
    assetsDir: "",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: { input: ENTRIES },
  },
  test: {
    environment: "happy-dom",
    include: ["tests/**/*.test.ts"],
  },
});
