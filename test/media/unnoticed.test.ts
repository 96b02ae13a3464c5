/** "Nobody can tell": what a party is sent with a monitoring and without, byte for byte. */
import t from "tap";
import type { Weather } from "../support/virtualNet.ts";
import type { Phone } from "./support/phone.ts";
import { noise, type Signal, silence, tone } from "./support/signals.ts";
import { Stage, type StageOptions } from "./support/stage.ts";

const SECONDS = 2;

/** Runs a call of two speaking parties and returns the stage; `monitoring` is let in after 300 ms. */
async function run(monitoring: (stage: Stage) => void, options: StageOptions = {}): Promise<Stage> {
  const stage = new Stage(options);
  // Only the parties' paths have a weather: a monitor's packets must not draw from the same chances.
  for (const phone of [stage.customer, stage.agent]) stage.net.setWeather(phone.address, 5000, party(phone));
  stage.customer.speak(noise(1));
  stage.time.advance(7);
  stage.agent.speak(noise(2));
  stage.time.advance(293);
  monitoring(stage);
  stage.time.advance(1000 * SECONDS);
  await stage.end();
  return stage;
}

/** Jitter, loss, reordering and repetition that depend on nothing but the packet. */
function party(phone: Phone): Weather {
  const chance = noise(phone.address.length + phone.ptime, 500);
  return {
    fate: (data) => {
      const sequence = data.readUInt16BE(2);
      const luck = chance(sequence) + chance(sequence + 7);
      if (luck > 700) return undefined;
      return 10 + Math.abs(chance(sequence)) / 40 + (luck < -800 ? 30 : 0);
    },
  };
}

const sent = (phone: Phone) => phone.heard.map(({ at, ...packet }) => ({ at: at.toFixed(3), ...packet }));

const audible = (monitor: Phone, signal: Signal = noise(3)) => monitor.speak(signal);

const cases: readonly [title: string, monitoring: (stage: Stage) => void, same: readonly ("customer" | "agent")[]][] = [
  ["U2 U3 passive, the monitor speaking", (stage) => audible(stage.monitor("passive")), ["customer", "agent"]],
  ["U2 U3 semi_active: the customer", (stage) => audible(stage.monitor("semi_active")), ["customer"]],
  ["U2 U3 active but silent", (stage) => audible(stage.monitor("active"), silence), ["customer", "agent"]],
  [
    "U2 U3 active but silent within ±8",
    (stage) => audible(stage.monitor("active"), noise(4, 8)),
    ["customer", "agent"],
  ],
  ["U2 U3 active, the monitor muted", (stage) => void stage.monitor("active"), ["customer", "agent"]],
  [
    "U2 U3 active, the monitor on hold",
    (stage) => {
      audible(stage.monitor("active"));
      stage.setMonitor(0, { holds: true });
    },
    ["customer", "agent"],
  ],
];

for (const options of [
  {},
  { customer: { ptime: 30 } },
  { agent: { codec: "PCMU", ptime: 10 } },
] satisfies StageOptions[]) {
  const unmonitored = run(() => undefined, options);
  for (const [title, monitoring, same] of cases) {
    t.test(`${title} (${JSON.stringify(options)})`, async (t) => {
      const alone = await unmonitored;
      const monitored = await run(monitoring, options);
      t.ok(alone.customer.heard.length > 100, "packets flow");
      for (const side of same) t.strictSame(sent(monitored[side]), sent(alone[side]), side);
    });
  }
}

t.test("U2 active and speaking: headers and pacing are the same while the other party's packets flow", async (t) => {
  const alone = await run(() => undefined);
  const monitored = await run((stage) => audible(stage.monitor("active")));
  const headers = (phone: Phone) => sent(phone).map(({ payload, ...header }) => ({ ...header, bytes: payload.length }));
  const fillers = (stage: Stage) => {
    const known = new Set(headers(alone.customer).map(({ sequence }) => sequence));
    return headers(stage.customer).filter(({ sequence }) => !known.has(sequence));
  };
  t.strictSame(
    headers(monitored.customer).filter(
      ({ sequence }) => !fillers(monitored).some((filler) => filler.sequence === sequence),
    ),
    headers(alone.customer),
  );
  t.notSame(sent(monitored.customer), sent(alone.customer), "the payloads do carry the monitor");
});

t.test("U3 in active only the frames to which the monitor contributes change", async (t) => {
  /** Half a second of speech every second. */
  const now: Signal = (index) => (index % 8000 < 4000 ? tone(700)(index) : 0);
  const alone = await run(() => undefined);
  const monitored = await run((stage) => audible(stage.monitor("active"), now));
  const original = new Map(alone.customer.heard.map(({ sequence, payload }) => [sequence, payload]));
  const changed = monitored.customer.heard.filter(
    ({ sequence, payload }) => original.get(sequence)?.equals(payload) === false,
  ).length;
  const frames = (SECONDS * 1000) / 20;
  t.ok(changed > 0.4 * frames, `${changed} frames carry the monitor`);
  t.ok(changed <= 0.5 * frames + 2 * SECONDS, `${changed} of ${frames} frames changed: half of them and two an edge`);
});
