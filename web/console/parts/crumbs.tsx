import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group';
import { useDesk } from '../desk.tsx';
import { texts } from '../texts.ts';

/** Crumbs show where a page stands: links to the pages above it, and itself. */
export function Crumbs({ items }: { items: [text: string, path: string][] }) {
  const { go } = useDesk();
  return (
    <BreadcrumbGroup
      ariaLabel={texts.breadcrumbs}
      items={items.map(([text, href]) => ({ text, href }))}
      onFollow={(event) => {
        event.preventDefault();
        go(event.detail.href);
      }}
    />
  );
}
