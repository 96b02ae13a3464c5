/** EDGE: the thread side of the media plane: a `MediaEngine` over real sockets, files and time. */
import { parentPort, workerData } from "node:worker_threads";
import { causeOf } from "../../kernel/fault.ts";
import { holdTune } from "../../mixer/holdMusic.ts";
import { RecordingFile } from "../../recording/file.ts";
import { busyMeter } from "../../system/busy.ts";
import { systemEntropy } from "../../system/entropy.ts";
import { type NetworkName, openNetwork } from "../../system/network.ts";
import type { MediaCommand, MediaEvent } from "../commands.ts";
import { MediaEngine } from "../engine.ts";

const main = parentPort;
if (main === null) throw new Error("the media worker runs in a worker thread only");

const { datagrams, scheduler } = openNetwork(workerData as NetworkName);

const engine = new MediaEngine({
  datagrams,
  scheduler,
  entropy: systemEntropy,
  openRecording: ({ path, ...format }, trouble) => RecordingFile.open(path, format, trouble),
  emit: (event) => main.postMessage(event),
  busy: busyMeter(),
});

// A moment's work, which no call must wait for.
holdTune();

main.on("message", (command: MediaCommand) => engine.handle(command));

/** Faults of packets come as often as packets do. */
const FAULT_INTERVAL_MS = 1000;
let nextFault = 0;
// The engine guards its calls; what is left is a packet that its leg could not take. That packet is lost, no call is.
process.on("uncaughtException", (error) => {
  const now = scheduler.now();
  if (now < nextFault) return;
  nextFault = now + FAULT_INTERVAL_MS;
  main.postMessage({ event: "fault", cause: causeOf(error) } satisfies MediaEvent);
});
