/**
 * The services of RFC 5359, with the exchange between the phones.
 * §2.13 and §2.14 (screening) need lists of callers, which the account does not keep. §2.15 (park) and §2.17 (automatic redial) need the dialog
 * event package (RFC 4235) of other people's phones: `call events cannot be subscribed to` below says how that is answered.
 */
import type { Agent } from "../../src/accounts/directory/shapes.ts";
import { flow, type ReportPattern, type Scene } from "./support/flow.ts";
import { NUMBER } from "./support/office.ts";
import { type Manner, refuses, rings, type SimPhone } from "./support/phone.ts";
import type { PhoneCall } from "./support/phoneCall.ts";
import { read } from "./support/sdp.ts";
import { isOneStream, PITCH, uri } from "./support/transfers.ts";

const ANSWERED = { direction: "inbound", disposition: "answered", sipStatus: 200 } as const;
const CALLED = "> INVITE, < 100 INVITE, < 180 INVITE, < 200 INVITE, > ACK";
const RANG = "< INVITE, > 100 INVITE, > 180 INVITE, > 200 INVITE, < ACK";
const REINVITED = "> INVITE, < 100 INVITE, < 200 INVITE, > ACK";

/** The customer calls Ana, who rings and answers. */
async function talking(s: Scene): Promise<{ ours: PhoneCall; theirs: PhoneCall; id: string }> {
  s.anaPhone.manner = rings;
  const ours = s.customer.dial(NUMBER);
  await s.ringing(s.anaPhone, ours);
  s.anaPhone.call.answer();
  await s.up(ours, s.anaPhone.call);
  await s.place.pass(200);
  return { ours, theirs: s.anaPhone.call, id: s.place.liveCall.id };
}

/** What has passed in the phone's dialog, whatever was sent again. */
const ladderOf = ({ place }: Scene, phone: SimPhone, call: PhoneCall): string =>
  place.wire.ladder(phone.address, call.callId).join(", ");

const callOf = ({ place }: Scene, id: string) =>
  place.centre.calls(place.administrator).find((call) => call.id === id)!;

/** The agent holds the call, as phones do. */
async function hold(s: Scene, call: PhoneCall, id: string): Promise<void> {
  const okays = call.came.filter((what) => what === "200 INVITE").length;
  call.reinvite({ direction: "sendonly" });
  await s.place.until("the hold", () => callOf(s, id).state === "held");
  await s.came(call, "200 INVITE", okays + 1);
}

async function resume(s: Scene, call: PhoneCall, id: string): Promise<void> {
  const okays = call.came.filter((what) => what === "200 INVITE").length;
  call.reinvite();
  await s.place.until("the resumption", () => callOf(s, id).state === "answered");
  await s.came(call, "200 INVITE", okays + 1);
}

async function talk(s: Scene, ours: PhoneCall, theirs: PhoneCall, pitch: number = PITCH.ana): Promise<void> {
  s.t.ok(await s.hears(ours, pitch), "the customer hears the agent");
  s.t.ok(await s.hears(theirs, PITCH.customer), "the agent hears the customer");
}

/** Waits until the phone's call after `before` others is up. */
async function reached(s: Scene, phone: SimPhone, before = 0): Promise<PhoneCall> {
  await s.place.until("a phone to be reached", () =>
    phone.calls.slice(before).some((call) => call.connectedAt !== undefined),
  );
  return phone.calls.slice(before).find((call) => call.connectedAt !== undefined)!;
}

flow("RFC 5359 §2.1: call hold", { report: ANSWERED, storms: [1, 2] }, async (s) => {
  const { ours, theirs, id } = await talking(s);
  await hold(s, theirs, id);
  s.t.equal(read(theirs.peerSdp!).direction, "recvonly", "the answer to sendonly");
  await resume(s, theirs, id);
  s.t.equal(read(theirs.peerSdp!).direction, "sendrecv");
  await talk(s, ours, theirs);
  theirs.hangUp();
  await s.over(ours);
  await s.place.pass(500);
  s.figure(s.anaPhone, `${RANG}, ${REINVITED}, ${REINVITED}, > BYE, < 200 BYE`);
  s.figure(s.customer, `${CALLED}, < BYE, > 200 BYE`);
});

flow(
  "RFC 5359 §2.2: consultation hold",
  { report: [ANSWERED, { direction: "internal", disposition: "answered", agentName: "Bruno" }], storms: [1, 2] },
  async (s) => {
    const { ours, theirs, id } = await talking(s);
    await hold(s, theirs, id);
    const consultation = s.anaPhone.dial("1002");
    const brunos = await reached(s, s.brunoPhone);
    await s.up(consultation);
    s.t.ok(await s.hears(consultation, PITCH.bruno), "Ana hears Bruno");
    s.t.ok(await s.hears(brunos, PITCH.ana), "Bruno hears Ana");
    s.t.notOk(await s.hears(brunos, PITCH.customer));
    consultation.hangUp();
    await s.over(brunos);
    await resume(s, theirs, id);
    await talk(s, ours, theirs);
    ours.hangUp();
    await s.over(theirs);
    await s.place.pass(500);
    s.figure(s.anaPhone, `${RANG}, ${REINVITED}, ${REINVITED}, < BYE, > 200 BYE`, theirs);
    s.figure(s.customer, `${CALLED}, > BYE, < 200 BYE`);
  },
);

flow(
  "RFC 5359 §2.3: music on hold, which the exchange itself plays",
  { report: ANSWERED, storms: [1, 2] },
  async (s) => {
    const { ours, theirs, id } = await talking(s);
    await hold(s, theirs, id);
    await s.place.pass(200);
    const from = s.place.time.now();
    const packets = ours.sound.heard.length;
    await s.place.pass(4000);
    s.t.ok(ours.sound.heard.length - packets > 190, "50 packets a second");
    s.t.ok(
      ours.sound.samples(from).some((sample) => Math.abs(sample) > 500),
      "of music",
    );
    s.t.notOk(await s.hears(ours, PITCH.ana));
    await resume(s, theirs, id);
    await talk(s, ours, theirs);
    s.t.ok(isOneStream(ours.sound.heard), "in the stream of the call");
    ours.hangUp();
    await s.over(theirs);
  },
);

const transferred = (type: "blind" | "attended"): ReportPattern => ({
  ...ANSWERED,
  agentName: "Bruno",
  transfers: [{ type, fromAgentId: "agent_ana", toAgentId: "agent_bruno", toNumber: null }],
});

flow("RFC 5359 §2.4: transfer, unattended", { report: transferred("blind"), storms: [1, 2, 3] }, async (s) => {
  const { ours, theirs, id } = await talking(s);
  // As the RFC has it, the transferor holds first.
  await hold(s, theirs, id);
  const toOurs = ladderOf(s, s.customer, ours);
  s.brunoPhone.manner = rings;
  theirs.refer(uri("1002"));
  await s.rung(s.brunoPhone);
  if (s.isCalm) await s.place.until("the progress", () => theirs.notified.includes("SIP/2.0 180 Ringing"));
  s.brunoPhone.call.answer();
  await s.over(theirs);
  await talk(s, ours, s.brunoPhone.call, PITCH.bruno);
  s.t.equal(theirs.notified.at(-1), "SIP/2.0 200 OK");
  s.t.equal(ladderOf(s, s.customer, ours), toOurs, "the customer's dialog sees nothing of it");
  s.brunoPhone.call.hangUp();
  await s.over(ours);
  await s.place.pass(500);
  s.figure(
    s.anaPhone,
    `${RANG}, ${REINVITED}, > REFER, < 202 REFER, < NOTIFY, > 200 NOTIFY, < NOTIFY, > 200 NOTIFY, < NOTIFY, > 200 NOTIFY, < BYE, > 200 BYE`,
  );
  s.figure(s.brunoPhone, `${RANG}, > BYE, < 200 BYE`);
  s.figure(s.customer, `${CALLED}, < BYE, > 200 BYE`);
});

flow(
  "RFC 5359 §2.5: transfer, attended",
  { report: [transferred("attended"), { direction: "internal" }], storms: [1, 2, 3] },
  async (s) => {
    const { ours, theirs, id } = await talking(s);
    await hold(s, theirs, id);
    const consultation = s.anaPhone.dial("1002");
    const brunos = await reached(s, s.brunoPhone);
    await s.up(consultation);
    const okays = consultation.came.filter((what) => what === "200 INVITE").length;
    consultation.reinvite({ direction: "sendonly" });
    await s.came(consultation, "200 INVITE", okays + 1);
    const [toOurs, toBruno] = [ladderOf(s, s.customer, ours), ladderOf(s, s.brunoPhone, brunos)];
    theirs.refer(uri("1002"), consultation);
    await s.over(theirs, consultation);
    await talk(s, ours, brunos, PITCH.bruno);
    s.t.equal(ladderOf(s, s.customer, ours), toOurs, "neither the customer's dialog");
    s.t.equal(ladderOf(s, s.brunoPhone, brunos), toBruno, "nor Bruno's sees anything of it");
    s.t.equal(theirs.notified.at(-1), "SIP/2.0 200 OK");
    ours.hangUp();
    await s.over(brunos);
    await s.place.pass(500);
    s.figure(
      s.anaPhone,
      `${RANG}, ${REINVITED}, > REFER, < 202 REFER, < NOTIFY, > 200 NOTIFY, < NOTIFY, > 200 NOTIFY, < BYE, > 200 BYE`,
      theirs,
    );
    s.figure(s.brunoPhone, "< INVITE, > 100 INVITE, > 200 INVITE, < ACK, < BYE, > 200 BYE");
  },
);

flow(
  "RFC 5359 §2.6: transfer, instant messaging: there is none, and the call goes on",
  { report: ANSWERED, storms: [1] },
  async (s) => {
    const { ours, theirs } = await talking(s);
    theirs.send("MESSAGE");
    await s.came(theirs, "405 MESSAGE");
    theirs.refer(`${uri("1002")};method=MESSAGE`);
    await s.came(theirs, "403 REFER");
    s.t.equal(s.brunoPhone.calls.length, 0);
    await talk(s, ours, theirs);
    ours.hangUp();
    await s.over(theirs);
  },
);

const nowhere: Agent["voip"]["forwardTo"] = { always: null, busy: null, noAnswer: null };

const declines: Manner = (call) => {
  call.ring();
  call.refuse(486);
};

for (const { section, forwardTo, manner, ana } of [
  { section: "§2.7: call forwarding unconditional", forwardTo: { always: "1002" }, manner: rings, ana: undefined },
  {
    section: "§2.8: call forwarding, busy",
    forwardTo: { busy: "1002" },
    manner: declines,
    ana: "< INVITE, > 100 INVITE, > 180 INVITE, > 486 INVITE, < ACK",
  },
  {
    section: "§2.9: call forwarding, no answer",
    forwardTo: { noAnswer: "1002" },
    manner: rings,
    ana: "< INVITE, > 100 INVITE, > 180 INVITE, < CANCEL, > 200 CANCEL, > 487 INVITE, < ACK",
  },
] as const)
  flow(
    `RFC 5359 ${section}`,
    { report: { ...ANSWERED, agentName: "Bruno", transfers: [] }, storms: [1] },
    async (s) => {
      const { place, customer, anaPhone, brunoPhone } = s;
      place.account.agent("Ana", "1001", { forwardTo: { ...nowhere, ...forwardTo } });
      [anaPhone.manner, brunoPhone.manner] = [manner, rings];
      const ours = customer.dial(NUMBER);
      await s.ringing(brunoPhone, ours);
      await place.pass(1000);
      brunoPhone.call.answer();
      await s.up(ours, brunoPhone.call);
      await talk(s, ours, brunoPhone.call, PITCH.bruno);
      ours.hangUp();
      await s.over(brunoPhone.call);
      await place.pass(500);
      if (ana === undefined) s.t.equal(anaPhone.calls.length, 0);
      else s.figure(anaPhone, ana);
      s.figure(brunoPhone, `${RANG}, < BYE, > 200 BYE`);
      s.figure(customer, `${CALLED}, > BYE, < 200 BYE`);
    },
  );

flow(
  "RFC 5359 §2.10: three-way conference, third party is added: the phone mixes two calls of its own",
  { report: [ANSWERED, { direction: "internal", disposition: "answered" }], storms: [1] },
  async (s) => {
    const { ours, theirs, id } = await talking(s);
    await hold(s, theirs, id);
    const second = s.anaPhone.dial("1002");
    const brunos = await reached(s, s.brunoPhone);
    await s.up(second);
    await resume(s, theirs, id);
    s.t.strictSame(
      s.place.centre.calls(s.place.administrator).map(({ state }) => state),
      ["answered", "answered"],
      "two calls of one phone, neither of them held",
    );
    s.t.ok(await s.hears(ours, PITCH.ana), "the customer hears Ana");
    s.t.ok(await s.hears(brunos, PITCH.ana), "and so does Bruno");
    s.t.ok(await s.hears(theirs, PITCH.customer));
    s.t.ok(await s.hears(second, PITCH.bruno));
    ours.hangUp();
    await s.over(theirs);
    s.t.ok(await s.hears(brunos, PITCH.ana), "the other call goes on");
    second.hangUp();
    await s.over(brunos);
  },
);

flow(
  "RFC 5359 §2.11: three-way conference, third party joins: Join (RFC 3911) is not supported",
  { report: [ANSWERED, { direction: "internal", disposition: "busy" }], storms: [1] },
  async (s) => {
    const { ours, theirs } = await talking(s);
    const join = ["Join", theirs.named] as const;
    const required = s.brunoPhone.dial("1001", { headers: [join, ["Require", "join"]] });
    await s.over(required);
    s.t.equal(required.status, 420);
    const refusal = s.brunoPhone.arrived.find(({ text }) => text.startsWith("SIP/2.0 420"));
    s.t.match(refusal?.text, /\r\nUnsupported: join\r\n/);
    s.anaPhone.manner = refuses(486);
    const asked = s.brunoPhone.dial("1001", { headers: [join] });
    await s.over(asked);
    s.t.equal(asked.status, 486, "unless it is required it is a call like any other");
    s.t.notMatch(s.anaPhone.call.invite?.headers.get("Join"), theirs.callId, "and is not told to her phone");
    await talk(s, ours, theirs);
    ours.hangUp();
    await s.over(theirs);
  },
);

flow("RFC 5359 §2.12: find-me", { report: { ...ANSWERED, agentName: "Bruno" }, storms: [1] }, async (s) => {
  const { place, customer, anaPhone, brunoPhone, ana, bruno } = s;
  place.account.number("1130005000", place.account.group("Find me", [ana, bruno], { strategy: "sequential" }));
  for (const phone of [anaPhone, brunoPhone]) phone.manner = rings;
  const ours = customer.dial("1130005000");
  await s.rung(anaPhone);
  s.t.equal(brunoPhone.calls.length, 0);
  await s.rung(brunoPhone);
  await s.over(anaPhone.call);
  brunoPhone.call.answer();
  await s.up(ours, brunoPhone.call);
  await talk(s, ours, brunoPhone.call, PITCH.bruno);
  ours.hangUp();
  await s.over(brunoPhone.call);
  await place.pass(500);
  s.figure(anaPhone, "< INVITE, > 100 INVITE, > 180 INVITE, < CANCEL, > 200 CANCEL, > 487 INVITE, < ACK");
  s.figure(brunoPhone, `${RANG}, < BYE, > 200 BYE`);
  s.figure(customer, `${CALLED}, > BYE, < 200 BYE`);
});

flow("RFC 5359 §2.16: call pickup", { report: { ...ANSWERED, agentName: "Bruno" }, storms: [1, 2] }, async (s) => {
  const { place, customer, anaPhone, brunoPhone } = s;
  anaPhone.manner = rings;
  const ours = customer.dial(NUMBER);
  await s.ringing(anaPhone, ours);
  const brunos = brunoPhone.dial("1001", { headers: [["Replaces", `${anaPhone.call.named};early-only`]] });
  await s.up(ours, brunos);
  await s.over(anaPhone.call);
  await talk(s, ours, brunos, PITCH.bruno);
  brunos.hangUp();
  await s.over(ours);
  await place.pass(500);
  s.figure(anaPhone, "< INVITE, > 100 INVITE, > 180 INVITE, < CANCEL, > 200 CANCEL, > 487 INVITE, < ACK");
  s.figure(customer, `${CALLED}, < BYE, > 200 BYE`);
});

flow(
  "RFC 5359 §2.18: click to dial: the agent's own phone first, then the customer",
  { report: { direction: "outbound", disposition: "answered", customerNumber: "011988887777" }, storms: [1, 2] },
  async (s) => {
    const { place, customer, anaPhone, ana } = s;
    anaPhone.manner = rings;
    const asked = place.centre.dial(place.administrator, ana.id, "011988887777");
    s.t.ok(asked.ok);
    await s.rung(anaPhone);
    await place.pass(1000);
    s.t.equal(customer.calls.length, 0, "nobody is called before the agent has answered");
    anaPhone.call.answer();
    await s.rung(customer);
    await s.up(anaPhone.call, customer.call);
    await talk(s, customer.call, anaPhone.call);
    anaPhone.call.hangUp();
    await s.over(customer.call);
    await place.pass(500);
    s.figure(customer, "< INVITE, > 100 INVITE, > 200 INVITE, < ACK, < BYE, > 200 BYE");
  },
);

flow("RFC 5359 §2.15, §2.17: call events cannot be subscribed to", { report: ANSWERED }, async (s) => {
  const { ours, theirs } = await talking(s);
  theirs.send("SUBSCRIBE", [["Event", "dialog"]]);
  await s.came(theirs, "489 SUBSCRIBE");
  ours.hangUp();
  await s.over(theirs);
});
