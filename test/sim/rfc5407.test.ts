/**
 * The races of RFC 5407: messages that cross, overtake one another or are lost, with the exchange at either end.
 * Appendices B to E add no flow of their own: B is §3.2.2's from the other side, C is held by every CANCEL's leak check, D is §3.2,
 * and E, further To tags of a fork, is in `test/sip/dialog`.
 */
import { type SipRequest, textBody } from "../../src/sip/message/message.ts";
import type { Weather } from "../support/virtualNet.ts";
import { SERVER } from "./support/centre.ts";
import { flow, type Scene } from "./support/flow.ts";
import { NUMBER } from "./support/office.ts";
import { rings, type SimPhone } from "./support/phone.ts";
import type { Offering, PhoneCall } from "./support/phoneCall.ts";
import { describe } from "./support/sdp.ts";
import { PITCH, uri } from "./support/transfers.ts";

const ANSWERED = { direction: "inbound", disposition: "answered", sipStatus: 200 } as const;

/** The customer calls Ana, who rings. */
async function ringing(s: Scene, offering: Offering = {}): Promise<{ ours: PhoneCall; theirs: PhoneCall }> {
  s.anaPhone.manner = rings;
  const ours = s.customer.dial(NUMBER, offering);
  await s.ringing(s.anaPhone, ours);
  return { ours, theirs: s.anaPhone.call };
}

/** … and answers. */
async function talking(s: Scene, offering: Offering = {}) {
  const call = await ringing(s, offering);
  call.theirs.answer();
  await s.up(call.ours, call.theirs);
  await s.place.pass(500);
  return call;
}

const starts = (data: Buffer, start: string): boolean => data.toString("latin1", 0, start.length) === start;

/** 5 ms to everybody, but for the first `count` datagrams that begin with `start`, which are lost. */
function losing(start: string, count: number): Weather {
  let lost = 0;
  return { fate: (data) => (starts(data, start) && lost++ < count ? undefined : 5) };
}

const loses = (s: Scene, phone: SimPhone, start: string, count = 1): void =>
  s.place.net.setWeather(phone.address, 5060, losing(start, count));

/** One talks to the other, and the other to the one. */
async function talk(s: Scene, ours: PhoneCall, theirs: PhoneCall): Promise<void> {
  s.t.ok(await s.hears(ours, PITCH.ana), "the customer hears Ana");
  s.t.ok(await s.hears(theirs, PITCH.customer), "Ana hears the customer");
}

const CALLED = "> INVITE, < 100 INVITE, < 180 INVITE, < 200 INVITE";

// --- §3.1: in the moratorium: the callee has answered and waits for the ACK -------------------------------------------

flow(
  "RFC 5407 §3.1.1: the INVITE is retransmitted after the answer",
  { report: ANSWERED, storms: [1, 2] },
  async (s) => {
    const { place, customer, anaPhone } = s;
    // Nothing comes back before the caller's second INVITE is under way.
    place.net.setWeather(SERVER, 5060, {
      fate: (_, __, to) => (to.address === customer.address && place.time.now() < silentUntil ? undefined : 5),
    });
    const silentUntil = place.time.now() + 400;
    const ours = customer.dial(NUMBER);
    await s.rung(anaPhone);
    await s.up(ours, anaPhone.call);
    await talk(s, ours, anaPhone.call);
    s.t.equal(anaPhone.calls.length, 1, "one INVITE, one call");
    ours.hangUp();
    await s.over(anaPhone.call);
  },
);

flow(
  "RFC 5407 §3.1.2: the caller's CANCEL crosses our 200",
  // In bad weather the 200 may not have been first.
  { report: { hungUpBy: "customer" }, storms: [1, 2] },
  async (s) => {
    const { ours, theirs } = await ringing(s);
    theirs.answer();
    // Ana's 200 has been here, ours is on its way.
    await s.place.pass(7);
    ours.hangUp();
    await s.over(ours, theirs);
    await s.place.pass(500);
    s.figure(s.customer, `${CALLED}, > CANCEL, > ACK, > BYE, < 200 CANCEL, < 200 BYE`);
    s.figure(s.anaPhone, "< INVITE, > 100 INVITE, > 180 INVITE, > 200 INVITE, < ACK, < BYE, > 200 BYE");
  },
);

flow(
  "RFC 5407 §3.1.2: our CANCEL crosses the callee's 200: ACK, then BYE",
  // In bad weather the 200 may come first.
  { report: { hungUpBy: "customer" }, storms: [1, 2] },
  async (s) => {
    const { ours, theirs } = await ringing(s);
    ours.hangUp();
    await s.place.pass(7);
    theirs.answer();
    await s.over(ours, theirs);
    await s.place.pass(500);
    s.figure(s.customer, "> INVITE, < 100 INVITE, < 180 INVITE, > CANCEL, < 200 CANCEL, < 487 INVITE, > ACK");
    s.figure(
      s.anaPhone,
      "< INVITE, > 100 INVITE, > 180 INVITE, < CANCEL, > 200 INVITE, > 200 CANCEL, < ACK, < BYE, > 200 BYE",
    );
  },
);

flow(
  "RFC 5407 §3.1.3: the caller's BYE of the early dialog crosses our 200",
  // In bad weather the 200 may not have been first.
  { report: { hungUpBy: "customer" }, storms: [1, 2] },
  async (s) => {
    const { ours, theirs } = await ringing(s);
    await s.came(ours, "180 INVITE");
    theirs.answer();
    await s.place.pass(7);
    ours.bye();
    await s.over(ours, theirs);
    await s.place.pass(500);
    s.figure(s.customer, `${CALLED}, > BYE, > ACK, < 200 BYE`);
    s.figure(s.anaPhone, "< INVITE, > 100 INVITE, > 180 INVITE, > 200 INVITE, < ACK, < BYE, > 200 BYE");
  },
);

flow(
  "RFC 5407 §3.1.4: a re-INVITE before the ACK, the first offer answered: taken",
  { report: ANSWERED, storms: [1, 2] },
  async (s) => {
    const { ours, theirs } = await ringing(s);
    loses(s, s.customer, "ACK ");
    theirs.answer();
    await s.up(ours);
    ours.reinvite({ direction: "sendonly" });
    await s.place.until("the hold", () => s.place.liveCall.state === "held");
    await s.came(ours, "200 INVITE", 2);
    ours.reinvite();
    await s.place.until("the resumption", () => s.place.liveCall.state === "answered");
    await talk(s, ours, theirs);
    ours.hangUp();
    await s.over(theirs);
    await s.place.pass(500);
    s.figure(
      s.customer,
      `${CALLED}, > ACK, > INVITE, < 100 INVITE, < 200 INVITE, > ACK, > INVITE, < 100 INVITE, < 200 INVITE, > ACK, > BYE, < 200 BYE`,
    );
  },
);

flow(
  "RFC 5407 §3.1.5: a re-INVITE before the ACK that has the answer: 491",
  { report: ANSWERED, storms: [1, 2] },
  async (s) => {
    const { ours, theirs } = await ringing(s, { offerless: true });
    ours.acknowledges = false;
    theirs.answer();
    await s.came(ours, "200 INVITE");
    // The ACK goes out, and what is said next overtakes it.
    let late = true;
    s.place.net.setWeather(s.customer.address, 5060, {
      fate: (data) => {
        const isLate = late && starts(data, "ACK ");
        late &&= !isLate;
        return isLate ? 50 : 5;
      },
    });
    ours.acknowledge();
    ours.acknowledges = true;
    ours.reinvite({ direction: "sendonly" });
    await s.came(ours, "491 INVITE");
    s.t.equal(s.place.liveCall.state, "answered", "the offer of the re-INVITE is void");
    await talk(s, ours, theirs);
    // RFC 3261 §14.1: the owner of the Call-ID waits 2.1 to 4 s.
    await s.place.pass(2100);
    ours.reinvite({ direction: "sendonly" });
    await s.place.until("the hold", () => s.place.liveCall.state === "held");
    await s.came(ours, "200 INVITE", 2);
    ours.hangUp();
    await s.over(theirs);
  },
);

flow(
  "RFC 5407 §3.1.6: the BYE comes where the ACK was lost",
  { report: { ...ANSWERED, hungUpBy: "customer" }, storms: [1, 2] },
  async (s) => {
    const { ours, theirs } = await ringing(s);
    loses(s, s.customer, "ACK ", 100);
    theirs.answer();
    await s.up(ours);
    ours.hangUp();
    await s.over(theirs);
    await s.came(ours, "200 BYE");
    const before = ours.came.length;
    await s.place.pass(40_000);
    s.t.strictSame(ours.came.slice(before), [], "the 200 to the INVITE is not sent again after the BYE");
    s.figure(s.customer, `${CALLED}, > ACK, > BYE, < 200 BYE`);
  },
);

// --- §3.2: in the mortal state: one end has sent BYE ------------------------------------------------------------------

flow("RFC 5407 §3.2.1: BYE crosses BYE", { report: ANSWERED, storms: [1, 2, 3] }, async (s) => {
  const { ours, theirs } = await talking(s);
  theirs.hangUp();
  // Our BYE to the customer is on its way.
  await s.place.pass(7);
  ours.hangUp();
  await s.over(ours, theirs);
  await s.place.pass(500);
  s.figure(s.customer, `${CALLED}, > ACK, < BYE, > BYE, > 200 BYE, < 200 BYE`);
  s.figure(s.anaPhone, "< INVITE, > 100 INVITE, > 180 INVITE, > 200 INVITE, < ACK, > BYE, < 200 BYE");
});

flow(
  "RFC 5407 §3.2.2: a re-INVITE crosses our BYE: 481",
  { report: { ...ANSWERED, hungUpBy: "agent" }, storms: [1, 2] },
  async (s) => {
    const { ours, theirs } = await talking(s);
    theirs.hangUp();
    await s.place.pass(7);
    ours.reinvite({ direction: "sendonly" });
    await s.over(ours);
    await s.place.pass(500);
    s.figure(s.customer, `${CALLED}, > ACK, < BYE, > INVITE, > 200 BYE, < 100 INVITE, < 481 INVITE, > ACK`);
  },
);

/** A caller whose session we refresh by re-INVITE every 45 s. */
const refreshed: Offering = {
  headers: [
    ["Supported", "timer"],
    ["Session-Expires", "90;refresher=uas"],
    ["Allow", "INVITE, ACK, BYE"],
  ],
};

const accepts = (s: Scene, version: number) => ({
  status: 200,
  headers: [
    ["Content-Type", "application/sdp"],
    ["Contact", `<sip:${s.customer.address}:5060>`],
    ["Session-Expires", "90;refresher=uac"],
  ] as const,
  body: textBody(describe({ address: s.customer.address, port: 5000, codecs: ["PCMA"], ptime: 20 }, version)),
});

/** Until the exchange's own re-INVITE has been sent; it arrives 5 ms later. */
const refreshUnderWay = (s: Scene): Promise<void> =>
  s.place.until(
    "our re-INVITE",
    () => s.place.wire.ladder(s.customer.address).filter((m) => m === "< INVITE").length > 0,
  );

flow("RFC 5407 §3.2.2: our re-INVITE crosses the BYE", { report: ANSWERED, storms: [1, 2] }, async (s) => {
  const { ours, theirs } = await talking(s, refreshed);
  ours.within = (request) => (request.method === "INVITE" ? { status: 481 } : undefined);
  await refreshUnderWay(s);
  ours.hangUp();
  await s.over(theirs);
  await s.place.pass(500);
  s.figure(s.customer, `${CALLED}, > ACK, < INVITE, > BYE, > 100 INVITE, > 481 INVITE, < 200 BYE, < ACK`);
});

flow(
  "RFC 5407 §3.2.3: the 200 of our re-INVITE crosses our BYE: acknowledged all the same",
  { report: { ...ANSWERED, hungUpBy: "agent" } },
  async (s) => {
    const { ours, theirs } = await talking(s, refreshed);
    ours.within = (request) => (request.method === "INVITE" ? accepts(s, 2) : undefined);
    await refreshUnderWay(s);
    theirs.hangUp();
    await s.over(ours);
    await s.came(ours, "ACK");
    await s.place.pass(500);
    s.t.equal(ours.came.includes("BYE"), true);
  },
);

flow(
  "RFC 5407 §3.2.4: the callee's BYE overtakes our ACK",
  { report: { ...ANSWERED, hungUpBy: "agent" } },
  async (s) => {
    const { ours, theirs } = await ringing(s);
    theirs.answer();
    await s.place.pass(7);
    // Our ACK is on its way to Ana, who has answered and hangs up.
    theirs.bye();
    await s.over(ours);
    await s.came(theirs, "200 BYE");
    await s.place.pass(500);
    s.figure(s.anaPhone, "< INVITE, > 100 INVITE, > 180 INVITE, > 200 INVITE, < ACK, > BYE, < 200 BYE");
  },
);

for (const rang of [true, false])
  flow(
    `RFC 5407 §3.2.4: the callee's BYE overtakes its own 200, ${rang ? "after a 180" : "the first that says who answers"}`,
    { report: ANSWERED },
    async (s) => {
      const { place, customer, anaPhone } = s;
      anaPhone.manner = (call) => {
        if (rang) call.ring();
        call.answer();
      };
      place.net.setWeather(anaPhone.address, 5060, { fate: (data) => (starts(data, "SIP/2.0 200") ? 100 : 5) });
      const ours = customer.dial(NUMBER);
      await s.rung(anaPhone);
      await place.pass(20);
      anaPhone.call.bye();
      await s.over(ours, anaPhone.call);
      await place.pass(500);
      const [ringing, bye] = rang ? ["180 INVITE, ", "200 BYE"] : ["", "481 BYE"];
      s.figure(anaPhone, `< INVITE, > 100 INVITE, ${rang ? "> " : ""}${ringing}> 200 INVITE, > BYE, < ${bye}, < ACK`);
      s.figure(customer, `> INVITE, < 100 INVITE, ${rang ? "< " : ""}${ringing}< 200 INVITE, > ACK, < BYE, > 200 BYE`);
    },
  );

flow(
  "RFC 3261 §15: the callee's BYE waits for the caller's ACK",
  { report: { ...ANSWERED, hungUpBy: "agent" }, storms: [1, 2] },
  async (s) => {
    const { ours, theirs } = await ringing(s);
    ours.acknowledges = false;
    theirs.answer();
    await s.came(ours, "200 INVITE");
    theirs.hangUp();
    await s.place.pass(3000);
    s.t.notOk(ours.came.includes("BYE"), "no BYE before the ACK");
    ours.acknowledge();
    await s.over(ours);
    await s.place.pass(500);
    s.figure(s.customer, `${CALLED}, > ACK, < BYE, > 200 BYE`);
  },
);

// --- §3.3: other races ------------------------------------------------------------------------------------------------

/** Refuses the exchange's first re-INVITE as long as its own is under way, and takes the next. */
function glaring(s: Scene, seen: SipRequest[]): NonNullable<PhoneCall["within"]> {
  return (request) => {
    if (request.method !== "INVITE") return undefined;
    seen.push(request);
    return seen.length === 1 ? { status: 491 } : accepts(s, 10 + seen.length);
  };
}

flow("RFC 5407 §3.3.1: re-INVITE crosses re-INVITE: both 491, and both again", { report: ANSWERED }, async (s) => {
  const { ours, theirs } = await talking(s, refreshed);
  const seen: SipRequest[] = [];
  ours.within = glaring(s, seen);
  await refreshUnderWay(s);
  ours.reinvite({ direction: "sendonly" });
  await s.came(ours, "491 INVITE");
  const refusedAt = s.place.time.now();
  await s.place.until("ours again", () => seen.length > 1);
  // RFC 3261 §14.1: who does not own the Call-ID waits 0 to 2 s.
  s.t.ok(s.place.time.now() - refusedAt < 2500);
  await s.came(ours, "ACK", 3);
  await s.place.pass(2100);
  ours.reinvite({ direction: "sendonly" });
  await s.place.until("the hold", () => s.place.liveCall.state === "held");
  await s.came(ours, "200 INVITE", 2);
  ours.reinvite();
  await s.place.until("the resumption", () => s.place.liveCall.state === "answered");
  await talk(s, ours, theirs);
  ours.hangUp();
  await s.over(theirs);
});

flow("RFC 5407 §3.3.2: UPDATE crosses re-INVITE: 491 to both", { report: ANSWERED }, async (s) => {
  const { ours, theirs } = await talking(s, refreshed);
  const seen: SipRequest[] = [];
  ours.within = glaring(s, seen);
  await refreshUnderWay(s);
  ours.update({ direction: "sendonly" });
  await s.place.until("the refusal", () => ours.came.some((what) => what === "491 UPDATE" || what === "500 UPDATE"));
  s.t.equal(s.place.liveCall.state, "answered", "its offer is void");
  await s.place.until("ours again", () => seen.length > 1);
  await s.place.pass(2500);
  ours.update({ direction: "sendonly" });
  await s.place.until("the hold", () => s.place.liveCall.state === "held");
  ours.hangUp();
  await s.over(theirs);
});

flow(
  "RFC 5407 §3.3.3: a REFER crosses our BYE: 481",
  { report: { ...ANSWERED, hungUpBy: "customer", transfers: [] } },
  async (s) => {
    const { ours, theirs } = await talking(s);
    ours.hangUp();
    await s.place.pass(7);
    theirs.refer(uri("1002"));
    await s.came(theirs, "481 REFER");
    await s.over(theirs);
    await s.place.pass(500);
    s.t.equal(s.brunoPhone.calls.length, 0);
    s.figure(
      s.anaPhone,
      "< INVITE, > 100 INVITE, > 180 INVITE, > 200 INVITE, < ACK, < BYE, > REFER, > 200 BYE, < 481 REFER",
    );
  },
);

flow("RFC 5407 §3.3.3 and RFC 5589 §6: a REFER right behind the hold's re-INVITE", { storms: [1, 2, 3] }, async (s) => {
  const { ours, theirs } = await talking(s);
  theirs.reinvite({ direction: "sendonly" });
  theirs.refer(uri("1002"));
  await s.rung(s.brunoPhone);
  await s.up(s.brunoPhone.call);
  await s.over(theirs);
  s.t.ok(await s.hears(ours, PITCH.bruno));
  s.t.ok(await s.hears(s.brunoPhone.call, PITCH.customer));
  ours.hangUp();
  await s.over(s.brunoPhone.call);
});

// --- Appendix A -------------------------------------------------------------------------------------------------------

flow(
  "RFC 5407 Appendix A: BYE in the early dialog",
  { report: { disposition: "cancelled", hungUpBy: "customer" }, storms: [1, 2] },
  async (s) => {
    const { ours, theirs } = await ringing(s);
    await s.came(ours, "180 INVITE");
    ours.bye();
    await s.over(ours, theirs);
    await s.came(ours, "200 BYE");
    await s.place.pass(500);
    s.t.equal(ours.status, 487);
    s.figure(s.customer, "> INVITE, < 100 INVITE, < 180 INVITE, > BYE, < 200 BYE, < 487 INVITE, > ACK");
    s.figure(s.anaPhone, "< INVITE, > 100 INVITE, > 180 INVITE, < CANCEL, > 200 CANCEL, > 487 INVITE, < ACK");
  },
);
