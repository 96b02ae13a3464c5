/** Transfers as phones ask for them: baresip's blind REFER, SIPp as the phone that has Replaces. */
import t, { type Test } from "tap";
import { answers } from "../../lab/phone/manners.ts";
import { TestTrunk } from "../../lab/phone/trunk.ts";
import { ensureAgent, ensureNumber, ensureTrunk, phoneOf, voipOf } from "../../lab/ponto/account.ts";
import { reservePorts } from "../../lab/ports.ts";
import { tonesIn } from "../../lab/sound/analysis.ts";
import { tone } from "../../lab/sound/signals.ts";
import type { Agent } from "../../src/accounts/directory/shapes.ts";
import type { CallView } from "../../src/calls/live/views.ts";
import { eventually } from "../support/eventually.ts";
import { aftermath } from "./support/aftermath.ts";
import { Desk } from "./support/desk.ts";
import { credentials, Sipp, type SippOptions } from "./support/sipp.ts";
import { needs } from "./support/tools.ts";

const skip = needs("baresip", "sipp");
const NUMBER = "1130004000";
const CUSTOMER_HZ = 440;
const ANA_HZ = 1000;
const BRUNO_HZ = 1800;
const tones = [CUSTOMER_HZ, ANA_HZ, BRUNO_HZ];
/** What is heard in the dump of a phone lags by its buffers. */
const SETTLE_MS = 500;

/** A customer behind a trunk, whose number leads to an agent yet to be named. */
async function counter(t: Test) {
  const desk = await Desk.open(t, { holdMusic: "silence" });
  const trunk = await TestTrunk.start({ server: desk.server.now.sip, voice: tone(CUSTOMER_HZ) });
  t.teardown(() => trunk.close());
  const opened = await ensureTrunk(desk.admin, "Operadora", trunk);
  const numberOf = (agent: Agent) => ensureNumber(desk.admin, NUMBER, opened, agent);
  const isWith = (agent: Agent): Promise<CallView> =>
    eventually(
      async () =>
        (await desk.admin.list<CallView>("/v1/calls")).find(
          (call) => call.state === "answered" && call.agent?.id === agent.id && call.direction === "inbound",
        ),
      `the customer's call to be with ${agent.name}`,
    );
  const seatBruno = () => desk.seat("Bruno", "1002", { voice: tone(BRUNO_HZ) });
  return { desk, trunk, numberOf, isWith, seatBruno };
}

/** A phone of the agent's that SIPp plays, registered. */
async function sippPhone(t: Test, desk: Desk, agent: Agent, options: Omit<SippOptions, "users" | "port" | "server">) {
  const { extension, token } = await voipOf(desk.admin, agent);
  const server = desk.server.now.sip;
  const ports = await reservePorts(1);
  t.teardown(() => ports.release());
  const port = ports.min + 2;
  const users = [[extension, credentials(extension, token), port]];
  t.equal(await (await Sipp.start(t, { scenario: "register", remote: server, users, calls: 1 })).result(), 0);
  return await Sipp.start(t, { ...options, users, port, server });
}

t.test("baresip transfers blind (REFER)", { skip }, async (t) => {
  const { desk, trunk, numberOf, isWith, seatBruno } = await counter(t);
  const bruno = await seatBruno();
  const ana = await desk.seat("Ana", "1001", { voice: tone(ANA_HZ) });
  await numberOf(ana.agent);
  const customer = await (await trunk.call(NUMBER, "11988887777")).answered();
  const { id } = await isWith(ana.agent);
  await customer.audio.pass(SETTLE_MS);
  t.strictSame(tonesIn(await customer.audio.hear(400), tones), [ANA_HZ]);

  await ana.phone.command("transfer", desk.uri("1002"));
  await ana.phone.event("CALL_CLOSED");
  t.equal((await isWith(bruno.agent)).id, id, "it is the same call");
  await customer.audio.pass(SETTLE_MS);
  const [atCustomer, atBruno] = await Promise.all([customer.audio.hear(400), bruno.phone.hear(600)]);
  t.strictSame(tonesIn(atCustomer, tones), [BRUNO_HZ], "the customer hears Bruno");
  t.strictSame(tonesIn(atBruno, tones), [CUSTOMER_HZ], "Bruno hears the customer");
  t.strictSame(
    customer.requests.map(({ method }) => method).filter((method) => method !== "ACK"),
    [],
    "nothing is sent to the customer",
  );

  await customer.bye();
  const [row] = await aftermath(t, desk.admin);
  t.match(row, {
    callId: id,
    disposition: "answered",
    agentId: bruno.agent.id,
    transfers: [{ type: "blind", fromAgentId: ana.agent.id, toAgentId: bruno.agent.id }],
  });
});

t.test("baresip is told of a transfer that fails", { skip }, async (t) => {
  const { desk, trunk, numberOf, isWith } = await counter(t);
  await ensureAgent(desk.admin, "Bruno", "1002");
  const ana = await desk.seat("Ana", "1001", { voice: tone(ANA_HZ) });
  await numberOf(ana.agent);
  const customer = await (await trunk.call(NUMBER, "11988887777")).answered();
  await isWith(ana.agent);
  await ana.phone.command("transfer", desk.uri("1002"));
  const { param } = await ana.phone.event("TRANSFER_FAILED");
  t.match(param, /480/);
  // The call is given back to it (`test/sim/transfersBlind.test.ts` talks on), but this baresip then hangs up by itself.
  t.equal(await customer.ended(), "theirs");
  const [row] = await aftermath(t, desk.admin);
  t.match(row, { disposition: "answered", agentId: ana.agent.id, hungUpBy: "agent", transfers: [] });
});

t.test("SIPp is the phone that transfers with consultation (REFER with Replaces)", { skip }, async (t) => {
  const { desk, trunk, numberOf, isWith, seatBruno } = await counter(t);
  const bruno = await seatBruno();
  const ana = await ensureAgent(desk.admin, "Ana", "1001");
  const phone = await sippPhone(t, desk, ana, { scenario: "transferring", service: "1002", calls: 1, holdMs: 400 });
  await numberOf(ana);
  const customer = await (await trunk.call(NUMBER, "11988887777")).answered();
  const { id } = await isWith(ana);
  t.equal((await isWith(bruno.agent)).id, id, "it is the same call");
  t.equal(await phone.result(), 0);
  await customer.audio.pass(SETTLE_MS);
  const [atCustomer, atBruno] = await Promise.all([customer.audio.hear(400), bruno.phone.hear(600)]);
  t.strictSame(tonesIn(atCustomer, tones), [BRUNO_HZ], "the customer hears Bruno");
  t.strictSame(tonesIn(atBruno, tones), [CUSTOMER_HZ], "Bruno hears the customer");
  t.strictSame(
    customer.requests.map(({ method }) => method).filter((method) => method !== "ACK"),
    [],
    "nothing is sent to the customer",
  );

  await bruno.phone.command("hangup");
  t.match(await aftermath(t, desk.admin, 2), [
    {
      callId: id,
      disposition: "answered",
      agentId: bruno.agent.id,
      hungUpBy: "agent",
      transfers: [{ type: "attended", fromAgentId: ana.id, toAgentId: bruno.agent.id }],
    },
    { direction: "internal", disposition: "answered", transfers: [] },
  ]);
});

t.test("SIPp takes the place of a phone that talks (INVITE with Replaces)", { skip }, async (t) => {
  const { desk, trunk, numberOf, isWith } = await counter(t);
  const ana = await ensureAgent(desk.admin, "Ana", "1001");
  const anas = await phoneOf(desk.admin, ana, desk.server.now.sip, { manner: answers });
  t.teardown(() => anas.close());
  await numberOf(ana);
  const customer = await (await trunk.call(NUMBER, "11988887777")).answered();
  const { id } = await isWith(ana);
  const replaced = await anas.incoming();
  const bruno = await ensureAgent(desk.admin, "Bruno", "1002");
  const { extension, token } = await voipOf(desk.admin, bruno);
  const taking = await Sipp.start(t, {
    scenario: "replacing",
    remote: desk.server.now.sip,
    users: [[extension, credentials(extension, token)]],
    service: "1001",
    calls: 1,
    keys: { replaces: `${replaced.id};to-tag=${replaced.theirTag};from-tag=${replaced.ourTag}` },
  });
  t.equal((await isWith(bruno)).id, id, "it is the same call");
  t.equal(await replaced.ended(), "theirs", "the phone that is replaced is hung up");
  await customer.bye();
  t.equal(await taking.result(), 0);
  const [row] = await aftermath(t, desk.admin);
  t.match(row, { callId: id, disposition: "answered", agentId: bruno.id, hungUpBy: "customer" });
});
