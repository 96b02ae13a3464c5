import { useMediaQuery } from "@mantine/hooks";
import { IconUsers } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { groups, useAll, users } from "../../api/collections.ts";
import { useMe } from "../../api/me.ts";
import { CsvButtons } from "../../parts/csv/CsvButtons.tsx";
import { ListScreen } from "../../parts/ListScreen.tsx";
import { useOpenRecord } from "../../parts/openRecord.ts";
import { RecordDrawer } from "../../parts/RecordDrawer.tsx";
import { HandOver } from "./HandOver.tsx";
import { RightsMatrix } from "./RightsMatrix.tsx";
import type { User } from "./rights.ts";
import { UserAccess } from "./UserAccess.tsx";
import { UserCards } from "./UserCards.tsx";
import { UserFields } from "./UserFields.tsx";
import { bodyOf, valuesOf } from "./userValues.ts";

/** Who signs in, and what they may. */
export function Users() {
  const { t } = useTranslation();
  const me = useMe();
  const { open, show, close } = useOpenRecord();
  const narrow = useMediaQuery("(max-width: 48em)");
  const scopeOf = useScopeText();
  const Rights = narrow === true ? UserCards : RightsMatrix;
  return (
    <>
      <ListScreen
        collection={users}
        title={t("shell.screens.users")}
        add={t("users.add")}
        empty={{ icon: IconUsers, title: t("users.emptyTitle"), hint: t("users.emptyHint") }}
        onOpen={show}
        tools={<CsvButtons kind="users" />}
        textsOf={({ name, email }) => [name, email]}
        show={(found) => <Rights users={found} ownId={me.id} scopeOf={scopeOf} onOpen={show} />}
      />
      <RecordDrawer
        collection={users}
        open={open}
        onClose={close}
        title={(user) => user?.name ?? t("users.newTitle")}
        valuesOf={valuesOf}
        bodyOf={bodyOf}
        fields={(record, user) => <UserFields record={record} user={user} />}
        tabs={[
          { key: "access", label: t("users.accessTab"), show: (user) => <UserAccess user={user} /> },
          {
            key: "administration",
            label: t("users.administrationTab"),
            show: (user, { settle }) => (
              <HandOver
                user={user}
                onDone={() => {
                  settle();
                  close();
                }}
              />
            ),
          },
        ]}
        removable={({ name, role }) => (role === "administrator" ? null : name)}
      />
    </>
  );
}

/** Says whom a user may monitor. */
function useScopeText(): (user: User) => string {
  const { t } = useTranslation();
  const { data: everyGroup = [] } = useAll(groups);
  const names = new Map(everyGroup.map(({ id, name }) => [id, name]));
  return ({ monitoring: { groupIds } }) => {
    if (groupIds === null) return t("users.scopeAll");
    return groupIds.length === 0 ? t("users.scopeNobody") : groupIds.map((id) => names.get(id) ?? "…").join(", ");
  };
}
