/** Drives what keeps one trunk in service: our registration with it, and the OPTIONS that watch it. */
import type { Trunk } from "../../accounts/directory/shapes.ts";
import { uriHost } from "../../kernel/addresses.ts";
import { Alarms } from "../../kernel/alarms.ts";
import type { Scheduler } from "../../kernel/clock.ts";
import type { Entropy } from "../../kernel/entropy.ts";
import type { Log } from "../../kernel/log.ts";
import { Headers } from "../../sip/message/headers.ts";
import { noBody, type SipRequest, type SipResponse } from "../../sip/message/message.ts";
import { reasonPhrase } from "../../sip/message/reasonPhrases.ts";
import { retryAfterOf } from "../../sip/message/retryAfter.ts";
import type { Binding } from "../../sip/registrar/bindings.ts";
import {
  Registration,
  type RegistrationInput,
  type RegistrationOutput,
  type RegistrationTimer,
} from "../../sip/registration/registration.ts";
import type { Target } from "../../sip/transport/transport.ts";
import { contactUri, userPart } from "../legs/callerId.ts";
import type { LegEvent } from "../legs/legEvents.ts";
import type { TrunkState } from "../live/views.ts";
import { hopOf, hostOf, registersAt, uriAt } from "./hop.ts";
import type { OwnRequests, RequestEnd } from "./ownRequests.ts";
import { Reachability, type ReachabilityInput, type ReachabilityOutput } from "./reachability.ts";
import { TrunkCredentials } from "./trunkCredentials.ts";

export interface TrunkLineWorld {
  readonly requests: OwnRequests;
  readonly scheduler: Scheduler;
  readonly entropy: Entropy;
  readonly log: Log;
  /** Of our addresses of record. */
  readonly domain: string;
  readonly localFor: (target: Target) => { address: string; port: number };
  /** Where a trunk that registers with us is. */
  readonly bindingsOf: (username: string) => readonly Binding[];
  /** Its state is another one now. */
  readonly changed: (line: TrunkLine) => void;
}

/**
 * `in`: calls go here. `out`: it does not answer or the registration fails; tried when no other is left.
 * `none`: it asked to be left alone (Retry-After), or has not registered: there is nowhere to call.
 */
export type Service = "in" | "out" | "none";

type LineTimer = RegistrationTimer | "ping";

export class TrunkLine {
  readonly credentials: TrunkCredentials;
  readonly #trunk: Trunk;
  readonly #world: TrunkLineWorld;
  readonly #alarms: Alarms<LineTimer>;
  readonly #registration: Registration | undefined;
  readonly #reachability: Reachability;
  #registrationError: string | null = null;
  /** Until when it is left alone, on the `now` scale. */
  #asideUntil = Number.NEGATIVE_INFINITY;
  #told = "";
  #left: (() => void) | undefined;
  #closed = false;

  constructor(trunk: Trunk, world: TrunkLineWorld) {
    this.#trunk = trunk;
    this.#world = world;
    this.credentials = new TrunkCredentials(trunk, world.entropy);
    this.#reachability = new Reachability(trunk.pingSeconds, world.entropy);
    this.#registration = registersAt(trunk) ? new Registration(this.#registrationOptions()) : undefined;
    this.#alarms = new Alarms(world.scheduler, (timer) => this.#onTimer(timer));
    this.#told = JSON.stringify(this.state);
  }

  get trunk(): Trunk {
    return this.#trunk;
  }

  get state(): TrunkState {
    return {
      registered: this.#registration?.registered ?? (this.#acceptsRegistration ? this.#binding !== undefined : null),
      reachable: this.#reachability.reachable,
      lastError: this.#registrationError ?? this.#reachability.error,
    };
  }

  service(): Service {
    if (this.#asideUntil > this.#world.scheduler.now()) return "none";
    const { registered, reachable } = this.state;
    if (this.#acceptsRegistration && registered === false) return "none";
    return registered === false || reachable === false ? "out" : "in";
  }

  start(): void {
    this.#register({ in: "register" });
    this.#reach({ in: "start" });
  }

  /** A connection to the trunk is gone. */
  connectionLost(): void {
    this.#register({ in: "lost" });
  }

  /** The phones' registrar has a binding of this trunk's more or less. */
  bindingChanged(): void {
    if (this.#binding !== undefined && this.#reachability.reachable === null) this.#reach({ in: "start" });
    this.#tell();
  }

  /** What became of an INVITE of ours. */
  said(event: LegEvent): void {
    const refused = event.out === "refused" ? event.response : undefined;
    const aside = refused !== undefined && this.#obeyRetryAfter(refused);
    // Without OPTIONS nothing would bring the trunk back into service.
    if (aside || this.#trunk.pingSeconds === 0) return;
    if (answering.has(event.out) || refused !== undefined) this.#reach({ in: "answered" });
    else if (event.out === "refused") this.#reach({ in: "missed", error: wordsFor(event.status) });
    // It was cancelled, and said nothing even to that.
    else if (event.out === "ended" && event.cause === "timeout") this.#reach({ in: "missed", error: wordsFor(408) });
  }

  /** Takes our binding away at the trunk's registrar; `left` is told when that is done, or there was none. */
  leave(left: () => void): void {
    this.#left = left;
    this.#alarms.clear("ping");
    if (this.#registration === undefined) this.close();
    else this.#register({ in: "leave" });
  }

  /** Lets everything be as it stands. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#alarms.close();
    this.#left?.();
  }

  get #acceptsRegistration(): boolean {
    return this.#trunk.auth === "accept-register";
  }

  get #binding(): Binding | undefined {
    return this.#world.bindingsOf(this.#trunk.username ?? "")[0];
  }

  #onTimer(timer: LineTimer): void {
    if (timer === "ping") this.#reach({ in: "timer" });
    else this.#register({ in: "timer", name: timer });
  }

  // --- the registration -----------------------------------------------------------------------------------------

  #registrationOptions() {
    const { entropy, localFor } = this.#world;
    const user = userPart(this.#trunk.username ?? "");
    const domain = uriHost(this.#trunk.fromDomain ?? hostOf(this.#trunk));
    const hop = hopOf(this.#trunk);
    return {
      registrar: `sip:${domain}`,
      aor: `<sip:${user}@${domain}>`,
      contact: () => contactUri(this.#trunk.username ?? "", localFor(hop), hop.transport, `sip:${domain}`),
      callId: entropy.hex(16),
      localTag: entropy.hex(8),
      entropy,
      authorize: this.credentials.answer.bind(this.credentials),
    };
  }

  #register(input: RegistrationInput): void {
    if (this.#closed || this.#registration === undefined) return;
    for (const output of this.#registration.handle(input, this.#world.scheduler.now())) this.#perform(output);
    this.#tell();
  }

  #perform(output: RegistrationOutput): void {
    switch (output.out) {
      case "send":
        return this.#world.requests.send(output.request, hopOf(this.#trunk), (end) => this.#onRegisterEnd(end));
      case "setTimer":
        return this.#alarms.set(output.name, output.at);
      case "clearTimer":
        return this.#alarms.clear(output.name);
      case "state":
        return this.#onRegistration(output.registered, output.error);
      case "closed":
        return this.close();
    }
  }

  #onRegisterEnd(end: RequestEnd): void {
    this.#register(end);
    this.#reach(end.in === "response" ? { in: "answered" } : { in: "missed", error: wordsOfFailure(end) });
  }

  #onRegistration(registered: boolean, error: string | null): void {
    this.#registrationError = error;
    const { log } = this.#world;
    const fields = { event: "trunk_registration", trunk: this.#trunk.id, registered };
    if (error === null) log.info(fields, registered ? "registered at a trunk" : "no longer registered at a trunk");
    else log.warn({ ...fields, error }, "a trunk's registration fails");
  }

  // --- the watch ------------------------------------------------------------------------------------------------

  #reach(input: ReachabilityInput): void {
    if (this.#closed || this.#left !== undefined) return;
    const before = this.#reachability.reachable;
    for (const output of this.#reachability.handle(input, this.#world.scheduler.now())) this.#watch(output);
    const { reachable, error } = this.#reachability;
    if (before !== reachable) this.#onReachability(before, reachable, error);
    this.#tell();
  }

  #watch(output: ReachabilityOutput): void {
    if (output.out === "setTimer") return this.#alarms.set("ping", output.at);
    const hop = this.#acceptsRegistration ? this.#binding?.target : hopOf(this.#trunk);
    // Without a binding there is nobody to ask; the next one starts the watch anew.
    if (hop !== undefined) this.#world.requests.send(this.#ping(hop), hop, (end) => this.#onPingEnd(end));
  }

  #onReachability(before: boolean | null, reachable: boolean | null, error: string | null): void {
    const { log } = this.#world;
    const trunk = this.#trunk.id;
    if (reachable === false) log.warn({ event: "trunk_unreachable", trunk, error }, "a trunk does not answer");
    else log.info({ event: "trunk_reachable", trunk }, "a trunk answers");
    // It is back, and may have forgotten us meanwhile.
    if (before === false && reachable === true) this.#register({ in: "register" });
  }

  #onPingEnd(end: RequestEnd): void {
    // RFC 3261 §11: any response tells that somebody is there; §21.5.4: one of 503 that it cannot serve.
    if (end.in === "failed") return this.#reach({ in: "missed", error: wordsOfFailure(end) });
    this.#obeyRetryAfter(end.response);
    const { status } = end.response;
    this.#reach(status === 503 || status === 408 ? { in: "missed", error: wordsFor(status) } : { in: "answered" });
  }

  /** §21.5.4: after a 503 with Retry-After the client "SHOULD NOT forward any other requests to that server for the duration specified". */
  #obeyRetryAfter(response: SipResponse): boolean {
    const wait = response.status === 503 ? retryAfterOf(response) : undefined;
    if (wait !== undefined) this.#asideUntil = this.#world.scheduler.now() + wait;
    return wait !== undefined;
  }

  #ping(hop: Target): SipRequest {
    const { entropy, domain, localFor } = this.#world;
    const uri = this.#acceptsRegistration ? (this.#binding?.contact ?? uriAt(this.#trunk)) : uriAt(this.#trunk);
    const local = localFor(hop);
    const headers = Headers.of([
      ["From", `<sip:${uriHost(domain)}>;tag=${entropy.hex(8)}`],
      ["To", `<${uri}>`],
      ["Call-ID", entropy.hex(16)],
      ["CSeq", "1 OPTIONS"],
      ["Contact", `<sip:${uriHost(local.address)}:${local.port}>`],
      ["Accept", "application/sdp"],
    ]);
    return { kind: "request", method: "OPTIONS", uri, headers, body: noBody };
  }

  #tell(): void {
    const state = JSON.stringify(this.state);
    if (state === this.#told) return;
    this.#told = state;
    this.#world.changed(this);
  }
}

/** Events of an INVITE by which a trunk shows that it is there. */
const answering: ReadonlySet<LegEvent["out"]> = new Set(["trying", "progress", "answered"]);

const wordsOfFailure = (end: Extract<RequestEnd, { in: "failed" }>): string =>
  end.cause === "timeout" ? "no answer (408)" : "not reachable (503)";

const wordsFor = (status: number): string =>
  status === 408 ? "no answer (408)" : `out of service (${status} ${reasonPhrase(status)})`;
