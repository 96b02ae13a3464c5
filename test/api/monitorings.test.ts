/** Monitorings as the API passes them on. Who may monitor what is decided, and tested, with the calls. */
import t from "tap";
import { monitoringView } from "./support/fakeCalls.ts";
import { openOffice } from "./support/office.ts";

for (const [given, canonical] of [
  ["passive", "passive"],
  ["semi_active", "semi_active"],
  ["active", "active"],
  ["listen", "passive"],
  ["whisper", "semi_active"],
  ["barge", "active"],
] as const) {
  t.test(`mode ${given} is ${canonical}`, async (t) => {
    const office = await openOffice(t);
    const created = await office.ask("clara", "POST", "/v1/monitorings", { body: { callId: "call_2", mode: given } });
    t.equal(created.json().mode, canonical);
    const url = "/v1/monitorings/monitoring_1";
    const changed = await office.ask("clara", "PATCH", url, { body: { mode: given } });
    t.match(changed.json(), { mode: canonical, effectiveAt: "2026-01-01T10:00:20.000Z" });
    t.same(office.calls.asked, [`monitor call_2 ${canonical}`, `changeMode monitoring_1 ${canonical}`]);
  });
}

t.test("a new one is 202 and says where it is; the same call again is 200 with the same id", async (t) => {
  const office = await openOffice(t);
  const first = await office.ask("clara", "POST", "/v1/monitorings", { body: { callId: "call_2", mode: "listen" } });
  t.equal(first.statusCode, 202);
  t.equal(first.json().state, "dialing");
  t.equal(first.headers.location, "/v1/monitorings/monitoring_2");
  const again = await office.ask("clara", "POST", "/v1/monitorings", { body: { callId: "call_1", mode: "barge" } });
  t.equal(again.statusCode, 200);
  t.match(again.json(), { id: "monitoring_1", mode: "active" });
});

t.test("by agent", async (t) => {
  const office = await openOffice(t);
  const body = { agentId: "agent_bruno", mode: "passive" };
  t.equal((await office.ask("clara", "POST", "/v1/monitorings", { body })).statusCode, 202);
  t.same(office.calls.asked, ["monitor agent_bruno passive"]);
});

t.test("the owner's own, the administrator's all", async (t) => {
  const office = await openOffice(t);
  office.calls.running.push(monitoringView("monitoring_9", { userId: "user_rita" }));
  const ids = async (person: "clara" | "rita" | "nemo" | "admin") =>
    (await office.ask(person, "GET", "/v1/monitorings")).json().items.map(({ id }: { id: string }) => id);
  t.same(await ids("clara"), ["monitoring_1"]);
  t.same(await ids("rita"), ["monitoring_9"]);
  t.same(await ids("nemo"), []);
  t.same(await ids("admin"), ["monitoring_1", "monitoring_9"]);
});

t.test("DELETE answers how it ended", async (t) => {
  const office = await openOffice(t);
  const answer = await office.ask("clara", "DELETE", "/v1/monitorings/monitoring_1");
  t.match(answer.json(), { state: "ended", reason: "released" });
});

t.test("nothing starts while the server goes down, but everything can be ended", async (t) => {
  const office = await openOffice(t);
  office.health = { ready: false, shuttingDown: true, reasons: ["shutting_down"] };
  const monitor = (mode: string) =>
    office.ask("clara", "POST", "/v1/monitorings", { body: { callId: "call_1", mode } });
  t.match((await monitor("active")).json(), { status: 503, code: "shutting_down" });
  t.equal((await monitor("loud")).statusCode, 400, "what is wrong stays wrong");
  const dial = { agentId: "agent_ana", to: "1" };
  t.match((await office.ask("ana", "POST", "/v1/calls", { body: dial })).json(), { code: "shutting_down" });
  t.equal((await office.ask("clara", "DELETE", "/v1/monitorings/monitoring_1")).statusCode, 200);
  t.equal((await office.ask("ana", "DELETE", "/v1/calls/call_1")).statusCode, 204);
  office.health = { ready: false, reasons: ["starting"] };
  t.match((await monitor("active")).json(), { status: 503, code: "unavailable" });
});
