import type { ReactNode } from "react";
import { Dialog as AriaDialog, Form, Heading, Modal, ModalOverlay } from "react-aria-components";
import { useTranslation } from "react-i18next";
import type { Problem } from "../api/problem";
import { Button, IconButton } from "./Button";
import styles from "./Dialog.module.css";
import { ProblemNotice } from "./ProblemNotice";
import { useAttempt } from "./useAttempt";

interface DialogProps {
  title: string;
  /** Called when the person closes it; not offered when it is left out. */
  onClose?: () => void;
  wide?: boolean;
  /** As large as the window, to look at something. */
  full?: boolean;
  children: ReactNode;
}

/** A dialog that is open for as long as it is rendered. */
export function Dialog({ title, onClose, wide = false, full = false, children }: DialogProps) {
  const { t } = useTranslation();
  return (
    <ModalOverlay
      isOpen
      isKeyboardDismissDisabled={!onClose}
      onOpenChange={(open) => {
        if (!open) onClose?.();
      }}
      className={styles["veil"] ?? ""}
    >
      <Modal className={`${styles["modal"]} ${wide ? styles["wide"] : ""} ${full ? styles["full"] : ""}`}>
        <AriaDialog className={styles["dialog"] ?? ""}>
          <header className={styles["head"]}>
            <Heading slot="title">
              <bdi>{title}</bdi>
            </Heading>
            {onClose && <IconButton icon="close" label={t("action.close")} onPress={onClose} />}
          </header>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

interface FormDialogProps extends Omit<DialogProps, "children"> {
  onClose: () => void;
  /** The words on the button that does it. */
  action: string;
  kind?: "primary" | "danger";
  /** Whether all that is needed has been given. */
  isComplete?: boolean;
  /** Does it. What it throws is shown, and what was typed stays. */
  onSubmit: () => Promise<void>;
  /** Called when it is done; onClose is when this is left out. */
  onDone?: () => void;
  /** The body; it is told what went wrong, for the field that it concerns. */
  children: ReactNode | ((problem: Problem | null) => ReactNode);
}

/** A dialog that does one thing once, and closes when it is done. */
export function FormDialog(props: FormDialogProps) {
  const {
    action,
    kind = "primary",
    isComplete = true,
    onSubmit,
    onClose,
    onDone = onClose,
    children,
    ...dialog
  } = props;
  const { t } = useTranslation();
  const { pending, problem, attempt } = useAttempt();

  async function submit(): Promise<void> {
    if (isComplete && (await attempt(onSubmit))) onDone();
  }

  return (
    <Dialog {...dialog} onClose={onClose}>
      <Form
        className={styles["form"] ?? ""}
        validationBehavior="aria"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <div className={styles["body"]}>
          {typeof children === "function" ? children(problem) : children}
          {problem && <ProblemNotice problem={problem} />}
        </div>
        <DialogFoot>
          <Button onPress={onClose}>{t("action.cancel")}</Button>
          <Button type="submit" kind={kind} isDisabled={!isComplete} isPending={pending}>
            {action}
          </Button>
        </DialogFoot>
      </Form>
    </Dialog>
  );
}

/** The body of a dialog that is no form. */
export function DialogBody({ children }: { children: ReactNode }) {
  return <div className={styles["body"]}>{children}</div>;
}

/** The buttons at its end. */
export function DialogFoot({ children }: { children: ReactNode }) {
  return <footer className={styles["foot"]}>{children}</footer>;
}
