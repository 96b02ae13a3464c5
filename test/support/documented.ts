/** The routes that a server says it has, in its own document. */
import type { Api } from "../../lab/ponto/api.ts";

interface Content {
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
}

interface Operation {
  readonly parameters?: readonly { readonly in: string; readonly name: string }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, Content>> };
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

export interface DocumentedRoute {
  readonly method: string;
  /** With its parameters in braces: `/v1/agents/{id}`. */
  readonly path: string;
  /** Names of what may stand behind the question mark. */
  readonly query: readonly string[];
  /** A JSON body that the schema takes; undefined where there is none. */
  readonly body: unknown;
}

const methods = ["get", "put", "post", "patch", "delete"];

export async function documentedRoutes(api: Api): Promise<readonly DocumentedRoute[]> {
  const { paths } = await api.get<Document>("/v1/openapi.json");
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations)
      .filter(([method]) => methods.includes(method))
      .map(([method, { parameters = [], requestBody }]) => ({
        method: method.toUpperCase(),
        path,
        query: parameters.filter((one) => one.in === "query").map(({ name }) => name),
        body: exampleOf(requestBody?.content["application/json"]),
      })),
  );
}

const exampleOf = (content: Content | undefined): unknown =>
  content?.example ?? Object.values(content?.examples ?? {})[0]?.value;

export const isWrite = ({ method }: DocumentedRoute): boolean => method !== "GET";
