/** The scripts of worker threads: compiled in production; in tests their sources, for which tsx must be registered in each thread anew (Node 20). */
const isSource = import.meta.url.endsWith(".ts");

export const threadScript = (name: string): string => `./${name}.${isSource ? "ts" : "js"}`;

export const threadOptions: { readonly execArgv?: string[] } = isSource
  ? { execArgv: ["--import", registerTsx()] }
  : {};

function registerTsx(): string {
  const api = import.meta.resolve("tsx/esm/api");
  return `data:text/javascript,import { register } from "${api}"; register();`;
}
