import "../shared/ui/tokens.css";
import "../shared/ui/base.css";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode, type ReactNode } from "react";
import { I18nProvider } from "react-aria-components";
import { createRoot } from "react-dom/client";
import { useTranslation } from "react-i18next";
import { Provider } from "urql";
import { newClient } from "../shared/api/client";
import { startI18n } from "../shared/i18n/i18n";
import { applyTheme } from "../shared/theme/theme";
import { newRouter } from "./router";

async function start(): Promise<void> {
  applyTheme();
  await startI18n();
  const element = document.getElementById("page");
  if (!element) throw new Error("index.html has no element for the page");
  const client = newClient();
  createRoot(element).render(
    <StrictMode>
      <Localized>
        <Provider value={client}>
          <RouterProvider router={newRouter(client)} />
        </Provider>
      </Localized>
    </StrictMode>,
  );
}

// Has the component library speak the language of the page.
function Localized({ children }: { children: ReactNode }) {
  const { i18n } = useTranslation();
  return <I18nProvider locale={i18n.language}>{children}</I18nProvider>;
}

void start();
