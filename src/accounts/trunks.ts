import { type Problem, problem } from "../kernel/problem.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import type { TrunkInput } from "./accounts.ts";
import { codecFault } from "./agents.ts";
import type { Kind } from "./collection.ts";
import type { DirectoryCache } from "./directoryCache.ts";
import { Reading } from "./reading.ts";
import type { Secrets } from "./secrets.ts";
import type { Trunk } from "./shapes.ts";

/** A host name, or an IP address with or without the brackets of IPv6. */
const HOST = /^(?:[\w-]+(?:\.[\w-]+)*\.?|\[?[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*\]?)$/;
/** RFC 3551 §6 names and those of later payload formats. */
const CODEC = /^[\w.-]{1,20}$/;

const place = (trunkId: string): string => `${trunkId}/password`;

/** Trunks: the ways to and from the telephone network. */
export function trunkKind(directory: DirectoryCache, secrets: Secrets): Kind<Trunk, TrunkInput, "trunks"> {
  return {
    noun: "trunk",
    table: "trunks",
    shelf: directory.trunkShelf,
    announced: "trunk",
    asInput: ({ id: _, ...input }) => input,

    make(id, input): Result<Trunk, Problem> {
      const reading = new Reading(input);
      const auth = reading.choice("auth", ["ip", "register", "accept-register"]);
      const trunk: Trunk = {
        id,
        name: reading.text("name", {}),
        host: reading.text("host", { max: 253, pattern: HOST, what: "a host name or an IP address" }),
        port: reading.whole("port", 1, 65_535, null),
        transport: reading.choice("transport", ["udp", "tcp", "tls"], "udp"),
        auth,
        username: reading.text("username", { pattern: /^[^\s"<>@]+$/, what: "a user name" }, null),
        password: reading.text("password", {}, null),
        register: reading.flag("register", auth === "register"),
        maxCalls: reading.whole("maxCalls", 1, 100_000, null),
        codecs: reading.list("codecs", 1, 10, readCodec, null),
      };
      if (trunk.transport === "tls") reading.fault("transport", "tls is not available in this version");
      const fault = trunk.codecs === null || trunk.codecs.length === 0 ? undefined : codecFault(trunk.codecs);
      if (fault !== undefined) reading.fault("codecs", fault);
      if (trunk.register || auth !== "ip") {
        if (trunk.username === null) reading.fault("username", "is required to register");
        if (trunk.password === null) reading.fault("password", "is required to register");
      }
      const read = reading.result(trunk);
      if (!read.ok) return read;
      if (auth === "accept-register" && nameTaken(trunk)) {
        return err(problem("conflict", "Another trunk or an extension registers by this user name."));
      }
      return read;
    },

    async columns(trunk) {
      return {
        name: trunk.name,
        host: trunk.host,
        port: trunk.port,
        transport: trunk.transport,
        auth: trunk.auth,
        username: trunk.username,
        password_sealed: trunk.password === null ? null : secrets.seal(trunk.password, place(trunk.id)),
        register: trunk.register ? 1 : 0,
        max_calls: trunk.maxCalls,
        codecs: trunk.codecs === null ? null : JSON.stringify(trunk.codecs),
      };
    },

    fromRow: (row) => ({
      id: row.id,
      name: row.name,
      host: row.host,
      port: row.port,
      transport: row.transport as Trunk["transport"],
      auth: row.auth as Trunk["auth"],
      username: row.username,
      password: row.password_sealed === null ? null : (secrets.open(row.password_sealed, place(row.id)) ?? null),
      register: row.register !== 0,
      maxCalls: row.max_calls,
      codecs: row.codecs === null ? null : (JSON.parse(row.codecs) as string[]),
    }),

    mayRemove(trunk) {
      if (directory.routeShelf.all().some(({ trunkIds }) => trunkIds.includes(trunk.id))) {
        return problem("conflict", "Routes lead over this trunk.");
      }
      if (directory.numberShelf.all().some(({ trunkId }) => trunkId === trunk.id)) {
        return problem("conflict", "Numbers belong to this trunk.");
      }
      return undefined;
    },
  };

  function nameTaken(trunk: Trunk): boolean {
    const { id, username } = trunk;
    const namesake = directory
      .trunks()
      .some((other) => other.id !== id && other.auth === "accept-register" && other.username === username);
    return namesake || (username !== null && directory.agentByExtension(username) !== undefined);
  }
}

const readCodec = (value: unknown): Result<string, string> =>
  typeof value === "string" && CODEC.test(value) ? ok(value) : err("must be the name of a codec");
