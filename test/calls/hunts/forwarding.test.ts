/** Where an agent's calls go on to: by the agent's settings, by a phone's 3xx, and how such chains end. */
import t from "tap";
import type { Agent } from "../../../src/accounts/directory/shapes.ts";
import { isHuntEnd } from "../../../src/calls/hunts/hunt.ts";
import { type Came, customer, NUMBER, Place, walk } from "./dialPlanPlace.ts";

type Voip = Partial<Omit<Agent["voip"], "forwardTo">> & { forwardTo?: Partial<Agent["voip"]["forwardTo"]> };
const voipOf = ({ forwardTo, ...voip }: Voip): Partial<Agent["voip"]> => ({
  ...voip,
  forwardTo: { always: null, busy: null, noAnswer: null, ...forwardTo },
});

interface Row {
  readonly title: string;
  readonly ana?: Voip;
  readonly bruno?: Voip;
  readonly clara?: Voip;
  readonly away?: readonly string[];
  readonly came?: readonly Came[];
  readonly rings: string;
}

const moved = (...contacts: string[]): Came => ({ status: 302, contacts });

const rows: readonly Row[] = [
  { title: "no forwards: her phones ring as long as the call", came: ["timeout"], rings: "1001, 480" },
  { title: "always", ana: { forwardTo: { always: "1002" } }, came: [486], rings: "1002, 486" },
  {
    title: "always, where her own phone is not registered",
    ana: { forwardTo: { always: "1002" } },
    away: ["Ana"],
    rings: "1002",
  },
  { title: "always, to nowhere", ana: { forwardTo: { always: "7777" } }, rings: "480" },
  { title: "busy", ana: { forwardTo: { busy: "1002" } }, came: [486], rings: "1001, 1002" },
  { title: "declined counts as busy", ana: { forwardTo: { busy: "1002" } }, came: [603], rings: "1001, 1002" },
  { title: "busy, and nobody to forward to", came: [486], rings: "1001, 486" },
  {
    title: "busy, where only unanswered calls are forwarded",
    ana: { forwardTo: { noAnswer: "1002" } },
    came: [486],
    rings: "1001 25 s, 486",
  },
  {
    title: "not answered in time",
    ana: { forwardTo: { noAnswer: "1002" } },
    came: ["timeout"],
    rings: "1001 25 s, 1002",
  },
  {
    title: "the phone gives up by itself",
    ana: { forwardTo: { noAnswer: "1002" } },
    came: [480],
    rings: "1001 25 s, 1002",
  },
  {
    title: "the phone cannot be reached",
    ana: { forwardTo: { noAnswer: "1002" } },
    came: [408],
    rings: "1001 25 s, 1002",
  },
  { title: "no phone is registered", ana: { forwardTo: { noAnswer: "1002" } }, away: ["Ana"], rings: "1002" },
  {
    title: "the phone cannot speak what the caller can: another could not either",
    ana: { forwardTo: { noAnswer: "1002" } },
    came: [488],
    rings: "1001 25 s, 488",
  },
  { title: "do not disturb", ana: { doNotDisturb: true }, rings: "486" },
  {
    title: "do not disturb, forwarded as busy",
    ana: { doNotDisturb: true, forwardTo: { busy: "1002" } },
    rings: "1002",
  },
  {
    title: "do not disturb does not stop forwarding always",
    ana: { doNotDisturb: true, forwardTo: { always: "1002", busy: "1003" } },
    rings: "1002",
  },
  {
    title: "VoIP off: none of her settings is acted upon",
    ana: { enabled: false, forwardTo: { always: "1002" } },
    rings: "480",
  },
  {
    title: "to a number outside",
    ana: { forwardTo: { busy: "011 97777-6666" } },
    came: [486],
    rings: "1001, 11977776666",
  },
  {
    title: "to a group",
    ana: { forwardTo: { busy: "2001" } },
    came: [486, "timeout"],
    rings: "1001, 1002+1003 20 s, 480",
  },
  {
    title: "the other forwards, too",
    ana: { forwardTo: { always: "1002" } },
    bruno: { forwardTo: { noAnswer: "1003" } },
    came: ["timeout"],
    rings: "1002 25 s, 1003",
  },
  {
    title: "a loop of two",
    ana: { forwardTo: { always: "1002" } },
    bruno: { forwardTo: { always: "1001" } },
    rings: "480",
  },
  { title: "to oneself", ana: { forwardTo: { busy: "1001" } }, came: [486], rings: "1001, 486" },
  {
    title: "a loop of three, by different forwards",
    ana: { forwardTo: { busy: "1002" } },
    bruno: { forwardTo: { noAnswer: "1003" } },
    clara: { forwardTo: { busy: "1001" } },
    came: [486, "timeout", 486],
    rings: "1001, 1002 25 s, 1003, 486",
  },
  {
    title: "a group that she is in does not ring her again",
    ana: { forwardTo: { noAnswer: "2002" } },
    came: ["timeout"],
    rings: "1001 25 s, 1004 20 s",
  },
  { title: "her phone sends the call on", came: [moved("sip:1002@evil.example")], rings: "1001, 1002" },
  {
    title: "her phone's word goes before her settings",
    ana: { forwardTo: { busy: "1003", noAnswer: "1003" } },
    came: [moved("sip:1002@10.0.0.1")],
    rings: "1001 25 s, 1002",
  },
  {
    title: "301 and 305 are the same",
    came: [
      { status: 301, contacts: ["sip:1002@10.0.0.1"] },
      { status: 305, contacts: ["sip:1003@10.0.0.1"] },
    ],
    rings: "1001, 1002, 1003",
  },
  {
    title: "to a number outside, as if she had dialled it",
    came: [moved("sip:011977776666@phone.example;user=phone")],
    rings: "1001, 11977776666",
  },
  { title: "a tel URI", came: [moved("tel:011-97777-6666")], rings: "1001, 11977776666" },
  {
    title: "the best contact first, then the next",
    came: [moved("sip:1002@x.example", "sip:1003@x.example"), 486],
    rings: "1001, 1002, 1003",
  },
  {
    title: "contacts without a user, or with one that nobody can dial",
    came: [moved("sip:phone.example", "sip:ana@phone.example", "mailto:a@b")],
    rings: "1001, 480",
  },
  { title: "to herself", came: [moved("sip:1001@other.example")], rings: "1001, 480" },
  {
    title: "a contact beside somebody's 6xx is not followed",
    came: [{ status: 603, contacts: ["sip:1002@10.0.0.1"] }],
    rings: "1001, 603",
  },
];

for (const { title, ana = {}, bruno = {}, clara = {}, away = [], came = [], rings } of rows) {
  t.test(title, async (t) => {
    const place = new Place();
    place.voip("Ana", "1001", voipOf(ana));
    place.voip("Bruno", "1002", voipOf(bruno));
    place.voip("Clara", "1003", voipOf(clara));
    place.account.group("Sales", place.agents("Bruno", "Clara"), { extension: "2001" });
    place.account.group("Support", place.agents("Ana", "Davi"), { extension: "2002" });
    place.account.number(NUMBER, place.agents("Ana")[0]!);
    for (const { id } of place.agents(...away)) place.standings.set(id, "away");
    t.equal(walk(place.fromCustomer(), came), rings);
  });
}

t.test("a chain of forwards ends after five", async (t) => {
  const place = new Place();
  for (let i = 0; i < 9; i++) {
    const next = `${2002 + i}`;
    place.voip(`Agent${i}`, `${2001 + i}`, voipOf({ forwardTo: { busy: next } }));
  }
  place.account.number(NUMBER, place.agents("Agent0")[0]!);
  t.equal(walk(place.fromCustomer(), Array(9).fill(486)), "2001, 2002, 2003, 2004, 2005, 2006, 486");
});

t.test("a caller is not rung by the forward of the one it calls", async (t) => {
  const place = new Place();
  place.voip("Ana", "1001", voipOf({ forwardTo: { busy: "1002" } }));
  t.equal(walk(place.routing.fromAgent(place.agents("Bruno")[0]!, "1001"), [486]), "1001, 486");
});

t.test("a phone that a monitor uses is busy, and forwards as busy (U5)", async (t) => {
  const place = new Place({ isMonitoring: (id) => id === "agent_ana" });
  place.account.number(NUMBER, place.agents("Ana")[0]!);
  t.equal(walk(place.fromCustomer(), []), "486");
  place.voip("Ana", "1001", voipOf({ forwardTo: { busy: "1002" } }));
  t.equal(walk(place.fromCustomer(), []), "1002");
});

t.test("settings are read anew at each step", async (t) => {
  const place = new Place();
  place.account.number(NUMBER, place.agents("Ana")[0]!);
  const plan = place.fromCustomer();
  place.voip("Ana", "1001", voipOf({ forwardTo: { busy: "1003" } }));
  t.equal(walk(plan, [486]), "1001, 1003");
});

t.test("a trunk is told who calls, and by whom the call was passed on (RFC 5806)", async (t) => {
  const place = new Place();
  place.voip("Ana", "1001", voipOf({ forwardTo: { noAnswer: "1002" } }));
  place.voip("Bruno", "1002", voipOf({ doNotDisturb: true, forwardTo: { busy: "011977776666" } }));
  place.account.number(NUMBER, place.agents("Ana")[0]!);
  const plan = place.fromCustomer();
  if (!plan.ok) throw new Error("refused");
  plan.value.hunt.next(undefined);
  const step = plan.value.hunt.next({ status: 480, reason: "", contacts: [], timedOut: true, rang: false });
  if (isHuntEnd(step)) throw new Error("nobody is rung");
  const [target] = step.targets;
  t.match(target?.from, customer.number);
  t.equal(target?.agent, undefined);
  t.strictSame(
    target?.headers.filter(([name]) => name === "Diversion"),
    [
      ["Diversion", "<sip:1002@ponto.local>;reason=do-not-disturb"],
      ["Diversion", "<sip:+551130004000@ponto.local>;reason=no-answer"],
    ],
    "the newest first; by a number of the account, if one leads to the agent",
  );
});

t.test("a colleague's phone shows who calls, not who passed the call on", async (t) => {
  const place = new Place();
  place.voip("Ana", "1001", voipOf({ forwardTo: { always: "1002" } }));
  place.account.number(NUMBER, place.agents("Ana")[0]!);
  const plan = place.fromCustomer();
  if (!plan.ok) throw new Error("refused");
  t.match(plan.value, { agent: { name: "Ana" }, customer });
  t.match(plan.value.hunt.next(undefined), { targets: [{ agent: { name: "Bruno" }, from: /Fulano.*11988887777/ }] });
});

t.test("on behalf of a customer: who is shown, to whom, with what", async (t) => {
  const place = new Place();
  const headers = [["Referred-By", "<sip:1001@ponto.local>"]] as const;
  const [ana] = place.agents("Ana");
  const passOn = (to: string) => {
    const plan = place.routing.fromAgent(ana!, to, { onBehalfOf: customer, headers });
    if (!plan.ok) throw new Error("refused");
    const step = plan.value.hunt.next(undefined);
    if (isHuntEnd(step)) throw new Error("nobody is rung");
    return step.targets[0]!;
  };
  t.match(passOn("1002"), { from: '"Fulano" <sip:11988887777@ponto.local>', headers });
  t.match(passOn("011977776666").from, "11988887777");
  t.notOk(
    passOn("011977776666").headers.some(([name]) => name === "Referred-By"),
    "a trunk is not told of extensions",
  );
});
