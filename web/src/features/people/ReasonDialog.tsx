import { useState } from "react";
import { useTranslation } from "react-i18next";
import { FormDialog } from "../../shared/ui/Dialog";
import { TextInput } from "../../shared/ui/Field";

interface ReasonDialogProps {
  title: string;
  /** What it does. */
  text: string;
  action: string;
  kind: "primary" | "danger";
  onSubmit: (reason: string) => Promise<void>;
  onClose: () => void;
}

/** Asks why, for the log, before something is done to a person. */
export function ReasonDialog({ title, text, action, kind, onSubmit, onClose }: ReasonDialogProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState("");
  return (
    <FormDialog
      title={title}
      action={action}
      kind={kind}
      isComplete={reason.trim() !== ""}
      onSubmit={() => onSubmit(reason.trim())}
      onClose={onClose}
    >
      {(problem) => (
        <>
          <p>{text}</p>
          <TextInput
            label={t("people.reason")}
            hint={t("people.reasonHint")}
            value={reason}
            onChange={setReason}
            maxLength={500}
            lines={2}
            error={problem?.field === "reason" ? problem.message : null}
            isRequired
            autoFocus
          />
        </>
      )}
    </FormDialog>
  );
}
