/** Nobody can tell (U1–U3): the same conversation with and without a monitor, packet by packet and message by message. */
import t, { type Test } from "tap";
import type { TestPhone } from "../../lab/phone/phone.ts";
import type { Law } from "../../lab/sound/g711.ts";
import { noise, silence } from "../../lab/sound/signals.ts";
import { type Centre, centre, type LiveCall, type Monitoring } from "../support/centre.ts";
import { common, headers, type Stream, streamOf, stretch } from "../support/stream.ts";

/** How long the conversation without a monitor lasts, ms: longer than those with one. */
const BASELINE_MS = 5000;
/** A party that sends nothing for so long, ms, may be spoken over by its monitor: then packets differ, as they should. */
const STALLED_MS = 25;
const MAX_TRIES = 4;
/** How long a monitor stays at least, in packets of either party. */
const WATCHED_FRAMES = 50;

interface Conversation {
  readonly toCustomer: Stream;
  readonly toAgent: Stream;
  /** Every message in the customer's and in the agent's dialog. */
  readonly messages: readonly (readonly string[])[];
  /** How many packets each party had sent when the monitor was there and could be heard. */
  readonly before: { readonly customer: number; readonly agent: number };
  /** The longest that a busy machine kept a phone from sending, ms. */
  readonly stalledMs: number;
}

/** A conversation that the machine did not disturb, if there is one to be had. */
async function steady(c: Centre, watch?: (call: LiveCall) => Promise<Monitoring>): Promise<Conversation> {
  for (let tries = 1; ; tries++) {
    const one = await conversation(c, watch);
    if (one.stalledMs < STALLED_MS || tries === MAX_TRIES) return one;
  }
}

/** A conversation of noise with noise; `watch` is done by the supervisor meanwhile. */
async function conversation(c: Centre, watch?: (call: LiveCall) => Promise<Monitoring>): Promise<Conversation> {
  const call = await c.call();
  const monitoring = await watch?.(call);
  const before = { customer: call.customer.audio.sent.length, agent: call.agent.audio.sent.length };
  const longest = Math.max(call.customer.audio.agreed!.ptime, call.agent.audio.agreed!.ptime);
  await call.customer.audio.pass(monitoring === undefined ? BASELINE_MS : WATCHED_FRAMES * longest + 200);
  const messages = [messagesOf(c.trunk, call.customer.id), messagesOf(c.ana.phone, call.agent.id)];
  await call.customer.bye();
  await call.agent.ended();
  await monitoring?.leg.ended();
  return {
    toCustomer: streamOf(call.customer.audio.received, call.agent.audio.sent),
    toAgent: streamOf(call.agent.audio.received, call.customer.audio.sent),
    messages,
    before,
    stalledMs: Math.max(call.customer.audio.stalledMs, call.agent.audio.stalledMs),
  };
}

/** The messages of a dialog, each once however often it was repeated. */
function messagesOf(phone: TestPhone, callId: string): readonly string[] {
  const lines = phone.log.entries
    .filter(({ message }) => message.callId === callId)
    .map(({ direction, message: { method, status, cseq } }) => `${direction} ${method ?? status} ${cseq.method}`);
  return [...new Set(lines)];
}

interface Row {
  readonly name: string;
  readonly watch: (call: LiveCall) => Promise<Monitoring>;
  /** Whose stream holds the monitor's voice, in its payload alone. */
  readonly altered: readonly ("customer" | "agent")[];
}

const rows = (c: Centre): readonly Row[] => {
  const voice = noise(3);
  const enter = async (call: LiveCall, mode: "passive" | "semi_active" | "active", sound?: typeof voice) => {
    c.clara.phone.voice = sound;
    return await c.monitor(call, mode);
  };
  return [
    { name: "a passive monitor who speaks", watch: (call) => enter(call, "passive", voice), altered: [] },
    {
      name: "a semi-active monitor who speaks",
      watch: (call) => enter(call, "semi_active", voice),
      altered: ["agent"],
    },
    { name: "an active monitor who is silent", watch: (call) => enter(call, "active", silence), altered: [] },
    {
      name: "an active monitor whose phone sends nothing",
      watch: async (call) => {
        const monitoring = await enter(call, "active", silence);
        monitoring.leg.audio.mute();
        return monitoring;
      },
      altered: [],
    },
    {
      name: "an active monitor who speaks",
      watch: (call) => enter(call, "active", voice),
      altered: ["customer", "agent"],
    },
    {
      name: "a silent monitor who changes the mode",
      watch: async (call) => {
        const monitoring = await enter(call, "passive", silence);
        for (const mode of ["active", "semi_active", "active", "passive", "active"] as const)
          await c.mode(monitoring, mode);
        return monitoring;
      },
      altered: [],
    },
  ];
};

function compare(t: Test, without: Stream, watched: Conversation, party: "customer" | "agent", altered: boolean): void {
  const stream = party === "customer" ? watched.toCustomer : watched.toAgent;
  const watchedFrom = watched.before[party === "customer" ? "agent" : "customer"];
  const { from, to } = common(without, stream);
  t.ok(to - watchedFrom >= WATCHED_FRAMES, `${party}: enough of the conversation was watched`);
  const plain = stretch(without, from, to);
  const seen = stretch(stream, from, to);
  t.equal(stream.ssrcs, 1, `U2: the ${party}'s stream has one SSRC`);
  t.strictSame(headers(seen), headers(plain), `U2: the ${party}'s headers are what they are without`);
  const bytes = seen.map(({ payload }) => payload);
  if (altered) {
    const same = seen.filter(({ frame, payload }) => frame >= watchedFrom && payload === stream.expected[frame]);
    t.ok(same.length < WATCHED_FRAMES / 5, `the ${party} hears the monitor`);
  } else {
    t.strictSame(
      bytes,
      plain.map(({ payload }) => payload),
      `U3: the ${party} gets the bytes that it gets without`,
    );
    t.strictSame(bytes, stream.expected.slice(from, to), `U3: and they are what the other party said`);
  }
}

interface Pair {
  readonly name: string;
  readonly customer: readonly Law[];
  readonly agent: readonly Law[];
  /** How loud both are. The quietest sounds hold both zeros of µ-law, of which decoding and encoding makes one. */
  readonly amplitude: number;
  /** Of the customer's and of the agent's packets, ms. */
  readonly ptimes: readonly [number, number];
  readonly rows: number;
}

const pairs: readonly Pair[] = [
  { name: "both speak A-law", customer: ["PCMA"], agent: ["PCMA"], amplitude: 8000, ptimes: [20, 20], rows: 6 },
  { name: "both whisper in µ-law", customer: ["PCMU"], agent: ["PCMU"], amplitude: 30, ptimes: [20, 20], rows: 3 },
  { name: "packets differ in length", customer: ["PCMA"], agent: ["PCMA"], amplitude: 8000, ptimes: [10, 40], rows: 3 },
  {
    name: "one speaks µ-law, one A-law",
    customer: ["PCMU"],
    agent: ["PCMA"],
    amplitude: 8000,
    ptimes: [20, 20],
    rows: 3,
  },
];

for (const pair of pairs) {
  t.test(`nobody can tell where ${pair.name}`, async (t) => {
    const c = await centre(t, {
      customer: { codecs: pair.customer, ptime: pair.ptimes[0] },
      agent: { codecs: pair.agent, ptime: pair.ptimes[1] },
    });
    c.trunk.voice = noise(1, pair.amplitude);
    c.ana.phone.voice = noise(2, pair.amplitude);
    const without = await steady(c);
    for (const { name, watch, altered } of rows(c).slice(0, pair.rows)) {
      await t.test(name, async (t) => {
        const watched = await steady(c, watch);
        t.strictSame(
          watched.messages,
          without.messages,
          "U1: no message in either dialog but those of the call itself",
        );
        compare(t, without.toCustomer, watched, "customer", altered.includes("customer"));
        compare(t, without.toAgent, watched, "agent", altered.includes("agent"));
      });
    }
  });
}
