import AttributeEditor from '@cloudscape-design/components/attribute-editor';
import Checkbox from '@cloudscape-design/components/checkbox';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import type { Conditions, KeyCondition } from './conditions.ts';
import type { TaskType } from './draft.ts';
import { texts } from './texts.ts';

interface ConditionsFormProps {
  type: TaskType;
  conditions: Conditions;
  onChange: (conditions: Conditions) => void;
}

/** ConditionsForm offers the conditions that A2I's console offers for a task type. */
export function ConditionsForm({ type, conditions, onChange }: ConditionsFormProps) {
  const set = (part: Partial<Conditions>) => onChange({ ...conditions, ...part });
  return (
    <SpaceBetween size="l">
      {type === 'custom' && (
        <FormField label={texts.expression} description={texts.expressionHint} stretch>
          <Textarea
            rows={3}
            spellcheck={false}
            value={conditions.expression ?? ''}
            onChange={({ detail }) => set({ expression: detail.value || undefined })}
          />
        </FormField>
      )}
      {type === 'textract' && <Keys keys={conditions.keys} onChange={(keys) => set({ keys })} />}
      {type !== 'custom' && (
        <>
          <Checkbox
            checked={conditions.range !== undefined}
            onChange={({ detail }) => set({ range: detail.checked ? { from: '0', to: '80' } : undefined })}
          >
            {type === 'textract' ? texts.allKeys : texts.labels}
          </Checkbox>
          {conditions.range && <Range range={conditions.range} onChange={(range) => set({ range })} />}
        </>
      )}
      <Checkbox
        checked={conditions.sample !== undefined}
        onChange={({ detail }) => set({ sample: detail.checked ? '5' : undefined })}
      >
        {texts.sample}
      </Checkbox>
      {conditions.sample !== undefined && (
        <FormField label={texts.percentage}>
          <Percentage value={conditions.sample} onChange={(sample) => set({ sample })} />
        </FormField>
      )}
    </SpaceBetween>
  );
}

function Percentage({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  return (
    <Input
      type="number"
      inputMode="decimal"
      value={value}
      step={0.01}
      onChange={({ detail }) => onChange(detail.value)}
    />
  );
}

function Range({
  range,
  onChange,
}: {
  range: { from: string; to: string };
  onChange: (range: { from: string; to: string }) => void;
}) {
  return (
    <ColumnLayout columns={2}>
      <FormField label={texts.from}>
        <Percentage value={range.from} onChange={(from) => onChange({ ...range, from })} />
      </FormField>
      <FormField label={texts.to}>
        <Percentage value={range.to} onChange={(to) => onChange({ ...range, to })} />
      </FormField>
    </ColumnLayout>
  );
}

const noKey: KeyCondition = { key: '', aliases: '', missing: true, identification: '', qualification: '' };

function Keys({ keys, onChange }: { keys: KeyCondition[]; onChange: (keys: KeyCondition[]) => void }) {
  const set = (at: number, part: Partial<KeyCondition>) =>
    onChange(keys.map((key, i) => (i === at ? { ...key, ...part } : key)));
  return (
    <FormField label={texts.keys} description={texts.keysLead} stretch>
      <AttributeEditor<KeyCondition>
        items={keys}
        addButtonText={texts.addKey}
        removeButtonText={texts.remove}
        empty=""
        onAddButtonClick={() => onChange([...keys, noKey])}
        onRemoveButtonClick={({ detail }) => onChange(keys.filter((_, i) => i !== detail.itemIndex))}
        definition={[
          {
            label: texts.key,
            control: (item, at) => (
              <Input value={item.key} onChange={({ detail }) => set(at, { key: detail.value })} />
            ),
          },
          {
            label: texts.aliases,
            control: (item, at) => (
              <Input value={item.aliases} onChange={({ detail }) => set(at, { aliases: detail.value })} />
            ),
          },
          {
            label: texts.missing,
            control: (item, at) => (
              <Checkbox
                ariaLabel={texts.missing}
                checked={item.missing}
                onChange={({ detail }) => set(at, { missing: detail.checked })}
              />
            ),
          },
          {
            label: texts.identification,
            control: (item, at) => (
              <Percentage
                value={item.identification}
                onChange={(identification) => set(at, { identification })}
              />
            ),
          },
          {
            label: texts.qualification,
            control: (item, at) => (
              <Percentage
                value={item.qualification}
                onChange={(qualification) => set(at, { qualification })}
              />
            ),
          },
        ]}
      />
    </FormField>
  );
}
