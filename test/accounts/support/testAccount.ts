import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SqliteDatabase } from "kysely";
import type t from "tap";
import type { Actor, AgentInput, TrunkInput } from "../../../src/accounts/account.ts";
import type { Agent, Trunk } from "../../../src/accounts/directory/shapes.ts";
import { type AccountOptions, type OpenAccount, openAccount } from "../../../src/accounts/openAccount.ts";
import { Passwords } from "../../../src/accounts/people/passwords.ts";
import { seededEntropy } from "../../../src/kernel/entropy.ts";
import { type Log, silentLog } from "../../../src/kernel/log.ts";
import type { Problem } from "../../../src/kernel/problem.ts";
import { err, ok, type Result } from "../../../src/kernel/result.ts";
import { connectLibsql, openStore, type Store } from "../../../src/store/store.ts";
import { VirtualTime } from "../../support/virtualTime.ts";

export const actor: Actor = { userId: "user_test", email: "test@example.com", ip: "192.0.2.1" };
export const adminEmail = "admin@example.com";
export const adminPassword = "correct horse";
export const everything = { limit: 500 };

/** The value of a result that must be good. */
export function must<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

/** What refused, as `code` or `invalid_request path…`. */
export const refusal = (result: Result<unknown, Problem>): string => {
  if (result.ok) return "ok";
  const paths = result.error.errors?.map(({ path }) => path) ?? [];
  return [result.error.code, ...paths].join(" ");
};

/** Statements that a full disk does not refuse. */
const HARMLESS = /^\s*(select|with|begin|commit|rollback)/i;

/** An account in a folder of its own, on a database that can be told to fail, in virtual time. */
export class TestAccount {
  readonly dataDir: string;
  readonly time = new VirtualTime();
  readonly logged: { level: string; fields: object; message: string }[] = [];
  store!: Store;
  accounts!: OpenAccount;
  /** The code of the error that every write gets; undefined: the disk works. */
  failing: string | undefined;
  readonly #log: Log;
  #seed = 1;

  constructor(dataDir: string) {
    this.dataDir = dataDir;
    const write = (level: string) => (fields: object, message: string) =>
      void this.logged.push({ level, fields, message });
    this.#log = { ...silentLog, info: write("info"), warn: write("warn"), error: write("error") };
  }

  static async create(test: Pick<typeof t, "teardown">, options: Partial<AccountOptions> = {}): Promise<TestAccount> {
    const dataDir = await mkdtemp(join(tmpdir(), "ponto-"));
    const account = new TestAccount(dataDir);
    test.teardown(async () => {
      await account.stop();
      await rm(dataDir, { recursive: true });
    });
    await account.start(options);
    return account;
  }

  async start(options: Partial<AccountOptions> = {}): Promise<void> {
    const started = await this.tryStart(options);
    this.accounts = must(started);
  }

  async tryStart(options: Partial<AccountOptions> = {}): ReturnType<typeof openAccount> {
    this.store = must(await openStore(join(this.dataDir, "ponto.db"), (path) => this.#breakable(connectLibsql(path))));
    return openAccount({
      identity: { id: "main", name: "Ponto", domain: "ponto.test" },
      passwords: await Passwords.create(this.time),
      store: this.store,
      dataDir: this.dataDir,
      log: this.#log,
      clock: this.time,
      entropy: seededEntropy(this.#seed++),
      admin: { email: adminEmail, password: adminPassword },
      recoverRecording: async () => undefined,
      isPlayable: async (file) => (file === "tune.wav" ? ok(undefined) : err("is not there")),
      ...options,
    });
  }

  async stop(): Promise<void> {
    await this.accounts?.close();
    await this.store.close();
  }

  /** Stops as `kill -9` does: what waits is not written. */
  async kill(): Promise<void> {
    await this.store.close();
  }

  async restart(options: Partial<AccountOptions> = {}): Promise<void> {
    await this.stop();
    await this.start(options);
  }

  agent(name: string, input: Partial<AgentInput> = {}): Promise<Agent> {
    return this.accounts.agents.create({ name, email: `${name}@example.com`, ...input }, actor).then(must);
  }

  trunk(name: string, input: Partial<TrunkInput> = {}): Promise<Trunk> {
    return this.accounts.trunks
      .create({ name, host: "sip.example.com", transport: "udp", auth: "ip", ...input }, actor)
      .then(must);
  }

  #breakable(database: SqliteDatabase): SqliteDatabase {
    return {
      close: () => database.close(),
      prepare: (sql) => {
        if (this.failing !== undefined && !HARMLESS.test(sql)) {
          throw Object.assign(new Error("database or disk is full"), { code: this.failing });
        }
        return database.prepare(sql);
      },
    };
  }
}
