/** A POST with an Idempotency-Key is carried out once, however often it is sent. */
import t from "tap";
import { openOffice } from "../support/office.ts";

const zoe = { name: "Zoé", email: "zoe@example.com", password: "uma senha longa" };
const keyed = (key: string) => ({ "idempotency-key": key });

t.test("the second request is given the first one's answer", async (t) => {
  const office = await openOffice(t);
  const first = await office.ask("admin", "POST", "/v1/users", { body: zoe, headers: keyed("1") });
  const users = office.accounts.users.things.size;
  const second = await office.ask("admin", "POST", "/v1/users", { body: zoe, headers: keyed("1") });
  t.equal(second.statusCode, 201);
  t.equal(second.body, first.body);
  for (const name of ["location", "etag", "content-type"]) t.equal(second.headers[name], first.headers[name], name);
  t.notOk(first.headers["idempotency-replayed"]);
  t.equal(second.headers["idempotency-replayed"], "true");
  t.equal(office.accounts.users.things.size, users, "nobody was made twice");
});

t.test("another key, another user's key and no key are requests of their own", async (t) => {
  const office = await openOffice(t);
  const before = office.accounts.users.things.size;
  await office.ask("admin", "POST", "/v1/users", { body: zoe, headers: keyed("1") });
  await office.ask("admin", "POST", "/v1/users", { body: zoe, headers: keyed("2") });
  await office.ask("admin", "POST", "/v1/users", { body: zoe });
  t.equal(office.accounts.users.things.size, before + 3);
  const others = await office.ask("nemo", "POST", "/v1/users", { body: zoe, headers: keyed("1") });
  t.equal(others.statusCode, 403, "what one was answered is shown to nobody else");
});

t.test("the same key for another request is refused", async (t) => {
  const office = await openOffice(t);
  await office.ask("admin", "POST", "/v1/users", { body: zoe, headers: keyed("1") });
  for (const [url, body] of [
    ["/v1/users", { ...zoe, name: "Zoe" }],
    ["/v1/agents", { name: "Zoé", email: "zoe@example.com" }],
  ] as const) {
    const answer = await office.ask("admin", "POST", url, { body, headers: keyed("1") });
    t.equal(answer.statusCode, 422, url);
    t.equal(answer.json().code, "idempotency_key_reused");
  }
});

t.test("a refusal is an answer too, but what was never understood or failed is done anew", async (t) => {
  const office = await openOffice(t);
  const taken = { name: "taken", email: "taken@example.com" };
  const refused = await office.ask("admin", "POST", "/v1/agents", { body: taken, headers: keyed("1") });
  t.equal(refused.statusCode, 409);
  const again = await office.ask("admin", "POST", "/v1/agents", { body: taken, headers: keyed("1") });
  t.equal(again.headers["idempotency-replayed"], "true");
  t.equal((await office.ask("admin", "POST", "/v1/users", { body: {}, headers: keyed("2") })).statusCode, 400);
  t.equal((await office.ask("admin", "POST", "/v1/users", { body: zoe, headers: keyed("2") })).statusCode, 201);
  const create = office.accounts.users.create;
  office.accounts.users.create = async () => {
    throw new Error("a bug");
  };
  t.equal((await office.ask("admin", "POST", "/v1/users", { body: zoe, headers: keyed("3") })).statusCode, 500);
  office.accounts.users.create = create;
  t.equal((await office.ask("admin", "POST", "/v1/users", { body: zoe, headers: keyed("3") })).statusCode, 201);
});

t.test("two at once: one is carried out, the other told to wait", async (t) => {
  const office = await openOffice(t);
  const { users } = office.accounts;
  const create = users.create.bind(users);
  let finish = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    finish = resolve;
  });
  let begun = (): void => undefined;
  const underWay = new Promise<void>((resolve) => {
    begun = resolve;
  });
  users.create = async (...asked) => {
    begun();
    await held;
    return create(...asked);
  };
  const first = office.ask("admin", "POST", "/v1/users", { body: zoe, headers: keyed("1") });
  await underWay;
  const second = await office.ask("admin", "POST", "/v1/users", { body: zoe, headers: keyed("1") });
  t.equal(second.statusCode, 409);
  t.equal(second.json().code, "conflict");
  finish();
  t.equal((await first).statusCode, 201);
});

t.test("an answer is kept for a day, and only so many", async (t) => {
  const office = await openOffice(t, { keptAnswers: 2 });
  const ask = (key: string) => office.ask("admin", "POST", "/v1/users", { body: zoe, headers: keyed(key) });
  await ask("1");
  office.time.advance(24 * 60 * 60 * 1000 - 1);
  t.equal((await ask("1")).headers["idempotency-replayed"], "true");
  office.time.advance(1);
  t.notOk((await ask("1")).headers["idempotency-replayed"]);
  await ask("2");
  await ask("3");
  t.notOk((await ask("1")).headers["idempotency-replayed"], "the oldest made room");
});

t.test("a key that is none names the header", async (t) => {
  const office = await openOffice(t);
  for (const key of ["", "x".repeat(201), "a b"]) {
    const answer = await office.ask("admin", "POST", "/v1/users", { body: zoe, headers: keyed(key) });
    t.equal(answer.statusCode, 400);
    t.equal(answer.json().errors[0].path, "Idempotency-Key");
  }
});
