/** The client against the API itself, over the network. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import t, { type Test } from "tap";
import { Ponto, type PontoProblem, type Schema } from "../../client/ponto.ts";
import { callView } from "../api/support/fakeCalls.ts";
import { openOffice } from "../api/support/office.ts";
import { tokenOf } from "../api/support/people.ts";

async function office(test: Test) {
  const opened = await openOffice(test);
  const url = await opened.app.listen({ host: "127.0.0.1", port: 0 });
  return { ...opened, url, admin: new Ponto(url, { token: tokenOf("admin") }) };
}

/** A server that answers as it is told. */
async function answering(test: Test, answer: Parameters<typeof createServer>[1]): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  test.teardown(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

t.test("signing in, and what is typed", async (t) => {
  const { url } = await office(t);
  const nobody = new Ponto(`${url}/`);
  const ana = await nobody.signIn("ana@example.com", "secret");
  const { data: me } = await ana.http.GET("/v1/me");
  t.match(me, { email: "ana@example.com", role: "restricted" });
  const agent: Schema<"Agent"> | undefined = (
    await ana.as(tokenOf("admin")).http.GET("/v1/agents/{id}", { params: { path: { id: "agent_ana" } } })
  ).data;
  t.equal(agent?.extension, "1001");
});

t.test("refusals are errors with the code of the problem", async (t) => {
  const { url, admin } = await office(t);
  await t.rejects(new Ponto(url).signIn("ana@example.com", "wrong"), { status: 401, code: "wrong_credentials" });
  const unknown = admin.http.GET("/v1/agents/{id}", { params: { path: { id: "nobody" } } });
  await t.rejects(unknown, {
    name: "PontoProblem",
    status: 404,
    code: "not_found",
    message: /GET \/v1\/agents\/nobody/,
  });
  const invalid = admin.http.POST("/v1/users", { body: { email: "x", name: "", password: "y" } });
  const refused = await invalid.catch((error: unknown) => error as PontoProblem);
  t.match(refused, { code: "invalid_request", problem: { errors: [{ path: String, message: String }] } });
  const other = await answering(t, (_request, response) => response.writeHead(502).end("<html>"));
  await t.rejects(new Ponto(other).http.GET("/v1/me"), { status: 502, code: undefined });
});

t.test("a list is read page after page", async (t) => {
  const { admin, accounts } = await office(t);
  const ids: string[] = [];
  for await (const { id } of admin.list("/v1/agents", { limit: 1 })) ids.push(id);
  t.same(ids, [...accounts.agents.things.keys()]);
});

t.test("who comes too soon comes again when told", async (t) => {
  let asked = 0;
  const url = await answering(t, (request, response) => {
    request.resume();
    request.on("end", () => {
      if (asked++ === 0) response.writeHead(429, { "retry-after": "0" }).end();
      else response.writeHead(201, { "content-type": "application/json" }).end('{"id":"agent_1"}');
    });
  });
  const { data } = await new Ponto(url).http.POST("/v1/agents", { body: { name: "a", email: "a@b" } });
  t.match(data, { id: "agent_1" });
  t.equal(asked, 2);
});

t.test("who does not want to wait is told how long it would be", async (t) => {
  const url = await answering(t, (_request, response) => response.writeHead(429, { "retry-after": "7" }).end());
  const asked = new Ponto(url, { repeats: false }).http.GET("/v1/me");
  await t.rejects(asked, { name: "PontoProblem", status: 429, retryAfter: 7 });
});

t.test("one connection to the events", async (t) => {
  const { admin, calls } = await office(t);
  const stop = new AbortController();
  const events = (await admin.openEvents({ signal: stop.signal }))[Symbol.asyncIterator]();
  const call = callView("call_1");
  calls.emit({ type: "call.held", at: "2026-01-01T10:00:00.000Z", render: () => ({ call }) });
  const { value } = await events.next();
  t.match(value, { id: /./, type: "call.held", data: { type: "call.held", call: { id: "call_1" } } });
  stop.abort();
  await t.rejects(events.next(), { name: "AbortError" });
});

t.test("a connection that falls silent breaks off, one that gives signs of life does not", async (t) => {
  const signs: NodeJS.Timeout[] = [];
  t.teardown(() => signs.forEach(clearInterval));
  const url = await answering(t, (_request, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" }).write("id: 1\ndata: {}\n\n");
    if (signs.length === 0) {
      signs.push(setInterval(() => response.write(":\n\n"), 20));
      setTimeout(() => response.write("id: 2\ndata: {}\n\n"), 600);
    } else signs.push(setInterval(() => undefined, 1000));
  });
  const [lively, mute] = [
    await new Ponto(url).openEvents({ silence: 300 }),
    await new Ponto(url).openEvents({ silence: 300 }),
  ];
  const events = lively[Symbol.asyncIterator]();
  t.match(await events.next(), { value: { id: "1" } });
  t.match(await events.next(), { value: { id: "2" } });
  await events.return?.();
  const none = mute[Symbol.asyncIterator]();
  t.match(await none.next(), { value: { id: "1" } });
  await t.rejects(none.next(), { message: /no sign of life for 300 ms/ });
});

t.test("events go on where the stream broke off, until the sign-in is over", async (t) => {
  const asked: unknown[] = [];
  const url = await answering(t, (request, response) => {
    asked.push(request.headers["last-event-id"]);
    if (asked.length === 4) {
      response.writeHead(401, { "content-type": "application/problem+json" }).end('{"code":"not_authenticated"}');
      return;
    }
    response.writeHead(asked.length === 2 ? 503 : 200, { "content-type": "text/event-stream" });
    response.end(
      asked.length === 2 ? "" : `retry: 0\n\nid: ${asked.length}\nevent: call.ended\ndata: {}\n\nid: 9\ndata: cut`,
    );
  });
  const ids: string[] = [];
  const reading = async () => {
    for await (const { id } of new Ponto(url).events({ lastEventId: "0" })) ids.push(id);
  };
  await t.rejects(reading(), { code: "not_authenticated" });
  t.same(ids, ["1", "3"]);
  t.same(asked, ["0", "1", "1", "3"]);
});

t.test("events end with their signal", async (t) => {
  const url = await answering(t, (_request, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" }).write("id: 1\ndata: {}\n\n");
  });
  const stop = new AbortController();
  const events = new Ponto(url).events({ signal: stop.signal });
  t.match(await events.next(), { value: { id: "1" } });
  stop.abort();
  t.same(await events.next(), { done: true, value: undefined });
});
