import {
  described,
  dialled,
  flag,
  id,
  line,
  listOf,
  name,
  named,
  nullable,
  object,
  oneOf,
  patchOf,
  port,
  type Schema,
} from "./schema.ts";

const secret: Schema = { type: "string", maxLength: 200 };
const host: Schema = { type: "string", minLength: 1, maxLength: 253 };
const numberFormat = oneOf("as_dialled", "e164", "national");
const codec: Schema = { type: "string", minLength: 1, maxLength: 20 };

const shown = {
  name,
  host,
  port: nullable(port),
  transport: oneOf("udp", "tcp", "tls", "auto"),
  auth: oneOf("ip", "register", "accept-register"),
  username: nullable(line),
  register: flag,
  maxCalls: nullable({ type: "integer", minimum: 1, maximum: 100_000 }),
  codecs: described(
    "The only ones that it is offered and answered with, best first: of PCMA, PCMU, G722 and opus at least one. Null: all.",
    nullable(listOf(codec, 10)),
  ),
  realm: described("The only realm whose challenges are answered; null: the one seen first.", nullable(line)),
  pingSeconds: described("0: no OPTIONS.", { type: "integer", minimum: 0, maximum: 3600 }),
  identity: described("Where the number that calls stands.", oneOf("from", "p-asserted-identity", "both")),
  fromDomain: described("Null: the SIP domain.", nullable(host)),
  anonymous: described("Calls keep their number from the person called.", flag),
  dialledFormat: numberFormat,
  callingFormat: numberFormat,
  srtp: described(
    "Encrypted audio: not asked for; best effort in one m-line, or in two; or nothing else.",
    oneOf("off", "offered", "offered_twice", "required"),
  ),
  dtmf: described(
    "How it takes keys. `auto`: as events where they are negotiated, else by INFO where its Allow names that, else as tones.",
    oneOf("auto", "rfc4733", "info", "inband"),
  ),
};

export const trunkSchema = named(
  "Trunk",
  object({
    id,
    ...shown,
    state: object({
      registered: described("Null where neither side registers.", nullable(flag)),
      reachable: nullable(flag),
      lastError: nullable({ type: "string" }),
    }),
  }),
);
export const newTrunk = object({ ...shown, password: described("Never shown.", nullable(secret)) }, [
  "port",
  "username",
  "password",
  "register",
  "maxCalls",
  "codecs",
  "realm",
  "pingSeconds",
  "identity",
  "fromDomain",
  "anonymous",
  "dialledFormat",
  "callingFormat",
  "srtp",
  "dtmf",
]);
export const trunkPatch = patchOf(newTrunk);

const number = {
  number: dialled,
  trunkId: described("With it, only calls from that trunk reach the number.", nullable(id)),
  destination: object({ type: oneOf("agent", "group"), id }),
};
export const numberSchema = named("Number", object({ id, ...number }));
export const newNumber = object(number, ["trunkId"]);
export const numberPatch = patchOf(newNumber);

const route = {
  prefix: { type: "string", maxLength: 32 },
  strip: described("Digits taken off the front.", { type: "integer", minimum: 0, maximum: 32 }),
  prepend: { type: "string", maxLength: 32 },
  trunkIds: described("Tried in order.", { ...listOf(id, 100), minItems: 1 }),
  callerId: nullable(dialled),
};
export const routeSchema = named("Route", object({ id, ...route }));
export const lookupQuery = object({ number: described("As an agent would dial it.", dialled) });
export const lookupSchema = named(
  "RouteLookup",
  object({
    number: described("Without what people write between digits.", { type: "string" }),
    e164: described("Null where no numbering plan knows it, and for an extension.", nullable({ type: "string" })),
    extension: {
      ...nullable(object({ type: oneOf("agent", "group", "echo"), id: nullable(id), name })),
      description: "Whose it is; nothing leaves by a trunk then.",
      examples: [null],
    },
    route: nullable(object({ id, prefix: { type: "string" } })),
    trunks: described("First those that would be tried, in that order, then the others of the route.", {
      type: "array",
      items: object({
        id,
        name,
        inService: flag,
        full: described("It carries as many calls as it may.", flag),
        tried: described("Whether a call would try it now.", flag),
        dialledAs: described("The number that the trunk is told to call.", { type: "string" }),
        callerId: described("Null: the extension of whoever calls.", nullable({ type: "string" })),
      }),
    }),
    reason: {
      ...nullable(oneOf("no_route", "no_trunk")),
      description: "Why nobody would be called.",
      examples: [null],
    },
  }),
);
export const newRoute = object(route, ["strip", "prepend", "callerId"]);
export const routePatch = patchOf(newRoute);
