import { useSyncExternalStore } from "react";

/** What the person chose; "system" follows the device. */
export type Theme = "system" | "light" | "dark";

export const themes: readonly Theme[] = ["system", "light", "dark"];

const storageKey = "strongroom.theme";
const listeners = new Set<() => void>();

function read(): Theme {
  const stored = localStorage.getItem(storageKey);
  return themes.find((theme) => theme === stored) ?? "system";
}

/** Puts the stored choice on the root element, where tokens.css reads it. Call it before the first render. */
export function applyTheme(): void {
  document.documentElement.dataset["theme"] = read();
}

export function setTheme(theme: Theme): void {
  localStorage.setItem(storageKey, theme);
  applyTheme();
  listeners.forEach((tell) => {
    tell();
  });
}

export function useTheme(): Theme {
  return useSyncExternalStore((tell) => {
    listeners.add(tell);
    return () => listeners.delete(tell);
  }, read);
}
