/** EDGE: the thread side of the media plane: a `MediaEngine` over real sockets, files and time. */
import { parentPort } from "node:worker_threads";
import { RecordingFile } from "../recording/file.ts";
import { recordingChannels } from "../recording/recorder.ts";
import { SAMPLE_RATE } from "../rtp/track.ts";
import { systemScheduler } from "../system/clock.ts";
import { systemEntropy } from "../system/entropy.ts";
import { udp } from "../system/udp.ts";
import type { MediaCommand } from "./commands.ts";
import { MediaEngine } from "./engine.ts";

const main = parentPort;
if (main === null) throw new Error("the media worker runs in a worker thread only");

const engine = new MediaEngine({
  datagrams: udp,
  scheduler: systemScheduler,
  entropy: systemEntropy,
  openRecording: ({ path, layout }, trouble) =>
    RecordingFile.open(path, { channels: recordingChannels(layout), sampleRate: SAMPLE_RATE }, trouble),
  emit: (event) => main.postMessage(event),
});

main.on("message", (command: MediaCommand) => engine.handle(command));
