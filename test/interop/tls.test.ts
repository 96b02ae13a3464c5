import t from "tap";
import { tonesIn } from "../../lab/sound/analysis.ts";
import { tone } from "../../lab/sound/signals.ts";
import type { AgentLiveView } from "../../src/calls/live/views.ts";
import { TestAuthority, tlsSettings } from "../support/certificate.ts";
import { eventually } from "../support/eventually.ts";
import { Desk } from "./support/desk.ts";
import { needs } from "./support/tools.ts";

const skip = needs("baresip", "openssl");

const ANA_HZ = 1000;
const BRUNO_HZ = 440;
/** What is heard in the dump of a phone lags by its buffers. */
const HEARD_MS = 1000;

t.test("baresip over TLS registers, and calls and is called by a phone over UDP", { skip }, async (t) => {
  const authority = await TestAuthority.create(t);
  const desk = await Desk.open(t, {}, tlsSettings(authority.issue("IP:127.0.0.1")));
  const ana = await desk.seat("Ana", "1001", { transport: "tls", voice: tone(ANA_HZ) });
  const bruno = await desk.seat("Bruno", "1002", { voice: tone(BRUNO_HZ) });
  await eventually(
    async () =>
      (await desk.admin.list<AgentLiveView>("/v1/agents/live")).find(({ id }) => id === ana.agent.id)?.status ===
      "available",
    "the agent at the phone over TLS to be available",
  );

  for (const [caller, called, transport] of [
    [ana, bruno, "tls"],
    [bruno, ana, "udp"],
  ] as const) {
    const seen = { caller: caller.phone.events.length, called: called.phone.events.length };
    await caller.phone.dial(desk.uri(called.agent.extension, transport));
    await caller.phone.event("CALL_ESTABLISHED", { since: seen.caller });
    await called.phone.event("CALL_ESTABLISHED", { since: seen.called });
    const heard = await Promise.all([ana.phone.hear(HEARD_MS), bruno.phone.hear(HEARD_MS)]);
    const last = heard.map((sound) => tonesIn(sound.subarray(-2400), [ANA_HZ, BRUNO_HZ]));
    t.strictSame(last, [[BRUNO_HZ], [ANA_HZ]], `${caller.agent.name} calls: both hear the other`);
    await called.phone.command("hangup");
    await caller.phone.event("CALL_CLOSED", { since: seen.caller });
  }
});
