/** Trunks over the whole exchange: registered by us, registered with us, watched, left aside, and never told the password. */
import t from "tap";
import type { Trunk } from "../../src/accounts/directory/shapes.ts";
import type { Log } from "../../src/kernel/log.ts";
import { responseTo } from "../../src/sip/message/build.ts";
import { ACCOUNT, SimCarrier } from "./support/carrier.ts";
import { type CentreOptions, SimCentre, storm } from "./support/centre.ts";
import { NUMBER } from "./support/office.ts";
import { answers, refuses, type SimPhone } from "./support/phone.ts";

const CARRIER = "10.2.0.1";
const REGISTERS = { auth: "register", register: true, ...ACCOUNT } as const;
const WATCHED = { pingSeconds: 30 } as const;
const UNWATCHED = { pingSeconds: 0 } as const;

/** Ana with a phone and the number, and what is to be tried of a trunk. */
async function centre(options: CentreOptions = {}) {
  const place = await SimCentre.open(options);
  const ana = place.account.agent("Ana", "1001");
  place.account.number(NUMBER, ana);
  const phone = await place.phone(ana, "10.1.0.1");
  const states: unknown[] = [];
  const clara = place.account.user("Clara");
  place.centre.subscribe((event) => {
    if (event.type !== "trunk.state") return;
    states.push(event.render(place.administrator.user)?.trunk);
    if (event.render(clara) !== undefined) throw new Error("trunks are the administrator's");
  });
  return { place, ana, phone, states };
}

const removed = (place: SimCentre, trunk: Trunk): void => {
  place.account.directory.trunkShelf.remove(trunk.id);
  place.account.directory.announce({ changed: "trunk", id: trunk.id });
};

const registered = (place: SimCentre, trunk: Trunk): boolean => place.pbx.trunkState(trunk.id).registered === true;

const called = async (place: SimCentre, phone: SimPhone): Promise<void> => {
  const before = phone.calls.length;
  await place.until("the call to arrive", () => phone.calls.length > before);
};

for (const [sky, weather] of Object.entries({ calm: { delay: 5 }, storm }))
  t.test(`registers, stays registered, and takes its binding away (${sky})`, async (t) => {
    const { place, states } = await centre({ weather });
    const carrier = await SimCarrier.open(place, CARRIER, 60_000);
    await place.ready();
    const trunk = place.account.trunk("Operadora", CARRIER, REGISTERS);
    await place.until("the registration", () => registered(place, trunk));
    t.equal(carrier.contact, "sip:ponto@10.0.0.1:5060");
    t.match(states.at(-1), { id: trunk.id, state: { registered: true, lastError: null } });
    t.notMatch(JSON.stringify(states), ACCOUNT.password);
    const [before, told] = [carrier.count("REGISTER"), states.length];
    await place.pass(1_800_000);
    const refreshes = carrier.count("REGISTER") - before;
    t.ok(registered(place, trunk) && states.length === told, "all the while");
    t.ok(refreshes >= 6 && refreshes <= 8, `${refreshes} REGISTERs in three times ten minutes, each challenged`);
    removed(place, trunk);
    await place.until("the binding to be gone", () => carrier.contact === undefined);
    await place.nothingLeft(t);
  });

t.test("the carrier calls the Contact that we registered; To tells the number", async (t) => {
  const { place, phone } = await centre();
  const carrier = await SimCarrier.open(place, CARRIER);
  const trunk = place.account.trunk("Operadora", CARRIER, REGISTERS);
  await place.until("the registration", () => registered(place, trunk));
  const call = carrier.phone.dial(NUMBER);
  await called(place, phone);
  await place.until("the call to be up", () => call.state === "connected");
  call.hangUp();
  await place.pass(1000);
  t.match([...place.account.journal.reports.values()].at(-1), { disposition: "answered", trunkId: trunk.id });
});

t.test("an outbound call is challenged and answered with the trunk's credentials", async (t) => {
  const { place, phone } = await centre();
  const carrier = await SimCarrier.open(place, CARRIER);
  const trunk = place.account.trunk("Operadora", CARRIER, { ...REGISTERS, dialledFormat: "e164" });
  place.account.route("0", [trunk], { strip: 1 });
  await place.until("the registration", () => registered(place, trunk));
  const call = phone.dial("011988887777");
  await called(place, carrier.phone);
  await place.until("the call to be up", () => call.state === "connected");
  const invites = carrier.phone.arrived.filter(({ text }) => text.startsWith("INVITE"));
  t.match(
    invites.at(-1)?.text,
    /^INVITE sip:\+5511988887777@10\.2\.0\.1 [\s\S]*Authorization: Digest username="ponto"/,
  );
  call.hangUp();
});

t.test("a challenge of another realm gets no answer, before and after the first", async (t) => {
  const { place, phone } = await centre();
  const carrier = await SimCarrier.open(place, CARRIER);
  const trunk = place.account.trunk("Operadora", CARRIER, { ...REGISTERS, realm: "carrier.example" });
  place.account.route("0", [trunk], { strip: 1 });
  await place.until("the registration", () => registered(place, trunk));
  carrier.realm = "stranger.example";
  carrier.restart();
  const call = phone.dial("011988887777");
  await place.until("the refusal", () => call.state === "ended");
  const digests = carrier.phone.arrived.filter(({ text }) => text.includes('realm="stranger.example"'));
  t.strictSame(digests, []);

  const learnt = place.account.trunk("Outra", CARRIER, { ...REGISTERS, username: "ponto" });
  carrier.realm = "carrier.example";
  carrier.restart();
  await place.until("the registration", () => registered(place, learnt));
  carrier.realm = "stranger.example";
  carrier.restart();
  await place.pass(600_000);
  t.match(place.pbx.trunkState(learnt.id), {
    registered: false,
    lastError: "a challenge that is not answered: realm or algorithm (401 Unauthorized)",
  });
  t.notOk(
    carrier.phone.arrived.some(({ text }) => text.includes('realm="stranger.example"')),
    "the realm that was learnt holds",
  );
});

t.test("a wrong password: not hammered, and in no message or log line", async (t) => {
  const lines: string[] = [];
  const note = (fields: object, message: string): void => void lines.push(JSON.stringify(fields) + message);
  const log: Log = { debug: note, info: note, warn: note, error: note };
  const { place, states } = await centre({ log });
  const carrier = await SimCarrier.open(place, CARRIER);
  const password = "not the right one";
  const trunk = place.account.trunk("Operadora", CARRIER, { ...REGISTERS, password });
  await place.pass(3_600_000);
  t.equal(registered(place, trunk), false);
  t.ok(carrier.count("REGISTER") <= 16, `${carrier.count("REGISTER")} REGISTERs in an hour`);
  t.match(states.at(-1), {
    state: { registered: false, lastError: "user name or password refused (401 Unauthorized)" },
  });
  t.match(lines.join("\n"), /trunk's registration fails/);
  for (const text of [...lines, ...carrier.phone.arrived.map(({ text }) => text), JSON.stringify(states)])
    if (text.includes(password)) t.fail(text);

  place.account.trunk("Operadora", CARRIER, REGISTERS);
  await place.until("the registration with the right one", () => registered(place, trunk), 5_000);
});

t.test("423, and a registrar that comes back", async (t) => {
  const { place } = await centre();
  const carrier = await SimCarrier.open(place, CARRIER);
  carrier.registers = (request) =>
    request.headers.get("Expires") === "3600"
      ? responseTo(request, 423, undefined, { toTag: "x", headers: [["Min-Expires", "7200"]] })
      : undefined;
  carrier.grants = 7200;
  const trunk = place.account.trunk("Operadora", CARRIER, { ...REGISTERS, ...WATCHED });
  await place.until("the registration", () => registered(place, trunk));
  carrier.fallSilent();
  await place.until(
    "the trunk to be out of service",
    () => place.pbx.trunkState(trunk.id).reachable === false,
    120_000,
  );
  t.match(place.pbx.trunkState(trunk.id), { registered: true, reachable: false, lastError: "no answer (408)" });
  carrier.contact = undefined;
  carrier.fallSilent(false);
  await place.until("it to be registered anew as soon as it is back", () => carrier.contact !== undefined, 90_000);
  t.match(place.pbx.trunkState(trunk.id), { registered: true, reachable: true, lastError: null });
});

t.test("changed settings: the old binding goes, then the new one comes", async (t) => {
  const { place } = await centre();
  const carrier = await SimCarrier.open(place, CARRIER);
  const trunk = place.account.trunk("Operadora", CARRIER, REGISTERS);
  await place.until("the registration", () => registered(place, trunk));
  const before = carrier.requests.length;
  place.account.trunk("Operadora", CARRIER, { ...REGISTERS, maxCalls: 3, codecs: ["PCMA"] });
  await place.pass(3_000);
  t.equal(carrier.requests.length, before, "what does not concern the registration does not touch it");
  place.account.trunk("Operadora", CARRIER, { ...REGISTERS, port: 5060 });
  await place.until("the new one", () => registered(place, trunk));
  const expires = carrier.requests.slice(before).map(({ headers }) => headers.get("Expires"));
  t.strictSame(expires, ["0", "0", "3600", "3600"], "each challenged");
  t.ok(carrier.contact);
});

t.test("when the exchange closes, the binding is taken away", async (t) => {
  const { place } = await centre();
  const carrier = await SimCarrier.open(place, CARRIER);
  const trunk = place.account.trunk("Operadora", CARRIER, { ...REGISTERS, ...WATCHED });
  await place.until("the registration", () => registered(place, trunk));
  await place.result(place.exchange.close());
  t.equal(carrier.contact, undefined);
});

// --- failover ------------------------------------------------------------------------------------------------------

async function twoTrunks(first: Partial<Trunk> = WATCHED, second: Partial<Trunk> = WATCHED) {
  const there = await centre();
  const { place } = there;
  const one = await SimCarrier.open(place, "10.2.0.1");
  const two = await SimCarrier.open(place, "10.2.0.2");
  for (const { phone } of [one, two]) phone.challenge = undefined;
  const trunks = [place.account.trunk("Um", "10.2.0.1", first), place.account.trunk("Dois", "10.2.0.2", second)];
  place.account.route("0", trunks, { strip: 1 });
  await place.pass(100);
  return { ...there, one, two, trunks };
}

t.test("a trunk that does not answer its OPTIONS is left out until it answers two", async (t) => {
  const { place, phone, one, two, trunks, states } = await twoTrunks();
  one.fallSilent();
  await place.until("it to be out", () => place.pbx.trunkState(trunks[0]!.id).reachable === false, 180_000);
  t.strictSame(place.exchange.trunkCounts, { in: 1, out: 1, none: 0 });
  phone.dial("011988887777");
  await called(place, two.phone);
  t.equal(one.phone.calls.length, 0, "not even tried");
  two.phone.call.hangUp();
  one.fallSilent(false);
  await place.until("it to be back", () => place.pbx.trunkState(trunks[0]!.id).reachable === true, 120_000);
  phone.dial("011988887777");
  await called(place, one.phone);
  one.phone.call.hangUp();
  t.match(
    states.map((trunk) => (trunk as { name: string; state: { reachable: boolean } }).state.reachable),
    [true, true, false, true],
  );
  for (const trunk of trunks) removed(place, trunk);
  await place.pass(1000);
});

for (const status of [408, 500, 503])
  t.test(`after ${status} the next trunk is tried`, async (t) => {
    const { place, phone, one, two } = await twoTrunks();
    one.phone.manner = refuses(status);
    phone.dial("011988887777");
    await called(place, two.phone);
    t.equal(one.phone.calls.length, 1);
    two.phone.call.hangUp();
  });

t.test("after 486 it is not", async (t) => {
  const { place, phone, one, two } = await twoTrunks();
  one.phone.manner = refuses(486);
  const call = phone.dial("011988887777");
  await place.until("the refusal", () => call.state === "ended");
  t.equal(two.phone.calls.length, 0);
});

t.test("after it has rung, a trunk's 503 is the answer", async (t) => {
  const { place, phone, one, two } = await twoTrunks();
  one.phone.manner = (call) => {
    call.ring();
    call.refuse(503);
  };
  const call = phone.dial("011988887777");
  await place.until("the refusal", () => call.state === "ended");
  t.match(phone.arrived.at(-1)?.text, /^SIP\/2\.0 503/);
  t.equal(two.phone.calls.length, 0);
});

t.test("a trunk that says nothing is passed over after four seconds, and missed", async (t) => {
  const { place, phone, one, two, trunks } = await twoTrunks({ pingSeconds: 3600 }, UNWATCHED);
  await place.ready();
  one.fallSilent();
  for (const reachable of [true, false]) {
    const dialledAt = place.time.now();
    const call = phone.dial("011988887777");
    await called(place, two.phone);
    const waited = place.time.now() - dialledAt;
    t.ok(waited >= 4000 && waited < 4500, `${waited} ms`);
    await place.until("the answer", () => call.state === "connected");
    call.hangUp();
    await place.pass(64_000);
    t.equal(place.pbx.trunkState(trunks[0]!.id).reachable, reachable);
  }
  phone.dial("011988887777");
  const before = place.time.now();
  await called(place, two.phone);
  t.ok(place.time.now() - before < 500, "the third call does not try it");
  two.phone.call.hangUp();
  await place.nothingLeft(t);
});

t.test("a trunk that answers after all, when it has been passed over, is hung up", async (t) => {
  const { place, phone, one, two } = await twoTrunks(UNWATCHED, UNWATCHED);
  await place.ready();
  one.fallSilent();
  const call = phone.dial("011988887777");
  await called(place, two.phone);
  one.fallSilent(false);
  await place.until("the INVITE to arrive at last", () => one.phone.calls.length > 0, 20_000);
  await place.until("its end", () => one.phone.call.state === "ended");
  t.equal(call.state, "connected");
  call.hangUp();
  await place.nothingLeft(t);
});

t.test("a trunk that says Trying has all the time in the world, and so has the last one", async (t) => {
  const { place, phone, one, two } = await twoTrunks(UNWATCHED, UNWATCHED);
  await place.ready();
  one.phone.manner = () => {};
  const call = phone.dial("011988887777");
  await place.pass(20_000);
  t.equal(two.phone.calls.length, 0);
  one.phone.call.answer();
  await place.until("the answer", () => call.state === "connected");
  call.hangUp();
  await place.pass(1000);
  for (const { phone: carrier } of [one, two]) carrier.manner = answers;
  one.fallSilent();
  two.fallSilent();
  const second = phone.dial("011988887777");
  await place.pass(15_000);
  two.fallSilent(false);
  await place.until("the answer of the last", () => second.state === "connected", 20_000);
  second.hangUp();
  await place.nothingLeft(t);
});

t.test("503 with Retry-After puts a trunk aside for that time; all aside: 503", async (t) => {
  const { place, phone, one, two } = await twoTrunks();
  one.phone.challenge = (invite) =>
    responseTo(invite, 503, undefined, { toTag: "x", headers: [["Retry-After", "120"]] });
  const calls = () => one.phone.arrived.filter(({ text }) => text.startsWith("INVITE")).length;
  phone.dial("011988887777");
  await called(place, two.phone);
  two.phone.call.hangUp();
  t.equal(calls(), 1);
  await place.pass(1000);
  two.phone.challenge = one.phone.challenge;
  const refused = phone.dial("011988887777");
  await place.until("the refusal", () => refused.state === "ended");
  t.equal(calls(), 1, "left alone");
  const alone = phone.dial("011988887777");
  await place.until("the refusal of both", () => alone.state === "ended");
  t.match(phone.arrived.at(-1)?.text, /^SIP\/2\.0 503/);
  t.equal(calls(), 1);
  await place.pass(125_000);
  one.phone.challenge = undefined;
  phone.dial("011988887777");
  await called(place, one.phone);
  one.phone.call.hangUp();
});

t.test("all trunks out of service: tried all the same", async (t) => {
  const { place, phone, one, two, trunks } = await twoTrunks();
  one.fallSilent();
  two.fallSilent();
  const out = () => trunks.every(({ id }) => place.pbx.trunkState(id).reachable === false);
  await place.until("both to be out", out, 180_000);
  one.fallSilent(false);
  phone.dial("011988887777");
  await called(place, one.phone);
  t.equal(one.phone.calls.length, 1);
  one.phone.call.hangUp();
});

t.test("a trunk that is full answers 486 to its own calls", async (t) => {
  const { place } = await centre();
  const carrier = await place.trunk(CARRIER);
  place.account.trunk("Operadora", CARRIER, { maxCalls: 1 });
  const first = carrier.dial(NUMBER);
  await place.until("the first", () => first.state === "connected");
  const second = carrier.dial(NUMBER);
  await place.until("the second", () => second.state === "ended");
  t.match(carrier.arrived.at(-1)?.text, /^SIP\/2\.0 486/);
  first.hangUp();
});

for (const [codecs, types] of [
  [null, "8 0 9 111 101 110"],
  [["PCMU"], "0 101"],
  [["PCMA", "G729"], "8 101"],
  // The caller has PCMA: with what both have nothing is transcoded, so it goes first.
  [["PCMU", "PCMA"], "8 0 101"],
  [["G722", "PCMU"], "0 9 101"],
] as const)
  t.test(`a trunk of ${codecs?.join(", ") ?? "no codecs in particular"} is offered ${types}`, async (t) => {
    const { place, phone } = await centre();
    const carrier = await place.trunk(CARRIER, {
      codec: codecs?.some((name) => name === "PCMA") === false ? "PCMU" : "PCMA",
    });
    place.account.route("0", [place.account.trunk("Operadora", CARRIER, { codecs })], { strip: 1 });
    const call = phone.dial("011988887777");
    await called(place, carrier);
    t.match(carrier.call.peerSdp, `RTP/AVP ${types}\r\n`);
    await place.until("the call to be up", () => call.state === "connected");
    call.hangUp();
  });

t.test("a trunk's call is answered in its codecs, or refused with 488", async (t) => {
  const { place } = await centre();
  const carrier = await place.trunk(CARRIER, { codec: "PCMU" });
  place.account.trunk("Operadora", CARRIER, { codecs: ["PCMA"] });
  const refused = carrier.dial(NUMBER);
  await place.until("the refusal", () => refused.state === "ended");
  t.match(carrier.arrived.at(-1)?.text, /^SIP\/2\.0 488/);
  place.account.trunk("Operadora", CARRIER, { codecs: ["PCMA", "PCMU"] });
  const call = carrier.dial(NUMBER);
  await place.until("the call to be up", () => call.state === "connected");
  t.match(call.peerSdp, "RTP/AVP 0 ");
  call.hangUp();
});

// --- a trunk that registers with us ----------------------------------------------------------------------------------

const PBX = { auth: "accept-register", username: "pbx", password: "of the pbx" } as const;

t.test("a trunk that registers with us is called where it is, and known by its source", async (t) => {
  const { place, phone, states } = await centre();
  const trunk = place.account.trunk("Filial", "pbx.example", PBX);
  place.account.route("0", [trunk], { strip: 1 });
  const unreachable = phone.dial("011988887777");
  await place.until("the refusal", () => unreachable.state === "ended");
  t.match(phone.arrived.at(-1)?.text, /^SIP\/2\.0 503/, "before it has registered");

  const pbx = await place.trunk("10.3.0.1", { user: PBX.username, password: PBX.password, manner: answers });
  pbx.register();
  await place.until("its registration", () => pbx.registered);
  t.match(place.pbx.trunkState(trunk.id), { registered: true });
  t.match(states.at(-1), { id: trunk.id, state: { registered: true } });

  const out = phone.dial("011988887777");
  await called(place, pbx);
  t.match(pbx.arrived.at(-1)?.text, /^INVITE sip:11988887777@10\.3\.0\.1:5060 /);
  await place.until("the call to be up", () => out.state === "connected");
  out.hangUp();
  await place.pass(1000);

  const before = pbx.arrived.length;
  const into = pbx.dial(NUMBER);
  await place.until("the call to be up", () => into.state === "connected");
  t.notOk(
    pbx.arrived.slice(before).some(({ text }) => text.startsWith("SIP/2.0 401")),
    "its source is its own",
  );
  into.hangUp();
  const stray = pbx.dial("1001");
  await place.until("the refusal", () => stray.state === "ended");
  t.match(pbx.arrived.at(-1)?.text, /^SIP\/2\.0 404/, "only the account's numbers, no extension");

  pbx.register(0);
  await place.until("its binding to be gone", () => place.pbx.trunkState(trunk.id).registered === false);
});

t.test("from another source it proves itself by digest; a stranger by neither", async (t) => {
  const { place } = await centre();
  place.account.trunk("Filial", "pbx.example", PBX);
  const elsewhere = await place.trunk("10.3.0.2", { user: PBX.username, password: PBX.password });
  const call = elsewhere.dial(NUMBER);
  await place.until("the call to be up", () => call.state === "connected");
  t.ok(elsewhere.arrived.some(({ text }) => text.startsWith("SIP/2.0 401")));
  call.hangUp();
  const stranger = await place.trunk("10.3.0.3", { user: PBX.username, password: "wrong" });
  const refused = stranger.dial(NUMBER);
  await place.until("the refusal", () => refused.state === "ended");
  t.match(stranger.arrived.at(-1)?.text, /^SIP\/2\.0 401/);
});
