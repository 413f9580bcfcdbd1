import Autosuggest from '@cloudscape-design/components/autosuggest';
import { texts } from './texts.ts';

interface ColumnNameProps {
  value: string;
  /** names are those to choose from; others can be typed. */
  names: string[];
  onChange: (name: string) => void;
}

/** ColumnName is the name of a column of the file. */
export function ColumnName({ value, names, onChange }: ColumnNameProps) {
  return (
    <Autosuggest
      value={value}
      options={names.map((name) => ({ value: name }))}
      clearAriaLabel={texts.clearColumn}
      enteredTextLabel={texts.useColumn}
      onChange={({ detail }) => onChange(detail.value)}
    />
  );
}
