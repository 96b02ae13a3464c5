/** A caller on a trunk who begins calls as one should and goes on as one should not. */
import { NUMBER } from "../sim/support/office.ts";
import { description } from "./descriptions.ts";
import type { Dice } from "./dice.ts";
import { damaged } from "./messages.ts";

const sdp = [
  "v=0",
  "o=- 1 1 IN IP4 10.2.0.1",
  "s=-",
  "c=IN IP4 10.2.0.1",
  "t=0 0",
  "m=audio 40000 RTP/AVP 8 101",
  "a=rtpmap:101 telephone-event/8000",
  "",
].join("\r\n");

const deeds = [
  ...["ACK", "ACK", "CANCEL", "BYE", "INVITE", "INVITE", "UPDATE", "PRACK", "INFO", "REFER", "NOTIFY", "OPTIONS"],
];

interface Call {
  readonly id: string;
  toTag: string;
  cseq: number;
}

export class Caller {
  readonly #dice: Dice;
  readonly #address: string;
  readonly #calls: Call[] = [];

  constructor(dice: Dice, address: string) {
    this.#dice = dice;
    this.#address = address;
  }

  /** A tag that the server gave one of our calls. */
  answered(callId: string, toTag: string): void {
    const call = this.#calls.find(({ id }) => id === callId);
    if (call !== undefined) call.toTag = toTag;
  }

  /** The next thing said in any call, or the first of a new one. */
  next(): Buffer {
    const dice = this.#dice;
    if (this.#calls.length === 0 || dice.once(6)) {
      this.#calls.push({ id: `call-${this.#calls.length}`, toTag: "", cseq: 1 });
      return this.#say(this.#calls.at(-1)!, "INVITE", sdp);
    }
    const call = dice.once(3) ? dice.pick(this.#calls) : this.#calls.at(-1)!;
    const method = dice.pick(deeds);
    if (method !== "ACK" && method !== "CANCEL") call.cseq++;
    const body = dice.pick(["", sdp, description(dice)]);
    const said = this.#say(call, method, body);
    return dice.once(5) ? damaged(said, dice) : said;
  }

  #say({ id, toTag, cseq }: Call, method: string, body: string): Buffer {
    const to = method === "CANCEL" || toTag === "" ? "" : `;tag=${toTag}`;
    const extra = this.#dice.pick([
      ["Supported: 100rel, timer, replaces", "Session-Expires: 90;refresher=uas"],
      ["Require: 100rel", "RAck: 1 1 INVITE"],
      ["Refer-To: <sip:1002@ponto.example>", "Event: refer", "Subscription-State: active"],
      [],
    ]);
    return Buffer.from(
      [
        `${method} sip:${NUMBER}@10.0.0.1 SIP/2.0`,
        `Via: SIP/2.0/UDP ${this.#address};rport;branch=z9hG4bK${id}${method === "CANCEL" ? 1 : cseq}`,
        "Max-Forwards: 70",
        `From: <sip:119@10.2.0.1>;tag=${id}`,
        `To: <sip:${NUMBER}@10.0.0.1>${to}`,
        `Call-ID: ${id}`,
        `CSeq: ${method === "CANCEL" ? 1 : cseq} ${method}`,
        `Contact: <sip:119@10.2.0.1>`,
        ...extra,
        ...(body === "" ? [] : ["Content-Type: application/sdp"]),
        `Content-Length: ${Buffer.byteLength(body)}`,
        "",
        body,
      ].join("\r\n"),
    );
  }
}
