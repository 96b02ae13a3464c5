import { Alert, List, Text } from "@mantine/core";
import { IconUsers } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Meanwhile, ShownField } from "./useRecordForm.ts";

interface Props {
  readonly changes: readonly Meanwhile[];
  readonly shownAs: (path: string) => ShownField | undefined;
}

/** What somebody else changed while the form was being filled in, and whether one's own text stands against it. */
export function MeanwhileNotice({ changes, shownAs }: Props) {
  const { t } = useTranslation();
  const say = ({ theirs }: Meanwhile, { label: field, kind }: ShownField): string => {
    if (kind === "choice" || typeof theirs === "object") return t("form.meanwhile.changed", { field });
    if (theirs === "") return t("form.meanwhile.theirsBlank", { field });
    const value = typeof theirs === "boolean" ? t(theirs ? "common.yes" : "common.no") : String(theirs);
    return t("form.meanwhile.theirs", { field, value });
  };
  const shown = changes.flatMap((change) => {
    const field = shownAs(change.path);
    return field === undefined ? [] : [{ change, field }];
  });
  return (
    <Alert color="yellow" icon={<IconUsers aria-hidden />} title={t("form.meanwhile.title")} role="alert">
      <Text size="sm">{t("form.meanwhile.text")}</Text>
      {shown.length === 0 ? (
        <Text size="sm">{t("form.meanwhile.empty")}</Text>
      ) : (
        <List size="sm" mt="xs">
          {shown.map(({ change, field }) => (
            <List.Item key={change.path}>
              {say(change, field)}
              {change.mine ? `. ${t("form.meanwhile.kept")}` : ""}
            </List.Item>
          ))}
        </List>
      )}
    </Alert>
  );
}
