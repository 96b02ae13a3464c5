/** What tells the parties that they may be heard, on the built server: a tone while somebody listens, or an announcement. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import t from "tap";
import type { AudioPort } from "../../lab/media/audioPort.ts";
import { goertzel, stretches } from "../../lab/sound/analysis.ts";
import { sine, wave } from "../media/music/waves.ts";
import { centre } from "../support/centre.ts";

const TONE_HZ = 1400;
const SPOKEN_HZ = 700;

/** How often a sound begins in what an end hears from now on. */
async function heard(ear: AudioPort, frequency: number, ms: number): Promise<number> {
  return stretches(await ear.hear(ms), frequency).length;
}

t.test("a tone each second to both parties while a monitor is there, passive as it is; it is recorded", async (t) => {
  const c = await centre(t, { settings: { notice: { calls: "monitored", everySeconds: 1 } } });
  const call = await c.call();
  const ears = [call.customer.audio, call.agent.audio];
  t.strictSame(await Promise.all(ears.map((ear) => heard(ear, TONE_HZ, 1500))), [0, 0], "nobody listens");

  const { id, leg } = await c.monitor(call, "passive");
  const sounds = await Promise.all([...ears, leg.audio].map((ear) => ear.hear(3000)));
  for (const [i, sound] of sounds.entries()) {
    const tones = stretches(sound, TONE_HZ);
    t.ok(tones.length === 2 || tones.length === 3, `${tones.length} in three seconds`);
    t.ok(
      tones.every(({ fromMs, toMs }) => toMs - fromMs <= 300),
      "none longer than 200 ms",
    );
    // −20 dBm0, of which 0 dBm0 lies 3.14 dB below full scale.
    const loudest = tones.reduce(
      (most, { fromMs, toMs }) => Math.max(most, goertzel(sound.subarray(8 * fromMs, 8 * toMs), TONE_HZ)),
      Number.NEGATIVE_INFINITY,
    );
    t.ok(loudest > -30 && loudest < -22, `${loudest} dBFS at ${["the customer", "the agent", "the monitor"][i]}`);
  }
  await c.clara.api.request("DELETE", `/v1/monitorings/${id}`);
  await c.monitoring(id, "ended");
  await Promise.all(ears.map((ear) => ear.pass(300)));
  t.strictSame(await Promise.all(ears.map((ear) => heard(ear, TONE_HZ, 1500))), [0, 0], "nobody listens any longer");
  await call.customer.bye();
  const { wav } = await c.recording(call.id);
  const recorded = wav.tracks.map((track) => stretches(track, TONE_HZ, wav.rate).length);
  t.ok(recorded[0]! >= 2, "the recording has them");
  t.equal(recorded[0], recorded[1], "on both sides");
});

t.test("an announcement from the music folder, once, to the parties of every call", async (t) => {
  const c = await centre(t);
  const folder = path.join(c.server.dataDir, "music");
  mkdirSync(folder);
  writeFileSync(path.join(folder, "aviso.wav"), wave(sine(SPOKEN_HZ, 1)));
  t.match(await c.admin.request("PATCH", "/v1/settings", { notice: { calls: "all", sound: "absent.wav" } }), {
    status: 400,
    body: { code: "invalid_request", errors: [{ path: "notice.sound", message: "absent.wav is not there" }] },
  });
  const notice = { calls: "all", sound: "aviso.wav", everySeconds: 0 };
  t.match(await c.admin.request("PATCH", "/v1/settings", { notice }), { status: 200, body: { notice } });
  const call = await c.call();
  const ears = [call.customer.audio, call.agent.audio];
  const sounds = await Promise.all(ears.map((ear) => ear.hear(3000)));
  for (const sound of sounds) {
    const [only, ...more] = stretches(sound, SPOKEN_HZ);
    t.ok(only !== undefined && only.toMs - only.fromMs >= 900 && more.length === 0, "once, and whole");
  }
  await call.customer.bye();

  await t.test("a file that is gone at the next start: a tone, and aloud", async (t) => {
    await c.server.now.stop();
    rmSync(path.join(folder, "aviso.wav"));
    await c.server.restart();
    const api = await c.server.now.administrator();
    t.match(await api.request("GET", "/readyz"), {
      status: 200,
      body: { status: "degraded", reasons: ["notice_sound_missing"] },
    });
    await api.patch("/v1/settings", { notice: { sound: "tone" } });
    t.match(await api.request("GET", "/readyz"), { body: { status: "ok", reasons: [] } });
  });
});
