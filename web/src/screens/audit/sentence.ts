/** What an entry of the audit log says, as a sentence about whoever did it. */
import type { i18n as Texts, TFunction } from "i18next";
import type { AuditEntry } from "./auditLog.ts";

interface Rights {
  readonly profiles?: Readonly<Record<string, boolean>>;
  readonly screens?: Readonly<Record<string, boolean>>;
  readonly monitoring?: Readonly<Record<string, unknown>>;
}

const rights = ["analytics", "financial", "agentsDashboard", "passive", "semiActive", "active"] as const;

const listOf = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);

/** A text of a key that is put together; what no text is there for is shown as it is. */
function told(t: TFunction, texts: Texts, key: string, otherwise: string): string {
  return texts.exists(key) ? t(key as "audit.nobody") : otherwise;
}

function rightsText(t: TFunction, { profiles, screens, monitoring }: Rights): string {
  const held: Readonly<Record<string, unknown>> = { ...profiles, ...screens, ...monitoring };
  const names = rights.filter((right) => held[right] === true).map((right) => t(`audit.rights.${right}`));
  return names.length === 0 ? t("audit.rights.none") : names.join(", ");
}

/**
 * @param nameOf tells what a thing is called
 * @param texts of the language of `t`
 */
export function sentenceOf(
  { action, subject, detail }: AuditEntry,
  nameOf: (id: string) => string | undefined,
  t: TFunction,
  texts: Texts,
): string {
  const text = (name: string): string => (typeof detail[name] === "string" ? detail[name] : "");
  const agentId = text("agentId");
  // Of users every change is one action.
  const exact = action === "permission.changed" ? `permission.${text("change") || "changed"}` : action;
  const key = `audit.sentences.${exact}`;
  const words = {
    ...detail,
    action,
    subject: text("email") || (nameOf(subject) ?? (text("name") || subject)),
    agent: agentId === "" ? t("audit.anAgent") : (nameOf(agentId) ?? agentId),
    mode: told(t, texts, `monitoring.modes.${text("mode")}.name`, text("mode")),
    reason: told(t, texts, `audit.reasons.${text("reason")}`, text("reason")),
    what: told(t, texts, `audit.kept.${text("what")}`, text("what")),
    rights: rightsText(t, detail as Rights),
    fields: listOf(detail.fields)
      .map((name) => told(t, texts, `audit.fields.${name}`, name))
      .join(", "),
  };
  const known = texts.exists(key) ? key : "audit.sentences.unknown";
  return t(known as "audit.sentences.unknown", words);
}
