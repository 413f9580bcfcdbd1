import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import DatePicker from '@cloudscape-design/components/date-picker';
import FormField from '@cloudscape-design/components/form-field';
import Modal from '@cloudscape-design/components/modal';
import RadioGroup from '@cloudscape-design/components/radio-group';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useDesk } from '../../desk.tsx';
import { addressOf, type Choice } from './address.ts';
import { texts } from './texts.ts';

const formats = [
  { value: 'csv', label: texts.csv, description: texts.csvLead },
  { value: 'jsonl', label: texts.jsonl, description: texts.jsonlLead },
  { value: 'parquet', label: texts.parquet, description: texts.parquetLead },
];

const statuses = [
  { value: '', label: texts.anyStatus },
  ...['InProgress', 'Completed', 'Stopping', 'Stopped', 'Failed'].map((value) => ({ value, label: value })),
];

/** ExportLoops is the dialog that downloads the human loops of a workflow with their answers. */
export function ExportLoops({ flow, onClose }: { flow: string; onClose: () => void }) {
  const { aws } = useDesk();
  const [choice, setChoice] = useState<Choice>({ format: 'csv', status: undefined, from: '', until: '' });
  const change = (part: Partial<Choice>) => setChoice((before) => ({ ...before, ...part }));
  return (
    <Modal
      visible
      header={texts.title(flow)}
      closeAriaLabel={texts.close}
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              {texts.cancel}
            </Button>
            <Button
              variant="primary"
              iconName="download"
              href={addressOf(aws.place, flow, choice)}
              download={`${flow}.${choice.format}`}
            >
              {texts.download}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="l">
        <FormField label={texts.format}>
          <RadioGroup
            value={choice.format}
            items={formats}
            onChange={({ detail }) => change({ format: detail.value as Choice['format'] })}
          />
        </FormField>
        <FormField label={texts.status}>
          <Select
            selectedOption={statuses.find(({ value }) => value === (choice.status ?? '')) ?? null}
            options={statuses}
            onChange={({ detail }) =>
              change({ status: (detail.selectedOption.value || undefined) as Choice['status'] })
            }
          />
        </FormField>
        <ColumnLayout columns={2}>
          <Day label={texts.from} value={choice.from} onChange={(from) => change({ from })} />
          <Day label={texts.until} value={choice.until} onChange={(until) => change({ until })} />
        </ColumnLayout>
      </SpaceBetween>
    </Modal>
  );
}

interface DayProps {
  label: string;
  value: string;
  onChange: (day: string) => void;
}

function Day({ label, value, onChange }: DayProps) {
  return (
    <FormField label={label} constraintText={texts.days}>
      <DatePicker
        value={value}
        placeholder="YYYY/MM/DD"
        openCalendarAriaLabel={() => texts.openCalendar}
        onChange={({ detail }) => onChange(detail.value)}
      />
    </FormField>
  );
}
