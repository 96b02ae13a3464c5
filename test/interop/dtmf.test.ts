import t from "tap";
import { TestTrunk } from "../../lab/phone/trunk.ts";
import { ensureAgent, ensureNumber, ensureTrunk, voipOf } from "../../lab/ponto/account.ts";
import { silence } from "../../lab/sound/signals.ts";
import type { CallView, MonitoringView } from "../../src/calls/live/views.ts";
import { eventually } from "../support/eventually.ts";
import { Desk } from "./support/desk.ts";
import { credentials, Sipp } from "./support/sipp.ts";
import { needs } from "./support/tools.ts";

const NUMBER = "1130004000";

t.test(
  "keys of baresip: an agent's reach the customer, a monitor's only change the mode",
  {
    skip: needs("baresip"),
  },
  async (t) => {
    const desk = await Desk.open(t);
    const ana = await desk.seat("Ana", "1001", { voice: silence });
    const clara = await desk.supervisor("Clara", "1003", { voice: silence });
    const trunk = await TestTrunk.start({ server: desk.server.now.sip });
    t.teardown(() => trunk.close());
    await ensureNumber(desk.admin, NUMBER, await ensureTrunk(desk.admin, "Operadora", trunk), ana.agent);
    const customer = await (await trunk.call(NUMBER, "11988887777")).answered();
    const { id: callId } = await eventually(
      async () => (await desk.admin.list<CallView>("/v1/calls")).find(({ state }) => state === "answered"),
      "the call to be live",
    );
    const monitoring = await clara.api.post<MonitoringView>("/v1/monitorings", { callId, mode: "passive" });
    await clara.phone.event("CALL_ESTABLISHED");

    await ana.phone.press("7");
    await customer.audio.changes.until(() => customer.audio.keys().some(({ key }) => key === "7"), "the agent's key");

    for (const [key, mode] of [
      ["5", "semi_active"],
      ["6", "active"],
      ["4", "passive"],
    ] as const) {
      await clara.phone.press(key);
      await eventually(
        async () => (await clara.api.get<MonitoringView>(`/v1/monitorings/${monitoring.id}`)).mode === mode,
        `key ${key} to select ${mode}`,
      );
    }
    t.strictSame(
      customer.audio.keys().map(({ key }) => key),
      ["7"],
      "M8: no key of the monitor reaches a party",
    );
  },
);

t.test(
  "keys of a phone that knows INFO alone are events to baresip, and back",
  { skip: needs("baresip", "sipp") },
  async (t) => {
    const desk = await Desk.open(t);
    const ana = await desk.seat("Ana", "1001", { voice: silence });
    const eva = await voipOf(desk.admin, await ensureAgent(desk.admin, "Eva", "2001"));
    const info = await Sipp.start(t, {
      scenario: "infoKeys",
      remote: desk.server.now.sip,
      users: [[eva.extension, credentials(eva.extension, eva.token)]],
      service: ana.agent.extension,
      calls: 1,
    });
    const started = { patience: 15_000 };
    t.equal((await ana.phone.event("CALL_DTMF_START", started)).param, "9");
    await ana.phone.event("CALL_DTMF_END");
    const since = ana.phone.events.length;
    await ana.phone.press("7");
    t.equal((await ana.phone.event("CALL_DTMF_START", { ...started, since })).param, "8", "pressed once 7 was told");
    await ana.phone.command("hangup");
    t.equal(await info.result(), 0);
    t.equal(ana.phone.events.filter(({ type }) => type === "CALL_DTMF_START").length, 2, "each once");
  },
);

t.test(
  "keys between baresip on Opus, which counts events by 48,000, and G.711",
  { skip: needs("baresip") },
  async (t) => {
    const desk = await Desk.open(t);
    const ana = await desk.seat("Ana", "1001", { voice: silence, codecs: "opus/48000/2" });
    const trunk = await TestTrunk.start({ server: desk.server.now.sip });
    t.teardown(() => trunk.close());
    await ensureNumber(desk.admin, NUMBER, await ensureTrunk(desk.admin, "Operadora", trunk), ana.agent);
    const customer = await (await trunk.call(NUMBER, "11988887777")).answered();
    const { audio } = customer;
    for (const key of ["7", "#"]) {
      await ana.phone.press(key);
      await audio.changes.until(() => audio.keys().some((one) => one.key === key && one.end), `the agent's ${key}`);
    }
    t.strictSame(
      audio.keys().map(({ key }) => key),
      ["7", "#"],
    );
    const pressedMs = audio.keys().at(-1)!.duration / 8;
    t.ok(pressedMs > 40 && pressedMs < 500, `as long as it was pressed: ${pressedMs} ms`);
    audio.press("5");
    const { param } = await ana.phone.event("CALL_DTMF_START");
    t.equal(param, "5");
  },
);
