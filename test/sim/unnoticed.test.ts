/** "Nobody can tell", over the whole server path: the same call with and without a monitoring, everything else the same. */
import t, { type Test } from "tap";
import type { User } from "../../src/accounts/directory/shapes.ts";
import { noise, type Signal, silence } from "../media/support/signals.ts";
import type { Weather } from "../support/virtualNet.ts";
import { calm, storm } from "./support/centre.ts";
import { inboundCall, type Office, office } from "./support/office.ts";
import { refuses, type SimPhone } from "./support/phone.ts";
import type { PhoneCall } from "./support/phoneCall.ts";

const TALK_MS = 3000;

const sides = ["customer", "agent"] as const;
type Side = (typeof sides)[number];

interface Course {
  readonly title: string;
  /** What the supervisors do while the parties talk. */
  readonly monitor: (there: Office) => Promise<void>;
  readonly voice?: Signal;
  /** Whose packets are what they are without it. */
  readonly same: readonly Side[];
}

const courses: readonly Course[] = [
  {
    title: "passive, the monitor speaking",
    monitor: async ({ place, clara }) => void (await place.connectMonitor(clara, "passive")),
    same: ["customer", "agent"],
  },
  {
    title: "semi_active, the monitor speaking",
    monitor: async ({ place, clara }) => void (await place.connectMonitor(clara, "semi_active")),
    same: ["customer"],
  },
  {
    title: "active but silent",
    monitor: async ({ place, clara }) => void (await place.connectMonitor(clara, "active")),
    voice: silence,
    same: ["customer", "agent"],
  },
  {
    title: "active, the monitor speaking",
    monitor: async ({ place, clara }) => void (await place.connectMonitor(clara, "active")),
    same: [],
  },
  {
    title: "two monitors, one of whom whispers, switched live and released",
    monitor: async ({ place, clara, davi }) => {
      const first = await place.connectMonitor(clara, "semi_active");
      await place.connectMonitor(davi, "passive");
      await place.pass(500);
      await place.result(place.centre.changeMode(place.viewer(clara), first, "passive"));
      await place.pass(500);
      place.centre.release(place.viewer(clara), first);
    },
    same: ["customer"],
  },
  {
    title: "a monitor whose phone is busy",
    monitor: async ({ place, clara, claraPhone }) => {
      claraPhone.manner = refuses(486);
      await place.monitor(clara, "active");
    },
    same: ["customer", "agent"],
  },
];

interface Told {
  readonly packets: Record<Side, unknown[]>;
  readonly messages: Record<Side, string[]>;
  readonly report: unknown;
  /** What the monitored agent's own user is shown live, though it holds every right (U5). */
  readonly shown: unknown[];
}

/** Runs a call of two speaking parties; all that anybody outside the monitoring is ever told. */
async function run(t: Test, seed: number, sky: Weather, voice: Signal, monitor: Course["monitor"]): Promise<Told> {
  const there = await office(
    {
      seed,
      weather: sky,
      rtpWeather: { delay: 10, jitter: 15, loss: 0.03, duplicate: 0.02, reorder: 0.02, reorderBy: 25 },
    },
    {
      customer: { voice: noise(1), codec: seed % 2 === 0 ? "PCMU" : "PCMA" },
      ana: { voice: noise(2), ptime: 10 * seed },
      clara: { voice },
      davi: { voice },
    },
  );
  const { place, customer, anaPhone } = there;
  const shown: unknown[] = [];
  const own = place.account.user("Ana");
  const { ours, theirs } = await inboundCall(there);
  const callId = place.liveCall.id;
  const end = place.time.now() + 300 + TALK_MS;
  const unsubscribe = place.centre.subscribe((event) => {
    const seen = event.render(own);
    if (seen !== undefined) shown.push({ type: event.type, at: event.at, ...seen });
  });
  await place.pass(300);
  await monitor(there);
  shown.push(live(there, own));
  await place.pass(end - place.time.now());
  ours.hangUp();
  await place.nothingLeft(t);
  unsubscribe();
  return {
    packets: { customer: packetsOf(ours), agent: packetsOf(theirs) },
    messages: { customer: messagesOf(customer), agent: messagesOf(anaPhone) },
    report: place.account.journal.reports.get(callId),
    shown,
  };
}

const live = ({ place }: Office, own: User) => ({
  calls: place.centre.calls(place.viewer(own)),
  agents: place.centre.agentsLive(place.viewer(own)),
  monitorings: place.centre.monitorings(place.viewer(own)),
});

const packetsOf = (call: PhoneCall) => call.sound.heard.map(({ at, ...packet }) => ({ at: at.toFixed(3), ...packet }));

/** With their times; a branch is an id (U4: "but for ids"). */
const messagesOf = (phone: SimPhone) =>
  phone.arrived.map(({ at, text }) => `${at.toFixed(3)} ${text.replace(/branch=\w+/g, "branch=*")}`);

for (const [name, sky] of Object.entries({ calm, storm })) {
  for (const seed of [2, 3]) {
    t.test(`the same call with and without monitorings (${name}, seed ${seed})`, async (t) => {
      const without = await run(t, seed, sky, silence, async () => undefined);
      t.ok(without.packets.customer.length > TALK_MS / 40, "packets flow");
      for (const { title, monitor, voice = noise(3), same } of courses) {
        await t.test(`U1 U2 U3 U4 U5 ${title}`, async (t) => {
          const monitored = await run(t, seed, sky, voice, monitor);
          for (const side of sides) {
            if (same.includes(side)) t.strictSame(monitored.packets[side], without.packets[side], `U2 U3 ${side}: RTP`);
            else t.notSame(monitored.packets[side], without.packets[side], `the ${side} hears the monitor`);
            t.strictSame(monitored.messages[side], without.messages[side], `U1 ${side}: SIP`);
          }
          t.strictSame(monitored.report, without.report, "U4 the report row");
          t.strictSame(monitored.shown, without.shown, "U5 what the agent's own user is shown");
        });
      }
    });
  }
}
