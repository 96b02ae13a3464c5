/** A phone that lost its network, on the built server: the call ends, and the one that is held meanwhile does not. */
import t from "tap";
import { centre } from "../support/centre.ts";
import { eventually } from "../support/eventually.ts";

const SECONDS = 10;

t.test("a phone that sends nothing any more costs both a BYE, but not while one holds", async (t) => {
  const c = await centre(t, { settings: { media: { timeoutSeconds: SECONDS } } });
  t.match(await c.admin.request("PATCH", "/v1/settings", { media: { timeoutSeconds: 1 } }), {
    status: 400,
    body: { errors: [{ path: "media.timeoutSeconds" }] },
  });
  const held = await c.call();
  const bruno = await c.seat("Bruno", "1002");
  const dead = await (await bruno.phone.dial("1003")).answered();
  const clara = await c.clara.phone.incoming();
  await held.customer.hold();
  held.agent.audio.fallSilent();
  const since = performance.now();
  dead.audio.fallSilent();
  const patience = (SECONDS + 5) * 1000;
  t.strictSame(await Promise.all([dead, clara].map((one) => one.ended(patience))), ["theirs", "theirs"]);
  const took = performance.now() - since;
  t.ok(took > SECONDS * 1000 - 100 && took < (SECONDS + 2) * 1000, `after ${took} ms`);
  const bye = clara.requests.find(({ method }) => method === "BYE");
  t.equal(bye?.get("Reason"), 'SIP;cause=408;text="Media timeout"');
  const row = await eventually(async () => {
    const rows = await c.admin.list<{ hungUpBy: string | null; agentExtension: string }>("/v1/reports/calls");
    return rows.find(({ hungUpBy }) => hungUpBy !== null);
  }, "the row");
  t.match(row, { disposition: "answered", hungUpBy: "system", agentExtension: "1003" });
  t.strictSame([held.customer.state, held.agent.state], ["connected", "connected"], "who is on hold need not send");
  t.equal((await held.customer.bye()).status, 200);
});
