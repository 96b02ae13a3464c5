/** SRTP by agent and trunk, and as the signalling is: what is offered, what is taken, and where there is no call. */
import t from "tap";
import type { Agent, SrtpPolicy, Trunk } from "../../src/accounts/directory/shapes.ts";
import type { silentLog } from "../../src/kernel/log.ts";
import { CUSTOMER, type SimCentre } from "./support/centre.ts";
import { inboundCall, NUMBER, type Office, office } from "./support/office.ts";
import type { SimPhoneOptions } from "./support/phone.ts";

const KEY = Buffer.alloc(30, 7).toString("base64");
const keys = { attributes: [`a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:${KEY}`] };
const savp: Partial<SimPhoneOptions> = { protocol: "RTP/SAVP", ...keys };

/** The m-lines of a description with a port, and which of them have keys: `RTP/SAVP+keys RTP/AVP`. */
function streamsIn(sdp: string | undefined): string {
  const streams = (sdp ?? "").split(/^(?=m=)/m).slice(1);
  const live = streams.filter((stream) => !/^m=audio 0 /.test(stream));
  return live.map((stream) => `${stream.split(" ")[2]}${/^a=crypto:/m.test(stream) ? "+keys" : ""}`).join(" ");
}

const offerTo = (call: { invite: { body: Uint8Array } | undefined }): string =>
  streamsIn(new TextDecoder().decode(call.invite?.body));

interface Lines {
  readonly lines: { fields: object; message: string }[];
  readonly log: typeof silentLog;
}

function listening(): Lines {
  const lines: Lines["lines"] = [];
  const take = (fields: object, message: string): void => void lines.push({ fields, message });
  return { lines, log: { debug: take, info: take, warn: take, error: take } };
}

const agentWith = (place: SimCentre, srtp: Agent["voip"]["srtp"]): Agent =>
  place.account.agent("Ana", "1001", { srtp });
const trunkWith = (place: SimCentre, srtp: Trunk["srtp"]): Trunk =>
  place.account.trunk("Operadora", "10.2.0.1", { srtp });

const offered: readonly { policy: SrtpPolicy; keysAllowed: boolean; offer: string }[] = [
  { policy: "off", keysAllowed: false, offer: "RTP/AVP" },
  { policy: "off", keysAllowed: true, offer: "RTP/AVP" },
  { policy: "offered", keysAllowed: false, offer: "RTP/AVP" },
  { policy: "offered", keysAllowed: true, offer: "RTP/AVP+keys" },
  { policy: "offered_twice", keysAllowed: false, offer: "RTP/AVP" },
  { policy: "offered_twice", keysAllowed: true, offer: "RTP/SAVP+keys RTP/AVP" },
  { policy: "required", keysAllowed: true, offer: "RTP/SAVP+keys" },
];

for (const { policy, keysAllowed, offer } of offered) {
  const srtpWithoutTls = keysAllowed;
  t.test(`a trunk with ${policy}, keys ${keysAllowed ? "allowed" : "not allowed"}, is offered ${offer}`, async (t) => {
    const { place, anaPhone, customer } = await office(
      { srtpWithoutTls },
      { customer: policy === "required" ? savp : {} },
    );
    trunkWith(place, policy);
    const call = anaPhone.dial("011988887777");
    await place.until("the call to be up", () => call.state === "connected");
    t.equal(offerTo(customer.call), offer);
    call.hangUp();
    await place.nothingLeft(t);
  });
  if (policy === "offered_twice") continue;
  t.test(`an agent with ${policy}, keys ${keysAllowed ? "allowed" : "not allowed"}, is offered ${offer}`, async (t) => {
    const there = await office({ srtpWithoutTls }, { ana: policy === "required" ? savp : {} });
    agentWith(there.place, policy);
    const { ours, theirs } = await inboundCall(there);
    t.equal(offerTo(theirs), offer);
    t.equal(streamsIn(ours.peerSdp), "RTP/AVP", "the other end is of no account");
    ours.hangUp();
    await there.place.nothingLeft(t);
  });
}

/** What an agent's phone offers, and what it is answered; undefined: 488. */
const answers: readonly { policy: SrtpPolicy; phone: Partial<SimPhoneOptions>; allowed: boolean; answer?: string }[] = [
  { policy: "off", phone: {}, allowed: true, answer: "RTP/AVP" },
  { policy: "off", phone: keys, allowed: true, answer: "RTP/AVP" },
  { policy: "off", phone: savp, allowed: true, answer: "RTP/SAVP+keys" },
  { policy: "off", phone: savp, allowed: false },
  { policy: "offered", phone: {}, allowed: true, answer: "RTP/AVP" },
  { policy: "offered", phone: keys, allowed: true, answer: "RTP/AVP+keys" },
  { policy: "offered", phone: keys, allowed: false, answer: "RTP/AVP" },
  { policy: "offered", phone: savp, allowed: true, answer: "RTP/SAVP+keys" },
  { policy: "offered", phone: { ...savp, protocol: "RTP/SAVPF" }, allowed: true, answer: "RTP/SAVPF+keys" },
  { policy: "offered", phone: savp, allowed: false },
  { policy: "required", phone: savp, allowed: true, answer: "RTP/SAVP+keys" },
  { policy: "required", phone: keys, allowed: true, answer: "RTP/AVP+keys" },
  { policy: "required", phone: {}, allowed: true },
  { policy: "required", phone: savp, allowed: false },
  { policy: "required", phone: {}, allowed: false },
];

for (const { policy, phone, allowed, answer } of answers) {
  const offers = `${phone.protocol ?? "RTP/AVP"}${phone.attributes === undefined ? "" : " with keys"}`;
  t.test(`${policy}, keys ${allowed ? "" : "not "}allowed: ${offers} is answered ${answer ?? "488"}`, async (t) => {
    const { place, anaPhone } = await office({ srtpWithoutTls: allowed }, { ana: phone });
    agentWith(place, policy as Agent["voip"]["srtp"]);
    const call = anaPhone.dial("1002");
    await place.until("an answer", () => call.state === "connected" || call.state === "ended");
    if (answer === undefined) t.equal(call.status, 488);
    else {
      t.equal(streamsIn(call.peerSdp), answer);
      call.hangUp();
    }
    await place.nothingLeft(t);
  });
}

t.test("who requires SRTP is not rung over signalling that all can read, and the log says why", async (t) => {
  const { lines, log } = listening();
  const { place, customer, anaPhone } = await office({ log });
  agentWith(place, "required");
  const call = customer.dial(NUMBER);
  await place.until("the end", () => call.state === "ended");
  t.equal(call.status, 480);
  t.equal(anaPhone.calls.length, 0);
  t.match(
    lines.find(({ fields }) => (fields as { event?: string }).event === "srtp_needs_tls"),
    { fields: { agentId: "agent_ana", transport: "udp" }, message: /SRTP is required/ },
  );
  place.account.agent("Ana", "1001");
  trunkWith(place, "required");
  const out = anaPhone.dial("011988887777");
  await place.until("the end", () => out.state === "ended");
  t.equal(out.status, 503);
  t.match(
    lines.filter(({ fields }) => (fields as { trunkId?: string }).trunkId !== undefined).at(-1)?.message,
    /SRTP is required/,
  );
  await place.nothingLeft(t);
});

/** An encrypted call from Ana's phone to Bruno's. */
async function encrypted(there: Office): Promise<{ sdp: () => string }> {
  const { place, anaPhone } = there;
  agentWith(place, "required");
  const call = anaPhone.dial("1002");
  await place.until("the call to be up", () => call.state === "connected");
  return { sdp: () => call.peerSdp ?? "" };
}

const ownKey = (sdp: string): string | undefined => /^a=crypto:(.*)$/m.exec(sdp)?.[1];

t.test("a hold and its end keep our key", async (t) => {
  const there = await office({ srtpWithoutTls: true }, { ana: savp });
  const { sdp } = await encrypted(there);
  const key = ownKey(sdp());
  t.ok(key);
  const { place, anaPhone } = there;
  for (const direction of ["sendonly", "sendrecv"] as const) {
    const before = sdp();
    anaPhone.call.reinvite({ direction });
    await place.until("the answer", () => sdp() !== before);
    t.equal(ownKey(sdp()), key, direction);
  }
  anaPhone.call.hangUp();
  await place.nothingLeft(t);
});

t.test("keys are never logged", async (t) => {
  const { lines, log } = listening();
  const there = await office({ srtpWithoutTls: true, log }, { ana: savp, customer: { ...keys } });
  const { sdp } = await encrypted(there);
  const own = /inline:(\S+)/.exec(sdp())?.[1];
  t.ok(own);
  const { place, anaPhone, customer } = there;
  anaPhone.call.hangUp();
  const refused = customer.dial(NUMBER);
  await place.until("the end", () => refused.state !== "calling");
  refused.hangUp();
  await place.nothingLeft(t);
  const all = JSON.stringify(lines);
  t.ok(lines.length > 0);
  for (const key of [KEY, own ?? ""]) {
    t.notOk(all.includes(key), "as text");
    t.notOk(all.includes(Buffer.from(key, "base64").toString("hex")), "as digits");
    t.notOk(all.includes([...Buffer.from(key, "base64")].join(",")), "as a list of octets");
  }
  t.notOk(all.includes("inline:"));
});

t.test("the call of a customer stands as the trunk allows", async (t) => {
  const there = await office({ srtpWithoutTls: true }, { customer: keys });
  trunkWith(there.place, "offered");
  const { ours } = await inboundCall(there);
  t.equal(streamsIn(ours.peerSdp), "RTP/AVP+keys");
  t.equal(there.place.liveCall.customer.number, CUSTOMER);
  ours.hangUp();
  await there.place.nothingLeft(t);
});
