import { Alert, Box, Button, Group, List, Stack } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { MouseEvent, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Refusal } from "../Refusal.tsx";
import { LeaveGuard } from "./LeaveGuard.tsx";
import { MeanwhileNotice } from "./MeanwhileNotice.tsx";
import classes from "./RecordFields.module.css";
import type { RecordForm } from "./useRecordForm.ts";

interface Props {
  readonly record: Omit<RecordForm<object>, "form">;
  readonly children: ReactNode;
  /** What the button says; to save unless told. */
  readonly submit?: string;
  readonly onCancel?: () => void;
  /** Beside the buttons, at the other end. */
  readonly aside?: ReactNode;
}

/** A field that is left says what is wrong with it, and the button would move away under the click that left it. */
const stayInField = (event: MouseEvent): void => event.preventDefault();

/** The form itself: its fields, what is wrong, and the buttons, which stay in sight. */
export function RecordFields({ record, children, submit, onCancel, aside }: Props) {
  const { t } = useTranslation();
  const { marked, otherFaults, meanwhile, refusal } = record;
  return (
    <form noValidate onSubmit={record.submit}>
      <Stack className={classes.fields}>
        {meanwhile !== null && <MeanwhileNotice changes={meanwhile} shownAs={record.shownAs} />}
        {children}
      </Stack>
      <Box className={classes.foot} mt="lg" py="sm">
        <Stack gap="sm">
          <Refusal error={refusal} />
          {(marked || otherFaults.length > 0) && (
            <Alert color="red" icon={<IconAlertTriangle aria-hidden />} role="alert" py="xs">
              {marked ? t("form.checkFields") : t("form.otherFaults")}
              <List size="sm">
                {otherFaults.map((fault) => (
                  <List.Item key={fault}>{fault}</List.Item>
                ))}
              </List>
            </Alert>
          )}
          <Group justify="space-between">
            <Group gap="sm">{aside}</Group>
            <Group gap="sm">
              {onCancel !== undefined && (
                <Button variant="default" onMouseDown={stayInField} onClick={onCancel}>
                  {t("common.cancel")}
                </Button>
              )}
              <Button type="submit" onMouseDown={stayInField} loading={record.isSaving}>
                {submit ?? t("common.save")}
              </Button>
            </Group>
          </Group>
        </Stack>
      </Box>
      <LeaveGuard isDirty={record.isDirty} />
    </form>
  );
}
