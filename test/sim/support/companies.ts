/** Two companies on one exchange, with the same extensions and a phone at each. */
import type { Agent, User } from "../../../src/accounts/directory/shapes.ts";
import { tone } from "../../media/support/signals.ts";
import { type CentreOptions, type Company, DOMAIN, SimCentre } from "./centre.ts";
import type { SimPhone } from "./phone.ts";
import type { PhoneCall } from "./phoneCall.ts";

/** An agent with a registered phone. */
export interface Seat {
  readonly agent: Agent;
  readonly phone: SimPhone;
}

/** A company of 1001, 1002 and the supervisor's 1003. */
export interface StaffedCompany extends Company {
  readonly first: Seat;
  readonly second: Seat;
  readonly supervisor: Seat & { readonly user: User };
}

export interface Companies {
  readonly place: SimCentre;
  /** The exchange's first account; its domain is the server's own. */
  readonly alfa: StaffedCompany;
  readonly beta: StaffedCompany;
}

/** What the companies' phones say, Hz: each a pitch of its own. */
export const PITCH = { Ana: 500, Bruno: 900, Bela: 1700, Bento: 2600 } as const;

export async function companies(options: CentreOptions = {}): Promise<Companies> {
  const place = await SimCentre.open(options);
  const first = { account: place.account, pbx: place.pbx, domain: DOMAIN };
  const second = place.company("beta");
  const alfa = await staffed(place, first, ["Ana", "Bruno", "Clara"], "10.1.0");
  const beta = await staffed(place, second, ["Bela", "Bento", "Celia"], "10.1.1");
  return { place, alfa, beta };
}

async function staffed(
  place: SimCentre,
  company: Company,
  names: readonly [string, string, string],
  network: string,
): Promise<StaffedCompany> {
  const seats: Seat[] = [];
  for (const [i, name] of names.entries())
    seats.push(await seat(place, company, name, `${1001 + i}`, `${network}.${i + 1}`));
  const [first, second, third] = seats as [Seat, Seat, Seat];
  return { ...company, first, second, supervisor: { ...third, user: company.account.user(names[2]) } };
}

/** One more agent of a company, with a registered phone. */
export async function seat(
  place: SimCentre,
  { account, domain }: Company,
  name: string,
  extension: string,
  address: string,
): Promise<Seat> {
  const agent = account.agent(name, extension);
  const voice = name in PITCH ? { voice: tone(PITCH[name as keyof typeof PITCH]) } : {};
  return { agent, phone: await place.phone(agent, address, { domain, ...voice }) };
}

/** The phone dials; both ends are connected. */
export async function callBetween(
  place: SimCentre,
  from: SimPhone,
  to: SimPhone,
  number: string,
): Promise<{ ours: PhoneCall; theirs: PhoneCall }> {
  const before = to.calls.length;
  const ours = from.dial(number);
  await place.until("the call to be up", () => ours.state === "connected" && to.calls[before]?.state === "connected");
  return { ours, theirs: to.calls[before]! };
}
