import type { ReactNode } from "react";
import { Button as AriaButton, ProgressBar, type ButtonProps as AriaButtonProps } from "react-aria-components";
import { useTranslation } from "react-i18next";
import styles from "./Button.module.css";
import { Icon, type IconName } from "./Icon";

export type ButtonKind = "primary" | "plain" | "quiet" | "danger";

interface ButtonProps extends Omit<AriaButtonProps, "children" | "className" | "style"> {
  kind?: ButtonKind;
  icon?: IconName;
  children: ReactNode;
}

/** A button with words. While isPending it stays focusable, says so, and cannot be pressed twice. */
export function Button({ kind = "plain", icon, children, ...props }: ButtonProps) {
  return (
    <AriaButton {...props} className={buttonClass(kind)}>
      {icon && <Icon name={icon} />}
      <span>{children}</span>
      {props.isPending && <Busy />}
    </AriaButton>
  );
}

interface IconButtonProps extends Omit<AriaButtonProps, "children" | "className" | "style" | "aria-label"> {
  icon: IconName;
  /** What it does, for those who cannot see the sign. */
  label: string;
}

export function IconButton({ icon, label, ...props }: IconButtonProps) {
  return (
    <AriaButton {...props} aria-label={label} className={styles["icon"] ?? ""}>
      <Icon name={icon} />
      {props.isPending && <Busy />}
    </AriaButton>
  );
}

// A line that runs along the button: it says that something is being done, not how far it is.
function Busy() {
  const { t } = useTranslation();
  return <ProgressBar isIndeterminate aria-label={t("action.busy")} className={styles["busy"] ?? ""} />;
}

/** The look of a button, for links. */
export function buttonClass(kind: ButtonKind): string {
  return `${styles["button"]} ${styles[kind]}`;
}
