import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { precompressed } from "./precompressed.ts";

/** `npm run web` serves the page with a server of the programmer's own behind it. */
const server = process.env.PONTO_URL ?? "http://127.0.0.1:8080";

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), precompressed()],
  // The test runner of the project has another React at the root.
  resolve: { dedupe: ["react", "react-dom"] },
  css: { postcss: { plugins: [(await import("postcss-preset-mantine")).default()] } },
  build: {
    outDir: "../dist/web",
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0,
    sourcemap: false,
    // What counts is what crosses the network at first, which `npm run bench -- web` holds to its bound. KB.
    chunkSizeWarningLimit: 1000,
  },
  server: { proxy: { "/v1": { target: server, changeOrigin: false } } },
});
