import type { Trunk } from "../../api/trunks.ts";

/** Fields that may be empty, as text. */
type Blank = "username" | "realm" | "fromDomain";
/** Numbers that may be empty, as a number input keeps them. */
type BlankNumber = "port" | "maxCalls" | "pingSeconds";

/** What stands in the fields of a trunk; the password only what is typed, since nobody is shown the one that is kept. */
export type TrunkValues = Omit<Trunk, "id" | "state" | "codecs" | Blank | BlankNumber> &
  Readonly<Record<Blank, string>> &
  Readonly<Record<BlankNumber, number | "">> & { readonly password: string; readonly codecs: readonly string[] };

/** What a new trunk begins with, as the server would. */
const usual: Omit<Trunk, "id" | "state"> = {
  name: "",
  host: "",
  port: null,
  transport: "udp",
  auth: "ip",
  username: null,
  register: false,
  maxCalls: null,
  codecs: null,
  realm: null,
  pingSeconds: 30,
  identity: "both",
  fromDomain: null,
  anonymous: false,
  dialledFormat: "as_dialled",
  callingFormat: "as_dialled",
  srtp: "off",
  dtmf: "auto",
};

export function valuesOf(trunk: Trunk | null): TrunkValues {
  const { id: _id, state: _state, ...kept } = trunk ?? { ...usual, id: "", state: undefined };
  return {
    ...kept,
    port: kept.port ?? "",
    maxCalls: kept.maxCalls ?? "",
    username: kept.username ?? "",
    realm: kept.realm ?? "",
    fromDomain: kept.fromDomain ?? "",
    codecs: kept.codecs ?? [],
    password: "",
  };
}

const orNull = <T>(value: T | ""): T | null => (value === "" ? null : value);

export function bodyOf({ password, ...values }: TrunkValues): object {
  return {
    ...values,
    host: values.host.trim(),
    port: orNull(values.port),
    maxCalls: orNull(values.maxCalls),
    pingSeconds: orNull(values.pingSeconds),
    username: orNull(values.username.trim()),
    realm: orNull(values.realm),
    fromDomain: orNull(values.fromDomain.trim()),
    codecs: values.codecs.length === 0 ? null : values.codecs,
    // A choice of its own only where the address is what a trunk is known by.
    register: values.auth === "ip" ? values.register : values.auth === "register",
    ...(password === "" ? {} : { password }),
  };
}
