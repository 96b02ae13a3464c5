/** One trunk after the other, and what a carrier's 3xx may ask for. */
import t from "tap";
import type { Trunk } from "../../../src/accounts/directory/shapes.ts";
import { type Came, Place, walk } from "./dialPlanPlace.ts";

const moved = (...contacts: string[]): Came => ({ status: 302, contacts });

const rows: readonly [title: string, came: readonly Came[], rings: string][] = [
  ["a trunk that fails by itself is followed by the next", [503, 408], "a:1155 b:1155 408"],
  ["a busy number is busy on every trunk", [486], "a:1155 486"],
  ["a number that does not exist exists on no trunk", [404], "a:1155 404"],
  ["a carrier's 3xx: its user part, by the same trunk", [moved("sip:1177@other.example")], "a:1155 a:1177"],
  ["the next trunk is told the number that was dialled", [moved("sip:1177@x.example"), 503], "a:1155 a:1177 b:1155"],
  ["never the same number twice", [moved("sip:1155@x.example")], "a:1155 480"],
  ["nothing but a number", [moved("sip:x.example", "sip:anna@x.example")], "a:1155 480"],
  ["the first that is a number", [moved("sip:anna@x.example", "tel:+551177")], "a:1155 a:+551177"],
  [
    "not for ever",
    [1, 2, 3, 4, 5, 6, 7].map((i) => moved(`sip:117${i}@x.example`)),
    "a:1155 a:1171 a:1172 a:1173 a:1174 a:1175 480",
  ],
];

for (const [title, came, rings] of rows) {
  t.test(title, async (t) => {
    const place = new Place();
    const trunks = [place.account.trunk("A", "192.0.2.11"), place.account.trunk("B", "192.0.2.12")];
    place.account.route("0", trunks, { strip: 1 });
    place.account.route("00", trunks, { strip: 2 });
    t.equal(walkTrunks(place, came, trunks), rings);
  });
}

/** The same as `walk`, with the trunk before each number. */
function walkTrunks(place: Place, came: readonly Came[], trunks: readonly Trunk[]): string {
  const plan = place.routing.fromAgent(place.agents("Ana")[0]!, "001155");
  if (!plan.ok) return `${plan.error.status}`;
  const used: string[] = [];
  const { hunt } = plan.value;
  const watched: typeof hunt = {
    next: (last) => {
      const step = hunt.next(last);
      const target = "targets" in step ? step.targets[0] : undefined;
      used.push(trunks.find(({ id }) => id === target?.trunkId)?.name.toLowerCase() ?? "");
      return step;
    },
  };
  const walked = walk({ ok: true, value: { ...plan.value, hunt: watched } }, came).split(", ");
  return walked.map((step, i) => (used[i] === "" ? step : `${used[i]}:${step}`)).join(" ");
}

t.test("trunks that come and go while a call hunts", async (t) => {
  const services = new Map<string, "in" | "out" | "none">();
  const place = new Place({ trunkService: (id) => services.get(id) ?? "in" });
  const [a, b, c] = ["A", "B", "C"].map((name, i) => place.account.trunk(name, `192.0.2.2${i}`));
  place.account.route("00", [a!, b!, c!], { strip: 2 });
  services.set(a!.id, "out");
  const plan = place.routing.fromAgent(place.agents("Ana")[0]!, "001155");
  if (!plan.ok) throw new Error("refused");
  const next = (status?: number) => {
    const last = status === undefined ? undefined : { status, reason: "", contacts: [], timedOut: false, rang: false };
    const step = plan.value.hunt.next(last);
    return "targets" in step ? step.targets[0]?.trunkId : step.status;
  };
  t.equal(next(), b!.id, "in service first");
  services.set(c!.id, "none");
  t.equal(next(503), a!.id, "one out of service when no other is left");
  t.equal(next(503), 503);
});

t.test("who has been rung by one trunk is not rung by another", async (t) => {
  const place = new Place();
  place.account.route(
    "00",
    ["A", "B"].map((name, i) => place.account.trunk(name, `192.0.2.2${i}`)),
    { strip: 2 },
  );
  const plan = place.routing.fromAgent(place.agents("Ana")[0]!, "001155");
  if (!plan.ok) throw new Error("refused");
  plan.value.hunt.next(undefined);
  const last = { status: 503, reason: "Service Unavailable", contacts: [], timedOut: false, rang: true };
  t.match(plan.value.hunt.next(last), { status: 503 });
});
