import { Checkbox, VisuallyHidden } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconCheck } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { users } from "../../api/collections.ts";
import { useProblemText } from "../../parts/problemText.ts";
import { holds, patchFor, type Right, type User } from "./rights.ts";

interface Props {
  readonly user: User;
  readonly right: Right;
}

/** Whether a user holds a right, given and taken away by a click. What it shows is what the server has. */
export function RightCell({ user, right }: Props) {
  const { t } = useTranslation();
  const say = useProblemText();
  const names = { name: user.name, right: t(`users.rights.${right.name}.name`) };
  const change = useMutation({
    mutationFn: (held: boolean) => users.update(user.id, patchFor(right, held), null),
    onSuccess: (_, held) => notifications.show({ message: t(held ? "users.granted" : "users.withdrawn", names) }),
    onError: (error) => notifications.show({ color: "red", message: say(error) }),
  });
  if (user.role === "administrator") {
    return (
      <>
        <IconCheck size={18} aria-hidden />
        <VisuallyHidden>{t("users.yes")}</VisuallyHidden>
      </>
    );
  }
  return (
    <Checkbox
      aria-label={t("users.cell", names)}
      checked={change.isPending ? change.variables : holds(user, right)}
      disabled={change.isPending}
      onChange={(event) => change.mutate(event.currentTarget.checked)}
      styles={{ root: { display: "inline-block" } }}
    />
  );
}
