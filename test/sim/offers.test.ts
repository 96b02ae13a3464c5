/** Offers and answers of whole calls over a network that loses, repeats and reorders: reliable ringing, re-INVITEs without an offer, hold in its dialects. */
import t, { type Test } from "tap";
import { noise, silence } from "../media/support/signals.ts";
import { calm, storm } from "./support/centre.ts";
import { inboundCall, NUMBER, type Office, office } from "./support/office.ts";
import { rings } from "./support/phone.ts";
import type { Offering, PhoneCall } from "./support/phoneCall.ts";
import { read } from "./support/sdp.ts";

const skies = [
  { sky: "calm", weather: calm, seed: 1 },
  ...[2, 3].map((seed) => ({ sky: `storm, seed ${seed}`, weather: storm, seed })),
];

async function inEveryWeather(t: Test, run: (there: Office, t: Test) => Promise<void>): Promise<void> {
  for (const { sky, weather, seed } of skies)
    await t.test(sky, async (t) => {
      const there = await office({ seed, weather }, { customer: { voice: silence }, ana: { voice: silence } });
      await run(there, t);
      await there.place.nothingLeft(t);
    });
}

const over = ({ place }: Office, ...calls: PhoneCall[]): Promise<void> =>
  place.until("the call to end", () => calls.every(({ state }) => state === "ended"), 250_000);

const up = ({ place }: Office, ...calls: PhoneCall[]): Promise<void> =>
  place.until("the call to be up", () => calls.every(({ connectedAt }) => connectedAt !== undefined), 120_000);

/** How many packets the call hears in a second from now on. */
async function heardInASecond({ place }: Office, call: PhoneCall): Promise<number> {
  const before = call.sound.heard.length;
  await place.pass(1000);
  return call.sound.heard.length - before;
}

/** How often a message of this kind came. */
const count = (call: PhoneCall, what: string): number => call.came.filter((each) => each === what).length;

t.test("RFC 3262 §4 the callee's early media comes reliably: the exchange sends PRACK", async (t) => {
  await inEveryWeather(t, async (there, t) => {
    const { place, customer, anaPhone } = there;
    customer.manner = (call) => call.ringReliably(noise(5));
    const ours = anaPhone.dial("011988887777");
    await place.until("the PRACK", () => customer.calls[0]?.came.includes("PRACK") === true, 120_000);
    t.match(customer.call.invite?.headers.all("Supported").join(), /100rel/);
    await place.until("the 183", () => ours.came.includes("183 INVITE"), 120_000);
    t.ok((await heardInASecond(there, ours)) > 40, "the caller hears the announcement");
    customer.call.answer();
    await up(there, ours, customer.call);
    t.equal(count(customer.call, "PRACK"), 1, "one PRACK for one provisional, however often it came");
    ours.hangUp();
    await over(there, customer.call);
  });
});

t.test("RFC 3262 §3 the caller knows 100rel: it gets early media reliably, and the 2xx after its PRACK", async (t) => {
  await inEveryWeather(t, async (there, t) => {
    const { place, customer, anaPhone } = there;
    customer.manner = (call) => call.ring(183, noise(5));
    const ours = anaPhone.dial("011988887777", { headers: [["Supported", "100rel"]] });
    await place.until("the PRACK's answer", () => ours.came.includes("200 PRACK"), 120_000);
    t.ok((await heardInASecond(there, ours)) > 40, "the caller hears the announcement");
    customer.call.answer();
    await up(there, ours, customer.call);
    t.ok((await heardInASecond(there, customer.call)) > 0, "what was agreed in the provisional holds after the answer");
    ours.hangUp();
    await over(there, customer.call);
  });
});

t.test(
  "RFC 3311 §5.2 early media moves by UPDATE while it rings; the 2xx, without SDP, changes nothing of it",
  async (t) => {
    await inEveryWeather(t, async (there, t) => {
      const { place, customer, anaPhone } = there;
      customer.manner = (call) => call.ringReliably(noise(5));
      const ours = anaPhone.dial("011988887777");
      await place.until("the PRACK", () => customer.calls[0]?.came.includes("PRACK") === true, 120_000);
      const { call } = customer;
      const announcement = call.sound;
      call.sound = customer.newSound();
      call.update();
      await place.until("the answer", () => call.came.includes("200 UPDATE"), 120_000);
      announcement.close();
      await place.pass(200);
      t.equal(await heardInASecond(there, ours), 0, "nothing comes from the new place yet");
      call.answer();
      await up(there, ours, call);
      await place.pass(200);
      t.ok((await heardInASecond(there, ours)) > 40);
      t.ok((await heardInASecond(there, call)) > 40);
      ours.hangUp();
      await over(there, call);
    });
  },
);

t.test("RFC 3262 §5 an INVITE without an offer gets ours while it rings; its PRACK answers", async (t) => {
  await inEveryWeather(t, async (there, t) => {
    const { place, customer, anaPhone } = there;
    anaPhone.manner = rings;
    const ours = customer.dial(NUMBER, { offerless: true, headers: [["Supported", "100rel"]] });
    await place.until("the PRACK's answer", () => ours.came.includes("200 PRACK"), 120_000);
    t.equal(read(ours.peerSdp!).direction, "sendrecv", "our offer");
    anaPhone.call.answer();
    await up(there, ours, anaPhone.call);
    await place.pass(500);
    t.ok((await heardInASecond(there, ours)) > 20);
    t.ok((await heardInASecond(there, anaPhone.call)) > 20);
    ours.hangUp();
    await over(there, anaPhone.call);
  });
});

t.test(
  "RFC 3261 §13.2.1 an INVITE without an offer whose ACK brings no answer of use: the call ends by our BYE",
  async (t) => {
    for (const answer of [{ answerless: true }, { foreign: true }])
      await inEveryWeather(t, async (there, t) => {
        const { place, customer, anaPhone } = there;
        const ours = customer.dial(NUMBER, { offerless: true, ...answer });
        await up(there, ours);
        await over(there, ours, anaPhone.call);
        for (const phone of [customer, anaPhone]) {
          const bye = phone.arrived.find(({ text }) => text.startsWith("BYE "))?.text;
          t.match(bye, /^Reason: SIP;cause=488;text="Not Acceptable Here"\r$/m);
        }
        t.match([...place.account.journal.reports.values()].at(-1), {
          disposition: "answered",
          hungUpBy: "system",
          sipStatus: 488,
        });
      });
  },
);

t.test(
  "RFC 3261 §14.2 a re-INVITE without an offer and an ACK without an answer: the call goes on as before",
  async (t) => {
    await inEveryWeather(t, async (there, t) => {
      const { place, anaPhone } = there;
      const { ours } = await inboundCall(there);
      const okays = count(ours, "200 INVITE");
      ours.reinvite({ offerless: true, answerless: true });
      await place.until("the 2xx", () => count(ours, "200 INVITE") > okays, 120_000);
      await place.pass(500);
      t.ok((await heardInASecond(there, ours)) > 20);
      t.ok((await heardInASecond(there, anaPhone.call)) > 20);
      ours.hangUp();
      await over(there, anaPhone.call);
    });
  },
);

t.test("RFC 3261 §14.2 a re-INVITE without an offer gets a new one of ours; the ACK answers", async (t) => {
  await inEveryWeather(t, async (there, t) => {
    const { place } = there;
    const { ours, theirs } = await inboundCall(there);
    const versionOf = (sdp: string) => Number(/^o=- \d+ (\d+) /m.exec(sdp)?.[1]);
    const before = versionOf(ours.peerSdp!);
    const okays = count(ours, "200 INVITE");
    // With the ACK the customer holds.
    ours.reinvite({ offerless: true, direction: "sendonly" });
    await place.until("the 2xx", () => count(ours, "200 INVITE") > okays, 120_000);
    t.equal(versionOf(ours.peerSdp!), before + 1, "a new description (RFC 3264 §8)");
    t.equal(read(ours.peerSdp!).direction, "sendrecv", "a full offer");
    await place.until("the hold", () => place.liveCall.state === "held", 120_000);
    await place.pass(500);
    t.equal(await heardInASecond(there, ours), 0, "the answer in the ACK holds (M3)");
    t.ok((await heardInASecond(there, theirs)) > 40, "the other hears music");
    ours.hangUp();
    await over(there, ours, theirs);
  });
});

const dialects: readonly [title: string, offering: Offering, answer: string][] = [
  ["sendonly (RFC 3264 §8.4, RFC 5359 §2.1)", { direction: "sendonly" }, "recvonly"],
  ["inactive (RFC 6337 §5.3)", { direction: "inactive" }, "inactive"],
  ["c=0.0.0.0 (RFC 2543 §B.5)", { connection: "0.0.0.0" }, "recvonly"],
];

for (const [title, offering, answer] of dialects)
  for (const by of ["reinvite", "update"] as const)
    t.test(`hold and resume by ${by === "update" ? "UPDATE (RFC 3311)" : "re-INVITE"}: ${title}`, async (t) => {
      await inEveryWeather(t, async (there, t) => {
        const { place, customer } = there;
        const { ours, theirs } = await inboundCall(there);
        await place.pass(500);
        const came = theirs.came.length;
        ours[by](offering);
        await place.until("the hold", () => place.liveCall.state === "held", 120_000);
        await place.until("our answer", () => read(ours.peerSdp!).direction === answer, 120_000);
        await place.pass(500);
        t.equal(await heardInASecond(there, ours), 0, "who holds hears nothing (M3)");
        t.ok((await heardInASecond(there, theirs)) > 40, "the other hears music");
        ours[by]();
        await place.until("the resumption", () => place.liveCall.state === "answered", 120_000);
        await place.pass(500);
        t.ok((await heardInASecond(there, ours)) > 0, "both hear one another again");
        t.equal(theirs.came.length, came, "the other's dialog saw nothing of it");
        t.equal(customer.calls.length, 1);
        ours.hangUp();
        await over(there, theirs);
      });
    });

for (const by of ["reinvite", "update"] as const)
  t.test(`RFC 3261 §14.1 a refused ${by} changes nothing`, async (t) => {
    await inEveryWeather(t, async (there, t) => {
      const { place } = there;
      const { ours, theirs } = await inboundCall(there);
      await place.pass(500);
      ours[by]({ foreign: true });
      const method = by === "update" ? "UPDATE" : "INVITE";
      await place.until("the refusal", () => ours.came.includes(`488 ${method}`), 120_000);
      t.equal(place.liveCall.state, "answered");
      t.ok((await heardInASecond(there, ours)) > 0);
      t.ok((await heardInASecond(there, theirs)) > 0);
      ours.hangUp();
      await over(there, theirs);
    });
  });
