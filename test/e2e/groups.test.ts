/** Groups and forwards as an administrator sets them up, on the built server. */
import t from "tap";
import { answers, refuses, rings } from "../../lab/phone/manners.ts";
import type { Group, PhoneNumber } from "../../src/accounts/directory/shapes.ts";
import type { ReportRow } from "../../src/accounts/journal/journal.ts";
import type { AgentLiveView } from "../../src/calls/live/views.ts";
import { CUSTOMER, centre, NUMBER } from "../support/centre.ts";
import { eventually } from "../support/eventually.ts";
import { hears, voiceOf } from "../support/hearing.ts";

const GROUP_NUMBER = "1130005000";

t.test("groups and forwards", async (t) => {
  const c = await centre(t);
  c.trunk.voice = voiceOf("customer");
  c.ana.phone.manner = rings;
  const bruno = await c.seat("Bruno", "1002", { manner: rings, voice: voiceOf("agent") });
  const group = await c.admin.post<Group>("/v1/groups", {
    name: "Sales",
    strategy: "all",
    agentIds: [c.ana.agent.id, bruno.agent.id],
    ringSeconds: 20,
    extension: "2001",
  });
  await c.admin.post<PhoneNumber>("/v1/numbers", {
    number: GROUP_NUMBER,
    destination: { type: "group", id: group.id },
  });
  const statusOf = async (name: string) =>
    (await c.admin.list<AgentLiveView>("/v1/agents/live")).find((agent) => agent.name === name)?.status;
  const reportOf = (callId: string) =>
    eventually(
      async () =>
        (await c.admin.list<ReportRow>("/v1/reports/calls")).find(
          (row) => row.callId === callId && row.endedAt !== null,
        ),
      "the report",
    );

  await t.test("a number of a group rings its agents; the call is whose who answers", async (t) => {
    const customer = await c.trunk.call(GROUP_NUMBER, CUSTOMER);
    const [atAna, atBruno] = await Promise.all([c.ana.phone.incoming(), bruno.phone.incoming()]);
    await customer.ringing();
    const [ringing] = await c.calls();
    t.match(ringing, { state: "ringing", agent: null });
    t.strictSame([await statusOf("Ana"), await statusOf("Bruno")], ["ringing", "ringing"]);
    await atBruno.answer();
    await customer.answered();
    t.equal(await atAna.ended(), 487);
    t.equal(await hears(customer.audio), "agent");
    t.match((await c.calls())[0], { id: ringing?.id, state: "answered", agent: { id: bruno.agent.id } });
    await customer.bye();
    t.equal(await atBruno.ended(), "theirs");
    t.match(await reportOf(ringing!.id), { disposition: "answered", agentId: bruno.agent.id });
  });

  await t.test("an agent's calls are forwarded where the agent is busy", async (t) => {
    const voip = { forwardTo: { busy: "1002" } };
    await c.admin.patch(`/v1/agents/${c.ana.agent.id}`, { voip });
    c.ana.phone.manner = refuses(486);
    bruno.phone.manner = answers;
    const customer = await c.trunk.call(NUMBER, CUSTOMER);
    await customer.answered();
    t.match((await c.calls())[0], { agent: { id: bruno.agent.id }, customer: { number: CUSTOMER } });
    await customer.bye();
  });

  await t.test("an agent in a group, and a group with a number, stay", async (t) => {
    t.equal((await c.admin.request("DELETE", `/v1/agents/${bruno.agent.id}`)).status, 409);
    t.equal((await c.admin.request("DELETE", `/v1/groups/${group.id}`)).status, 409);
  });
});
