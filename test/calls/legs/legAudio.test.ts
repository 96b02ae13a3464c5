import t from "tap";
import { unknownEnd } from "../../../src/calls/legs/codecChoice.ts";
import { LegAudio } from "../../../src/calls/legs/legAudio.ts";
import { seededEntropy } from "../../../src/kernel/entropy.ts";
import { OwnKeys } from "../../../src/rtp/sdp/crypto.ts";
import { describe } from "../../sim/support/sdp.ts";

const peer = { address: "198.51.100.7", port: 4000, codecs: ["PCMA"], ptime: 20 } as const;
const foreign = describe(peer, 9).replace(/RTP\/AVP .*/, "RTP/AVP 18");
const versionOf = (sdp: string): number => Number(/^o=- \d+ (\d+) /m.exec(sdp)?.[1]);

/** A leg that has agreed on something with its peer, who called. */
function agreed(): LegAudio {
  const audio = new LegAudio(peer.address, 7, new OwnKeys(seededEntropy(7)));
  audio.opened(20_000);
  audio.invited(describe(peer, 1), "203.0.113.1");
  audio.answer(unknownEnd);
  return audio;
}

t.test(
  "an offer that is refused leaves all as it was (RFC 3261 §14.1), and takes no version of ours (RFC 3264 §8)",
  async (t) => {
    const audio = agreed();
    const before = audio.described();
    t.equal(audio.reanswer(foreign, unknownEnd).ok, false);
    t.equal(audio.reanswer("nonsense", unknownEnd).ok, false);
    t.same(audio.described(), before);
    const next = audio.reanswer(describe(peer, 2, "sendonly"), unknownEnd);
    t.equal(next.ok && versionOf(next.value), 2);
    t.equal(audio.holds, true);
  },
);

t.test("an answer that is of no use leaves all as it was", async (t) => {
  const audio = agreed();
  const before = audio.described();
  audio.reoffer(unknownEnd);
  t.equal(audio.accept(foreign).ok, false);
  t.same(audio.described(), before);
});

t.test("an offer of ours holds nothing until it is answered", async (t) => {
  const audio = agreed();
  const before = audio.described();
  const offer = audio.reoffer({ ...unknownEnd, codecs: ["PCMU"] });
  t.match(offer, /RTP\/AVP 0 8 9 111 101 110\r\n/, 'all codecs, "as if making a brand new call" (RFC 3261 §14.2)');
  t.equal(versionOf(offer), 2);
  t.same(audio.described(), before);
  t.ok(audio.accept(describe({ ...peer, codecs: ["PCMU"], port: 5000 }, 2, "inactive")).ok);
  t.match(audio.described(), { codec: "PCMU", rtpPort: 5000, sends: false, receives: false });
});
