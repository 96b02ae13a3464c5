import { RtpPacket, SrtcpSession, SrtpSession } from "werift-rtp";

/** AES_CM_128_HMAC_SHA1_80, by its number in RFC 5764 §4.1.2. */
const PROFILE = 1;
const KEY_OCTETS = 16;

/** SRTP and SRTCP of one stream, by another implementation than the server's. Keys are the master key and its salt behind it. */
export class Protection {
  readonly #rtp: SrtpSession;
  readonly #rtcp: SrtcpSession;
  readonly #names: string;

  constructor(ours: Buffer, theirs: Buffer) {
    const keys = {
      localMasterKey: ours.subarray(0, KEY_OCTETS),
      localMasterSalt: ours.subarray(KEY_OCTETS),
      remoteMasterKey: theirs.subarray(0, KEY_OCTETS),
      remoteMasterSalt: theirs.subarray(KEY_OCTETS),
    };
    this.#rtp = new SrtpSession({ profile: PROFILE, keys });
    this.#rtcp = new SrtcpSession({ profile: PROFILE, keys });
    this.#names = nameOf(ours, theirs);
  }

  /** Whether it is under these keys: then it goes on where it stands. */
  isOf(ours: Buffer, theirs: Buffer): boolean {
    return this.#names === nameOf(ours, theirs);
  }

  protect(packet: Buffer): Buffer {
    const { payload, header } = RtpPacket.deSerialize(packet);
    return this.#rtp.encrypt(payload, header);
  }

  protectReport(report: Buffer): Buffer {
    return this.#rtcp.encrypt(report);
  }

  /** Undefined where it is not authentic. */
  open(packet: Buffer): Buffer | undefined {
    return attempt(() => this.#rtp.decrypt(packet));
  }

  openReport(report: Buffer): Buffer | undefined {
    return attempt(() => this.#rtcp.decrypt(report));
  }
}

const nameOf = (ours: Buffer, theirs: Buffer): string => `${ours.toString("hex")} ${theirs.toString("hex")}`;

function attempt(open: () => Buffer): Buffer | undefined {
  try {
    return open();
  } catch {
    return undefined;
  }
}
