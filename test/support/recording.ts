import type { Api } from "../../lab/ponto/api.ts";
import { readWav, type Wav } from "../../lab/sound/wav.ts";
import type { RecordingRow } from "../../src/accounts/journal/journal.ts";
import { eventually } from "./eventually.ts";

/** The recording of a call that is over, downloaded. */
export async function recordingOf(
  admin: Api,
  callId: string,
): Promise<{ readonly row: RecordingRow; readonly wav: Wav }> {
  const row = await eventually(async () => {
    const rows = await admin.list<RecordingRow>("/v1/recordings");
    return rows.find((one) => one.callId === callId && one.state !== "writing");
  }, "the call's recording");
  const { body } = await admin.download(`/v1/recordings/${row.id}/audio`);
  return { row, wav: readWav(body) };
}
