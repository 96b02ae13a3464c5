/**
 * Keys in INFO requests: `application/dtmf-relay` (`Signal=5` and `Duration=160` lines) or `application/dtmf` (the bare key).
 * Neither has an RFC; both are what phones send.
 */
import type { InfoBody } from "../../sip/dialog/usage.ts";

/** A key and how long it was pressed, ms. */
export interface InfoPress {
  readonly key: string;
  readonly durationMs: number;
}

/** Where the phone does not say: as long as phones say that do. */
const USUAL_MS = 160;
/** No person holds a key down for longer. */
const LONGEST_MS = 10_000;

/** The key that an INFO tells of, if it does. */
export function pressOfInfo(contentType: string, body: string): InfoPress | undefined {
  const key = keyOfInfo(contentType, body);
  if (key === undefined) return undefined;
  const duration = /^\s*duration\s*=\s*(\d{1,9})\s*$/im.exec(body)?.[1];
  return { key, durationMs: duration === undefined ? USUAL_MS : Math.min(LONGEST_MS, Number(duration)) };
}

export function keyOfInfo(contentType: string, body: string): string | undefined {
  const type = contentType.split(";", 1)[0]!.trim().toLowerCase();
  if (type === "application/dtmf-relay") return /^\s*signal\s*=\s*([0-9A-D*#])\s*$/im.exec(body)?.[1]?.toUpperCase();
  if (type === "application/dtmf") return /^\s*([0-9A-D*#])\s*$/i.exec(body)?.[1]?.toUpperCase();
  return undefined;
}

/** What an INFO says of a key: the form that tells its duration, and the other for who does not read it. */
export const infoOfPress = ({ key, durationMs }: InfoPress): readonly InfoBody[] => [
  { contentType: "application/dtmf-relay", text: `Signal=${key}\r\nDuration=${durationMs}\r\n` },
  { contentType: "application/dtmf", text: key },
];
