import Checkbox from '@cloudscape-design/components/checkbox';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useState } from 'react';
import { Dialog } from '../../parts/dialog.tsx';
import { type Draft, isName } from './saved.ts';
import { texts } from './texts.ts';

interface SaveDialogProps {
  title: string;
  /** draft is what the fields begin with. */
  draft?: Draft;
  onSave: (draft: Draft) => Promise<void>;
  onClose: () => void;
}

/** SaveDialog asks by which name a query is saved, and for whom. */
export function SaveDialog({ title, draft, onSave, onClose }: SaveDialogProps) {
  const [name, setName] = useState(draft?.name ?? '');
  const [shared, setShared] = useState(draft?.shared ?? false);
  return (
    <Dialog
      title={title}
      action={texts.save}
      ready={isName(name)}
      onSubmit={async () => {
        await onSave({ name: name.trim(), shared });
        onClose();
      }}
      onClose={onClose}
    >
      <FormField label={texts.name} constraintText={texts.nameHint}>
        <Input value={name} onChange={({ detail }) => setName(detail.value)} />
      </FormField>
      <Checkbox
        checked={shared}
        description={texts.shareHint}
        onChange={({ detail }) => setShared(detail.checked)}
      >
        {texts.share}
      </Checkbox>
    </Dialog>
  );
}
