import { parseCSeq, parseNameAddr, parseVia } from "./fields.ts";
import type { Fault } from "./framing.ts";
import type { Headers } from "./headers.ts";

type WellFormed = (value: string) => boolean;

const isAddress: WellFormed = (value) => parseNameAddr(value) !== undefined;

/** RFC 3261 §8.1.1: what every message carries. Max-Forwards may be missing, as in RFC 2543. */
const mandatory: readonly (readonly [name: string, wellFormed: WellFormed])[] = [
  ["Via", (value) => parseVia(value) !== undefined],
  ["From", isAddress],
  ["To", isAddress],
  // A Call-ID is only ever compared, so any visible characters will do.
  ["Call-ID", (value) => /^[\x21-\x7e]+$/.test(value)],
  ["CSeq", (value) => parseCSeq(value) !== undefined],
];

/** Lists of addresses; their lengths are bounded, since each entry may cost a run of the grammar. */
const addressLists = ["Contact", "Route", "Record-Route"] as const;
const MAX_ADDRESSES = 20;

/** The first thing wrong with the fields on which dialogs, transactions and routing depend; of Via only the topmost is read. */
export function fieldFault(headers: Headers): Fault | undefined {
  for (const [name, wellFormed] of mandatory) {
    const value = headers.get(name);
    if (value === undefined) return bad(`Missing ${name}`);
    if (!wellFormed(value)) return bad(`Malformed ${name}`);
  }
  for (const name of addressLists) {
    const values = headers.all(name);
    if (values.length > MAX_ADDRESSES) return bad(`Too many ${name} values`);
    // §10.3: "*" stands alone.
    if (name === "Contact" && values.length === 1 && values[0] === "*") continue;
    if (!values.every(isAddress)) return bad(`Malformed ${name}`);
  }
  return maxForwardsFault(headers.get("Max-Forwards"));
}

/** §20.22: an integer from 0 to 255; leading zeros are allowed (RFC 4475 §3.1.1.1). */
const maxForwardsFault = (value: string | undefined): Fault | undefined =>
  value === undefined || (/^\d{1,10}$/.test(value) && Number(value) <= 255) ? undefined : bad("Malformed Max-Forwards");

const bad = (reason: string): Fault => ({ status: 400, reason });
