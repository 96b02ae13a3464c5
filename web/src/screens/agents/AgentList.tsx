import { useElementSize } from "@mantine/hooks";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import classes from "./AgentRow.module.css";
import { AgentRow } from "./AgentRow.tsx";

/** How rows are laid out by the width there is, px (AgentRow.module.css), and how high they are then. */
const layouts = [
  { name: "cards", upTo: 700, height: 64 },
  { name: "middle", upTo: 1000, height: 44 },
  { name: "wide", upTo: Number.POSITIVE_INFINITY, height: 44 },
] as const;
type Layout = (typeof layouts)[number];

const columns = ["status", "since", "agent", "groups", "call", "duration", "quality", "action"] as const;

interface Props {
  /** Of those that are shown, in their order. */
  readonly ids: readonly string[];
  readonly onOpen: (id: string) => void;
}

/** The agents as rows; of a thousand only those within sight are drawn. */
export function AgentList(props: Props) {
  const { ref, width } = useElementSize();
  const layout = layouts.find(({ upTo }) => width < upTo)!;
  return (
    <div ref={ref}>
      {/* The places of all rows are known from their height: another height, another table. */}
      {width > 0 && <Table key={layout.height} layout={layout} {...props} />}
    </div>
  );
}

function Table({ ids, onOpen, layout }: Props & { readonly layout: Layout }) {
  const { t } = useTranslation();
  const rows = useRef<HTMLTableSectionElement>(null);
  const [offset, setOffset] = useState(0);
  useLayoutEffect(() => {
    const top = rows.current === null ? 0 : rows.current.getBoundingClientRect().top + window.scrollY;
    setOffset(Math.round(top));
  });
  const virtual = useWindowVirtualizer({
    count: ids.length,
    estimateSize: () => layout.height,
    overscan: 8,
    scrollMargin: offset,
    getItemKey: (index) => ids[index]!,
  });
  return (
    <table
      className={classes.table}
      data-layout={layout.name}
      aria-label={t("agents.table")}
      aria-rowcount={ids.length + 1}
    >
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
          <AgentRow
            key={key}
            id={ids[index]!}
            index={index}
            top={start - offset}
            isBrief={layout.name === "middle"}
            onOpen={onOpen}
          />
        ))}
      </tbody>
    </table>
  );
}
