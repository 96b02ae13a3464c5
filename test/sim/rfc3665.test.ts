/**
 * The flows of RFC 3665 (basic calls), with the exchange as the callee's and the caller's other end.
 * §3.5 concerns an application level gateway that rewrites addresses for others: there is none of it in a B2BUA.
 */
import t from "tap";
import { responseTo } from "../../src/sip/message/build.ts";
import { noise } from "../media/support/signals.ts";
import { calm, SERVER, storm } from "./support/centre.ts";
import { flow, type Scene } from "./support/flow.ts";
import { NUMBER, office } from "./support/office.ts";
import { answers, redirects, refuses, rings, type SimPhone } from "./support/phone.ts";
import { read } from "./support/sdp.ts";
import { PITCH } from "./support/transfers.ts";

// --- §2: registration ------------------------------------------------------------------------------------------------

const lastOf = (phone: SimPhone): string => phone.arrived.at(-1)!.text;
const contactsIn = (response: string): string[] =>
  [...response.matchAll(/^Contact: (<[^>]*>);expires=\d+/gm)].map(([, contact]) => contact!);

/** What each REGISTER of §2 is answered, by a phone of Ana's beside the one that she has. */
async function registration(storms: typeof calm, seed: number) {
  const there = await office({ seed, weather: storms });
  const phone = await there.place.trunk("10.1.0.9", { user: "1001", password: "token of Ana", manner: rings });
  await there.place.ready();
  const registered = (...args: Parameters<SimPhone["register"]>) => {
    phone.register(...args);
    return there.place.until("the 200", () => phone.registered);
  };
  return { ...there, phone, registered };
}

const OFFICE_PHONE = "<sip:1001@10.1.0.1:5060>";
const OWN = "<sip:1001@10.1.0.9:5060>";
const OTHER = "<sip:1001@10.1.0.9:5070;transport=udp>";

for (const { sky, weather, seed } of [
  { sky: "calm", weather: calm, seed: 1 },
  { sky: "storm", weather: storm, seed: 2 },
]) {
  t.test(`RFC 3665 §2.1: successful new registration, ${sky}`, async (t) => {
    const { place, phone, registered, customer } = await registration(weather, seed);
    await registered();
    if (weather === calm)
      t.strictSame(place.wire.ladder(phone.address), ["> REGISTER", "< 401 REGISTER", "> REGISTER", "< 200 REGISTER"]);
    t.strictSame(new Set(contactsIn(lastOf(phone))), new Set([OFFICE_PHONE, OWN]));
    const ours = customer.dial(NUMBER);
    await place.until("the new phone to ring", () => phone.calls.length > 0);
    ours.hangUp();
    await place.until("the end", () => phone.call.state === "ended" && ours.state === "ended");
    await registered(0);
    await place.nothingLeft(t);
  });

  t.test(`RFC 3665 §2.2: update of contact list, ${sky}`, async (t) => {
    const { place, phone, registered } = await registration(weather, seed);
    await registered();
    await registered(1800, [OTHER]);
    t.strictSame(
      new Set(contactsIn(lastOf(phone))),
      new Set([OFFICE_PHONE, OWN, OTHER]),
      "the new one beside the others",
    );
    t.match(lastOf(phone), `${OTHER};expires=1800`, "for the time that it asked for");
    await registered(0, [OWN, OTHER]);
    t.strictSame(contactsIn(lastOf(phone)), [OFFICE_PHONE]);
    await place.nothingLeft(t);
  });

  t.test(`RFC 3665 §2.3: request for current contact list, ${sky}`, async (t) => {
    const { place, phone, registered } = await registration(weather, seed);
    await registered(3600, []);
    t.strictSame(contactsIn(lastOf(phone)), [OFFICE_PHONE]);
    await place.nothingLeft(t);
  });

  t.test(`RFC 3665 §2.4: cancellation of registration, ${sky}`, async (t) => {
    const { place, phone, registered, customer, anaPhone } = await registration(weather, seed);
    await registered(0, ["*"]);
    t.strictSame(contactsIn(lastOf(phone)), [], "of all phones of the agent");
    const ours = customer.dial(NUMBER);
    await place.until("the refusal", () => ours.state === "ended");
    t.equal(ours.status, 480);
    t.equal(anaPhone.calls.length, 0);
    anaPhone.register();
    await place.until("the old state", () => anaPhone.registered);
    await place.nothingLeft(t);
  });
}

t.test("RFC 3665 §2.5: unsuccessful registration", async (t) => {
  const there = await office();
  const { place, anaPhone } = there;
  const stranger = await place.trunk("10.1.0.9", { user: "1001", password: "a guess" });
  await place.ready();
  stranger.register();
  await place.pass(10_000);
  t.strictSame(place.wire.ladder(stranger.address), ["> REGISTER", "< 401 REGISTER", "> REGISTER", "< 401 REGISTER"]);
  t.notMatch(stranger.arrived.map(({ text }) => text).join(), "10.1.0.1", "nothing of Ana's phone is told");
  anaPhone.register(3600, []);
  await place.until("the list", () => anaPhone.registered);
  t.strictSame(contactsIn(lastOf(anaPhone)), [OFFICE_PHONE]);
  await place.nothingLeft(t);
});

// --- §3: calls -------------------------------------------------------------------------------------------------------

const ANSWERED = { direction: "inbound", disposition: "answered", sipStatus: 200 } as const;
const OUTSIDE = "011988887777";

/** The customer calls Ana, who rings and answers; both hear the other. */
async function customerCalls(s: Scene, ...dialled: Parameters<SimPhone["dial"]>) {
  s.anaPhone.manner = rings;
  const ours = s.customer.dial(...dialled);
  await s.ringing(s.anaPhone, ours);
  s.anaPhone.call.answer();
  await s.up(ours, s.anaPhone.call);
  s.t.ok(await s.hears(ours, PITCH.ana), "the customer hears Ana");
  s.t.ok(await s.hears(s.anaPhone.call, PITCH.customer), "Ana hears the customer");
  return { ours, theirs: s.anaPhone.call };
}

flow(
  "RFC 3665 §3.1: successful session establishment",
  { report: { ...ANSWERED, hungUpBy: "agent" }, storms: [1, 2, 3] },
  async (s) => {
    const { ours, theirs } = await customerCalls(s, NUMBER);
    theirs.hangUp();
    await s.over(ours);
    await s.place.pass(500);
    s.figure(s.customer, "> INVITE, < 100 INVITE, < 180 INVITE, < 200 INVITE, > ACK, < BYE, > 200 BYE");
    s.figure(s.anaPhone, "< INVITE, > 100 INVITE, > 180 INVITE, > 200 INVITE, < ACK, > BYE, < 200 BYE");
  },
);

/** The text of what the exchange sent to the phone that begins like this. */
const toPhone = (phone: SimPhone, start: string): string =>
  phone.arrived.find(({ text }) => text.startsWith(start))?.text ?? "";
const fieldsOf = (text: string, name: string): string[] =>
  [...text.matchAll(new RegExp(`^${name}: (.*)\\r$`, "gm"))].flatMap(([, value]) => value!.split(/, */));

flow(
  "RFC 3665 §3.2: session establishment through two proxies, which stay in the path of the trunk's call",
  { report: ANSWERED, storms: [1] },
  async (s) => {
    const [near, far] = ["<sip:10.2.0.1;lr>", "<sip:ss1.atlanta.example.com;lr>"];
    const headers = [near, far].map((route) => ["Record-Route", route] as const);
    const { ours, theirs } = await customerCalls(s, NUMBER, { headers });
    const okay = toPhone(s.customer, "SIP/2.0 200");
    s.t.strictSame(fieldsOf(okay, "Record-Route"), [near, far], "§16.6 of RFC 3261: the response has them in order");
    theirs.hangUp();
    await s.over(ours);
    s.t.strictSame(
      fieldsOf(toPhone(s.customer, "BYE "), "Route"),
      [near, far],
      "a callee's route set is in order (§12.1.1)",
    );
    s.t.match(toPhone(s.customer, "BYE "), /^BYE sip:11988887777@10\.2\.0\.1:5060 /);
    s.t.notMatch(toPhone(s.anaPhone, "INVITE "), "atlanta", "nothing of the path crosses to the other leg");
  },
);

flow(
  "RFC 3665 §3.2: session establishment through two proxies, which stay in the path of a call by the trunk",
  { report: { direction: "outbound", disposition: "answered" }, storms: [1] },
  async (s) => {
    const [near, far] = ["<sip:10.2.0.1;lr>", "<sip:ss2.biloxi.example.com;lr>"];
    s.customer.manner = (call) =>
      call.answer([
        ["Record-Route", far],
        ["Record-Route", near],
      ]);
    const ours = s.anaPhone.dial(OUTSIDE);
    await s.rung(s.customer);
    await s.up(ours, s.customer.call);
    ours.hangUp();
    await s.over(s.customer.call);
    for (const method of ["ACK", "BYE"])
      s.t.strictSame(
        fieldsOf(toPhone(s.customer, `${method} `), "Route"),
        [near, far],
        `${method}: a caller's route set is in reverse order (§12.1.2)`,
      );
    s.t.notMatch(s.anaPhone.arrived.map(({ text }) => text).join(), "biloxi");
  },
);

flow(
  "RFC 3665 §3.3: session with multiple proxy authentication",
  { report: { direction: "outbound", disposition: "answered" }, storms: [1, 2] },
  async (s) => {
    const { place, trunk, customer, anaPhone } = s;
    place.account.trunk(trunk.name, trunk.host, { username: "ponto", password: "segredo" });
    const challenge = (status: number, name: string, nonce: string) =>
      [status, name, `Digest realm="operadora", nonce="${nonce}", qop="auth", algorithm=MD5`] as const;
    const wanted = [
      ["Proxy-Authorization", challenge(407, "Proxy-Authenticate", "of the proxy")],
      ["Authorization", challenge(401, "WWW-Authenticate", "of the other")],
    ] as const;
    customer.challenge = (request) => {
      const missing = wanted.find(([credentials]) => request.headers.get(credentials) === undefined);
      if (missing === undefined) return undefined;
      const [, [status, name, value]] = missing;
      return responseTo(request, status, undefined, { toTag: "challenge", headers: [[name, value]] });
    };
    const ours = anaPhone.dial(OUTSIDE);
    await s.rung(customer);
    await s.up(ours, customer.call);
    const { invite } = customer.call;
    s.t.match(invite?.headers.get("Proxy-Authorization"), /username="ponto".*nonce="of the proxy"/);
    s.t.match(invite?.headers.get("Authorization"), /username="ponto".*nonce="of the other"/);
    ours.hangUp();
    await s.over(customer.call);
    await place.pass(500);
    s.figure(
      anaPhone,
      "> INVITE, < 100 INVITE, < 401 INVITE, > ACK, > INVITE, < 100 INVITE, < 200 INVITE, > ACK, > BYE, < 200 BYE",
      ours,
    );
    s.figure(
      customer,
      "< INVITE, > 100 INVITE, > 407 INVITE, < ACK, < INVITE, > 100 INVITE, > 401 INVITE, < ACK, < INVITE, > 100 INVITE, > 200 INVITE, < ACK, < BYE, > 200 BYE",
    );
  },
);

for (const [title, fail] of [
  ["which does not answer", ({ place }: Scene) => place.net.setWeather("10.2.0.1", 5060, { loss: 1 })],
  [
    "which refuses",
    ({ customer }: Scene) => {
      customer.manner = refuses(503);
    },
  ],
] as const)
  flow(
    `RFC 3665 §3.4: successful session with proxy failure, ${title}`,
    { report: { direction: "outbound", disposition: "answered", trunkId: "trunk_segunda" }, storms: [1] },
    async (s) => {
      const { place, trunk, anaPhone } = s;
      const second = await place.trunk("10.2.0.2");
      place.account.route("01", [trunk, place.account.trunk("Segunda", "10.2.0.2")], { strip: 1 });
      await place.ready();
      fail(s);
      const ours = anaPhone.dial(OUTSIDE);
      await s.rung(second);
      await s.up(ours, second.call);
      ours.hangUp();
      await s.over(second.call);
      await place.pass(500);
      s.figure(second, "< INVITE, > 100 INVITE, > 200 INVITE, < ACK, < BYE, > 200 BYE");
      s.t.equal(second.calls.length, 1);
      place.net.setWeather("10.2.0.1", 5060, calm);
    },
  );

flow(
  "RFC 3665 §3.6: session via redirect, with SDP in the ACK",
  { report: { ...ANSWERED, agentName: "Bruno" }, storms: [1, 2] },
  async (s) => {
    s.anaPhone.manner = redirects("<sip:1002@chicago.example.com>");
    const ours = s.customer.dial(NUMBER, { offerless: true });
    await s.rung(s.brunoPhone);
    await s.up(ours, s.brunoPhone.call);
    s.t.equal(read(ours.peerSdp!).direction, "sendrecv", "the offer is ours");
    s.t.ok(await s.hears(ours, PITCH.bruno));
    s.t.ok(await s.hears(s.brunoPhone.call, PITCH.customer));
    ours.hangUp();
    await s.over(s.brunoPhone.call);
    await s.place.pass(500);
    s.figure(s.anaPhone, "< INVITE, > 100 INVITE, > 302 INVITE, < ACK");
    s.figure(s.customer, "> INVITE, < 100 INVITE, < 200 INVITE, > ACK, > BYE, < 200 BYE");
    s.figure(s.brunoPhone, "< INVITE, > 100 INVITE, > 200 INVITE, < ACK, < BYE, > 200 BYE");
  },
);

flow(
  "RFC 3665 §3.6: a carrier redirects: the other number is called by the same trunk",
  { report: { direction: "outbound", disposition: "answered", customerNumber: OUTSIDE }, storms: [1] },
  async (s) => {
    s.customer.manner = (call) =>
      (s.customer.calls.length === 1 ? redirects("<sip:11977776666@chicago.example.com>") : answers)(call);
    const ours = s.anaPhone.dial(OUTSIDE);
    await s.up(ours);
    s.t.match(s.customer.call.invite?.uri, "sip:11977776666@10.2.0.1", "at no host of its choice");
    s.t.ok(await s.hears(ours, PITCH.customer));
    ours.hangUp();
    await s.over(s.customer.call);
    await s.place.pass(500);
    s.figure(
      s.anaPhone,
      "> INVITE, < 100 INVITE, < 401 INVITE, > ACK, > INVITE, < 100 INVITE, < 200 INVITE, > ACK, > BYE, < 200 BYE",
      ours,
    );
  },
);

flow("RFC 3665 §3.7: session with re-INVITE (IP address change)", { report: ANSWERED, storms: [1, 2] }, async (s) => {
  const { ours, theirs } = await customerCalls(s, NUMBER);
  const before = theirs.sound.address;
  theirs.move(s.anaPhone.newSound());
  theirs.sound.speak(noise(3));
  await s.came(theirs, "200 INVITE");
  s.t.not(theirs.sound.address, before);
  s.t.ok(await s.hears(theirs, PITCH.customer), "at the new address");
  const [from, heard] = [s.place.time.now(), ours.sound.heard.length];
  await s.place.pass(1000);
  s.t.ok(ours.sound.heard.length > heard + 40, "and from there");
  s.t.ok(ours.sound.samples(from).some((sample) => Math.abs(sample) > 4000));
  ours.hangUp();
  await s.over(theirs);
  await s.place.pass(500);
  s.figure(s.customer, "> INVITE, < 100 INVITE, < 180 INVITE, < 200 INVITE, > ACK, > BYE, < 200 BYE");
  s.figure(
    s.anaPhone,
    "< INVITE, > 100 INVITE, > 180 INVITE, > 200 INVITE, < ACK, > INVITE, < 100 INVITE, < 200 INVITE, > ACK, < BYE, > 200 BYE",
  );
});

flow(
  "RFC 3665 §3.8: unsuccessful, no answer",
  { report: { disposition: "cancelled", hungUpBy: "customer", sipStatus: 487 }, storms: [1, 2, 3] },
  async (s) => {
    s.anaPhone.manner = rings;
    const ours = s.customer.dial(NUMBER);
    await s.ringing(s.anaPhone, ours);
    ours.hangUp();
    await s.over(ours, s.anaPhone.call);
    await s.place.pass(500);
    s.figure(s.customer, "> INVITE, < 100 INVITE, < 180 INVITE, > CANCEL, < 200 CANCEL, < 487 INVITE, > ACK");
    s.figure(s.anaPhone, "< INVITE, > 100 INVITE, > 180 INVITE, < CANCEL, > 200 CANCEL, > 487 INVITE, < ACK");
  },
);

for (const { section, status, disposition } of [
  { section: "§3.9: unsuccessful, busy", status: 486, disposition: "busy" },
  { section: "§3.11: unsuccessful, temporarily unavailable", status: 480, disposition: "no_answer" },
] as const)
  flow(
    `RFC 3665 ${section}`,
    { report: { disposition, hungUpBy: "system", sipStatus: status }, storms: [1] },
    async (s) => {
      s.anaPhone.manner = (call) => {
        call.ring();
        call.refuse(status);
      };
      const ours = s.customer.dial(NUMBER);
      await s.over(ours);
      await s.place.pass(500);
      s.t.equal(ours.status, status);
      s.figure(s.customer, `> INVITE, < 100 INVITE, < 180 INVITE, < ${status} INVITE, > ACK`);
      s.figure(s.anaPhone, `< INVITE, > 100 INVITE, > 180 INVITE, > ${status} INVITE, < ACK`);
    },
  );

flow(
  "RFC 3665 §3.10: unsuccessful, no response from the user agent",
  { report: { disposition: "no_answer", sipStatus: 408 } },
  async (s) => {
    s.place.net.setWeather(s.anaPhone.address, 5060, { loss: 1 });
    let sent = 0;
    s.place.net.setWeather(SERVER, 5060, {
      fate: (data, _, to) => {
        if (to.address !== s.anaPhone.address) return 5;
        if (data.toString("latin1", 0, 7) === "INVITE ") sent++;
        return undefined;
      },
    });
    const ours = s.customer.dial(NUMBER);
    const began = s.place.time.now();
    await s.over(ours);
    s.t.equal(sent, 7, "sent at 0, 0.5, 1.5, 3.5, 7.5, 15.5 and 31.5 s (RFC 3261 §17.1.1.2)");
    s.t.ok(Math.abs(s.place.time.now() - began - 32_000) < 100, "Timer B, 64·T1");
    s.t.equal(ours.status, 408);
    s.figure(s.customer, "> INVITE, < 100 INVITE, < 408 INVITE, > ACK");
    for (const address of [SERVER, s.anaPhone.address]) s.place.net.setWeather(address, 5060, calm);
  },
);
