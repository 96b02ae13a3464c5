/** The three modes between parties of every two codecs, in the clear and encrypted, on real phones: who hears whom, and in which band. */
import t, { type Test } from "tap";
import type { Api } from "../../lab/ponto/api.ts";
import { stretches } from "../../lab/sound/analysis.ts";
import type { Agent } from "../../src/accounts/directory/shapes.ts";
import type { CallView, MonitoringView } from "../../src/calls/live/views.ts";
import { TestAuthority, tlsSettings } from "../support/certificate.ts";
import { eventually } from "../support/eventually.ts";
import { recordingOf } from "../support/recording.ts";
import type { Baresip, BaresipOptions } from "./support/baresip.ts";
import { Capture } from "./support/capture.ts";
import { Desk } from "./support/desk.ts";
import { decoded, type Stream, streamsOf } from "./support/streams.ts";
import { needs } from "./support/tools.ts";
import * as voices from "./support/voices.ts";
import { frequenciesIn, frequenciesOf, isWideband, NARROWBAND, type Role, rateOf, WIDEBAND } from "./support/voices.ts";

const codecs = ["PCMA", "G722", "opus"] as const;
type Codec = (typeof codecs)[number];

const inWordsOfBaresip: Readonly<Record<Codec, string>> = {
  PCMA: "PCMA",
  G722: "G722/16000/1",
  opus: "opus/48000/2",
};

/** Whom each of them hears. */
const modes = [
  { mode: "passive", customer: ["agent"], agent: ["customer"], monitor: ["customer", "agent"] },
  { mode: "semi_active", customer: ["agent"], agent: ["customer", "monitor"], monitor: ["customer", "agent"] },
  { mode: "active", customer: ["agent", "monitor"], agent: ["customer", "monitor"], monitor: ["customer", "agent"] },
] as const;

/** Whom each of them hears in every mode. */
const always: Readonly<Record<Role, readonly Role[]>> = modes[0];

/** What is heard in the dump of a phone lags by its buffers. */
const SETTLE_MS = 500;
const LISTEN_MS = 500;
/** How long a call goes on at least before the monitor is active, and how far from that its voice may be in the recording. */
const PRIVATE_MS = 2 * (SETTLE_MS + LISTEN_MS);
const BLUR_MS = 200;
/** A call has one stream each way on three legs. */
const STREAMS_A_CALL = 6;

interface Protection {
  readonly title: string;
  readonly phones: Partial<BaresipOptions>;
  readonly policy: "off" | "required";
  /** Which codec the monitor's phone has where the customer's is the `i`th, in which round. */
  readonly monitor: (i: number, round: number) => number;
}

const protections: readonly Protection[] = [
  { title: "in the clear", phones: {}, policy: "off", monitor: (i, round) => i + 2 * round + 1 },
  {
    title: "encrypted on every leg",
    phones: { transport: "tls", encryption: "srtp-mand" },
    policy: "required",
    monitor: (i, round) => i + 2 * round,
  },
];

for (const protection of protections) {
  t.test(`every two codecs, ${protection.title}`, { skip: needs("baresip", "openssl") }, async (t) => {
    const office = await openOffice(t, protection);
    const { desk, customers, agents, monitors } = office;
    const wire = await Capture.start(t, desk.server.now.rtpPorts!);
    // Three calls at a time: each phone is in one of them, and meets another partner in each round.
    const at = <T>(seats: readonly T[], i: number): T => seats[i % seats.length]!;
    for (const round of codecs.keys()) {
      const trios = customers.map((customer, i) => ({
        customer,
        agent: at(agents, i + round),
        monitor: at(monitors, protection.monitor(i, round)),
      }));
      await Promise.all(trios.map((trio) => monitoredCall(t, desk, trio)));
    }
    await t.test("what goes over the wire", { skip: typeof wire === "string" && wire }, async (t) => {
      if (typeof wire === "string") return;
      const streams = streamsOf(await wire.stop());
      t.equal(streams.length, STREAMS_A_CALL * codecs.length ** 2, "U2: no stream is ever replaced by another");
      for (const stream of streams) overheard(t, office, stream, protection.policy === "required");
    });
  });
}

interface Seat {
  readonly role: Role;
  readonly codec: Codec;
  readonly phone: Baresip;
}
type Called = Seat & { readonly agent: Agent; readonly number: string };
type Supervisor = Seat & { readonly api: Api };
interface Office {
  readonly desk: Desk;
  readonly customers: readonly Seat[];
  readonly agents: readonly Called[];
  readonly monitors: readonly Supervisor[];
}

/** A customer, an agent and a supervisor of each codec. */
async function openOffice(t: Test, { phones, policy }: Protection): Promise<Office> {
  const authority = await TestAuthority.create(t);
  const desk = await Desk.open(t, {}, tlsSettings(authority.issue("IP:127.0.0.1")));
  const phoneOf = (role: Role, codec: Codec): Partial<BaresipOptions> => ({
    ...phones,
    codecs: inWordsOfBaresip[codec],
    voice: voices.voiceOf(role, codec),
    voiceRate: rateOf(codec),
  });
  const protect = ({ id }: Agent): Promise<Agent> => desk.admin.patch(`/v1/agents/${id}`, { voip: { srtp: policy } });
  const office = { desk, customers: [] as Seat[], agents: [] as Called[], monitors: [] as Supervisor[] };
  for (const [i, codec] of codecs.entries()) {
    const customer = await desk.gateway(`operadora-${codec}`, phoneOf("customer", codec), policy);
    office.customers.push({ role: "customer", codec, ...customer });
    const called = await desk.seat(`Agente${codec}`, `100${i}`, phoneOf("agent", codec));
    await protect(called.agent);
    const number = `113000400${i}`;
    await desk.admin.post("/v1/numbers", { number, destination: { type: "agent", id: called.agent.id } });
    office.agents.push({ role: "agent", codec, number, ...called });
    const supervisor = await desk.supervisor(`Monitor${codec}`, `200${i}`, phoneOf("monitor", codec));
    await protect(supervisor.agent);
    office.monitors.push({ role: "monitor", codec, ...supervisor });
  }
  return office;
}

interface Trio {
  readonly customer: Seat;
  readonly agent: Called;
  readonly monitor: Supervisor;
}

/** One call in all three modes, and its recording. */
async function monitoredCall(t: Test, desk: Desk, trio: Trio): Promise<void> {
  const { customer, agent, monitor } = trio;
  const title = `${customer.codec} with ${agent.codec}, monitored in ${monitor.codec}`;
  const { callId, monitoringId } = await begun(desk, trio);
  for (const { mode, ...hears } of modes) {
    await monitor.api.patch(`/v1/monitorings/${monitoringId}`, { mode });
    await monitor.phone.hear(SETTLE_MS);
    await Promise.all(
      voices.roles.map(async (role) => {
        const { phone, codec } = trio[role];
        const heard = frequenciesIn(await phone.hear(LISTEN_MS), await phone.rate());
        const spoken = hears[role].map((speaker) => trio[speaker]);
        t.strictSame(heard, frequenciesOf(spoken, isWideband(codec)), `${title}, ${mode}: what the ${role} hears`);
      }),
    );
  }
  await ended(trio);
  await recorded(t, desk, title, callId, trio);
}

/** The customer calls the agent, and the monitor listens. */
async function begun(desk: Desk, { customer, agent, monitor }: Trio) {
  const seen = { agent: agent.phone.events.length, monitor: monitor.phone.events.length };
  await customer.phone.dial(desk.uri(agent.number, customer.phone.transport));
  await agent.phone.event("CALL_ESTABLISHED", { since: seen.agent });
  const call = await eventually(
    async () =>
      (await desk.admin.list<CallView>("/v1/calls")).find(
        (one) => one.state === "answered" && one.agent?.id === agent.agent.id,
      ),
    "the call to be live",
  );
  const { id } = await monitor.api.post<MonitoringView>("/v1/monitorings", { callId: call.id, mode: "passive" });
  await monitor.phone.event("CALL_ESTABLISHED", { since: seen.monitor });
  await eventually(
    async () => (await monitor.api.get<MonitoringView>(`/v1/monitorings/${id}`)).state === "connected",
    "the monitoring to be connected",
  );
  return { callId: call.id, monitoringId: id };
}

async function ended({ customer, agent, monitor }: Trio): Promise<void> {
  const seen = { agent: agent.phone.events.length, monitor: monitor.phone.events.length };
  await customer.phone.command("hangup");
  await agent.phone.event("CALL_CLOSED", { since: seen.agent });
  await monitor.phone.event("CALL_CLOSED", { since: seen.monitor });
}

/** The recording has each party on its track, and the monitor on both from when it was active. */
async function recorded(t: Test, desk: Desk, title: string, callId: string, trio: Trio): Promise<void> {
  const { customer, agent, monitor } = trio;
  const { row, wav } = await recordingOf(desk.admin, callId);
  const wide = isWideband(customer.codec) && isWideband(agent.codec);
  t.match(row, { state: "complete", channels: 2, sampleRate: wide ? WIDEBAND : NARROWBAND, missingMs: 0 }, title);
  for (const [i, party] of [customer, agent].entries()) {
    const track = wav.tracks[i]!;
    const which = `${title}: the ${party.role}'s track`;
    t.strictSame(voices.speakersIn(track, wav.rate), [party.role, "monitor"], `${which}, all of it`);
    const joined = stretches(track, voices.lowToneOf("monitor"), wav.rate)[0]?.fromMs ?? 0;
    t.ok(joined > PRIVATE_MS - BLUR_MS, `${which}: the monitor joins when it is active, after ${joined} ms`);
    const at = (joined * wav.rate) / 1000;
    const [before, after] = [track.subarray(0, at), track.subarray(at)];
    t.strictSame(frequenciesIn(before, wav.rate), frequenciesOf([party], wide), `${which} before`);
    t.strictSame(frequenciesIn(after, wav.rate), frequenciesOf([party, monitor], wide), `${which} from then on`);
  }
}

/** A stream as somebody hears it who takes it for clear audio: what is spoken through all of the call can be heard, or nothing. */
function overheard(t: Test, { customers, agents, monitors }: Office, stream: Stream, encrypted: boolean): void {
  const seats = [...customers, ...agents, ...monitors];
  const [speaker, listener] = [stream.fromPort, stream.toPort].map((port) =>
    seats.find(({ phone }) => phone.owns(port)),
  );
  const seat = speaker ?? listener;
  if (seat === undefined) throw new Error(`a stream between strangers: ${stream.fromPort} to ${stream.toPort}`);
  const sound = decoded(stream, seat.codec);
  const spoken = speaker === undefined ? always[seat.role] : [seat.role];
  const heard = spoken.filter((role) => voices.goesThrough(sound, voices.lowToneOf(role), rateOf(seat.codec)));
  const way = `${speaker === undefined ? "to" : "from"} the ${seat.role} in ${seat.codec}`;
  t.strictSame(heard, encrypted ? [] : spoken, `${way}: ${encrypted ? "nothing" : "everything"} is heard`);
}
