import AppLayout from '@cloudscape-design/components/app-layout';
import Button from '@cloudscape-design/components/button';
import Flashbar from '@cloudscape-design/components/flashbar';
import SideNavigation, { type SideNavigationProps } from '@cloudscape-design/components/side-navigation';
import TopNavigation from '@cloudscape-design/components/top-navigation';
import { Suspense, useEffect, useRef, useState } from 'react';
import { type Desk, type Note, useDesk } from './desk.tsx';
import { pages } from './pages.ts';
import { Fence } from './parts/fence.tsx';
import { Empty, Waiting } from './parts/states.tsx';
import { type PageName, pathOf } from './routes.ts';
import { sentenceOf } from './sentence.ts';
import { texts } from './texts.ts';

/** groups are the pages that the navigation names. */
const groups: [string, PageName[]][] = [
  [texts.review, ['workflows', 'templates', 'predictions']],
  [texts.workforceGroup, ['workforce', 'people']],
  [texts.data, ['metrics', 'sql', 'directory']],
  [texts.operations, ['jobs', 'events', 'keys', 'quotas', 'audit']],
];

/** parents are the pages of the navigation that others belong to. */
const parents: Partial<Record<PageName, PageName>> = {
  createWorkflow: 'workflows',
  workflow: 'workflows',
  loop: 'workflows',
  startLoop: 'workflows',
  importLoops: 'workflows',
  createTemplate: 'templates',
  template: 'templates',
  team: 'workforce',
  person: 'people',
  key: 'keys',
  table: 'directory',
};

/** regions are those that the console offers; any other can be in an address. */
const regions = [
  'us-east-1',
  'us-east-2',
  'us-west-2',
  'ca-central-1',
  'eu-west-1',
  'eu-west-2',
  'eu-central-1',
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
];

interface FrameProps {
  /** known tells whether the address is that of a page. */
  known: boolean;
  notes: (Note & { id: number })[];
  onCloseNote: (id: number) => void;
  onRegion: (name: string) => void;
}

/** Frame is what stands around every page: the bar, the navigation and the notes. */
export function Frame({ known, notes, onCloseNote, onRegion }: FrameProps) {
  const desk = useDesk();
  const [open, setOpen] = useState(() => matchMedia('(min-width: 912px)').matches);
  const { page, names } = desk.route;
  const place = `${page} ${names.join(' ')}`;
  const title = [...(known ? [...names, texts.pages[page]] : [texts.unknownPage]), texts.product].join(' · ');
  const content = useFocusKept(place);

  useEffect(() => {
    document.title = title;
  }, [title]);

  return (
    <>
      <Bar desk={desk} onRegion={onRegion} />
      <AppLayout
        headerSelector="#top"
        navigation={<Navigation desk={desk} />}
        navigationOpen={open}
        onNavigationChange={({ detail }) => setOpen(detail.open)}
        toolsHide
        ariaLabels={{
          navigation: texts.navigation,
          navigationToggle: texts.openNavigation,
          navigationClose: texts.closeNavigation,
          notifications: texts.notes,
        }}
        notifications={
          <Flashbar
            items={notes.map(({ id, type, content }) => ({
              id: String(id),
              type,
              content,
              dismissible: true,
              dismissLabel: texts.closeNote,
              statusIconAriaLabel: type,
              onDismiss: () => onCloseNote(id),
            }))}
          />
        }
        content={
          <section ref={content} className="place" aria-label={title} tabIndex={-1}>
            <Fence key={place}>
              <Suspense fallback={<Waiting />}>
                <Content desk={desk} known={known} />
              </Suspense>
            </Fence>
          </section>
        }
      />
    </>
  );
}

// The link that was followed goes with its page. Keys and screen readers go on in the new
// one, unless the focus is where it stays, such as in the navigation, or a field has it.
function useFocusKept(place: string) {
  const content = useRef<HTMLElement>(null);
  const last = useRef(place);
  useEffect(() => {
    if (last.current === place) return;
    last.current = place;
    if (document.activeElement === document.body) content.current?.focus({ preventScroll: true });
  }, [place]);
  return content;
}

function Content({ desk, known }: { desk: Desk; known: boolean }) {
  const { session, route, may, go } = desk;
  if (!session.worker.administrator && session.roles.length === 0) {
    return (
      <Empty
        whole
        title={texts.noRole}
        lead={texts.noRoleLead}
        action={<Button href="/portal">{texts.toPortal}</Button>}
      />
    );
  }
  const Page = known ? pages[route.page] : undefined;
  if (!Page) {
    return (
      <Empty
        whole
        title={texts.unknownPage}
        lead={texts.unknownPageLead}
        action={<Button onClick={() => go(pathOf('home'))}>{texts.toStart}</Button>}
      />
    );
  }
  return may(route.page) ? <Page /> : <Empty whole title={texts.notForYou} />;
}

function Navigation({ desk }: { desk: Desk }) {
  const { may, go, route } = desk;
  const items: SideNavigationProps.Item[] = groups.flatMap(([text, names]) => {
    const open = names.filter((name) => may(name) && pages[name]);
    if (open.length === 0) return [];
    return [
      {
        type: 'section-group' as const,
        title: text,
        items: open.map((name) => ({ type: 'link' as const, text: texts.pages[name], href: pathOf(name) })),
      },
    ];
  });
  return (
    <SideNavigation
      header={{ text: texts.product, href: pathOf('home') }}
      activeHref={pathOf(parents[route.page] ?? route.page)}
      items={items}
      onFollow={(event) => {
        if (event.detail.external) return;
        event.preventDefault();
        go(event.detail.href);
      }}
    />
  );
}

function Bar({ desk, onRegion }: { desk: Desk; onRegion: (name: string) => void }) {
  const { session, aws, api, say } = desk;
  const offered = regions.includes(aws.place.region) ? regions : [aws.place.region, ...regions];
  const act = async (id: string) => {
    if (id !== 'sign-out') return;
    if (session.issuer) {
      location.assign('/logout'); // which ends the session at the identity provider too
      return;
    }
    try {
      await api.delete('/api/v1/session', {});
      location.assign('/portal');
    } catch (cause) {
      say({ type: 'error', content: sentenceOf(cause) });
    }
  };
  return (
    <div id="top">
      <TopNavigation
        identity={{ href: pathOf('home'), title: texts.product }}
        i18nStrings={{
          overflowMenuTriggerText: texts.more,
          overflowMenuTitleText: texts.menu,
          overflowMenuBackIconAriaLabel: texts.back,
          overflowMenuDismissIconAriaLabel: texts.close,
        }}
        utilities={[
          { type: 'button', text: texts.portal, href: '/portal' },
          {
            type: 'menu-dropdown',
            text: aws.place.region,
            ariaLabel: `${texts.region} ${aws.place.region}`,
            items: offered.map((id) => ({ id, text: id })),
            onItemClick: ({ detail }) => onRegion(detail.id),
          },
          {
            type: 'menu-dropdown',
            text: session.worker.name,
            description: session.worker.email,
            iconName: 'user-profile',
            items: [
              { id: 'account', text: texts.account(aws.place.account), disabled: true },
              { id: 'sign-out', text: texts.signOut },
            ],
            onItemClick: ({ detail }) => void act(detail.id),
          },
        ]}
      />
    </div>
  );
}
