/** Carriers that several companies have: whose call it is. In virtual time. */
import t from "tap";
import type { Trunk } from "../../src/accounts/directory/shapes.ts";
import { ACCOUNT, SimCarrier } from "./support/carrier.ts";
import { CUSTOMER, SERVER } from "./support/centre.ts";
import { companies, type StaffedCompany } from "./support/companies.ts";
import type { SimPhone } from "./support/phone.ts";

const CARRIER = "10.2.0.1";
const ALFAS_NUMBER = "1130004000";
const BETAS_NUMBER = "1130005000";
const COMMON_NUMBER = "1130006000";

/** Both companies have the carrier, a number each, and one that both say is theirs. */
async function commonCarrier(trunk: Partial<Trunk> = {}) {
  const there = await companies();
  const { alfa, beta } = there;
  const trunks = [alfa, beta].map(({ account }) => account.trunk("Operadora", CARRIER, trunk));
  for (const [{ account, first }, number] of [
    [alfa, ALFAS_NUMBER],
    [beta, BETAS_NUMBER],
  ] as const) {
    account.number(number, first.agent);
    account.number(COMMON_NUMBER, first.agent);
  }
  return { ...there, trunks };
}

t.test(
  "a carrier's call goes to the company whose domain or number it names, and of several to the oldest",
  async (t) => {
    const { place, alfa, beta } = await commonCarrier();
    const customer = await place.trunk(CARRIER);
    await place.ready();
    const rows: readonly (readonly [what: string, number: string, host: string, rings: StaffedCompany | 404])[] = [
      ["alfa's number at the server's address", ALFAS_NUMBER, SERVER, alfa],
      ["beta's number at the server's address", BETAS_NUMBER, SERVER, beta],
      ["beta's number in E.164", `+55${BETAS_NUMBER}`, SERVER, beta],
      ["a number of both", COMMON_NUMBER, SERVER, alfa],
      ["a number of both in beta's domain", COMMON_NUMBER, beta.domain, beta],
      ["a number of both in alfa's domain", COMMON_NUMBER, alfa.domain, alfa],
      ["alfa's number in beta's domain", ALFAS_NUMBER, beta.domain, 404],
      ["beta's number in beta's domain in capitals", BETAS_NUMBER, beta.domain.toUpperCase(), beta],
      ["nobody's number", "1130009999", SERVER, 404],
      ["an extension", "1001", SERVER, 404],
    ];
    for (const [what, number, host, expected] of rows) {
      const phones = [alfa, beta].map(({ first }) => first.phone);
      const before = phones.map(({ calls }) => calls.length);
      const call = customer.dial(number, {}, host);
      await place.until(what, () => call.state === "connected" || call.state === "ended");
      const rang = phones.map(({ calls }, i) => calls.length - before[i]!);
      if (expected === 404) t.strictSame([call.status, ...rang], [404, 0, 0], what);
      else t.strictSame(rang, expected === alfa ? [1, 0] : [0, 1], what);
      call.hangUp();
      await place.pass(1_000);
    }
    await place.nothingLeft(t);
    t.ok([...beta.account.journal.reports.values()].every(({ customerNumber }) => customerNumber === CUSTOMER));
  },
);

t.test("calls of both leave by the carrier, each under its own company's name", async (t) => {
  const { place, alfa, beta, trunks } = await commonCarrier();
  const carrier = await place.trunk(CARRIER);
  for (const [i, { account }] of [alfa, beta].entries()) account.route("0", [trunks[i]!], { strip: 1 });
  await place.ready();
  const calls = [alfa, beta].map(({ first }) => first.phone.dial("011988887777"));
  await place.until("both to be up", () => calls.every(({ state }) => state === "connected"));
  const from = carrier.calls.map(({ invite }) => /@([\w.]+)>/.exec(invite!.headers.get("From")!)![1]);
  t.strictSame(from.sort(), [beta.domain, alfa.domain]);
  carrier.calls[0]!.hangUp();
  await place.until("one to be over", () => calls.some(({ state }) => state === "ended"));
  await place.pass(500);
  t.equal(place.exchange.liveCalls, 1, "the other goes on");
  for (const call of calls) call.hangUp();
  await place.nothingLeft(t);
});

t.test("registered at the same carrier under the same name, both are called by their numbers", async (t) => {
  const { place, alfa, beta, trunks } = await commonCarrier({ auth: "register", register: true, ...ACCOUNT });
  const carrier = await SimCarrier.open(place, CARRIER);
  await place.until("both registrations", () =>
    [alfa, beta].every(({ pbx }, i) => pbx.trunkState(trunks[i]!.id).registered === true),
  );
  t.strictSame(place.exchange.trunkCounts, { in: 2, out: 0, none: 0 });
  const call = carrier.phone.dial(BETAS_NUMBER);
  await place.until("the call", () => call.state === "connected");
  t.equal(beta.first.phone.calls.length, 1);
  t.equal(alfa.first.phone.calls.length, 0);
  call.hangUp();
  await place.pass(1_000);
});

t.test("where a trunk names its port and the number stands on the one that does not, the number decides", async (t) => {
  const { place, alfa } = await companies();
  const { account } = alfa;
  account.trunk("Porta", CARRIER, { port: 5060 });
  const whole = account.trunk("Toda", CARRIER);
  account.number(ALFAS_NUMBER, alfa.first.agent, whole.id);
  const customer = await place.trunk(CARRIER);
  const call = customer.dial(ALFAS_NUMBER);
  await place.until("the call", () => call.state === "connected");
  t.match([...account.journal.reports.values()], [{ trunkId: whole.id }]);
  call.hangUp();
  await place.pass(1_000);
});

t.test("the exact source of a phone is no trunk of any company", async (t) => {
  const { place, alfa, beta } = await companies();
  const { phone } = alfa.first;
  beta.account.trunk("Atrás do mesmo NAT", phone.address);
  beta.account.number("1002", beta.first.agent);
  await place.ready();
  const call = phone.dial("1002");
  await place.until("the call", () => call.state === "connected");
  t.ok(call.came.includes("401 INVITE"), "the phone had to prove who it is");
  t.equal(alfa.second.phone.calls.length, 1, "its own company's extension rings");
  t.equal(beta.first.phone.calls.length, 0, "not the number of the other");
  call.hangUp();
  await place.nothingLeft(t);
});

t.test("trunks that register with two companies under the same name: each in its own realm", async (t) => {
  const { place, alfa, beta } = await companies();
  const registers = { auth: "accept-register", username: "gateway" } as const;
  const gateways: SimPhone[] = [];
  for (const [i, { account, domain, first }] of [alfa, beta].entries()) {
    const password = `a password of ${domain}`;
    account.trunk("Gateway", "0.0.0.0", { ...registers, password });
    account.number(COMMON_NUMBER, first.agent);
    const gateway = await place.trunk(`10.4.0.${i + 1}`, { user: "gateway", password, domain });
    gateway.register();
    await place.until("the registration", () => gateway.registered);
    gateways.push(gateway);
  }
  const stranger = await place.trunk("10.4.0.9", {
    user: "gateway",
    password: `a password of ${alfa.domain}`,
    domain: beta.domain,
  });
  stranger.register();
  await place.pass(5_000);
  t.notOk(stranger.registered, "not with the other's password");
  await place.ready();
  for (const [gateway, { first }] of [
    [gateways[0]!, alfa],
    [gateways[1]!, beta],
  ] as const) {
    const call = gateway.dial(COMMON_NUMBER, {}, SERVER);
    await place.until("the call", () => call.state === "connected");
    t.equal(first.phone.calls.length, 1);
    call.hangUp();
    await place.pass(1_000);
  }
  await place.nothingLeft(t);
});

t.test("a call between companies over a carrier is two calls, one each", async (t) => {
  const { place, alfa, beta, trunks } = await commonCarrier();
  alfa.account.route("0", [trunks[0]!], { strip: 1 });
  const carrier = await place.trunk(CARRIER);
  await place.ready();
  carrier.manner = (arrived) => {
    const onward = carrier.dial(BETAS_NUMBER);
    void place.until("the other company's answer", () => onward.state === "connected").then(() => arrived.answer());
  };
  const call = alfa.first.phone.dial(`0${BETAS_NUMBER}`);
  await place.until("the call", () => call.state === "connected");
  t.equal(beta.first.phone.calls.length, 1);
  t.match(alfa.pbx.centre.calls(place.administrator), [{ direction: "outbound" }]);
  t.match(beta.pbx.centre.calls(place.administrator), [{ direction: "inbound" }]);
  call.hangUp();
  beta.first.phone.call.hangUp();
  await place.nothingLeft(t);
});
