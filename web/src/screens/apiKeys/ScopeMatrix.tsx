import { Checkbox, Table } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { areas, reaches, type Scope, verbs, withScope } from "./keyValues.ts";

interface Props {
  readonly scopes: readonly Scope[];
  readonly onChange: (scopes: Scope[]) => void;
}

/** Which parts of the API a key reaches, each to read or to change. */
export function ScopeMatrix({ scopes, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <Table verticalSpacing={4} aria-label={t("apiKeys.matrix")}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{t("apiKeys.area")}</Table.Th>
          {verbs.map((verb) => (
            <Table.Th key={verb} scope="col">
              {t(`apiKeys.${verb}`)}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {areas.map((area) => (
          <Table.Tr key={area}>
            <Table.Th scope="row" fw={400}>
              {t(`apiKeys.areas.${area}`)}
            </Table.Th>
            {verbs.map((verb) => (
              <Table.Td key={verb}>
                <Checkbox
                  aria-label={t("apiKeys.cell", { area: t(`apiKeys.areas.${area}`), verb: t(`apiKeys.${verb}`) })}
                  checked={reaches(scopes, area, verb)}
                  onChange={(event) => onChange(withScope(scopes, area, verb, event.currentTarget.checked))}
                />
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
