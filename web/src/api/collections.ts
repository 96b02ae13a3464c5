/** What an account consists of: users, agents, trunks and the like, each a list whose things are made, changed and removed alike. */
import { queryOptions, useQuery } from "@tanstack/react-query";
import { type ItemOf, PontoProblem, type paths } from "../../../client/ponto.ts";
import { agentsQuery } from "./agents.ts";
import { ponto } from "./ponto.ts";
import { queries } from "./queries.ts";

export type CollectionPath =
  | "/v1/users"
  | "/v1/agents"
  | "/v1/groups"
  | "/v1/trunks"
  | "/v1/numbers"
  | "/v1/routes"
  | "/v1/api-keys";

/** A thing as it was read; the `etag` names this state of it, so that nobody's change is overwritten unseen. */
export interface Kept<T> {
  readonly thing: T;
  readonly etag: string | null;
}

type Json<Body> = { content: { "application/json": Body } };
export type CreationOf<P extends CollectionPath> = paths[P] extends { post: { requestBody: Json<infer Body> } }
  ? Body
  : never;
export type CreatedOf<P extends CollectionPath> = paths[P] extends { post: { responses: { 201: Json<infer Thing> } } }
  ? Thing
  : never;
/** Never where a thing cannot be changed. */
export type PatchOf<P extends CollectionPath> = paths[`${P}/{id}`] extends { patch: { requestBody: Json<infer Body> } }
  ? Body
  : never;

const THINGS = "things";

/** What was read of any collection may be told of in another, and of live agents: everything is read anew that is shown. */
export async function forgetThings(): Promise<void> {
  await Promise.all([
    queries.invalidateQueries({ queryKey: [THINGS], predicate: ({ queryKey }) => queryKey.length === LIST }),
    queries.invalidateQueries({ queryKey: agentsQuery.queryKey }),
  ]);
}

/** The steps in the key of a list; that of one thing has one more, and who looks at it knows what was changed. */
const LIST = 2;

/** One collection: what it holds, as queries, and what changes it. A refusal is thrown as a `PontoProblem`. */
export class Collection<P extends CollectionPath> {
  readonly path: P;
  /** The body that was sent last and whose answer did not come, and the key it was sent with. */
  #unanswered: { readonly body: string; readonly key: string } | undefined;

  constructor(path: P) {
    this.path = path;
  }

  /** All of its things. */
  get all() {
    return queryOptions({
      queryKey: [THINGS, this.path],
      queryFn: async (): Promise<readonly ItemOf<P>[]> => {
        const things: ItemOf<P>[] = [];
        // Every list takes a limit; that they do is lost where the path is any of several.
        for await (const thing of ponto.list(this.path, { limit: 500 } as never)) things.push(thing);
        return things;
      },
    });
  }

  /** One of its things, always as it is now. */
  one(id: string) {
    return queryOptions({
      queryKey: [THINGS, this.path, id],
      staleTime: 0,
      gcTime: 0,
      queryFn: () => this.read(id),
    });
  }

  async read(id: string): Promise<Kept<ItemOf<P>>> {
    return this.#kept(await ponto.http.GET(this.#one, { params: { path: { id } } }));
  }

  /** Made once, however often it is sent again after an answer got lost. */
  async create(body: CreationOf<P>): Promise<CreatedOf<P>> {
    const text = JSON.stringify(body);
    const key = this.#unanswered?.body === text ? this.#unanswered.key : newKey();
    this.#unanswered = { body: text, key };
    try {
      const params = { header: { "Idempotency-Key": key } };
      const { data } = await ponto.http.POST(this.path as "/v1/users", { params, body: body as never });
      this.#unanswered = undefined;
      await forgetThings();
      return data as unknown as CreatedOf<P>;
    } catch (error) {
      if (error instanceof PontoProblem && error.status < 500) this.#unanswered = undefined;
      throw error;
    }
  }

  /** @param etag of the state that was changed; refused with 412 where it is another one by now. Null: whatever it is. */
  async update(id: string, patch: PatchOf<P>, etag: string | null): Promise<Kept<ItemOf<P>>> {
    const params = { path: { id }, header: ifMatch(etag) };
    const changed = this.#kept(await ponto.http.PATCH(this.#one, { params, body: patch as never }));
    await forgetThings();
    return changed;
  }

  async remove(id: string, etag: string | null): Promise<void> {
    await ponto.http.DELETE(this.#one, { params: { path: { id }, header: ifMatch(etag) } });
    await forgetThings();
  }

  get #one(): "/v1/users/{id}" {
    return `${this.path}/{id}` as "/v1/users/{id}";
  }

  #kept({ data, response }: { readonly data?: unknown; readonly response: Response }): Kept<ItemOf<P>> {
    return { thing: data as ItemOf<P>, etag: response.headers.get("etag") };
  }
}

const ifMatch = (etag: string | null) => (etag === null ? {} : { "If-Match": etag });

/** Random; `crypto.randomUUID` is only there where the page came over TLS. */
const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

export const users = new Collection("/v1/users");
export const agents = new Collection("/v1/agents");
export const groups = new Collection("/v1/groups");
export const trunks = new Collection("/v1/trunks");
export const numbers = new Collection("/v1/numbers");
export const routes = new Collection("/v1/routes");
export const apiKeys = new Collection("/v1/api-keys");

/** All of a collection's things; `data` is undefined until they are there. */
export const useAll = <P extends CollectionPath>(collection: Collection<P>) => useQuery(collection.all);
