import { FileTrigger } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { Button } from "../../shared/ui/Button";
import { fromChoice, type Incoming } from "./incoming";

interface UploadButtonProps {
  onFiles: (files: Incoming[]) => void;
  /** Takes a folder with all that is in it. */
  ofFolder?: boolean;
}

export function UploadButton({ onFiles, ofFolder = false }: UploadButtonProps) {
  const { t } = useTranslation();
  return (
    <FileTrigger
      allowsMultiple
      acceptDirectory={ofFolder}
      onSelect={(files) => {
        if (files && files.length > 0) onFiles(fromChoice(files));
      }}
    >
      {ofFolder ? (
        <Button icon="folder">{t("uploads.folderButton")}</Button>
      ) : (
        <Button kind="primary" icon="upload">
          {t("uploads.button")}
        </Button>
      )}
    </FileTrigger>
  );
}
