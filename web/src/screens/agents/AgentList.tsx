import { useMediaQuery } from "@mantine/hooks";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import classes from "./AgentRow.module.css";
import { AgentRow } from "./AgentRow.tsx";

/** As AgentRow.module.css lays the rows out: their heights, px. */
const NARROW = "(max-width: 62em)";
const ROW_HEIGHT = { wide: 44, narrow: 64 } as const;

const columns = ["status", "since", "agent", "groups", "call", "duration", "quality", "action"] as const;

interface Props {
  /** Of those that are shown, in their order. */
  readonly ids: readonly string[];
  readonly onOpen: (id: string) => void;
}

/** The agents as rows; of a thousand only those within sight are drawn. */
export function AgentList(props: Props) {
  const height = useMediaQuery(NARROW) === true ? ROW_HEIGHT.narrow : ROW_HEIGHT.wide;
  // The places of all rows are known from their height: another height, another table.
  return <Table key={height} rowHeight={height} {...props} />;
}

function Table({ ids, onOpen, rowHeight }: Props & { readonly rowHeight: number }) {
  const { t } = useTranslation();
  const rows = useRef<HTMLTableSectionElement>(null);
  const [offset, setOffset] = useState(0);
  useLayoutEffect(() => {
    const top = rows.current === null ? 0 : rows.current.getBoundingClientRect().top + window.scrollY;
    setOffset(Math.round(top));
  });
  const virtual = useWindowVirtualizer({
    count: ids.length,
    estimateSize: () => rowHeight,
    overscan: 8,
    scrollMargin: offset,
    getItemKey: (index) => ids[index]!,
  });
  return (
    <table className={classes.table} aria-label={t("agents.table")} aria-rowcount={ids.length + 1}>
      <thead className={classes.headGroup}>
        <tr aria-rowindex={1} className={classes.head}>
          {columns.map((column) => (
            <th key={column} scope="col" className={column === "groups" ? classes.groups : undefined}>
              {t(`agents.columns.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody ref={rows} className={classes.rows} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ key, index, start }) => (
          <AgentRow key={key} id={ids[index]!} index={index} top={start - offset} onOpen={onOpen} />
        ))}
      </tbody>
    </table>
  );
}
