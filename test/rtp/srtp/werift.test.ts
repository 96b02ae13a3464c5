/** Our SRTP against that of werift-rtp, in the two suites it has. */
import t from "tap";
import { RtpPacket, SrtcpSession, SrtpSession } from "werift-rtp";
import { SrtpReceiver } from "../../../src/rtp/srtp/srtpReceiver.ts";
import { SrtpSender } from "../../../src/rtp/srtp/srtpSender.ts";
import { parametersOf } from "../../../src/rtp/srtp/suites.ts";
import { keyOf, rtcp, rtp } from "./support.ts";

/** The numbers of RFC 5764 §4.1.2 and RFC 7714 §14.2. */
const suites = { AES_CM_128_HMAC_SHA1_80: 1, AEAD_AES_128_GCM: 7 } as const;

for (const [name, profile] of Object.entries(suites)) {
  const suite = name as keyof typeof suites;
  t.test(`${suite}: each opens what the other protects, across the wrap`, async (t) => {
    const { keyLength } = parametersOf(suite);
    const halves = (seed: number) => {
      const key = Buffer.from(keyOf(suite, seed));
      return [key.subarray(0, keyLength), key.subarray(keyLength)] as const;
    };
    const [localMasterKey, localMasterSalt] = halves(2);
    const [remoteMasterKey, remoteMasterSalt] = halves(1);
    const config = { profile, keys: { localMasterKey, localMasterSalt, remoteMasterKey, remoteMasterSalt } };
    const werift = new SrtpSession(config);
    const weriftControl = new SrtcpSession(config);
    const sender = new SrtpSender(suite, keyOf(suite, 1));
    const receiver = new SrtpReceiver(suite, keyOf(suite, 2));
    for (let index = 65_500; index < 65_600; index++) {
      const clear = rtp(index & 0xffff);
      const ours = Buffer.alloc(clear.length + sender.overhead);
      sender.protect(clear, clear.length, ours);
      t.same(werift.decrypt(ours), clear, `ours, ${index}`);
      const { payload, header } = RtpPacket.deSerialize(clear);
      const theirs = Buffer.from(werift.encrypt(payload, header));
      const length = receiver.unprotect(theirs, theirs.length);
      t.same(theirs.subarray(0, Math.max(length, 0)), clear, `theirs, ${index}`);
    }
    for (let i = 0; i < 3; i++) {
      t.same(weriftControl.decrypt(sender.protectControl(rtcp())), rtcp(), "our RTCP");
      const theirs = Buffer.from(weriftControl.encrypt(rtcp()));
      const length = receiver.unprotectControl(theirs, theirs.length);
      t.same(theirs.subarray(0, Math.max(length, 0)), rtcp(), "theirs");
    }
  });
}
