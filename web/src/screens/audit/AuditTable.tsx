import { ActionIcon, Anchor, Box, Table, Text } from "@mantine/core";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { Fragment, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import table from "../../parts/history/table.module.css";
import { useFormats } from "../../parts/useFormats.ts";
import classes from "./AuditTable.module.css";
import type { AuditEntry } from "./auditLog.ts";
import { sentenceOf } from "./sentence.ts";
import { useNames } from "./useNames.ts";

interface Props {
  readonly entries: readonly AuditEntry[];
  readonly isComing: boolean;
}

/** Who did what and when, each in a sentence; all that is known of it below, where one wants it. */
export function AuditTable({ entries, isComing }: Props) {
  const { t } = useTranslation();
  const nameOf = useNames();
  return (
    <Table
      verticalSpacing={6}
      aria-label={t("audit.list")}
      aria-busy={isComing}
      className={`${classes.table} ${isComing ? table.coming : ""}`}
    >
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{t("history.when")}</Table.Th>
          <Table.Th scope="col" className={table.minor}>
            {t("audit.who")}
          </Table.Th>
          <Table.Th scope="col">{t("audit.what")}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {entries.map((entry) => (
          <EntryRow key={entry.id} entry={entry} nameOf={nameOf} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

interface RowProps {
  readonly entry: AuditEntry;
  readonly nameOf: (id: string) => string | undefined;
}

function EntryRow({ entry, nameOf }: RowProps) {
  const { t, i18n } = useTranslation();
  const { short, moment } = useFormats();
  const [open, setOpen] = useState(false);
  const id = useId();
  const { actor, sequence, action, subject, detail } = entry;
  const who = (actor.userId !== null && nameOf(actor.userId)) || actor.email || actor.userId || t("audit.system");
  const Icon = open ? IconChevronDown : IconChevronRight;
  return (
    <Table.Tr>
      <Table.Td className={table.time} title={moment(entry.at)}>
        <span className={classes.when}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-expanded={open}
            aria-controls={id}
            aria-label={t(open ? "audit.hide" : "audit.show", { sequence })}
            onClick={() => setOpen(!open)}
          >
            <Icon size={16} aria-hidden />
          </ActionIcon>
          {short(entry.at)}
        </span>
      </Table.Td>
      <Table.Td className={`${table.minor} ${classes.who}`} maw={220}>
        {who}
      </Table.Td>
      <Table.Td className={classes.what}>
        <Text size="sm" fw={600} hiddenFrom="sm">
          {who}
        </Text>
        {action === "recording.downloaded" ? (
          <Anchor
            size="sm"
            renderRoot={(props) => <Link {...props} to="/recordings" search={{ open: subject } as never} />}
          >
            {sentenceOf(entry, nameOf, t, i18n)}
          </Anchor>
        ) : (
          sentenceOf(entry, nameOf, t, i18n)
        )}
        {typeof detail.purpose === "string" && (
          <Text size="xs" c="dimmed">
            {t("audit.purpose", { purpose: detail.purpose })}
          </Text>
        )}
        <Box id={id} hidden={!open} mt={4}>
          {open && <Detail entry={entry} />}
        </Box>
      </Table.Td>
    </Table.Tr>
  );
}

/** The whole entry, as it stands in the log. */
function Detail({ entry }: { readonly entry: AuditEntry }) {
  const { t } = useTranslation();
  const { moment } = useFormats();
  const { sequence, at, actor, action, subject, detail, hash, previousHash, personal } = entry;
  const facts: readonly (readonly [name: string, value: string | null])[] = [
    [t("audit.detail.sequence"), String(sequence)],
    [t("history.when"), moment(at)],
    [t("audit.who"), actor.email],
    [t("audit.detail.ip"), actor.ip],
    [t("audit.detail.action"), action],
    [t("audit.detail.subject"), subject],
    ...Object.entries(detail).map(
      ([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value)] as const,
    ),
    [t("audit.detail.hash"), hash],
    [t("audit.detail.previousHash"), previousHash],
  ];
  return (
    <>
      {personal === "erased" && <Text size="xs">{t("audit.detail.erased")}</Text>}
      <dl className={classes.detail}>
        {facts.map(([name, value]) =>
          value === null || value === "null" ? null : (
            <Fragment key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </Fragment>
          ),
        )}
      </dl>
    </>
  );
}
