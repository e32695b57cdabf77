import { FileTrigger } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { Button } from "../../shared/ui/Button";

export function UploadButton({ onFiles }: { onFiles: (files: File[]) => void }) {
  const { t } = useTranslation();
  return (
    <FileTrigger
      allowsMultiple
      onSelect={(files) => {
        if (files && files.length > 0) onFiles([...files]);
      }}
    >
      <Button kind="primary" icon="upload">
        {t("uploads.button")}
      </Button>
    </FileTrigger>
  );
}
