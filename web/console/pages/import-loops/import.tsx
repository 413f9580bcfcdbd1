import Alert from '@cloudscape-design/components/alert';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMemo, useState } from 'react';
import { useDesk } from '../../desk.tsx';
import { useLoad } from '../../load.ts';
import { Crumbs } from '../../parts/crumbs.tsx';
import { Show } from '../../parts/states.tsx';
import { pathOf } from '../../routes.ts';
import { Begin } from './begin.tsx';
import { blank, type Draft, draftOf } from './draft.ts';
import { Followed } from './followed.tsx';
import { Imports } from './imports.tsx';
import { texts } from './texts.ts';
import type { Import, Way } from './upload.ts';

/** ImportLoops starts a human loop for each row of a file; one import has its id in the query. */
export default function ImportLoops() {
  const { api, aws, route, go, say } = useDesk();
  const flow = route.names[0] as string;
  const id = route.query.get('import') ?? '';
  const way = useMemo<Way>(() => ({ api, place: aws.place, flow }), [api, aws, flow]);
  // The file that was chosen on this page, and the import that it is of.
  const [held, setHeld] = useState<{ file: File; id: string }>();
  // How the next file is read: a file that was mended as the one before it.
  const [begun, setBegun] = useState(blank);
  const hold = (file: File, of: Import) => {
    setHeld({ file, id: of.id });
    go(`${pathOf('importLoops', flow)}?import=${of.id}`);
    if (of.status !== 'Uploading') say({ type: 'info', content: texts.before });
  };
  const another = ({ layout }: Import) => {
    setBegun(draftOf(layout));
    go(pathOf('importLoops', flow));
  };
  return (
    <ContentLayout
      header={
        <SpaceBetween size="xs">
          <Crumbs
            items={[
              [texts.workflows, pathOf('workflows')],
              [flow, pathOf('workflow', flow)],
              [texts.title, pathOf('importLoops', flow)],
            ]}
          />
          <Header variant="h1" description={texts.description}>
            {texts.title}
          </Header>
        </SpaceBetween>
      }
    >
      {id === '' ? (
        <SpaceBetween size="l">
          <BeginIfActive way={way} begun={begun} onBegun={hold} />
          <Imports way={way} />
        </SpaceBetween>
      ) : (
        <Followed
          key={id}
          way={way}
          id={id}
          file={held?.id === id ? held.file : undefined}
          onFile={hold}
          onAnother={another}
        />
      )}
    </ContentLayout>
  );
}

interface BeginIfActiveProps {
  way: Way;
  begun: Draft;
  onBegun: (file: File, of: Import) => void;
}

function BeginIfActive({ way, begun, onBegun }: BeginIfActiveProps) {
  const { aws } = useDesk();
  const status = useLoad(async () => {
    const workflow = await aws.sagemaker('DescribeFlowDefinition', { FlowDefinitionName: way.flow });
    return workflow.FlowDefinitionStatus;
  }, [aws, way]);
  return (
    <Show of={status}>
      {(is) =>
        is === 'Active' ? (
          <Begin way={way} begun={begun} onBegun={onBegun} />
        ) : (
          <Alert type="warning" statusIconAriaLabel="Warning">
            {texts.notActive(is)}
          </Alert>
        )
      }
    </Show>
  );
}
