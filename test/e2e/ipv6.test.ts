/** Phones of both families on one server: each is spoken to in its own, by signalling and by audio. */
import t from "tap";
import { answers } from "../../lab/phone/manners.ts";
import type { TestPhone } from "../../lab/phone/phone.ts";
import { readSdp } from "../../lab/sip/sdp.ts";
import { tonesIn } from "../../lab/sound/analysis.ts";
import { tone } from "../../lab/sound/signals.ts";
import { centre } from "../support/centre.ts";
import { withoutIpv6 } from "../support/ipv6.ts";

const heldByServer = (phone: TestPhone): string[] =>
  phone.log.entries
    .filter(({ direction, message }) => direction === "received" && message.body !== "")
    .map(({ message }) => readSdp(message.body)?.address ?? "none");

for (const transport of ["udp", "tcp"] as const) {
  t.test(`a phone at ::1 and one at 127.0.0.1 call each other over ${transport}`, { skip: withoutIpv6 }, async (t) => {
    const c = await centre(t, { server: { env: { PONTO_SIP_HOST: "::" } }, phones: { transport } });
    const { port } = c.server.now.sip;
    const six = await c.seat("Seis", "1006", { host: "::1", server: { address: "::1", port }, voice: tone(700) });
    const four = await c.seat("Quatro", "1004", { manner: answers, voice: tone(1000) });

    for (const [from, to, extension] of [
      [six, four, "1004"],
      [four, six, "1006"],
    ] as const) {
      const call = await (await from.phone.dial(extension)).answered();
      const called = await to.phone.incoming();
      const [theirs, ours] = from === six ? [1000, 700] : [700, 1000];
      t.strictSame(tonesIn(await call.audio.hear(300), [700, 1000]), [theirs]);
      t.strictSame(tonesIn(await called.audio.hear(300), [700, 1000]), [ours]);
      await call.bye();
      t.equal(await called.ended(), "theirs");
    }
    t.same(new Set(heldByServer(six.phone)), new Set(["::1"]), "the audio's address is of the phone's family");
    t.same(new Set(heldByServer(four.phone)), new Set(["127.0.0.1"]));
  });
}
