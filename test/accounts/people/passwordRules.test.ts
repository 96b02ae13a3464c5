import fc from "fast-check";
import t from "tap";
import { MAX_PASSWORD, normalPassword, passwordFault } from "../../../src/accounts/people/passwordRules.ts";
import { Passwords } from "../../../src/accounts/people/passwords.ts";
import { newPassword } from "../../../src/accounts/secrets.ts";
import { VirtualTime } from "../../support/virtualTime.ts";

const owner = { email: "ana.maria@example.com", name: "Ana Maria Souza" };

t.test("length, not mixture, makes a password", async (t) => {
  for (const good of [
    "vento de agosto",
    "aaaabbbbccccdddd",
    "nuvens brancas",
    "ação é reação",
    "зимний вечер",
    "🌵🦊🚲🌊🎈🍋🧭🪁",
    "vxkqzwpl",
    "no ponto do onibus azul",
    "ana gosta de abacaxi",
    "maria-secreta",
    "830917465022",
    "x".repeat(MAX_PASSWORD),
  ])
    t.equal(passwordFault(good, owner), undefined, good);
});

t.test("what is guessed first is refused, with a sentence that says why", async (t) => {
  const cases: [password: string, fault: RegExp][] = [
    ["vxkqzwp", /at least 8 characters/],
    ["🌵🦊🚲🌊🎈🍋🧭", /at least 8 characters/],
    ["x".repeat(MAX_PASSWORD + 1), /at most 256/],
    ["12345678", /guessed first/],
    ["PassWord1", /guessed first/],
    ["ｐａｓｓｗｏｒｄ", /guessed first/],
    ["iloveyou", /guessed first/],
    ["ana.maria", /more than the e-mail/],
    ["AnaMaria2026", /more than the e-mail/],
    ["souza1234", /more than the e-mail/],
    ["ponto2026!", /more than the e-mail/],
    ["ponto12345678", /more than the e-mail/],
  ];
  for (const [password, fault] of cases) t.match(passwordFault(password, owner), fault, password);
});

t.test("those that the program makes are always taken", async (t) => {
  for (let i = 0; i < 200; i++) t.equal(passwordFault(newPassword(), owner), undefined);
});

t.test("a password is the same whatever keyboard composed it", async (t) => {
  const passwords = await Passwords.create(new VirtualTime());
  const stored = await passwords.hash("ação é reação".normalize("NFD"));
  t.match(stored, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  t.same(await passwords.matches(stored, "ação é reação".normalize("NFC")), { ok: true, value: true });
  t.same(await passwords.matches(stored, "acao e reacao"), { ok: true, value: false });
});

t.test("whatever is typed is judged, and judged the same in every form", async () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 300 }), fc.string({ unit: "binary" }), (password, name) => {
      const judged = { email: `${name}@x`, name };
      return passwordFault(password, judged) === passwordFault(normalPassword(password), judged);
    }),
  );
});
