import { type Problem, problem } from "../../kernel/problem.ts";
import { err, ok, type Result } from "../../kernel/result.ts";
import type { TrunkInput } from "../account.ts";
import type { Kind } from "../configuration/collection.ts";
import { Reading } from "../configuration/reading.ts";
import type { DirectoryCache } from "../directory/directoryCache.ts";
import { codecNames, type NumberFormat, type Trunk, trunkDefaults } from "../directory/shapes.ts";
import type { Secrets } from "../secrets.ts";
import { nameTaken } from "./extensions.ts";

/** A host name, or an IP address with or without the brackets of IPv6. */
const HOST = /^(?:[\w-]+(?:\.[\w-]+)*\.?|\[?[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*\]?)$/;
/** RFC 3551 §6 names and those of later payload formats. */
const CODEC = /^[\w.-]{1,20}$/;

/** A realm stands between quotes in credentials, as it is. */
const REALM = /^[^"\\]+$/;
const formats: readonly [NumberFormat, ...NumberFormat[]] = ["as_dialled", "e164", "national"];

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
        transport: reading.choice("transport", ["udp", "tcp", "tls", "auto"], "udp"),
        auth,
        username: reading.text("username", { pattern: /^[^\s"<>@]+$/, what: "a user name" }, null),
        password: reading.text("password", {}, null),
        register: reading.flag("register", auth === "register"),
        maxCalls: reading.whole("maxCalls", 1, 100_000, null),
        codecs: reading.list("codecs", 1, 10, readCodec, null),
        realm: reading.text("realm", { pattern: REALM, what: "a realm, without quotes" }, null),
        pingSeconds: reading.whole("pingSeconds", 0, 3600, trunkDefaults.pingSeconds),
        identity: reading.choice("identity", ["from", "p-asserted-identity", "both"], trunkDefaults.identity),
        fromDomain: reading.text("fromDomain", { max: 253, pattern: HOST, what: "a host name or an IP address" }, null),
        anonymous: reading.flag("anonymous", trunkDefaults.anonymous),
        dialledFormat: reading.choice("dialledFormat", formats, trunkDefaults.dialledFormat),
        callingFormat: reading.choice("callingFormat", formats, trunkDefaults.callingFormat),
        srtp: reading.choice("srtp", ["off", "offered", "offered_twice", "required"], trunkDefaults.srtp),
        dtmf: reading.choice("dtmf", ["auto", "rfc4733", "info", "inband"], trunkDefaults.dtmf),
      };
      if (trunk.codecs !== null && trunk.codecs.length > 0 && !trunk.codecs.some(isSpoken))
        reading.fault("codecs", `must name one of ${codecNames.join(", ")}`);
      if (trunk.register || auth !== "ip") {
        if (trunk.username === null) reading.fault("username", "is required to register");
        if (trunk.password === null) reading.fault("password", "is required to register");
      }
      const read = reading.result(trunk);
      if (!read.ok) return read;
      if (auth === "accept-register" && nameTaken(directory, trunk.username ?? "", id)) {
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
        realm: trunk.realm,
        ping_seconds: trunk.pingSeconds,
        identity: trunk.identity,
        from_domain: trunk.fromDomain,
        anonymous: trunk.anonymous ? 1 : 0,
        dialled_format: trunk.dialledFormat,
        calling_format: trunk.callingFormat,
        srtp: trunk.srtp,
        dtmf: trunk.dtmf,
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
      realm: row.realm,
      pingSeconds: row.ping_seconds,
      identity: row.identity as Trunk["identity"],
      fromDomain: row.from_domain,
      anonymous: row.anonymous !== 0,
      dialledFormat: row.dialled_format as NumberFormat,
      callingFormat: row.calling_format as NumberFormat,
      srtp: row.srtp as Trunk["srtp"],
      dtmf: row.dtmf as Trunk["dtmf"],
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
}

const isSpoken = (name: string): boolean => codecNames.some((codec) => codec.toUpperCase() === name.toUpperCase());

const readCodec = (value: unknown): Result<string, string> =>
  typeof value === "string" && CODEC.test(value) ? ok(value) : err("must be the name of a codec");
