/** Compresses what is built, once and as far as it goes, so that the server only has to read the file that a browser takes. */
import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { brotliCompress, gzip } from "node:zlib";
import type { Plugin } from "vite";

/** Pictures and fonts are compressed already. */
const TEXT = /\.(html|js|css|svg)$/;

const compressions = [
  { ending: ".br", compressed: promisify(brotliCompress) },
  { ending: ".gz", compressed: promisify(gzip) },
] as const;

export function precompressed(): Plugin {
  return {
    name: "precompressed",
    apply: "build",
    writeBundle: async ({ dir = "dist" }) => {
      const files = (await readdir(dir, { recursive: true })).filter((file) => TEXT.test(file));
      for (const file of files) {
        const whole = path.join(dir, file);
        const text = await readFile(whole);
        await Promise.all(
          compressions.map(async ({ ending, compressed }) => writeFile(whole + ending, await compressed(text))),
        );
      }
    },
  };
}
