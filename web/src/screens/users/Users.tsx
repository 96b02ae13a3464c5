import { useTranslation } from "react-i18next";
import { PageHead } from "../../parts/PageHead.tsx";

export function Users() {
  const { t } = useTranslation();
  return <PageHead title={t("shell.screens.users")} />;
}
