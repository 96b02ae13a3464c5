/**
 * Our registration at somebody else's registrar (RFC 3261 §10.2), kept up for as long as it is wanted: `handle(input, now) → outputs`.
 * It owns no socket, timer or callback. At most one REGISTER is under way: §10.2 forbids another before "a final response […]
 * for the previous one or the previous REGISTER request has timed out".
 */
import { between, type Entropy } from "../../kernel/entropy.ts";
import type { TransactionFailure } from "../api.ts";
import { Credentials, isChallenge } from "../dialog/credentials.ts";
import type { UacUsageOptions } from "../dialog/usage.ts";
import { Headers } from "../message/headers.ts";
import { noBody, type SipRequest, type SipResponse } from "../message/message.ts";
import { reasonPhrase } from "../message/reasonPhrases.ts";
import { retryAfterOf } from "../message/retryAfter.ts";
import { type BackOff, waitAfter } from "./backOff.ts";
import { grantedSeconds } from "./granted.ts";

export interface RegistrationOptions {
  /** The Request-URI: the registrar's domain without a user (§10.2). */
  readonly registrar: string;
  /** What is registered, in To and From: `<sip:user@domain>`. */
  readonly aor: string;
  /** Our Contact, asked for each REGISTER: our address may have changed since the last. `<sip:user@host:port>` */
  readonly contact: () => string;
  readonly callId: string;
  readonly localTag: string;
  readonly entropy: Entropy;
  /** Answers a challenge, or gives up with undefined. */
  readonly authorize: UacUsageOptions["authorize"];
}

export type RegistrationInput =
  /** Register now: at the beginning, after a change of network, when the registrar is seen again. */
  | { readonly in: "register" }
  /** The connection that it was made over is gone: the registrar may not reach us by it. */
  | { readonly in: "lost" }
  /** Takes the binding away; ends with `closed`. */
  | { readonly in: "leave" }
  | { readonly in: "response"; readonly response: SipResponse }
  | { readonly in: "failed"; readonly cause: TransactionFailure }
  | { readonly in: "timer"; readonly name: RegistrationTimer };

/** `register`: the next REGISTER is due. `lapse`: the binding ends at the registrar. */
export type RegistrationTimer = "register" | "lapse";

export type RegistrationOutput =
  | { readonly out: "send"; readonly request: SipRequest }
  | { readonly out: "setTimer"; readonly name: RegistrationTimer; readonly at: number }
  | { readonly out: "clearTimer"; readonly name: RegistrationTimer }
  /** Of the registration, or of what keeps it from being. `error`: plain words with the status, null when all is well. */
  | { readonly out: "state"; readonly registered: boolean; readonly error: string | null }
  | { readonly out: "closed" };

/** Seconds asked for. */
const ASKED = 3600;
/** A registrar's Min-Expires above this is not obeyed, seconds. */
const LONGEST_ASKED = 86_400;
/** Between two refreshes, however short the registrar's time is, ms. */
const SHORTEST_REFRESH_MS = 5_000;
/** When nobody answers, or the registrar is in trouble. */
const trouble: BackOff = { base: 30_000, max: 600_000 };
/** When it knows us and refuses: what a person must mend is not asked for often, lest the registrar ban us. */
const refusal: BackOff = { base: 60_000, max: 3_600_000 };
/** A challenge or two and a 423: more than this many REGISTERs without success are a failure. */
const MAX_SENDS = 5;

type Phase = "idle" | "registering" | "waiting" | "leaving" | "over";

export class Registration {
  readonly #options: RegistrationOptions;
  readonly #credentials: Credentials;
  #phase: Phase = "idle";
  /** The REGISTER that is under way. */
  #request: SipRequest | undefined;
  /** The Contact of the last REGISTER. */
  #contact = "";
  #asked = ASKED;
  #cseq = 0;
  /** When the last attempt began. */
  #attemptedAt = 0;
  /** REGISTERs of this attempt so far. */
  #sends = 0;
  /** Attempts in a row that failed. */
  #failures = 0;
  /** `leave` came while a REGISTER was under way. */
  #leave = false;
  #registered = false;
  #error: string | null = null;
  #out: RegistrationOutput[] = [];

  constructor(options: RegistrationOptions) {
    this.#options = options;
    this.#credentials = new Credentials(options.authorize);
  }

  get registered(): boolean {
    return this.#registered;
  }

  handle(input: RegistrationInput, now: number): RegistrationOutput[] {
    this.#out = [];
    if (this.#phase !== "over") this.#take(input, now);
    return this.#out;
  }

  #take(input: RegistrationInput, now: number): void {
    switch (input.in) {
      case "register":
        if (this.#phase === "idle" || this.#phase === "waiting") this.#attempt(now);
        return;
      case "lost":
        return this.#lost(now);
      case "leave":
        return this.#goodbye();
      case "timer":
        if (input.name === "lapse") this.#lapsed();
        else if (this.#phase === "waiting") this.#attempt(now);
        return;
      case "response":
        return this.#response(input.response, now);
      case "failed":
        if (this.#phase === "leaving" || this.#leave) return this.#conclude();
        return this.#failed(trouble, input.cause === "timeout" ? "no answer (408)" : "not reachable (503)", 0, now);
    }
  }

  #attempt(now: number): void {
    this.#out.push({ out: "clearTimer", name: "register" });
    this.#attemptedAt = now;
    this.#phase = "registering";
    this.#sends = 0;
    this.#contact = this.#options.contact();
    this.#send(this.#newRequest(this.#asked));
  }

  /** At once; but a registrar that hangs up each time makes us send no more often than one with short registrations. */
  #lost(now: number): void {
    if (this.#phase !== "waiting" || !this.#registered) return;
    const at = this.#attemptedAt + SHORTEST_REFRESH_MS;
    if (at <= now) this.#attempt(now);
    else this.#out.push({ out: "setTimer", name: "register", at });
  }

  #response(response: SipResponse, now: number): void {
    if (response.status < 200 || this.#request === undefined) return;
    const retry =
      this.#sends < MAX_SENDS ? this.#credentials.retry(response, this.#request, this.#cseq + 1) : undefined;
    if (retry !== undefined) {
      this.#cseq++;
      this.#send(retry);
    } else if (this.#phase === "leaving") this.#conclude();
    else if (response.status < 300) this.#accepted(response, now);
    else if (response.status === 423 && this.#askLonger(response)) this.#send(this.#newRequest(this.#asked));
    else this.#refused(response, now);
  }

  /** §10.3 step 7: a 423 names the shortest time that the registrar takes. */
  #askLonger(response: SipResponse): boolean {
    const text = response.headers.get("Min-Expires") ?? "";
    const seconds = /^\d{1,10}$/.test(text) ? Number(text) : 0;
    if (seconds <= this.#asked || seconds > LONGEST_ASKED || this.#sends >= MAX_SENDS) return false;
    this.#asked = seconds;
    return true;
  }

  #accepted(response: SipResponse, now: number): void {
    this.#request = undefined;
    const lasts = 1000 * grantedSeconds(response, this.#contact, this.#asked);
    if (this.#leave) return this.#goodbye();
    if (lasts === 0) return this.#failed(trouble, "the registrar keeps no binding (200)", 0, now);
    this.#phase = "waiting";
    this.#failures = 0;
    this.#tell(true, null);
    // Early enough for a REGISTER that is lost, and spread, so that many trunks do not refresh at once.
    const refresh = between(0.8 * lasts, 0.9 * lasts, this.#options.entropy);
    this.#out.push({ out: "setTimer", name: "register", at: now + Math.max(SHORTEST_REFRESH_MS, refresh) });
    this.#out.push({ out: "setTimer", name: "lapse", at: now + Math.max(SHORTEST_REFRESH_MS * 2, lasts) });
  }

  #refused(response: SipResponse, now: number): void {
    const { status } = response;
    if (this.#leave) return this.#conclude();
    const retryAfter = retryAfterOf(response) ?? 0;
    const soft = status >= 500 && status < 600;
    const kind = soft || status === 408 || status === 480 ? trouble : refusal;
    this.#failed(kind, this.#wordsFor(response), retryAfter, now);
  }

  #wordsFor(response: SipResponse): string {
    const { status } = response;
    const code = `(${[status, reasonPhrase(status)].join(" ").trim()})`;
    if (!isChallenge(response)) return `the registrar refuses ${code}`;
    const answered = ["Authorization", "Proxy-Authorization"].some((name) => this.#request?.headers.get(name));
    return answered
      ? `user name or password refused ${code}`
      : `a challenge that is not answered: realm or algorithm ${code}`;
  }

  /** @param least the shortest wait, ms. */
  #failed(kind: BackOff, error: string, least: number, now: number): void {
    this.#request = undefined;
    this.#phase = "waiting";
    this.#failures++;
    // What the registrar refuses it does not keep; what it does not answer may stand until it lapses.
    if (kind === refusal) this.#out.push({ out: "clearTimer", name: "lapse" });
    this.#tell(this.#registered && kind === trouble, error);
    const wait = Math.max(least, waitAfter(this.#failures, kind, this.#options.entropy));
    this.#out.push({ out: "setTimer", name: "register", at: now + wait });
  }

  #lapsed(): void {
    this.#tell(false, this.#error ?? "the registration has expired");
  }

  /** §10.2.2: a binding is taken away by "Expires" of 0. One that was never made is not. */
  #goodbye(): void {
    if (this.#phase === "leaving") return;
    this.#leave = true;
    if (this.#request !== undefined) return;
    this.#out.push({ out: "clearTimer", name: "register" }, { out: "clearTimer", name: "lapse" });
    if (!this.#registered && this.#phase !== "registering") return this.#conclude();
    this.#phase = "leaving";
    this.#sends = 0;
    this.#send(this.#newRequest(0));
  }

  #conclude(): void {
    this.#phase = "over";
    this.#request = undefined;
    this.#out.push({ out: "clearTimer", name: "register" }, { out: "clearTimer", name: "lapse" });
    this.#tell(false, null);
    this.#out.push({ out: "closed" });
  }

  #tell(registered: boolean, error: string | null): void {
    const changed = registered !== this.#registered || error !== this.#error;
    this.#registered = registered;
    this.#error = error;
    if (changed) this.#out.push({ out: "state", registered, error });
  }

  #send(request: SipRequest): void {
    this.#sends++;
    this.#request = request;
    this.#out.push({ out: "send", request });
  }

  /** §10.2: the same Call-ID for all REGISTERs to a registrar, and "a UA MUST increment the CSeq value by one for each REGISTER request". */
  #newRequest(seconds: number): SipRequest {
    const { registrar, aor, callId, localTag } = this.#options;
    const headers = Headers.of([
      ["From", `${aor};tag=${localTag}`],
      ["To", aor],
      ["Call-ID", callId],
      ["CSeq", `${++this.#cseq} REGISTER`],
      ["Contact", this.#contact],
      ["Expires", String(seconds)],
    ]);
    return { kind: "request", method: "REGISTER", uri: registrar, headers, body: noBody };
  }
}
