import { PontoProblem } from "../../../../../client/ponto.ts";
import type { Recording } from "../../../api/history.ts";
import { ponto } from "../../../api/ponto.ts";
import { Loudness } from "./loudness.ts";

/** What stands before the first sample: the server writes nothing else than this. */
const HEADER_BYTES = 44;
/** So much is fetched at once; whole frames, whatever the number of tracks. */
const PORTION = 1 << 20;

export const audioPath = (id: string): string => `/v1/recordings/${encodeURIComponent(id)}/audio`;

/** Reads a recording portion by portion, none of which is kept. Each time a bit more is known. */
export async function* readLoudness(recording: Recording, signal: AbortSignal): AsyncGenerator<Loudness> {
  const loudness = new Loudness(recording);
  const { id, bytes } = recording;
  for (let at = HEADER_BYTES; at < bytes && !signal.aborted; at += PORTION) {
    const range = `bytes=${at}-${Math.min(at + PORTION, bytes) - 1}`;
    const response = await ponto.send("GET", audioPath(id), { headers: { Range: range } });
    if (response.status !== 206) throw new PontoProblem(`GET ${audioPath(id)}`, response.status, {});
    loudness.take(await response.arrayBuffer());
    yield loudness;
  }
}
