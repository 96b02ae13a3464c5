import t from "tap";
import { subscriberOf } from "../../../src/kernel/subscriber.ts";
import { Guard } from "../../../src/sip/guard/guard.ts";
import { responseTo } from "../../../src/sip/message/build.ts";
import { VirtualTime } from "../../support/virtualTime.ts";
import { request } from "../transaction/messages.ts";

const OFFICE = "198.51.100.1";
const STRANGER = "203.0.113.9";

/** Somebody of the server's realm. */
const of = (user: string) => ({ user, realm: "ponto.local" });

function guarded() {
  const time = new VirtualTime();
  const lines: { line: string; fields: Record<string, unknown> }[] = [];
  const write = (fields: object, line: string) => lines.push({ line, fields: fields as Record<string, unknown> });
  let searches = 0;
  const guard = new Guard({
    scheduler: time,
    log: { debug: write, info: write, warn: write, error: write },
    isKnown: (address) => {
      searches++;
      return address === OFFICE;
    },
  });
  const read = (address: string, messages: number): number =>
    Array.from({ length: messages }, () => guard.admits(address)).filter(Boolean).length;
  return { time, guard, lines, read, searches: () => searches };
}

const register = (user: string) => named("REGISTER", user);

/** A request about `user`. */
function named(method: string, user: string, userAgent?: string) {
  const message = request({
    method,
    uri: method === "REGISTER" ? "sip:ponto.local" : `sip:${user}@ponto.local`,
    ...(userAgent === undefined ? {} : { headers: [`User-Agent: ${userAgent}`] }),
  });
  message.headers.setFirst("To", `<sip:${user}@ponto.local>`);
  return message;
}

t.test("how much is read of a source", async (t) => {
  const { time, guard, read } = guarded();
  t.equal(read(STRANGER, 1_000), 200, "of a stranger a second's worth at once");
  time.advance(500);
  t.equal(read(STRANGER, 1_000), 100, "then 200 a second");
  t.equal(read(OFFICE, 5_000), 5_000, "an office has room");
  t.equal(guard.figures.rateLimited, 1_700);

  const at = guarded();
  at.guard.proved(register("1001"), STRANGER, of("1001"));
  t.equal(at.read(STRANGER, 5_000), 5_000, "whoever has proved a password is no stranger");
});

t.test("a flood of forged sources costs bounded work and takes nothing from those we know", async (t) => {
  const { time, guard, read, searches } = guarded();
  guard.proved(register("1001"), OFFICE, of("1001"));
  let passed = 0;
  for (let second = 0; second < 3; second++) {
    for (let i = 0; i < 50_000; i++) passed += read(`10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`, 1);
    t.equal(read(OFFICE, 1_000), 1_000, "the office goes on");
    time.advance(1_000);
  }
  t.ok(passed <= 3 * 5_000, `${passed} of 150,000 forged messages were read`);
  t.ok(searches() <= 150_000, "each is looked up at most once a second");
});

t.test("answers to a wrong password come later and later, whoever the user is", async (t) => {
  const { time, guard } = guarded();
  const delays: number[] = [];
  for (let i = 0; i < 7; i++) {
    const asked = time.now();
    let answered = false;
    guard.wrongPassword(register("1001"), OFFICE, of("1001"), () => {
      answered = true;
      delays.push(time.now() - asked);
    });
    while (!answered) time.advance(50);
  }
  t.same(delays, [0, 250, 500, 1_000, 2_000, 4_000, 4_000]);
  guard.wrongPassword(register("1002"), OFFICE, of("1002"), () => delays.push(0));
  t.equal(delays.length, 8, "another phone of the office is not slowed down");
  guard.proved(register("1001"), OFFICE, of("1001"));
  guard.wrongPassword(register("1001"), OFFICE, of("1001"), () => delays.push(0));
  t.equal(delays.length, 9, "the right password clears it");
  t.equal(guard.figures.authFailures, 9);
});

t.test(
  "one's own password makes up for no guess at another's: not of another realm, nor under another name",
  async (t) => {
    const { guard } = guarded();
    for (let i = 0; i < 20; i++) {
      guard.wrongPassword(register("1001"), STRANGER, { user: "1001", realm: "beta.example" }, () => undefined);
      guard.proved(register("1001"), STRANGER, of("1001"));
      guard.proved(register("1001"), STRANGER, of("1002"));
    }
    t.ok(guard.bars(STRANGER));
  },
);

t.test("answers held back are bounded, and dropped at the end", async (t) => {
  const { time, guard } = guarded();
  let answers = 0;
  for (let i = 0; i < 3_000; i++)
    guard.wrongPassword(register("1"), `10.1.${i >> 8}.${i & 255}`, of("1"), () => answers++);
  for (let i = 0; i < 3_000; i++)
    guard.wrongPassword(register("1"), `10.1.${i >> 8}.${i & 255}`, of("1"), () => answers++);
  t.equal(answers, 3_000 + 2_000, "beyond a thousand nobody waits");
  guard.close();
  t.equal(time.pending, 0);
});

t.test("who is banned", async (t) => {
  const guesses = (guard: Guard, address: string, times: number, user: (i: number) => string) => {
    for (let i = 0; i < times; i++) guard.wrongPassword(register(user(i)), address, of(user(i)), () => undefined);
  };
  const rows: readonly [string, (at: ReturnType<typeof guarded>) => void, string, boolean][] = [
    ["19 wrong passwords for one user", ({ guard }) => guesses(guard, STRANGER, 19, () => "1"), STRANGER, false],
    ["20 wrong passwords for one user", ({ guard }) => guesses(guard, STRANGER, 20, () => "1"), STRANGER, true],
    ["wrong passwords for 9 users", ({ guard }) => guesses(guard, STRANGER, 9, String), STRANGER, false],
    ["wrong passwords for 10 users", ({ guard }) => guesses(guard, STRANGER, 10, String), STRANGER, true],
    ["299 wrong passwords in an office", ({ guard }) => guesses(guard, OFFICE, 299, () => "1"), OFFICE, false],
    ["300 wrong passwords in an office", ({ guard }) => guesses(guard, OFFICE, 300, () => "1"), OFFICE, true],
    ["wrong passwords for 50 users of an office", ({ guard }) => guesses(guard, OFFICE, 50, String), OFFICE, true],
    [
      "wrong passwords over a day",
      ({ guard, time }) => {
        for (let i = 0; i < 144; i++) {
          guesses(guard, STRANGER, 1, () => "1");
          time.advance(600_000);
        }
      },
      STRANGER,
      false,
    ],
    [
      "40 users asked for, one after the other",
      ({ guard, time }) => {
        for (let i = 0; i < 70; i++) {
          guard.passes(named(i % 2 ? "REGISTER" : "OPTIONS", String(1000 + i)), STRANGER);
          time.advance(50);
        }
      },
      STRANGER,
      true,
    ],
    [
      "an office that the power returns to",
      ({ guard, time }) => {
        guard.passes(named("OPTIONS", "keepalive"), STRANGER);
        time.advance(60_000);
        for (let i = 0; i < 500; i++) guard.passes(register(String(i)), STRANGER);
        time.advance(500);
        for (let i = 0; i < 500; i++) guard.proved(register(String(i)), STRANGER, of(String(i)));
        time.advance(5_000);
        for (let i = 0; i < 39; i++) guard.passes(register(String(i)), STRANGER);
      },
      STRANGER,
      false,
    ],
    [
      "a trunk that calls a thousand numbers",
      ({ guard, time }) => {
        for (let i = 0; i < 1000; i++) {
          guard.passes(named("INVITE", String(i)), OFFICE);
          guard.proved(named("INVITE", String(i)), OFFICE);
          time.advance(10);
        }
      },
      OFFICE,
      false,
    ],
    [
      "one phone that asks for itself all day",
      ({ guard, time }) => {
        for (let i = 0; i < 500; i++) {
          guard.passes(named("OPTIONS", "1001"), STRANGER);
          time.advance(1_000);
        }
      },
      STRANGER,
      false,
    ],
    [
      "a scanner that says so",
      ({ guard }) => t.notOk(guard.passes(named("OPTIONS", "100", "friendly-scanner"), STRANGER)),
      STRANGER,
      true,
    ],
    [
      "a scanner's name in a request that may be forged, from where our phones are",
      ({ guard }) => t.ok(guard.passes(named("OPTIONS", "100", "friendly-scanner"), OFFICE)),
      OFFICE,
      false,
    ],
  ];
  for (const [name, does, source, isBanned] of rows) {
    const at = guarded();
    does(at);
    t.equal(at.guard.bars(source), isBanned, name);
    t.equal(at.guard.figures.bannedSources, isBanned ? 1 : 0, name);
    t.equal(at.guard.admits(source), !isBanned, `${name}: what comes next`);
    const bans = at.lines.filter(({ line }) => line === `SIP source banned: ${source}`);
    t.equal(bans.length, isBanned ? 1 : 0, `${name}: the log`);
  }
});

t.test("responses and requests within dialogs say nothing about who exists", async (t) => {
  const { guard } = guarded();
  for (let i = 0; i < 100; i++) {
    t.ok(guard.passes(responseTo(named("INVITE", String(i)), 200, undefined, { toTag: "t" }), STRANGER));
    t.ok(guard.passes(request({ method: "BYE", toTag: "t", uri: `sip:${i}@ponto.local` }), STRANGER));
  }
  t.notOk(guard.bars(STRANGER));
});

t.test("a ban ends, and the next one lasts longer", async (t) => {
  const { time, guard, lines } = guarded();
  const guess = () => {
    for (let i = 0; i < 20; i++) guard.wrongPassword(register("1"), STRANGER, of("1"), () => undefined);
  };
  for (const minutes of [10, 20, 40]) {
    guess();
    t.match(lines.at(-1), { fields: { event: "sip_source_banned", address: STRANGER, seconds: minutes * 60 } });
    time.advance(minutes * 60_000 - 1);
    t.ok(guard.bars(STRANGER));
    time.advance(1);
    t.notOk(guard.bars(STRANGER));
  }
  time.advance(2 * 86_400_000);
  guess();
  t.equal(lines.at(-1)?.fields.seconds, 600, "after a quiet day all is forgotten");
});

t.test("phones beside a misconfigured one are locked out for a minute at most", async (t) => {
  const { time, guard } = guarded();
  for (let i = 0; i < 300; i++) guard.wrongPassword(register("1001"), OFFICE, of("1001"), () => undefined);
  t.ok(guard.bars(OFFICE));
  time.advance(60_000);
  t.notOk(guard.bars(OFFICE));
});

t.test("an IPv6 subscriber is one source, whatever address of its /64 it uses", async (t) => {
  const same = ["2001:db8:0:7::1", "2001:db8:0:7:1:2:3:4", "2001:DB8::7:ffff:0:0:1", "2001:0db8:0000:0007::"];
  t.same(new Set(same.map(subscriberOf)), new Set(["2001:db8:0:7::/64"]));
  t.same(["2001:db8::7:0:0:1", "::1", "fe80::1%eth0", "192.0.2.1"].map(subscriberOf), [
    "2001:db8:0:0::/64",
    "0:0:0:0::/64",
    "fe80:0:0:0::/64",
    "192.0.2.1",
  ]);
  const { guard } = guarded();
  for (let i = 0; i < 20; i++) guard.wrongPassword(register("1"), `2001:db8:0:7::${i}`, of("1"), () => undefined);
  t.ok(guard.bars("2001:db8:0:7:ffff::1"));
  t.notOk(guard.bars("2001:db8:0:8::1"));
});

t.test("the log line of a wrong password is one line, whatever the user is called", async (t) => {
  const { guard, lines } = guarded();
  const user = 'x\n"msg":"wrong SIP password from 192.0.2.1"';
  guard.wrongPassword(register("1"), STRANGER, of(user), () => undefined);
  t.match(lines, [
    {
      line: `wrong SIP password from ${STRANGER}`,
      fields: { event: "sip_wrong_password", method: "REGISTER", user, realm: "ponto.local", address: STRANGER },
    },
  ]);
});
