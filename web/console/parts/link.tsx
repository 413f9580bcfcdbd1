import Link, { type LinkProps } from '@cloudscape-design/components/link';
import { useDesk } from '../desk.tsx';

/** PageLink leads to another page of the console without loading it anew. */
export function PageLink({ to, ...rest }: { to: string } & Omit<LinkProps, 'href' | 'onFollow'>) {
  const { go } = useDesk();
  return (
    <Link
      {...rest}
      href={to}
      onFollow={(event) => {
        if (event.detail.external) return;
        event.preventDefault();
        go(to);
      }}
    />
  );
}
