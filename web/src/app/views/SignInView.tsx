import { useSearch } from "@tanstack/react-router";
import { SignIn } from "../../features/signin/SignIn";

export function SignInView() {
  const search = useSearch({ from: "/signin" });
  return <SignIn returnTo={search.return_to ?? "/"} error={search.error} />;
}
