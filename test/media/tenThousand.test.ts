/** Nothing is left of ten thousand calls: no socket, port, timer, call or memory. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import t from "tap";
import { seededEntropy } from "../../src/kernel/entropy.ts";
import type { MediaEvent } from "../../src/media/commands.ts";
import { createInlinePlane } from "../../src/media/workers/inlineWorker.ts";
import { PortPool } from "../../src/rtp/portPool.ts";
import { VirtualNet } from "../support/virtualNet.ts";
import { VirtualTime } from "../support/virtualTime.ts";
import { Phone } from "./support/phone.ts";
import { silence } from "./support/signals.ts";

const CALLS = 10_000;
/** Used again and again, and too few for calls so close together: some legs find none. */
const PORTS = new PortPool(20_000, 20_037);
/** ms between two calls. */
const APART = 250;
const TALK = 60;

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

/** Looks at most, for samples and packets: they are freed in the background, some turns after they became garbage. */
const LOOKS = 20;

/** Bytes that are not garbage. */
async function memoryHeld(): Promise<{ objects: number; samples: number }> {
  let samples = Number.POSITIVE_INFINITY;
  for (let look = 0; look < LOOKS; look++) {
    collectGarbage();
    await new Promise((resolve) => setImmediate(resolve));
    samples = Math.min(samples, process.memoryUsage().arrayBuffers);
  }
  return { objects: process.memoryUsage().heapUsed, samples };
}

const open = { answered: true, receives: true, holds: false };

t.test("ten thousand calls", async (t) => {
  const time = new VirtualTime();
  const net = new VirtualNet(time);
  const entropy = seededEntropy(3);
  const counts: Partial<Record<MediaEvent["event"] | "no_ports" | "recordingsOpen", number>> = {};
  const count = (name: keyof typeof counts, by = 1): void => {
    counts[name] = (counts[name] ?? 0) + by;
  };
  const opened = new Map<number, number>();
  const emit = (event: MediaEvent): void => {
    count(event.event);
    if (event.event === "legFailed") count("no_ports");
    if (event.event === "legOpened") opened.set(event.leg, event.port);
  };
  const plane = createInlinePlane({
    datagrams: net,
    scheduler: time,
    entropy,
    ports: PORTS,
    address: "10.0.0.1",
    openRecording: () => {
      count("recordingsOpen");
      return {
        missingMs: 0,
        append: () => undefined,
        close: async (frames) => {
          count("recordingsOpen", -1);
          return { durationMs: frames / 8, bytes: 44, missingMs: 0 };
        },
      };
    },
    emit,
  });
  const phones = ["10.0.1.1", "10.0.1.2", "10.0.1.3"].map((address) => new Phone(time, net, { address }));
  let leg = 0;
  let memory = await memoryHeld();

  for (let call = 1; call <= CALLS; call++) {
    const monitored = call % 5 === 0;
    const legs = [++leg, ++leg, ...(monitored ? [++leg] : [])];
    plane.send({ op: "openCall", call, holdMusic: "silence" });
    for (const [i, role] of (["customer", "agent", "monitor"] as const).entries())
      if (legs[i] !== undefined) plane.openLeg(call, legs[i], role);
    time.advance(1);
    for (const [i, number] of legs.entries()) {
      const port = opened.get(number);
      if (port === undefined) continue;
      phones[i]!.connect("10.0.0.1", port);
      plane.send({ op: "describeLeg", call, leg: number, described: phones[i]!.described, mediaTimeoutMs: 60_000 });
      phones[i]!.speak(silence);
    }
    const monitors = monitored ? [{ leg: legs[2]!, mode: "active", target: "agent", holds: false } as const] : [];
    const waits = { customer: false, agent: false };
    const state = { customer: open, agent: open, waits, earlyMediaFrom: undefined, monitors, notice: 0 };
    plane.send({ op: "setAudio", call, state, stamp: call });
    if (call % 2 === 0)
      plane.send({
        op: "startRecording",
        call,
        plan: { path: "/dev/null", layout: "stereo", onHold: "silence" },
      });
    time.advance(TALK);
    for (const phone of phones) phone.mute(false);
    // Some are closed leg by leg, some at once, some twice.
    if (call % 3 === 0) for (const number of legs) plane.send({ op: "closeLeg", call, leg: number });
    plane.send({ op: "closeCall", call });
    if (call % 7 === 0) plane.send({ op: "closeCall", call });
    time.advance(call % 50 === 0 ? 2 * APART : APART - TALK - 1);
    if (call % 100 === 0) await new Promise((resolve) => setImmediate(resolve));
    opened.clear();
    for (const phone of phones) {
      phone.heard.length = 0;
      phone.said.length = 0;
      phone.sent.length = 0;
      phone.reports.length = 0;
    }
    if (call === CALLS / 4) memory = await memoryHeld();
  }
  await new Promise((resolve) => setImmediate(resolve));
  time.advance(5000);
  t.equal(counts.callClosed, CALLS);
  t.equal(counts.recordingsOpen, 0);
  t.equal(counts.recordingClosed, CALLS / 2);
  t.equal(counts.fault, undefined);
  t.ok((counts.no_ports ?? 0) > 0, "there were calls that found no port");
  t.ok((counts.legOpened ?? 0) > 1.5 * CALLS, "most did");
  t.equal(PORTS.inUse, 0, "no port is taken");
  for (const phone of phones) phone.close();
  t.equal(net.open, 0, "no socket is open");
  t.equal(time.pending, 0, "no timer is set");
  const { objects, samples } = await memoryHeld();
  t.ok(objects - memory.objects < 300 * CALLS, `${objects - memory.objects} bytes more than after a quarter of them`);
  t.ok(samples - memory.samples < 200 * CALLS, `${samples - memory.samples} bytes of samples and packets`);
  await plane.close();
});
