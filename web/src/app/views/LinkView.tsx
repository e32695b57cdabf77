import { useParams } from "@tanstack/react-router";
import { Landing } from "../../features/links/Landing";
import { useSecret } from "../../features/links/secret";

export function LinkView() {
  const { linkId } = useParams({ from: "/s/$linkId" });
  const secret = useSecret(linkId);
  return <Landing key={secret} linkId={linkId} secret={secret} />;
}
