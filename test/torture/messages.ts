/** The torture messages of RFC 4475 and RFC 5118, where the reference data is at hand. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The reference data lies beside the project, not in it: the messages are the IETF's. */
const reference = fileURLToPath(new URL("../../../shared/reference/", import.meta.url));

/** What is said of a message: statuses, or a word of the reference's own. */
type Accept = string | readonly (number | "liberal" | "none" | "any")[];

interface Row {
  readonly name: string;
  readonly section: string;
  readonly kind?: "req" | "resp";
  readonly class: "valid" | "invalid" | "odd" | "tolerate";
  readonly accept: Accept;
}

export interface TortureMessage extends Row {
  readonly rfc: "RFC 4475" | "RFC 5118";
  /** As it stands on the wire. */
  readonly bytes: Buffer;
}

/** Why the messages cannot be had; false where they can. For tap's `skip`. */
export const tortureAbsent: string | false =
  !(existsSync(`${reference}rfc4475`) && existsSync(`${reference}rfc5118`)) &&
  "rfc4475 and rfc5118 of the reference data are not there";

/** All of them in the RFCs' order; none where they are absent. */
export const tortureMessages = (): readonly TortureMessage[] =>
  tortureAbsent === false
    ? [
        ...rows("rfc4475").map((row) => ({ ...row, rfc: "RFC 4475" as const, bytes: read(`rfc4475/${row.name}.dat`) })),
        ...rows("rfc5118").map((row) => ({
          ...row,
          rfc: "RFC 5118" as const,
          bytes: crlf(read(`rfc5118/${row.name}`)),
        })),
      ]
    : [];

const read = (file: string): Buffer => readFileSync(reference + file);
const rows = (folder: string): readonly Row[] => JSON.parse(read(`${folder}/expect.json`).toString());

/** RFC 5118's files end lines with a bare line feed, count Content-Length that way, and may lack the empty line. */
function crlf(file: Buffer): Buffer {
  const [head = "", body = ""] = file
    .toString()
    .replace(/\n/g, "\r\n")
    .split(/\r\n\r\n(.*)/s);
  const fields = head.trimEnd().replace(/Content-Length:.*/, `Content-Length: ${Buffer.byteLength(body)}`);
  return Buffer.from(`${fields}\r\n\r\n${body}`);
}

/** Whether a final answer, or undefined for silence, is one that the reference allows. */
export function isExpected({ accept }: TortureMessage, status: number | undefined): boolean {
  if (accept === "none") return status === undefined;
  // `any!400`, and `any!483ok`, which says that 483 is as good as any other.
  if (typeof accept === "string") return status !== undefined && status !== 400;
  if (status === undefined) return accept.includes("none");
  return accept.includes(status) || accept.includes("liberal") || accept.includes("any");
}

/** Whether silence is among what is allowed. */
export const maySayNothing = (message: TortureMessage): boolean => isExpected(message, undefined);
