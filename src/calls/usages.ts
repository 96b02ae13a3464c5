/**
 * Drives the INVITE usages: carries their outputs to the SIP stack and its answers back to them.
 * Each usage's events for its call go to `toOwner`.
 */
import { Alarms } from "../kernel/alarms.ts";
import type { Scheduler } from "../kernel/clock.ts";
import type { SipStack, TransactionFailure, TransactionId } from "../sip/api.ts";
import { InviteUsage } from "../sip/dialog/inviteUsage.ts";
import {
  type RequestToken,
  type UacUsageOptions,
  type UasUsageOptions,
  type UsageInput,
  type UsageOutput,
  type UsageTimer,
  usageKey,
} from "../sip/dialog/usage.ts";
import { callIdOf, toOf } from "../sip/message/access.ts";
import type { SipRequest, SipResponse } from "../sip/message/message.ts";
import { isLegEvent, type LegEvent, type UsageNumber } from "./legEvents.ts";

export class Usages {
  readonly #stack: SipStack;
  readonly #scheduler: Scheduler;
  readonly #toOwner: (usage: UsageNumber, event: LegEvent) => void;
  readonly #alarms: Alarms<string>;
  readonly #machines = new Map<UsageNumber, InviteUsage>();
  readonly #byKey = new Map<string, UsageNumber>();
  readonly #byInvite = new Map<TransactionId, UsageNumber>();
  readonly #requests = new Map<TransactionId, { usage: UsageNumber; token: RequestToken }>();
  #last: UsageNumber = 0;

  constructor(stack: SipStack, scheduler: Scheduler, toOwner: (usage: UsageNumber, event: LegEvent) => void) {
    this.#stack = stack;
    this.#scheduler = scheduler;
    this.#toOwner = toOwner;
    this.#alarms = new Alarms(scheduler, (name) => this.#onAlarm(name));
  }

  get size(): number {
    return this.#machines.size;
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
    this.#add(usage, InviteUsage.uas(options));
    return usage;
  }

  /** A leg for an INVITE of ours, which is sent now. */
  dial(usage: UsageNumber, options: UacUsageOptions): void {
    this.#add(usage, InviteUsage.uac(options));
    this.input(usage, { in: "start" });
  }

  input(usage: UsageNumber, input: UsageInput): void {
    const machine = this.#machines.get(usage);
    if (machine === undefined) return;
    for (const output of machine.handle(input, this.#scheduler.now())) this.#perform(usage, machine, output);
  }

  /** A request that names one of our dialogs; false when there is no such dialog. */
  request(tx: TransactionId, request: SipRequest): boolean {
    const usage = this.#ofDialog(request);
    if (usage === undefined) return false;
    this.input(usage, { in: "request", tx, request });
    return true;
  }

  ack(request: SipRequest): void {
    const usage = this.#ofDialog(request);
    if (usage !== undefined) this.input(usage, { in: "ack", request });
  }

  cancelled(invite: TransactionId): void {
    const usage = this.#byInvite.get(invite);
    if (usage !== undefined) this.input(usage, { in: "cancelled" });
  }

  response(tx: TransactionId, response: SipResponse): void {
    const request = this.#requests.get(tx);
    if (request === undefined) return;
    // A transaction's 2xx to INVITE may be followed by others (RFC 6026 §7.2); every other final response is the last.
    const mayFollow = response.status < 300 && (request.token === "invite" || response.status < 200);
    if (!mayFollow) this.#requests.delete(tx);
    this.input(request.usage, { in: "response", token: request.token, response });
  }

  failed(tx: TransactionId, cause: TransactionFailure): void {
    const request = this.#requests.get(tx);
    if (request === undefined) return;
    this.#requests.delete(tx);
    this.input(request.usage, { in: "failed", token: request.token, cause });
  }

  close(): void {
    this.#alarms.close();
  }

  #add(usage: UsageNumber, machine: InviteUsage): void {
    this.#machines.set(usage, machine);
    this.#byKey.set(machine.key, usage);
  }

  #ofDialog(request: SipRequest): UsageNumber | undefined {
    const tag = toOf(request).params.get("tag");
    return tag === undefined ? undefined : this.#byKey.get(usageKey(callIdOf(request), tag));
  }

  #perform(usage: UsageNumber, machine: InviteUsage, output: UsageOutput): void {
    switch (output.out) {
      case "respond":
        this.#stack.respond(output.tx, output.response);
        return;
      case "send":
        this.#requests.set(this.#stack.request(output.request, output.target), { usage, token: output.token });
        return;
      case "ack":
        this.#stack.ack(output.request, output.target);
        return;
      case "cancel":
        for (const [tx, request] of this.#requests)
          if (request.usage === usage && request.token === output.token) this.#stack.cancel(tx);
        return;
      case "setTimer":
        this.#alarms.set(`${usage} ${output.name}`, output.at);
        return;
      case "clearTimer":
        this.#alarms.clear(`${usage} ${output.name}`);
        return;
      case "closed":
        this.#forget(usage, machine);
        break;
      default:
        break;
    }
    if (isLegEvent(output)) this.#toOwner(usage, output);
  }

  #forget(usage: UsageNumber, machine: InviteUsage): void {
    this.#machines.delete(usage);
    this.#byKey.delete(machine.key);
    for (const [tx, request] of this.#requests) if (request.usage === usage) this.#requests.delete(tx);
    for (const [tx, invited] of this.#byInvite) if (invited === usage) this.#byInvite.delete(tx);
  }

  #onAlarm(name: string): void {
    const [usage, timer] = name.split(" ");
    this.input(Number(usage), { in: "timer", name: timer as UsageTimer });
  }
}
