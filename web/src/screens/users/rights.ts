import type { Schema } from "../../../../client/ponto.ts";
import type { PatchOf } from "../../api/collections.ts";

export type User = Schema<"User">;

/** What may be given to a user, in the order of the columns. */
export const rights = [
  { section: "profiles", name: "analytics" },
  { section: "profiles", name: "financial" },
  { section: "screens", name: "agentsDashboard" },
  { section: "monitoring", name: "passive" },
  { section: "monitoring", name: "semiActive" },
  { section: "monitoring", name: "active" },
] as const;

export type Right = (typeof rights)[number];
export const sections = ["profiles", "screens", "monitoring"] as const;

export const rightsIn = (section: Right["section"]): readonly Right[] =>
  rights.filter((right) => right.section === section);

export const holds = (user: User, { section, name }: Right): boolean =>
  (user[section] as Readonly<Record<string, unknown>>)[name] === true;

/** What is sent to give one right, or to take it away. */
export const patchFor = ({ section, name }: Right, held: boolean): PatchOf<"/v1/users"> => ({
  [section]: { [name]: held },
});
