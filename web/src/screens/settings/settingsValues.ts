import type { AccountSettings } from "../../api/settings.ts";

/** What stands in the fields: numbers that may be empty as a number input keeps them. */
type Blank<T> = T extends number | null ? number | "" : T extends string | null ? string : T;
export type SettingsValues = {
  readonly [Area in keyof AccountSettings]: AccountSettings[Area] extends object
    ? { readonly [Name in keyof AccountSettings[Area]]: Blank<AccountSettings[Area][Name]> }
    : Blank<AccountSettings[Area]>;
};

type Tree = { readonly [name: string]: unknown };

/** Every value of a tree, changed alike. */
const each = (tree: Tree, change: (value: unknown) => unknown): Tree =>
  Object.fromEntries(
    Object.entries(tree).map(([name, value]) => [
      name,
      typeof value === "object" && value !== null ? each(value as Tree, change) : change(value),
    ]),
  );

export const valuesOf = (settings: AccountSettings | null): SettingsValues =>
  each(settings ?? {}, (value) => value ?? "") as SettingsValues;

/** What is empty is nothing; what cannot be nothing becomes what it is by default. */
export const bodyOf = (values: SettingsValues): object =>
  each(values, (value) => (value === "" ? null : typeof value === "string" ? value.trim() : value));

const limits = {
  recordingRetentionDays: ({ recording }: SettingsValues) => recording.retentionDays,
  reportRetentionDays: ({ privacy }: SettingsValues) => privacy.reportRetentionDays,
  auditRetentionDays: ({ privacy }: SettingsValues) => privacy.auditRetentionDays,
} as const;

/** The limits that were made shorter: saving them deletes what is older. */
export const shortened = (before: SettingsValues, now: SettingsValues): (keyof typeof limits)[] =>
  (Object.keys(limits) as (keyof typeof limits)[]).filter((name) => {
    const [was, is] = [limits[name](before), limits[name](now)];
    return is !== "" && (was === "" || is < was);
  });
