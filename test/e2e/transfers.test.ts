/** Transfers on the built server, by REST and by the phones: what everybody hears, is told and may do; reports and recordings. */
import t, { type Test } from "tap";
import type { PhoneCall } from "../../lab/phone/call.ts";
import { answers, refuses, rings } from "../../lab/phone/manners.ts";
import { emailOf } from "../../lab/ponto/account.ts";
import type { Api } from "../../lab/ponto/api.ts";
import { stretches } from "../../lab/sound/analysis.ts";
import type { Route, Trunk, User } from "../../src/accounts/directory/shapes.ts";
import type { ReportRow } from "../../src/accounts/journal/journal.ts";
import type { AgentLiveView, CallView } from "../../src/calls/live/views.ts";
import { type Centre, CUSTOMER, centre, type LiveCall, type Seat } from "../support/centre.ts";
import { eventually } from "../support/eventually.ts";
import { hears, voiceOf } from "../support/hearing.ts";
import { metric } from "../support/metrics.ts";

const PASSWORD = "senha-do-teste";
/** Windows of the analysis are 100 ms long, and a phone may be heard a little before or after its command. */
const FUZZ_MS = 300;

type Answer = CallView & { readonly code?: string };

const transfer = (api: Api, { id }: { readonly id: string }, to: string, type: "blind" | "attended") =>
  api.request<Answer>("POST", `/v1/calls/${id}/transfer`, { to, type });

const decide = (api: Api, { id }: { readonly id: string }, decision: "complete" | "cancel") =>
  api.request<Answer>("POST", `/v1/calls/${id}/transfer/${decision}`);

const statusOf = async (c: Centre, { agent: { id } }: Seat) =>
  (await c.admin.list<AgentLiveView>("/v1/agents/live")).find((one) => one.id === id)?.status;

/** What a phone was asked within the call, but for acknowledgements. */
const askedOf = ({ requests }: PhoneCall) => requests.map(({ method }) => method).filter((method) => method !== "ACK");

/** What the server said of a REFER, once it has said how it ended. */
const outcomeOf = async (call: PhoneCall): Promise<readonly string[]> => {
  const said = () => call.requests.filter(({ method }) => method === "NOTIFY").map(({ body }) => body.trim());
  await call.until(() => /^SIP\/2\.0 [2-6]/.test(said().at(-1) ?? ""), "the outcome of the transfer");
  return said();
};

const finalRow = (c: Centre, { id }: { readonly id: string }): Promise<ReportRow> =>
  eventually(async () => {
    const row = await c.report(id);
    return row.endedAt === null ? undefined : row;
  }, "the final report row");

/** Nothing of any call is left. */
const atRest = (c: Centre) =>
  eventually(
    async () => (await metric(c.admin, "ponto_legs")) + (await metric(c.admin, "ponto_rtp_ports_in_use")) === 0,
    "every leg and port to be given back",
  );

async function place(t: Test) {
  const c = await centre(t);
  c.trunk.voice = voiceOf("customer");
  c.ana.phone.voice = voiceOf("agent");
  c.clara.phone.voice = voiceOf("monitor");
  const bruno = await c.seat("Bruno", "1002", { voice: voiceOf("second") });
  const [trunk] = await c.admin.list<Trunk>("/v1/trunks");
  await c.admin.post<Route>("/v1/routes", { prefix: "0", strip: 1, trunkIds: [trunk!.id], callerId: "1130004000" });
  return { c, bruno };
}

/** Both hear each other, and the phone that stayed was asked nothing. */
async function talk(t: Test, stayed: PhoneCall, came: PhoneCall, voices: readonly [string, string]) {
  t.strictSame([await hears(stayed.audio), await hears(came.audio)], voices);
  t.strictSame(askedOf(stayed), [], "the phone that stays was asked nothing");
}

t.test("transfers by REST", async (t) => {
  const { c, bruno } = await place(t);

  await t.test("blind: the customer waits, and then talks to the other one", async (t) => {
    const events = await c.admin.events();
    t.teardown(() => events.close());
    bruno.phone.manner = rings;
    const call = await c.call();
    await call.customer.audio.pass(500);
    t.equal((await transfer(c.admin, call, "1002", "blind")).status, 200);
    const next = await bruno.phone.incoming();
    t.match(next.from, `sip:${CUSTOMER}@`);
    t.equal(await hears(call.customer.audio), "music");
    t.strictSame([await statusOf(c, c.ana), await statusOf(c, bruno)], ["on_hold", "ringing"]);
    await next.answer();
    t.equal(await call.agent.ended(), "theirs");
    await talk(t, call.customer, next, ["second", "customer"]);
    t.match(await c.calls(), [{ id: call.id, state: "answered", agent: { id: bruno.agent.id } }]);
    const told = { type: "blind", fromAgentId: c.ana.agent.id, toAgentId: bruno.agent.id, toNumber: null };
    t.match((await events.next("call.transferred")).data, { call: { id: call.id }, transfer: told });
    await call.customer.bye();
    const row = await finalRow(c, call);
    t.match(row, { disposition: "answered", hungUpBy: "customer", agentId: bruno.agent.id, transfers: [told] });
    const { wav } = await c.recording(call.id);
    const answeredMs = Date.parse(row.endedAt!) - Date.parse(row.answeredAt!);
    t.ok(Math.abs(wav.tracks[0]!.length / 8 - answeredMs) <= 100, "one recording, as long as the call");
    const [before, after] = [stretches(wav.tracks[1]!, 2000), stretches(wav.tracks[1]!, 3000)];
    t.equal(before.length, 1, "Ana is in it");
    t.equal(after.length, 1, "and then Bruno");
    t.ok(Math.abs(after[0]!.fromMs - before[0]!.toMs - row.holdMs) <= FUZZ_MS, "with the wait between them");
    await events.next("call.ended");
    const order = events.events.map(({ type }) => type).filter((type) => /^call/.test(type));
    t.strictSame(
      order,
      ["started", "answered", "held", "resumed", "transferred", "ended"].map((what) => `call.${what}`),
    );
    await atRest(c);
  });

  await t.test("attended: Ana asks Bruno on the leg she has, and leaves", async (t) => {
    bruno.phone.manner = answers;
    const call = await c.call();
    t.equal((await transfer(c.admin, call, "1002", "attended")).status, 200);
    const next = await bruno.phone.incoming();
    t.equal(await hears(call.customer.audio), "music");
    await talk(t, call.agent, next, ["second", "agent"]);
    const consultation = (await c.calls()).find(({ id }) => id !== call.id);
    t.match(consultation, { direction: "internal", customer: { number: "1001" }, agent: { id: bruno.agent.id } });
    t.match(await decide(c.admin, consultation!, "complete"), { status: 200, body: { id: call.id } });
    t.equal(await call.agent.ended(), "theirs");
    await talk(t, call.customer, next, ["second", "customer"]);
    await next.bye();
    t.equal(await call.customer.ended(), "theirs");
    t.match(await finalRow(c, consultation!), { direction: "internal", hungUpBy: "system", transfers: [] });
    t.match((await finalRow(c, call)).transfers, [{ type: "attended", toAgentId: bruno.agent.id }]);
    await atRest(c);
  });

  await t.test("what fails gives the customer back, and says why", async (t) => {
    const call = await c.call();
    const isBack = async (why: string) =>
      t.strictSame([await hears(call.customer.audio), await hears(call.agent.audio)], ["agent", "customer"], why);
    bruno.phone.manner = rings;
    t.equal((await transfer(c.admin, call, "1002", "attended")).status, 200);
    const next = await bruno.phone.incoming();
    t.match(await transfer(c.admin, call, "1003", "blind"), { status: 409, body: { code: "already_transferring" } });
    t.equal((await decide(c.admin, call, "cancel")).status, 200);
    t.equal(await next.ended(), 487);
    await isBack("cancelled");
    for (const decision of ["complete", "cancel"] as const)
      t.match(await decide(c.admin, call, decision), { status: 409, body: { code: "no_transfer" } });
    bruno.phone.manner = refuses(486);
    for (const type of ["attended", "blind"] as const) {
      t.equal((await transfer(c.admin, call, "1002", type)).status, 200);
      await (await bruno.phone.incoming()).ended();
      await isBack(`${type}, busy`);
    }
    const refusals = [
      ["9999", "target_not_found"],
      ["1001", "target_busy"],
    ] as const;
    for (const [to, code] of refusals)
      for (const type of ["attended", "blind"] as const)
        t.match(await transfer(c.admin, call, to, type), { status: 422, body: { code } }, `${type} to ${to}`);
    t.equal((await transfer(c.admin, call, "", "blind")).status, 400);
    t.strictSame([...askedOf(call.customer), ...askedOf(call.agent)], []);
    await call.customer.bye();
    await call.agent.ended();
    t.match(await transfer(c.admin, call, "1002", "blind"), { status: 404 });
    t.strictSame((await finalRow(c, call)).transfers, []);
    await atRest(c);
  });

  await t.test("who may: the administrator and the agents of the call", async (t) => {
    bruno.phone.manner = answers;
    const userOf = async (name: string, screens: object) => {
      await c.admin.post<User>("/v1/users", { name, email: emailOf(name), password: PASSWORD, screens });
      return c.server.now.api.signIn(emailOf(name), PASSWORD);
    };
    const own = await userOf("Ana", {});
    const others = await userOf("Bruno", {});
    const call = await c.call();
    for (const [who, api, refusal] of [
      ["an agent of another call", others, { status: 404, body: { code: "not_found" } }],
      ["who only sees the dashboard", c.clara.api, { status: 403, body: { code: "forbidden" } }],
      ["nobody", c.server.now.api, { status: 401 }],
    ] as const) {
      t.match(await transfer(api, call, "1002", "blind"), refusal, who);
      t.match(await decide(api, call, "cancel"), refusal, who);
    }
    t.equal((await transfer(own, call, "1002", "attended")).status, 200);
    const next = await bruno.phone.incoming();
    await eventually(async () => (await statusOf(c, bruno)) === "in_call", "Bruno to answer");
    t.match(await decide(others, call, "complete"), { status: 404 }, "whom Ana asks is no agent of her call yet");
    t.equal((await decide(own, call, "complete")).status, 200);
    t.equal(await call.agent.ended(), "theirs");
    t.match(await transfer(own, call, "1003", "blind"), { status: 404 }, "it is Ana's call no longer");
    t.equal((await transfer(others, call, "1001", "blind")).status, 200, "but Bruno's");
    t.equal(await next.ended(), "theirs");
    const back = await c.ana.phone.incoming();
    t.equal(await hears(back.audio), "customer");
    await back.bye();
    t.equal((await finalRow(c, call)).transfers.length, 2);
    await atRest(c);
  });

  await t.test("while held and monitored: the supervisor stays, and whispers to the new agent", async (t) => {
    bruno.phone.manner = rings;
    const call = await c.call();
    const monitoring = await c.monitor(call, "semi_active");
    await call.agent.hold();
    t.equal((await transfer(c.admin, call, "1002", "blind")).status, 200);
    const next = await bruno.phone.incoming();
    await next.answer();
    t.equal(await call.agent.ended(), "theirs");
    t.equal(await hears(monitoring.leg.audio), "customer second");
    await talk(t, call.customer, next, ["second", "customer monitor"]);
    t.strictSame(askedOf(monitoring.leg), []);
    t.match(await c.monitoring(monitoring.id, "connected"), { agentId: bruno.agent.id, callId: call.id });
    await call.customer.bye();
    await monitoring.leg.ended();
    await atRest(c);
  });

  await t.test("of a call that Ana made, to a number: nobody of the account is left", async (t) => {
    c.trunk.manner = answers;
    const made = await (await c.ana.phone.dial("011977776666")).answered();
    const customer = await c.trunk.incoming();
    const [call] = await c.calls();
    t.equal((await transfer(c.admin, call!, "011955554444", "blind")).status, 200);
    const other = await c.trunk.incoming();
    other.audio.speak(voiceOf("second"));
    t.equal(await made.ended(), "theirs");
    await talk(t, customer, other, ["second", "customer"]);
    t.match(await c.calls(), [{ id: call!.id, agent: null, customer: { number: "011977776666" } }]);
    t.match(await transfer(c.admin, call!, "1002", "blind"), { status: 409, body: { code: "agent_not_in_call" } });
    await customer.bye();
    t.equal(await other.ended(), "theirs");
    t.match(await finalRow(c, call!), {
      agentId: c.ana.agent.id,
      transfers: [{ type: "blind", toAgentId: null, toNumber: "011955554444" }],
    });
    await atRest(c);
  });
});

t.test("transfers by the phones", async (t) => {
  const { c, bruno } = await place(t);
  const carla = await c.seat("Carla", "1004");

  await t.test("blind, to a number by a trunk", async (t) => {
    c.trunk.manner = rings;
    const call = await c.call();
    t.equal((await call.agent.refer("011955554444")).status, 202);
    const other = await c.trunk.incoming();
    other.audio.speak(voiceOf("second"));
    await other.answer();
    t.match(await outcomeOf(call.agent), ["SIP/2.0 100 Trying", "SIP/2.0 180 Ringing", "SIP/2.0 200 OK"]);
    await talk(t, call.customer, other, ["second", "customer"]);
    await other.bye();
    t.equal(await call.customer.ended(), "theirs");
    await atRest(c);
  });

  await t.test("blind, to one who is busy: the agent talks on", async (t) => {
    bruno.phone.manner = refuses(486);
    const call = await c.call();
    await call.agent.refer("1002");
    await (await bruno.phone.incoming()).ended();
    t.equal((await outcomeOf(call.agent)).at(-1), "SIP/2.0 486 Busy Here");
    t.equal(call.agent.state, "connected");
    await talk(t, call.customer, call.agent, ["agent", "customer"]);
    await call.customer.bye();
    await atRest(c);
  });

  await t.test("blind, and hung up at once; nobody answers: the phone is rung again", async (t) => {
    const call = await c.call();
    bruno.phone.manner = refuses(480);
    c.ana.phone.manner = rings;
    await call.agent.refer("1002");
    await call.agent.bye();
    await (await bruno.phone.incoming()).ended();
    const back = await c.ana.phone.incoming();
    await back.answer();
    await talk(t, call.customer, back, ["agent", "customer"]);
    await call.customer.bye();
    c.ana.phone.manner = answers;
    await atRest(c);
  });

  await t.test("attended, of an internal call to a third agent", async (t) => {
    bruno.phone.manner = answers;
    carla.phone.voice = voiceOf("customer");
    const first = await (await carla.phone.dial("1001")).answered();
    const anas = await c.ana.phone.incoming();
    await anas.hold();
    const asks = await (await c.ana.phone.dial("1002")).answered();
    const next = await bruno.phone.incoming();
    t.equal((await asks.refer("1004", anas)).status, 202);
    t.equal((await outcomeOf(asks)).at(-1), "SIP/2.0 200 OK");
    t.strictSame([await anas.ended(), await asks.ended()], ["theirs", "theirs"]);
    await talk(t, first, next, ["second", "customer"]);
    t.match(await c.calls(), [{ direction: "internal", state: "answered" }]);
    await first.bye();
    t.equal(await next.ended(), "theirs");
    await atRest(c);
  });

  await t.test("nobody outside may: a carrier's REFER is refused", async (t) => {
    const call: LiveCall = await c.call();
    t.equal((await call.customer.refer("1002")).status, 403);
    await talk(t, call.customer, call.agent, ["agent", "customer"]);
    await call.customer.bye();
    await atRest(c);
  });
});
