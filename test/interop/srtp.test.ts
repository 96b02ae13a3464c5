import t from "tap";
import { tonesIn } from "../../lab/sound/analysis.ts";
import { tone } from "../../lab/sound/signals.ts";
import { TestAuthority, tlsSettings } from "../support/certificate.ts";
import type { BaresipOptions } from "./support/baresip.ts";
import { Desk } from "./support/desk.ts";
import { needs } from "./support/tools.ts";

const skip = needs("baresip", "openssl");

const ANA_HZ = 1000;
const BRUNO_HZ = 440;
const CLARA_HZ = 1800;
/** What is heard in the dump of a phone lags by its buffers. */
const HEARD_MS = 1000;

interface Row {
  readonly title: string;
  /** Of Ana, whose phone is on TLS and speaks SRTP so. */
  readonly encryption: NonNullable<BaresipOptions["encryption"]>;
  readonly policy: "off" | "offered" | "required";
  /** Whether what we offer Ana's phone leads to SRTP. */
  readonly called: boolean;
}

const rows: readonly Row[] = [
  { title: "demanded on both sides", encryption: "srtp-mand", policy: "required", called: true },
  { title: "best effort on both sides", encryption: "srtp", policy: "offered", called: true },
  { title: "with feedback in its name", encryption: "srtp-mandf", policy: "required", called: false },
];

for (const { title, encryption, policy, called } of rows) {
  t.test(`baresip with SRTP ${title} and one without`, { skip }, async (t) => {
    const authority = await TestAuthority.create(t);
    const desk = await Desk.open(t, {}, tlsSettings(authority.issue("IP:127.0.0.1")));
    const ana = await desk.seat("Ana", "1001", { transport: "tls", voice: tone(ANA_HZ), encryption });
    const bruno = await desk.seat("Bruno", "1002", { voice: tone(BRUNO_HZ) });
    await desk.admin.patch(`/v1/agents/${ana.agent.id}`, { voip: { srtp: policy } });
    const ways = [[ana, bruno, "tls"] as const, ...(called ? [[bruno, ana, "udp"] as const] : [])];
    for (const [caller, callee, transport] of ways) {
      const seen = { caller: caller.phone.events.length, callee: callee.phone.events.length };
      await caller.phone.dial(desk.uri(callee.agent.extension, transport));
      await caller.phone.event("CALL_ESTABLISHED", { since: seen.caller });
      await callee.phone.event("CALL_ESTABLISHED", { since: seen.callee });
      const heard = await Promise.all([ana.phone.hear(HEARD_MS), bruno.phone.hear(HEARD_MS)]);
      const last = heard.map((sound) => tonesIn(sound.subarray(-2400), [ANA_HZ, BRUNO_HZ]));
      t.strictSame(last, [[BRUNO_HZ], [ANA_HZ]], `${caller.agent.name} calls: both hear the other`);
      await callee.phone.command("hangup");
      await caller.phone.event("CALL_CLOSED", { since: seen.caller });
    }
    t.match(ana.phone.printed(), /a=crypto:\d+ AES_CM_128_HMAC_SHA1_80 inline:/, "there were keys");
    if (called) t.match(ana.phone.printed(), /a=crypto:\d AEAD_AES_256_GCM inline:/, "in what it was offered, too");
    t.notMatch(JSON.stringify(desk.server.now.logs), /inline:/, "and none in our log");
  });
}

t.test("an encrypted monitor in a call between an encrypted and a clear party", { skip }, async (t) => {
  const authority = await TestAuthority.create(t);
  const desk = await Desk.open(t, {}, tlsSettings(authority.issue("IP:127.0.0.1")));
  const secure = { transport: "tls", encryption: "srtp-mand" } as const;
  const ana = await desk.seat("Ana", "1001", { ...secure, voice: tone(ANA_HZ) });
  const bruno = await desk.seat("Bruno", "1002", { voice: tone(BRUNO_HZ) });
  const clara = await desk.supervisor("Clara", "1003", { ...secure, voice: tone(CLARA_HZ) });
  for (const { agent } of [ana, clara])
    await desk.admin.patch(`/v1/agents/${agent.id}`, { voip: { srtp: "required" } });
  await bruno.phone.dial(desk.uri("1001"));
  await ana.phone.event("CALL_ESTABLISHED");
  await clara.api.post("/v1/monitorings", { agentId: ana.agent.id, mode: "semi_active" });
  await clara.phone.event("CALL_ESTABLISHED");
  const phones = [ana.phone, bruno.phone, clara.phone];
  const heard = await Promise.all(phones.map((phone) => phone.hear(HEARD_MS)));
  const last = heard.map((sound) =>
    tonesIn(sound.subarray(-2400), [ANA_HZ, BRUNO_HZ, CLARA_HZ]).toSorted((a, b) => a - b),
  );
  t.strictSame(last, [[BRUNO_HZ, CLARA_HZ], [ANA_HZ], [BRUNO_HZ, ANA_HZ]]);
});

t.test("a phone that demands SRTP gets no call over UDP", { skip }, async (t) => {
  const desk = await Desk.open(t);
  const ana = await desk.seat("Ana", "1001", { encryption: "srtp-mand" });
  await desk.seat("Bruno", "1002");
  await ana.phone.dial(desk.uri("1002"));
  await ana.phone.event("CALL_CLOSED");
  t.match(ana.phone.printed(), /SIP\/2\.0 488/);
});
