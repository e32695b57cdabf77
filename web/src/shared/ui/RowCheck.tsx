import { Icon } from "./Icon";
import styles from "./RowCheck.module.css";

interface RowCheckProps {
  /** What it chooses, for screen readers. */
  label: string;
  isOn: boolean;
  /** Whether it is so for some, where it stands for many. */
  isSome?: boolean;
  onChange: (isOn: boolean) => void;
}

/** Chooses a row, or all of them. It is the browser's own box: a long list draws hundreds while somebody scrolls. */
export function RowCheck({ label, isOn, isSome = false, onChange }: RowCheckProps) {
  const isMixed = isSome && !isOn;
  return (
    <span className={styles["check"]}>
      <input
        type="checkbox"
        aria-label={label}
        checked={isOn}
        ref={(box) => {
          if (box) box.indeterminate = isMixed;
        }}
        onChange={({ currentTarget }) => {
          onChange(currentTarget.checked);
        }}
      />
      <span aria-hidden className={styles["box"]}>
        {isOn ? <Icon name="check" size={13} /> : isMixed && <i />}
      </span>
    </span>
  );
}
