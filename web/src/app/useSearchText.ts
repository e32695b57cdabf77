import { useRouter } from "@tanstack/react-router";
import { useEffect, useEffectEvent, useState } from "react";
import { useDebounced } from "../shared/time/useDebounced";

/**
 * What is typed into a view's search box. Once the typing rests it goes into the address, by put; unless the person has
 * set out for another view meanwhile, from which it would call them back.
 */
export function useSearchText(inAddress: string, put: (text: string) => void) {
  const router = useRouter();
  const [typed, setTyped] = useState(inAddress);
  const [path] = useState(router.latestLocation.pathname);
  const settled = useDebounced(typed.trim(), 200);
  const settle = useEffectEvent((text: string) => {
    if (text !== inAddress && router.latestLocation.pathname === path) put(text);
  });
  useEffect(() => {
    settle(settled);
  }, [settled]);
  return [typed, setTyped] as const;
}
