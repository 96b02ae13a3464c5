import { Alert } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useProblemText } from "./problemText.ts";

/** Why something did not work; nothing where nothing went wrong. */
export function Refusal({ error }: { readonly error: unknown }) {
  const say = useProblemText();
  if (error === null || error === undefined) return null;
  return (
    <Alert color="red" icon={<IconAlertTriangle aria-hidden />} role="alert">
      {say(error)}
    </Alert>
  );
}
