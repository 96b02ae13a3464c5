/** SIP messages by a grammar that is mostly obeyed: close enough to the right ones to come deep into the parser. */
import { tortureMessages } from "../torture/messages.ts";
import { description } from "./descriptions.ts";
import type { Dice } from "./dice.ts";

/** What a message is made for: who is asked, and tags and identities of dialogs that may be there. */
export interface Setting {
  readonly users: readonly string[];
  readonly tags: readonly string[];
  readonly callIds: readonly string[];
}

export const nowhere: Setting = {
  users: ["1001", "alice", "+551130004000", "%61", "a;b=c"],
  tags: ["", "a", "b", "0"],
  callIds: ["c1", "c2@10.0.0.1", "(a)b%Z~"],
};

const methods = [
  ...["INVITE", "INVITE", "INVITE", "ACK", "BYE", "CANCEL", "OPTIONS", "REGISTER", "UPDATE", "PRACK"],
  ...["REFER", "NOTIFY", "SUBSCRIBE", "INFO", "MESSAGE", "PUBLISH", "invite", "!-.*", "RE%47ISTER"],
];
const hosts = [
  "10.0.0.1",
  "ponto.example",
  "beta.example",
  "[2001:db8::1]",
  "[::1]",
  "[2001:db8:::1]",
  "0.0.0.0",
  "255.255.255.255",
];
const strangeHosts = ["", "a..b", "-", "[::", "2001:db8::1", "[2001:db8::1", "1.2.3.4.5", "é", "a_b"];
const ports = ["", "", ":5060", ":0", ":65535"];
const strangePorts = [":65536", ":-1", ":", ":5060:5060", ":99999999999", ": 5060"];
const schemes = ["sip:", "sip:", "sip:", "sip:", "sips:", "SIP:"];
const strangeSchemes = ["http:", "urn:service:", "sip", "", "tel:", "tel:+", "sip::"];
const params = ["", "", ";transport=tcp", ";lr", ";maddr=10.9.9.9", ";user=phone", ";x", ";ob", ";x=%41"];
const strangeParams = [";x=1;x=2", ";", ";=", "?Route=%3Csip:x%3E", ";maddr=", ';x="', "?"];
const blanks = [" ", " ", " ", "  ", "\t", "", "\r\n ", "\r\n\t "];
const numbers = ["0", "1", "2", "70", "60", "3600"];
const strangeNumbers = ["255", "256", "-1", "2147483647", "2147483648", "36893488147419103232", "0x1", "", "1e9"];
const names = ["", "", '"Ana"', '"A\\"B, <sip:x>"', "Ana Lima", '"=?utf-8?"'];
const strangeNames = ['"', '"\\', "ana,", "é", "<", "a.b@c"];

const userinfo = (dice: Dice, { users }: Setting): string =>
  `${dice.mostly(users, [""])}${dice.mostly(["@"], ["", "@@", ":p@", "%00@"])}`;

export const uri = (dice: Dice, setting: Setting): string =>
  [
    dice.mostly(schemes, strangeSchemes),
    userinfo(dice, setting),
    dice.mostly(hosts, strangeHosts),
    dice.mostly(ports, strangePorts),
    dice.mostly(params, strangeParams),
  ].join("");

const number = (dice: Dice): string => dice.mostly(numbers, strangeNumbers, 8);

const address = (dice: Dice, setting: Setting, tag = ""): string => {
  const inner = uri(dice, setting);
  const shown = dice.once(20) ? inner : `${dice.mostly(names, strangeNames)}<${inner}>`;
  return `${shown}${tag === "" ? "" : `;tag=${tag}`}${dice.mostly(["", ";x=1"], strangeParams)}`;
};

const via = (dice: Dice): string => {
  const transport = dice.mostly(["UDP", "TCP", "TLS", "udp"], ["X", "", "UDP/"]);
  const sentBy = dice.mostly(hosts, strangeHosts) + dice.mostly(ports, strangePorts);
  const rest = dice.mostly(
    ["", ";rport", ";rport=5;received=10.0.0.9", ";ttl=1", ";alias"],
    [";;", ";rport=x", ";rport;rport"],
  );
  const branch = dice.mostly([`z9hG4bK${dice.below(1000)}`, `z9hG4bK${dice.below(4)}`, "1"], ["z9hG4bK", ""]);
  return `SIP/2.0/${transport} ${sentBy}${rest}${branch === "" ? "" : `;branch=${branch}`}`;
};

type Field = (dice: Dice, setting: Setting) => string;

const plain =
  (name: string, ...values: string[]): Field =>
  (dice) =>
    `${name}:${dice.pick(blanks)}${dice.pick(values)}`;

const extras: readonly Field[] = [
  (dice, setting) => `${dice.pick(["Contact", "m", "CONTACT"])}: ${address(dice, setting)}`,
  (dice, setting) => `Contact: ${address(dice, setting)}, ${address(dice, setting)};expires=${number(dice)}`,
  (dice) => `Contact: ${dice.mostly(["*"], ["*;q=1", ",", "<>", "*, *"], 3)}`,
  (dice, setting) => `${dice.pick(["Route", "Record-Route", "Path"])}: ${address(dice, setting)}`,
  (dice, setting) => `${dice.pick(["Refer-To", "r", "Referred-By", "b"])}: ${address(dice, setting)}`,
  (dice, setting) => `P-Asserted-Identity: ${address(dice, setting)}`,
  (dice, { callIds, tags }) =>
    `Replaces: ${dice.pick(callIds)};to-tag=${dice.pick(tags)};from-tag=${dice.pick(tags)}${dice.pick(["", ";early-only"])}`,
  (dice) => `${dice.pick(["Expires", "Min-SE", "RSeq", "Timestamp", "Max-Breadth"])}: ${number(dice)}`,
  (dice) =>
    `${dice.pick(["Session-Expires", "x"])}: ${number(dice)}${dice.pick(["", ";refresher=uac", ";refresher=uas", ";refresher="])}`,
  (dice) => `RAck: ${number(dice)} ${number(dice)} ${dice.pick(methods)}`,
  plain("Require", "100rel", "timer", "replaces", "nothing", "100rel, timer", ","),
  plain("Supported", "100rel, timer, replaces", "path,outbound", ""),
  plain("Allow", "INVITE, ACK", "*", ""),
  plain("Event", "refer", "presence;id=1", ";"),
  plain("Subscription-State", "active;expires=60", "terminated;reason=noresource", ""),
  plain("Reason", 'SIP;cause=200;text="x"', "Q.850;cause=16", 'SIP;text="'),
  plain(
    "Authorization",
    'Digest username="1001",realm="ponto.example",nonce="x",uri="sip:a",response="y"',
    "Digest",
    "NoOneKnows x",
    'Digest username="',
  ),
  plain("Privacy", "id", "none", "id;critical"),
  plain("Content-Encoding", "identity", "gzip", ""),
  plain("Accept", "application/sdp", "text/nobodyKnowsThis", "*/*", ""),
  plain("Alert-Info", "<http://x>;info=alert-autoanswer", "x"),
  plain("X-Anything", "1", "\0", "é", "\u2028", "\ufeff", "a, , b"),
  (dice) => `${dice.mostly(["X-Y", "!", "a%b"], ["Call ID", ":", "", "=", "Via", "é"], 5)}: ${dice.below(9)}`,
  (dice) => `X-${"y".repeat(dice.mostly([1, 100], [9000], 10))}: z`,
  (dice) => `Subject: ${"long ".repeat(dice.mostly([1, 100], [2000], 10))}`,
];

const types = [
  "application/sdp",
  "application/sdp",
  "application/sdp",
  "text/plain",
  "multipart/mixed;boundary=b",
  "application/dtmf-relay",
  "",
  ";",
];

/** One message; most are requests. */
export function message(dice: Dice, setting: Setting): Buffer {
  const method = dice.pick(methods);
  const status = dice.pick([100, 180, 183, 200, 202, 302, 401, 407, 481, 486, 491, 503, 699]);
  const startLine = dice.once(4)
    ? `SIP/2.0 ${status} ${dice.pick(["OK", "", "Não"])}`
    : `${method}${dice.once(40) ? dice.pick(blanks) : " "}${uri(dice, setting)} ${dice.once(30) ? "SIP/7.0" : "SIP/2.0"}`;
  const body = Buffer.from(
    dice.once(3) ? description(dice) : dice.once(5) ? dice.bytes(dice.below(60)).toString("latin1") : "",
  );
  const cseqMethod = dice.once(25) ? dice.pick(methods) : method;
  const fields = [
    ...dice.some(1, dice.once(10) ? 6 : 1, () => `${dice.pick(["Via", "v"])}: ${via(dice)}`),
    `Max-Forwards: ${dice.once(10) ? number(dice) : "70"}`,
    `From: ${address(dice, setting, dice.pick(setting.tags))}`,
    `To: ${address(dice, setting, dice.once(2) ? dice.pick(setting.tags) : "")}`,
    `Call-ID: ${dice.pick(setting.callIds)}`,
    `CSeq: ${dice.once(10) ? number(dice) : dice.below(5)} ${cseqMethod}`,
    ...dice.some(0, 4, () => dice.pick(extras)(dice, setting)),
    ...(body.length === 0 && dice.once(2) ? [] : [`Content-Type: ${dice.pick(types)}`]),
    `Content-Length: ${dice.once(30) ? number(dice) : body.length}`,
  ];
  if (dice.once(20)) fields.splice(dice.below(fields.length), 1);
  if (dice.once(20)) fields.push(dice.pick(fields));
  if (dice.once(200)) fields.push(...Array.from({ length: 300 }, (_, i) => `Route: <sip:${i}>`));
  const head = [startLine, ...(dice.once(4) ? shuffled(fields, dice) : fields)].join("\r\n");
  return Buffer.concat([Buffer.from(`${head}\r\n\r\n`), body]);
}

function shuffled<T>(all: readonly T[], dice: Dice): T[] {
  const left = [...all];
  return all.map(() => left.splice(dice.below(left.length), 1)[0]!);
}

const torture = tortureMessages().map(({ bytes }) => bytes);

/** Bytes as strangers send them: a message, most often damaged somewhere, or spliced with another; the RFCs' own among them where at hand. */
export function wire(dice: Dice, setting: Setting = nowhere): Buffer {
  const one = torture.length > 0 && dice.once(4) ? dice.pick(torture) : message(dice, setting);
  if (dice.once(2)) return one;
  if (dice.once(4)) {
    const other = message(dice, setting);
    return Buffer.concat([one.subarray(0, dice.below(one.length + 1)), other.subarray(dice.below(other.length + 1))]);
  }
  return damaged(one, dice);
}

const pieces = [
  "\r\n",
  "\n",
  "\r",
  "\0",
  " ",
  ",",
  ";",
  "<",
  ">",
  '"',
  "\\",
  ":",
  "@",
  "%",
  "\r\n\r\n",
  "\xff",
  "[",
  "]",
  "=",
];

/** A few bytes changed, lost, doubled or put in. */
export function damaged(bytes: Buffer, dice: Dice): Buffer {
  let out = Buffer.from(bytes);
  for (let hits = 1 + dice.below(6); hits > 0; hits--) {
    const at = dice.below(out.length + 1);
    const [before, after] = [out.subarray(0, at), out.subarray(at)];
    const span = dice.below(20);
    switch (dice.below(5)) {
      case 0:
        out = Buffer.concat([before, Buffer.from(dice.pick(pieces), "latin1"), after]);
        break;
      case 1:
        out = Buffer.concat([before, after.subarray(span)]);
        break;
      case 2:
        out = Buffer.concat([before, after.subarray(0, span), after]);
        break;
      case 3:
        out = Buffer.concat([before, dice.bytes(1), after.subarray(1)]);
        break;
      case 4:
        if (dice.once(5))
          out = Buffer.concat([
            before,
            Buffer.alloc(dice.below(dice.pick([1000, 8000, 70_000])), dice.pick(pieces)),
            after,
          ]);
        else out = out.subarray(0, Math.max(1, at));
    }
  }
  return out;
}
