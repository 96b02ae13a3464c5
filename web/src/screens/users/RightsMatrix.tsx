import { Stack, Table, Tooltip } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { usePages } from "../../parts/pages.tsx";
import { Person } from "./Person.tsx";
import { RightCell } from "./RightCell.tsx";
import classes from "./RightsMatrix.module.css";
import { rights, rightsIn, sections, type User } from "./rights.ts";

interface Props {
  readonly users: readonly User[];
  /** Whoever is signed in. */
  readonly ownId: string;
  readonly scopeOf: (user: User) => string;
  readonly onOpen: (id: string) => void;
}

/** Who may what: people as rows, rights as columns. */
export function RightsMatrix({ users, ownId, scopeOf, onOpen }: Props) {
  const { t } = useTranslation();
  const { shown, pages } = usePages(users);
  return (
    <Stack gap="sm">
      <Table.ScrollContainer minWidth={0} type="native">
        <Table
          highlightOnHover
          verticalSpacing={6}
          horizontalSpacing={8}
          aria-label={t("users.matrix")}
          className={classes.matrix}
        >
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col" rowSpan={2} className={classes.person}>
                {t("users.person")}
              </Table.Th>
              {sections.map((section) => (
                <Table.Th key={section} scope="colgroup" colSpan={rightsIn(section).length} className={classes.section}>
                  {t(`users.sections.${section}`)}
                </Table.Th>
              ))}
              <Table.Th scope="col" rowSpan={2} className={classes.section}>
                {t("users.scopeColumn")}
              </Table.Th>
            </Table.Tr>
            <Table.Tr>
              {rights.map(({ name, section }, i) => (
                <Table.Th
                  key={name}
                  scope="col"
                  className={rights[i - 1]?.section === section ? classes.right : classes.first}
                >
                  <Tooltip label={t(`users.rights.${name}.hint`)} withArrow>
                    <span>{t(`users.rights.${name}.name`)}</span>
                  </Tooltip>
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shown.map((user) => (
              <Table.Tr key={user.id}>
                <Table.Th scope="row" className={classes.person}>
                  <Person user={user} isSelf={user.id === ownId} onOpen={onOpen} />
                </Table.Th>
                {rights.map((right, i) => (
                  <Table.Td
                    key={right.name}
                    className={rights[i - 1]?.section === right.section ? classes.right : classes.first}
                  >
                    <RightCell user={user} right={right} />
                  </Table.Td>
                ))}
                <Table.Td className={classes.scope}>{scopeOf(user)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {pages}
    </Stack>
  );
}
