/** Life of a monitoring, 6, with real phones: the agent that is listened to gives the customer away, and the monitor hears on. */
import t, { type Test } from "tap";
import { TestTrunk } from "../../lab/phone/trunk.ts";
import { ensureNumber, ensureTrunk } from "../../lab/ponto/account.ts";
import { loudness, stretches, tonesIn } from "../../lab/sound/analysis.ts";
import { tone } from "../../lab/sound/signals.ts";
import type { Agent } from "../../src/accounts/directory/shapes.ts";
import type { CallView, MonitoringView } from "../../src/calls/live/views.ts";
import { eventually } from "../support/eventually.ts";
import { aftermath } from "./support/aftermath.ts";
import { Desk } from "./support/desk.ts";
import { needs } from "./support/tools.ts";

const skip = needs("baresip");

const NUMBER = "1130004000";
/** Above every note of the hold music and its overtones. */
const CUSTOMER_HZ = 1500;
const ANA_HZ = 2000;
const BRUNO_HZ = 2500;
const tones = [CUSTOMER_HZ, ANA_HZ, BRUNO_HZ];
/** What is heard in the dump of a phone lags by its buffers. */
const SETTLE_MS = 500;
/** Within which baresip answers by itself on a busy machine, ms. */
const ANSWER_MS = 400;
/** How far the dump of a phone may be from the clock, ms. */
const BLUR_MS = 200;
const WINDOW = 800;

/** Ana talks to the customer and Clara listens, all on baresip but the customer. */
async function listening(t: Test) {
  const desk = await Desk.open(t);
  const ana = await desk.seat("Ana", "1001", { voice: tone(ANA_HZ) });
  const bruno = await desk.seat("Bruno", "1002", { voice: tone(BRUNO_HZ) });
  const clara = await desk.supervisor("Clara", "1003");
  const trunk = await TestTrunk.start({ server: desk.server.now.sip, voice: tone(CUSTOMER_HZ) });
  t.teardown(() => trunk.close());
  await ensureNumber(desk.admin, NUMBER, await ensureTrunk(desk.admin, "Operadora", trunk), ana.agent);
  const customer = await (await trunk.call(NUMBER, "11988887777")).answered();
  const calls = () => desk.admin.list<CallView>("/v1/calls");
  const isWith = (agent: Agent): Promise<CallView> =>
    eventually(
      async () =>
        (await calls()).find(
          (call) => call.direction === "inbound" && call.state === "answered" && call.agent?.id === agent.id,
        ),
      `the customer's call to be with ${agent.name}`,
    );
  const { id: callId } = await isWith(ana.agent);
  const { id } = await clara.api.post<MonitoringView>("/v1/monitorings", { callId, mode: "passive" });
  await clara.phone.event("CALL_ESTABLISHED");
  const monitoring = () => clara.api.get<MonitoringView>(`/v1/monitorings/${id}`);
  await eventually(async () => (await monitoring()).state === "connected", "the monitoring to be connected");
  await clara.phone.hear(SETTLE_MS);
  return { desk, ana, bruno, clara, customer, callId, calls, isWith, monitoring };
}

type Listening = Awaited<ReturnType<typeof listening>>;

/** What the monitor hears while `transfer` goes on, from 500 ms before it to a second after it. */
async function heardDuring({ clara }: Listening, transfer: () => Promise<void>) {
  await clara.phone.hear(SETTLE_MS);
  const [from, begun] = [(await clara.phone.heard()).length - SETTLE_MS * 8, performance.now() - SETTLE_MS];
  await transfer();
  await clara.phone.hear(1000 + SETTLE_MS);
  const sound = (await clara.phone.heard()).subarray(from);
  return { sound, passedMs: performance.now() - begun };
}

/** The longest time, ms, in which nothing was heard at all. */
function longestSilence(sound: Int16Array): number {
  let [longest, silent] = [0, 0];
  for (let at = 0; at + WINDOW <= sound.length; at += WINDOW) {
    silent = loudness(sound.subarray(at, at + WINDOW)) > -50 ? 0 : silent + WINDOW / 8;
    longest = Math.max(longest, silent);
  }
  return longest;
}

/** The times, ms, between the stretches. */
const pauses = (heard: readonly { readonly fromMs: number; readonly toMs: number }[]): readonly number[] =>
  heard.slice(1).map(({ fromMs }, i) => fromMs - heard[i]!.toMs);

/** What rule 6 says of the monitoring once `to` has the customer. */
async function followed(t: Test, o: Listening, to: Agent, voice: number, transfer: () => Promise<void>) {
  const { clara, callId, customer, monitoring } = o;
  const { sound, passedMs } = await heardDuring(o, transfer);
  t.match(
    await monitoring(),
    { state: "connected", mode: "passive", callId, agentId: to.id },
    "it follows the customer",
  );
  const missing = passedMs - sound.length / 8;
  t.ok(
    Math.abs(missing) < BLUR_MS,
    `its stream never pauses: ${missing.toFixed()} ms of ${passedMs.toFixed()} missing`,
  );
  t.ok(
    longestSilence(sound) <= 200,
    `it hears the customer, or what the customer hears: ${longestSilence(sound)} ms of silence`,
  );
  t.strictSame(tonesIn(sound.subarray(-WINDOW * 4), tones), [CUSTOMER_HZ, voice], "then both who talk");
  t.strictSame(
    clara.phone.printed().match(/^(INVITE|UPDATE) sip:1003/gm),
    ["INVITE sip:1003"],
    "its leg had one INVITE in all",
  );
  t.strictSame(
    customer.requests.map(({ method }) => method).filter((method) => method !== "ACK"),
    [],
    "nor was the customer's touched",
  );
  return stretches(sound, CUSTOMER_HZ);
}

t.test("blind, by the agent's phone (REFER)", { skip }, async (t) => {
  const o = await listening(t);
  const { desk, ana, bruno, clara, customer, callId, isWith, monitoring } = o;
  const heard = await followed(t, o, bruno.agent, BRUNO_HZ, async () => {
    await ana.phone.command("transfer", desk.uri("1002"));
    await isWith(bruno.agent);
  });
  const pause = pauses(heard);
  t.ok(
    pause.every((ms) => ms <= ANSWER_MS),
    `Bruno's phone answers at once, and so long the customer waits: ${pause} ms`,
  );
  await customer.bye();
  await clara.phone.event("CALL_CLOSED");
  t.match(await monitoring(), { state: "ended", reason: "call_ended" });
  const [row] = await aftermath(t, desk.admin);
  t.match(row, { callId, agentId: bruno.agent.id, transfers: [{ type: "blind", fromAgentId: ana.agent.id }] });
});

t.test("attended, by REST", { skip }, async (t) => {
  const o = await listening(t);
  const { desk, ana, bruno, clara, customer, callId, calls, isWith, monitoring } = o;
  const heard = await followed(t, o, bruno.agent, BRUNO_HZ, async () => {
    await desk.admin.post(`/v1/calls/${callId}/transfer`, { to: "1002", type: "attended" });
    await eventually(
      async () => (await calls()).some(({ direction, state }) => direction === "internal" && state === "answered"),
      "the consultation",
    );
    await clara.phone.hear(SETTLE_MS);
    await desk.admin.post(`/v1/calls/${callId}/transfer/complete`);
    await isWith(bruno.agent);
  });
  t.equal(pauses(heard).length, 1, "the customer is heard but for the consultation");
  await customer.bye();
  await clara.phone.event("CALL_CLOSED");
  t.match(await monitoring(), { state: "ended", reason: "call_ended" });
  const rows = await aftermath(t, desk.admin, 2);
  t.match(rows[0], { callId, agentId: bruno.agent.id, transfers: [{ type: "attended", fromAgentId: ana.agent.id }] });
});
