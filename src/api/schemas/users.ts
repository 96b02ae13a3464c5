import { email, flag, id, line, name, named, object, oneOf, patchOf, ref, type Schema } from "./schema.ts";

const right: Schema = { ...flag, default: false };
const rights = {
  profiles: { ...object({ analytics: right, financial: right }), default: {} },
  screens: { ...object({ agentsDashboard: right }), default: {} },
  monitoring: { ...object({ passive: right, semiActive: right, active: right }), default: {} },
};

export const userSchema = named(
  "User",
  object({ id, email, name, role: oneOf("administrator", "restricted"), ...rights }),
);

const password: Schema = { type: "string", minLength: 1, maxLength: 1_000 };

export const newUser = object({ email, name, password, ...rights });
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
