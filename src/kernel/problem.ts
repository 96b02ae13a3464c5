/**
 * The problem catalogue: every code the API can answer, with its HTTP status and title (RFC 9457).
 * Anything that refuses a request on behalf of a rule returns one of these.
 */
export const problems = {
  invalid_request: { status: 400, title: "The request is not valid" },
  not_authenticated: { status: 401, title: "Sign in first" },
  wrong_credentials: { status: 401, title: "E-mail or password is wrong" },
  forbidden: { status: 403, title: "Your rights do not include this" },
  screen_not_permitted: { status: 403, title: "Your user may not open the agents' dashboard" },
  mode_not_permitted: { status: 403, title: "Your user may not monitor in this mode" },
  agent_out_of_scope: { status: 403, title: "Your user may not monitor this agent" },
  self_monitoring: { status: 403, title: "Your own phone is a party of this call" },
  not_found: { status: 404, title: "There is no such thing" },
  call_not_found: { status: 404, title: "There is no such live call" },
  agent_not_found: { status: 404, title: "There is no such agent" },
  conflict: { status: 409, title: "This contradicts what is stored" },
  agent_not_in_call: { status: 409, title: "The agent is not in a call" },
  call_not_live: { status: 409, title: "The call has not been answered" },
  already_transferring: { status: 409, title: "A transfer of this call is under way" },
  no_transfer: { status: 409, title: "No transfer of this call is under way" },
  already_monitoring: { status: 409, title: "You are monitoring another call" },
  monitor_busy: { status: 409, title: "Your phone is in a call" },
  monitoring_ended: { status: 409, title: "The monitoring is over" },
  precondition_failed: { status: 412, title: "It was changed meanwhile" },
  too_large: { status: 413, title: "The request is too large" },
  range_not_satisfiable: { status: 416, title: "The range lies outside the file" },
  unsupported_media_type: { status: 415, title: "The body must be JSON" },
  idempotency_key_reused: { status: 422, title: "The key was used for another request" },
  no_matching_agent: { status: 422, title: "No agent has your e-mail" },
  monitor_voip_disabled: { status: 422, title: "Your agent's VoIP is disabled" },
  monitor_do_not_disturb: { status: 422, title: "Your phone is set to do not disturb" },
  monitor_not_registered: { status: 422, title: "Your phone is not registered" },
  target_not_found: { status: 422, title: "There is nobody to transfer to" },
  target_busy: { status: 422, title: "Whom it is to be transferred to is busy" },
  target_unavailable: { status: 422, title: "Whom it is to be transferred to cannot be reached" },
  too_many_requests: { status: 429, title: "Too many requests" },
  internal_error: { status: 500, title: "The server failed" },
  shutting_down: { status: 503, title: "The server is shutting down" },
  unavailable: { status: 503, title: "The server cannot do this now" },
} as const;

export type ProblemCode = keyof typeof problems;

export interface Problem {
  readonly code: ProblemCode;
  /** One sentence for a person, about this occurrence. */
  readonly detail?: string;
  /** Where in the request, for `invalid_request`. */
  readonly errors?: readonly RequestFault[];
  /** When it is worth asking again, s. */
  readonly retryAfterSeconds?: number;
}

export interface RequestFault {
  /** Of the field; of a file, the column. Empty where it is no single one. */
  readonly path: string;
  readonly message: string;
  /** Of a file: the line, from 1, and what kind of fault it is. */
  readonly line?: number;
  readonly code?: string;
}

export const problem = (code: ProblemCode, detail?: string): Problem =>
  detail === undefined ? { code } : { code, detail };
