/** Who did what. */
import { described, flag, id, line, named, nullable, object, oneOf, pageQuery, time } from "./schema.ts";

const text = nullable({ type: "string" });
const count = { type: "integer", minimum: 0 };
const hash = described("SHA-256 in hexadecimal.", { type: "string", pattern: "^[0-9a-f]{64}$" });

export const auditEntrySchema = named(
  "AuditEntry",
  object({
    id,
    at: time,
    actor: object({ userId: text, email: text, ip: text }),
    action: { type: "string" },
    subject: { type: "string" },
    detail: { type: "object", additionalProperties: true },
    personal: described("Whether it tells who somebody is; `erased`: it did.", oneOf("none", "kept", "erased")),
    sequence: described("From 1, without gaps.", count),
    previousHash: hash,
    hash,
  }),
);

/** A line of the exported log. */
export const auditLineSchema = named(
  "AuditLine",
  object({
    entry: described("The entry as the chain holds it: canonical JSON (RFC 8785).", { type: "string" }),
    hash: described("Of `entry`.", hash),
    personal: described("What the chain holds the hash of only. Null where nothing is, or it was erased.", text),
    salt: described("Stands before `personal` where that is hashed.", text),
  }),
);

export const auditQuery = pageQuery(100, {
  from: described("Entries at or after this moment.", time),
  to: described("Entries before this moment.", time),
  action: described("`monitoring.ended`, or `monitoring` for all that begin so.", line),
  userId: described("Who did it.", id),
  subject: described("The id of what it was done to.", line),
});

export const verificationSchema = named(
  "AuditVerification",
  object({
    intact: flag,
    entries: described("Gone through.", count),
    erased: described("Entries whose personal part was erased.", count),
    firstSequence: nullable(count),
    lastSequence: nullable(count),
    lastHash: described(
      "To be kept outside: by it one can tell later whether the log up to here is still the same.",
      nullable(hash),
    ),
    brokenAt: described("The sequence of the first entry that is not as it should be.", nullable(count)),
    reason: nullable(
      oneOf(
        "entry_missing",
        "entry_changed",
        "wrong_order",
        "wrong_seal",
        "beginning_missing",
        "end_missing",
        "personal_missing",
      ),
    ),
  }),
);
