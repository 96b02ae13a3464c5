/** What the server demands of a body, by its own OpenAPI document: a form can say what is wrong before it is sent. */
import { queryOptions } from "@tanstack/react-query";
import type { Schema } from "./bodyFaults.ts";
import { ponto } from "./ponto.ts";

interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

interface Operation {
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: Schema }>> };
}

export const documentQuery = queryOptions({
  queryKey: ["document"],
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
  queryFn: async () => (await (await ponto.send("GET", "/v1/openapi.json")).json()) as ApiDocument,
});

/** The schema of the body of `post /v1/users`; undefined where the document tells of none. */
export const bodySchema = (document: ApiDocument, method: "post" | "patch", path: string): Schema | undefined =>
  document.paths[path]?.[method]?.requestBody?.content["application/json"]?.schema;
