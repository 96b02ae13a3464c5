/** Keys between an agent's phone and a trunk, through the whole exchange. */
import t, { type Test } from "tap";
import type { Trunk } from "../../src/accounts/directory/shapes.ts";
import { KeyDetector } from "../../src/rtp/dtmf/events.ts";
import { KEYS } from "../../src/rtp/dtmf/keys.ts";
import { addTones } from "../../src/rtp/dtmf/toneGenerator.ts";
import { HOP, TonePresses } from "../../src/rtp/dtmf/tonePresses.ts";
import { noise, type Signal, silence } from "../media/support/signals.ts";
import { SimCentre, storm } from "./support/centre.ts";
import type { SimPhoneOptions } from "./support/phone.ts";
import type { PhoneCall } from "./support/phoneCall.ts";

const takesInfo = [["Allow", "INVITE, ACK, BYE, CANCEL, INFO"]] as const;
/** What a phone speaks of keys: nothing, INFO in its Allow, events, or both. */
type Manners = "none" | "info" | "events" | "both";

interface Connected {
  readonly place: SimCentre;
  readonly agent: PhoneCall;
  readonly trunk: PhoneCall;
}

const audioOf = (manners: Manners): Partial<SimPhoneOptions> => ({
  events: manners === "events" || manners === "both",
  voice: silence,
});
const saysInfo = (manners: Manners) => (manners === "info" || manners === "both" ? takesInfo : []);

/** A call from the trunk to the agent, or from the agent to the trunk. */
async function connected(
  [agentManners, trunkManners]: readonly [Manners, Manners],
  { outbound = false, dtmf, weather }: { outbound?: boolean; dtmf?: Trunk["dtmf"]; weather?: typeof storm } = {},
): Promise<Connected> {
  const place = await SimCentre.open(weather === undefined ? {} : { weather });
  const ana = place.account.agent("Ana", "1001");
  const trunk = place.account.trunk("Operadora", "10.2.0.1", dtmf === undefined ? {} : { dtmf });
  place.account.number("1130004000", ana);
  place.account.route("0", [trunk], { strip: 1 });
  const phone = await place.phone(ana, "10.1.0.1", {
    ...audioOf(agentManners),
    manner: (call) => call.answer(saysInfo(agentManners)),
  });
  const carrier = await place.trunk("10.2.0.1", {
    ...audioOf(trunkManners),
    manner: (call) => call.answer(saysInfo(trunkManners)),
  });
  await place.ready();
  if (outbound) phone.dial("011988887777", { headers: saysInfo(agentManners) });
  else carrier.dial("1130004000", { headers: saysInfo(trunkManners) });
  await place.until(
    "the call to be up",
    () => phone.calls[0]?.state === "connected" && carrier.calls[0]?.state === "connected",
  );
  await place.pass(500);
  return { place, agent: phone.call, trunk: carrier.call };
}

function eventsAt({ sound: { heard } }: PhoneCall): string {
  const keys = new KeyDetector();
  return heard
    .filter(({ type }) => type === 101)
    .map(({ ssrc, timestamp, payload, at }) => keys.detect(ssrc, timestamp, payload, 0, payload.length, at) ?? "")
    .join("");
}

function tonesAt({ sound }: PhoneCall): string {
  const detector = new TonePresses();
  const samples = sound.samples();
  let heard = "";
  for (let at = 0; at + HOP <= samples.length; at += HOP)
    if (detector.take(samples, at, HOP, at) === "begins") heard += KEYS[detector.code];
  return heard;
}

/** `5:160` of what INFOs told. */
const infosAt = ({ infos }: PhoneCall): string[] =>
  infos.map((body) => body.replace(/^Signal=(.)\r\nDuration=(\d+)\r\n$/, "$1:$2"));

/** Speaks a key as tones from now on. */
function dial(call: PhoneCall, key: string, ms: number): void {
  const start = call.sound.said.reduce((sum, { samples }) => sum + samples.length, 0);
  const tones: Signal = (index) => {
    const sum = new Int32Array(1);
    if (index >= start) addTones(KEYS.indexOf(key), index - start, 1, ms * 8, sum, 1);
    return sum[0]!;
  };
  call.sound.speak(tones);
}

async function over(t: Test, { place, agent }: Connected): Promise<void> {
  agent.hangUp();
  await place.nothingLeft(t);
}

for (const outbound of [false, true]) {
  const way = outbound ? "outbound" : "inbound";

  t.test(`${way}: events of the phone are INFO to a trunk that takes that, and back`, async (t) => {
    const call = await connected(["events", "info"], { outbound });
    const { place, agent, trunk } = call;
    agent.sound.press(7, 8);
    await place.pass(1000);
    trunk.info("#", "application/dtmf-relay", 240);
    trunk.info("3", "application/dtmf");
    await place.pass(1000);
    t.strictSame(infosAt(trunk), ["7:160"]);
    t.equal(eventsAt(agent), "#3");
    t.strictSame([infosAt(agent), eventsAt(trunk), tonesAt(trunk)], [[], "", ""]);
    await over(t, call);
  });

  t.test(`${way}: a phone that knows INFO alone, and a trunk with events`, async (t) => {
    const call = await connected(["info", "both"], { outbound });
    const { place, agent, trunk } = call;
    agent.info("9");
    trunk.sound.press(11, 5);
    await place.pass(1000);
    t.equal(eventsAt(trunk), "9");
    t.strictSame(infosAt(agent), ["#:100"]);
    t.strictSame(infosAt(trunk), [], "told once, by the better way");
    await over(t, call);
  });

  t.test(`${way}: a trunk that has tones only`, async (t) => {
    const call = await connected(["events", "none"], { outbound });
    const { place, agent, trunk } = call;
    agent.sound.press(5, 8);
    await place.pass(1000);
    t.equal(tonesAt(trunk), "5");
    dial(trunk, "8", 120);
    await place.pass(1000);
    t.equal(eventsAt(agent), "8");
    t.equal(tonesAt(agent), "", "and is not heard beside");
    t.strictSame([infosAt(agent), infosAt(trunk)], [[], []]);
    await over(t, call);
  });
}

t.test("a phone that sends INFO though it negotiated events is obeyed, and told events", async (t) => {
  const call = await connected(["both", "events"]);
  const { place, agent, trunk } = call;
  agent.info("1");
  await place.pass(1000);
  agent.sound.press(2, 5);
  await place.pass(1000);
  trunk.sound.press(3, 5);
  await place.pass(1000);
  t.equal(eventsAt(trunk), "12");
  t.equal(eventsAt(agent), "3");
  t.strictSame(infosAt(agent), []);
  await over(t, call);
});

t.test("a trunk's setting is stronger than what it negotiates", async (t) => {
  for (const [dtmf, told] of [
    ["auto", { events: "4", infos: [], tones: "" }],
    ["rfc4733", { events: "4", infos: [], tones: "" }],
    ["info", { events: "", infos: ["4:160"], tones: "" }],
    ["inband", { events: "", infos: [], tones: "4" }],
  ] as const) {
    const call = await connected(["events", "both"], { dtmf });
    call.agent.sound.press(4, 8);
    await call.place.pass(1000);
    const { trunk } = call;
    t.strictSame({ events: eventsAt(trunk), infos: infosAt(trunk), tones: tonesAt(trunk) }, told, dtmf);
    await over(t, call);
  }
});

t.test("one press in two forms is told once, whatever becomes of the messages", async (t) => {
  for (const manners of ["events", "info", "none"] as const) {
    const call = await connected(["both", manners], { weather: storm });
    const { place, agent, trunk } = call;
    for (const key of ["1", "2", "3"]) {
      agent.sound.press(KEYS.indexOf(key), 6);
      agent.info(key);
      await place.pass(2500);
    }
    await place.pass(5000);
    const keys = infosAt(trunk)
      .map(([key]) => key)
      .join("");
    t.equal(eventsAt(trunk) + keys + tonesAt(trunk), "123", manners);
    await over(t, call);
  }
});

t.test("a peer that does not read the one form of INFO gets the other", async (t) => {
  const call = await connected(["events", "info"]);
  const { place, agent, trunk } = call;
  trunk.within = (request) =>
    request.method === "INFO" && request.headers.get("Content-Type") === "application/dtmf-relay"
      ? { status: 415 }
      : undefined;
  agent.sound.press(6, 5);
  await place.pass(1000);
  t.strictSame(trunk.infos, ["6"]);
  await over(t, call);
});

t.test(
  "M8 U1 a monitor's INFO selects its mode and is told to nobody; no message of a monitoring is an INFO",
  async (t) => {
    const call = await connected(["events", "info"]);
    const { place, agent, trunk } = call;
    const bia = place.account.agent("Bia", "1002");
    const phone = await place.phone(bia, "10.1.0.2", { voice: noise(5) });
    const user = place.account.user("Bia");
    const id = await place.connectMonitor(user, "passive");
    phone.call.info("6");
    await place.until("the mode", () => place.monitoring(id).mode === "active");
    await place.pass(1000);
    t.strictSame([infosAt(trunk), eventsAt(agent), eventsAt(trunk)], [[], "", ""]);
    phone.call.hangUp();
    agent.hangUp();
    await place.pass(1000);
  },
);
