import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useState } from 'react';
import type { SageMaker } from '../../../api/aws.ts';
import { useDesk } from '../../desk.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { linesOf, membersFor, teamName, topicArn } from './rules.ts';
import { texts } from './texts.ts';

/** currentWorkforce is the one workforce that an account has in a region. */
export async function currentWorkforce(
  aws: ReturnType<typeof useDesk>['aws'],
): Promise<SageMaker.Workforce | undefined> {
  const { Workforces } = await aws.sagemaker('ListWorkforces', {});
  return Workforces[0];
}

/** CreateTeam makes a work team of the region's workforce. */
export function CreateTeam({
  onClose,
  onCreated,
}: {
  onClose: () => void;
  onCreated: (name: string) => void;
}) {
  const { aws, say } = useDesk();
  const [name, setName] = useState('');
  const [description, setDescription] = useState('');
  const [groups, setGroups] = useState<string>();
  const [topic, setTopic] = useState('');
  const badName = name !== '' && !teamName.test(name);
  const badTopic = !topicArn.test(topic.trim());
  return (
    <Dialog
      title={texts.create}
      action={texts.create}
      ready={name !== '' && !badName && !badTopic && description.trim() !== ''}
      onClose={onClose}
      onSubmit={async () => {
        const workforce = await currentWorkforce(aws);
        await aws.sagemaker('CreateWorkteam', {
          WorkteamName: name,
          Description: description.trim(),
          ...(workforce
            ? {
                WorkforceName: workforce.WorkforceName,
                MemberDefinitions: membersFor(linesOf(groups ?? name), workforce),
              }
            : { MemberDefinitions: [] }),
          ...(topic.trim() ? { NotificationConfiguration: { NotificationTopicArn: topic.trim() } } : {}),
        });
        onCreated(name);
        say({ type: 'success', content: texts.createdNow(name) });
      }}
    >
      <FormField label={texts.name} constraintText={texts.nameHint} errorText={badName && texts.nameFault}>
        <Input value={name} onChange={({ detail }) => setName(detail.value.trim())} />
      </FormField>
      <FormField label={texts.teamDescription}>
        <Input value={description} onChange={({ detail }) => setDescription(detail.value)} />
      </FormField>
      <FormField label={texts.groups} description={texts.groupHint}>
        <Input value={groups ?? name} onChange={({ detail }) => setGroups(detail.value)} />
      </FormField>
      <TopicField value={topic} onChange={setTopic} />
    </Dialog>
  );
}

/** TopicField asks for the topic that is told of waiting tasks. */
export function TopicField({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  return (
    <FormField
      label={
        <>
          {texts.topic}
          <i>{texts.optional}</i>
        </>
      }
      description={texts.topicHint}
      errorText={!topicArn.test(value.trim()) && texts.topicFault}
    >
      <Input value={value} onChange={({ detail }) => onChange(detail.value)} />
    </FormField>
  );
}
