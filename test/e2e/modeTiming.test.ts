/** M6: a change is heard by everybody soon after it was answered, and by all at about the same time. */
import t from "tap";
import type { AudioPort } from "../../lab/media/audioPort.ts";
import { soundOf } from "../../lab/media/heard.ts";
import { silence } from "../../lab/sound/signals.ts";
import type { MonitorMode } from "../../src/mixer/audibility.ts";
import { centre } from "../support/centre.ts";
import { voiceOf } from "../support/hearing.ts";

const AFTER_ANSWER_MS = 200;
const APART_MS = 100;

/** Whether a packet holds more than silence. */
const sounds = (packet: AudioPort["received"][number]): boolean =>
  soundOf([packet]).some((sample) => Math.abs(sample) > 500);

/**
 * When the ear's stream changed: the arrival of the first packet that sounds, or of the first that does not.
 * @param from the index of the first packet that may be the one.
 */
const changed = (ear: AudioPort, from: number, toSound: boolean): Promise<number> =>
  ear.changes.until(
    () => ear.received.slice(from).find((packet) => sounds(packet) === toSound)?.at,
    toSound ? "the monitor to be heard" : "the monitor to fall silent",
  );

interface Step {
  readonly mode: MonitorMode;
  /** Who begins to hear the monitor, or ceases to. */
  readonly begin: readonly ("customer" | "agent" | "second")[];
  readonly cease: readonly ("customer" | "agent" | "second")[];
}

const steps: readonly Step[] = [
  { mode: "active", begin: ["customer", "agent", "second"], cease: [] },
  { mode: "passive", begin: [], cease: ["customer", "agent", "second"] },
  { mode: "semi_active", begin: ["agent"], cease: [] },
  { mode: "active", begin: ["customer", "second"], cease: [] },
  { mode: "semi_active", begin: [], cease: ["customer", "second"] },
  { mode: "passive", begin: [], cease: ["agent"] },
];

t.test("M6: each stream changes soon after the answer to the PATCH, and all at about the same time", async (t) => {
  const c = await centre(t);
  const dora = await c.supervisor("Dora", "1004");
  c.trunk.voice = silence;
  c.ana.phone.voice = silence;
  c.clara.phone.voice = voiceOf("monitor");
  const call = await c.call();
  const monitoring = await c.monitor(call, "passive");
  const second = await c.monitor(call, "passive", dora);
  const ears = { customer: call.customer.audio, agent: call.agent.audio, second: second.leg.audio };
  await monitoring.leg.audio.pass(300);

  for (const { mode, begin, cease } of [...steps, ...steps]) {
    const from = {
      customer: ears.customer.received.length,
      agent: ears.agent.received.length,
      second: ears.second.received.length,
    };
    const view = await c.mode(monitoring, mode);
    const answered = performance.now();
    const times = await Promise.all([
      ...begin.map((ear) => changed(ears[ear], from[ear], true)),
      ...cease.map((ear) => changed(ears[ear], from[ear], false)),
    ]);
    t.ok(
      Math.max(...times) - answered <= AFTER_ANSWER_MS,
      `${mode}: ${Math.max(...times) - answered} ms after the answer`,
    );
    t.ok(
      Math.max(...times) - Math.min(...times) <= APART_MS,
      `${mode}: ${Math.max(...times) - Math.min(...times)} ms apart`,
    );
    t.match(view, { mode, effectiveAt: /^\d{4}-.*Z$/ });
    await monitoring.leg.audio.pass(200);
  }
});

t.test("M6: a hold by REST parts the parties as soon", async (t) => {
  const c = await centre(t, { settings: { holdMusic: "silence" } });
  c.trunk.voice = voiceOf("customer");
  c.ana.phone.voice = voiceOf("agent");
  c.clara.phone.voice = silence;
  const call = await c.call();
  const { leg } = await c.monitor(call, "passive");
  const ears = [call.customer.audio, leg.audio];
  for (const { action, toSound } of [
    { action: "hold", toSound: false },
    { action: "resume", toSound: true },
  ]) {
    await leg.audio.pass(300);
    const from = ears.map(({ received }) => received.length);
    await c.admin.post(`/v1/calls/${call.id}/${action}`);
    const answered = performance.now();
    const times = await Promise.all(ears.map((ear, i) => changed(ear, from[i]!, toSound)));
    t.ok(
      Math.max(...times) - answered <= AFTER_ANSWER_MS,
      `${action}: ${Math.max(...times) - answered} ms after the answer`,
    );
    t.ok(
      Math.max(...times) - Math.min(...times) <= APART_MS,
      `${action}: ${Math.max(...times) - Math.min(...times)} ms apart`,
    );
  }
});

t.test("M6: whoever asks at the same time is answered when it is in effect", async (t) => {
  const c = await centre(t);
  const call = await c.call();
  const monitoring = await c.monitor(call, "passive");
  for (const mode of ["active", "passive", "semi_active"] as const) {
    const asked = Date.now();
    const views = await Promise.all([1, 2, 3].map(() => c.mode(monitoring, mode)));
    for (const { effectiveAt } of views)
      t.ok(Date.parse(effectiveAt!) >= asked, `${mode}: in effect after it was asked for`);
  }
});
