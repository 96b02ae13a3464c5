/** What the media plane tells that a person who runs the server must know of, as log lines. */
import type { Log } from "../kernel/log.ts";
import type { MediaEvent } from "../media/commands.ts";

export function logMedia(log: Log, event: MediaEvent): void {
  switch (event.event) {
    case "legFailed":
      if (event.code === "no_ports")
        log.warn(
          { event: "rtp_ports_exhausted" },
          "a call was refused: every RTP port is in use (PONTO_RTP_PORT_MIN, PONTO_RTP_PORT_MAX)",
        );
      else log.warn({ event: "leg_failed", code: event.code, cause: event.message }, "a leg has no audio");
      return;
    case "workerHung":
      log.error(
        { event: "media_worker_hung", calls: event.calls },
        "a media worker does not answer any more; it is ended, and another one takes new calls",
      );
      return;
    case "workerLost":
      log.error({ event: "call_lost", call: event.call }, "a call was lost with its media worker");
      return;
    case "fault":
      log.error(
        { event: "fault", place: "media", call: event.call, cause: event.cause },
        "a defect in the media plane",
      );
      return;
    case "recordingTrouble":
      if (event.failing)
        log.error({ event: "recording_failing", call: event.call, code: event.code }, "a recording cannot be written");
      else log.info({ event: "recording_healed", call: event.call, code: event.code }, "a recording is written again");
      return;
    default:
      return;
  }
}
