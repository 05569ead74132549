import { Field, Input, type InputProps } from '@fluentui/react-components';

interface Props {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly type?: 'text' | 'password' | 'number' | 'date';
  readonly hint?: string;
  readonly required?: boolean;
  readonly maxLength?: number;
  readonly autoComplete?: string;
  readonly inputMode?: InputProps['inputMode'];
  /** For a field that appears because of what the person did, and is what comes next. */
  readonly takesFocus?: boolean;
}

export function TextField({ label, value, onChange, hint, required = true, takesFocus = false, ...input }: Props) {
  return (
    <Field label={label} {...(hint === undefined ? {} : { hint })}>
      <Input
        value={value}
        onChange={(_, data) => onChange(data.value)}
        required={required}
        autoCapitalize="none"
        spellCheck={false}
        {...(takesFocus ? { autoFocus: true } : {})}
        {...input}
      />
    </Field>
  );
}
