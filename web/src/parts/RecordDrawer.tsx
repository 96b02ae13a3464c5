import { Drawer, Tabs } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ItemOf } from "../../../client/ponto.ts";
import type { Collection, CollectionPath, CreatedOf, CreationOf, Kept, PatchOf } from "../api/collections.ts";
import { isCovered } from "./covering.ts";
import { RecordFields } from "./form/RecordFields.tsx";
import { type RecordForm, useRecordForm } from "./form/useRecordForm.ts";
import { Loading } from "./Loading.tsx";
import { NEW } from "./openRecord.ts";
import classes from "./RecordDrawer.module.css";
import { Refusal } from "./Refusal.tsx";
import { RemoveButton } from "./RemoveButton.tsx";

interface Props<P extends CollectionPath, Values extends object> {
  readonly collection: Collection<P>;
  /** The id of what is open, or `NEW`; undefined: nothing. */
  readonly open: string | undefined;
  readonly onClose: () => void;
  /** Of null: of something new. */
  readonly title: (thing: ItemOf<P> | null) => string;
  readonly valuesOf: (thing: ItemOf<P> | null) => Values;
  readonly bodyOf: (values: Values, isNew: boolean) => object;
  readonly fields: (record: RecordForm<Values>, thing: ItemOf<P> | null) => ReactNode;
  /** What is known of the thing, or done with it, beside changing its fields. */
  readonly tabs?: readonly RecordTab<ItemOf<P>>[];
  /** Names it in the question whether to delete it; null: it cannot be deleted. */
  readonly removable: (thing: ItemOf<P>) => string | null;
  /** After something new was made; the drawer closes unless told what else happens. */
  readonly onCreated?: (thing: CreatedOf<P>) => void;
}

interface RecordTab<T> {
  readonly key: string;
  readonly label: string;
  /** @param record of the form, which is on the first tab. */
  readonly show: (thing: T, record: Pick<RecordForm<object>, "settle">) => ReactNode;
}

/** One thing of a list, beside the list: to be made, changed or removed. */
export function RecordDrawer<P extends CollectionPath, Values extends object>(props: Props<P, Values>) {
  const { open, onClose } = props;
  return (
    <Drawer.Root opened={open !== undefined} onClose={() => isCovered() || onClose()} position="right" size={600}>
      <Drawer.Overlay />
      <Drawer.Content className={classes.content}>
        {open === NEW && <Content {...props} kept={null} />}
        {open !== undefined && open !== NEW && <Loaded key={open} id={open} {...props} />}
      </Drawer.Content>
    </Drawer.Root>
  );
}

function Loaded<P extends CollectionPath, Values extends object>({
  id,
  ...props
}: Props<P, Values> & { readonly id: string }) {
  const { t } = useTranslation();
  const { data, error } = useQuery(props.collection.one(id));
  if (data !== undefined) return <Content {...props} kept={data} />;
  return (
    <>
      <Head title={error === null ? t("common.loading") : t("common.nothingFound")} />
      <Drawer.Body>{error === null ? <Loading /> : <Refusal error={error} />}</Drawer.Body>
    </>
  );
}

function Head({ title }: { readonly title: string }) {
  const { t } = useTranslation();
  return (
    // It is no landmark of the page.
    <Drawer.Header role="presentation">
      <Drawer.Title fw={600} fz="lg">
        {title}
      </Drawer.Title>
      <Drawer.CloseButton aria-label={t("common.close")} />
    </Drawer.Header>
  );
}

function Content<P extends CollectionPath, Values extends object>({
  collection,
  kept,
  onClose,
  title,
  valuesOf,
  bodyOf,
  fields,
  tabs = [],
  removable,
  onCreated = onClose,
}: Props<P, Values> & { readonly kept: Kept<ItemOf<P>> | null }) {
  const { t } = useTranslation();
  const thing = kept?.thing ?? null;
  const id = (thing as { id: string } | null)?.id ?? "";
  const record = useRecordForm<ItemOf<P>, Values>({
    before: kept,
    operation:
      kept === null ? { method: "post", path: collection.path } : { method: "patch", path: `${collection.path}/{id}` },
    valuesOf,
    bodyOf,
    save: (body, etag) =>
      kept === null ? collection.create(body as CreationOf<P>) : collection.update(id, body as PatchOf<P>, etag),
    reload: () => collection.read(id),
    onSaved: (answer) => {
      notifications.show({ message: t("common.saved"), color: "green" });
      if (kept === null) onCreated(answer as CreatedOf<P>);
      else onClose();
    },
  });
  const name = thing === null ? null : removable(thing);
  const form = (
    <RecordFields
      record={record}
      submit={kept === null ? t("common.create") : t("common.save")}
      onCancel={onClose}
      aside={
        name !== null && (
          <RemoveButton
            name={name}
            remove={() => collection.remove(id, null)}
            onRemoved={() => {
              record.settle();
              onClose();
            }}
          />
        )
      }
    >
      {fields(record, thing)}
    </RecordFields>
  );
  return (
    <>
      <Head title={title(thing)} />
      <Drawer.Body pb={0}>
        {thing === null || tabs.length === 0 ? (
          form
        ) : (
          <Tabs defaultValue={FORM}>
            <Tabs.List mb="md">
              <Tabs.Tab value={FORM}>{t("form.fields")}</Tabs.Tab>
              {tabs.map(({ key, label }) => (
                <Tabs.Tab key={key} value={key}>
                  {label}
                </Tabs.Tab>
              ))}
            </Tabs.List>
            <Tabs.Panel value={FORM}>{form}</Tabs.Panel>
            {tabs.map(({ key, show }) => (
              <Tabs.Panel key={key} value={key} keepMounted={false} pb="md">
                {show(thing, record)}
              </Tabs.Panel>
            ))}
          </Tabs>
        )}
      </Drawer.Body>
    </>
  );
}

/** The tab of the form, which stays there while another one is shown: what was typed is kept. */
const FORM = "form";
