import { Link, Outlet, useRouterState, type LinkProps } from "@tanstack/react-router";
import { useEffect, useMemo, useRef } from "react";
import { Button as AriaButton } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { useClient } from "urql";
import { signOut } from "../features/signin/providers";
import { newUploadQueue } from "../features/uploads/queue";
import { UploadsContext } from "../features/uploads/UploadsContext";
import { UploadTray } from "../features/uploads/UploadTray";
import { useViewer } from "../shared/api/viewer";
import { currentLanguage, languages, setLanguage } from "../shared/i18n/i18n";
import { setTheme, themes, useTheme } from "../shared/theme/theme";
import { ActionMenu } from "../shared/ui/ActionMenu";
import { Icon, type IconName } from "../shared/ui/Icon";
import { Mark } from "../shared/ui/Mark";
import { ProblemNotice } from "../shared/ui/ProblemNotice";
import { useAttempt } from "../shared/ui/useAttempt";
import { SessionGuard } from "./SessionGuard";
import styles from "./Shell.module.css";

interface Place {
  to: NonNullable<LinkProps["to"]>;
  label: "customers" | "access" | "people" | "departures" | "signals" | "events";
  icon: IconName;
}

/** The frame around every view behind the sign-in: where one can go, who one is, and what is being uploaded. */
export function Shell() {
  const { t } = useTranslation();
  const viewer = useViewer();
  const client = useClient();
  const uploads = useMemo(() => newUploadQueue(client), [client]);

  const places: Place[] = [];
  if (viewer.user.kind === "STAFF") places.push({ to: "/customers", label: "customers", icon: "customers" });
  places.push({ to: "/access", label: "access", icon: "access" });
  if (viewer.canManagePeople || viewer.canReadAudit) {
    places.push({ to: "/people", label: "people", icon: "people" });
    places.push({ to: "/departures", label: "departures", icon: "departures" });
  }
  if (viewer.canManagePeople) places.push({ to: "/signals", label: "signals", icon: "signals" });
  if (viewer.canReadAudit) places.push({ to: "/events", label: "events", icon: "events" });

  return (
    <UploadsContext value={uploads}>
      <div className={styles["shell"]}>
        <a href="#main" className={styles["skip"]}>
          {t("nav.skip")}
        </a>
        <header className={styles["rail"]}>
          <Link to="/" className={styles["brand"] ?? ""}>
            <Mark size={28} /> Strongroom
          </Link>
          <Places places={places} />
          <Account />
        </header>
        <View />
        <UploadTray />
        <SessionGuard />
      </div>
    </UploadsContext>
  );
}

// Where one is stays in sight, also where the places are wider than the window.
function Places({ places }: { places: readonly Place[] }) {
  const { t } = useTranslation();
  const path = useRouterState({ select: (state) => state.resolvedLocation?.pathname });
  const nav = useRef<HTMLElement>(null);
  useEffect(() => {
    nav.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [path]);
  return (
    <nav ref={nav} aria-label={t("nav.label")}>
      <ul className={styles["places"]}>
        {places.map((place) => (
          <li key={place.label}>
            <Link to={place.to} className={styles["place"] ?? ""}>
              <Icon name={place.icon} />
              {t(`nav.${place.label}`)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function View() {
  const path = useRouterState({ select: (state) => state.resolvedLocation?.pathname });
  const main = useRef<HTMLElement>(null);
  const shown = useRef(path);
  useEffect(() => {
    // A view that has come after another is announced by its heading.
    if (path !== undefined && shown.current !== undefined && shown.current !== path) {
      main.current?.querySelector("h1")?.focus();
    }
    shown.current = path;
  }, [path]);
  return (
    <main id="main" ref={main} className={styles["main"]}>
      <Outlet />
    </main>
  );
}

function Account() {
  const { t } = useTranslation();
  const { user } = useViewer();
  const theme = useTheme();
  const { problem, attempt } = useAttempt();

  return (
    <div className={styles["account"]}>
      {problem && <ProblemNotice problem={problem} />}
      <ActionMenu
        label={t("account.label")}
        actions={[
          ...themes.map((each) => ({
            id: each,
            label: t(`theme.${each}`),
            isOn: each === theme,
            onAction: () => {
              setTheme(each);
            },
          })),
          ...languages.map(([id, name]) => ({
            id,
            label: name,
            lang: id,
            beginsGroup: id === languages[0]?.[0],
            isOn: id === currentLanguage(),
            onAction: () => void attempt(() => setLanguage(id)),
          })),
          {
            id: "leave",
            label: t("account.signOut"),
            beginsGroup: true,
            onAction: () =>
              void attempt(async () => {
                location.assign(await signOut());
              }),
          },
        ]}
      >
        <AriaButton className={styles["person"] ?? ""}>
          <span aria-hidden className={styles["initials"]}>
            {initials(user.displayName)}
          </span>
          <span className={styles["who"]}>
            <span className={styles["name"]}>{user.displayName}</span>
            <span>
              {user.byLink ? t("links.sign") : user.role ? t(`globalRole.${user.role}`) : t(`userKind.${user.kind}`)}
            </span>
          </span>
        </AriaButton>
      </ActionMenu>
    </div>
  );
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/u);
  return [words[0], words.length > 1 ? words.at(-1) : undefined]
    .map((word) => word?.match(/./u)?.[0] ?? "")
    .join("")
    .toUpperCase();
}
