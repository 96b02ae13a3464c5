/** While the parties are not talking (M3, M5): who hears music, whom a monitor reaches, and what is not recorded (M2). */
import t from "tap";
import { stretches } from "../../lab/sound/analysis.ts";
import type { MonitorMode } from "../../src/mixer/audibility.ts";
import { type Centre, centre, type LiveCall, type Monitoring } from "../support/centre.ts";
import { hears, voiceOf, voicesIn } from "../support/hearing.ts";

interface Place extends LiveCall {
  readonly c: Centre;
  readonly monitoring: Monitoring;
}

interface Hold {
  readonly name: string;
  readonly begin: (place: Place) => Promise<unknown>;
  readonly end: (place: Place) => Promise<unknown>;
  /** What customer, agent and monitor hear in each mode. */
  readonly heard: Readonly<Record<MonitorMode, readonly [customer: string, agent: string, monitor: string]>>;
}

const holds: readonly Hold[] = [
  {
    name: "M3: the agent's phone holds, the customer hears music",
    begin: ({ agent }) => agent.hold("sendonly"),
    end: ({ agent }) => agent.resume(),
    heard: {
      passive: ["music", "nothing", "music"],
      semi_active: ["music", "nothing", "music"],
      active: ["music", "nothing", "music"],
    },
  },
  {
    name: "M3: the agent's phone holds and wants to hear as little as to say",
    begin: ({ agent }) => agent.hold("inactive"),
    end: ({ agent }) => agent.resume(),
    heard: {
      passive: ["music", "nothing", "music"],
      semi_active: ["music", "nothing", "music"],
      active: ["music", "nothing", "music"],
    },
  },
  {
    name: "M3: the customer's phone holds, the agent hears music and no whisper",
    begin: ({ customer }) => customer.hold("sendonly"),
    end: ({ customer }) => customer.resume(),
    heard: {
      passive: ["nothing", "music", "music"],
      semi_active: ["nothing", "music", "music"],
      active: ["nothing", "music", "music"],
    },
  },
  {
    name: "M3: both phones hold, and nobody hears anything",
    begin: async ({ customer, agent }) => {
      await agent.hold();
      await customer.hold();
    },
    end: async ({ customer, agent }) => {
      await agent.resume();
      await customer.resume();
    },
    heard: {
      passive: ["nothing", "nothing", ""],
      semi_active: ["nothing", "nothing", ""],
      active: ["nothing", "nothing", ""],
    },
  },
  {
    name: "M3: after a hold by REST the agent stays open, a whisper still reaches it",
    begin: ({ c, id }) => c.admin.post(`/v1/calls/${id}/hold`),
    end: ({ c, id }) => c.admin.post(`/v1/calls/${id}/resume`),
    heard: {
      passive: ["music", "nothing", "music"],
      semi_active: ["music", "monitor", "music"],
      active: ["music", "monitor", "music"],
    },
  },
  {
    name: "M5: the monitor's phone holds, it hears and says nothing",
    begin: ({ monitoring }) => monitoring.leg.hold("sendonly"),
    end: ({ monitoring }) => monitoring.leg.resume(),
    heard: {
      passive: ["agent", "customer", "nothing"],
      semi_active: ["agent", "customer", "nothing"],
      active: ["agent", "customer", "nothing"],
    },
  },
];

t.test("holds", async (t) => {
  const c = await centre(t);
  c.trunk.voice = voiceOf("customer");
  c.ana.phone.voice = voiceOf("agent");
  c.clara.phone.voice = voiceOf("monitor");

  for (const hold of holds) {
    await t.test(hold.name, async (t) => {
      const call = await c.call();
      const monitoring = await c.monitor(call, "passive");
      const place: Place = { ...call, c, monitoring };
      const listen = () => Promise.all([call.customer, call.agent, monitoring.leg].map(({ audio }) => hears(audio)));
      await hold.begin(place);
      for (const mode of ["passive", "semi_active", "active"] as const) {
        await c.mode(monitoring, mode);
        t.strictSame(await listen(), hold.heard[mode], `${mode}: what customer, agent and monitor hear`);
      }
      await c.mode(monitoring, "passive");
      await hold.end(place);
      t.strictSame(await listen(), ["agent", "customer", "customer agent"], "afterwards all is as before");
      await call.customer.bye();
      const { wav } = await c.recording(call.id);
      t.strictSame(wav.tracks.map(voicesIn), [["customer"], ["agent"]], "M2: nothing private was recorded");
    });
  }

  await t.test("M2: a monitor that is active during a hold is public, and recorded, from its end on", async (t) => {
    const call = await c.call();
    const answered = performance.now();
    await c.admin.post(`/v1/calls/${call.id}/hold`);
    const { leg } = await c.monitor(call, "active");
    t.equal(await hears(leg.audio), "music", "a held call can be monitored");
    t.equal(await hears(call.customer.audio), "music");
    await c.admin.post(`/v1/calls/${call.id}/resume`);
    const resumedMs = performance.now() - answered;
    t.strictSame(await Promise.all([hears(call.customer.audio), hears(call.agent.audio)]), [
      "agent monitor",
      "customer monitor",
    ]);
    await call.customer.bye();
    const { wav } = await c.recording(call.id);
    for (const track of wav.tracks) {
      const [recorded, ...more] = stretches(track, 2500);
      t.strictSame(more, [], "in one stretch");
      t.ok(Math.abs(recorded!.fromMs - resumedMs) <= 200, `from ${recorded!.fromMs} ms on, resumed at ${resumedMs} ms`);
    }
  });

  await t.test("M3: a held party hears silence where the account wants no music", async (t) => {
    await c.admin.patch("/v1/settings", { holdMusic: "silence" });
    const call = await c.call();
    await call.agent.hold();
    t.equal(await hears(call.customer.audio), "", "packets of silence");
    await call.customer.bye();
  });
});
