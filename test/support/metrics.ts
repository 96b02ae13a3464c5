import type { Api } from "../../lab/ponto/api.ts";

/** The sum of all samples of a metric whose labels fit, as `/metrics` says now. */
export async function metric(api: Api, name: string, labels: Readonly<Record<string, string>> = {}): Promise<number> {
  const { body } = await api.request<string>("GET", "/metrics");
  const samples = body.split("\n").filter((line) => line.startsWith(`${name} `) || line.startsWith(`${name}{`));
  return samples
    .filter((line) => Object.entries(labels).every(([label, value]) => line.includes(`${label}="${value}"`)))
    .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(" ") + 1)), 0);
}
