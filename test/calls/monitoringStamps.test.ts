/** M6: who asked for a mode is answered once the media plane has stamped it, however many ask at once. */
import t from "tap";
import { LegAudio } from "../../src/calls/legs/legAudio.ts";
import { Monitoring } from "../../src/calls/monitorings/monitoring.ts";
import type { MonitoringInput } from "../../src/calls/monitorings/monitoringProtocol.ts";
import { seededEntropy } from "../../src/kernel/entropy.ts";
import { clearOnly, OwnKeys } from "../../src/rtp/sdp/crypto.ts";
import { planOf } from "./plans.ts";

const LEG = 7;
const USAGE = 1;
const answer = [
  "v=0",
  "o=- 1 1 IN IP4 192.0.2.7",
  "s=-",
  "c=IN IP4 192.0.2.7",
  "t=0 0",
  "m=audio 4000 RTP/AVP 8",
  "a=rtpmap:8 PCMA/8000",
  "",
].join("\r\n");

/** A monitoring that is connected and stamped, and what each input makes it say of settling. */
function connected() {
  const monitoring = new Monitoring({
    id: "mon_1",
    call: { id: "call_1", number: 1, isWideband: false, ...planOf("inbound") },
    leg: LEG,
    audio: new LegAudio("192.0.2.7", 1, new OwnKeys(seededEntropy(1))),
    userId: "user_1",
    monitorAgentId: "agent_clara",
    target: planOf("inbound").agent,
    targetSide: "agent",
    mode: "passive",
    follow: "call",
    purpose: null,
    ringMs: 30_000,
    mediaTimeoutMs: 60_000,
    nextUsage: () => USAGE,
    nextNumber: () => 99,
    mayMonitor: () => true,
    createdAt: { now: 0, wall: 0 },
  });
  const phone = {
    target: { transport: "udp" as const, host: "192.0.2.7", port: 5060 },
    localAddress: "192.0.2.1",
    requestUri: "sip:1003@192.0.2.7",
    from: "<sip:1130003000@ponto.example>",
    to: "<sip:1003@ponto.example>",
    contact: "<sip:1130003000@192.0.2.1>",
    headers: [],
    security: clearOnly,
    trunkId: undefined,
  };
  let wall = 0;
  const settles = (input: MonitoringInput): boolean =>
    monitoring.handle(input, { now: wall, wall: ++wall }).some(({ out }) => out === "settled");
  settles({ in: "start", targets: [phone] });
  settles({ in: "media", event: { event: "legOpened", call: 1, leg: LEG, port: 20_000 } });
  settles({ in: "usage", usage: USAGE, event: { out: "answered", sdp: answer } });
  settles({ in: "stamped" });
  return { monitoring, settles };
}

t.test("a change is settled by its stamp", async (t) => {
  const { monitoring, settles } = connected();
  const before = monitoring.view().effectiveAt;
  t.notOk(settles({ in: "mode", mode: "active" }));
  t.equal(monitoring.view().effectiveAt, before, "not in effect yet");
  t.ok(settles({ in: "stamped" }));
  t.not(monitoring.view().effectiveAt, before);
});

t.test("who asks for the same mode before it is stamped waits for the same stamp", async (t) => {
  const { settles } = connected();
  t.notOk(settles({ in: "mode", mode: "active" }));
  t.notOk(settles({ in: "mode", mode: "active" }));
  t.ok(settles({ in: "stamped" }));
  t.ok(settles({ in: "mode", mode: "active" }), "what is in effect already is settled at once");
});

t.test("of two changes the stamp of the first settles neither", async (t) => {
  const { settles } = connected();
  t.notOk(settles({ in: "mode", mode: "active" }));
  t.notOk(settles({ in: "mode", mode: "semi_active" }));
  t.notOk(settles({ in: "stamped" }));
  t.ok(settles({ in: "stamped" }));
});

t.test("the end of the monitoring settles whatever waits", async (t) => {
  const { settles } = connected();
  t.notOk(settles({ in: "mode", mode: "active" }));
  t.ok(settles({ in: "end", reason: "call_ended" }));
});
