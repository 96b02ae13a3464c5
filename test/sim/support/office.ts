/** The people of most simulations, and a call among them. */
import type { Agent, Trunk, User } from "../../../src/accounts/directory/shapes.ts";
import { type CentreOptions, SimCentre } from "./centre.ts";
import type { SimPhone, SimPhoneOptions } from "./phone.ts";
import type { PhoneCall } from "./phoneCall.ts";

export const NUMBER = "1130004000";

/** The usual place: a customer's trunk with a number that rings Ana, Bruno beside her, the supervisors Clara and Davi. */
export interface Office {
  readonly place: SimCentre;
  readonly trunk: Trunk;
  readonly customer: SimPhone;
  readonly ana: Agent;
  readonly anaPhone: SimPhone;
  readonly bruno: Agent;
  readonly brunoPhone: SimPhone;
  readonly clara: User;
  readonly claraPhone: SimPhone;
  readonly davi: User;
  readonly daviPhone: SimPhone;
}

export type OfficePhone = "customer" | "ana" | "bruno" | "clara" | "davi";

export async function office(
  options: CentreOptions = {},
  phones: Partial<Record<OfficePhone, Partial<SimPhoneOptions>>> = {},
): Promise<Office> {
  const place = await SimCentre.open(options);
  const { account } = place;
  const trunk = account.trunk("Operadora", "10.2.0.1");
  const [ana, bruno] = [account.agent("Ana", "1001"), account.agent("Bruno", "1002")];
  const [claraAgent, daviAgent] = [account.agent("Clara", "1003"), account.agent("Davi", "1004")];
  account.number(NUMBER, ana);
  account.route("0", [trunk], { strip: 1 });
  const made = {
    place,
    trunk,
    ana,
    bruno,
    clara: account.user("Clara"),
    davi: account.user("Davi"),
    customer: await place.trunk("10.2.0.1", phones.customer),
    anaPhone: await place.phone(ana, "10.1.0.1", phones.ana),
    brunoPhone: await place.phone(bruno, "10.1.0.2", phones.bruno),
    claraPhone: await place.phone(claraAgent, "10.1.0.3", phones.clara),
    daviPhone: await place.phone(daviAgent, "10.1.0.4", phones.davi),
  };
  await place.ready();
  return made;
}

/** The customer calls the number; both parties are connected. */
export async function inboundCall({
  place,
  customer,
  anaPhone,
}: Office): Promise<{ ours: PhoneCall; theirs: PhoneCall }> {
  const before = anaPhone.calls.length;
  const ours = customer.dial(NUMBER);
  await place.until("the call to be up", () => {
    const theirs = anaPhone.calls.slice(before).find(({ connectedAt }) => connectedAt !== undefined);
    return ours.state === "connected" && theirs !== undefined;
  });
  return { ours, theirs: anaPhone.call };
}
