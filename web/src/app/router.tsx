import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from "@tanstack/react-router";
import type { Client } from "@urql/core";
import { viewerQuery } from "../shared/api/viewer";
import { Failed, NotFound } from "./Fallback";

interface Context {
  client: Client;
}

// Search parameters are what somebody typed into the address: only strings are taken, and the server judges them.
function strings<Name extends string>(
  ...names: Name[]
): (search: Record<string, unknown>) => Partial<Record<Name, string>> {
  return (search) =>
    Object.fromEntries(
      names.flatMap((name) => {
        const value = search[name];
        return typeof value === "string" && value !== "" ? [[name, value]] : [];
      }),
    ) as Partial<Record<Name, string>>;
}

// A view that cannot be loaded says so, by Failed. The router by itself would reload the page instead: that breaks off what
// is being sent, and without a network leaves nothing in its place.
function view<Views extends object, Name extends keyof Views>(load: () => Promise<Views>, name: Name) {
  const loaded = () =>
    load().catch((cause: unknown) => {
      throw new TypeError("a view cannot be loaded", { cause });
    });
  return lazyRouteComponent(loaded, name);
}

const root = createRootRouteWithContext<Context>()({ component: Outlet, notFoundComponent: NotFound });

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/signin",
  validateSearch: strings("error", "return_to"),
  component: view(() => import("./views/SignInView"), "SignInView"),
});

// Where a sign-in on a second tab ends: it tells the first tab and closes.
const signedIn = createRoute({
  getParentRoute: () => root,
  path: "/signed-in",
  component: view(() => import("./views/SignedInView"), "SignedInView"),
});

// Where somebody without an account comes in. Its fragment is a secret.
const link = createRoute({
  getParentRoute: () => root,
  path: "/s/$linkId",
  component: view(() => import("./views/LinkView"), "LinkView"),
});

// Everything behind the sign-in.
const inside = createRoute({
  getParentRoute: () => root,
  id: "inside",
  beforeLoad: async ({ context, location }) => {
    const result = await context.client.query(viewerQuery, {}, { requestPolicy: "cache-first" }).toPromise();
    if (result.error) throw result.error;
    if (!result.data?.viewer) {
      const { error } = strings("error")(location.search); // the sign-in flow fails to /?error=code
      throw redirect({
        to: "/signin",
        search: error ? { error } : location.href === "/" ? {} : { return_to: location.href },
      });
    }
    return { viewer: result.data.viewer };
  },
  component: view(() => import("./Shell"), "Shell"),
});

const home = createRoute({
  getParentRoute: () => inside,
  path: "/",
  beforeLoad: ({ context: { viewer } }) => {
    if (viewer.user.kind !== "STAFF") throw redirect({ to: "/access" });
    if (viewer.canManagePeople) throw redirect({ to: "/people" });
    throw redirect({ to: viewer.canReadAudit ? "/events" : "/customers" });
  },
});

const customers = createRoute({
  getParentRoute: () => inside,
  path: "/customers",
  validateSearch: strings("search", "category", "importance"),
  component: view(() => import("./views/CustomersView"), "CustomersView"),
});

const customer = createRoute({
  getParentRoute: () => inside,
  path: "/customers/$customerId",
  validateSearch: strings("folder", "document"),
  component: view(() => import("./views/CustomerView"), "CustomerView"),
});

const access = createRoute({
  getParentRoute: () => inside,
  path: "/access",
  component: view(() => import("./views/AccessView"), "AccessView"),
});

const people = createRoute({
  getParentRoute: () => inside,
  path: "/people",
  validateSearch: strings("search", "kind", "status"),
  component: view(() => import("./views/PeopleView"), "PeopleView"),
});

const person = createRoute({
  getParentRoute: () => inside,
  path: "/people/$userId",
  component: view(() => import("./views/PersonView"), "PersonView"),
});

const leaving = createRoute({
  getParentRoute: () => inside,
  path: "/people/$userId/leaving",
  component: view(() => import("./views/LeavingView"), "LeavingView"),
});

const departures = createRoute({
  getParentRoute: () => inside,
  path: "/departures",
  component: view(() => import("./views/DeparturesView"), "DeparturesView"),
});

const departure = createRoute({
  getParentRoute: () => inside,
  path: "/departures/$departureId",
  component: view(() => import("./views/DepartureView"), "DepartureView"),
});

const signals = createRoute({
  getParentRoute: () => inside,
  path: "/signals",
  component: view(() => import("./views/SignalsView"), "SignalsView"),
});

const events = createRoute({
  getParentRoute: () => inside,
  path: "/events",
  validateSearch: strings("action", "actor", "subject", "object", "customer", "from", "until"),
  component: view(() => import("./views/EventsView"), "EventsView"),
});

const routeTree = root.addChildren([
  signIn,
  signedIn,
  link,
  inside.addChildren([
    home,
    customers,
    customer,
    access,
    people,
    person,
    leaving,
    departures,
    departure,
    signals,
    events,
  ]),
]);

export function newRouter(client: Client) {
  return createRouter({
    routeTree,
    context: { client },
    defaultPreload: "intent",
    defaultErrorComponent: Failed,
    scrollRestoration: true,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof newRouter>;
  }
}
