/** Hold music that is not the default tune, in every codec. */
import t from "tap";
import type { CodecName } from "../../src/rtp/codecs/codec.ts";
import { type Signal, shareAt, silence, tone } from "./support/signals.ts";
import { Stage } from "./support/stage.ts";

const of = (signal: Signal, positions: number, scale: 1 | 2): Int16Array =>
  Int16Array.from({ length: positions * scale }, (_, i) => signal(i / scale));
/** Half a second, of which 440 Hz go round without a seam; the wide band has another tone, which the narrow cannot hold. */
const tune = { narrow: of(tone(440), 4000, 1), wide: of(tone(5000), 4000, 2) };

for (const codec of ["PCMA", "PCMU", "G722", "opus"] as const satisfies readonly CodecName[]) {
  for (const ptime of [20, 60]) {
    t.test(
      `M3 a party that waits on ${codec}, ${ptime} ms, hears it at its own rate, and so do monitors`,
      async (t) => {
        const stage = new Stage({ holdMusic: tune, customer: { codec, ptime }, agent: { codec } });
        stage.record({ onHold: "music" });
        const monitor = stage.monitor("passive");
        for (const phone of [stage.customer, stage.agent, monitor]) phone.speak(silence);
        stage.time.advance(300);
        stage.hold("agent", true);
        stage.time.advance(1500);
        const from = stage.time.now() - 1000;
        const { scale } = stage.customer;
        t.ok(shareAt(stage.customer.samples(from), scale === 2 ? 5000 : 440, scale) > 0.95, "the party that waits");
        t.ok(shareAt(monitor.samples(from), 440) > 0.95, "a monitor on G.711");
        await stage.end();
        const recorded = stage.recording.channel(0).subarray(scale * 8000, scale * 12_000);
        t.ok(shareAt(recorded, scale === 2 ? 5000 : 440, scale) > 0.95, "the recording");
      },
    );
  }
}
