import fc from "fast-check";
import t from "tap";
import {
  contradiction,
  domainFault,
  type Entry,
  entryOf,
  nameFault,
  withEntry,
  withService,
} from "../../../src/accounts/register/entry.ts";
import { parseRegister, registerText } from "../../../src/accounts/register/registerText.ts";
import type { Result } from "../../../src/kernel/result.ts";

const entry = (id: string, domain: string, disabledAt: string | null = null): Entry => ({
  id,
  name: `The people of ${domain}`,
  domain,
  createdAt: "2026-03-01T12:00:00.000Z",
  disabledAt,
});
const acme = entry(`acc_${"0a".repeat(12)}`, "acme.example");
const bravo = entry(`acc_${"0b".repeat(12)}`, "bravo.example");
const main = entry("main", "ponto.local");
const later = "2026-03-02T12:00:00.000Z";
const reason = (result: Result<unknown, string>): string => (result.ok ? "ok" : result.error);

t.test("a domain is a host name and no address", async (t) => {
  const good = ["acme.example", "acme", "a.b.c.d", "ACME.Example", "xn--caf-dma.example", "4u.example", "a".repeat(63)];
  for (const domain of good) t.equal(domainFault(domain), undefined, domain);
  const bad = [
    ...["", " ", ".", "acme.", ".acme", "a..b", "-a.example", "a-.example", "a_b.example", "a b", "açaí.example"],
    ...["192.0.2.1", "1.2.3", "::1", "[::1]", "acme.example:5060", "sip:acme", "acme/example", "a\r\nb", "../main"],
    ...["a".repeat(64), `${"a.".repeat(127)}aa`],
  ];
  for (const domain of bad) t.equal(domainFault(domain), "is not a host name", JSON.stringify(domain));
});

t.test("a name is a line of text", async (t) => {
  for (const name of ["Acme", "Açaí & Cia. Ltda.", "株式会社", "x".repeat(100)])
    t.equal(nameFault(name), undefined, name);
  for (const name of ["", "  ", "a\nb", "a\u001b[31m", "a\u2028b", "\u202Egnp.exe", "x".repeat(101)])
    t.ok(nameFault(name), encodeURI(name));
});

t.test("no two accounts have one domain, in whatever case", async (t) => {
  t.match(withEntry([main, acme], bravo), { ok: true, value: [main, acme, bravo] });
  t.equal(
    reason(withEntry([main, acme], { ...bravo, domain: "ACME.example" })),
    "there is an account with the domain ACME.example",
  );
  t.equal(
    reason(withEntry([main], { ...bravo, domain: "ponto.LOCAL" })),
    "there is an account with the domain ponto.LOCAL",
  );
  t.equal(reason(withEntry([main], { ...bravo, domain: "no host" })), 'the domain "no host" is not a host name');
  t.match(reason(withEntry([main], { ...bravo, name: "" })), /^the name "" is not a name/);
  t.match(contradiction([acme, { ...bravo, domain: "Acme.Example" }]), /have the same domain/);
});

t.test("an account is found by its id or its domain", async (t) => {
  t.equal(entryOf([main, acme], acme.id), acme);
  t.equal(entryOf([main, acme], "Acme.EXAMPLE"), acme);
  t.equal(entryOf([main, acme], "main"), main);
  t.equal(entryOf([main, acme], "other"), undefined);
});

t.test("the service of an account ends and begins again; the last one goes on", async (t) => {
  const disabled = { ...acme, disabledAt: later };
  t.same(withService([main, acme], "acme.example", later), { ok: true, value: [main, disabled] });
  t.same(withService([main, disabled], acme.id, null), { ok: true, value: [main, acme] });
  t.equal(reason(withService([main], "other.example", later)), "there is no account other.example");
  t.equal(reason(withService([main, disabled], "main", later)), "ponto.local is the last account that is served");
  const unchanged = [main, disabled];
  const again = withService(unchanged, acme.id, "2026-04-01T00:00:00.000Z");
  t.ok(again.ok && again.value === unchanged, "since when it is disabled is not changed");
});

t.test("what is written is read again", async (t) => {
  const entries = [main, { ...acme, disabledAt: later }, bravo];
  t.same(parseRegister(registerText(entries), "ponto.local"), { ok: true, value: entries });
  t.match(parseRegister(registerText(entries), "new.example"), { value: [{ id: "main", domain: "new.example" }] });
  t.equal(
    reason(parseRegister(registerText(entries), "Bravo.example")),
    `contradicts itself: main and ${bravo.id} have the same domain bravo.example`,
    "a setting that takes another account's domain",
  );
});

t.test("a damaged text is refused, with the place", async (t) => {
  const good = { id: acme.id, name: "A", domain: "a.example", createdAt: later, disabledAt: null };
  const text = (...accounts: unknown[]) => JSON.stringify({ version: 1, accounts });
  const cases: readonly (readonly [string, RegExp | string])[] = [
    ["", /^is not JSON/],
    ["{", /^is not JSON/],
    ["null", "is not an object"],
    ["[]", "is not an object"],
    ["{}", "is of another version (none)"],
    [JSON.stringify({ version: 2, accounts: [] }), "is of another version (2)"],
    [JSON.stringify({ version: 1 }), "holds no accounts"],
    [text(), "holds no accounts"],
    [text(good, null), "is damaged: accounts[1] is not an object"],
    [text({ ...good, id: "../../etc" }), "is damaged: accounts[0].id is not the id of an account"],
    [text({ ...good, id: 7 }), "is damaged: accounts[0].id is not a text"],
    [text({ ...good, domain: "a b" }), "is damaged: accounts[0].domain is not a host name"],
    [text({ ...good, domain: null }), "is damaged: accounts[0].domain is not a text"],
    [text({ ...good, createdAt: "yesterday" }), "is damaged: accounts[0].createdAt is not a time (RFC 3339)"],
    [text({ ...good, disabledAt: true }), "is damaged: accounts[0].disabledAt is not a text"],
    [text({ ...good, role: "x" }), "is damaged: accounts[0].role is not known"],
    [text({ ...good, name: undefined }), "is damaged: accounts[0].name is not a text"],
    [text(good, good), `contradicts itself: ${acme.id} stands there twice`],
    [text({ ...good, disabledAt: later }), "contradicts itself: every account is disabled"],
  ];
  for (const [damaged, why] of cases)
    if (typeof why === "string") t.equal(reason(parseRegister(damaged, "ponto.local")), why, damaged);
    else t.match(reason(parseRegister(damaged, "ponto.local")), why, damaged);
});

t.test("no text makes the reader throw", async () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        fc.object().map((value) => JSON.stringify({ version: 1, accounts: [value] })),
      ),
      (text) => {
        const read = parseRegister(text, "ponto.local");
        return read.ok || typeof read.error === "string";
      },
    ),
  );
});
