/** Which codecs the two ends of whole calls are offered and answered with: nothing is transcoded that need not be. */
import t, { type Test } from "tap";
import { allCodecs } from "../../src/calls/legs/codecChoice.ts";
import type { CodecName } from "../../src/rtp/codecs/codec.ts";
import { shareAt, tone } from "../media/support/signals.ts";
import { CUSTOMER, must } from "./support/centre.ts";
import { NUMBER, type Office, type OfficePhone, office } from "./support/office.ts";
import { rings, type SimPhone } from "./support/phone.ts";
import type { PhoneCall } from "./support/phoneCall.ts";
import { codecsIn } from "./support/sdp.ts";
import { PITCH, uri } from "./support/transfers.ts";

type Codecs = readonly CodecName[];

const narrow: Codecs = ["PCMA", "PCMU"];
/** As many phones come out of their box. */
const desk: Codecs = ["G722", "PCMU", "PCMA"];
const soft: Codecs = ["opus", "G722", "PCMU", "PCMA"];

/** What each phone speaks, and what its trunk or agent may be spoken to in. */
interface People {
  readonly speaks: Partial<Record<OfficePhone, Codecs>>;
  readonly lists?: Partial<Record<OfficePhone, readonly string[]>>;
}

async function speaking({ speaks, lists = {} }: People, more: Parameters<typeof office>[1] = {}): Promise<Office> {
  const phones = ["customer", "ana", "bruno", "clara", "davi"] as const;
  const options = phones.map((name) => [name, { speaks: speaks[name] ?? narrow, ...more[name] }] as const);
  const there = await office({}, Object.fromEntries(options));
  const { account } = there.place;
  if (lists.customer !== undefined) account.trunk("Operadora", "10.2.0.1", { codecs: lists.customer });
  for (const [name, title, extension] of [
    ["ana", "Ana", "1001"],
    ["bruno", "Bruno", "1002"],
    ["clara", "Clara", "1003"],
  ] as const)
    if (lists[name] !== undefined) account.agent(title, extension, { codecs: lists[name] as Codecs });
  return there;
}

const up = ({ place }: Office, ...calls: PhoneCall[]): Promise<void> =>
  place.until("the call to be up", () => calls.every(({ state }) => state === "connected"));

const rung = ({ place }: Office, phone: SimPhone, calls = 1): Promise<void> =>
  place.until("the phone to ring", () => phone.calls.length >= calls);

/** The description that an INVITE which came in offers. */
const offerOf = ({ invite }: PhoneCall): string => new TextDecoder().decode(invite?.body);

/** What a called phone has answered with. */
const takenBy = (call: PhoneCall, speaks: Codecs): CodecName | undefined =>
  codecsIn(offerOf(call)).find((codec) => speaks.includes(codec));

/** The payload types of a description, in order. */
const typesIn = (sdp: string | undefined): string | undefined => /^m=audio \d+ \S+ (.*)\r$/m.exec(sdp ?? "")?.[1];

async function over(t: Test, { place }: Office, call: PhoneCall): Promise<void> {
  call.hangUp();
  await place.nothingLeft(t);
}

interface Row {
  readonly title: string;
  /** Who calls whom. */
  readonly way: "inbound" | "outbound" | "internal";
  readonly caller: Codecs;
  readonly callee: Codecs;
  readonly callerList?: readonly string[];
  readonly calleeList?: readonly string[];
  /** What the callee is offered, best first. */
  readonly offered: Codecs;
  /** What caller and callee come to speak. */
  readonly spoken: readonly [caller: CodecName, callee: CodecName];
}

const rows: readonly Row[] = [
  {
    title: "a narrowband trunk and a desk phone: the trunk's codecs first, in its order",
    way: "inbound",
    caller: ["PCMU", "PCMA"],
    callee: desk,
    offered: ["PCMU", "PCMA", "G722", "opus"],
    spoken: ["PCMU", "PCMU"],
  },
  {
    title: "a soft phone and a narrowband trunk: what the trunk takes is what the phone is answered with",
    way: "outbound",
    caller: soft,
    callee: narrow,
    offered: ["opus", "G722", "PCMU", "PCMA"],
    spoken: ["PCMU", "PCMU"],
  },
  {
    title: "two soft phones: Opus from end to end",
    way: "internal",
    caller: soft,
    callee: soft,
    offered: ["opus", "G722", "PCMU", "PCMA"],
    spoken: ["opus", "opus"],
  },
  {
    title: "a soft phone and a desk phone: wideband from end to end",
    way: "internal",
    caller: soft,
    callee: desk,
    offered: ["opus", "G722", "PCMU", "PCMA"],
    spoken: ["G722", "G722"],
  },
  {
    title: "a phone of Opus alone and one of G.722: wideband stays wideband, though transcoded",
    way: "internal",
    caller: ["opus"],
    callee: desk,
    offered: ["opus", "G722", "PCMA", "PCMU"],
    spoken: ["opus", "G722"],
  },
  {
    title: "a phone of Opus and G.711 that calls one of G.722 and G.711: no transcoding goes before wideband",
    way: "internal",
    caller: ["opus", "PCMA"],
    callee: ["G722", "PCMA"],
    offered: ["opus", "PCMA", "G722", "PCMU"],
    spoken: ["PCMA", "PCMA"],
  },
  {
    title: "no codec in common, bands in common: the caller gets its best of the callee's bandwidth",
    way: "internal",
    caller: ["PCMU", "opus"],
    callee: ["G722"],
    offered: ["PCMU", "opus", "G722", "PCMA"],
    spoken: ["opus", "G722"],
  },
  {
    title: "a trunk of PCMU alone",
    way: "outbound",
    caller: soft,
    callee: narrow,
    calleeList: ["PCMU"],
    offered: ["PCMU"],
    spoken: ["PCMU", "PCMU"],
  },
  {
    title: "a trunk of PCMU alone and a phone without it: transcoded between A-law and µ-law",
    way: "outbound",
    caller: ["opus", "PCMA"],
    callee: ["PCMU"],
    calleeList: ["PCMU"],
    offered: ["PCMU"],
    spoken: ["PCMA", "PCMU"],
  },
  {
    title: "an agent of Opus alone, called over a narrowband trunk",
    way: "inbound",
    caller: narrow,
    callee: soft,
    calleeList: ["opus"],
    offered: ["opus"],
    spoken: ["PCMA", "opus"],
  },
  {
    title: "an agent of Opus alone who calls: answered with nothing else, though the callee takes G.711",
    way: "internal",
    caller: soft,
    callee: narrow,
    callerList: ["opus"],
    offered: ["opus", "G722", "PCMA", "PCMU"],
    spoken: ["opus", "PCMA"],
  },
  {
    title: "an agent whose list is in an order of its own: what the caller speaks goes first all the same",
    way: "internal",
    caller: ["G722", "PCMA"],
    callee: desk,
    calleeList: ["PCMU", "PCMA", "G722"],
    offered: ["G722", "PCMA", "PCMU"],
    spoken: ["G722", "G722"],
  },
  {
    title: "a trunk's codecs that we do not speak are passed over, and case does not matter",
    way: "outbound",
    caller: narrow,
    callee: narrow,
    calleeList: ["G729", "g722", "pcma"],
    offered: ["PCMA", "G722"],
    spoken: ["PCMA", "PCMA"],
  },
];

for (const { title, way, caller, callee, callerList, calleeList, offered, spoken } of rows)
  t.test(`${way}: ${title}`, async (t) => {
    const [from, to] = (
      { inbound: ["customer", "ana"], outbound: ["ana", "customer"], internal: ["ana", "bruno"] } as const
    )[way];
    const there = await speaking({
      speaks: { [from]: caller, [to]: callee },
      lists: {
        ...(callerList === undefined ? {} : { [from]: callerList }),
        ...(calleeList === undefined ? {} : { [to]: calleeList }),
      },
    });
    const phones = { customer: there.customer, ana: there.anaPhone, bruno: there.brunoPhone };
    const ours = phones[from].dial(way === "inbound" ? NUMBER : way === "outbound" ? `0${CUSTOMER}` : "1002");
    await up(there, ours);
    const theirs = phones[to].call;
    t.strictSame(codecsIn(offerOf(theirs)), offered);
    t.strictSame([codecsIn(ours.peerSdp!), takenBy(theirs, callee)], [[spoken[0]], spoken[1]]);
    await over(t, there, ours);
  });

t.test("who offers nothing that its agent or trunk may speak gets 488", async (t) => {
  for (const [from, number] of [
    ["ana", "1002"],
    ["customer", NUMBER],
  ] as const) {
    const there = await speaking({ speaks: { [from]: ["G722", "PCMU"] }, lists: { [from]: ["PCMA", "opus"] } });
    const phone = from === "ana" ? there.anaPhone : there.customer;
    const call = phone.dial(number);
    await there.place.until("the refusal", () => call.state === "ended");
    t.equal(call.status, 488);
    await there.place.nothingLeft(t);
  }
});

t.test("every phone of a fork is offered alike, each within its agent's list, and the winner decides", async (t) => {
  const there = await speaking({
    speaks: { customer: narrow, ana: soft, bruno: soft },
    lists: { bruno: ["opus", "PCMU"] },
  });
  const { place, customer, anaPhone, brunoPhone } = there;
  for (const phone of [anaPhone, brunoPhone]) phone.manner = rings;
  const members = [place.account.agentNamed("Ana"), place.account.agentNamed("Bruno")];
  place.account.number("1130005000", place.account.group("Sales", members, { strategy: "all" }));
  const ours = customer.dial("1130005000");
  await rung(there, anaPhone);
  await rung(there, brunoPhone);
  t.strictSame(codecsIn(offerOf(anaPhone.call)), ["PCMA", "PCMU", "G722", "opus"]);
  t.strictSame(codecsIn(offerOf(brunoPhone.call)), ["PCMU", "opus"]);
  brunoPhone.call.answer();
  await up(there, ours);
  t.strictSame(codecsIn(ours.peerSdp!), ["PCMU"]);
  const before = brunoPhone.call.came.length;
  brunoPhone.call.reinvite();
  await place.until("the answer", () => brunoPhone.call.came.length > before);
  t.strictSame(codecsIn(brunoPhone.call.peerSdp!), ["PCMU"], "what the winner's agent may speak holds from then on");
  await over(t, there, ours);
});

t.test(
  "early media settles what the caller speaks; a later answer in another codec changes nothing of it",
  async (t) => {
    const there = await speaking({ speaks: { ana: soft, customer: narrow } });
    const { place, customer, anaPhone } = there;
    customer.manner = (call) => call.ring(183, () => 0);
    const ours = anaPhone.dial(`0${CUSTOMER}`);
    await place.until("the 183", () => ours.came.includes("183 INVITE"));
    t.strictSame(codecsIn(ours.peerSdp!), ["PCMU"]);
    const early = ours.peerSdp;
    customer.call.answer();
    await up(there, ours);
    t.equal(ours.peerSdp, early, '"the answer in the 2xx MUST be the same" (RFC 3261 §13.2.1)');
    await over(t, there, ours);
  },
);

t.test("hold and resume keep the codec and the payload types, whatever numbers a phone has given", async (t) => {
  const there = await speaking({ speaks: { ana: soft, bruno: soft } }, { ana: { opusType: 96 } });
  const { place, anaPhone, brunoPhone } = there;
  const ours = anaPhone.dial("1002");
  await up(there, ours);
  const theirs = brunoPhone.call;
  t.match(theirs.peerSdp, /^a=rtpmap:111 opus/m, "what Bruno is offered does not depend on what Ana calls it");
  t.equal(typesIn(ours.peerSdp), "96 101", "§6.1: Ana is answered with her numbers");
  for (const call of [ours, theirs])
    for (const direction of ["sendonly", "sendrecv"] as const) {
      const before = typesIn(call.peerSdp);
      const okays = call.came.length;
      call.reinvite({ direction });
      await place.until("the answer", () => call.came.length > okays);
      t.match(typesIn(call.peerSdp), call === ours ? before : /^111 101$/, direction);
    }
  ours.reinvite({ offerless: true });
  await place.pass(500);
  t.match(
    ours.peerSdp,
    /RTP\/AVP 96 9 8 0 101 110\r\n/,
    "§8.3.2: in an offer of ours, too, Opus is called what Ana called it",
  );
  await over(t, there, ours);
});

t.test(
  "a transfer brings another codec: the customer hears nothing of it, the new agent is asked for the same",
  async (t) => {
    const there = await speaking({ speaks: { customer: ["opus", "PCMA"], ana: soft, bruno: desk } });
    const { place, customer, anaPhone, brunoPhone } = there;
    const ours = customer.dial(NUMBER);
    await up(there, ours);
    t.strictSame(codecsIn(ours.peerSdp!), ["opus"]);
    const came = ours.came.length;
    anaPhone.call.refer(uri("1002"));
    await rung(there, brunoPhone);
    await place.until("the transfer", () => anaPhone.call.state === "ended");
    t.strictSame(codecsIn(offerOf(brunoPhone.call)), ["opus", "G722", "PCMA", "PCMU"]);
    t.equal(ours.came.length, came, "no re-INVITE");
    ours.reinvite();
    await place.until("the answer", () => ours.came.length > came);
    t.strictSame(codecsIn(ours.peerSdp!), ["opus"], "what is in use stays in use");
    await over(t, there, ours);
  },
);

t.test("click to call: a colleague may be wideband, a trunk is not asked for it", async (t) => {
  const there = await speaking({ speaks: { ana: soft, bruno: soft, customer: narrow } });
  const { place, ana, anaPhone, brunoPhone, customer } = there;
  for (const [to, offered, phone, spoken] of [
    ["1002", ["opus", "G722", "PCMA", "PCMU"], brunoPhone, "opus"],
    [`0${CUSTOMER}`, ["PCMA", "PCMU", "G722", "opus"], customer, "PCMA"],
  ] as const) {
    must(place.centre.dial(place.administrator, ana.id, to));
    await rung(there, phone);
    await up(there, anaPhone.call, phone.call);
    t.strictSame(codecsIn(offerOf(anaPhone.call)), offered);
    t.equal(codecsIn(offerOf(phone.call))[0], spoken);
    phone.call.hangUp();
    await place.until("the end", () => anaPhone.call.state === "ended");
  }
  await place.nothingLeft(t);
});

t.test("an INVITE without an offer gets ours, in the order of its agent", async (t) => {
  const there = await speaking({ speaks: { ana: soft, bruno: narrow }, lists: { ana: ["G722", "PCMU", "opus"] } });
  const { anaPhone } = there;
  const ours = anaPhone.dial("1002", { offerless: true });
  await up(there, ours);
  t.strictSame(codecsIn(ours.peerSdp!), ["PCMU", "G722", "opus"], "Bruno has answered by then, with PCMA");
  await over(t, there, ours);
});

for (const [codecs, offered] of [
  [narrow, ["PCMA", "PCMU", "G722", "opus"]],
  [["G722"], ["G722", "opus", "PCMA", "PCMU"]],
] as const)
  t.test(`a monitor of a call in ${codecs.join(", ")} is offered ${offered.join(", ")}`, async (t) => {
    const there = await speaking({ speaks: { customer: codecs, ana: codecs, clara: soft } });
    const { place, customer, clara, claraPhone } = there;
    const ours = customer.dial(NUMBER);
    await up(there, ours);
    await place.connectMonitor(clara, "passive");
    t.strictSame(codecsIn(offerOf(claraPhone.call)), offered);
    t.match(offerOf(claraPhone.call), /^a=fmtp:111 .*maxplaybackrate=16000/m);
    await over(t, there, ours);
  });

t.test(
  "what one end asks for is what the other is asked for: Opus's parameters, packet time, comfort noise",
  async (t) => {
    const there = await speaking(
      { speaks: { ana: ["opus", "PCMA"], bruno: ["opus", "PCMA"] } },
      {
        ana: { attributes: ["a=fmtp:111 maxplaybackrate=16000; maxaveragebitrate=24000;usedtx=1"], ptime: 40 },
        bruno: { attributes: ["a=fmtp:111 useinbandfec=1;cbr=1"], ptime: 60 },
      },
    );
    const ours = there.anaPhone.dial("1002");
    await up(there, ours);
    const offer = offerOf(there.brunoPhone.call);
    t.match(offer, "a=fmtp:111 useinbandfec=1;maxaveragebitrate=24000;maxplaybackrate=16000;usedtx=1\r\n");
    t.match(offer, "a=ptime:40\r\n");
    t.match(ours.peerSdp, "a=fmtp:111 useinbandfec=1;cbr=1\r\n");
    t.match(ours.peerSdp, "a=ptime:60\r\n");
    t.notMatch(offer, "CN/8000");
    await over(t, there, ours);
  },
);

t.test("events at 8 kHz go beside Opus where the phone has no other, and noise where a phone knows it", async (t) => {
  const there = await speaking(
    { speaks: { ana: ["opus", "PCMA"], bruno: ["opus"], customer: ["PCMA", "PCMU"] } },
    { customer: { noise: true } },
  );
  const { place, anaPhone, brunoPhone, customer } = there;
  const internal = anaPhone.dial("1002");
  await up(there, internal);
  t.match(offerOf(brunoPhone.call), /RTP\/AVP 111 8 9 0 101 110\r\n/);
  t.equal(typesIn(internal.peerSdp), "111 101");
  internal.hangUp();
  await place.until("the end", () => brunoPhone.call.state === "ended");
  const ours = customer.dial(NUMBER);
  await up(there, ours);
  t.match(offerOf(anaPhone.call), /RTP\/AVP 8 0 9 111 13 101 110\r\n/);
  t.match(offerOf(anaPhone.call), "a=rtpmap:13 CN/8000\r\n");
  t.equal(typesIn(ours.peerSdp), "8 13 101");
  await over(t, there, ours);
});

for (const caller of allCodecs)
  for (const callee of allCodecs)
    t.test(`${caller} and ${callee}: both hear one another`, async (t) => {
      const there = await office(
        {},
        { ana: { codec: caller, voice: tone(PITCH.ana) }, bruno: { codec: callee, voice: tone(PITCH.bruno) } },
      );
      const { place, anaPhone, brunoPhone } = there;
      const ours = anaPhone.dial("1002");
      await up(there, ours);
      await place.pass(1500);
      const theirs = brunoPhone.call;
      const from = place.time.now() - 1000;
      for (const [call, pitch] of [
        [ours, PITCH.bruno],
        [theirs, PITCH.ana],
      ] as const)
        t.ok(shareAt(call.sound.samples(from), pitch, call.sound.scale) > 0.9, `${pitch} Hz`);
      await over(t, there, ours);
    });
