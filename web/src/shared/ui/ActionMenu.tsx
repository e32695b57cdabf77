import { Fragment, type ReactNode } from "react";
import { Menu, MenuItem, MenuTrigger, Popover, Separator } from "react-aria-components";
import styles from "./ActionMenu.module.css";

export interface Action {
  id: string;
  label: string;
  /** The language of the label, where it is not the page's. */
  lang?: string;
  onAction: () => void;
  /** Draws a line above it. */
  beginsGroup?: boolean;
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
        <Menu aria-label={label} className={styles["menu"] ?? ""}>
          {actions.map((action) => (
            <Fragment key={action.id}>
              {action.beginsGroup && <Separator className={styles["line"] ?? ""} />}
              <MenuItem
                id={action.id}
                textValue={action.label}
                className={`${styles["item"]} ${action.isDanger ? styles["danger"] : ""} ${action.isOn ? styles["on"] : ""}`}
                onAction={action.onAction}
              >
                <span lang={action.lang}>{action.label}</span>
              </MenuItem>
            </Fragment>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
