import type { Schema } from "../../../../client/ponto.ts";

export type Route = Schema<"Route">;

/** What stands in the fields of a route. */
export interface RouteValues {
  readonly prefix: string;
  readonly strip: number | "";
  readonly prepend: string;
  readonly trunkIds: readonly string[];
  readonly callerId: string;
}

export const valuesOf = (route: Route | null): RouteValues => ({
  prefix: route?.prefix ?? "",
  strip: route?.strip ?? 0,
  prepend: route?.prepend ?? "",
  trunkIds: route?.trunkIds ?? [],
  callerId: route?.callerId ?? "",
});

export const bodyOf = ({ prefix, strip, prepend, trunkIds, callerId }: RouteValues): object => ({
  prefix: prefix.trim(),
  strip: strip === "" ? 0 : strip,
  prepend: prepend.trim(),
  trunkIds,
  callerId: callerId.trim() || null,
});
