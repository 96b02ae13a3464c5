/** Whole calls in virtual time, in good weather and bad; nothing is left of any of them. */
import t, { type Test } from "tap";
import type { ReportRow } from "../../src/accounts/journal/journal.ts";
import { silence } from "../media/support/signals.ts";
import { calm, SERVER, storm } from "./support/centre.ts";
import { inboundCall, NUMBER, type Office, office } from "./support/office.ts";
import { refuses, rings } from "./support/phone.ts";
import type { PhoneCall } from "./support/phoneCall.ts";

const skies = [
  { sky: "calm", weather: calm, seed: 1 },
  ...[1, 2, 3].map((seed) => ({ sky: `storm, seed ${seed}`, weather: storm, seed })),
];

interface Scenario {
  readonly title: string;
  readonly run: (there: Office, t: Test) => Promise<void>;
  /** What the call's report row says. */
  readonly report: Partial<ReportRow>;
}

/** Waits until the call is over for the phone. */
const over = ({ place }: Office, call: PhoneCall): Promise<void> =>
  place.until("the call to end", () => call.state === "ended", 250_000);

/** The only call that the office's trunk was offered; waits for it. */
async function offered({ place, customer }: Office): Promise<PhoneCall> {
  await place.until("the trunk to be called", () => customer.calls.length > 0);
  return customer.call;
}

async function connected({ place }: Office, ...calls: PhoneCall[]): Promise<void> {
  await place.until("the call to be up", () => calls.every(({ connectedAt }) => connectedAt !== undefined));
}

/** In calm weather but for the first ACK that is sent from there. */
function loseFirstAck({ place }: Office, address: string): void {
  let lost = false;
  place.net.setWeather(address, 5060, {
    fate: (data) => {
      const loses = !lost && data.toString("latin1", 0, 4) === "ACK ";
      lost ||= loses;
      return loses ? undefined : 5;
    },
  });
}

const scenarios: readonly Scenario[] = [
  {
    title: "an inbound call is answered and the customer hangs up",
    run: async (there) => {
      const { ours, theirs } = await inboundCall(there);
      await there.place.pass(1000);
      ours.hangUp();
      await over(there, theirs);
    },
    report: { direction: "inbound", disposition: "answered", hungUpBy: "customer", sipStatus: 200 },
  },
  {
    title: "an inbound call is answered and the agent hangs up",
    run: async (there) => {
      const { ours, theirs } = await inboundCall(there);
      await there.place.pass(1000);
      theirs.hangUp();
      await over(there, ours);
    },
    report: { direction: "inbound", disposition: "answered", hungUpBy: "agent", sipStatus: 200 },
  },
  {
    title: "an internal call",
    run: async (there) => {
      const { place, anaPhone, brunoPhone } = there;
      const ours = brunoPhone.dial("1001");
      await place.until("Ana to be called", () => anaPhone.calls.length > 0);
      await connected(there, ours, anaPhone.call);
      anaPhone.call.hangUp();
      await over(there, ours);
    },
    report: { direction: "internal", disposition: "answered", hungUpBy: "agent", ownNumber: null },
  },
  {
    title: "an outbound call by the trunk",
    run: async (there, t) => {
      const ours = there.anaPhone.dial("011988887777");
      const theirs = await offered(there);
      await connected(there, ours, theirs);
      t.match(theirs.invite!.uri, /^sip:11988887777@10\.2\.0\.1/, "the route's prefix is stripped");
      ours.hangUp();
      await over(there, theirs);
    },
    report: { direction: "outbound", disposition: "answered", customerNumber: "011988887777", hungUpBy: "agent" },
  },
  {
    title: "the agent is busy",
    run: async (there, t) => {
      there.anaPhone.manner = refuses(486);
      const ours = there.customer.dial(NUMBER);
      await over(there, ours);
      t.equal(ours.status, 486);
    },
    report: { disposition: "busy", sipStatus: 486, hungUpBy: "system" },
  },
  {
    title: "the agent declines",
    run: async (there, t) => {
      there.anaPhone.manner = refuses(603);
      const ours = there.customer.dial(NUMBER);
      await over(there, ours);
      t.equal(ours.status, 603);
    },
    report: { disposition: "busy", sipStatus: 603 },
  },
  {
    title: "the agent's phone cannot speak what the customer's can",
    run: async (there, t) => {
      there.anaPhone.manner = refuses(488);
      const ours = there.customer.dial(NUMBER);
      await over(there, ours);
      t.equal(ours.status, 488);
    },
    report: { disposition: "failed", sipStatus: 488 },
  },
  {
    title: "nobody answers",
    run: async (there, t) => {
      there.anaPhone.manner = rings;
      const ours = there.customer.dial(NUMBER);
      await over(there, ours);
      t.equal(ours.status, 480);
      t.ok(ours.came.includes("180 INVITE"), "it rang");
      await over(there, there.anaPhone.call);
      t.equal(there.anaPhone.call.status, 487, "the agent's phone was CANCELled");
    },
    report: { disposition: "no_answer", sipStatus: 480 },
  },
  {
    title: "the agent's phone does not react at all",
    run: async (there, t) => {
      const { place, customer, anaPhone } = there;
      place.net.setWeather(anaPhone.address, 5060, { loss: 1 });
      const ours = customer.dial(NUMBER);
      await over(there, ours);
      t.equal(ours.status, 408);
      place.net.setWeather(anaPhone.address, 5060, calm);
    },
    report: { disposition: "no_answer", sipStatus: 408 },
  },
  {
    title: "CANCEL before any answer but 100",
    run: async (there, t) => {
      there.anaPhone.manner = () => undefined;
      const ours = there.customer.dial(NUMBER);
      ours.hangUp();
      await over(there, ours);
      t.equal(ours.status, 487);
    },
    report: { disposition: "cancelled", hungUpBy: "customer", sipStatus: 487 },
  },
  {
    title: "CANCEL while it rings",
    run: async (there, t) => {
      const { place, customer, anaPhone } = there;
      anaPhone.manner = rings;
      const ours = customer.dial(NUMBER);
      await place.until("ringing", () => ours.came.includes("180 INVITE"));
      ours.hangUp();
      await over(there, ours);
      await over(there, anaPhone.call);
      t.strictSame([ours.status, anaPhone.call.status], [487, 487]);
    },
    report: { disposition: "cancelled", hungUpBy: "customer" },
  },
  {
    title: "CANCEL crosses the 200 of the call's answer",
    run: async (there) => {
      const { place, customer, anaPhone } = there;
      anaPhone.manner = rings;
      const ours = customer.dial(NUMBER);
      await place.until("ringing", () => ours.came.includes("180 INVITE"));
      anaPhone.call.answer();
      // Ana's 200 is under way for 5 ms at least, and so is the CANCEL: whichever comes first, both legs end.
      await place.pass(3);
      ours.hangUp();
      await over(there, ours);
      await over(there, anaPhone.call);
    },
    report: { hungUpBy: "customer" },
  },
  {
    title: "BYE crosses BYE",
    run: async (there) => {
      const { ours, theirs } = await inboundCall(there);
      ours.hangUp();
      theirs.hangUp();
      await there.place.pass(5000);
    },
    report: { disposition: "answered" },
  },
  {
    title: "the first ACKs of both legs are lost",
    run: async (there, t) => {
      const { place, customer, anaPhone } = there;
      loseFirstAck(there, customer.address);
      loseFirstAck(there, SERVER);
      const ours = customer.dial(NUMBER);
      await place.until("Ana to be called", () => anaPhone.calls.length > 0);
      await connected(there, ours, anaPhone.call);
      await place.pass(5000);
      t.ok(ours.came.filter((what) => what === "200 INVITE").length > 1, "the caller got its 200 again");
      t.equal(place.liveCall.state, "answered");
      ours.hangUp();
      await over(there, anaPhone.call);
    },
    report: { disposition: "answered", hungUpBy: "customer" },
  },
  {
    title: "the caller never acknowledges",
    run: async (there, t) => {
      const { place, customer, anaPhone } = there;
      const ours = customer.dial(NUMBER);
      ours.acknowledges = false;
      await place.until("Ana to be called", () => anaPhone.calls.length > 0);
      await over(there, anaPhone.call);
      await over(there, ours);
      t.ok(ours.came.filter((what) => what === "200 INVITE").length > 5, "the 200 came again and again");
      t.ok(ours.came.includes("BYE"), "64·T1 later the dialog is ended by BYE");
    },
    report: { disposition: "answered", hungUpBy: "system" },
  },
  {
    title: "the caller is gone when the call is answered",
    run: async (there) => {
      const { place, customer, anaPhone } = there;
      anaPhone.manner = rings;
      const ours = customer.dial(NUMBER);
      await place.until("ringing", () => ours.came.includes("180 INVITE"));
      place.net.setWeather(customer.address, 5060, { loss: 1 });
      anaPhone.call.answer();
      await over(there, anaPhone.call);
      ours.drop();
    },
    report: { disposition: "answered", hungUpBy: "system" },
  },
  {
    title: "an INVITE without offer",
    run: async (there, t) => {
      const { place, customer, anaPhone } = there;
      const ours = customer.dial(NUMBER, { offerless: true });
      await place.until("Ana to be called", () => anaPhone.calls.length > 0);
      await connected(there, ours, anaPhone.call);
      await place.pass(1000);
      t.ok(ours.sound.heard.length > 20 && anaPhone.call.sound.heard.length > 20, "both hear each other");
      ours.hangUp();
      await over(there, anaPhone.call);
    },
    report: { disposition: "answered" },
  },
  {
    title: "hold and resume by every kind of re-INVITE",
    run: async (there, t) => {
      const { place } = there;
      const { ours, theirs } = await inboundCall(there);
      for (const offering of [
        { direction: "sendonly" },
        { direction: "inactive" },
        { connection: "0.0.0.0" },
      ] as const) {
        for (const call of [ours, theirs]) {
          call.reinvite(offering);
          await place.until("held", () => place.liveCall.state === "held");
          await place.pass(3000);
          call.reinvite();
          await place.until("resumed", () => place.liveCall.state === "answered");
          await place.pass(3000);
        }
      }
      t.equal(place.liveCall.state, "answered");
      ours.hangUp();
      await over(there, theirs);
    },
    report: { disposition: "answered" },
  },
  {
    title: "a re-INVITE without offer",
    run: async (there, t) => {
      const { place } = there;
      const { ours, theirs } = await inboundCall(there);
      ours.reinvite({ offerless: true });
      await place.until("the 200", () => ours.came.filter((what) => what === "200 INVITE").length > 1);
      await place.pass(2000);
      t.equal(place.liveCall.state, "answered");
      ours.hangUp();
      await over(there, theirs);
    },
    report: { disposition: "answered" },
  },
  {
    title: "a phone moves to another address",
    run: async (there, t) => {
      const { place, anaPhone } = there;
      const { ours, theirs } = await inboundCall(there);
      const before = theirs.sound;
      theirs.move(anaPhone.newSound());
      await place.pass(3000);
      t.not(theirs.sound.address, before.address);
      t.ok(theirs.sound.heard.length > 50, "what the customer says comes to the new address");
      ours.hangUp();
      await over(there, theirs);
    },
    report: { disposition: "answered" },
  },
];

for (const { title, run, report } of scenarios) {
  t.test(title, async (t) => {
    for (const { sky, weather, seed } of skies) {
      await t.test(sky, async (t) => {
        const there = await office({ seed, weather }, { customer: { voice: silence }, ana: { voice: silence } });
        await run(there, t);
        await there.place.nothingLeft(t);
        const rows = [...there.place.account.journal.reports.values()];
        t.equal(rows.length, 1, "the call has one row");
        t.match(rows[0], report);
      });
    }
  });
}
