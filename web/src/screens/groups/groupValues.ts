import type { Schema } from "../../../../client/ponto.ts";

type Group = Schema<"Group">;

/** What stands in the fields of a group. */
export interface GroupValues {
  readonly name: string;
  readonly extension: string;
  readonly strategy: Group["strategy"];
  readonly ringSeconds: number | "";
  readonly agentIds: readonly string[];
}

export const valuesOf = (group: Group | null): GroupValues => ({
  name: group?.name ?? "",
  extension: group?.extension ?? "",
  strategy: group?.strategy ?? "all",
  ringSeconds: group?.ringSeconds ?? 25,
  agentIds: group?.agentIds ?? [],
});

export const bodyOf = (values: GroupValues): object => ({
  ...values,
  extension: values.extension === "" ? null : values.extension,
  ringSeconds: values.ringSeconds === "" ? null : values.ringSeconds,
});
