import { Alert } from "@mantine/core";
import { createRootRoute, createRoute, createRouter, Outlet, redirect, useSearch } from "@tanstack/react-router";
import { lazy } from "react";
import { useTranslation } from "react-i18next";
import { agents } from "../api/collections.ts";
import { isAdministrator, meQuery, useMe } from "../api/me.ts";
import { queries } from "../api/queries.ts";
import { Loading } from "../parts/Loading.tsx";
import { Refusal } from "../parts/Refusal.tsx";
import { SignIn } from "../screens/signIn/SignIn.tsx";
import { Shell } from "../shell/Shell.tsx";
import { homeOf, type Screen, screens } from "./screens.tsx";

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound, errorComponent: Failed });

/** Only a path of this page: nobody is led elsewhere by a link to the sign-in. */
const ownPath = (to: unknown): string => (typeof to === "string" && /^\/(?![/\\])/.test(to) ? to : "/");

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: ({ to }: Record<string, unknown>): { to?: string } => (to === undefined ? {} : { to: ownPath(to) }),
  component: () => <SignIn to={useSearch({ from: "/sign-in" }).to ?? "/"} />,
});

const shell = createRoute({
  getParentRoute: () => root,
  id: "shell",
  beforeLoad: async ({ location }) => {
    if ((await queries.ensureQueryData(meQuery)) === null)
      throw redirect({ to: "/sign-in", search: { to: location.href } });
  },
  component: Shell,
});

/** An administrator of an account without agents begins with the first steps. */
const home = createRoute({
  getParentRoute: () => shell,
  path: "/",
  beforeLoad: async () => {
    const me = await queries.ensureQueryData(meQuery);
    if (me === null) return;
    const isNew = isAdministrator(me) && (await queries.ensureQueryData(agents.all)).length === 0;
    throw redirect({ to: isNew ? "/start" : homeOf(me), replace: true });
  },
});

/** A screen whose code is loaded when it is first opened; others than those who may open it are told so. */
function routeOf({ path, may, load }: Screen) {
  const Content = lazy(load);
  const Guarded = () => {
    const { t } = useTranslation();
    return may(useMe()) ? <Content /> : <Alert color="yellow">{t("shell.notPermitted")}</Alert>;
  };
  // Pointing at a link is enough to begin loading (`defaultPreload`).
  return createRoute({
    getParentRoute: () => shell,
    path,
    component: Guarded,
    loader: async () => void (await load()),
  });
}

export const router = createRouter({
  routeTree: root.addChildren([signIn, shell.addChildren([home, ...screens.map(routeOf)])]),
  defaultPreload: "intent",
  defaultPendingComponent: () => <Loading />,
  defaultErrorComponent: Failed,
});

function NotFound() {
  const { t } = useTranslation();
  return <Alert color="yellow">{t("shell.notFound")}</Alert>;
}

function Failed({ error }: { readonly error: unknown }) {
  return <Refusal error={error} />;
}

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
