/** What of an entry can be erased. */
import fc from "fast-check";
import t from "tap";
import { divided, united } from "../../../src/accounts/audit/personal.ts";

const entry = (changes: object = {}) => ({
  at: "2026-01-01T00:00:00.000Z",
  actor: { userId: "user_1", email: null, ip: null },
  action: "test.done",
  subject: "agent_1",
  detail: {},
  ...changes,
});

t.test("who did it, what an e-mail tells, and the fields that name somebody", async (t) => {
  const cases: [object, object | undefined][] = [
    [{}, undefined],
    [{ detail: { callId: "call_1", name: null, to: undefined } }, undefined],
    [
      { actor: { userId: null, email: "ana@example.com", ip: "192.0.2.1" } },
      { email: "ana@example.com", ip: "192.0.2.1" },
    ],
    [{ subject: "ana@example.com" }, { subject: "ana@example.com" }],
    [{ detail: { purpose: "training", mode: "passive" } }, { detail: { purpose: "training" } }],
    [{ detail: { subject: "ana@example.com" } }, { detail: { subject: "ana@example.com" } }],
    [{ detail: { userAgent: "x", number: "1", email: "e", ip: "i", name: "n", to: "t" } }, { detail: { to: "t" } }],
  ];
  for (const [changes, personal] of cases) t.match(divided(entry(changes)).personal, personal, JSON.stringify(changes));
  t.same(divided(entry({ subject: "ana@example.com" })).impersonal.subject, null);
});

t.test("both parts make the entry again; one without the other has nothing of it", async () => {
  const text = fc.string();
  const drawn = fc.record({
    actor: fc.record({ userId: fc.option(text), email: fc.option(text), ip: fc.option(text) }),
    subject: text,
    detail: fc.dictionary(fc.oneof(fc.constantFrom("name", "purpose", "mode"), text), fc.jsonValue()),
  });
  fc.assert(
    fc.property(drawn, (some) => {
      const whole = entry(some);
      const { impersonal, personal } = divided(whole);
      const again = united(impersonal, personal);
      const sorted = (detail: object) => JSON.stringify(Object.entries(detail).sort(([a], [b]) => (a < b ? -1 : 1)));
      return (
        JSON.stringify({ ...again, detail: 0 }) === JSON.stringify({ ...whole, detail: 0 }) &&
        sorted(again.detail) === sorted(whole.detail)
      );
    }),
  );
});
