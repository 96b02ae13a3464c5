import { Table } from "@mantine/core";
import type { ReactNode } from "react";

interface Props {
  /** Says what the table is of. */
  readonly label: string;
  /** Narrower than this, px, it is scrolled rather than squeezed. */
  readonly minWidth: number;
  /** Higher than this, px, it is scrolled. */
  readonly maxHeight?: number;
  readonly children: ReactNode;
}

/** A table that may need more room than there is; by keyboard, too, one gets to what is out of sight. */
export function WideTable({ label, minWidth, maxHeight, children }: Props) {
  return (
    <Table.ScrollContainer
      type="native"
      minWidth={minWidth}
      {...(maxHeight === undefined ? {} : { mah: maxHeight })}
      tabIndex={0}
      role="region"
      aria-label={label}
    >
      {children}
    </Table.ScrollContainer>
  );
}
