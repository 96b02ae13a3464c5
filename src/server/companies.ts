import { Turns } from "../accounts/configuration/turns.ts";
import type { Entry } from "../accounts/register/entry.ts";
import { OpenAccounts } from "../accounts/register/openAccounts.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import { type Company, type Ground, openCompany } from "./company.ts";
import type { StartFault } from "./fault.ts";

/** Lets an account's phones and people in. @returns what hangs up its calls and shows its people out. */
export type Admit = (company: Company) => () => Promise<void>;

interface Served {
  readonly company: Company;
  /** Undefined before anybody is let in. */
  end: (() => Promise<void>) | undefined;
}

/** The accounts that are served, as the register has them; they come and go while calls of others run. */
export class Companies {
  readonly accounts: OpenAccounts;
  readonly #ground: Ground;
  readonly #turns = new Turns();
  /** By id, in the order of the register. */
  #served = new Map<string, Served>();
  #unavailable = new Map<string, StartFault>();
  #admit: Admit | undefined;
  #staying = false;

  private constructor(ground: Ground) {
    this.#ground = ground;
    this.accounts = new OpenAccounts(ground.passwords, ground.log);
  }

  /** Opens what the entries name. One that cannot be opened keeps no other from it; where none can, there is no server. */
  static async open(ground: Ground, entries: readonly Entry[]): Promise<Result<Companies, StartFault>> {
    const companies = new Companies(ground);
    await companies.follow(entries);
    const [fault] = companies.#unavailable.values();
    return companies.#served.size > 0 || fault === undefined ? ok(companies) : err(fault);
  }

  get all(): readonly Company[] {
    return [...this.#served.values()].map(({ company }) => company);
  }

  /** Accounts of the register that could not be opened. */
  get unavailable(): number {
    return this.#unavailable.size;
  }

  /** From now on people and phones are let in, also to those that are opened later. */
  admit(admit: Admit): void {
    this.#admit = admit;
    for (const served of this.#served.values()) served.end ??= admit(served.company);
  }

  /** Closes what is not to be served any more, opens what is; what was unavailable is tried again. Takes passwords that were left. */
  follow(entries: readonly Entry[]): Promise<void> {
    return this.#turns.take(() => this.#follow(entries));
  }

  /** From now on the register is followed no more. Resolves when nothing is being opened or closed. */
  stay(): Promise<void> {
    this.#staying = true;
    return this.#turns.take(async () => undefined);
  }

  /** Closes all of them, which must stay. Their calls must be over. */
  async close(): Promise<void> {
    for (const { company } of this.#served.values()) await company.close();
  }

  async #follow(entries: readonly Entry[]): Promise<void> {
    if (this.#staying) return;
    const wanted = entries.filter(({ disabledAt }) => disabledAt === null);
    await this.#keep(wanted);
    const served = new Map<string, Served>();
    const unavailable = new Map<string, StartFault>();
    for (const entry of wanted) {
      const open = this.#served.get(entry.id) ?? (await this.#open(entry, unavailable));
      if (open !== undefined) served.set(entry.id, open);
    }
    this.#served = served;
    this.#unavailable = unavailable;
    this.accounts.serve(this.all.map(({ account }) => account));
    if (this.#admit !== undefined) this.admit(this.#admit);
    for (const { account } of this.all) await account.takePassword();
  }

  async #open(entry: Entry, unavailable: Map<string, StartFault>): Promise<Served | undefined> {
    const { log } = this.#ground;
    const opened = await openCompany(this.#ground, entry);
    if (opened.ok) {
      // At the start, whoever reads the log is told that the server is ready.
      if (this.#admit !== undefined)
        log.info({ event: "account_opened", account: entry.id, domain: entry.domain }, "an account is served");
      return { company: opened.value, end: undefined };
    }
    unavailable.set(entry.id, opened.error);
    const { code, message: reason } = opened.error;
    log.error(
      { event: "account_unavailable", account: entry.id, domain: entry.domain, code, reason },
      "an account cannot be served",
    );
    return undefined;
  }

  /** Closes all but these. Their people are out at once, their calls hung up; only then is the database closed. */
  async #keep(wanted: readonly Entry[]): Promise<void> {
    const gone = [...this.#served.values()].filter(
      ({ company }) => !wanted.some((entry) => isSame(entry, company.entry)),
    );
    for (const { company } of gone) this.#served.delete(company.entry.id);
    this.accounts.serve(this.all.map(({ account }) => account));
    await Promise.all(gone.map((served) => this.#end(served)));
  }

  async #end({ company, end }: Served): Promise<void> {
    await end?.();
    await company.close();
    const { id, domain } = company.entry;
    this.#ground.log.info({ event: "account_closed", account: id, domain }, "an account is no longer served");
  }
}

/** Whether what is served is what the register means: another name or domain is as good as another account. */
const isSame = (a: Entry, b: Entry): boolean => a.id === b.id && a.domain === b.domain && a.name === b.name;
