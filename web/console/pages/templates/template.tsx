import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useDesk } from '../../desk.tsx';
import { useLoad } from '../../load.ts';
import { CodeEditor } from '../../parts/code-editor.tsx';
import { Copyable } from '../../parts/copyable.tsx';
import { Crumbs } from '../../parts/crumbs.tsx';
import { Show } from '../../parts/states.tsx';
import { Time } from '../../parts/time.tsx';
import { pathOf } from '../../routes.ts';
import { contentOf } from './content.ts';
import { DeleteTemplate } from './delete.tsx';
import { texts } from './texts.ts';
import { Uses } from './uses.tsx';
import { Workbench } from './workbench.tsx';

/** Template shows one worker task template: what it is, who uses it, and how it looks. */
export default function Template() {
  const { aws, route, go, may } = useDesk();
  const name = route.names[0] as string;
  const [input, setInput] = useState('{}');
  const [deleting, setDeleting] = useState(false);
  const template = useLoad(async () => {
    const described = await aws.sagemaker('DescribeHumanTaskUi', { HumanTaskUiName: name });
    return { described, content: await contentOf(described) };
  }, [aws, name]);
  return (
    <ContentLayout
      header={
        <SpaceBetween size="xs">
          <Crumbs
            items={[
              [texts.title, pathOf('templates')],
              [name, pathOf('template', name)],
            ]}
          />
          <Header
            variant="h1"
            actions={
              may('createTemplate') && (
                <SpaceBetween direction="horizontal" size="xs">
                  <Button onClick={() => setDeleting(true)}>{texts.delete}</Button>
                  <Button variant="primary" onClick={() => go(`${pathOf('createTemplate')}?from=${name}`)}>
                    {texts.copy}
                  </Button>
                </SpaceBetween>
              )
            }
          >
            {name}
          </Header>
        </SpaceBetween>
      }
    >
      <Show of={template}>
        {({ described, content }) => (
          <SpaceBetween size="l">
            <Container header={<Header variant="h2">{texts.details}</Header>}>
              <KeyValuePairs
                columns={2}
                items={[
                  { label: texts.arn, value: <Copyable text={described.HumanTaskUiArn} /> },
                  { label: texts.created, value: <Time at={described.CreationTime} /> },
                  { label: texts.usedBy, value: <Uses arn={described.HumanTaskUiArn} /> },
                  {
                    label: texts.digest,
                    value: <Copyable text={described.UiTemplate.ContentSha256 ?? ''} />,
                  },
                ]}
              />
            </Container>
            {may('createTemplate') ? (
              <Workbench draft={{ content, input }} onInput={setInput} />
            ) : (
              <Container header={<Header variant="h2">{texts.content}</Header>}>
                <CodeEditor
                  language="template"
                  label={texts.content}
                  height="32em"
                  value={content}
                  readOnly
                />
              </Container>
            )}
          </SpaceBetween>
        )}
      </Show>
      {deleting && (
        <DeleteTemplate
          name={name}
          onClose={() => setDeleting(false)}
          onDone={() => go(pathOf('templates'))}
        />
      )}
    </ContentLayout>
  );
}
