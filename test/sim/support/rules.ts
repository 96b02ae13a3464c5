/** What the exchange's messages must keep to in every scenario: RFC 3261's rules that can be told by what passed on the wire. */
import {
  callIdOf,
  contactsOf,
  cseqOf,
  fromOf,
  maxForwardsOf,
  tagOf,
  toOf,
  topVia,
} from "../../../src/sip/message/access.ts";
import { bodyText, type SipMessage, type SipRequest, type SipResponse } from "../../../src/sip/message/message.ts";
import { nameOf, type Sent, type Wire } from "./wire.ts";

/** Those that were broken: `BYE to 10.1.0.1 (2 BYE): §12.2.1.1 …`. */
export function brokenRules(wire: Wire): string[] {
  const sent = wire.sent;
  const unreadable = sent.filter(({ ours, message }) => ours && message === undefined);
  const passed = sent.filter(isReadable).map(entryOf);
  const book = new Book();
  const broken = passed.flatMap((entry) => {
    const rules = entry.ours ? book.judge(entry) : [];
    book.enter(entry);
    return rules.map((rule) => `${nameOf(entry.message)} to ${entry.far} (${entry.number}): ${rule}`);
  });
  return [...unreadable.map(({ far, text }) => `unreadable, to ${far}: ${text}`), ...broken, ...book.unanswered()];
}

/** A message, and what it is told by. */
interface Entry<T extends SipMessage = SipMessage> {
  readonly ours: boolean;
  readonly arrived: boolean;
  readonly far: string;
  readonly message: T;
  readonly method: string;
  readonly number: number;
  readonly callId: string;
  readonly branch: string | undefined;
  /** The exchange's tag and the far end's. */
  readonly localTag: string | undefined;
  readonly remoteTag: string | undefined;
}

const isReadable = (sent: Sent): sent is Sent & { readonly message: SipMessage } => sent.message !== undefined;

function entryOf({ ours, arrived, far, message }: Sent & { readonly message: SipMessage }): Entry {
  const [from, to] = [tagOf(fromOf(message)), tagOf(toOf(message))];
  const isFromUs = (message.kind === "request") === ours;
  return {
    ours,
    arrived,
    far,
    message,
    ...cseqOf(message),
    callId: callIdOf(message),
    branch: topVia(message).branch,
    localTag: isFromUs ? from : to,
    remoteTag: isFromUs ? to : from,
  };
}

const isRequest = (entry: Entry): entry is Entry<SipRequest> => entry.message.kind === "request";
const isResponse = (entry: Entry): entry is Entry<SipResponse> => entry.message.kind === "response";
const isInvite = (entry: Entry): entry is Entry<SipRequest> => isRequest(entry) && entry.method === "INVITE";

/** Whether both belong to one transaction (RFC 3261 §17.1.3). */
const isOneTransaction = (a: Entry, b: Entry): boolean => a.branch === b.branch && a.method === b.method;
const hasCopied = (names: readonly string[], from: SipMessage, to: SipMessage): boolean =>
  names.every((name) => from.headers.get(name) === to.headers.get(name));

type Rules = readonly (string | undefined)[];

const unless = (holds: boolean, rule: string): string | undefined => (holds ? undefined : rule);

/** What has passed so far. */
class Book {
  readonly #ours: Entry[] = [];
  readonly #theirs: Entry[] = [];
  /** The descriptions of each of our ends by the version of their origin line. */
  readonly #descriptions = new Map<string, Map<number, string>>();

  enter(entry: Entry): void {
    (entry.ours ? this.#ours : this.#theirs).push(entry);
  }

  judge(entry: Entry): string[] {
    const rules = isRequest(entry) ? this.#request(entry) : isResponse(entry) ? this.#response(entry) : [];
    return [...rules, aboutBody(entry.message), this.#description(entry)].filter((rule) => rule !== undefined);
  }

  /** What came and still wants a word of ours. */
  unanswered(): string[] {
    const open = this.#theirs.filter(
      (request) =>
        isRequest(request) && request.arrived && request.method !== "ACK" && this.#finalOf(request) === undefined,
    );
    const unacknowledged = this.#ours.filter(
      (invite) => isInvite(invite) && this.#finalOf(invite)?.arrived === true && !this.#ours.some(isAckOf(invite)),
    );
    return [
      ...open.map(({ message, far }) => `${nameOf(message)} of ${far}: §8.2.6 never answered`),
      ...unacknowledged.map(({ far }) => `INVITE to ${far}: §13.2.2.4, §17.1.1.3 never acknowledged`),
    ];
  }

  /** What finally answered a request of either side. */
  #finalOf(request: Entry): Entry<SipResponse> | undefined {
    return (request.ours ? this.#theirs : this.#ours)
      .filter(isResponse)
      .find((each) => each.message.status >= 200 && isOneTransaction(each, request));
  }

  #request(entry: Entry<SipRequest>): Rules {
    const { message, method, branch, remoteTag } = entry;
    const hops = maxForwardsOf(message);
    const isKnown = this.#theirs.some((each) => each.callId === entry.callId && each.remoteTag === remoteTag);
    const general = [
      unless(hops !== undefined && hops <= 70, "§8.1.1.6 Max-Forwards"),
      unless(entry.localTag !== undefined, "§8.1.1.3 a From without a tag"),
      unless(branch?.startsWith("z9hG4bK") === true, "§8.1.1.7 the branch's cookie"),
      unless(remoteTag === undefined || isKnown, "§12.2.1.1 a To tag that nobody gave"),
      unless(method !== "INVITE" || contactsOf(message)?.length === 1, "§8.1.1.8 an INVITE has one Contact"),
    ];
    if (method === "CANCEL") return [...general, ...this.#cancel(entry)];
    return [...general, ...(method === "ACK" ? this.#ack(entry) : this.#ordered(entry))];
  }

  #cancel(cancel: Entry<SipRequest>): Rules {
    const invite = this.#ours.filter(isInvite).find(({ branch }) => branch === cancel.branch);
    if (invite === undefined) return ["§9.1 a CANCEL of nothing"];
    const isLike =
      hasCopied(["From", "To", "Call-ID"], invite.message, cancel.message) &&
      invite.message.uri === cancel.message.uri &&
      invite.number === cancel.number;
    const isAnswered = this.#theirs.some((each) => isResponse(each) && isOneTransaction(each, invite));
    return [
      unless(isLike, "§9.1 a CANCEL has what its INVITE has"),
      unless(isAnswered, "§9.1 a CANCEL before any provisional response"),
    ];
  }

  #ack(ack: Entry<SipRequest>): Rules {
    const invite = this.#ours.filter(isInvite).find((each) => isAckOf(each)(ack));
    if (invite === undefined) return ["§13.2.2.4 an ACK of no INVITE"];
    const isOfFailure = (this.#finalOf(invite)?.message.status ?? 0) >= 300;
    return [unless((invite.branch === ack.branch) === isOfFailure, "§13.2.2.4, §17.1.1.3 the branch of an ACK")];
  }

  #ordered(entry: Entry<SipRequest>): Rules {
    const before = this.#ours.filter(
      (each) =>
        isRequest(each) &&
        each.method !== "ACK" &&
        each.method !== "CANCEL" &&
        each.callId === entry.callId &&
        each.localTag === entry.localTag &&
        (each.remoteTag === undefined || each.remoteTag === entry.remoteTag),
    );
    return [
      unless(
        before.every(({ number }) => number < entry.number),
        "§12.2.1.1 the CSeq does not rise",
      ),
      unless(
        before.every(({ branch }) => branch !== entry.branch),
        "§8.1.1.7 a branch for two requests",
      ),
    ];
  }

  #response(entry: Entry<SipResponse>): Rules {
    const { message, localTag } = entry;
    const request = this.#theirs.filter(isRequest).find((each) => isOneTransaction(each, entry));
    if (request === undefined) return ["§8.2.6 a response to nothing"];
    const before = this.#ours.filter((each) => isResponse(each) && isOneTransaction(each, entry));
    const isCopy =
      hasCopied(["From", "Call-ID", "CSeq"], request.message, message) &&
      request.message.headers.all("Via").length === message.headers.all("Via").length;
    return [
      unless(isCopy, "§8.2.6.2 From, Call-ID, CSeq and the Vias are the request's"),
      unless(message.status === 100 || localTag !== undefined, "§8.2.6.2 a To without a tag"),
      unless(
        before.every((each) => each.localTag === undefined || each.localTag === localTag),
        "§8.2.6.2 the To tag changes",
      ),
      unless(this.#finalOf(request) === undefined, "§17.2 a response after the final one"),
      ...statusRules(entry),
    ];
  }

  /**
   * RFC 3264 §8: "If the version in the origin line does not increment, the SDP MUST be identical to the SDP with that version number";
   * "The version […] MUST increment by one from the previous SDP" where it is another.
   */
  #description({ message, callId, localTag }: Entry): string | undefined {
    const sdp = bodyText(message);
    const version = Number(/^o=\S+ \S+ (\d+) /m.exec(sdp)?.[1]);
    if (Number.isNaN(version)) return undefined;
    const end = `${callId} ${localTag}`;
    const versions = this.#descriptions.get(end) ?? new Map<number, string>();
    this.#descriptions.set(end, versions);
    const [same, newest] = [versions.get(version), Math.max(...versions.keys())];
    versions.set(version, sdp);
    if (same !== undefined) return unless(same === sdp, "RFC 3264 §8 two descriptions of one version");
    return unless(versions.size === 1 || version === newest + 1, "RFC 3264 §8 the version goes up by one");
  }
}

const isAckOf =
  (invite: Entry) =>
  (entry: Entry): boolean =>
    isRequest(entry) && entry.method === "ACK" && entry.callId === invite.callId && entry.number === invite.number;

const aboutBody = (message: SipMessage): string | undefined =>
  unless(message.body.length === 0 || message.headers.get("Content-Type") !== undefined, "§20.15 a body of no type");

function statusRules({ message, method }: Entry<SipResponse>): Rules {
  const { status, headers } = message;
  const makesDialog = method === "INVITE" && status > 100 && status < 300;
  const needs = (wanted: number, name: string, rule: string) =>
    unless(status !== wanted || headers.get(name) !== undefined, rule);
  return [
    unless(!makesDialog || contactsOf(message)?.length === 1, "§12.1.1 what makes a dialog has a Contact"),
    needs(401, "WWW-Authenticate", "§22.1 a 401 that does not challenge"),
    needs(405, "Allow", "§21.4.6 a 405 without Allow"),
    needs(420, "Unsupported", "§21.4.15 a 420 without Unsupported"),
  ];
}
