/** The audit log, as the server tells it. */
import { queryOptions } from "@tanstack/react-query";
import type { paths, Schema } from "../../../../client/ponto.ts";
import { ponto } from "../../api/ponto.ts";

export type AuditEntry = Schema<"AuditEntry">;
export type Verification = Schema<"AuditVerification">;
export type AuditFilter = Omit<NonNullable<paths["/v1/audit"]["get"]["parameters"]["query"]>, "limit" | "cursor">;

const PAGE = 50;

export const auditKey = (filter: AuditFilter): readonly unknown[] => ["audit", filter];

export async function readAudit(filter: AuditFilter, cursor: { readonly cursor?: string }) {
  const params = { query: { ...filter, limit: PAGE, ...cursor } };
  // The same path answers whole files as well, to who asks for those.
  return (await ponto.http.GET("/v1/audit", { params })).data as {
    readonly items: readonly AuditEntry[];
    readonly nextCursor: string | null;
  };
}

export const verificationQuery = queryOptions({
  queryKey: ["audit", "verification"],
  queryFn: async () => (await ponto.http.GET("/v1/audit/verification")).data!,
});
