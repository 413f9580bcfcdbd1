import CloudscapeTabs, { type TabsProps } from '@cloudscape-design/components/tabs';
import { texts } from '../texts.ts';

/** Tabs are Cloudscape's, with names for the buttons that move them where there is no room for all. */
export default function Tabs(props: TabsProps) {
  return <CloudscapeTabs {...props} i18nStrings={texts.tabs} />;
}
