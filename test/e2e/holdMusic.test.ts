/** Hold music from a file, on the built server: heard, monitored and recorded; refused, and missed. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import t from "tap";
import { sine, wave } from "../media/music/waves.ts";
import { centre } from "../support/centre.ts";
import { hears, voicesIn } from "../support/hearing.ts";

/** What `hears` calls "second": nobody of these calls sounds so. */
const MUSIC_HZ = 3000;
const stereo = { sampleRate: 44_100, channels: 2 } as const;

t.test("M3 a held party hears the file, its monitor does, and the recording has it", async (t) => {
  const c = await centre(t, { settings: { recording: { onHold: "music" } } });
  const folder = path.join(c.server.dataDir, "music");
  mkdirSync(folder);
  writeFileSync(path.join(folder, "espera.wav"), wave(sine(MUSIC_HZ, 2, stereo), stereo));
  writeFileSync(path.join(folder, "notes.wav"), "no sound at all");

  for (const [holdMusic, message] of [
    ["notes.wav", "notes.wav is no WAV file"],
    ["absent.wav", "absent.wav is not there"],
    ["../ponto.db", "must be default, silence, or the name of a file in the music folder"],
  ] as const) {
    t.match(await c.admin.request("PATCH", "/v1/settings", { holdMusic }), {
      status: 400,
      body: { code: "invalid_request", errors: [{ path: "holdMusic", message }] },
    });
  }
  t.match(await c.admin.request("PATCH", "/v1/settings", { holdMusic: "espera.wav" }), {
    status: 200,
    body: { holdMusic: "espera.wav" },
  });

  const call = await c.call();
  const { leg } = await c.monitor(call, "passive");
  await call.agent.hold();
  t.strictSame(await Promise.all([hears(call.customer.audio), hears(leg.audio)]), ["second", "second"]);
  await call.agent.resume();
  t.equal(await hears(call.customer.audio), "", "no more of it");
  await call.customer.bye();
  const { wav } = await c.recording(call.id);
  for (const track of wav.tracks) t.ok(voicesIn(track).includes("second"), "the music is recorded");

  await t.test("a file that is gone at the next start: the melody, aloud", async (t) => {
    await c.server.now.stop();
    rmSync(path.join(folder, "espera.wav"));
    await c.server.restart();
    const api = await c.server.now.administrator();
    t.match(await api.request("GET", "/readyz"), {
      status: 200,
      body: { status: "degraded", reasons: ["hold_music_missing"] },
    });
    t.match(await api.request("GET", "/v1/settings"), { body: { holdMusic: "espera.wav" } }, "it is still wanted");
    await api.patch("/v1/settings", { holdMusic: "default" });
    t.match(await api.request("GET", "/readyz"), { body: { status: "ok", reasons: [] } });
  });
});
