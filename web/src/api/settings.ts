/** The settings of the account, for the administrator. */
import { queryOptions } from "@tanstack/react-query";
import type { Schema } from "../../../client/ponto.ts";
import type { Kept } from "./collections.ts";
import { ponto } from "./ponto.ts";
import { queries } from "./queries.ts";

export type AccountSettings = Schema<"Settings">;

const kept = ({ data, response }: { data?: AccountSettings; response: Response }): Kept<AccountSettings> => ({
  thing: data!,
  etag: response.headers.get("etag"),
});

export const settingsQuery = queryOptions({
  queryKey: ["settings"],
  queryFn: async () => kept(await ponto.http.GET("/v1/settings")),
});

/** @param etag of the state that was changed; 412 where it is another one by now. */
export async function changeSettings(patch: object, etag: string | null): Promise<void> {
  const changed = await ponto.http.PATCH("/v1/settings", {
    params: { header: etag === null ? {} : { "If-Match": etag } },
    body: patch,
  });
  queries.setQueryData(settingsQuery.queryKey, kept(changed));
}
