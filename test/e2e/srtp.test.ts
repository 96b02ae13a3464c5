/** Phones with SRTP on the built server: over TLS, beside phones without, monitored and recorded. */
import { readFileSync } from "node:fs";
import t from "tap";
import { readSdp } from "../../lab/sip/sdp.ts";
import { tonesIn } from "../../lab/sound/analysis.ts";
import { tone } from "../../lab/sound/signals.ts";
import { centre } from "../support/centre.ts";
import { TestAuthority, tlsSettings } from "../support/certificate.ts";

const EVA_HZ = 700;
const ANA_HZ = 1000;
const all = [EVA_HZ, ANA_HZ];

t.test("a phone with SRTP over TLS and one without, each calling the other", async (t) => {
  const authority = await TestAuthority.create(t);
  const env = { ...tlsSettings(authority.issue("IP:127.0.0.1")), PONTO_LOG_LEVEL: "trace" };
  const c = await centre(t, { server: { env } });
  const { now } = c.server;
  const eva = await c.seat("Eva", "1005", {
    ...{ transport: "tls", server: now.sipTls, authority: readFileSync(authority.path, "utf8") },
    ...{ voice: tone(EVA_HZ), srtp: true },
  });
  c.ana.phone.voice = tone(ANA_HZ);
  await c.admin.patch(`/v1/agents/${eva.agent.id}`, { voip: { srtp: "required" } });

  const call = await (await eva.phone.dial("1001")).answered();
  const called = await c.ana.phone.incoming();
  t.ok(call.remote?.crypto, "our answer has a key");
  t.equal(called.remote?.crypto, undefined, "the other end's description has none");
  t.strictSame(tonesIn(await call.audio.hear(300), all), [ANA_HZ]);
  t.strictSame(tonesIn(await called.audio.hear(300), all), [EVA_HZ]);
  t.equal(call.audio.refused, 0);
  await call.reinvite({ direction: "sendonly" });
  await call.reinvite({ direction: "sendrecv" });
  t.strictSame(tonesIn(await called.audio.hear(300), all), [EVA_HZ], "after a hold, under the same keys");
  await called.bye();
  t.equal(await call.ended(), "theirs");

  const back = await (await c.ana.phone.dial("1005")).answered();
  const ringing = await eva.phone.incoming();
  const offer = eva.phone.log.requests("INVITE").at(-1)?.body ?? "";
  t.match(offer, /^m=audio \d+ RTP\/SAVP /m);
  t.strictSame(tonesIn(await back.audio.hear(300), all), [EVA_HZ]);
  t.strictSame(tonesIn(await ringing.audio.hear(300), all), [ANA_HZ]);
  await back.bye();
  await ringing.ended();

  const printed = JSON.stringify(now.logs) + now.lines.join("\n");
  for (const key of [eva.phone.audioOffer.crypto?.key, call.remote?.crypto?.key, readSdp(offer)?.crypto?.key]) {
    t.ok(key);
    t.notOk(printed.includes(key?.toString("base64") ?? ""), "no key in the log");
    t.notOk(printed.includes(key?.toString("hex") ?? ""));
  }
  t.notMatch(printed, /inline:/);
});

t.test("over UDP a phone that demands SRTP is refused, until the setting lets it", async (t) => {
  for (const allowed of [false, true]) {
    const c = await centre(t, { server: { env: { PONTO_SIP_SRTP_WITHOUT_TLS: `${allowed}` } } });
    const eva = await c.seat("Eva", "1005", { voice: tone(EVA_HZ), srtp: true });
    const call = await eva.phone.dial("1001");
    if (!allowed) {
      t.equal(await call.ended(), 488);
      continue;
    }
    await call.answered();
    const called = await c.ana.phone.incoming();
    t.strictSame(tonesIn(await called.audio.hear(300), all), [EVA_HZ]);
    await call.bye();
    await called.ended();
  }
});
