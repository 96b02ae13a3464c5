import {
  described,
  email,
  flag,
  id,
  line,
  listOf,
  name,
  named,
  nullable,
  object,
  oneOf,
  patchOf,
  ref,
  type Schema,
} from "./schema.ts";

const rights = {
  profiles: object({ analytics: flag, financial: flag }),
  screens: object({ agentsDashboard: flag }),
  monitoring: object({
    passive: flag,
    semiActive: flag,
    active: flag,
    groupIds: described("The groups whose agents may be monitored; null: every agent.", nullable(listOf(id))),
  }),
};

export const userSchema = named(
  "User",
  object({ id, email, name, role: oneOf("administrator", "restricted"), ...rights }),
);

const password: Schema = { type: "string", minLength: 1, maxLength: 1_000 };

const givenRights = {
  profiles: patchOf(rights.profiles),
  screens: patchOf(rights.screens),
  monitoring: patchOf(rights.monitoring),
};

/** A right that is not given is not held. */
export const newUser = object({ email, name, password, ...givenRights }, ["profiles", "screens", "monitoring"]);
export const userPatch = patchOf(newUser);

/** Any text will do: what is no e-mail is merely wrong. */
export const credentials = object({ email: line, password });
export const signedIn = object({ token: { type: "string" }, user: ref(userSchema) });

export const apiKeySchema = named("ApiKey", object({ id, name, userId: id, createdAt: { type: "string" } }));
export const newApiKey = object({ name, userId: id }, ["userId"]);
export const shownApiKey = named(
  "NewApiKey",
  object({ id, name, userId: id, createdAt: { type: "string" }, key: { type: "string" } }),
);
