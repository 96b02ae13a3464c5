/** What is left of a bearer on the built server once it, or its user's rights, are taken away: nothing, at once. */
import t from "tap";
import { voipOf } from "../../lab/ponto/account.ts";
import type { Agent } from "../../src/accounts/directory/shapes.ts";
import { centre } from "../support/centre.ts";
import { eventually } from "../support/eventually.ts";

const PASSWORD = "senha-do-teste";

t.test("cookies, streams and monitorings end with what they hang on", async (t) => {
  const c = await centre(t);
  const { url } = c.server.now;
  const { clara } = c;
  const send = (method: string, path: string, headers: Record<string, string>, body?: unknown) =>
    fetch(`${url}${path}`, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { "content-type": "application/json" }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const credentials = { email: clara.user.email, password: PASSWORD };
  /** Signs in as a browser does. @returns its cookie. */
  const browse = async (cookie?: string): Promise<string> => {
    const answer = await send("POST", "/v1/session", cookie === undefined ? {} : { cookie }, credentials);
    t.equal(answer.status, 200);
    return answer.headers.getSetCookie()[0]!.split(";")[0]!;
  };
  const me = async (cookie: string) => (await send("GET", "/v1/me", { cookie })).status;
  /** Opens the event stream; `over` is when it ends. */
  const stream = async (cookie: string): Promise<{ readonly over: Promise<void> }> => {
    const answer = await send("GET", "/v1/events", { cookie });
    t.equal(answer.status, 200);
    const read = async () => {
      for await (const _bytes of answer.body!);
    };
    return { over: read() };
  };

  await t.test("a cookie that was planted before the sign-in is worthless after it", async (t) => {
    const planted = await browse();
    const own = await browse(planted);
    t.not(own, planted);
    t.equal(await me(planted), 401);
    t.equal(await me(own), 200);
  });

  await t.test("another site cannot write with the cookie", async (t) => {
    const cookie = await browse();
    for (const headers of [{}, { origin: "https://evil.example" }, { origin: "null" }]) {
      const answer = await send("DELETE", "/v1/sign-ins", { cookie, ...headers });
      t.equal(answer.status, 403, JSON.stringify(headers));
    }
    t.equal((await send("DELETE", "/v1/sign-ins", { cookie, origin: url })).status, 204);
  });
  t.equal((await clara.api.request("GET", "/v1/me")).status, 401, "the other sign-ins of hers are over by that");
  const api = await c.server.now.api.signIn(clara.user.email, PASSWORD);

  await t.test("a new phone token stops the phone that has the old one", async (t) => {
    const seat = await c.seat("Davi", "1004");
    const phone = () =>
      c.admin.get<{ registered: boolean; unreachable: string | null }>(`/v1/agents/${seat.agent.id}/voip`);
    t.match(await phone(), { registered: true, unreachable: null });
    const { token } = await voipOf(c.admin, seat.agent);
    t.not((await c.admin.post<{ token: string }>(`/v1/agents/${seat.agent.id}/voip/token`)).token, token);
    t.match(await phone(), { registered: false, unreachable: "monitor_not_registered" });
    await t.rejects(seat.phone.register(), "nor does it get in again");
  });

  await t.test("rights that are taken away end a monitoring at once, and the call goes on", async (t) => {
    const call = await c.call();
    const monitoring = await c.monitor(call, "passive", { ...clara, api });
    await c.admin.patch(`/v1/users/${clara.user.id}`, { monitoring: { passive: false } });
    t.match(await c.monitoring(monitoring.id, "ended", { ...clara, api }), { reason: "permission_revoked" });
    await monitoring.leg.ended();
    t.match(await c.calls(), [{ id: call.id, state: "answered" }]);
    await c.admin.patch(`/v1/users/${clara.user.id}`, { monitoring: { passive: true } });
    await c.admin.delete(`/v1/calls/${call.id}`);
  });

  await t.test("a stream tells nothing more once the dashboard is taken away", async (t) => {
    const events = await api.events();
    t.teardown(() => events.close());
    const admins = await c.admin.events();
    t.teardown(() => admins.close());
    const first = await c.call();
    await events.next("call.answered", ({ data }) => (data.call as { id: string }).id === first.id);
    await c.admin.patch(`/v1/users/${clara.user.id}`, { screens: { agentsDashboard: false } });
    const ofCalls = () => events.events.filter(({ type }) => type !== "user.changed").length;
    const seen = ofCalls();
    await c.admin.delete(`/v1/calls/${first.id}`);
    await admins.next("call.ended", ({ data }) => (data.call as { id: string }).id === first.id);
    await api.get("/v1/me");
    t.equal(ofCalls(), seen);
    await c.admin.patch(`/v1/users/${clara.user.id}`, { screens: { agentsDashboard: true } });
  });

  await t.test(
    "streams end with their sign-in: signed out, signed out by the administrator, a new password",
    async (t) => {
      const ends: readonly (readonly [name: string, end: (cookie: string) => Promise<unknown>])[] = [
        ["signed out", (cookie) => send("DELETE", "/v1/session", { cookie, origin: url })],
        ["by the administrator", () => c.admin.delete(`/v1/users/${clara.user.id}/sign-ins`)],
        ["a new password", () => c.admin.patch(`/v1/users/${clara.user.id}`, { password: "outra-senha-do-teste" })],
      ];
      for (const [name, end] of ends) {
        const cookie = await browse();
        const { over } = await stream(cookie);
        t.equal(await me(cookie), 200);
        await end(cookie);
        await over;
        t.equal(await me(cookie), 401, name);
      }
    },
  );

  await t.test("guessing is answered 429 with Retry-After, and does not end", async (t) => {
    const guess = () => send("POST", "/v1/session", {}, { email: "ninguem@example.com", password: "palpite" });
    for (let i = 0; i < 5; i++) t.equal((await guess()).status, 401);
    const answer = await guess();
    t.equal(answer.status, 429);
    t.equal(answer.headers.get("retry-after"), "1");
    await eventually(async () => ((await guess()).status === 401 ? true : undefined), "the next guess to be let in");
  });

  await t.test("the administration changes hands while both are signed in", async (t) => {
    const successor = await c.supervisor("Eva", "1005");
    await c.admin.post(`/v1/users/${successor.user.id}/administrator`);
    t.equal((await c.admin.request("GET", "/v1/users")).status, 403);
    t.ok((await successor.api.list<Agent>("/v1/agents")).length > 0);
    t.ok((await successor.api.list("/v1/users")).length > 1);
  });
});
