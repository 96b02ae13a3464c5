import { Alert, Button, FileInput, Group, List, Modal, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconCircleCheck, IconFileTypeCsv } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { PontoProblem } from "../../../../client/ponto.ts";
import { carryOutImport, type ImportKind, type ImportReport, tryImport } from "../../api/imports.ts";
import { Refusal } from "../Refusal.tsx";
import { RowFaults } from "./RowFaults.tsx";

interface Props {
  readonly kind: ImportKind;
  readonly opened: boolean;
  readonly onClose: () => void;
}

export function ImportDialog({ kind, opened, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t(`csv.titles.${kind}`)}
      size="lg"
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <ImportSteps kind={kind} onDone={onClose} />
    </Modal>
  );
}

/** A file is tried first: one sees every row that is wrong, or what would be changed, and then carries it out. */
function ImportSteps({ kind, onDone }: { readonly kind: ImportKind; readonly onDone: () => void }) {
  const { t } = useTranslation();
  const trial = useMutation({ mutationFn: (file: File) => tryImport(kind, file) });
  const carryOut = useMutation({
    mutationFn: (file: File) => carryOutImport(kind, file),
    onSuccess: ({ created, updated }) => {
      notifications.show({ color: "green", message: t("csv.done", { created, updated }) });
      onDone();
    },
  });
  const file = trial.variables ?? null;
  const { data: report } = trial;
  const faults = report?.errors ?? faultsIn(carryOut.error);
  return (
    <Stack>
      <Text size="sm">{t(`csv.explain.${kind}`)}</Text>
      <FileInput
        data-autofocus
        label={t("csv.file")}
        description={t("csv.fileHint")}
        placeholder={t("csv.choose")}
        accept=".csv,text/csv"
        leftSection={<IconFileTypeCsv size={18} aria-hidden />}
        value={file}
        onChange={(chosen) => {
          carryOut.reset();
          if (chosen === null) trial.reset();
          else trial.mutate(chosen);
        }}
        clearable
      />
      <div aria-live="polite">
        {trial.isPending && <Text size="sm">{t("csv.trying")}</Text>}
        <Refusal error={trial.error} />
        {report !== undefined && faults.length === 0 && <Prospect report={report} />}
        {faults.length > 0 && <RowFaults faults={faults} />}
        {faults.length === 0 && <Refusal error={carryOut.error} />}
      </div>
      <Group justify="flex-end">
        <Button variant="default" onClick={onDone}>
          {t("common.cancel")}
        </Button>
        <Button
          disabled={file === null || report === undefined || faults.length > 0 || changesNothing(report)}
          loading={carryOut.isPending}
          onClick={() => file !== null && carryOut.mutate(file)}
        >
          {t("csv.carryOut")}
        </Button>
      </Group>
    </Stack>
  );
}

const changesNothing = ({ created, updated }: ImportReport): boolean => created + updated === 0;

/** Rows that were right when the file was tried, and are not any more. */
const faultsIn = (error: unknown): ImportReport["errors"] =>
  error instanceof PontoProblem
    ? (error.problem.errors ?? []).map(({ path, message, line = 1, code = "invalid_value" }) => ({
        line,
        column: path === "" ? null : path,
        code: code as ImportReport["errors"][number]["code"],
        message,
      }))
    : [];

function Prospect({ report }: { readonly report: ImportReport }) {
  const { t } = useTranslation();
  return (
    <Alert color="green" icon={<IconCircleCheck aria-hidden />} title={t("csv.good", { count: report.rows })}>
      <List size="sm">
        {(["created", "updated", "unchanged"] as const)
          .filter((kind) => report[kind] > 0)
          .map((kind) => (
            <List.Item key={kind}>{t(`csv.${kind}`, { count: report[kind] })}</List.Item>
          ))}
      </List>
    </Alert>
  );
}
