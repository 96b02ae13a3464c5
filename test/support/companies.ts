import type { Test } from "tap";
import { TestTrunk } from "../../lab/phone/trunk.ts";
import { type MadeAccount, makeAccount } from "../../lab/ponto/accountCommand.ts";
import { Centre, type CentreOptions, centre } from "./centre.ts";

/** The domain of the account that the first start makes. */
export const MAIN_DOMAIN = "ponto.local";

/** One of several companies on one server. */
export interface Company {
  readonly account: MadeAccount;
  readonly centre: Centre;
}

/** The call centre of the account `main`, on a server that is to have others too: its phones name its domain. */
export const mainCentre = (test: Test, options: CentreOptions = {}): Promise<Centre> =>
  centre(test, { ...options, phones: { domain: MAIN_DOMAIN, ...options.phones } });

/** Makes an account on the server that runs, and in it a centre like the other's: the same names, extensions and number. */
export async function anotherCompany(test: Test, { server }: Centre, domain: string): Promise<Company> {
  const account = await makeAccount(server.dataDir, domain);
  await server.now.logged(
    (line) => line.event === "account_opened" && line.account === account.id,
    "the account to open",
  );
  const admin = await server.now.api.signIn(account.email, account.password, domain);
  const trunk = await TestTrunk.start({ server: server.now.sip, domain });
  test.teardown(() => trunk.close());
  const place = new Centre(test, server, admin, trunk, { domain });
  await place.open();
  return { account, centre: place };
}
