import type { Headers } from "./headers.ts";

/** A request as it stands on the wire, headers in canonical long names, unfolded, one value an entry. */
export interface SipRequest {
  readonly kind: "request";
  readonly method: string;
  /** The Request-URI as it was written. */
  readonly uri: string;
  readonly headers: Headers;
  readonly body: Uint8Array;
}

export interface SipResponse {
  readonly kind: "response";
  readonly status: number;
  readonly reason: string;
  readonly headers: Headers;
  readonly body: Uint8Array;
}

export type SipMessage = SipRequest | SipResponse;

export const noBody: Uint8Array = new Uint8Array(0);

export const textBody = (text: string): Uint8Array => Buffer.from(text, "utf8");
export const bodyText = (message: SipMessage): string => Buffer.from(message.body).toString("utf8");
