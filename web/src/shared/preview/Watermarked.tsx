import { useId, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useViewer } from "../api/viewer";
import { formatInstant } from "../format/instant";
import { now } from "../time/clock";
import styles from "./Watermarked.module.css";

/** Has what is shown say, all over it, who looks at it and when. It deters; whoever may see bytes can also keep them. */
export function Watermarked({ isOn, children }: { isOn: boolean; children: ReactNode }) {
  const { t, i18n } = useTranslation();
  const { user } = useViewer();
  const pattern = useId();
  const [begin] = useState(now);
  if (!isOn) return children;
  const at = formatInstant(begin, i18n.language);
  return (
    <div className={styles["watermarked"]}>
      {children}
      <svg role="img" aria-label={t("preview.watermark", { name: user.displayName, at })} className={styles["mark"]}>
        <pattern id={pattern} width="260" height="120" patternUnits="userSpaceOnUse" patternTransform="rotate(-24)">
          <text x="10" y="60">
            {user.displayName}
          </text>
          <text x="10" y="84">
            {at}
          </text>
        </pattern>
        <rect width="100%" height="100%" fill={`url(#${pattern})`} />
      </svg>
    </div>
  );
}
