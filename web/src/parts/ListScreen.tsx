import { Button, Group, Stack } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { type ComponentType, type ReactNode, useDeferredValue, useState } from "react";
import type { ItemOf } from "../../../client/ponto.ts";
import { type Collection, type CollectionPath, useAll } from "../api/collections.ts";
import { EmptyState } from "./EmptyState.tsx";
import { Loading } from "./Loading.tsx";
import { matches } from "./matches.ts";
import { NEW } from "./openRecord.ts";
import { PageHead } from "./PageHead.tsx";
import { type Column, RecordTable } from "./RecordTable.tsx";
import { Refusal } from "./Refusal.tsx";
import { SearchBox } from "./SearchBox.tsx";

interface Props<P extends CollectionPath> {
  readonly collection: Collection<P>;
  readonly title: string;
  /** What the button says that makes something new. */
  readonly add: string;
  /** Where there is nothing yet. */
  readonly empty: {
    readonly icon: ComponentType<{ size?: number; "aria-hidden"?: boolean }>;
    readonly title: string;
    readonly hint: string;
  };
  readonly columns?: readonly Column<ItemOf<P>>[];
  /** What a search looks through. */
  readonly textsOf: (thing: ItemOf<P>) => readonly string[];
  /** Told the id of what is to be opened, or `NEW`. */
  readonly onOpen: (id: string) => void;
  /** Whether its things are opened; else there is nothing more to see of them. */
  readonly opens?: boolean;
  /** Beside the search. */
  readonly tools?: ReactNode;
  /** Instead of the table of these columns. */
  readonly show?: (things: readonly ItemOf<P>[]) => ReactNode;
}

/** A screen that lists the things of one collection, and leads to each of them and to a new one. */
export function ListScreen<P extends CollectionPath>(props: Props<P>) {
  const { collection, title, add, empty, columns = [], textsOf, onOpen, opens = true, tools, show } = props;
  const { data: things, error } = useAll(collection);
  const [search, setSearch] = useState("");
  const wanted = useDeferredValue(search);
  const addButton = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => onOpen(NEW)}>
      {add}
    </Button>
  );
  const found = things?.filter((thing) => matches(wanted, ...textsOf(thing))) ?? [];
  return (
    <>
      <PageHead title={title}>{things !== undefined && things.length > 0 && addButton}</PageHead>
      {error !== null && <Refusal error={error} />}
      {things === undefined && error === null && <Loading />}
      {things !== undefined && (
        <Stack gap="sm">
          <Group justify="space-between">
            {things.length > 0 && <SearchBox value={search} onChange={setSearch} />}
            {tools}
          </Group>
          {things.length === 0 ? (
            <EmptyState {...empty}>{addButton}</EmptyState>
          ) : show !== undefined ? (
            show(found)
          ) : (
            <RecordTable
              label={title}
              things={found as readonly (ItemOf<P> & { readonly id: string })[]}
              columns={columns}
              onOpen={opens ? onOpen : undefined}
            />
          )}
        </Stack>
      )}
    </>
  );
}
