import { type Header, hostIn, parameter, SipMessage, uriIn } from "./message.ts";
import type { Peer } from "./wire.ts";

/** What two phones must agree on to speak within a call (RFC 3261 §12). */
export class Dialog {
  readonly id: string;
  readonly ours: string;
  theirs: string;
  cseq: number;
  #target: string;
  #routes: readonly string[];

  /** The dialog that an INVITE of ours may become. */
  static ofOurs(invite: SipMessage): Dialog {
    return new Dialog(invite, invite.get("From"), invite.get("To"), invite.uri, []);
  }

  /** The dialog of an INVITE that came; `tag` is ours. */
  static ofTheirs(invite: SipMessage, tag: string): Dialog {
    const ours = `${invite.get("To")};tag=${tag}`;
    const dialog = new Dialog(invite, ours, invite.get("From"), "", invite.all("Record-Route"));
    dialog.retarget(invite);
    dialog.cseq = 0;
    return dialog;
  }

  private constructor(invite: SipMessage, ours: string, theirs: string, target: string, routes: readonly string[]) {
    this.id = invite.callId;
    this.ours = ours;
    this.theirs = theirs;
    this.cseq = invite.cseq.number;
    this.#target = target;
    this.#routes = routes;
  }

  get ourTag(): string | undefined {
    return parameter(this.ours, "tag");
  }

  get theirTag(): string | undefined {
    return parameter(this.theirs, "tag");
  }

  /** A response to our INVITE makes the dialog: tag, target, and the Record-Route backwards (§12.1.2). */
  establish(response: SipMessage): void {
    this.theirs = response.get("To");
    this.#routes = [...response.all("Record-Route")].reverse();
    this.retarget(response);
  }

  /** Requests go to the last Contact (§12.2.1.2). */
  retarget(message: SipMessage): void {
    if (message.has("Contact")) this.#target = uriIn(message.get("Contact"));
  }

  /** The route set or the remote target says where to (§12.2.1.1). */
  get nextHop(): Peer {
    return hostIn(this.#routes[0] ?? this.#target);
  }

  compose(method: string, cseq: number, via: string, headers: readonly Header[], body: string): SipMessage {
    const fields: readonly Header[] = [
      ["Via", via],
      ["Max-Forwards", "70"],
      ...this.#routes.map((route): Header => ["Route", route]),
      ["From", this.ours],
      ["To", this.theirs],
      ["Call-ID", this.id],
      ["CSeq", `${cseq} ${method}`],
      ...headers,
    ];
    return new SipMessage(`${method} ${this.#target} SIP/2.0`, fields, body);
  }
}
