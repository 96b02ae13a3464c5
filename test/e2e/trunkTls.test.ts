/** A trunk by TLS where the server has no certificate of its own: it connects, verifies, and is called back over its connection. */
import { readFileSync } from "node:fs";
import t, { type Test } from "tap";
import { answers } from "../../lab/phone/manners.ts";
import { TestTrunk } from "../../lab/phone/trunk.ts";
import type { PhoneNumber, Route, Trunk } from "../../src/accounts/directory/shapes.ts";
import type { TrunkView } from "../../src/calls/live/views.ts";
import { type Centre, CUSTOMER, centre } from "../support/centre.ts";
import { TestAuthority } from "../support/certificate.ts";
import { eventually } from "../support/eventually.ts";
import { hears, voiceOf } from "../support/hearing.ts";

const registrant = { user: "ponto", password: "segredo" };

async function carrierOf(t: Test, c: Centre, authority: TestAuthority, alternatives: string) {
  const { certificate, key } = authority.issue(alternatives);
  const proof = { cert: readFileSync(certificate, "utf8"), key: readFileSync(key, "utf8") };
  const server = { ...c.server.now.sip };
  const end = await TestTrunk.start({ server, transport: "tls", proof, registrant });
  t.teardown(() => end.close());
  const { id } = await c.admin.post<Trunk>("/v1/trunks", {
    name: `Operadora ${alternatives}`,
    host: end.host,
    port: end.port,
    transport: "tls",
    auth: "register",
    username: registrant.user,
    password: registrant.password,
    pingSeconds: 0,
  });
  /** From now on its end speaks to the server over the connection that the server made. */
  const callsBack = () =>
    Object.assign(server, end.log.entries.find(({ direction }) => direction === "received")?.peer);
  return { end, id, callsBack, state: async () => (await c.admin.get<TrunkView>(`/v1/trunks/${id}`)).state };
}

t.test("a trunk by TLS needs no certificate of ours", async (t) => {
  const authority = await TestAuthority.create(t);
  const c = await centre(t, { server: { env: { PONTO_SIP_TLS_CA: authority.path } } });
  c.ana.phone.voice = voiceOf("agent");
  const { end, id, state, callsBack } = await carrierOf(t, c, authority, "IP:127.0.0.1");
  end.voice = voiceOf("customer");
  end.manner = answers;
  await eventually(async () => (await state()).registered, "the registration");

  await t.test("calls leave by the connection of the registration", async (t) => {
    await c.admin.post<Route>("/v1/routes", { prefix: "0", strip: 1, trunkIds: [id] });
    const call = await (await c.ana.phone.dial("011988887777")).answered();
    const customer = await end.incoming();
    t.match(customer.invite.get("Via"), /^SIP\/2\.0\/TLS /);
    t.match(customer.invite.get("Contact"), /;transport=tls>$/);
    t.same([await hears(customer.audio), await hears(call.audio)], ["agent", "customer"]);
    await customer.bye();
    t.equal(await call.ended(), "theirs", "a BYE comes over it");
  });

  await t.test("and come in by it", async (t) => {
    await c.admin.post<PhoneNumber>("/v1/numbers", {
      number: "1130006000",
      trunkId: id,
      destination: { type: "agent", id: c.ana.agent.id },
    });
    callsBack();
    const customer = await (await end.call("1130006000", CUSTOMER)).answered();
    const agent = await c.ana.phone.incoming();
    t.equal(await hears(customer.audio), "agent");
    await agent.bye();
    t.equal(await customer.ended(), "theirs", "our BYE goes back by it, though its Contact names the listening port");
  });

  await t.test("a carrier that cannot prove its name is told nothing", async (t) => {
    const other = await carrierOf(t, c, authority, "DNS:elsewhere.example");
    await eventually(async () => (await other.state()).lastError !== null, "the trunk's error");
    t.match(await other.state(), { registered: false });
    t.equal(other.end.log.entries.length, 0, "not a byte of SIP");
  });

  await t.test("nothing listens for TLS", async (t) => {
    t.equal(c.server.now.sipTls, undefined);
    c.server.now.reload();
    await c.server.now.logged(({ event }) => event === "tls_reloaded", "the authorities to be read again");
    t.equal(
      (await c.admin.get<{ transports: string[] }>(`/v1/agents/${c.ana.agent.id}/voip`)).transports.join(),
      "udp,tcp",
    );
  });
});
