import { useTranslation } from "react-i18next";
import { canPreview } from "../../shared/preview/previews";
import { Button, type ButtonKind } from "../../shared/ui/Button";

/** A document that somebody looks at. */
export interface Looked {
  readonly title: string;
  readonly contentUrl: string;
  readonly mediaType: string;
}

interface LookButtonProps {
  document: {
    readonly title: string;
    readonly contentUrl: string;
    readonly mayDownload: boolean;
    readonly currentVersion: { readonly size: number; readonly mediaType: string } | null;
  };
  kind?: ButtonKind;
  onLook: (document: Looked) => void;
}

/** Shows a document without saving it, where the page can and the viewer may have its bytes. */
export function LookButton({ document, kind = "plain", onLook }: LookButtonProps) {
  const { t } = useTranslation();
  const { title, contentUrl, mayDownload, currentVersion } = document;
  if (!mayDownload || !currentVersion || !canPreview(currentVersion)) return null;
  return (
    <Button
      kind={kind}
      icon="preview"
      aria-label={t("preview.of", { title })}
      onPress={() => {
        onLook({ title, contentUrl, mediaType: currentVersion.mediaType });
      }}
    >
      {t("preview.button")}
    </Button>
  );
}
