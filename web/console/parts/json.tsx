import Box from '@cloudscape-design/components/box';

/** Json shows a value as indented JSON, with its own scroll bar when it is long. */
export function Json({ value }: { value: unknown }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
    <section className="json" tabIndex={0} aria-label="JSON">
      <Box variant="code">
        <pre>{JSON.stringify(value, null, 2)}</pre>
      </Box>
    </section>
  );
}
