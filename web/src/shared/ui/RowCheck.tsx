import { Checkbox } from "react-aria-components";
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

/** Chooses a row, or all of them. */
export function RowCheck({ label, isOn, isSome = false, onChange }: RowCheckProps) {
  return (
    <Checkbox
      aria-label={label}
      isSelected={isOn}
      isIndeterminate={isSome && !isOn}
      onChange={onChange}
      className={styles["check"] ?? ""}
    >
      <span aria-hidden className={styles["box"]}>
        {isOn ? <Icon name="check" size={13} /> : isSome && <i />}
      </span>
    </Checkbox>
  );
}
