import { Ponto, PontoProblem } from "../../../client/ponto.ts";

/** The reports of a year take longer than any other answer. */
const patient = new Ponto(window.location.origin, { patience: 600_000 });

/** Fetches a file of the API's and gives it to the browser to keep. @param path with its query */
export async function download(path: string, mediaType: string, name: string): Promise<void> {
  const response = await patient.send("GET", path, { headers: { Accept: mediaType } });
  if (!response.ok) throw new PontoProblem(`GET ${path}`, response.status, await response.json().catch(() => ({})));
  const url = URL.createObjectURL(await response.blob());
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken it by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
