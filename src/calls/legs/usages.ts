/**
 * Drives the INVITE usages of an account: carries their outputs to the SIP stack and its answers back to them.
 * Each usage's events for its call go to `toOwner`.
 */
import { Alarms } from "../../kernel/alarms.ts";
import type { Scheduler } from "../../kernel/clock.ts";
import type { Entropy } from "../../kernel/entropy.ts";
import type { SipStack, TransactionFailure, TransactionId } from "../../sip/api.ts";
import { InviteUsage } from "../../sip/dialog/inviteUsage.ts";
import { reasonOf } from "../../sip/dialog/reason.ts";
import {
  type Replaces,
  type RequestToken,
  type UacUsageOptions,
  type UasUsageOptions,
  type UsageInput,
  type UsageOutput,
  type UsageTimer,
  usageKey,
} from "../../sip/dialog/usage.ts";
import { callIdOf, fromOf, tagOf } from "../../sip/message/access.ts";
import type { SipRequest, SipResponse } from "../../sip/message/message.ts";
import { type Asker, type Correspondence, type Correspondent, keyOfDialog } from "./correspondence.ts";
import { EchoUsage } from "./echoUsage.ts";
import { isLegEvent, type LegEvent, type UsageNumber } from "./legEvents.ts";

/** An INVITE usage, or the echo's, which has no dialog. */
type Machine = Pick<InviteUsage, "handle" | "hasDialog"> & { readonly key?: string };

/** One usage, and the transactions that are still its own. */
interface Leg {
  readonly machine: Machine;
  /** The peer's INVITE that made it: what a CANCEL names. */
  readonly invite: TransactionId | undefined;
  /** Our requests by their tokens: the newest of each. */
  readonly requests: Map<RequestToken, TransactionId>;
}

/** A request of ours that may still be answered. */
interface Sent {
  readonly usage: UsageNumber;
  readonly token: RequestToken;
  readonly method: string;
}

export interface UsagesWorld {
  readonly stack: SipStack;
  /** Where it is said which dialogs and requests are ours. */
  readonly correspondence: Correspondence;
  readonly scheduler: Scheduler;
  readonly entropy: Entropy;
}

export class Usages implements Correspondent, Asker {
  readonly #stack: SipStack;
  readonly #correspondence: Correspondence;
  readonly #scheduler: Scheduler;
  readonly #entropy: Entropy;
  readonly #toOwner: (usage: UsageNumber, event: LegEvent) => void;
  readonly #alarms: Alarms<string>;
  readonly #legs = new Map<UsageNumber, Leg>();
  readonly #byKey = new Map<string, UsageNumber>();
  readonly #byInvite = new Map<TransactionId, UsageNumber>();
  readonly #sent = new Map<TransactionId, Sent>();
  readonly #echoes = new Set<UsageNumber>();
  #last: UsageNumber = 0;

  constructor(
    { stack, correspondence, scheduler, entropy }: UsagesWorld,
    toOwner: (usage: UsageNumber, event: LegEvent) => void,
  ) {
    this.#stack = stack;
    this.#correspondence = correspondence;
    this.#scheduler = scheduler;
    this.#entropy = entropy;
    this.#toOwner = toOwner;
    this.#alarms = new Alarms(scheduler, (name) => this.#onAlarm(name));
  }

  get size(): number {
    return this.#legs.size;
  }

  /** Legs of the echo. */
  get echoes(): number {
    return this.#echoes.size;
  }

  get timers(): number {
    return this.#alarms.size;
  }

  next(): UsageNumber {
    return ++this.#last;
  }

  /** A leg for an INVITE that came in. */
  accept(options: UasUsageOptions): UsageNumber {
    const usage = this.next();
    this.#byInvite.set(options.tx, usage);
    this.#correspondence.invitations.set(options.tx, this);
    this.#add(usage, InviteUsage.uas(options, this.#entropy), options.tx);
    return usage;
  }

  /** A leg for an INVITE of ours, which is sent now. */
  dial(usage: UsageNumber, options: UacUsageOptions): void {
    this.#add(usage, InviteUsage.uac(options, this.#entropy));
    this.input(usage, { in: "start" });
  }

  /** A leg to the echo, which answers this offer. */
  echo(usage: UsageNumber, offer: string): void {
    this.#echoes.add(usage);
    this.#legs.set(usage, { machine: new EchoUsage(offer), invite: undefined, requests: new Map() });
    this.input(usage, { in: "start" });
  }

  input(usage: UsageNumber, input: UsageInput): void {
    const leg = this.#legs.get(usage);
    if (leg === undefined) return;
    for (const output of leg.machine.handle(input, this.#scheduler.now())) this.#perform(usage, leg, output);
  }

  request(tx: TransactionId, request: SipRequest): void {
    const usage = this.#ofDialog(request);
    if (usage !== undefined) this.input(usage, { in: "request", tx, request });
  }

  /** The usage whose dialog a Replaces names (RFC 3891 §3), its tags given either way round: in a REFER some phones write them as they see them. */
  named({ callId, toTag, fromTag }: Replaces): UsageNumber | undefined {
    return this.#withDialog(callId, toTag, fromTag) ?? this.#withDialog(callId, fromTag, toTag);
  }

  /** All three must match: "the UA attempts to match this information with a confirmed or early dialog" by Call-ID and both tags. */
  #withDialog(callId: string, localTag: string, remoteTag: string): UsageNumber | undefined {
    const usage = this.#byKey.get(usageKey(callId, localTag));
    return usage !== undefined && this.#legs.get(usage)?.machine.hasDialog(remoteTag) ? usage : undefined;
  }

  /** An INVITE of ours that came back to us: a loop (RFC 3261 §16.3 step 4). Who changes its Call-ID on the way is stopped by Max-Forwards. */
  sentBefore(invite: SipRequest): boolean {
    return this.#byKey.has(usageKey(callIdOf(invite), tagOf(fromOf(invite)) ?? ""));
  }

  ack(request: SipRequest): void {
    const usage = this.#ofDialog(request);
    if (usage !== undefined) this.input(usage, { in: "ack", request });
  }

  cancelled(invite: TransactionId, cancel: SipRequest): void {
    const usage = this.#byInvite.get(invite);
    if (usage === undefined) return;
    const reason = reasonOf(cancel);
    this.input(usage, { in: "cancelled", ...(reason === undefined ? {} : { reason }) });
  }

  response(tx: TransactionId, response: SipResponse): void {
    const sent = this.#sent.get(tx);
    if (sent === undefined) return;
    // A transaction's 2xx to INVITE may be followed by others (RFC 6026 §7.2); every other final response is the last.
    const mayFollow = response.status < 200 || (response.status < 300 && sent.method === "INVITE");
    if (!mayFollow) this.#settle(tx, sent);
    this.input(sent.usage, { in: "response", token: sent.token, response });
  }

  failed(tx: TransactionId, cause: TransactionFailure): void {
    const sent = this.#sent.get(tx);
    if (sent === undefined) return;
    this.#settle(tx, sent);
    this.input(sent.usage, { in: "failed", token: sent.token, cause });
  }

  /** Whatever is left is told nothing more. */
  close(): void {
    this.#alarms.close();
    for (const [usage, leg] of this.#legs) this.#forget(usage, leg);
  }

  #add(usage: UsageNumber, machine: InviteUsage, invite?: TransactionId): void {
    this.#legs.set(usage, { machine, invite, requests: new Map() });
    this.#byKey.set(machine.key, usage);
    this.#correspondence.dialogs.set(machine.key, this);
  }

  #ofDialog(request: SipRequest): UsageNumber | undefined {
    const key = keyOfDialog(request);
    return key === undefined ? undefined : this.#byKey.get(key);
  }

  #perform(usage: UsageNumber, leg: Leg, output: UsageOutput): void {
    switch (output.out) {
      case "respond":
        this.#stack.respond(output.tx, output.response);
        return;
      case "send":
        this.#send(usage, leg, output);
        return;
      case "ack":
        this.#stack.ack(output.request, output.target);
        return;
      case "cancel": {
        const tx = leg.requests.get(output.token);
        if (tx !== undefined) this.#stack.cancel(tx, output.reason);
        return;
      }
      case "setTimer":
        this.#alarms.set(`${usage} ${output.name}`, output.at);
        return;
      case "clearTimer":
        this.#alarms.clear(`${usage} ${output.name}`);
        return;
      case "closed":
        this.#forget(usage, leg);
        break;
      default:
        break;
    }
    if (isLegEvent(output)) this.#toOwner(usage, output);
  }

  #send(
    usage: UsageNumber,
    leg: Leg,
    { token, request, target }: Extract<UsageOutput, { readonly out: "send" }>,
  ): void {
    // What may still come for the one before, a 2xx that was acknowledged long ago, would be taken for the new one's.
    const before = leg.requests.get(token);
    if (before !== undefined) this.#forgetRequest(before);
    const tx = this.#stack.request(request, target);
    leg.requests.set(token, tx);
    this.#sent.set(tx, { usage, token, method: request.method });
    this.#correspondence.requests.set(tx, this);
  }

  #settle(tx: TransactionId, { usage, token }: Sent): void {
    this.#forgetRequest(tx);
    this.#legs.get(usage)?.requests.delete(token);
  }

  #forget(usage: UsageNumber, { machine, invite, requests }: Leg): void {
    this.#legs.delete(usage);
    this.#echoes.delete(usage);
    if (machine.key !== undefined) {
      this.#byKey.delete(machine.key);
      this.#correspondence.dialogs.delete(machine.key);
    }
    for (const tx of requests.values()) this.#forgetRequest(tx);
    if (invite === undefined) return;
    this.#byInvite.delete(invite);
    this.#correspondence.invitations.delete(invite);
  }

  #forgetRequest(tx: TransactionId): void {
    this.#sent.delete(tx);
    this.#correspondence.requests.delete(tx);
  }

  #onAlarm(name: string): void {
    const [usage, timer] = name.split(" ");
    this.input(Number(usage), { in: "timer", name: timer as UsageTimer });
  }
}
