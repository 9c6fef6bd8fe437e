import { defineConfig } from "vite";

/** Two builds: `--mode client` makes the stylesheet, fonts and scripts, `--mode server` the server and the command line in one file. */
export default defineConfig(({ mode }) =>
  mode === "client"
    ? {
        publicDir: false,
        build: {
          outDir: "dist/client",
          manifest: "manifest.json",
          cssMinify: false,
          assetsInlineLimit: 0,
          rollupOptions: { input: ["app/design/house.scss", "app/reports/passkey.browser.ts", "app/diagnose/reviews/drafts.browser.ts"] },
        },
        css: { preprocessorOptions: { scss: { loadPaths: ["node_modules"], quietDeps: true } } },
      }
    : {
        publicDir: false,
        build: { ssr: "app/main.ts", outDir: "dist/server", target: "node26", rollupOptions: { output: { entryFileNames: "main.js" } } },
      },
);
