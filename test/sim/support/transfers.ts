/** What the simulations of transfers look at. */
import { tone } from "../../media/support/signals.ts";
import type { CentreOptions } from "./centre.ts";
import { type Office, office } from "./office.ts";
import type { SimPhone } from "./phone.ts";
import type { PhoneCall } from "./phoneCall.ts";

/** Everybody speaks a pitch of their own, Hz. */
export const PITCH = { customer: 440, ana: 1000, bruno: 2600, clara: 3100 } as const;

export const uri = (user: string): string => `sip:${user}@ponto.example`;

/** The usual office, in which everybody can be told by the ear. */
export const talkingOffice = (options: CentreOptions = {}): Promise<Office> =>
  office(options, {
    customer: { voice: tone(PITCH.customer) },
    ana: { voice: tone(PITCH.ana) },
    bruno: { voice: tone(PITCH.bruno) },
  });

/** The phone's call that is up, and began after `before` others. */
export async function connected({ place }: Office, phone: SimPhone, before: number): Promise<PhoneCall> {
  const up = () => phone.calls.slice(before).find(({ connectedAt }) => connectedAt !== undefined);
  await place.until("a phone to be connected", () => up() !== undefined);
  return up()!;
}

/** Whether what a phone was sent from `from` on is one stream: numbers and time stamps without a break. */
export function isOneStream(heard: readonly { sequence: number; timestamp: number; at: number }[]): boolean {
  return heard.every((packet, i) => {
    const last = heard[i - 1];
    if (last === undefined) return true;
    return ((packet.sequence - last.sequence) & 0xffff) === 1 && (packet.timestamp - last.timestamp) >>> 0 < 160_000;
  });
}
