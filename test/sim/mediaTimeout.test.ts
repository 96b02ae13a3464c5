/** A party that sends neither RTP nor RTCP for the account's media timeout ends the call; while somebody holds it need not send. */
import t from "tap";
import { silence } from "../media/support/signals.ts";
import { must } from "./support/centre.ts";
import { inboundCall, type Office, office } from "./support/office.ts";
import type { SimPhone } from "./support/phone.ts";
import type { PhoneCall } from "./support/phoneCall.ts";

const voices = { customer: { voice: silence }, ana: { voice: silence }, bruno: { voice: silence } };
const MINUTE = 60_000;
/** What a message and a tick of the media clock take, ms. */
const SLACK = 100;

interface Talk extends Office {
  readonly callId: string;
  readonly ours: PhoneCall;
  readonly theirs: PhoneCall;
}

async function talk(timeoutSeconds?: number): Promise<Talk> {
  const there = await office(timeoutSeconds === undefined ? {} : { settings: { media: { timeoutSeconds } } }, voices);
  const parties = await inboundCall(there);
  await there.place.pass(2000);
  return { ...there, ...parties, callId: there.place.liveCall.id };
}

const reasonIn = ({ arrived }: SimPhone): string | undefined =>
  /^Reason: (.*)\r$/m.exec(arrived.findLast(({ text }) => text.startsWith("BYE "))?.text ?? "")?.[1];

/** Waits for the end. @returns how long it took from `since` on, ms */
async function untilOver({ place, ours, theirs }: Talk, since: number): Promise<number> {
  await place.until("both to be hung up", () => [ours, theirs].every(({ state }) => state === "ended"), 300_000);
  return ours.endedAt! - since;
}

const near = (ms: number, expected: number): boolean => ms >= expected - SLACK && ms <= expected + SLACK;

for (const [silent, seconds] of [
  ["customer", undefined],
  ["agent", 10],
] as const) {
  t.test(
    `the ${silent} is gone: BYE to both after ${seconds ?? 60} s, with a Reason; the call counts as answered`,
    async (t) => {
      const there = await talk(seconds);
      const { place, customer, anaPhone, callId, ours, theirs } = there;
      const since = place.time.now();
      (silent === "customer" ? ours : theirs).sound.mute();
      const took = await untilOver(there, since);
      t.ok(near(took, (seconds ?? 60) * 1000), `after ${took} ms`);
      for (const phone of [customer, anaPhone]) t.equal(reasonIn(phone), 'SIP;cause=408;text="Media timeout"');
      const row = place.account.journal.reports.get(callId);
      t.match(row, { disposition: "answered", hungUpBy: "system", sipStatus: 200, live: false });
      await place.nothingLeft(t);
    },
  );
}

t.test("RTCP alone keeps a party that says nothing", async (t) => {
  const there = await talk();
  const { place, ours, theirs } = there;
  theirs.sound.mute();
  // An empty receiver report (RFC 3550 §6.4.2) every twenty seconds.
  for (let i = 0; i < 10; i++) {
    theirs.sound.sendRtcp(Buffer.from([0x80, 201, 0, 1, 1, 2, 3, 4]));
    await place.pass(20_000);
  }
  t.equal(ours.state, "connected");
  const since = place.time.now() - 20_000;
  t.ok(near(await untilOver(there, since), MINUTE), "and without it the call ends");
  await place.nothingLeft(t);
});

const held: Record<string, { readonly hold: (there: Talk) => unknown; readonly resume: (there: Talk) => unknown }> = {
  "a phone": {
    hold: ({ theirs }) => theirs.reinvite({ direction: "sendonly" }),
    resume: ({ theirs }) => theirs.reinvite({ direction: "sendrecv" }),
  },
  REST: {
    hold: ({ place, callId }) => must(place.centre.hold(place.administrator, callId)),
    resume: ({ place, callId }) => must(place.centre.resume(place.administrator, callId)),
  },
  "a consultation": {
    hold: async ({ place, callId, bruno, brunoPhone }) => {
      must(place.centre.transfer(place.administrator, callId, { to: bruno.extension, type: "attended" }));
      await place.until("the consultation", () =>
        brunoPhone.calls.some(({ connectedAt }) => connectedAt !== undefined),
      );
    },
    resume: ({ place, callId }) => must(place.centre.decideTransfer(place.administrator, callId, "cancel")),
  },
};

for (const [by, { hold, resume }] of Object.entries(held)) {
  t.test(`not while held by ${by}; the clock starts anew when they talk again`, async (t) => {
    const there = await talk();
    const { place, ours, theirs } = there;
    ours.sound.mute();
    await place.pass(MINUTE - 5000);
    await hold(there);
    await place.pass(5 * MINUTE);
    t.equal(ours.state, "connected");
    const since = place.time.now();
    await resume(there);
    const took = await untilOver(there, since);
    t.ok(near(took, MINUTE), `after ${took} ms`);
    theirs.hangUp();
    await place.nothingLeft(t);
  });
}

t.test("a consultation whose guest is gone ends; the customer's call goes on", async (t) => {
  const there = await talk();
  const { place, callId, bruno, brunoPhone, ours, theirs } = there;
  must(place.centre.transfer(place.administrator, callId, { to: bruno.extension, type: "attended" }));
  await place.until("the consultation", () => brunoPhone.calls.some(({ connectedAt }) => connectedAt !== undefined));
  const since = place.time.now();
  brunoPhone.call.sound.mute();
  await place.until("Bruno's BYE", () => brunoPhone.call.state === "ended", 120_000);
  t.ok(near(brunoPhone.call.endedAt! - since, MINUTE));
  t.equal(reasonIn(brunoPhone), 'SIP;cause=408;text="Media timeout"');
  await place.until("the customer to be back", () => place.liveCall.state === "answered");
  t.match([ours.state, theirs.state], ["connected", "connected"]);
  ours.hangUp();
  await place.nothingLeft(t);
});
