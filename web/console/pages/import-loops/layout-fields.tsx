import Checkbox from '@cloudscape-design/components/checkbox';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { ColumnName } from './column-name.tsx';
import { ColumnsField } from './columns-field.tsx';
import { type Draft, type Format, hasColumns, type Problems } from './draft.ts';
import { texts } from './texts.ts';

const delimiters = Object.entries(texts.delimiters).map(([value, label]) => ({ value, label }));

const optional = (label: string) => `${label} – ${texts.optional}`;

interface LayoutFieldsProps {
  draft: Draft;
  format: Format;
  /** names are the columns that the file has, as far as they are known. */
  names: string[];
  problems: Problems;
  onChange: (part: Partial<Draft>) => void;
}

/** LayoutFields ask how rows become human loops. */
export function LayoutFields({ draft, format, names, problems, onChange }: LayoutFieldsProps) {
  return (
    <Container header={<Header variant="h2">{texts.rows}</Header>}>
      <SpaceBetween size="l">
        <FormField label={optional(texts.nameColumn)} description={texts.nameHint[format]}>
          <ColumnName
            value={draft.nameColumn}
            names={names}
            onChange={(nameColumn) => onChange({ nameColumn })}
          />
        </FormField>
        <Checkbox
          checked={draft.whole}
          description={texts.wholeHint}
          onChange={({ detail }) => onChange({ whole: detail.checked })}
        >
          {texts.whole[format]}
        </Checkbox>
        {draft.whole && (
          <FormField label={texts.inputColumn[format]} errorText={problems.inputColumn}>
            <ColumnName
              value={draft.inputColumn}
              names={names}
              onChange={(inputColumn) => onChange({ inputColumn })}
            />
          </FormField>
        )}
        {format === 'csv' && (
          <FormField label={texts.delimiter}>
            <Select
              selectedOption={delimiters.find(({ value }) => value === draft.delimiter) ?? null}
              options={delimiters}
              onChange={({ detail }) => onChange({ delimiter: detail.selectedOption.value ?? '' })}
            />
          </FormField>
        )}
        {hasColumns(draft) && (
          <FormField label={optional(texts.prefix)} description={texts.prefixHint}>
            <Input
              value={draft.prefix}
              spellcheck={false}
              onChange={({ detail }) => onChange({ prefix: detail.value })}
            />
          </FormField>
        )}
        {hasColumns(draft) && (
          <ColumnsField
            columns={draft.columns}
            names={names}
            problems={problems.columns ?? []}
            onChange={(columns) => onChange({ columns })}
          />
        )}
      </SpaceBetween>
    </Container>
  );
}
