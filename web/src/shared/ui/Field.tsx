import { useId, type ReactNode } from "react";
import {
  Button as AriaButton,
  Checkbox,
  FieldError,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Radio,
  RadioGroup,
  SearchField,
  Select,
  SelectValue,
  Text,
  TextArea,
  TextField,
} from "react-aria-components";
import { useTranslation } from "react-i18next";
import styles from "./Field.module.css";
import { Icon } from "./Icon";

export interface FieldProps {
  label: string;
  hint?: string | undefined;
  /** What is wrong with it; shown in place of the hint and read out with the field. */
  error?: string | null | undefined;
}

function Below({ hint, error }: Omit<FieldProps, "label">) {
  return (
    <>
      {hint !== undefined && !error && (
        <Text slot="description" className={styles["hint"] ?? ""}>
          {hint}
        </Text>
      )}
      <FieldError className={styles["error"] ?? ""}>{error ?? undefined}</FieldError>
    </>
  );
}

interface TextInputProps extends FieldProps {
  value: string;
  onChange: (value: string) => void;
  /** "date-time" is in the reader's own zone, as fromLocalInput reads it. */
  type?: "text" | "email" | "password" | "tel" | "number" | "date-time";
  inputMode?: "numeric";
  /** What the browser may fill in; nothing if left out. */
  autoComplete?: string;
  lines?: number;
  maxLength?: number;
  min?: string | number;
  max?: string | number;
  isRequired?: boolean;
  isReadOnly?: boolean;
  autoFocus?: boolean;
}

export function TextInput(all: TextInputProps) {
  const { label, hint, error, type = "text", autoComplete = "off", lines = 1, min, max, ...props } = all;
  return (
    <TextField
      {...props}
      className={styles["field"] ?? ""}
      isInvalid={Boolean(error)}
      type={type === "date-time" ? "text" : type}
      validationBehavior="aria"
    >
      <Label>{label}</Label>
      {lines > 1 ? (
        <TextArea rows={lines} className={styles["input"] ?? ""} />
      ) : type === "date-time" ? (
        <Input type="datetime-local" min={min} max={max} className={styles["input"] ?? ""} />
      ) : (
        <Input min={min} max={max} autoComplete={autoComplete} className={styles["input"] ?? ""} />
      )}
      <Below hint={hint} error={error} />
    </TextField>
  );
}

interface ReadOnlyProps {
  label: string;
  value: string;
  lines?: number;
  autoFocus?: boolean;
}

/** A text that is there to be read, marked and copied. */
export function ReadOnly(props: ReadOnlyProps) {
  return <TextInput {...props} onChange={() => undefined} isReadOnly />;
}

export interface Option<T extends string> {
  value: T;
  label: string;
  note?: string;
}

interface ChoiceProps<T extends string> extends FieldProps {
  options: readonly Option<T>[];
  value: T;
  onChange: (value: T) => void;
}

/** One of several, behind a button. */
export function Choice<T extends string>({ label, hint, error, options, value, onChange }: ChoiceProps<T>) {
  return (
    <Select
      className={styles["field"] ?? ""}
      isInvalid={Boolean(error)}
      value={value}
      onChange={(key) => {
        const chosen = options.find((option) => option.value === key);
        if (chosen) onChange(chosen.value);
      }}
    >
      <Label>{label}</Label>
      <AriaButton className={`${styles["input"]} ${styles["select"]}`}>
        <SelectValue />
        <Icon name="chevron" size={15} />
      </AriaButton>
      <Below hint={hint} error={error} />
      <Popover className={styles["popover"] ?? ""}>
        <ListBox items={options.map((option) => ({ id: option.value, ...option }))} className={styles["list"] ?? ""}>
          {(option) => (
            <ListBoxItem className={styles["option"] ?? ""} textValue={option.label}>
              {option.label}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  );
}

interface CheckProps extends Omit<FieldProps, "error"> {
  isOn: boolean;
  onChange: (isOn: boolean) => void;
}

/** Something that is so or not. */
export function Check({ label, hint, isOn, onChange }: CheckProps) {
  return (
    <Checkbox className={styles["check"] ?? ""} isSelected={isOn} onChange={onChange}>
      <span aria-hidden className={styles["box"]}>
        {isOn && <Icon name="check" size={14} />}
      </span>
      <span>
        {label}
        {hint !== undefined && <span className={styles["note"]}>{hint}</span>}
      </span>
    </Checkbox>
  );
}

interface PickProps<T extends string> extends ChoiceProps<T> {
  /** "cards" stand beneath each other with their notes; "segments" stand side by side. */
  look: "cards" | "segments";
}

/** One of few, all in sight. */
export function Pick<T extends string>({ label, hint, error, options, value, onChange, look }: PickProps<T>) {
  return (
    <RadioGroup
      className={styles["field"] ?? ""}
      isInvalid={Boolean(error)}
      value={value}
      onChange={(key) => {
        const chosen = options.find((option) => option.value === key);
        if (chosen) onChange(chosen.value);
      }}
    >
      <Label>{label}</Label>
      <div className={styles[look]}>
        {options.map((option) => (
          <Radio key={option.value} value={option.value} className={styles["radio"] ?? ""}>
            <span className={styles["radioLabel"]}>{option.label}</span>
            {option.note !== undefined && <span className={styles["note"]}>{option.note}</span>}
          </Radio>
        ))}
      </div>
      <Below hint={hint} error={error} />
    </RadioGroup>
  );
}

interface SearchBoxProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
}

export function SearchBox({ label, value, onChange }: SearchBoxProps) {
  const { t } = useTranslation();
  return (
    <SearchField
      aria-label={label}
      value={value}
      onChange={onChange}
      maxLength={100}
      className={styles["search"] ?? ""}
    >
      <Icon name="search" size={16} />
      <Input placeholder={label} className={styles["input"] ?? ""} />
      {value !== "" && (
        <AriaButton aria-label={t("action.clear")} className={styles["clear"] ?? ""}>
          <Icon name="close" size={14} />
        </AriaButton>
      )}
    </SearchField>
  );
}

interface FilterProps<T extends string> {
  label: string;
  /** What it says when nothing is left out. */
  all: string;
  options: readonly Option<T>[];
  value: T | undefined;
  onChange: (value: T | undefined) => void;
}

/** Narrows a list to one of several, or not at all. */
export function Filter<T extends string>({ label, all, options, value, onChange }: FilterProps<T>) {
  const id = useId();
  return (
    <span className={styles["filter"]} data-on={value !== undefined || undefined}>
      <label htmlFor={id} className="visually-hidden">
        {label}
      </label>
      <select
        id={id}
        value={value ?? ""}
        onChange={(event) => {
          onChange(options.find((option) => option.value === event.target.value)?.value);
        }}
      >
        <option value="">{all}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <Icon name="chevron" size={14} />
    </span>
  );
}

/** What stands above a list: search, filters, and at the end the actions. */
export function Toolbar({ children, end }: { children: ReactNode; end?: ReactNode }) {
  return (
    <div className={styles["toolbar"]}>
      {children}
      {end !== undefined && <div className={styles["toolbarEnd"]}>{end}</div>}
    </div>
  );
}
