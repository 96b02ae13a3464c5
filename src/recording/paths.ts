import { join } from "node:path";

/** Where a recording's file goes: `recordings/YYYY/MM/DD/<id>.wav` under the data folder, by the UTC day it starts. */
export function recordingPath(dataDir: string, id: string, wallMs: number): string {
  const [year, month, day] = new Date(wallMs).toISOString().slice(0, 10).split("-") as [string, string, string];
  return join(dataDir, "recordings", year, month, day, `${id}.wav`);
}
