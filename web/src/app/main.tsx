import "../shared/ui/tokens.css";
import "../shared/ui/base.css";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
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
      <Provider value={client}>
        <RouterProvider router={newRouter(client)} />
      </Provider>
    </StrictMode>,
  );
}

void start();
