import { join } from "node:path";
import type { Kysely } from "kysely";
import type { Scheduler } from "../kernel/clock.ts";
import { rfc3339 } from "../kernel/clock.ts";
import type { Entropy } from "../kernel/entropy.ts";
import type { Log } from "../kernel/log.ts";
import { problem } from "../kernel/problem.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import type { Schema } from "../store/schema.ts";
import type { Store } from "../store/store.ts";
import type { Account, Actor } from "./account.ts";
import { Archive } from "./archive.ts";
import { AuditLog } from "./audit/auditLog.ts";
import { Seals } from "./audit/chain.ts";
import { type CollectionContext, ThingCollection } from "./configuration/collection.ts";
import { type IsPlayable, loadSettings, updateSettings } from "./configuration/settings.ts";
import { Turns } from "./configuration/turns.ts";
import { sheetsOf } from "./csv/sheets.ts";
import { DirectoryCache } from "./directory/directoryCache.ts";
import { type BindingRows, loadBindings, type StoredBinding } from "./journal/bindingStore.ts";
import { JournalStore } from "./journal/journalStore.ts";
import { finishInterrupted, type RecoverRecording } from "./journal/recover.ts";
import { WriteBehind } from "./journal/writeBehind.ts";
import { numberKind } from "./lines/numbers.ts";
import { routeKind } from "./lines/routes.ts";
import { trunkKind } from "./lines/trunks.ts";
import { agentKind } from "./people/agents.ts";
import { ApiKeys, isApiKey } from "./people/apiKeys.ts";
import { makeAdministrator } from "./people/firstStart.ts";
import { takePassword } from "./people/forgottenPassword.ts";
import { groupKind } from "./people/groups.ts";
import { handOver } from "./people/handOver.ts";
import { leaveScopes } from "./people/leaveScopes.ts";
import { changePassword } from "./people/ownPassword.ts";
import type { Passwords } from "./people/passwords.ts";
import { Door, signInAt } from "./people/signIn.ts";
import { SignIns } from "./people/signIns.ts";
import { userKind } from "./people/users.ts";
import { VoipTokens } from "./people/voipTokens.ts";
import type { Retained } from "./privacy/retention.ts";
import { loadSecrets, type Secrets } from "./secrets.ts";

const MINUTE_MS = 60_000;

export interface AccountOptions {
  readonly identity: Pick<Account, "id" | "name" | "domain">;
  readonly store: Store;
  /** Holds the secrets key and the recordings; absolute. */
  readonly dataDir: string;
  readonly log: Log;
  readonly clock: Scheduler;
  readonly entropy: Entropy;
  /** Who administers a new account; nothing is changed in one that exists. Left out: only one that exists is opened. */
  readonly admin?: { readonly email: string; readonly password?: string };
  /** One for all accounts of the server. */
  readonly passwords: Passwords;
  readonly recoverRecording: RecoverRecording;
  /** Of files that are to be the hold music. */
  readonly isPlayable: IsPlayable;
}

export interface OpenAccount extends Account {
  /** The administrator's, where the account is new and none was given. */
  readonly generatedPassword?: string;
  /** Where its users sign in. */
  readonly door: Door;
  /** Where the registrar's bindings outlive the process. */
  bindings<B extends StoredBinding>(): BindingRows<B>;
  /** Gives the administrator the password that whoever runs the server left in the account's folder, if one was left. */
  takePassword(): Promise<void>;
  /** Deletes what is older than the settings allow: recordings, report rows, audit entries. Rejects where the store does. */
  applyRetention(wallMs: number): Promise<Retained>;
}

export interface StartFailure {
  /** `secrets`: the key file; `admin`: the administrator's e-mail or password as configured; `store`: the database. */
  readonly code: "secrets" | "admin" | "store";
  /** One line for the person who starts the program. */
  readonly message: string;
}

/**
 * Opens the account in `store`: reads its configuration into memory, finishes what an interrupted process left, and
 * makes the administrator of a new account. Closing it leaves the store open.
 */
export async function openAccount(options: AccountOptions): Promise<Result<OpenAccount, StartFailure>> {
  const secrets = loadSecrets(options.dataDir);
  if (!secrets.ok) return err({ code: "secrets", message: secrets.error });
  try {
    return await start(options, secrets.value);
  } catch (error) {
    return err({ code: "store", message: `The database cannot be read: ${String(error)}` });
  }
}

async function start(options: AccountOptions, secrets: Secrets): Promise<Result<OpenAccount, StartFailure>> {
  const { store, dataDir, log, clock, entropy, passwords } = options;
  const { db } = store;
  const directory = new DirectoryCache(await loadSettings(db));
  const writer = new WriteBehind<Kysely<Schema>>(clock, log, (work) => db.transaction().execute(work));
  const country = (): string => directory.settings().country;
  const seals = new Seals(secrets.keyFor("audit"));
  const auditLog = await AuditLog.open({ db, log, clock, entropy, seals, headPath: join(dataDir, "audit.head") });
  const journal = new JournalStore({ db, log, writer, auditLog, dataDir, country });
  const audit = (actor: Actor, action: string, subject: string, detail: Record<string, unknown>): void =>
    journal.audit({ at: rfc3339(clock.wall()), actor, action, subject, detail });
  const context: CollectionContext = { db, directory, entropy, log, turns: new Turns(), audit };

  const bearersEnded = new Set<(bearerId: string) => void>();
  const ended = (bearerId: string): void => {
    for (const listener of bearersEnded) listener(bearerId);
  };
  const idleMs = (): number => directory.settings().security.idleSignOutMinutes * MINUTE_MS;
  const signIns = new SignIns({ db, clock, entropy, writer, idleMs, ended });
  const apiKeys = new ApiKeys({ context, clock, writer, ended });
  const archive = new Archive({ db, log, clock, writer, journal, auditLog, seals, directory, apiKeys, signIns });
  const tokens = new VoipTokens(secrets, directory.tokens);
  const userBearers = {
    passwordChanged: (id: string) => signIns.endAll(id),
    removed(id: string) {
      signIns.endAll(id);
      apiKeys.forgetUser(id);
    },
  };
  const rules = {
    userRules: (over: DirectoryCache) => userKind(over, passwords, userBearers),
    agentRules: (over: DirectoryCache) => agentKind(over, tokens),
    numberRules: (over: DirectoryCache) => numberKind(over),
  };
  const userRules = rules.userRules(directory);
  const users = new ThingCollection(userRules, context);
  const collections = {
    users,
    agents: new ThingCollection(rules.agentRules(directory), context),
    trunks: new ThingCollection(trunkKind(directory, secrets), context),
    numbers: new ThingCollection(rules.numberRules(directory), context),
    groups: new ThingCollection(
      groupKind(directory, (id, actor) => leaveScopes(context, users, id, actor)),
      context,
    ),
    routes: new ThingCollection(routeKind(directory), context),
  };
  for (const collection of Object.values(collections)) await collection.load();
  await apiKeys.load();
  await signIns.load();
  for (const { userId, ip } of signIns.origins()) {
    const email = directory.user(userId)?.email;
    if (email !== undefined) passwords.remember({ email, ip });
  }
  const bindings = await loadBindings(db, writer);

  const unfinished = await finishInterrupted(db, journal, options.recoverRecording);
  if (unfinished.calls + unfinished.recordings > 0) {
    log.warn({ event: "interrupted", ...unfinished }, "Finished what a process left that did not end well");
  }
  const admin = await makeAdministrator(userRules, users, context, options.admin);
  if (!admin.ok) return err({ code: "admin", message: admin.error });
  const door = new Door(context, signIns);

  return ok({
    ...options.identity,
    ...admin.value,
    door,
    ...collections,
    sheets: sheetsOf(context, { ...collections, ...rules }),
    directory,
    journal,
    updateSettings: (patch, actor) => updateSettings(context, options.isPlayable, patch, actor),
    renewVoipToken: (agentId, actor) => tokens.renew(context, agentId, actor),
    signIn: (email, password, from) => signInAt([door], passwords, { email, password, from }),
    handOver: (userId, actor) => handOver(context, users, userId, actor),
    changePassword: (bearer, change, actor) => changePassword({ context, passwords, signIns }, bearer, change, actor),
    async signOut(token) {
      signIns.endOf(token);
      await writer.flush();
    },
    async authenticate(token, attended = true) {
      const key = isApiKey(token) ? apiKeys.use(token) : undefined;
      const signIn = key === undefined ? signIns.use(token, attended) : undefined;
      const bearer = key ?? signIn;
      const user = bearer === undefined ? undefined : directory.user(bearer.userId);
      if (bearer === undefined || user === undefined) return undefined;
      return { user, id: bearer.id, signInId: signIn?.id ?? null, scopes: key?.scopes ?? null };
    },
    holds: ({ user, id, signInId }) =>
      directory.user(user.id) !== undefined && (signInId === null ? apiKeys.holds(id) : signIns.holds(id)),
    onBearerEnded(listener) {
      bearersEnded.add(listener);
      return () => bearersEnded.delete(listener);
    },
    signIns: {
      of: (userId) => signIns.of(userId),
      async end(userId, id, actor) {
        if (!signIns.end(userId, id)) return err(problem("not_found"));
        audit(actor, "session.ended", userId, { signInId: id });
        return ok(undefined);
      },
      async endAll(userId, actor, except = null) {
        signIns.endAll(userId, except);
        audit(actor, "session.ended", userId, { signInId: null });
      },
    },
    apiKeys: apiKeys.offered,
    reports: (filter, page) => journal.reports(filter, page),
    recordings: (page, filter) => journal.recordings(page, filter),
    recordingMarks: (id) => journal.recordingMarks(id),
    recording: (id) => journal.recordingWithPath(id),
    ...archive.offered,

    bindings: <B extends StoredBinding>() => bindings as BindingRows<B>,
    takePassword: () => takePassword(context, signIns, dataDir),
    troubles: () => (writer.failing ? ["store_failing"] : []),
    async close() {
      await writer.close();
      await auditLog.settled();
    },
  });
}
