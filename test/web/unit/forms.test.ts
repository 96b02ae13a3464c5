/** What forms say before the server does, send of what was changed, and keep when somebody else was quicker. */
import { test } from "tap";
import { Reading } from "../../../src/accounts/configuration/reading.ts";
import { extensionRule } from "../../../src/accounts/lines/extensions.ts";
import { dialRule } from "../../../src/accounts/people/agents.ts";
import { passwordFault } from "../../../src/accounts/people/passwordRules.ts";
import { emailRule } from "../../../src/accounts/people/users.ts";
import { faultsOf } from "../../../web/src/api/bodyFaults.ts";
import { changedPaths, patchBetween, valueAt, withMine } from "../../../web/src/parts/form/differences.ts";
import { meaningOf, sayings } from "../../../web/src/parts/form/sayings.ts";
import { newPassword } from "../../../web/src/screens/users/newPassword.ts";
import { faults } from "../../../web/src/texts/pt-BR/faults.ts";

test("of a form only what was changed is sent", (t) => {
  const before = { name: "Ana", voip: { doNotDisturb: false, forwardTo: { busy: null } }, codecs: ["PCMA", "opus"] };
  t.equal(patchBetween(before, structuredClone(before)), undefined, "nothing where nothing was changed");
  t.strictSame(
    patchBetween(before, { ...before, voip: { doNotDisturb: false, forwardTo: { busy: "1002" } } }),
    { voip: { forwardTo: { busy: "1002" } } },
    "of objects the fields",
  );
  t.strictSame(patchBetween(before, { ...before, codecs: ["opus"] }), { codecs: ["opus"] }, "lists as a whole");
  t.strictSame(patchBetween({ extension: "1001" }, { extension: null }), { extension: null }, "null clears");
  t.equal(patchBetween({ a: 1 }, { a: undefined }), undefined, "what is not said is not changed");
  t.end();
});

test("what somebody else changed comes into the fields that I have not touched, and nothing that I typed is lost", (t) => {
  const base = { name: "Ana", email: "a@b", voip: { on: true, busy: "" }, list: ["x"] };
  const mine = { name: "Ana Souza", email: "a@b", voip: { on: true, busy: "1002" }, list: ["x"] };
  const theirs = { name: "Ana Maria", email: "c@d", voip: { on: false, busy: "" }, list: ["x", "y"] };
  t.strictSame(withMine(base, mine, theirs), {
    name: "Ana Souza",
    email: "c@d",
    voip: { on: false, busy: "1002" },
    list: ["x", "y"],
  });
  t.strictSame(changedPaths(base, theirs), ["name", "email", "voip.on", "list"]);
  t.equal(valueAt(theirs, "voip.on"), false);
  t.equal(valueAt(theirs, "voip.nothing.here"), undefined);
  t.end();
});

test("a body is judged by its schema", (t) => {
  const schema = {
    type: "object",
    required: ["name", "agentIds"],
    properties: {
      name: { type: "string", minLength: 1, maxLength: 5 },
      email: { type: "string", format: "email" },
      extension: { type: ["string", "null"], pattern: "^[0-9]{2,8}$" },
      seconds: { type: "integer", minimum: 5, maximum: 180 },
      agentIds: { type: "array", items: { type: "string", minLength: 1 }, maxItems: 2, uniqueItems: true },
      mode: { type: "string", enum: ["all", "one"] },
    },
  };
  const found = (body: object): string[] => faultsOf(schema, body).map(({ path, message }) => `${path} ${message}`);
  t.strictSame(found({ name: "Ana", agentIds: [], extension: null }), []);
  t.strictSame(found({ agentIds: [] }), ["name is required"]);
  t.strictSame(found({ name: "", agentIds: [] }), ["name must not be empty"]);
  t.strictSame(found({ name: "😀😀😀😀😀", agentIds: [] }), [], "characters are counted, not their halves");
  t.strictSame(found({ name: "abcdef", agentIds: [] }), ["name must have at most 5 characters"]);
  t.strictSame(found({ name: "a", agentIds: [], extension: "1" }), ['extension must match pattern "^[0-9]{2,8}$"']);
  t.strictSame(found({ name: "a", agentIds: [], email: "nobody" }), ["email must be an e-mail address"]);
  t.strictSame(found({ name: "a", agentIds: [], seconds: 4 }), ["seconds must be >= 5"]);
  t.strictSame(found({ name: "a", agentIds: [], seconds: 5.5 }), ["seconds must be integer"]);
  t.strictSame(found({ name: "a", agentIds: ["", "b"] }), ["agentIds.0 must not be empty"]);
  t.strictSame(found({ name: "a", agentIds: ["b", "b"] }), ["agentIds must not repeat an entry"]);
  t.strictSame(found({ name: "a", agentIds: [], mode: "two" }), ["mode must be one of all, one"]);
  t.strictSame(found({ name: null, agentIds: [] }), ["name is required"]);
  t.end();
});

test("whatever the server finds wrong with a field has a text", (t) => {
  const bad = {
    empty: "",
    long: "x".repeat(201),
    control: "a\nb",
    half: "\ud800",
    kind: 5,
    list: ["a", "a"],
    odd: ["b"],
  };
  const reading = new Reading(bad);
  for (const key of ["empty", "long", "control", "half", "kind", "missing"]) reading.text(key, {});
  reading.text("empty", { min: 8 });
  for (const rule of [emailRule, extensionRule, dialRule]) reading.text("long", { ...rule, max: 300 });
  reading.flag("kind");
  reading.whole("empty", 5, 180);
  reading.choice("empty", ["all", "one"]);
  reading.list("kind", 0, 3, () => ({ ok: true, value: "" }));
  reading.list("odd", 2, 3, () => ({ ok: true, value: "" }));
  reading.list("list", 0, 3, () => ({ ok: true, value: "" }));
  reading.list("odd", 0, 3, () => ({ ok: false, error: "names no agent" }));
  const read = reading.result(undefined);
  if (read.ok) throw new Error("nothing was found wrong");
  for (const { message } of read.error.errors ?? []) t.ok(meaningOf(message), message);
  const owner = { name: "Ana Souza", email: "ana.souza@example.com" };
  for (const password of ["short", "password", "ana.souza1"]) {
    const fault = passwordFault(password, owner);
    t.ok(fault !== undefined && meaningOf(fault), fault ?? password);
  }
  t.strictSame(meaningOf("must be a whole number from 5 to 180"), {
    text: "between",
    values: { from: "5", to: "180" },
  });
  t.strictSame(meaningOf("must have at least 8 characters"), { text: "tooShort", values: { count: 8 } });
  t.equal(meaningOf("Extension 1001 is taken.")?.field, "extension", "a conflict has its field");
  t.equal(meaningOf("is something that nobody has heard of"), undefined);
  t.end();
});

test("every text about a fault says what some sentence means", (t) => {
  const said = new Set<string>(sayings.map(([, text]) => text));
  for (const key of Object.keys(faults)) t.ok(said.has(key.replace(/_(one|other)$/, "")), key);
  t.end();
});

test("a password made by chance fits the server's rules and never comes twice", (t) => {
  const made = new Set(Array.from({ length: 100 }, newPassword));
  t.equal(made.size, 100);
  for (const password of made) {
    t.match(password, /^([a-z2-9]{4}-){3}[a-z2-9]{4}$/);
    t.equal(passwordFault(password, { name: "Ana", email: "ana@example.com" }), undefined);
  }
  t.end();
});
