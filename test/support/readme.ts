/** The README and the pages under docs/, as they are written. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const root = path.join(import.meta.dirname, "../..");

export interface Page {
  /** From the root of the project. */
  readonly file: string;
  readonly text: string;
}

const pageAt = (file: string): Page => ({ file, text: readFileSync(path.join(root, file), "utf8") });

export const readme = pageAt("README.md").text;

export const pages: readonly Page[] = [
  "README.md",
  ...readdirSync(path.join(root, "docs"))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
].map(pageAt);

/** The text under a heading of the second level of a page; the README's unless told. */
export function section(heading: string, file = "README.md"): string {
  const text = pages.find((page) => page.file === file)?.text ?? "";
  const found = text.split(/^## /m).find((part) => part.startsWith(`${heading}\n`));
  if (found === undefined) throw new Error(`${file} has no section ${heading}`);
  return found;
}

/** The rows of every table in `text`, heads left out. */
export function tableOf(text: string): string[][] {
  const lines = text.split("\n");
  return lines
    .filter((line, i) => line.startsWith("|") && !/^\|[-| ]+$/.test(line) && !/^\|[-| ]+$/.test(lines[i + 1] ?? ""))
    .map((line) => line.split("|").slice(1, -1))
    .map((cells) => cells.map((cell) => cell.trim()));
}

/** What a fenced block of shell commands says, block by block. */
export const shellBlocks = (text: string): string[] =>
  [...text.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, it]) => it!);
