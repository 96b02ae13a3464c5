/** `follow: "agent"`: a monitoring that stays with its agent from call to call, on one leg, until it is released. */
import t, { type Test } from "tap";
import { shareAt, silence, tone } from "../media/support/signals.ts";
import { type CentreOptions, codeOf, must, storm } from "./support/centre.ts";
import { inboundCall, type Office } from "./support/office.ts";
import { rings } from "./support/phone.ts";
import type { PhoneCall } from "./support/phoneCall.ts";
import { connected, isOneStream, PITCH, talkingOffice, uri } from "./support/transfers.ts";

/** A customer's call with Ana, and Clara who stays with her. */
async function stayingWithAna(o: Office, mode: "passive" | "semi_active" | "active" = "passive") {
  const call = await inboundCall(o);
  const { place, ana, clara, claraPhone } = o;
  const id = await place.connectMonitor(clara, mode, { agentId: ana.id, follow: "agent" });
  await place.pass(300);
  return { ...call, id, monitor: claraPhone.call };
}

const isQuiet = (samples: Int16Array): boolean => samples.every((sample) => Math.abs(sample) <= 24);

/** Both are in the monitor's ear from 100 ms after `since` on. */
function hearsBoth(t: Test, monitor: PhoneCall, since: number, one: number, other: number): void {
  const mix = monitor.sound.samples(since + 100, since + 600);
  t.ok(shareAt(mix, one) > 0.3 && shareAt(mix, other) > 0.3, "both are heard 100 ms after the answer");
}

async function hungUp(o: Office, call: PhoneCall): Promise<void> {
  call.hangUp();
  await o.place.until("the call's end", () => o.anaPhone.call.state === "ended");
}

t.test("it waits in silence between two calls and hears the second on the same leg", async (t) => {
  const o = await talkingOffice();
  const { place, ana, customer, clara, claraPhone } = o;
  const events: string[] = [];
  place.centre.subscribe((event) => {
    const seen = event.render(clara);
    if (event.type.startsWith("monitoring.")) events.push(`${event.type} ${JSON.stringify(Object.keys(seen ?? {}))}`);
  });
  const { ours, id, monitor } = await stayingWithAna(o);
  const first = place.liveCall.id;
  const before = monitor.came.length;
  await hungUp(o, ours);
  await place.pass(100);
  t.match(place.monitoring(id), { state: "connected", callId: null, agentId: ana.id, follow: "agent" });
  monitor.sound.speak(silence);
  const alone = place.time.now();
  // Longer than any media timeout.
  await place.pass(65_000);
  t.equal(monitor.state, "connected");
  t.ok(isQuiet(monitor.sound.samples(alone, alone + 60_000)), "it hears silence");

  const again = await inboundCall(o);
  const answered = again.theirs.connectedAt!;
  await place.pass(1000);
  const { id: second } = place.liveCall;
  t.not(second, first);
  t.match(place.liveCall, { monitored: true, monitorings: [{ id, userId: clara.id }] });
  t.match(place.monitoring(id), { state: "connected", callId: second, mode: "passive" });
  hearsBoth(t, monitor, answered, PITCH.customer, PITCH.ana);
  t.ok(isOneStream(monitor.sound.heard), "its stream never pauses");
  t.equal(claraPhone.calls.length, 1, "one INVITE in all");
  t.strictSame(monitor.came.slice(before), [], "and nothing else was said to its phone");

  must(place.centre.release(place.viewer(clara), id));
  await place.until("the monitor's BYE", () => monitor.state === "ended");
  t.match(place.monitoring(id), { state: "ended", reason: "released", callId: second });
  t.match(place.liveCall, { monitored: false });
  t.strictSame(events, [
    'monitoring.dialing ["monitoring","call"]',
    'monitoring.connected ["monitoring","call"]',
    'monitoring.followed ["monitoring","call"]',
    'monitoring.followed ["monitoring","call"]',
    'monitoring.ended ["monitoring","call"]',
  ]);
  t.strictSame(
    place.account.journal.audits.map(({ action, detail }) => [action, detail.callId]),
    [
      ["monitoring.requested", first],
      ["monitoring.connected", first],
      ["monitoring.followed", second],
      ["monitoring.ended", second],
    ],
  );
  again.ours.hangUp();
  t.equal(customer.calls.length, 2);
  await place.nothingLeft(t);
});

t.test(
  "M6 the mode holds in the next call from the monitor's first sample in it, and none of its words before",
  async (t) => {
    const o = await talkingOffice();
    const { place } = o;
    const { ours, monitor, id } = await stayingWithAna(o, "active");
    await hungUp(o, ours);
    monitor.sound.speak(tone(PITCH.clara));
    await place.pass(2000);
    const again = await inboundCall(o);
    const joined = again.theirs.connectedAt!;
    await place.pass(1200);
    t.ok(shareAt(again.ours.sound.samples(joined + 300), PITCH.clara) > 0.3, "the customer hears the monitor");
    t.ok(shareAt(again.theirs.sound.samples(joined + 300), PITCH.clara) > 0.3, "and so does the agent");
    // A change of the mode while it waits holds in the call after that.
    await hungUp(o, again.ours);
    const { effectiveAt } = place.monitoring(id);
    const changed = must(await place.result(place.centre.changeMode(place.viewer(o.clara), id, "passive")));
    t.match(changed, { mode: "passive", callId: null });
    t.not(changed.effectiveAt, effectiveAt);
    const third = await inboundCall(o);
    await place.pass(1000);
    t.ok(shareAt(third.ours.sound.samples(), PITCH.clara) < 0.01, "passive: nobody hears it");
    third.ours.hangUp();
    must(place.centre.release(place.viewer(o.clara), id));
    await place.nothingLeft(t);
  },
);

t.test("M8 keys on the monitor's phone change the mode while it waits", async (t) => {
  const o = await talkingOffice();
  const { place, clara } = o;
  const { ours, monitor, id } = await stayingWithAna(o);
  await hungUp(o, ours);
  monitor.info("6");
  await place.until("the mode", () => place.monitoring(id).mode === "active");
  must(place.centre.release(place.viewer(clara), id));
  await place.nothingLeft(t);
});

t.test("whoever is given the call away to is not followed: it waits for its own agent", async (t) => {
  const o = await talkingOffice();
  const { place, ana, bruno, clara } = o;
  const { ours, theirs, monitor, id } = await stayingWithAna(o);
  const { id: given } = place.liveCall;
  theirs.refer(uri("1002"));
  await connected(o, o.brunoPhone, 0);
  await place.until("Ana to be free", () => theirs.state === "ended");
  await place.pass(200);
  t.match(place.monitoring(id), { state: "connected", callId: null, agentId: ana.id });
  t.match(place.liveCall, { id: given, agent: { id: bruno.id }, monitored: false });
  const from = place.time.now();
  await place.pass(500);
  t.ok(isQuiet(monitor.sound.samples(from)), "it hears nothing of Bruno");
  const anas = o.anaPhone.dial("1004");
  const davis = await connected(o, o.daviPhone, 0);
  await place.pass(300);
  t.match(place.monitoring(id), { state: "connected" });
  t.not(place.monitoring(id).callId, given);
  t.not(place.monitoring(id).callId, null, "a call that she makes herself");
  t.ok(davis.state === "connected");
  anas.hangUp();
  ours.hangUp();
  await place.pass(100);
  must(place.centre.release(place.viewer(clara), id));
  await place.nothingLeft(t);
});

t.test("of several calls of its agent it is in the one talking: to a consultation and back", async (t) => {
  const o = await talkingOffice();
  const { place, clara } = o;
  const { ours, theirs, monitor, id } = await stayingWithAna(o);
  const { id: home } = place.liveCall;
  must(place.centre.transfer(place.administrator, home, { to: "1002", type: "attended" }));
  const brunos = await connected(o, o.brunoPhone, 0);
  const answered = brunos.connectedAt!;
  await place.pass(1000);
  t.not(place.monitoring(id).callId, home);
  hearsBoth(t, monitor, answered, PITCH.ana, PITCH.bruno);
  must(place.centre.decideTransfer(place.administrator, home, "cancel"));
  await place.until("Bruno to be free", () => brunos.state === "ended");
  const back = place.time.now();
  await place.pass(1000);
  t.equal(place.monitoring(id).callId, home);
  hearsBoth(t, monitor, back, PITCH.customer, PITCH.ana);
  t.ok(isOneStream(monitor.sound.heard));
  t.equal(theirs.state, "connected");
  ours.hangUp();
  await place.pass(500);
  must(place.centre.release(place.viewer(clara), id));
  await place.nothingLeft(t);
});

t.test("a call on another worker takes the leg by one re-INVITE of the monitor's own", async (t) => {
  // A group's call is placed before it is known whom it reaches.
  const o = await talkingOffice({ workers: 2 });
  const { place, ana, clara, customer, claraPhone, anaPhone } = o;
  place.account.group("Vendas", [ana], { extension: "2000" });
  place.account.number("551140040001", place.account.directory.groupByExtension("2000")!);
  const { ours, monitor, id } = await stayingWithAna(o);
  const others: PhoneCall[] = [];
  const before = monitor.came.length;
  await hungUp(o, ours);
  // Until one is not on the worker where the leg waits.
  for (let i = 0; i < 4 && monitor.came.length === before; i++) {
    others.push(customer.dial("1140040001"));
    await place.until("the group's call", () => others.at(-1)!.state === "connected");
    await place.pass(500);
    if (monitor.came.length > before) break;
    others.at(-1)!.hangUp();
    await place.until("its end", () => anaPhone.call.state === "ended");
  }
  t.strictSame(
    monitor.came.slice(before).filter((what) => what !== "ACK"),
    ["INVITE"],
    "one re-INVITE",
  );
  t.equal(claraPhone.calls.length, 1);
  t.equal(place.monitoring(id).callId, place.liveCall.id);
  const from = place.time.now();
  await place.pass(1000);
  hearsBoth(t, monitor, from, PITCH.customer, PITCH.ana);
  for (const call of others) if (call.state === "connected") call.hangUp();
  await place.until("it to wait", () => place.monitoring(id).callId === null);
  must(place.centre.release(place.viewer(clara), id));
  await place.nothingLeft(t);
});

const endings: readonly [
  title: string,
  reason: string,
  end: (o: Office, monitor: PhoneCall) => Promise<void> | void,
][] = [
  ["the monitor hangs up", "monitor_hung_up", (_, monitor) => monitor.hangUp()],
  [
    "its permission is taken away",
    "permission_revoked",
    ({ place }) => void place.account.user("Clara", { monitoring: { passive: false } }),
  ],
  [
    "its scope shrinks",
    "permission_revoked",
    ({ place }) => void place.account.user("Clara", { monitoring: { groupIds: [] } }),
  ],
  [
    "its own VoIP is taken away",
    "permission_revoked",
    ({ place }) => void place.account.agent("Clara", "1003", { enabled: false }),
  ],
  ["the agent is deleted", "agent_left", ({ place, ana }) => place.account.removeAgent(ana)],
  [
    "its own phone becomes a party",
    "became_party",
    async ({ place, claraPhone }) => {
      const own = claraPhone.dial("1002");
      await place.until("her call", () => own.state === "connected");
      own.hangUp();
    },
  ],
  ["its worker dies", "call_ended", ({ place }) => place.loseWorker()],
];

for (const [title, reason, end] of endings) {
  t.test(`between two calls: ${title} (${reason})`, async (t) => {
    const o = await talkingOffice();
    const { place } = o;
    const { ours, monitor, id } = await stayingWithAna(o);
    await hungUp(o, ours);
    await place.pass(200);
    t.match(place.monitoring(id), { state: "connected", callId: null });
    await end(o, monitor);
    await place.until("its end", () => place.monitoring(id).state === "ended" && monitor.state === "ended");
    t.match(place.monitoring(id), { reason, callId: null });
    await place.nothingLeft(t);
  });
}

t.test("its phone falls silent while it waits: `media_timeout`", async (t) => {
  const o = await talkingOffice();
  const { place } = o;
  const { ours, monitor, id } = await stayingWithAna(o);
  await hungUp(o, ours);
  await place.until("its end", () => monitor.state === "ended", 90_000);
  t.match(place.monitoring(id), { state: "ended", reason: "media_timeout" });
  await place.nothingLeft(t);
});

t.test("an exchange that closes says goodbye to who waits (call_ended)", async (t) => {
  const o = await talkingOffice();
  const { place } = o;
  const { ours, monitor, id } = await stayingWithAna(o);
  await hungUp(o, ours);
  await place.pass(200);
  await place.result(place.exchange.close());
  await place.pass(100);
  t.equal(monitor.state, "ended", "by a BYE");
  t.match(place.account.journal.audits.at(-1), {
    subject: id,
    action: "monitoring.ended",
    detail: { reason: "call_ended" },
  });
});

for (const seed of [1, 2, 3]) {
  t.test(`a lossy network, seed ${seed}: four calls in a row, one leg, nothing left`, async (t) => {
    const o = await talkingOffice({ seed, weather: storm, workers: 2 });
    const { place, clara, claraPhone } = o;
    const { ours, monitor, id } = await stayingWithAna(o, "active");
    let call = ours;
    for (let turn = 0; turn < 3; turn++) {
      call.hangUp();
      await place.until("it to wait", () => place.monitoring(id).callId === null);
      const next = await inboundCall(o);
      call = next.ours;
      await place.until("it to be in the call", () => place.monitoring(id).callId === place.liveCall.id);
    }
    t.equal(claraPhone.calls.length, 1);
    t.ok(isOneStream(monitor.sound.heard));
    must(place.centre.release(place.viewer(clara), id));
    call.hangUp();
    await place.nothingLeft(t);
  });
}

t.test("who waits for an agent monitors nobody else meanwhile, nor is it offered calls", async (t) => {
  const o = await talkingOffice();
  const { place, bruno, clara, customer, daviPhone } = o;
  const { ours, id } = await stayingWithAna(o);
  await hungUp(o, ours);
  const brunos = o.brunoPhone.dial("011955554444");
  await place.until("Bruno's call", () => brunos.state === "connected");
  t.equal(codeOf(await place.monitor(clara, "passive", { agentId: bruno.id })), "already_monitoring");
  const davis = daviPhone.dial("1003");
  await place.until("the refusal", () => davis.state === "ended");
  t.ok(davis.came.includes("486 INVITE"), "her phone is busy");
  t.equal(customer.calls.length, 2);
  brunos.hangUp();
  must(place.centre.release(place.viewer(clara), id));
  await place.nothingLeft(t);
});

t.test("before the answer the call's end is a failure, whomever it was to stay with", async (t) => {
  const o = await talkingOffice();
  const { place, ana, clara, claraPhone } = o;
  claraPhone.manner = rings;
  const { ours } = await inboundCall(o);
  const { monitoring } = must(await place.monitor(clara, "passive", { agentId: ana.id, follow: "agent" }));
  await place.pass(200);
  ours.hangUp();
  await place.until("its end", () => place.monitoring(monitoring.id).state === "failed");
  t.match(place.monitoring(monitoring.id), { reason: "call_ended" });
  await place.nothingLeft(t);
});

t.test("asked for again, a monitoring of the call becomes one that stays with the agent", async (t) => {
  const o = await talkingOffice();
  const { place, ana, clara } = o;
  const { ours } = await inboundCall(o);
  const id = await place.connectMonitor(clara, "passive", { agentId: ana.id });
  const ask = { agentId: ana.id, follow: "agent", purpose: "Training" } as const;
  const again = must(await place.result(place.monitor(clara, "passive", ask)));
  t.match(again, { created: false, monitoring: { id, follow: "agent", purpose: "Training" } });
  await hungUp(o, ours);
  await place.pass(100);
  t.match(place.monitoring(id), { state: "connected", callId: null });
  must(place.centre.release(place.viewer(clara), id));
  await place.nothingLeft(t);
});

t.test("U1 U3 no word to a party, and their own bytes, in every call of the agent", async (t) => {
  const withMonitor = async (options: CentreOptions, follows: boolean): Promise<string[]> => {
    const o = await talkingOffice(options);
    const { place, ana, clara } = o;
    const first = await inboundCall(o);
    const id = follows ? await place.connectMonitor(clara, "passive", { agentId: ana.id, follow: "agent" }) : undefined;
    await place.pass(1000);
    await hungUp(o, first.ours);
    await place.pass(1000);
    const second = await inboundCall(o);
    await place.pass(1000);
    await hungUp(o, second.ours);
    const said = [first, second].flatMap(({ ours, theirs }) => [ours.came.join(), theirs.came.join()]);
    if (id !== undefined) must(place.centre.release(place.viewer(clara), id));
    await place.pass(1000);
    return said;
  };
  t.strictSame(await withMonitor({}, true), await withMonitor({}, false));
});
