import t from "tap";
import { openOffice } from "./support/office.ts";

t.test("readiness", async (t) => {
  for (const [health, status, body] of [
    [{ ready: true, reasons: [] }, 200, { status: "ok", reasons: [] }],
    [{ ready: true, reasons: ["store_failing"] }, 200, { status: "degraded", reasons: ["store_failing"] }],
    [{ ready: false, reasons: ["starting"] }, 503, { status: "unavailable", reasons: ["starting"] }],
    [
      { ready: false, shuttingDown: true, reasons: ["shutting_down"] },
      503,
      { status: "unavailable", reasons: ["shutting_down"] },
    ],
  ] as const) {
    const office = await openOffice(t);
    office.health = health;
    const answer = await office.ask(undefined, "GET", "/readyz");
    t.equal(answer.statusCode, status);
    t.same(answer.json(), body);
    t.equal((await office.ask(undefined, "GET", "/healthz")).statusCode, 200, "alive all the same");
  }
});

t.test("metrics are for this machine and who has the token for them, for no user of an account", async (t) => {
  const office = await openOffice(t, {}, undefined, { metricsToken: "operators" });
  const forwarded = { "x-forwarded-for": "127.0.0.1" };
  for (const [person, remoteAddress, headers, status] of [
    [undefined, "127.0.0.1", {}, 200],
    [undefined, "127.9.9.9", {}, 200],
    [undefined, "::1", {}, 200],
    [undefined, "::ffff:127.0.0.1", {}, 200],
    [undefined, "192.0.2.1", {}, 401],
    [undefined, "::ffff:192.0.2.1", {}, 401],
    [undefined, "192.0.2.1", forwarded, 401],
    // A proxy on this machine speaks for the world.
    [undefined, "127.0.0.1", forwarded, 401],
    ["clara", "192.0.2.1", {}, 403],
    ["admin", "192.0.2.1", {}, 403],
    [undefined, "192.0.2.1", { authorization: "Bearer the operator's" }, 401],
    [undefined, "192.0.2.1", { authorization: "Bearer operators" }, 200],
  ] as const) {
    const answer = await office.ask(person, "GET", "/metrics", { remoteAddress, headers });
    t.equal(answer.statusCode, status, `${person} ${remoteAddress} ${JSON.stringify(headers)}`);
    if (status === 200) {
      t.match(answer.headers["content-type"], "text/plain; version=0.0.4");
      t.equal(answer.body, "ponto_calls 2\n");
    }
  }
});
