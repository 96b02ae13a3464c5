/** What strangers, and phones that lie, get out of a call centre: nothing. In virtual time, on raw datagrams. */
import t from "tap";
import { seededEntropy } from "../../src/kernel/entropy.ts";
import { SERVER, SimCentre } from "./support/centre.ts";
import { proof, RawEnd, text, tryAsStranger } from "./support/rawEnd.ts";
import { describe } from "./support/sdp.ts";

const STRANGER = "203.0.113.9";
const TRUNK = "10.0.0.9";
/** Where attackers want us to send. */
const VICTIM = "203.0.113.66";
const NUMBER = "1130004000";

const offer = (address: string): string => describe({ address, port: 40_000, codecs: ["PCMA"], ptime: 20 }, 1);

async function centreWithTrunk() {
  const place = await SimCentre.open();
  const { account } = place;
  const [ana, bruno] = [account.agent("Ana", "1001"), account.agent("Bruno", "1002")];
  const trunk = account.trunk("Operadora", TRUNK);
  account.number(NUMBER, ana);
  account.route("0", [trunk], { strip: 1 });
  const phone = await place.phone(ana, "10.0.0.11");
  const end = await RawEnd.at(place, TRUNK);
  const victim = await RawEnd.at(place, VICTIM);
  return { place, ana, bruno, phone, trunk: end, victim };
}

t.test("who exists cannot be told from who does not: the same bytes at the same time", async (t) => {
  const heard = async (user: string, method: string, guess: string | undefined) => {
    const { place } = await centreWithTrunk();
    const got = await tryAsStranger(place, STRANGER, { method, host: "ponto.example", user, guess });
    return got.map(({ at, text }) => `${at} ${text.replaceAll(`:${user}@`, ":USER@")}`);
  };
  for (const method of ["REGISTER", "INVITE", "OPTIONS", "MESSAGE", "SUBSCRIBE", "REFER", "PUBLISH", "BYE", "FOO"])
    for (const guess of [undefined, "guess"]) {
      const nobody = await heard("1999", method, guess);
      t.ok(nobody.length > 0, `${method} is answered`);
      for (const user of ["1001", "1002"])
        t.same(await heard(user, method, guess), nobody, `${method}${guess ? " with a password" : ""} about ${user}`);
    }
});

t.test("no call leaves by a trunk without authentication", async (t) => {
  const token = "token of Ana";
  const rows: readonly [name: string, source: string, from: string, as: readonly [string, string] | undefined][] = [
    ["a stranger", STRANGER, "sip:1001@ponto.example", undefined],
    ["a stranger who guesses", STRANGER, "sip:1001@ponto.example", ["1001", "guess"]],
    ["a stranger who calls itself the trunk", STRANGER, `sip:x@${TRUNK}`, undefined],
    ["a stranger who calls itself the server", STRANGER, `sip:1001@${SERVER}`, undefined],
    ["an unknown user with a known password", STRANGER, "sip:1999@ponto.example", ["1999", token]],
    ["another user's password", STRANGER, "sip:1002@ponto.example", ["1002", token]],
  ];
  for (const [name, source, from, as] of rows) {
    const { place, trunk } = await centreWithTrunk();
    const end = await RawEnd.at(place, source);
    const whole = { method: "INVITE", uri: `sip:011988887777@${SERVER}`, from, at: source, body: offer(source) };
    end.send(text(whole));
    await place.pass(500);
    if (as !== undefined) {
      end.send(text({ ...whole, cseq: 2, headers: [proof(end.final(1)!, "INVITE", whole.uri, ...as)] }));
      await place.pass(5_000);
    }
    await place.pass(5_000);
    t.match(end.final(as === undefined ? 1 : 2), /^SIP\/2\.0 401 /, name);
    t.same(trunk.requests("INVITE"), [], `${name}: nothing leaves`);
  }

  const { place, trunk } = await centreWithTrunk();
  trunk.send(
    text({
      method: "INVITE",
      uri: `sip:011988887777@${SERVER}`,
      from: `sip:x@${TRUNK}`,
      at: TRUNK,
      body: offer(TRUNK),
    }),
  );
  await place.pass(5_000);
  t.match(trunk.final(1), /^SIP\/2\.0 404 /, "a trunk that asks for another's number: no transit");
  t.same(trunk.requests("INVITE"), []);
});

t.test("a phone is what its password says, whatever it writes into From", async (t) => {
  const { place, trunk } = await centreWithTrunk();
  const end = await RawEnd.at(place, STRANGER);
  const uri = `sip:011988887777@${SERVER}`;
  const whole = { method: "INVITE", uri, from: "sip:1002@ponto.example", at: STRANGER, body: offer(STRANGER) };
  end.send(text(whole));
  await place.pass(500);
  const lies = ["P-Asserted-Identity: <sip:1002@ponto.example>", "Remote-Party-ID: <sip:1002@ponto.example>"];
  end.send(
    text({ ...whole, cseq: 2, headers: [proof(end.final(1)!, "INVITE", uri, "1001", "token of Ana"), ...lies] }),
  );
  await place.pass(1_000);
  t.equal(trunk.requests("INVITE").length > 0, true, "Ana's call leaves");
  t.notMatch(trunk.requests("INVITE")[0], /1002/, "and says nothing of Bruno");
  t.match(place.liveCall, { agent: { extension: "1001" } });

  const other = await RawEnd.at(place, "203.0.113.10");
  const register = { method: "REGISTER", uri: "sip:ponto.example", from: "sip:1002@ponto.example", at: other.address };
  const aor = { ...register, to: "sip:1002@ponto.example" };
  other.send(text(aor));
  await place.pass(500);
  other.send(text({ ...aor, cseq: 2, headers: [proof(other.final(1)!, "REGISTER", aor.uri, "1001", "token of Ana")] }));
  await place.pass(500);
  t.match(other.final(2), /^SIP\/2\.0 403 /, "nor may Ana's phone register Bruno's");
});

t.test(
  "Contact, Route, Record-Route, maddr and Request-URI send us nowhere but to the peer; its private headers stay with it",
  async (t) => {
    const { place, phone, trunk, victim } = await centreWithTrunk();
    trunk.send(
      text({
        method: "INVITE",
        uri: `sip:${NUMBER}@${VICTIM};maddr=${VICTIM};transport=udp`,
        to: `sip:${NUMBER}@${VICTIM}`,
        from: `sip:11988887777@${VICTIM}`,
        at: TRUNK,
        headers: [
          `Route: <sip:${VICTIM};lr>`,
          `Record-Route: <sip:${VICTIM};lr>`,
          `Contact: <sip:x@${VICTIM}:5060;maddr=${VICTIM}>`,
          "X-Internal: secret",
          "X-Ponto-Agent: 1",
          "P-Charging-Vector: icid-value=1",
          "Call-Info: <sip:x>;answer-after=0",
          "Alert-Info: <http://www.notused.com>;info=alert-autoanswer",
          "Answer-Mode: Auto",
        ],
        body: offer(TRUNK),
      }),
    );
    await place.until("the INVITE", () => phone.arrived.some(({ text }) => text.startsWith("INVITE ")));
    await place.until("the phone's call", () => phone.call.state === "connected");
    const invite = phone.arrived.map(({ text }) => text).find((text) => text.startsWith("INVITE "))!;
    t.notMatch(
      invite,
      /^(X-|P-Charging|Call-Info|Alert-Info|Answer-Mode|Route|Record-Route)/im,
      "of its private headers none crosses",
    );
    t.notMatch(invite, new RegExp(VICTIM.replaceAll(".", "\\.")), "nor the address it wrote");
    phone.call.hangUp();
    await place.pass(40_000);
    t.ok(trunk.requests("BYE").length > 0, "the BYE goes to the peer");
    t.same(victim.got, [], "and to nobody else anything");
  },
);

t.test("a phone that registers somebody else's address is called at its own", async (t) => {
  const { place, bruno, victim, phone } = await centreWithTrunk();
  const liar = await RawEnd.at(place, "10.0.0.12");
  const aor = `sip:${bruno.extension}@ponto.example`;
  const whole = { method: "REGISTER", uri: "sip:ponto.example", from: aor, to: aor, at: liar.address };
  const contact = `Contact: <sip:1002@${VICTIM}:5060;maddr=${VICTIM}>`;
  liar.send(text({ ...whole, headers: [contact] }));
  await place.pass(500);
  liar.send(
    text({
      ...whole,
      cseq: 2,
      headers: [contact, proof(liar.final(1)!, "REGISTER", whole.uri, "1002", "token of Bruno")],
    }),
  );
  await place.pass(500);
  t.match(liar.final(2), /^SIP\/2\.0 200 /);
  phone.dial("1002");
  await place.pass(2_000);
  t.ok(liar.requests("INVITE").length > 0, "its own");
  t.same(victim.got, [], "not the other's");
});

t.test("a guesser is slowed down, then not listened to, and its user's own phone never notices", async (t) => {
  const { place, phone } = await centreWithTrunk();
  const guesser = await RawEnd.at(place, STRANGER);
  const entropy = seededEntropy(5);
  const uri = "sip:ponto.example";
  const whole = { method: "REGISTER", uri, from: "sip:1001@ponto.example", to: "sip:1001@ponto.example", at: STRANGER };
  guesser.send(text(whole));
  await place.pass(100);
  let answered = 1;
  for (let cseq = 2; cseq < 40; cseq++) {
    const challenge = guesser.final(answered)!;
    guesser.send(text({ ...whole, cseq, headers: [proof(challenge, "REGISTER", uri, "1001", entropy.hex(4))] }));
    await place.pass(5_000);
    if (guesser.final(cseq) !== undefined) answered = cseq;
  }
  t.equal(answered, 21, "the first challenge and twenty guesses were answered");
  t.match(place.exchange.guardFigures, { authFailures: 20, bannedSources: 1 });
  phone.register();
  await place.pass(1_000);
  t.ok(phone.registered);
});
