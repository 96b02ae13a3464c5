/** The echo extension on the built server: the first call of a new phone, and the first that somebody monitors. */
import t from "tap";
import { tonesIn } from "../../lab/sound/analysis.ts";
import { tone } from "../../lab/sound/signals.ts";
import { centre } from "../support/centre.ts";

for (const host of ["127.0.0.1", "0.0.0.0"]) {
  t.test(`whoever dials it hears themselves, and may be monitored: media at ${host}`, async (t) => {
    const c = await centre(t, { server: { env: { PONTO_RTP_HOST: host } } });
    c.ana.phone.voice = tone(1000);
    const call = await (await c.ana.phone.dial("*43")).answered();
    t.strictSame(tonesIn(await call.audio.hear(300), [440, 1000]), [1000]);
    const [view, ...more] = await c.calls();
    t.match(
      [view, ...more],
      [{ customer: { number: "*43", name: "Echo" }, agent: { extension: "1001" }, direction: "internal" }],
    );
    const { leg } = await c.monitor({ id: view!.id, customer: call, agent: call }, "passive");
    t.strictSame(tonesIn(await leg.audio.hear(300), [440, 1000]), [1000]);
    await call.bye();
    t.match(await c.report(view!.id), { disposition: "answered", customerNumber: "*43", hungUpBy: "agent" });
  });
}
