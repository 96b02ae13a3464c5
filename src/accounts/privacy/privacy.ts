/** The rights of a person whom the account keeps something of, and how long it is kept. */
import type { Clock } from "../../kernel/clock.ts";
import { rfc3339 } from "../../kernel/clock.ts";
import type { Log } from "../../kernel/log.ts";
import { type Problem, problem } from "../../kernel/problem.ts";
import { err, ok, type Result } from "../../kernel/result.ts";
import type { Actor, ApiKey, SignIn } from "../account.ts";
import { type AuditRecord, recordOf, type Seals } from "../audit/chain.ts";
import type { Verification } from "../audit/verification.ts";
import { storing } from "../configuration/storing.ts";
import { Turns } from "../configuration/turns.ts";
import type { DirectoryCache } from "../directory/directoryCache.ts";
import type { Agent, User } from "../directory/shapes.ts";
import type { AuditEntry, RecordingRow, ReportRow } from "../journal/journal.ts";
import type { WriteBehind } from "../journal/writeBehind.ts";
import { type Erasure, erase } from "./erasure.ts";
import { askedOf, customerOf, type Member, type Person, type PersonAsked } from "./person.ts";
import { callsOf, entriesAbout, isLive, type RecordsWorld, recordingOfCall, transfersOf } from "./records.ts";
import { type Retained, retain } from "./retention.ts";

export interface PrivacyWorld extends RecordsWorld {
  readonly writer: Pick<WriteBehind<never>, "flush">;
  readonly directory: Pick<DirectoryCache, "agent" | "agentByEmail" | "user" | "userByEmail" | "settings">;
  readonly seals: Seals;
  readonly clock: Clock;
  readonly log: Log;
  signInsOf(userId: string): readonly SignIn[];
  apiKeysOf(userId: string): readonly ApiKey[];
}

/** One thing that is kept of a person. */
export type PersonalThing =
  | { readonly type: "user"; readonly user: User }
  | { readonly type: "agent"; readonly agent: Agent }
  | { readonly type: "signIn"; readonly signIn: SignIn }
  | { readonly type: "apiKey"; readonly apiKey: ApiKey }
  | { readonly type: "call"; readonly call: ReportRow }
  /** `audio`: where the API answers its sound. */
  | { readonly type: "recording"; readonly recording: RecordingRow; readonly audio: string }
  | { readonly type: "audit"; readonly entry: AuditRecord };

const nobody: Actor = { userId: null, email: null, ip: null };

export class Privacy {
  readonly #world: PrivacyWorld;
  /** What is being erased or cut off is neither exported nor verified meanwhile. */
  readonly #turns = new Turns();

  constructor(world: PrivacyWorld) {
    this.#world = world;
  }

  /** Everything that is kept of a person, as it is read. What the store refuses later rejects the reading. */
  async export(asked: PersonAsked, actor: Actor): Promise<Result<AsyncIterable<PersonalThing>, Problem>> {
    const person = await this.#person(asked);
    if (!person.ok) return person;
    if (person.value.is === "member" && !this.#isKnown(person.value)) return err(problem("not_found"));
    this.#world.journal.audit(this.#entry(actor, "privacy.exported", person.value.id, {}));
    await this.#world.writer.flush();
    return ok(this.#thingsOf(person.value));
  }

  /** Takes a person out of what is kept. Who is an agent or a user still must be deleted before. */
  async erase(asked: PersonAsked, actor: Actor): Promise<Result<Erasure, Problem>> {
    const person = await this.#person(asked);
    if (!person.ok) return person;
    const { directory, log, writer } = this.#world;
    const { value } = person;
    if (value.is === "member") {
      if (directory.agent(value.agentId ?? "") !== undefined)
        return err(problem("conflict", "Delete the agent first."));
      if (directory.user(value.userId ?? "") !== undefined) return err(problem("conflict", "Delete the user first."));
    }
    const erased = await storing(log, () =>
      this.#turns.take(async () => {
        await writer.flush();
        if (await isLive(this.#world, value)) return undefined;
        const entry = this.#entry.bind(this);
        return erase({ ...this.#world, entry }, value, actor);
      }),
    );
    if (!erased.ok) return erased;
    return erased.value === undefined ? err(problem("conflict", "A call of this person goes on.")) : ok(erased.value);
  }

  /** Goes through the audit log. */
  verify(): Promise<Result<Verification, Problem>> {
    const { log, auditLog, writer } = this.#world;
    return storing(log, () =>
      this.#turns.take(async () => {
        await writer.flush();
        return auditLog.verify();
      }),
    );
  }

  /** Deletes what is older than the settings allow. Rejects where the store does. */
  retain(wallMs: number): Promise<Retained> {
    const { directory, db, journal, seals } = this.#world;
    return this.#turns.take(async () => {
      const retained = await retain({ db, journal, seals }, directory.settings(), wallMs);
      for (const { what, ...detail } of retained) journal.audit(this.#entry(nobody, "retention.applied", what, detail));
      return retained;
    });
  }

  #entry(actor: Actor, action: string, subject: string, detail: Record<string, unknown>): AuditEntry {
    return { at: rfc3339(this.#world.clock.wall()), actor, action, subject, detail };
  }

  async #person(asked: PersonAsked): Promise<Result<Person, Problem>> {
    const { directory, seals, log, writer } = this.#world;
    const one = askedOf(asked);
    if (!one.ok) return one;
    const { field, value } = one.value;
    if (field === "number") return customerOf(value, directory.settings().country, seals);
    await writer.flush();
    return storing(log, () => this.#member(field, value));
  }

  /** Who is both agent and user is one person. Of who has been deleted the log may know the e-mail. */
  async #member(field: "agentId" | "userId", id: string): Promise<Member> {
    const { directory } = this.#world;
    const one = field === "agentId" ? directory.agent(id) : directory.user(id);
    if (one === undefined) {
      const emails = await this.#formerEmails(id);
      return { is: "member", id, agentId: undefined, userId: undefined, [field]: id, emails };
    }
    const agent = field === "agentId" ? directory.agent(id) : directory.agentByEmail(one.email);
    const user = field === "userId" ? directory.user(id) : directory.userByEmail(one.email);
    return {
      is: "member",
      id,
      agentId: agent?.id,
      userId: user?.id,
      emails: new Set([one.email.toLowerCase()]),
    };
  }

  async #formerEmails(id: string): Promise<Set<string>> {
    const { auditLog, directory } = this.#world;
    const emails = new Set<string>();
    for (const filter of [{ userId: id }, { subject: id }])
      for await (const { actor, subject, detail } of auditLog.records(filter)) {
        const email = subject === id ? detail.email : actor.email;
        if (typeof email === "string") emails.add(email.toLowerCase());
      }
    // An e-mail that somebody else has now is somebody else's.
    for (const email of emails)
      if (directory.userByEmail(email) !== undefined || directory.agentByEmail(email) !== undefined)
        emails.delete(email);
    return emails;
  }

  #isKnown({ agentId, userId, emails }: Member): boolean {
    const { directory } = this.#world;
    return (
      emails.size > 0 || directory.agent(agentId ?? "") !== undefined || directory.user(userId ?? "") !== undefined
    );
  }

  async *#thingsOf(person: Person): AsyncGenerator<PersonalThing> {
    const { directory, signInsOf, apiKeysOf } = this.#world;
    if (person.is === "member") {
      const user = directory.user(person.userId ?? "");
      const agent = directory.agent(person.agentId ?? "");
      if (user !== undefined) {
        yield { type: "user", user };
        for (const signIn of signInsOf(user.id)) yield { type: "signIn", signIn };
        for (const apiKey of apiKeysOf(user.id)) yield { type: "apiKey", apiKey };
      }
      if (agent !== undefined) yield { type: "agent", agent };
    }
    for await (const call of callsOf(this.#world, person)) yield* this.#callAndRecording(call);
    for await (const call of transfersOf(this.#world, person)) yield* this.#callAndRecording(call);
    for await (const row of entriesAbout(this.#world, person)) yield { type: "audit", entry: recordOf(row) };
  }

  async *#callAndRecording(call: ReportRow): AsyncGenerator<PersonalThing> {
    yield { type: "call", call };
    const recording = await recordingOfCall(this.#world, call);
    if (recording !== undefined) yield { type: "recording", recording, audio: `/v1/recordings/${recording.id}/audio` };
  }
}
