import type { recordings as pt } from "../pt-BR/recordings.ts";
import type { TextsLike } from "../textsLike.ts";

export const recordings: TextsLike<typeof pt> = {
  list: "Recorded calls",
  emptyTitle: "No recordings in this period",
  emptyHint:
    "Choose a longer period or clear the filters. If nothing is recorded, the administrator turns it on in Settings.",
  player: "Player",
  one: "Recording",
  with: "Call with {{who}}",
  close: "Close the player",
  play: "Play",
  pause: "Pause",
  back: "Back 10 seconds",
  forward: "Forward 10 seconds",
  position: "Position in the recording",
  rate: "Speed",
  skipSilence: "Skip silence",
  download: "Download ({{size}})",
  reading: "Reading the recording to draw its waveform",
  notDrawn: "The waveform could not be drawn; the recording can be listened to all the same.",
  cannotPlay: "The browser could not play the recording. Try again, or download the file.",
  keys: "Keys: space or K plays and pauses · ← → 5 s · J L 10 s · Home goes to the beginning",
  tracks: { everybody: "Everybody", customer: "Customer", agent: "Agent", monitors: "Monitors", music: "Music" },
  marks: {
    title: "Marks of the recording",
    hold: "On hold",
    pause: "Recording paused",
    monitor_public: "Monitor heard by all",
  },
  empty: "The recording is empty.",
  states: {
    writing: "This call is still being recorded. The recording opens here when it is over.",
    recovered: "The server stopped during the call: the recording goes to the last second before that.",
    partial: "{{missing}} are missing: the disk failed during the recording, and silence stands in their place.",
  },
};
