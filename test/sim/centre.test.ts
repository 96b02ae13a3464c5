/** What the API asks of live calls, and what becomes of them on the wire. */
import t, { type Test } from "tap";
import type { User } from "../../src/accounts/directory/shapes.ts";
import { noise, silence } from "../media/support/signals.ts";
import { calm, codeOf, must, storm } from "./support/centre.ts";
import { inboundCall, NUMBER, type Office, office } from "./support/office.ts";
import { refuses, rings, type SimPhone } from "./support/phone.ts";
import type { PhoneCall } from "./support/phoneCall.ts";

const over = ({ place }: Office, ...calls: PhoneCall[]): Promise<void> =>
  place.until("the call to end", () => calls.every(({ state }) => state === "ended"), 250_000);
const called = ({ place }: Office, phone: SimPhone): Promise<void> =>
  place.until("the phone to be called", () => phone.calls.length > 0);
const up = ({ place }: Office, ...calls: PhoneCall[]): Promise<void> =>
  place.until("the call to be up", () => calls.every(({ connectedAt }) => connectedAt !== undefined));

const lastReport = ({ place }: Office) => [...place.account.journal.reports.values()].at(-1);

for (const [sky, weather] of Object.entries({ calm, storm })) {
  t.test(`click to call rings the agent, then the customer (${sky})`, async (t) => {
    const there = await office({ weather }, { customer: { voice: silence }, ana: { voice: silence } });
    const { place, ana, anaPhone, customer } = there;
    const view = must(place.centre.dial(place.viewer(place.account.user("Ana")), ana.id, "011988887777"));
    t.match(view, { direction: "outbound", state: "ringing" });
    await called(there, anaPhone);
    t.equal(customer.calls.length, 0, "the customer is not called before the agent answers");
    await called(there, customer);
    await up(there, anaPhone.call, customer.call);
    await place.pass(1000);
    t.ok(anaPhone.call.sound.heard.length > 20 && customer.call.sound.heard.length > 20, "both hear each other");
    customer.call.hangUp();
    await over(there, anaPhone.call);
    await place.nothingLeft(t);
    t.match(lastReport(there), { disposition: "answered", hungUpBy: "customer", customerNumber: "011988887777" });
  });
}

t.test("click to call: the agent does not answer, the customer is busy, the number is nonsense", async (t) => {
  const there = await office();
  const { place, ana, anaPhone, customer } = there;
  anaPhone.manner = refuses(486);
  must(place.centre.dial(place.administrator, ana.id, "011988887777"));
  await called(there, anaPhone);
  await place.until("the end", () => lastReport(there)?.endedAt != null);
  t.equal(customer.calls.length, 0);
  t.match(lastReport(there), { disposition: "busy", sipStatus: 486 });

  anaPhone.manner = (call) => call.answer();
  customer.manner = refuses(486);
  must(place.centre.dial(place.administrator, ana.id, "011988887777"));
  await called(there, customer);
  await over(there, anaPhone.call);
  t.match(lastReport(there), { disposition: "busy", sipStatus: 486 });

  t.equal(codeOf(place.centre.dial(place.administrator, ana.id, "not a number")), "invalid_request");
  t.equal(codeOf(place.centre.dial(place.administrator, "agent_nobody", "1002")), "agent_not_found");
  t.equal(codeOf(place.centre.dial(place.viewer(there.clara), ana.id, "1002")), "forbidden");
  await place.nothingLeft(t);
});

for (const when of ["dialled", "rings", "answered"] as const) {
  t.test(`hang up by REST while the call is ${when}`, async (t) => {
    const there = await office();
    const { place, customer, anaPhone } = there;
    if (when !== "answered") anaPhone.manner = when === "rings" ? rings : () => undefined;
    const ours = customer.dial(NUMBER);
    await called(there, anaPhone);
    if (when === "answered") await up(there, ours, anaPhone.call);
    else await place.pass(1000);
    const { id } = place.liveCall;
    must(place.centre.hangUp(place.administrator, id));
    t.equal(codeOf(place.centre.hangUp(place.administrator, id)), "call_not_found", "it is over at once");
    await over(there, ours, anaPhone.call);
    await place.nothingLeft(t);
    const disposition = when === "answered" ? "answered" : "cancelled";
    t.match(lastReport(there), { disposition, hungUpBy: "system" });
  });
}

t.test("M2 a paused recording holds silence, its length kept", async (t) => {
  const there = await office({}, { customer: { voice: noise(1) }, ana: { voice: noise(2) } });
  const { place } = there;
  const { ours } = await inboundCall(there);
  const { id, answeredAt } = place.liveCall;
  await place.pass(1000);
  t.equal(must(place.centre.pauseRecording(place.administrator, id, true)).recording, "paused");
  const pausedAt = place.time.wall() - Date.parse(answeredAt!);
  await place.pass(1000);
  t.equal(must(place.centre.pauseRecording(place.administrator, id, false)).recording, "on");
  const resumedAt = place.time.wall() - Date.parse(answeredAt!);
  await place.pass(1000);
  const endsAt = place.time.wall() - Date.parse(answeredAt!) + 5;
  ours.hangUp();
  await place.nothingLeft(t);
  const samples = place.recordings[0]!.channel(0);
  t.equal(samples.length, endsAt * 8);
  const isSilent = (from: number, to: number) => samples.subarray(from * 8, to * 8).every((sample) => sample === 0);
  t.ok(isSilent(pausedAt, resumedAt), "silence between");
  t.notOk(isSilent(pausedAt - 10, pausedAt), "up to the pause");
  t.notOk(isSilent(resumedAt, resumedAt + 10), "and from its end on");
});

t.test("an account that records nothing", async (t) => {
  const recording = { enabled: false, layout: "stereo", onHold: "silence", retentionDays: null } as const;
  const there = await office({ settings: { recording } });
  const { place } = there;
  const { ours } = await inboundCall(there);
  t.equal(place.liveCall.recording, "off");
  t.equal(must(place.centre.pauseRecording(place.administrator, place.liveCall.id, true)).recording, "off");
  ours.hangUp();
  await place.nothingLeft(t);
  t.equal(place.recordings.length, 0);
  t.match(lastReport(there), { disposition: "answered", recordingId: null });
});

// --- U5 ----------------------------------------------------------------------------------------------------------------

t.test(
  "U5 the monitor's own agent stays available for all but the administrator, and is not offered calls",
  async (t) => {
    const there = await office();
    const { place, clara, davi, claraPhone, brunoPhone } = there;
    const { ours } = await inboundCall(there);
    const statuses: unknown[] = [];
    place.centre.subscribe((event) => {
      if (event.type === "agent.status") statuses.push(event.render(place.viewer(davi).user));
    });
    const id = await place.connectMonitor(clara, "active");
    const claraSeenBy = (user: User) =>
      place.centre.agentsLive(place.viewer(user)).find(({ name }) => name === "Clara")!;
    t.match(claraSeenBy(davi), { status: "available" });
    t.notOk("monitoring" in claraSeenBy(davi));
    t.match(claraSeenBy(place.administrator.user), {
      status: "available",
      monitoring: { id, callId: place.liveCall.id },
    });
    t.strictSame(statuses, [], "no status changes");
    const attempt = brunoPhone.dial("1003");
    await over(there, attempt);
    t.equal(attempt.status, 486, "a direct call finds her busy");
    t.equal(claraPhone.calls.length, 1, "and her phone does not ring");
    ours.hangUp();
    await place.nothingLeft(t);
  },
);

t.test("U5 the monitored agent sees the call without a mark, whatever rights its user has", async (t) => {
  const there = await office();
  const { place, clara, davi } = there;
  const { ours } = await inboundCall(there);
  const own = place.account.user("Ana");
  const events: string[] = [];
  place.centre.subscribe((event) => {
    if (event.render(own) !== undefined) events.push(event.type);
  });
  const id = await place.connectMonitor(clara, "passive");
  const seenBy = (user: User) => place.centre.calls(place.viewer(user))[0]!;
  t.match(seenBy(davi), { monitored: true, monitorings: [{ id, userId: clara.id }] });
  t.notOk("monitored" in seenBy(own) || "monitorings" in seenBy(own));
  t.equal(place.centre.monitoring(place.viewer(own), id), undefined);
  t.equal(place.centre.monitoring(place.viewer(davi), id), undefined, "nor is it another supervisor's to read");
  t.equal(codeOf(place.centre.release(place.viewer(davi), id)), "not_found");
  t.strictSame(events, [], "no event tells");
  const clerk = place.account.user("Eva", { monitoring: { passive: false, semiActive: false, active: false } });
  t.notOk("monitored" in seenBy(clerk), "who may not monitor sees no mark either");
  ours.hangUp();
  await place.nothingLeft(t);
});

t.test("U5 on an internal call neither agent is told, not even an administrator", async (t) => {
  const there = await office();
  const { place, clara, ana, bruno, brunoPhone } = there;
  const ours = brunoPhone.dial("1001");
  await up(there, ours);
  const parties = [ana, bruno].map(({ name, email }) => place.account.user(name, { email, role: "administrator" }));
  const id = await place.connectMonitor(clara, "active", { agentId: ana.id });
  for (const user of parties) {
    const viewer = place.viewer(user);
    t.strictSame(place.centre.monitorings(viewer), [], `${user.name} reads no monitoring`);
    t.equal(place.centre.monitoring(viewer, id), undefined);
    t.notOk(place.centre.calls(viewer).some((call) => "monitored" in call));
    t.notOk(place.centre.agentsLive(viewer).some((agent) => "monitoring" in agent));
    t.equal(codeOf(place.centre.release(viewer, id)), "not_found");
  }
  ours.hangUp();
  await place.nothingLeft(t);
});

// --- the end of the day ------------------------------------------------------------------------------------------------

t.test(
  "a draining exchange takes no new calls, lets the old ones go on, and closes with BYE to every leg",
  async (t: Test) => {
    const there = await office({}, { customer: { voice: silence }, ana: { voice: silence } });
    const { place, clara, davi, claraPhone, brunoPhone, ana } = there;
    const { ours, theirs } = await inboundCall(there);
    await place.connectMonitor(clara, "active");
    place.exchange.drain();
    const late = brunoPhone.dial("1003");
    await over(there, late);
    t.equal(late.status, 503);
    t.equal(codeOf(await place.monitor(davi, "passive")), "shutting_down");
    t.equal(codeOf(place.centre.dial(place.administrator, ana.id, "1002")), "shutting_down");
    await place.pass(1000);
    t.equal(ours.state, "connected", "the call goes on");
    const closing = place.exchange.close();
    await place.result(closing);
    await place.pass(100);
    t.strictSame(
      [ours, theirs, claraPhone.call].map(({ state }) => state),
      ["ended", "ended", "ended"],
    );
    t.ok(place.recordings.every(({ closed }) => closed));
    t.match(lastReport(there), { disposition: "answered", hungUpBy: "system", live: false });
  },
);
