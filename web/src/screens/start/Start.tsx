import { useTranslation } from "react-i18next";
import { PageHead } from "../../parts/PageHead.tsx";

export function Start() {
  const { t } = useTranslation();
  return <PageHead title={t("shell.screens.start")} />;
}
