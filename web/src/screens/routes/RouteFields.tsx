import { Alert, NumberInput, SimpleGrid, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Schema } from "../../../../client/ponto.ts";
import type { RecordForm } from "../../parts/form/useRecordForm.ts";
import { OrderedPicker } from "../../parts/OrderedPicker.tsx";
import type { RouteValues } from "./routeValues.ts";

interface Props {
  readonly record: RecordForm<RouteValues>;
  readonly trunks: readonly Schema<"Trunk">[];
}

export function RouteFields({ record: { field }, trunks }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <TextInput
        data-autofocus
        inputMode="tel"
        autoComplete="off"
        placeholder={t("routes.anything")}
        description={t("routes.prefixHint")}
        {...field("prefix", t("routes.prefix"))}
      />
      {trunks.length === 0 && <Alert color="yellow">{t("routes.noTrunks")}</Alert>}
      <OrderedPicker
        choices={trunks.map(({ id, name }) => ({ value: id, label: name }))}
        add={t("routes.addTrunk")}
        {...field("trunkIds", t("routes.trunks"), "choice")}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <NumberInput
          min={0}
          max={32}
          clampBehavior="none"
          allowDecimal={false}
          description={t("routes.strippedHint")}
          inputWrapperOrder={["label", "input", "description", "error"]}
          {...field("strip", t("routes.stripped"))}
        />
        <TextInput inputMode="tel" autoComplete="off" {...field("prepend", t("routes.prepended"))} />
      </SimpleGrid>
      <TextInput
        inputMode="tel"
        autoComplete="off"
        description={t("routes.callerIdHint")}
        {...field("callerId", t("routes.callerId"))}
      />
    </>
  );
}
