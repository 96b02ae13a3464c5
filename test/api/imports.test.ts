import t from "tap";
import { type Ask, openOffice } from "./support/office.ts";

const csv = (body: unknown, headers: Record<string, string> = {}): Ask => ({
  body,
  headers: { "content-type": "text/csv", ...headers },
});

for (const kind of ["agents", "users", "numbers"] as const) {
  t.test(`${kind} come from a file, and go into one`, async (t) => {
    const { ask, accounts } = await openOffice(t);
    const url = `/v1/imports/${kind}`;
    const done = await ask("admin", "POST", url, csv("email\nnew@example.com"));
    t.equal(done.statusCode, 200);
    t.same(done.json(), { rows: 1, created: 1, updated: 0, unchanged: 0, errors: [] });
    const tried = await ask("admin", "POST", `${url}?dryRun=true`, csv("bad"));
    t.equal(tried.statusCode, 200);
    t.match(tried.json(), { errors: [{ line: 2, column: "email", code: "invalid_value" }] });
    const refused = await ask("admin", "POST", url, csv("bad"));
    t.equal(refused.statusCode, 400);
    t.match(refused.json(), {
      code: "invalid_request",
      errors: [{ line: 2, path: "email", code: "invalid_value", message: String }],
    });
    t.same(accounts.sheets[kind].imported, [
      { text: "email\nnew@example.com", dryRun: false },
      { text: "bad", dryRun: true },
    ]);

    const file = await ask("admin", "GET", `/v1/${kind}?limit=1`, { headers: { accept: "text/csv" } });
    t.equal(file.body, "email\r\nana@example.com\r\n", "all of them, whatever the limit");
    t.match(file.headers, {
      "content-type": /^text\/csv/,
      "content-disposition": `attachment; filename="${kind}.csv"`,
      vary: /accept/,
    });
    t.match(await ask("admin", "GET", `/v1/${kind}`), { headers: { "content-type": /json/, vary: /accept/ } });
  });
}

t.test("what is no file", async (t) => {
  const { ask, accounts } = await openOffice(t);
  const post = (more: Ask, query = "") => ask("admin", "POST", `/v1/imports/agents${query}`, more);
  const cases: [what: string, more: Ask, query: string, code: string][] = [
    ["JSON", { body: { email: "x" } }, "", "unsupported_media_type"],
    ["another alphabet", csv("x", { "content-type": "text/csv; charset=iso-8859-1" }), "", "unsupported_media_type"],
    ["too much", csv("x".repeat(2 * 1024 * 1024 + 1)), "", "too_large"],
    ["too many rows", csv("many"), "", "too_large"],
    ["another dry run", csv("x"), "?dryRun=yes", "invalid_request"],
    ["an unknown question", csv("x"), "?replace=true", "invalid_request"],
  ];
  for (const [what, more, query, code] of cases) t.equal((await post(more, query)).json().code, code, what);
  t.same(accounts.sheets.agents.imported, []);
  t.equal((await post(csv("x", { "content-type": "text/csv; charset=UTF-8; header=present" }))).statusCode, 200);
  t.equal((await post(csv("x".repeat(100 * 1024)))).statusCode, 200, "more than other bodies may have");
  t.equal((await post({})).statusCode, 200, "no body is an empty file");
  const large = await ask("admin", "POST", "/v1/agents", { body: { name: "x".repeat(100 * 1024) } });
  t.equal(large.statusCode, 413, "which is this route's alone");
});

t.test("only the administrator imports", async (t) => {
  const { ask } = await openOffice(t);
  t.equal((await ask(undefined, "POST", "/v1/imports/users", csv("x"))).statusCode, 401);
  t.equal((await ask("ana", "POST", "/v1/imports/users", csv("x"))).statusCode, 403);
});

t.test("an import with a key is carried out once", async (t) => {
  const { ask, accounts } = await openOffice(t);
  const send = (text: string) => ask("admin", "POST", "/v1/imports/agents", csv(text, { "idempotency-key": "k" }));
  const first = await send("a");
  const again = await send("a");
  t.same(again.json(), first.json());
  t.equal(again.headers["idempotency-replayed"], "true");
  t.equal((await send("b")).json().code, "idempotency_key_reused");
  t.equal(accounts.sheets.agents.imported.length, 1);
});
