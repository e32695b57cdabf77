import { useParams } from "@tanstack/react-router";
import { CaseFile } from "../../features/departures/CaseFile";

export function DepartureView() {
  const { departureId } = useParams({ from: "/inside/departures/$departureId" });
  return <CaseFile key={departureId} departureId={departureId} />;
}
