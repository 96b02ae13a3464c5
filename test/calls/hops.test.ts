import t from "tap";
import { withinHops } from "../../src/calls/hunts/hops.ts";
import { type HuntTarget, isHuntEnd, ringing } from "../../src/calls/hunts/hunt.ts";
import { clearOnly } from "../../src/rtp/sdp/crypto.ts";
import { fromPeer, type HeaderList } from "../sip/dialog/messages.ts";

const target = (user: string): HuntTarget => ({
  target: { transport: "udp", host: "192.0.2.1", port: 5060 },
  requestUri: `sip:${user}@192.0.2.1`,
  from: "<sip:1130003000@ponto.local>",
  to: `<sip:${user}@ponto.local>`,
  contact: "<sip:ponto@203.0.113.1>",
  localAddress: "203.0.113.1",
  headers: [["Alert-Info", "<urn:alert:service:normal>"]],
  security: clearOnly,
  trunkId: undefined,
  agent: undefined,
});
const phones = [target("a"), target("b"), target("c")];

/** Max-Forwards and Max-Breadth of each branch, or the status that ends the hunt. */
function branches(headers: HeaderList, maxForwards: string): (string | number)[] {
  const invite = fromPeer("INVITE", { headers });
  invite.headers.set("Max-Forwards", maxForwards);
  const step = withinHops(ringing(phones), invite).next(undefined);
  if (isHuntEnd(step)) return [step.status];
  return step.targets.map(({ maxForwards, headers }) => {
    const breadth = headers.filter(([name]) => name === "Max-Breadth").map(([, value]) => value);
    return [`${maxForwards}`, ...breadth].join(" ");
  });
}

t.test("an INVITE's hops and breadth are handed down", async (t) => {
  const cases: [title: string, headers: HeaderList, maxForwards: string, expected: (string | number)[]][] = [
    ["one hop less (RFC 3261 §16.6)", [], "70", ["69", "69", "69"]],
    ["the last one", [], "1", ["0", "0", "0"]],
    ["breadth in equal shares (RFC 5393 §5.3.3)", [["Max-Breadth", "60"]], "70", ["69 20", "69 20", "69 20"]],
    ["and what is left to the first", [["Max-Breadth", "5"]], "70", ["69 2", "69 2", "69 1"]],
    ["just enough", [["Max-Breadth", "3"]], "70", ["69 1", "69 1", "69 1"]],
    ["not enough", [["Max-Breadth", "2"]], "70", [440]],
    ["none at all", [["Max-Breadth", "0"]], "70", [440]],
    ["no number", [["Max-Breadth", "wide"]], "70", ["69", "69", "69"]],
  ];
  for (const [title, headers, maxForwards, expected] of cases) t.same(branches(headers, maxForwards), expected, title);
});

t.test("what else a target says stays, and the hunt's end is its own", async (t) => {
  const hunt = withinHops(ringing(phones), fromPeer("INVITE"));
  const step = hunt.next(undefined);
  if (isHuntEnd(step)) return t.fail("somebody rings");
  t.match(step.targets[1], { requestUri: "sip:b@192.0.2.1", headers: phones[1]!.headers });
  t.ok(isHuntEnd(hunt.next({ status: 486, reason: "Busy Here", contacts: [], timedOut: false, rang: false })));
});
