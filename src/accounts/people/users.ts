import { type Problem, problem } from "../../kernel/problem.ts";
import { err, ok, type Result } from "../../kernel/result.ts";
import type { UserInput } from "../account.ts";
import type { Kind } from "../configuration/collection.ts";
import { Reading, type TextRule } from "../configuration/reading.ts";
import { type DirectoryCache, emailKey } from "../directory/directoryCache.ts";
import type { Rights, User } from "../directory/shapes.ts";
import { MAX_PASSWORD, passwordFault } from "./passwordRules.ts";
import type { Passwords } from "./passwords.ts";

/** RFC 5321 §4.5.3.1 gives the lengths; whether somebody reads it, only a letter can tell. */
export const emailRule: TextRule = {
  max: 254,
  pattern: /^[^\s@<>,;:"]{1,64}@[^\s@<>,;:"]+$/,
  what: "an e-mail address",
};

const readRights = (reading: Reading, readGroup: (value: unknown) => Result<string, string>): Rights => {
  const profiles = reading.inside("profiles");
  const monitoring = reading.inside("monitoring");
  return {
    profiles: { analytics: profiles.flag("analytics", false), financial: profiles.flag("financial", false) },
    screens: { agentsDashboard: reading.inside("screens").flag("agentsDashboard", false) },
    monitoring: {
      passive: monitoring.flag("passive", false),
      semiActive: monitoring.flag("semiActive", false),
      active: monitoring.flag("active", false),
      groupIds: monitoring.list("groupIds", 0, 1_000, readGroup, null),
    },
  };
};

/** A password that somebody chose for `owner`. */
export function readPassword<F = never>(
  reading: Reading,
  owner: Pick<User, "email" | "name">,
  ...fallback: [] | [F]
): string | F {
  const password = reading.text("password", { max: MAX_PASSWORD }, ...fallback);
  // What was not given, or is at fault already.
  if (typeof password !== "string" || password === "") return password;
  const weakness = passwordFault(password, owner);
  if (weakness !== undefined) reading.fault("password", weakness);
  return password;
}

/** The administrator's rights: all of them. */
export const allRights: Rights = {
  profiles: { analytics: true, financial: true },
  screens: { agentsDashboard: true },
  monitoring: { passive: true, semiActive: true, active: true, groupIds: null },
};

const rightsOf = ({ profiles, screens, monitoring }: Rights): Rights => ({ profiles, screens, monitoring });

/** Rights as they are stored. Rows from before scopes were say nothing of them: every agent. */
function storedRights(text: string): Rights {
  const rights = JSON.parse(text) as Rights;
  return { ...rights, monitoring: { ...rights.monitoring, groupIds: rights.monitoring.groupIds ?? null } };
}

/** Users: e-mails are unique without case, and exactly one is the administrator, who can be neither removed nor restricted. */
export function userKind(
  directory: DirectoryCache,
  passwords: Passwords,
  bearers: { passwordChanged(userId: string): void; removed(userId: string): void },
): Kind<User, UserInput, "users"> {
  const readGroup = (value: unknown): Result<string, string> =>
    typeof value === "string" && directory.group(value) !== undefined ? ok(value) : err("names no group");

  return {
    noun: "user",
    table: "users",
    shelf: directory.userShelf,
    announced: "user",
    auditAction: "permission.changed",
    auditDetail: (user) => ({ email: user.email, role: user.role, ...rightsOf(user) }),
    asInput: (user) => ({ email: user.email, name: user.name, password: undefined, ...rightsOf(user) }),

    make(id, input, before): Result<User, Problem> {
      const reading = new Reading(input);
      const role = before?.role ?? "restricted";
      const user: User = {
        id,
        email: reading.text("email", emailRule),
        name: reading.text("name", {}),
        role,
        ...readRights(reading, readGroup),
      };
      const password = readPassword(reading, user, ...(before === undefined ? [] : [undefined]));
      const read = reading.result(user);
      if (!read.ok) return read;
      const namesake = directory.userShelf.all().find((other) => emailKey(other.email) === emailKey(user.email));
      if (namesake !== undefined && namesake.id !== id) {
        return err(problem("conflict", "Another user has this e-mail."));
      }
      // Whoever gets hold of the administrator's cookie, or of a key that may write users, does not get the account with it.
      if (role === "administrator" && before !== undefined && password !== undefined) {
        return err(problem("conflict", "The administrator's password is changed by whoever knows the present one."));
      }
      if (role === "administrator" && JSON.stringify(rightsOf(user)) !== JSON.stringify(allRights)) {
        return err(problem("conflict", "The administrator holds every right."));
      }
      return read;
    },

    async columns(user, input) {
      const { password } = input as Partial<UserInput>;
      return {
        email: user.email,
        email_key: emailKey(user.email),
        name: user.name,
        role: user.role,
        rights: JSON.stringify(rightsOf(user)),
        ...(typeof password === "string" && { password_hash: await passwords.hash(password) }),
      };
    },

    fromRow: (row) => ({
      id: row.id,
      email: row.email,
      name: row.name,
      role: row.role as User["role"],
      ...storedRights(row.rights),
    }),

    mayRemove: (user) =>
      user.role === "administrator" ? problem("conflict", "The administrator cannot be removed.") : undefined,

    settle(id, user, columns) {
      // Who is gone, or has a new password, is signed out everywhere.
      if (user === undefined) bearers.removed(id);
      else if (columns.password_hash !== undefined) bearers.passwordChanged(id);
    },
  };
}
