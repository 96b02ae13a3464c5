import { readFileSync } from "node:fs";
import path from "node:path";

export const readme = readFileSync(path.join(import.meta.dirname, "../../README.md"), "utf8");

/** The text under a heading of the second level. */
export function section(heading: string): string {
  const found = readme.split(/^## /m).find((text) => text.startsWith(`${heading}\n`));
  if (found === undefined) throw new Error(`the README has no section ${heading}`);
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
