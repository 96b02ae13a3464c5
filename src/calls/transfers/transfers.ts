/**
 * The transfers that are under way: which calls each concerns, and what its steps do to them. Asked for by a phone (REFER) or by REST.
 */
import { rfc3339 } from "../../kernel/clock.ts";
import { err, ok, type Result } from "../../kernel/result.ts";
import type { Side } from "../../mixer/audibility.ts";
import type { Referral, Replaces, UsageInput } from "../../sip/dialog/usage.ts";
import { parseUri } from "../../sip/message/fields.ts";
import { withPhrase } from "../../sip/message/reasonPhrases.ts";
import type { Call } from "../call/call.ts";
import type { CallInput, Loan, TransferRow } from "../call/callProtocol.ts";
import { opposite } from "../call/ends.ts";
import type { PartyLeg } from "../call/partyLeg.ts";
import type { Person } from "../call/people.ts";
import type { CallAgent, CallPlan, Refusal } from "../hunts/callPlan.ts";
import { type HuntTarget, ringing } from "../hunts/hunt.ts";
import type { UsageNumber } from "../legs/legEvents.ts";
import { unescapedUser } from "../trunks/inbound.ts";
import { Transfer, type TransferEvent, type TransferInput, type TransferStep } from "./transfer.ts";

export interface TransferWorld {
  /** Carries an input out at once, its outputs included. */
  readonly apply: (call: Call, input: CallInput) => void;
  readonly toUsage: (usage: UsageNumber, input: UsageInput) => void;
  /** The call that a dialog of ours belongs to. */
  readonly find: (replaces: Replaces) => { readonly call: Call; readonly usage: UsageNumber } | undefined;
  /** Whom an agent reaches by dialling; `onBehalfOf`: the caller that whoever is rung is shown. */
  readonly route: (agent: CallAgent, dialled: string, onBehalfOf?: Person) => Result<CallPlan, Refusal>;
  readonly phonesOf: (agent: CallAgent, caller: Person) => readonly HuntTarget[];
  /** Begins a call in which a leg of another one calls. */
  readonly consult: (plan: CallPlan, caller: PartyLeg, loan: Loan) => Call;
  readonly wall: () => number;
}

/** A transfer with the calls it concerns. */
interface Running {
  readonly transfer: Transfer;
  readonly type: TransferRow["type"];
  readonly from: CallAgent;
  /** The call that goes on, and the end of it where the transferor stands. */
  readonly home: Call;
  readonly side: Side;
  readonly consultation: Call | undefined;
  readonly referral: { readonly usage: UsageNumber; readonly id: number } | undefined;
}

export type TransferRefusal =
  | { readonly why: "not_live" | "under_way" | "none_under_way" }
  | { readonly why: "target"; readonly refusal: Refusal };

export class Transfers {
  readonly #world: TransferWorld;
  readonly #running = new Map<Call, Running>();

  constructor(world: TransferWorld) {
    this.#world = world;
  }

  /** Whether a transfer that concerns the call is under way. */
  concerns(call: Call): boolean {
    return this.#running.has(call);
  }

  /** REFER (RFC 3515): accepted before anything is tried, since the phone learns by NOTIFY what becomes of it. */
  referred(call: Call, side: Side, usage: UsageNumber, referral: Referral): void {
    const from = call.people.at(side)?.agent;
    const refuse = (status: number) =>
      this.#world.toUsage(usage, { in: "refuseReferral", id: referral.id, ...withPhrase(status) });
    // No call leaves by a trunk that no agent has asked for.
    if (from === undefined) return refuse(403);
    if (!call.live || this.concerns(call)) return refuse(491);
    this.#world.toUsage(usage, { in: "acceptReferral", id: referral.id });
    const told = { usage, id: referral.id };
    const failed = ({ status, reason }: Refusal) => this.#report(told, status, reason);
    if (referral.replaces === undefined) {
      const begun = this.#blind(call, side, from, dialledBy(referral), told);
      if (!begun.ok) failed(begun.error);
    } else {
      const begun = this.#attended(call, from, referral.replaces, told);
      if (!begun.ok) failed(begun.error);
    }
  }

  /** By REST, on behalf of an agent of the call. */
  begin(call: Call, from: CallAgent, to: string, type: TransferRow["type"]): Result<void, TransferRefusal> {
    const side = call.people.sideOf(from.id);
    if (!call.live || side === undefined) return err({ why: "not_live" });
    if (this.concerns(call)) return err({ why: "under_way" });
    const begun = type === "blind" ? this.#blind(call, side, from, to, undefined) : this.#consult(call, side, from, to);
    return begun.ok ? begun : err({ why: "target", refusal: begun.error });
  }

  /** Completes or cancels the transfer that concerns the call. @returns the call that goes on */
  decide(call: Call, decision: "complete" | "cancel"): Result<Call, TransferRefusal> {
    const running = this.#running.get(call);
    if (running === undefined || running.transfer.phase === "recalling") return err({ why: "none_under_way" });
    if (decision === "complete" && running.transfer.phase !== "consulting") return err({ why: "none_under_way" });
    this.#take(running, { in: decision });
    return ok(running.home);
  }

  onEvent(call: Call, event: TransferEvent): void {
    const running = this.#running.get(call);
    if (running !== undefined) this.#take(running, { in: running.home === call ? "home" : "consultation", event });
  }

  #blind(home: Call, side: Side, from: CallAgent, to: string, referral: Running["referral"]): Result<void, Refusal> {
    const other = home.people.at(opposite(side));
    const plan = this.#world.route(from, to, other);
    if (!plan.ok) return plan;
    const { direction, agent, customer, hunt } = plan.value;
    if (agent !== undefined && direction === "internal" && agent.id === other?.agent?.id) return err(withPhrase(486));
    const successor = { number: direction === "outbound" ? customer.number : to, name: null, agent: undefined };
    this.#run({
      transfer: new Transfer("ringing"),
      type: "blind",
      from,
      home,
      side,
      consultation: undefined,
      referral,
    });
    this.#world.apply(home, { in: "replace", side, hunt, successor });
    return ok(undefined);
  }

  /** REFER with Replaces: the dialog it names is the transferor's other one with us. */
  #attended(asked: Call, from: CallAgent, replaces: Replaces, referral: Running["referral"]): Result<void, Refusal> {
    const named = this.#world.find(replaces);
    const place = named?.call.placeOf(named.usage);
    const isOwn = place !== undefined && named?.call.people.at(place.side)?.agent?.id === from.id;
    // RFC 3891 §3: a dialog that is not there, or is not for this phone to replace.
    if (named === undefined || !isOwn) return err(withPhrase(481));
    if (named.call === asked || this.concerns(named.call)) return err(withPhrase(491));
    const [home, consultation] = survivor(asked, named.call) === asked ? [asked, named.call] : [named.call, asked];
    const side = home.people.sideOf(from.id);
    if (side === undefined) return err(withPhrase(481));
    const running = this.#run({
      transfer: new Transfer("awaiting"),
      type: "attended",
      from,
      home,
      side,
      consultation,
      referral,
    });
    if (consultation.live) {
      this.#take(running, { in: "consultation", event: { now: "answered" } });
    } else {
      // Whoever rings is waited for; the transferor may hang up both its legs meanwhile.
      this.#world.apply(home, { in: "await", side });
      this.#world.apply(consultation, { in: "await", side: opposite(otherSide(consultation, from)) });
    }
    return ok(undefined);
  }

  /** By REST: the transferor's own leg goes over to the consultation, and its phone notices nothing. */
  #consult(home: Call, side: Side, from: CallAgent, to: string): Result<void, Refusal> {
    const leg = home.party(side);
    const plan = this.#world.route(from, to);
    if (!plan.ok) return plan;
    if (leg?.usage === undefined) return err(withPhrase(480));
    const { callerSide } = plan.value;
    const loan = { side: callerSide, home: home.number, homeSide: side };
    const consultation = this.#world.consult(plan.value, leg.movedTo(callerSide), loan);
    this.#run({
      transfer: new Transfer("consulting"),
      type: "attended",
      from,
      home,
      side,
      consultation,
      referral: undefined,
    });
    this.#world.apply(home, {
      in: "lend",
      side,
      to: consultation.number,
      role: callerSide,
      person: undefined,
      last: false,
    });
    return ok(undefined);
  }

  #run(running: Running): Running {
    for (const call of [running.home, running.consultation]) if (call !== undefined) this.#running.set(call, running);
    return running;
  }

  #take(running: Running, input: TransferInput): void {
    const steps = running.transfer.handle(input);
    if (running.transfer.phase === "over" || running.transfer.phase === "recalling") this.#leaveOut(running);
    for (const step of steps) this.#perform(running, step);
  }

  /** What becomes of a call that a transfer no longer concerns is its own affair. */
  #leaveOut({ home, consultation, transfer }: Running): void {
    if (transfer.phase === "over") this.#running.delete(home);
    if (consultation !== undefined) this.#running.delete(consultation);
  }

  #perform(running: Running, step: TransferStep): void {
    const { home, consultation, side, from, referral } = running;
    const { apply } = this.#world;
    switch (step.step) {
      case "report":
        if (referral !== undefined) this.#report(referral, step.status, step.reason);
        return;
      case "announce":
        return apply(home, { in: "transferred", transfer: this.#row(running) });
      case "merge":
        if (consultation !== undefined) this.#merge(home, side, consultation, otherSide(consultation, from));
        return;
      case "leaveConsultation":
        if (consultation !== undefined)
          apply(consultation, { in: "dismiss", side: opposite(otherSide(consultation, from)) });
        return;
      case "resume":
        return apply(home, { in: "stay" });
      case "recall":
        return this.#recall(running);
      case "endHome":
        return apply(home, { in: "hangUp", by: "system" });
      case "endConsultation":
        if (consultation !== undefined) apply(consultation, { in: "hangUp", by: "system" });
        return;
      case "freeConsultation":
        if (consultation !== undefined) apply(consultation, { in: "keep" });
        return;
      case "conclude":
        return;
    }
  }

  #merge(home: Call, side: Side, consultation: Call, from: Side): void {
    const { apply } = this.#world;
    const person = consultation.people.at(from);
    // The transferor, if it is on loan, does not come back.
    apply(consultation, { in: "keep" });
    apply(consultation, { in: "lend", side: from, to: home.number, role: side, person, last: true });
    apply(consultation, { in: "hangUp", by: "system" });
  }

  /** A failed transfer gives the caller back: the phones of an agent that has hung up are rung for it. */
  #recall(running: Running): void {
    const { home, side, from } = running;
    const other = home.people.at(opposite(side));
    const phones = other === undefined ? [] : this.#world.phonesOf(from, other);
    if (phones.length > 0)
      this.#world.apply(home, { in: "replace", side, hunt: ringing(phones), successor: undefined });
    else this.#take(running, { in: "home", event: { now: "failed", ...withPhrase(480) } });
  }

  #report({ usage, id }: NonNullable<Running["referral"]>, status: number, reason: string): void {
    this.#world.toUsage(usage, { in: "reportReferral", id, status, reason });
  }

  #row({ type, from, home, side }: Running): TransferRow {
    const to = home.people.at(side);
    return {
      at: rfc3339(this.#world.wall()),
      type,
      fromAgentId: from.id,
      toAgentId: to?.agent?.id ?? null,
      toNumber: to?.agent === undefined ? (to?.number ?? null) : null,
    };
  }
}

/** The end of a consultation to which the transferor speaks. */
function otherSide(consultation: Call, from: CallAgent): Side {
  return opposite(consultation.people.sideOf(from.id) ?? consultation.plan.callerSide);
}

/**
 * The call's id stays with the customer: of two calls the one that is answered goes on, then the one that is not between agents,
 * then the older.
 */
function survivor(a: Call, b: Call): Call {
  if (a.live !== b.live) return a.live ? a : b;
  const [internalA, internalB] = [a, b].map(({ plan }) => plan.direction === "internal");
  if (internalA !== internalB) return internalA ? b : a;
  return a.number < b.number ? a : b;
}

/** Only the user part counts: we decide where a call goes, not the phone that asks for it. */
const dialledBy = ({ to }: Referral): string => unescapedUser(parseUri(to)?.user ?? "");
