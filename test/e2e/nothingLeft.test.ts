/** After calls and monitorings of every kind, races included, the process owns what it owned before. */
import t from "tap";
import { answers, answersAfter, refuses } from "../../lab/phone/manners.ts";
import type { MonitoringView } from "../../src/calls/live/views.ts";
import { type Centre, CUSTOMER, centre, NUMBER } from "../support/centre.ts";
import { eventually } from "../support/eventually.ts";

/** The least level of pino's that tells of trouble. */
const WARNING = 40;

const owned = ["ponto_calls", "ponto_monitorings", "ponto_legs", "ponto_rtp_ports_in_use"] as const;

/** What the process owns now, by its own metrics. */
async function possessions(c: Centre): Promise<Record<string, number>> {
  const text = await (await fetch(`${c.server.now.url}/metrics`)).text();
  return Object.fromEntries(
    owned.map((name) => {
      const values = [...text.matchAll(new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)$`, "gm"))];
      if (values.length === 0) throw new Error(`no metric ${name}`);
      return [name, values.reduce((total, [, value]) => total + Number(value), 0)];
    }),
  );
}

t.test("nothing is left", async (t) => {
  const c = await centre(t);
  const nothing = Object.fromEntries(owned.map((name) => [name, 0]));
  const isEmpty = async () => Object.values(await possessions(c)).every((value) => value === 0);
  const ask = (callId: string, mode = "passive") =>
    c.clara.api.request<MonitoringView>("POST", "/v1/monitorings", { callId, mode });
  t.strictSame(await possessions(c), nothing);

  await t.test("while a call is monitored the metrics say so", async (t) => {
    const call = await c.call();
    const { leg } = await c.monitor(call, "active");
    const told = await eventually(async () => {
      const { ponto_calls, ponto_monitorings, ponto_legs } = await possessions(c);
      return ponto_calls === 1 && ponto_monitorings === 1 && ponto_legs === 3;
    }, "one call, one monitoring, three legs");
    t.ok(told);
    await call.customer.bye();
    await leg.ended();
    await eventually(isEmpty, "everything to be given back");
  });

  await t.test("two requests at the same time make one monitoring", async (t) => {
    const call = await c.call();
    const before = c.clara.phone.log.requests("INVITE").length;
    const [one, two] = await Promise.all([ask(call.id, "passive"), ask(call.id, "active")]);
    t.equal(one.body.id, two.body.id);
    t.strictSame([one.status, two.status].toSorted(), [200, 202]);
    const leg = await c.clara.phone.incoming();
    await c.monitoring(one.body.id, "connected");
    t.equal(c.clara.phone.log.requests("INVITE").length - before, 1, "one INVITE");
    await call.customer.bye();
    await leg.ended();
  });

  for (const ms of [0, 5, 20, 50]) {
    await t.test(`the call ends while the monitor's phone answers, after ${ms} ms`, async (t) => {
      const call = await c.call();
      c.clara.phone.manner = ms === 0 ? answers : answersAfter(ms);
      const { body } = await ask(call.id);
      const leg = await c.clara.phone.incoming();
      await call.customer.bye();
      await leg.ended();
      const view = await c.clara.api.get<MonitoringView>(`/v1/monitorings/${body.id}`);
      t.match(view, { reason: "call_ended" });
      t.match(view.state, view.connectedAt === null ? "failed" : "ended");
    });
  }

  await t.test("the customer gives up while the agent's phone answers", async (t) => {
    c.ana.phone.manner = answersAfter(10);
    const customer = await c.trunk.call(NUMBER, CUSTOMER);
    await customer.ringing();
    await customer.cancel();
    const agent = await c.ana.phone.incoming();
    await agent.ended();
    t.ok(customer.ending === 487 || customer.ending === "ours", `${customer.ending}`);
  });

  await t.test("the agent's phone refuses, and nobody answers a number that is not there", async (t) => {
    c.ana.phone.manner = refuses(486);
    t.equal(await (await c.trunk.call(NUMBER, CUSTOMER)).ended(), 486);
    t.equal(await (await c.trunk.call("1130009999", CUSTOMER)).ended(), 404);
  });

  await eventually(isEmpty, "everything to be given back");
  t.strictSame(await possessions(c), nothing);
  t.strictSame(
    c.server.now.logs.filter(({ level }) => Number(level) >= WARNING),
    [],
    "and nothing went wrong",
  );
});
