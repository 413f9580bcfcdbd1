import AttributeEditor from '@cloudscape-design/components/attribute-editor';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import { ColumnName } from './column-name.tsx';
import type { Column } from './draft.ts';
import { texts } from './texts.ts';

const types = Object.entries(texts.types).map(([value, label]) => ({ value, label }));

interface ColumnsFieldProps {
  columns: Column[];
  names: string[];
  /** problems stand in the order of the columns. */
  problems: (string | undefined)[];
  onChange: (columns: Column[]) => void;
}

/** ColumnsField says what is special about single columns: their types, and where they stand in the input. */
export function ColumnsField({ columns, names, problems, onChange }: ColumnsFieldProps) {
  const change = (at: number, part: Partial<Column>) =>
    onChange(columns.map((column, i) => (i === at ? { ...column, ...part } : column)));
  return (
    <FormField label={`${texts.columns} – ${texts.optional}`} description={texts.columnsHint} stretch>
      <AttributeEditor<Column>
        items={columns}
        addButtonText={texts.addColumn}
        removeButtonText={texts.removeColumn}
        removeButtonAriaLabel={({ name }) => texts.removeColumnNamed(name)}
        empty={texts.noColumns}
        onAddButtonClick={() => onChange([...columns, { name: '', type: 'number', member: '' }])}
        onRemoveButtonClick={({ detail }) => onChange(columns.filter((_, i) => i !== detail.itemIndex))}
        definition={[
          {
            label: texts.columnName,
            errorText: (_, at) => problems[at],
            control: ({ name }, at) => (
              <ColumnName value={name} names={names} onChange={(name) => change(at, { name })} />
            ),
          },
          {
            label: texts.columnType,
            control: ({ type }, at) => (
              <Select
                options={types}
                selectedOption={types.find(({ value }) => value === type) ?? null}
                onChange={({ detail }) => change(at, { type: detail.selectedOption.value as Column['type'] })}
              />
            ),
          },
          {
            label: texts.columnMember,
            control: ({ name, member, type }, at) => (
              <Input
                value={member}
                placeholder={name}
                disabled={type === 'skip'}
                spellcheck={false}
                onChange={({ detail }) => change(at, { member: detail.value })}
              />
            ),
          },
        ]}
      />
    </FormField>
  );
}
