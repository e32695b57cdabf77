import type { ReactNode } from "react";
import { Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import styles from "./ActionMenu.module.css";

export interface Action {
  id: string;
  label: string;
  onAction: () => void;
  isDanger?: boolean;
  isOn?: boolean;
}

/** A button, given as the only child, that opens a menu of what can be done. */
export function ActionMenu({
  label,
  actions,
  children,
}: {
  label: string;
  actions: readonly Action[];
  children: ReactNode;
}) {
  return (
    <MenuTrigger>
      {children}
      <Popover className={styles["popover"] ?? ""} placement="bottom end">
        <Menu aria-label={label} items={actions} className={styles["menu"] ?? ""}>
          {(action) => (
            <MenuItem
              className={`${styles["item"]} ${action.isDanger ? styles["danger"] : ""} ${action.isOn ? styles["on"] : ""}`}
              onAction={action.onAction}
            >
              {action.label}
            </MenuItem>
          )}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
