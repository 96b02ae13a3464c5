import { Badge, Button, Group, List, Stack, Text, TextInput } from "@mantine/core";
import { IconArrowRight, IconCircleMinus, IconCornerDownRight, IconSearch } from "@tabler/icons-react";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Schema } from "../../../../client/ponto.ts";
import { routes } from "../../api/collections.ts";
import { ponto } from "../../api/ponto.ts";
import { phoneNumber } from "../../parts/phoneNumber.ts";
import { Refusal } from "../../parts/Refusal.tsx";
import { Section } from "../../parts/Section.tsx";

type Lookup = Schema<"RouteLookup">;
type TrunkFound = Lookup["trunks"][number];

/** Read anew whenever routes or trunks are changed: its key begins with theirs. */
const lookupQuery = (number: string) =>
  queryOptions({
    queryKey: [...routes.all.queryKey, "lookup", number],
    enabled: number !== "",
    staleTime: 0,
    queryFn: async () => (await ponto.http.GET("/v1/routes/lookup", { params: { query: { number } } })).data!,
  });

/** What would become of a number that an agent dials now; asks the server, which asks what real calls are asked. */
export function RouteLookup() {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const [asked, setAsked] = useState("");
  const { data: found, error, isFetching, refetch } = useQuery(lookupQuery(asked));
  return (
    <Section title={t("routes.lookup.title")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          // The same number may have another answer by now.
          if (typed.trim() === asked) void refetch();
          else setAsked(typed.trim());
        }}
      >
        <Group align="flex-end" gap="sm">
          <TextInput
            label={t("routes.lookup.number")}
            inputMode="tel"
            autoComplete="off"
            required
            maxLength={64}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <Button
            type="submit"
            variant="default"
            loading={isFetching}
            leftSection={<IconSearch size={16} aria-hidden />}
          >
            {t("routes.lookup.submit")}
          </Button>
        </Group>
      </form>
      <Stack mt="md" gap="sm" aria-live="polite">
        <Refusal error={error} />
        {found !== undefined && <Answer found={found} />}
      </Stack>
    </Section>
  );
}

function Answer({ found: { e164, extension, route, trunks, reason } }: { readonly found: Lookup }) {
  const { t } = useTranslation();
  if (extension !== null) {
    return <Text>{t(`routes.lookup.extension.${extension.type}`, { name: extension.name })}</Text>;
  }
  const byRoute =
    route === null || route.prefix === ""
      ? t("routes.lookup.byRest")
      : t("routes.lookup.byRoute", { prefix: route.prefix });
  return (
    <>
      <Text size="sm">
        {[
          ...(e164 === null ? [] : [t("routes.lookup.e164", { number: e164 })]),
          ...(route === null ? [] : [byRoute]),
        ].join(" · ")}
      </Text>
      {reason === "no_route" && <Text fw={600}>{t("routes.lookup.noRoute")}</Text>}
      {reason === "no_trunk" && <Text fw={600}>{t("routes.lookup.noTrunk")}</Text>}
      <List type="ordered" listStyleType="none" spacing="sm" withPadding={false}>
        {trunks.map((trunk, i) => (
          <TrunkLine key={trunk.id} trunk={trunk} first={i === 0} />
        ))}
      </List>
    </>
  );
}

function TrunkLine({ trunk, first }: { readonly trunk: TrunkFound; readonly first: boolean }) {
  const { t } = useTranslation();
  const { name, inService, full, tried, dialledAs, callerId } = trunk;
  const Icon = !tried ? IconCircleMinus : first ? IconArrowRight : IconCornerDownRight;
  const place = !tried ? "not" : first ? "first" : "next";
  const shows =
    callerId === null ? t("routes.lookup.showsOwn") : t("routes.lookup.shows", { callerId: phoneNumber(callerId) });
  return (
    <List.Item icon={<Icon size={20} aria-hidden />}>
      <Group gap="xs">
        <Text span fw={600}>
          {name}
        </Text>
        <Text span size="sm">
          {t(`routes.lookup.${place}`)}
        </Text>
        {!inService && (
          <Badge color="red" variant="light" tt="none" c="var(--mantine-color-text)">
            {t("routes.lookup.outOfService")}
          </Badge>
        )}
        {full && (
          <Badge color="yellow" variant="light" tt="none" c="var(--mantine-color-text)">
            {t("routes.lookup.full")}
          </Badge>
        )}
      </Group>
      {tried && (
        <Text size="sm">
          {t("routes.lookup.told", { number: dialledAs })}, {shows}
        </Text>
      )}
    </List.Item>
  );
}
