/** Several companies on one exchange: side by side, and nothing of one in reach of another. In virtual time. */
import t from "tap";
import { Call } from "../../src/calls/call/call.ts";
import type { LiveEvent } from "../../src/calls/live/callCentre.ts";
import { seededEntropy } from "../../src/kernel/entropy.ts";
import { shareAt } from "../media/support/signals.ts";
import { type Company, DOMAIN, must, SERVER, SimCentre } from "./support/centre.ts";
import { callBetween, companies, PITCH, seat } from "./support/companies.ts";
import type { SimPhone } from "./support/phone.ts";
import { proof, RawEnd, text, tryAsStranger } from "./support/rawEnd.ts";
import { describe } from "./support/sdp.ts";

const STRANGER = "203.0.113.9";

t.test("the same extension rings the company's own phone, and each company sees its own calls alone", async (t) => {
  const { place, alfa, beta } = await companies();
  await place.ready();
  const administrator = place.administrator.user;
  const news: Record<"alfa" | "beta", string[]> = { alfa: [], beta: [] };
  const note = (into: string[]) => (event: LiveEvent) => void into.push(JSON.stringify(event.render(administrator)));
  alfa.pbx.centre.subscribe(note(news.alfa));
  beta.pbx.centre.subscribe(note(news.beta));

  const one = await callBetween(place, alfa.first.phone, alfa.second.phone, "1002");
  const other = await callBetween(place, beta.first.phone, beta.second.phone, "1002");
  const from = place.time.now() + 200;
  await place.pass(1_200);
  t.ok(shareAt(one.theirs.sound.samples(from), PITCH.Ana) > 0.9, "Bruno hears Ana");
  t.ok(shareAt(other.theirs.sound.samples(from), PITCH.Bela) > 0.9, "Bento hears Bela");
  t.equal(place.exchange.liveCalls, 2);
  for (const [{ pbx }, names] of [
    [alfa, ["Ana", "Bruno"]],
    [beta, ["Bela", "Bento"]],
  ] as const) {
    const calls = pbx.centre.calls(place.administrator);
    t.match(calls, [{ customer: { name: names[0] }, agent: { name: names[1] } }]);
    t.equal(calls.length, 1);
  }
  const [call] = beta.pbx.centre.calls(place.administrator);
  t.equal(alfa.pbx.centre.call(place.administrator, call!.id), undefined, "a call's id is worth nothing elsewhere");
  t.match(alfa.pbx.centre.hangUp(place.administrator, call!.id), { ok: false, error: { code: "call_not_found" } });
  t.notMatch(news.alfa.join(), /Bela|Bento/);
  t.notMatch(news.beta.join(), /Ana|Bruno/);
  t.ok(news.alfa.length > 4 && news.beta.length > 4);

  one.ours.hangUp();
  other.theirs.hangUp();
  await place.nothingLeft(t);
  t.equal(alfa.account.journal.reports.size, 1);
  t.equal(beta.account.journal.reports.size, 1);
});

t.test(
  "click to call, monitoring and transfer of one company leave the same extensions of the other alone",
  async (t) => {
    const { place, alfa, beta } = await companies();
    await place.ready();
    const quiet = await callBetween(place, alfa.first.phone, alfa.second.phone, "1002");
    const phones = [alfa.first, alfa.second, alfa.supervisor].map(({ phone }) => phone);
    const before = phones.map((phone) => phone.arrived.length);

    const { centre } = beta.pbx;
    must(centre.dial(place.administrator, beta.first.agent.id, "1002"));
    await place.until("the call", () => centre.calls(place.administrator)[0]?.state === "answered");
    const [call] = centre.calls(place.administrator);
    const viewer = { user: beta.supervisor.user, ip: "192.0.2.7" };
    const asked = { callId: call!.id, mode: "active" as const };
    t.match(await alfa.pbx.centre.monitor({ ...viewer, user: alfa.supervisor.user }, asked), {
      error: { code: "call_not_found" },
    });
    const { monitoring } = must(await centre.monitor(viewer, asked));
    await place.until("the monitoring", () => centre.monitoring(viewer, monitoring.id)?.state === "connected");
    t.equal(alfa.pbx.centre.monitoring(place.administrator, monitoring.id), undefined);
    t.equal(beta.supervisor.phone.calls.length, 1, "Celia's phone rang, not Clara's");
    t.match(must(await place.result(centre.changeMode(viewer, monitoring.id, "passive"))), { mode: "passive" });
    beta.second.phone.call.refer(`sip:1003@${beta.domain}`);
    await place.until("the answer to it", () => beta.second.phone.call.notified.length > 1);
    await place.pass(1_000);

    t.same(
      phones.map((phone) => phone.arrived.length),
      before,
      "not one message to the other company's phones",
    );
    t.equal(quiet.theirs.state, "connected");
    quiet.ours.hangUp();
    beta.first.phone.call.hangUp();
    await place.nothingLeft(t);
  },
);

t.test("with the password of one company nothing is registered at, dialled at or learnt of another", async (t) => {
  const { place, alfa, beta } = await companies();
  const { phone, agent } = alfa.first;
  const password = `token of ${agent.name}`;
  const inBeta = beta.pbx.counts().registrations;
  const intruder = await place.phone(agent, "10.1.9.1", { domain: alfa.domain });
  const end = await RawEnd.at(place, "10.1.9.2");

  const tries: readonly (readonly [
    what: string,
    request: Pick<Parameters<typeof text>[0], "method" | "uri" | "to">,
  ])[] = [
    ["registers as 1001 of beta", { method: "REGISTER", uri: "sip:beta.example", to: "sip:1001@beta.example" }],
    ["registers at the address", { method: "REGISTER", uri: `sip:${SERVER}`, to: "sip:1001@beta.example" }],
    ["dials 1001 of beta", { method: "INVITE", uri: "sip:1001@beta.example" }],
    ["dials in capitals", { method: "INVITE", uri: "sip:1001@BETA.Example" }],
    ["dials at the address, from beta", { method: "INVITE", uri: `sip:1002@${SERVER}` }],
    ["writes to beta", { method: "MESSAGE", uri: "sip:1001@beta.example" }],
  ];
  let cseq = 0;
  for (const [what, request] of tries) {
    const body =
      request.method === "INVITE"
        ? describe({ address: end.address, port: 40_000, codecs: ["PCMA"], ptime: 20 }, 1)
        : "";
    const whole = { ...request, from: "sip:1001@beta.example", at: end.address, body };
    end.send(text({ ...whole, cseq: ++cseq }));
    await place.pass(500);
    const challenge = end.final(cseq)!;
    t.match(challenge, /^SIP\/2\.0 401 [\s\S]*realm="beta\.example"/, `${what}: is asked who it is in beta`);
    end.send(
      text({ ...whole, cseq: ++cseq, headers: [proof(challenge, request.method, request.uri, "1001", password)] }),
    );
    await place.pass(6_000);
    t.match(end.final(cseq), /^SIP\/2\.0 401 /, `${what}: and is not believed`);
    // Nor by a nonce that is its own company's, or in its own realm.
    const own = await challengeOf(place, phone.address, alfa.domain);
    end.send(text({ ...whole, cseq: ++cseq, headers: [proof(own, request.method, request.uri, "1001", password)] }));
    await place.pass(6_000);
    t.match(end.final(cseq), /^SIP\/2\.0 401 /, `${what}: nor in its own realm`);
  }
  t.equal(beta.pbx.counts().registrations, inBeta);

  for (const extension of ["1001", "1999"]) {
    const call = intruder.dial(extension, {}, beta.domain);
    await place.until("the refusal", () => call.state === "ended");
    t.equal(call.status, 401, `${extension} of beta`);
  }
  t.same(
    beta.first.phone.arrived.filter(({ text }) => text.startsWith("INVITE")),
    [],
    "Bela's phone never rang",
  );
  t.same(alfa.account.journal.reports.size + beta.account.journal.reports.size, 0);
});

/** A challenge in the realm of `domain`. */
async function challengeOf(place: SimCentre, near: string, domain: string): Promise<string> {
  const entropy = seededEntropy(place.time.now());
  const end = await RawEnd.at(place, near.replace(/^10\.1/, `10.${100 + (entropy.uint32() % 100)}`));
  end.send(text({ method: "MESSAGE", uri: `sip:1001@${domain}`, from: `sip:1001@${domain}`, at: end.address }));
  await place.pass(500);
  return end.final(1)!;
}

t.test(
  "whom nobody knows is answered alike at every company, and at none: the same bytes at the same time",
  async (t) => {
    const heard = async (host: string, user: string, method: string, guess: string | undefined) => {
      const { place } = await companies();
      const got = await tryAsStranger(place, STRANGER, { method, host, user, guess });
      return got.map(({ at, text }) => `${at} ${anonymous(text, host, user)}`);
    };
    // Nonces and tags are drawn by lot; whose realm asks is what a domain's owner may be known by.
    const anonymous = (text: string, host: string, user: string): string =>
      text
        .replaceAll(`:${user}@${host}`, ":USER@HOST")
        .replace(/nonce="\w{60}"/, 'nonce=""')
        .replace(/(To: .*;tag=)\w+/, "$1TAG")
        .replace(`realm="${host}"`, 'realm="HOST"');
    for (const method of ["REGISTER", "INVITE", "OPTIONS", "MESSAGE", "SUBSCRIBE", "REFER", "PUBLISH", "BYE", "FOO"])
      for (const guess of [undefined, "token of Ana"]) {
        const missing = await heard(DOMAIN, "1999", method, guess);
        t.ok(missing.length > 0, `${method} is answered`);
        const same = (got: string[], who: string) =>
          t.same(got, missing, `${method}${guess ? " with a password" : ""} about ${who}`);
        same(await heard("beta.example", "1999", method, guess), "a missing extension of beta");
        same(await heard("beta.example", "1001", method, guess), "an extension of beta");
        const nowhere = await heard("nowhere.example", "1001", method, guess);
        same(
          nowhere.map((each) => each.replace(`realm="${DOMAIN}"`, 'realm="HOST"')),
          "a domain that is nobody's, in the server's own realm",
        );
      }
  },
);

t.test(
  "nobody is let in at the door of nobody's domain, not with a right password of the server's own domain",
  async (t) => {
    const { place, alfa } = await companies();
    const end = await RawEnd.at(place, STRANGER);
    const uri = "sip:nowhere.example";
    const whole = {
      method: "REGISTER",
      uri,
      from: "sip:1001@nowhere.example",
      to: "sip:1001@nowhere.example",
      at: STRANGER,
    };
    const before = alfa.pbx.counts().registrations;
    end.send(text(whole));
    await place.pass(500);
    t.match(end.final(1), new RegExp(`^SIP/2\\.0 401 [^]*realm="${DOMAIN}"`));
    end.send(text({ ...whole, cseq: 2, headers: [proof(end.final(1)!, "REGISTER", uri, "1001", "token of Ana")] }));
    await place.pass(5_000);
    t.match(end.final(2), /^SIP\/2\.0 401 /);
    t.equal(alfa.pbx.counts().registrations, before);
  },
);

t.test("with a single account every host is its own; with a second one no longer", async (t) => {
  const place = await SimCentre.open();
  const ana = place.account.agent("Ana", "1001");
  const phone = await place.phone(ana, "10.1.0.1");
  t.ok(phone.registered, "by the server's address");
  place.company("beta");
  phone.register();
  await place.pass(5_000);
  t.notOk(phone.registered, "the address is nobody's domain now");
  const named = await place.phone(ana, "10.1.0.2", { domain: DOMAIN.toUpperCase() });
  t.ok(named.registered, "by the domain, without case");
  await place.result(place.exchange.remove("beta"));
  phone.register();
  await place.until("the registration", () => phone.registered);
});

t.test("a phone that calls the server's address is known by the domain that it claims to be of", async (t) => {
  const { place, beta } = await companies();
  await place.ready();
  const call = beta.first.phone.dial("1002", {}, SERVER);
  await place.until("the call", () => call.state === "connected");
  t.equal(beta.second.phone.calls.length, 1);
  call.hangUp();
  await place.nothingLeft(t);
});

t.test("an id and a domain are served once", async (t) => {
  const place = await SimCentre.open();
  t.throws(() => place.company("main"), /main/);
  t.throws(() => place.company("other", DOMAIN.toUpperCase()), /domain/);
  t.equal(place.exchange.pbx("other"), undefined);
  t.equal(place.exchange.pbx("main"), place.pbx);
});

t.test("what names a dialog of another company finds none", async (t) => {
  const { place, alfa, beta } = await companies();
  await place.ready();
  const { ours, theirs } = await callBetween(place, alfa.first.phone, alfa.second.phone, "1002");
  for (const named of [ours.named, theirs.named]) {
    const taken = beta.first.phone.dial("1001", { headers: [["Replaces", named]] });
    await place.until("the refusal", () => taken.state === "ended");
    t.equal(taken.status, 481, "INVITE with Replaces");
  }
  const own = await callBetween(place, beta.first.phone, beta.second.phone, "1002");
  own.ours.refer(`sip:1002@${beta.domain}`, ours);
  await place.until("what became of it", () => own.ours.notified.length > 1);
  t.match(own.ours.notified.at(-1), /^SIP\/2\.0 [4-6]/, "REFER with Replaces");
  await place.pass(500);
  t.equal(ours.state, "connected");
  t.equal(theirs.state, "connected");
  ours.hangUp();
  own.ours.hangUp();
  await place.nothingLeft(t);
});

t.test("nothing of another company stands in any message", async (t) => {
  const { place, alfa, beta } = await companies();
  await place.ready();
  const { ours } = await callBetween(place, beta.first.phone, beta.second.phone, "1002");
  const other = await callBetween(place, alfa.first.phone, alfa.second.phone, "1002");
  await place.pass(500);
  const toBeta = [beta.first, beta.second].flatMap(({ phone }) => phone.arrived.map(({ text }) => text));
  const toAlfa = [alfa.first, alfa.second].flatMap(({ phone }) => phone.arrived.map(({ text }) => text));
  t.ok(toBeta.length > 5 && toAlfa.length > 5);
  t.notMatch(toBeta.join("\n"), /ponto\.example|Ana|Bruno/);
  t.notMatch(toAlfa.join("\n"), /beta\.example|Bela|Bento/);
  ours.hangUp();
  other.ours.hangUp();
  await place.nothingLeft(t);
});

t.test("a defect in a call of one company costs that call alone", async (t) => {
  const { place, alfa, beta } = await companies();
  await place.ready();
  const ill = await callBetween(place, alfa.first.phone, alfa.second.phone, "1002");
  const well = await callBetween(place, beta.first.phone, beta.second.phone, "1002");
  const [call] = alfa.pbx.centre.calls(place.administrator);
  const { handle } = Call.prototype;
  t.teardown(() => {
    Call.prototype.handle = handle;
  });
  let failed = false;
  Call.prototype.handle = function (input, at) {
    if (this.id !== call!.id || failed) return handle.call(this, input, at);
    failed = true;
    throw new Error("a defect");
  };
  alfa.pbx.centre.hold(place.administrator, call!.id);
  await place.until("both to be hung up", () => ill.ours.state === "ended" && ill.theirs.state === "ended");
  await place.pass(1_000);
  t.ok(failed);
  t.equal(well.ours.state, "connected");
  well.ours.hangUp();
  await place.nothingLeft(t);
});

t.test("fifty companies with one call each", async (t) => {
  const place = await SimCentre.open({ legs: 110 });
  const all: { company: Company; phones: [SimPhone, SimPhone] }[] = [];
  for (let i = 0; i < 50; i++) {
    const company = place.company(`company${i}`);
    const from = await seat(place, company, `Um${i}`, "1001", `10.3.${i}.1`);
    const to = await seat(place, company, `Dois${i}`, "1002", `10.3.${i}.2`);
    all.push({ company, phones: [from.phone, to.phone] });
  }
  await place.ready();
  const calls = all.map(({ phones: [from] }) => from.dial("1002"));
  await place.until("all to be up", () => calls.every(({ state }) => state === "connected"));
  t.equal(place.exchange.liveCalls, 50);
  for (const [i, { company, phones }] of all.entries()) {
    t.equal(phones[1].calls.length, 1, `its own phone rang`);
    t.match(company.pbx.centre.calls(place.administrator), [{ agent: { name: `Dois${i}` } }]);
    t.equal(company.pbx.liveCalls, 1);
  }
  for (const call of calls) call.hangUp();
  await place.nothingLeft(t);
});
