import { Alert, Button } from "@mantine/core";
import { IconDeviceTv, IconPlugConnectedX, IconUsersGroup } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { type Agent, useAgents, useAllAgents } from "../../api/agents.ts";
import { useLostSince } from "../../api/live.ts";
import { isAdministrator, useMe } from "../../api/me.ts";
import { EmptyState } from "../../parts/EmptyState.tsx";
import { Loading } from "../../parts/Loading.tsx";
import { useOpenRecord } from "../../parts/openRecord.ts";
import { PageHead } from "../../parts/PageHead.tsx";
import { Refusal } from "../../parts/Refusal.tsx";
import { useFormats } from "../../parts/useFormats.ts";
import { AgentList } from "./AgentList.tsx";
import { CallDrawer } from "./CallDrawer.tsx";
import { FilterBar } from "./FilterBar.tsx";
import { shownOf } from "./filters.ts";
import { StatusTotals } from "./StatusTotals.tsx";
import { type FiltersInAddress, useFilters } from "./useFilters.ts";
import { Wallboard } from "./Wallboard.tsx";

/** Every agent and what it is doing, as a list or on the wall; a call opens beside it. */
export function Agents() {
  const address = useFilters();
  const { open, show, close } = useOpenRecord();
  const ids = useShown(address);
  const { isPending, error } = useAgents();
  const total = useAllAgents(countOf, Object.is);
  const content =
    total > 0 ? (
      <Some address={address} ids={ids} total={total} onOpen={show} />
    ) : error !== null ? (
      <Refusal error={error} />
    ) : isPending ? (
      <Loading />
    ) : (
      <NoAgents />
    );
  return (
    <>
      {address.isWall ? (
        <Wallboard address={address} ids={ids} onOpen={show} />
      ) : (
        <>
          <Head address={address} />
          <StandsStill />
          {content}
        </>
      )}
      <CallDrawer id={open} onClose={close} />
    </>
  );
}

const countOf = (agents: ReadonlyMap<string, Agent>): number => agents.size;

const sameIds = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((id, i) => id === b[i]);

/** The ids of those that pass the filters; the same list for as long as nobody comes, goes or moves. */
function useShown({ filters }: FiltersInAddress): readonly string[] {
  const read = useCallback(
    (agents: ReadonlyMap<string, Agent>): readonly string[] => shownOf(agents, filters),
    [filters],
  );
  return useAllAgents(read, sameIds);
}

function Head({ address }: { readonly address: FiltersInAddress }) {
  const { t } = useTranslation();
  return (
    <PageHead title={t("shell.screens.agents")}>
      <Button
        variant="default"
        leftSection={<IconDeviceTv size={18} aria-hidden />}
        title={t("agents.wall.openHint")}
        onClick={() => address.change({ view: "wall" })}
      >
        {t("agents.wall.open")}
      </Button>
    </PageHead>
  );
}

interface SomeProps {
  readonly address: FiltersInAddress;
  readonly ids: readonly string[];
  readonly total: number;
  readonly onOpen: (id: string) => void;
}

function Some({ address, ids, total, onOpen }: SomeProps) {
  const { t } = useTranslation();
  return (
    <>
      <StatusTotals {...address} />
      <FilterBar {...address} shown={ids.length} total={total} />
      {ids.length === 0 ? (
        <EmptyState icon={IconUsersGroup} title={t("agents.noMatch.title")} hint={t("agents.noMatch.hint")} />
      ) : (
        <AgentList ids={ids} onOpen={onOpen} />
      )}
    </>
  );
}

function NoAgents() {
  const { t } = useTranslation();
  const mayCreate = isAdministrator(useMe());
  return (
    <EmptyState
      icon={IconUsersGroup}
      title={t("agents.none.title")}
      hint={t(mayCreate ? "agents.none.hint" : "agents.none.hintAsk")}
    >
      {mayCreate && (
        <Button component={Link} to="/admin/agents">
          {t("agents.none.action")}
        </Button>
      )}
    </EmptyState>
  );
}

/** What is shown is not live: since when. */
function StandsStill() {
  const { t } = useTranslation();
  const { time } = useFormats();
  const since = useLostSince();
  if (since === undefined) return null;
  return (
    <Alert color="red" mb="md" icon={<IconPlugConnectedX aria-hidden />} role="status">
      {t("agents.standsStill", { time: time(since) })}
    </Alert>
  );
}
