import Header from '@cloudscape-design/components/header';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import Table from '@cloudscape-design/components/table';
import type { Output } from '../../../api/console.ts';
import { useDesk } from '../../desk.tsx';
import { useLoad } from '../../load.ts';
import { Show } from '../../parts/states.tsx';
import { texts } from './texts.ts';

type Quota = Output<'/api/v1/quotas', 'get'>['quotas'][number];

const numbers = new Intl.NumberFormat();
const nameOf = (quota: Quota) => texts.names[quota.code] ?? quota.code;

function Share({ quota }: { quota: Quota }) {
  if (quota.used === undefined || quota.limit === 0) return <>–</>;
  const share = quota.used / quota.limit;
  return (
    <ProgressBar
      ariaLabel={texts.shareOf(nameOf(quota))}
      value={Math.min(100, share * 100)}
      status={share >= 1 ? 'error' : 'in-progress'}
      resultText={texts.percent(share)}
    />
  );
}

const columns = [
  { id: 'what', header: texts.what, minWidth: 180, isRowHeader: true, cell: nameOf },
  {
    id: 'used',
    header: texts.used,
    cell: ({ used }: Quota) => (used === undefined ? '–' : numbers.format(used)),
  },
  {
    id: 'limit',
    header: texts.limit,
    cell: ({ limit }: Quota) => (limit === 0 ? texts.unlimited : numbers.format(limit)),
  },
  { id: 'share', header: texts.share, cell: (quota: Quota) => <Share quota={quota} />, minWidth: 160 },
  { id: 'setting', header: texts.setting, cell: ({ setting }: Quota) => <code>{setting}</code> },
];

/** Quotas shows the limits of the account and region, and what is used of them. */
export default function Quotas() {
  const { api, aws } = useDesk();
  const quotas = useLoad(() => api.get('/api/v1/quotas', { query: aws.place }), [api, aws], 10_000);
  const { account, region } = aws.place;
  return (
    <Show of={quotas}>
      {(answer) => (
        <Table
          variant="full-page"
          items={answer.quotas}
          trackBy="code"
          columnDefinitions={columns}
          wrapLines
          ariaLabels={{ tableLabel: texts.title, selectionGroupLabel: texts.title }}
          header={
            <Header variant="awsui-h1-sticky" description={texts.description(account, region)}>
              {texts.title}
            </Header>
          }
        />
      )}
    </Show>
  );
}
